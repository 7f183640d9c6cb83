/** SRV names looked up by the probe's own process, at a DNS server of this test; and the command that uses it. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import dgram from 'node:dgram';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { lookUpSrv } from '../../server/src/probe/spawn';

/** What the server knows: SRV targets and TXT texts by name. */
const records: Readonly<Record<string, { srv?: readonly string[]; txt?: string }>> = {
  '_mongodb._tcp.c0.ab1cd.example.com': { srv: ['h1.ab1cd.example.com', 'h2.ab1cd.example.com'] },
  'c0.ab1cd.example.com': { txt: 'authSource=admin&replicaSet=rs0' },
  '_mongodb._tcp.evil.ab1cd.example.com': { srv: ['h1.elsewhere.example.org'] },
  '_mongodb._tcp.text.ab1cd.example.com': { srv: ['h1.ab1cd.example.com'] },
  'text.ab1cd.example.com': { txt: 'tls=false' },
};

const name = (text: string): Buffer =>
  Buffer.concat([
    ...text.split('.').map((l) => Buffer.from([l.length, ...Buffer.from(l)])),
    Buffer.from([0]),
  ]);

/** One answer by RFC 1035; names that are not known do not exist. */
function answer(query: Buffer): Buffer {
  let at = 12;
  const labels: string[] = [];
  while (query[at]! > 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + query[at]!));
    at += query[at]! + 1;
  }
  const question = query.subarray(12, at + 5);
  const type = query.readUInt16BE(at + 1);
  const known = records[labels.join('.').toLowerCase()];
  const datas =
    type === 33
      ? (known?.srv ?? []).map((t) => Buffer.concat([Buffer.from([0, 0, 0, 0, 0x69, 0x89]), name(t)]))
      : type === 16 && known?.txt
        ? [Buffer.from([known.txt.length, ...Buffer.from(known.txt)])]
        : [];
  const head = Buffer.alloc(12);
  query.copy(head, 0, 0, 2);
  head.writeUInt16BE(known ? 0x8180 : 0x8183, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(datas.length, 6);
  const answers = datas.map((data) => {
    const record = Buffer.alloc(12);
    record.writeUInt16BE(0xc00c, 0);
    record.writeUInt16BE(type, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt32BE(60, 6);
    record.writeUInt16BE(data.length, 10);
    return Buffer.concat([record, data]);
  });
  return Buffer.concat([head, question, ...answers]);
}

const program = path.resolve('dist/probe.js');
const socket = dgram.createSocket('udp4');
let server: string;
let asked = 0;
before(async () => {
  socket.on('message', (query, from) => {
    asked++;
    socket.send(answer(query), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  server = `127.0.0.1:${socket.address().port}`;
});
after(() => socket.close());

const look = (host: string): ReturnType<typeof lookUpSrv> =>
  lookUpSrv(host, 'mongodb', { program, dnsServers: [server] });

test('hosts with their ports, and the options of the TXT record', async () => {
  assert.deepEqual(await look('c0.ab1cd.example.com'), {
    hosts: [
      { host: 'h1.ab1cd.example.com', port: 27017 },
      { host: 'h2.ab1cd.example.com', port: 27017 },
    ],
    options: { authSource: 'admin', replicaSet: 'rs0' },
  });
});

test('records that drivers refuse, and names that do not exist, are told in words', async () => {
  assert.match((await look('evil.ab1cd.example.com')).problem ?? '', /outside the domain/);
  assert.match((await look('text.ab1cd.example.com')).problem ?? '', /TXT record .* drivers refuse it/);
  assert.match((await look('none.ab1cd.example.com')).problem ?? '', /DNS does not answer/);
});

/** The command line, while this process answers its DNS questions. */
function fix(folder: string, ...args: string[]): Promise<{ code: number | null; out: string }> {
  const child = spawn(process.execPath, [path.resolve('dist/cli.js'), 'fix', ...args], { cwd: folder });
  let out = '';
  child.stdout.on('data', (d) => (out += String(d)));
  child.stderr.on('data', (d) => (out += String(d)));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out })));
}

test('the command line converts a URI there and back, and asks DNS only when it was told to', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tls-lens-srv-'));
  const file = path.join(folder, '.env');
  const before = 'M=mongodb+srv://u:Zq7Canary5Gx@c0.ab1cd.example.com/app?w=1\n';
  try {
    writeFileSync(file, before);
    const count = asked;
    const list = await fix(folder, '.env:1');
    assert.equal(asked, count, 'listing asks nobody');
    const choice = /(\d+) {2}Convert to mongodb:\/\//.exec(list.out)![1]!;
    const there = await fix(folder, '.env:1', '--choose', choice, '--dns', server);
    assert.equal(there.code, 0, there.out);
    assert.equal(
      readFileSync(file, 'utf8'),
      'M=mongodb://u:Zq7Canary5Gx@h1.ab1cd.example.com:27017,h2.ab1cd.example.com:27017/app?w=1&tls=true&authSource=admin&replicaSet=rs0\n',
    );
    assert.doesNotMatch(there.out, /Zq7Canary5Gx/);
    const again = await fix(folder, '.env:1');
    const back = /(\d+) {2}Convert to mongodb\+srv/.exec(again.out)![1]!;
    const done = await fix(
      folder,
      '.env:1',
      '--choose',
      back,
      '--name',
      'c0.ab1cd.example.com',
      '--dns',
      server,
    );
    assert.equal(done.code, 0, done.out);
    assert.equal(
      readFileSync(file, 'utf8'),
      'M=mongodb+srv://u:Zq7Canary5Gx@c0.ab1cd.example.com/app?w=1&authSource=admin&replicaSet=rs0\n',
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

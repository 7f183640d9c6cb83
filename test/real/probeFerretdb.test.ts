/** The connection test against a real MongoDB-compatible database over TLS: FerretDB 1.24 with SQLite, embedded as a library. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { runWithDriver } from '../../server/src/host/runWithDriver';
import { Pki, extensions } from '../support/probe/pki';
import { probe } from '../support/probe/runScenarios';
import { reservePort } from '../support/probe/scenarios';

const root = process.cwd();
const program = path.join(root, 'dist', 'probe.js');
const database = path.join(root, '.cache', 'ferretdb', 'ferretdb');
const skip = existsSync(database)
  ? false
  : 'FerretDB is not built: node scripts/setup.mjs ferretdb (needs Go 1.24 or newer)';
const folder = mkdtempSync(path.join(os.tmpdir(), 'mongodb-tls-ferretdb-'));
const running: ChildProcess[] = [];

/** Starts a database and waits until it listens. */
async function start(args: readonly string[], name: string): Promise<void> {
  const dir = path.join(folder, name);
  mkdirSync(dir);
  const child = spawn(database, [...args, '-dir', dir], { stdio: ['pipe', 'pipe', 'ignore'] });
  running.push(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) =>
      chunk.includes('"ready"')
        ? resolve()
        : chunk.includes('"error"')
          ? reject(new Error(chunk.toString()))
          : undefined,
    );
    child.on('exit', (code) => reject(new Error(`FerretDB ended with ${code}`)));
  });
}

describe('a real database over TLS', { skip }, () => {
  const plain = reservePort() + 7000;
  const tls = plain + 1;
  const mutual = plain + 2;
  const pki = new Pki(path.join(folder, 'pki'));
  const ca = pki.issue('root', { subject: '/O=Ferret Test/CN=Ferret Root', extensions: extensions.root });
  const server = pki.issue('server', {
    issuer: ca,
    extensions: extensions.server('DNS:localhost,IP:127.0.0.1'),
  });
  const client = pki.issue('client', { issuer: ca, extensions: extensions.client });
  const clientFile = pki.write('client-both.pem', pki.read(client.cert), pki.read(client.key));

  before(async () => {
    await start(
      ['-tcp', `127.0.0.1:${plain}`, '-tls', `127.0.0.1:${tls}`, '-cert', server.cert, '-key', server.key],
      'one',
    );
    await start(
      ['-tls', `127.0.0.1:${mutual}`, '-cert', server.cert, '-key', server.key, '-ca', ca.cert],
      'two',
    );
  });
  after(() => {
    for (const child of running) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  const cause = async (uri: string): Promise<string | null> => (await probe(uri, program)).cause?.id ?? null;

  test('the right settings pass, and hello tells the server version', async () => {
    const report = await probe(`mongodb://localhost:${tls}/?tls=true&tlsCAFile=${ca.cert}`, program);
    assert.equal(report.verdict, 'passes');
    assert.equal(report.server.version, '7.0');
    assert.equal(report.server.protocols?.max, 'TLS 1.3');
  });
  test('plaintext passes on the plaintext port and fails on the TLS port', async () => {
    assert.equal(await cause(`mongodb://localhost:${plain}/`), null);
    assert.equal(await cause(`mongodb://localhost:${tls}/`), 'tls-required');
  });
  test('TLS to the plaintext port names the plaintext server', async () => {
    assert.equal(
      await cause(`mongodb://localhost:${plain}/?tls=true&tlsCAFile=${ca.cert}`),
      'plaintext-server',
    );
  });
  test('without the CA the chain is not trusted', async () => {
    assert.equal(await cause(`mongodb://localhost:${tls}/?tls=true`), 'unknown-ca');
  });
  test('a client certificate is demanded, and taken', async () => {
    assert.equal(
      await cause(`mongodb://localhost:${mutual}/?tls=true&tlsCAFile=${ca.cert}`),
      'client-certificate-required',
    );
    const uri = `mongodb://localhost:${mutual}/?tls=true&tlsCAFile=${ca.cert}&tlsCertificateKeyFile=${clientFile}`;
    const report = await probe(uri, program);
    assert.equal(report.verdict, 'passes');
    assert.equal(report.server.clientCertificate, 'requested');
  });
  test(
    'run with my driver agrees, and prints no password',
    {
      skip: existsSync('.cache/drivers/pymongo-4.20.0/bin/python')
        ? false
        : 'node scripts/setup.mjs pymongo-4.20.0',
    },
    async () => {
      const interpreter = path.join(root, '.cache/drivers/pymongo-4.20.0/bin/python');
      const good = await runWithDriver({
        driver: 'pymongo',
        interpreter,
        folder,
        uri: `mongodb://localhost:${tls}/?tls=true&tlsCAFile=${ca.cert}`,
      });
      assert.equal(good.kind, 'connected');
      const refused = await runWithDriver({
        driver: 'pymongo',
        interpreter,
        folder,
        timeoutMs: 4000,
        uri: `mongodb://eve:topsecret@localhost:${tls}/?tls=true`,
      });
      assert.equal(refused.kind, 'refused');
      assert.ok(!JSON.stringify(refused).includes('topsecret'));
      assert.match(refused.kind === 'refused' ? refused.message : '', /certificate verify failed/i);
    },
  );
  test(
    'run with my driver works with the Node driver',
    {
      skip: existsSync('.cache/drivers/node-7.9.0/node_modules/mongodb')
        ? false
        : 'node scripts/setup.mjs node-driver-7.9.0',
    },
    async () => {
      const answer = await runWithDriver({
        driver: 'node',
        folder: path.join(root, '.cache/drivers/node-7.9.0'),
        uri: `mongodb://localhost:${tls}/?tls=true&tlsCAFile=${ca.cert}`,
      });
      assert.deepEqual([answer.kind, answer.kind === 'connected' && answer.version], ['connected', '7.9.0']);
    },
  );
});

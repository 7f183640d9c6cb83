/** Certificates for development: what is written where, and that it works. */
import assert from 'node:assert/strict';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:tls';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { parse } from 'yaml';
import {
  createDevelopment,
  type DevelopmentCertificates,
} from '../../../server/src/host/certificates/createDevelopment';
import { FileExistsError } from '../../../server/src/host/certificates/writeNewFile';

let folder: string;
let made: DevelopmentCertificates;
before(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tls-lens-dev-'));
  writeFileSync(path.join(folder, '.gitignore'), 'node_modules');
  made = await createDevelopment({
    folder,
    hosts: ['db.localhost', '127.0.0.1'],
    clientName: 'ada, lovelace',
  });
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('server and client trust each other through the new authority', async () => {
  const ca = readFileSync(made.files.ca);
  const [server, client] = [readFileSync(made.files.server), readFileSync(made.files.client)];
  const listening = createServer(
    { ca, cert: server, key: server, requestCert: true, rejectUnauthorized: true },
    (s) => s.end('hello'),
  );
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = listening.address() as { port: number };
    for (const servername of ['db.localhost', undefined]) {
      const said = await new Promise<string>((resolve, reject) => {
        const socket = connect({
          port,
          host: '127.0.0.1',
          ...(servername ? { servername } : {}),
          ca,
          cert: client,
          key: client,
        });
        socket.on('data', (d) => resolve(String(d))).on('error', reject);
      });
      assert.equal(said, 'hello');
    }
  } finally {
    listening.close();
  }
});

test(
  'private keys are for the owner only, and ignored by git',
  { skip: process.platform === 'win32' ? 'Windows has no permission bits' : false },
  () => {
    for (const file of [made.files.caKey, made.files.server, made.files.client])
      assert.equal(statSync(file).mode & 0o777, 0o600, file);
    assert.equal(
      readFileSync(made.gitignore.path, 'utf8'),
      'node_modules\n/ca.key\n/server.pem\n/client.pem\n',
    );
  },
);

test('nothing is overwritten', async () => {
  const before = readFileSync(made.files.ca, 'utf8');
  await assert.rejects(createDevelopment({ folder, hosts: [] }), FileExistsError);
  assert.equal(readFileSync(made.files.ca, 'utf8'), before);
});

test('the certificates have names, usages and an end that drivers accept', () => {
  const server = new X509Certificate(readFileSync(made.files.server));
  const client = new X509Certificate(readFileSync(made.files.client));
  assert.equal(server.subjectAltName, 'DNS:db.localhost, IP Address:127.0.0.1');
  assert.deepEqual(server.keyUsage, ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
  assert.deepEqual(client.keyUsage, ['1.3.6.1.5.5.7.3.2']);
  assert.ok(server.checkPrivateKey(createPrivateKey(readFileSync(made.files.server))));
  assert.equal(made.clientSubject, 'CN=ada\\, lovelace,OU=Clients,O=Development');
});

test('the settings to paste name the files', () => {
  const { tls } = (parse(made.mongodConf) as { net: { tls: Record<string, string> } }).net;
  assert.deepEqual(tls, {
    mode: 'requireTLS',
    certificateKeyFile: path.resolve(made.files.server),
    CAFile: path.resolve(made.files.ca),
  });
  const uri = made.clientSettings[0]!.text;
  assert.equal(new URL(uri).searchParams.get('tlsCertificateKeyFile'), path.resolve(made.files.client));
});

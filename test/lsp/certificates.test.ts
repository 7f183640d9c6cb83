/** Certificate files in the editor: diagnostics, hover, link, hint, view and commands, from a workspace on disk. */
import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, afterEach, before, test } from 'node:test';
import type { Diagnostic, DocumentLink, InlayHint } from 'vscode-languageserver';
import { encodePem } from '../../server/src/core/pem/encodePem';
import { createDevelopment } from '../../server/src/host/certificates/createDevelopment';
import { LspClient, type ClientOptions } from '../support/lspClient';

let folder: string;
const at = (...names: string[]) => path.join(folder, ...names);
const clients: LspClient[] = [];

before(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tls-lens-lsp-'));
  await createDevelopment({ folder: at('certs'), hosts: [] });
});
after(() => rmSync(folder, { recursive: true, force: true }));
afterEach(async () => {
  for (const client of clients.splice(0)) await client.stop();
});

async function start(options: ClientOptions = {}): Promise<LspClient> {
  const client = await LspClient.start({ folders: [folder], ...options });
  clients.push(client);
  return client;
}

const code = `from pymongo import MongoClient
client = MongoClient("mongodb://localhost/", tls=True, tlsCAFile="certs/ca.pem", tlsCertificateKeyFile="certs/ca.pem")
`;

async function open(client: LspClient): Promise<string> {
  const file = at('app.py');
  writeFileSync(file, code);
  return await client.open(file, code, 'python');
}

async function fileFindings(client: LspClient, uri: string): Promise<Diagnostic[]> {
  let found: Diagnostic[] = [];
  for (let i = 0; i < 3000; i++) {
    found = (await client.diagnostics(uri)).filter((d) => /file|pem|key|certificate/.test(String(d.code)));
    if (found.some((d) => d.code === 'no-private-key-in-file')) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return found;
}

test('a wrong client certificate is reported at its path, and the right one is shown, linked and dated', async () => {
  const client = await start();
  const uri = await open(client);
  const [finding] = await fileFindings(client, uri);
  assert.equal(finding?.code, 'no-private-key-in-file');
  assert.match(await client.hover(uri, client.at(uri, 'certs/ca.pem')), /Local development CA/);
  const links = await client.rpc.sendRequest<DocumentLink[]>('textDocument/documentLink', {
    textDocument: { uri },
  });
  assert.deepEqual(
    links.map((l) => l.target),
    [pathToFileURL(at('certs/ca.pem')).href, pathToFileURL(at('certs/ca.pem')).href],
  );
  const range = { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } };
  const hints = await client.rpc.sendRequest<InlayHint[]>('textDocument/inlayHint', {
    textDocument: { uri },
    range,
  });
  assert.deepEqual(
    hints.map((h) => h.label),
    ['expires in 1,824 days', 'expires in 1,824 days'],
  );
});

test('in an untrusted workspace no file is opened', async () => {
  const client = await start({ initializationOptions: { trusted: false } });
  const uri = await open(client);
  assert.deepEqual(
    (await client.diagnostics(uri)).filter((d) => d.code === 'no-private-key-in-file'),
    [],
  );
  for (const [method, params] of [
    ['mongodbTls/inspect', { path: at('certs/ca.pem') }],
    [
      'mongodbTls/combine',
      { certificate: at('certs/client.pem'), key: at('certs/client.pem'), target: at('x.pem') },
    ],
    ['mongodbTls/convert', { path: at('certs/ca.pem'), target: at('x.pem') }],
    ['mongodbTls/createDevelopment', { folder: at('more'), hosts: [] }],
  ] as const)
    assert.match(
      ((await client.rpc.sendRequest(method, params)) as { refused: string }).refused,
      /not trusted/,
    );
  assert.ok(!existsSync(at('x.pem')) && !existsSync(at('more')));
});

test('the commands combine and convert, and never overwrite', async () => {
  const client = await start();
  const pair = readFileSync(at('certs/client.pem'), 'utf8');
  const [key, certificate] = pair.split(/(?=-----BEGIN CERTIFICATE)/) as [string, string];
  writeFileSync(at('client.key'), key);
  writeFileSync(at('client.crt'), certificate);
  chmodSync(at('client.key'), 0o600);
  const combine = { certificate: at('client.crt'), key: at('client.key'), target: at('combined.pem') };
  assert.deepEqual(await client.rpc.sendRequest('mongodbTls/combine', combine), {
    written: at('combined.pem'),
  });
  assert.equal(readFileSync(at('combined.pem'), 'utf8'), pair);
  if (process.platform !== 'win32') assert.equal(statSync(at('combined.pem')).mode & 0o777, 0o600);
  assert.match(
    ((await client.rpc.sendRequest('mongodbTls/combine', combine)) as { refused: string }).refused,
    /exists already/,
  );

  const der = Buffer.from(certificate.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  writeFileSync(at('client.der'), der);
  assert.deepEqual(
    await client.rpc.sendRequest('mongodbTls/convert', {
      path: at('client.der'),
      target: at('converted.pem'),
    }),
    { written: at('converted.pem') },
  );
  assert.deepEqual(readFileSync(at('converted.pem')), Buffer.from(encodePem('CERTIFICATE', der)));
});

test('the view follows a file that changes on disk', async () => {
  const client = await start();
  const uri = await open(client);
  await fileFindings(client, uri);
  const titles = async () =>
    ((await client.rpc.sendRequest('mongodbTls/certificates', {})) as { title: string }[]).map(
      (e) => e.title,
    );
  for (let i = 0; i < 3000 && (await titles()).length === 0; i++)
    await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(await titles(), ['Local development CA']);
  writeFileSync(at('certs/ca.pem'), readFileSync(at('certs/server.pem')));
  utimesSync(at('certs/ca.pem'), 5, 5);
  await client.rpc.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: pathToFileURL(at('certs/ca.pem')).href, type: 2 }],
  });
  for (let i = 0; i < 30000 && (await titles())[0] !== 'localhost'; i++) {
    await client.diagnostics(uri);
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.deepEqual(await titles(), ['localhost']);
});

/** Migrations of a workspace through the protocol: one edit for open and closed files that waits for a yes. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import { editorCapabilities, LspClient, pullCapabilities, type ClientOptions } from '../support/lspClient';

let folder: string;
const clients: LspClient[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tls-lens-migrations-'));
  writeFileSync(path.join(folder, 'requirements.txt'), 'pymongo==3.12.3\n');
  writeFileSync(path.join(folder, 'closed.py'), app('closed'));
  writeFileSync(path.join(folder, 'open.py'), app('on disk'));
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.stop();
  rmSync(folder, { recursive: true, force: true });
});

const app = (note: string): string =>
  `# ${note}\nfrom pymongo import MongoClient\nc = MongoClient("db.example.com", tls=True, ssl_ca_certs="/ca.pem")\nd = MongoClient("db.example.com", tls=True, ssl_certfile="/c", ssl_keyfile="/k")\n`;

async function start(options: ClientOptions = {}): Promise<LspClient> {
  const client = await LspClient.start({
    capabilities: {
      ...pullCapabilities,
      workspace: {
        ...pullCapabilities.workspace,
        workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
      },
    },
    initializationOptions: { client: 'vscode' },
    folders: [folder],
    ...options,
  });
  clients.push(client);
  return client;
}

interface Answer {
  readonly edit: WorkspaceEdit;
  readonly files: number;
  readonly left: readonly string[];
}
const list = (client: LspClient, params: object = {}): Promise<{ id: string; files: number }[]> =>
  client.rpc.sendRequest('mongodbTls/migrations', params);
const migrate = (client: LspClient, params: object): Promise<Answer> =>
  client.rpc.sendRequest('mongodbTls/migrate', params);

/** Until the background scan has found the closed file. */
async function scanned(client: LspClient): Promise<void> {
  await client.until('the look through the workspace', () =>
    client.logged.some((l) => l.startsWith('Looked through')),
  );
}

test('all files of the workspace are in one edit: open ones as they are typed, each with a version', async () => {
  const client = await start();
  const uri = await client.open(path.join(folder, 'open.py'), app('typed'), 'python');
  await scanned(client);
  assert.deepEqual(
    (await list(client)).map(({ id, files }) => [id, files]),
    [['pymongo-4', 2]],
  );
  const { edit, files, left } = await migrate(client, { id: 'pymongo-4' });
  assert.equal(files, 2);
  const changes = edit.documentChanges as TextDocumentEdit[];
  const closed = pathToFileURL(path.join(folder, 'closed.py')).href;
  assert.deepEqual(
    changes.map((c) => [c.textDocument.uri, c.textDocument.version]).sort(),
    [
      [closed, null],
      [uri, 1],
    ].sort(),
  );
  assert.match(client.applied(uri, { title: '', edit }), /^# typed\n[^]*tls=True, tlsCAFile="\/ca\.pem"\)/);
  assert.ok(left.some((l) => /^open\.py:4: ssl_certfile was removed/.test(l)));
});

test('every change waits for a yes where the editor can show it', async () => {
  const client = await start();
  await scanned(client);
  const { edit } = await migrate(client, { id: 'pymongo-4' });
  assert.deepEqual(
    Object.values(edit.changeAnnotations ?? {}).map((a) => [a.label, a.needsConfirmation]),
    [['Migrate TLS options to PyMongo 4', true]],
  );
  const edits = (edit.documentChanges as TextDocumentEdit[]).flatMap((c) => c.edits);
  assert.ok(edits.length > 0 && edits.every((e) => 'annotationId' in e));
});

test('an editor that shows no previews gets plain edits', async () => {
  const client = await start({ capabilities: editorCapabilities, initializationOptions: {} });
  await scanned(client);
  const { edit } = await migrate(client, { id: 'pymongo-4' });
  assert.equal(edit.changeAnnotations, undefined);
});

test('one file can be migrated alone, by request and by a code action at one of its places', async () => {
  const client = await start();
  const uri = await client.open(path.join(folder, 'open.py'), app('typed'), 'python');
  const { edit } = await migrate(client, { id: 'pymongo-4', uri });
  assert.equal(edit.documentChanges?.length, 1);
  const at = client.at(uri, 'ssl_ca_certs');
  const actions = await client.actions(uri, { start: at, end: at }, ['refactor.rewrite']);
  const action = actions.find((a) => a.title === 'Migrate TLS options to PyMongo 4');
  assert.ok(action, actions.map((a) => a.title).join());
  assert.ok(action.edit?.changeAnnotations);
});

test('in an untrusted workspace only open files are looked at', async () => {
  const client = await start({ initializationOptions: { client: 'vscode', trusted: false } });
  assert.deepEqual(await list(client), []);
  assert.match(JSON.stringify(await migrate(client, { id: 'pymongo-4' })), /nothing to migrate/);
});

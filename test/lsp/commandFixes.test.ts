/** Fixes that are more than an edit, as an editor runs them: real files in a folder of their own, edits back to the client. */
import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  chmodSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CodeAction, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import { analyze, contextOf } from '../../server/src/core';
import { createDevelopment } from '../../server/src/host/certificates/createDevelopment';
import type { FixPlace, FixQuestion, FixResult } from '../../server/src/lsp/messages';
import { editorCapabilities, LspClient, type ClientOptions } from '../support/lspClient';

const canary = 'Zq7Canary5Gx';
let made: string;
before(async () => {
  made = mkdtempSync(path.join(os.tmpdir(), 'tls-lens-fixes-made-'));
  await createDevelopment({ folder: made, hosts: ['localhost'] });
});
after(() => rmSync(made, { recursive: true, force: true }));

let folder: string;
const clients: LspClient[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tls-lens-fixes-'));
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.stop();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, text: string | Buffer, mode = 0o600): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}
const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
const pem = (file: string, label: RegExp): string =>
  [
    ...readFileSync(path.join(made, file), 'utf8').matchAll(
      /-----BEGIN ([A-Z ]+)-----[^]*?-----END \1-----\n/g,
    ),
  ]
    .filter((m) => label.test(m[1]!))
    .map((m) => m[0])
    .join('');

async function start(options: ClientOptions = {}): Promise<LspClient> {
  const client = await LspClient.start({
    capabilities: editorCapabilities,
    initializationOptions: { client: 'vscode' },
    folders: [folder],
    ...options,
  });
  clients.push(client);
  return client;
}

/** Opens a file of the folder; the diagnostics about the files that it names have come when this resolves. */
async function open(client: LspClient, name: string, rule: string, languageId?: string): Promise<string> {
  const uri = await client.open(path.join(folder, name), read(name), languageId);
  for (;;) {
    const before = client.refreshes;
    if ((await client.diagnostics(uri)).some((d) => d.code === rule)) return uri;
    await client.until(`another look because of ${rule}`, () => client.refreshes > before);
  }
}

async function actionsFor(client: LspClient, uri: string, rule: string): Promise<CodeAction[]> {
  const found = (await client.diagnostics(uri)).find((d) => d.code === rule);
  assert.ok(found, `${rule} is reported`);
  return (await client.actions(uri, found.range)).filter((a) =>
    a.diagnostics?.some((d) => d.code === rule && !a.title.startsWith('Ignore')),
  );
}

const placeOf = (action: CodeAction | undefined): FixPlace => {
  assert.equal(action?.command?.command, 'mongodbTls.fix');
  return action.command.arguments![0] as FixPlace;
};

type Step = FixResult | { ask: FixQuestion } | { refused: string };
const step = (client: LspClient, place: FixPlace, answers: Record<string, string> = {}): Promise<Step> =>
  client.rpc.sendRequest('mongodbTls/fix', { ...place, answers });

/** The texts of all files after an edit, by name. */
function applied(client: LspClient, edit: unknown): Record<string, string> {
  const result: Record<string, string> = {};
  for (const change of (edit as WorkspaceEdit).documentChanges ?? []) {
    if (!('edits' in change)) continue;
    const { uri } = (change as TextDocumentEdit).textDocument;
    const file = decodeURIComponent(new URL(uri).pathname);
    const text = client.documents.get(uri)?.getText() ?? (existsSync(file) ? readFileSync(file, 'utf8') : '');
    result[path.relative(folder, file)] = TextDocument.applyEdits(
      TextDocument.create(uri, '', 1, text),
      (change as TextDocumentEdit).edits as never,
    );
  }
  return result;
}

async function result(
  client: LspClient,
  place: FixPlace,
  answers: Record<string, string> = {},
): Promise<FixResult> {
  const answer = await step(client, place, answers);
  assert.ok('edit' in answer, JSON.stringify(answer));
  return answer;
}

const secretApp = `from pymongo import MongoClient\nc = MongoClient("mongodb://app:${canary}@db.example.com/?tls=true")\n`;

test('a password moves to the .env of the folder, and git gets told not to take it', async () => {
  mkdirSync(path.join(folder, '.git'));
  write('src/app.py', secretApp);
  write('.env', 'MONGODB_PASSWORD=other\n');
  const client = await start();
  const uri = await open(client, 'src/app.py', 'password-in-source');
  const [action] = await actionsFor(client, uri, 'password-in-source');
  assert.ok(!JSON.stringify(action).includes(canary), 'the action holds places, not the secret');
  const { edit, notes, others } = await result(client, placeOf(action));
  assert.deepEqual(applied(client, edit), {
    '.env': `MONGODB_PASSWORD=other\nMONGODB_PASSWORD_2=${canary}\n`,
    '.gitignore': '/.env\n',
    'src/app.py': `import os\nfrom urllib.parse import quote_plus\nfrom pymongo import MongoClient\nc = MongoClient("mongodb://app:" + quote_plus(os.environ["MONGODB_PASSWORD_2"]) + "@db.example.com/?tls=true")\n`,
  });
  assert.equal(others.length, 2);
  assert.ok(!JSON.stringify([notes, client.logged, client.messages]).includes(canary));
  const own = (edit as WorkspaceEdit).documentChanges!.find(
    (c) => 'textDocument' in c && c.textDocument.uri === uri,
  ) as TextDocumentEdit;
  assert.equal(own.textDocument.version, 1);
  // Nothing was written: the editor makes the change, and can take it back.
  assert.equal(read('.env'), 'MONGODB_PASSWORD=other\n');
});

test('what is typed in an open .env and not saved is kept, and a .env that git ignores stays ignored', async () => {
  mkdirSync(path.join(folder, '.git'));
  write('app.py', secretApp);
  write('.env', 'A=1\n');
  write('.gitignore', '.env*\n');
  const client = await start();
  const env = await client.open(path.join(folder, '.env'), 'A=1\nTYPED=yes', 'dotenv');
  const uri = await open(client, 'app.py', 'password-in-source');
  const { edit } = await result(client, placeOf((await actionsFor(client, uri, 'password-in-source'))[0]));
  const texts = applied(client, edit);
  assert.equal(texts['.env'], `A=1\nTYPED=yes\nMONGODB_PASSWORD=${canary}\n`);
  assert.deepEqual(Object.keys(texts).sort(), ['.env', 'app.py']);
  const change = (edit as WorkspaceEdit).documentChanges!.find(
    (c) => 'textDocument' in c && c.textDocument.uri === env,
  ) as TextDocumentEdit;
  assert.equal(change.textDocument.version, 1, 'the edit is for the text that is open');
});

test('a fix of an older text is refused', async () => {
  write('app.py', secretApp);
  const client = await start();
  const uri = await open(client, 'app.py', 'password-in-source');
  const place = placeOf((await actionsFor(client, uri, 'password-in-source'))[0]);
  await client.edit(uri, 'from', '# a line\nfrom');
  assert.deepEqual(await step(client, place), { refused: 'The text has changed: choose the fix again.' });
});

test('an untrusted workspace is offered none of them, and gets none', async () => {
  write('app.py', secretApp);
  const client = await start({ initializationOptions: { client: 'vscode', trusted: false } });
  const uri = await open(client, 'app.py', 'password-in-source');
  assert.deepEqual(await actionsFor(client, uri, 'password-in-source'), []);
  const answer = await step(client, { uri, version: 1, id: 'move-secret', start: 0, end: 999 });
  assert.match((answer as { refused: string }).refused, /not trusted/);
});

test('an editor without our commands gets only what it can run, and its edit by request', async () => {
  write('app.py', secretApp.replace('?tls=true"', '?tls=true", tlsAllowInvalidCertificates=True'));
  const client = await start({ initializationOptions: {} });
  const uri = await open(client, 'app.py', 'certificate-checks-off');
  const titles = (await actionsFor(client, uri, 'certificate-checks-off')).map((a) => a.title);
  assert.deepEqual(titles, ['Remove tlsAllowInvalidCertificates'], 'no dialogue for a file');
  const [action] = await actionsFor(client, uri, 'password-in-source');
  await client.rpc.sendRequest('workspace/executeCommand', action!.command!);
  assert.match(applied(client, client.edits[0])['.env']!, new RegExp(`MONGODB_PASSWORD=${canary}`));
  assert.ok(client.messages.some((m) => m.includes('MONGODB_PASSWORD is in .env')));
});

test('an editor that makes no files for a server gets an empty .env to write into', async () => {
  write('app.py', secretApp);
  for (const workspaceEdit of [{ documentChanges: true }, {}]) {
    rmSync(path.join(folder, '.env'), { force: true });
    const client = await start({
      capabilities: { ...editorCapabilities, workspace: { ...editorCapabilities.workspace!, workspaceEdit } },
      initializationOptions: {},
    });
    const uri = await open(client, 'app.py', 'password-in-source');
    const [action] = await actionsFor(client, uri, 'password-in-source');
    await client.rpc.sendRequest('workspace/executeCommand', action!.command!);
    assert.equal(read('.env'), '');
    const [edit] = client.edits;
    assert.match(JSON.stringify(edit), new RegExp(`MONGODB_PASSWORD=${canary}`));
    assert.ok(!JSON.stringify(edit).includes('"create"'));
    assert.equal(edit!.changes !== undefined, !('documentChanges' in workspaceEdit));
  }
});

test('an editor that takes no edits from a server gets no command at all', async () => {
  write('app.py', secretApp);
  const { applyEdit: _, ...workspace } = editorCapabilities.workspace!;
  const client = await start({
    capabilities: { ...editorCapabilities, workspace },
    initializationOptions: {},
  });
  const uri = await open(client, 'app.py', 'password-in-source');
  assert.deepEqual(await actionsFor(client, uri, 'password-in-source'), []);
});

test('an option that checks nothing becomes one that names the chosen CA, relative to the workspace', async () => {
  write(
    'src/app.ts',
    "import { MongoClient } from 'mongodb';\nnew MongoClient('mongodb://db.example.com/?tls=true', { rejectUnauthorized: false });\n",
  );
  const ca = write('certs/ca.pem', readFileSync(path.join(made, 'ca.pem')));
  const client = await start();
  const uri = await open(client, 'src/app.ts', 'certificate-checks-off', 'typescript');
  const action = (await actionsFor(client, uri, 'certificate-checks-off')).find((a) => /CA/.test(a.title));
  const question = (await step(client, placeOf(action))) as { ask: FixQuestion };
  assert.equal(question.ask.kind, 'file');
  const { edit } = await result(client, placeOf(action), { file: ca });
  assert.match(applied(client, edit)['src/app.ts']!, /\{ tlsCAFile: 'certs\/ca\.pem' \}/);
  const other = write('certs/not.pem', 'hello');
  assert.match(
    ((await step(client, placeOf(action), { file: other })) as { refused: string }).refused,
    /holds no certificate/,
  );
});

test('a chosen CA outside of the workspace is named by its full path', async () => {
  write('run.sh', 'mongosh "mongodb://db.example.com/" --tls --tlsAllowInvalidCertificates\n');
  const client = await start();
  const uri = await open(client, 'run.sh', 'certificate-checks-off', 'shellscript');
  const action = (await actionsFor(client, uri, 'certificate-checks-off')).find((a) => /CA/.test(a.title));
  const ca = path.join(made, 'ca.pem');
  const { edit } = await result(client, placeOf(action), { file: ca });
  assert.equal(
    applied(client, edit)['run.sh'],
    `mongosh "mongodb://db.example.com/" --tls --tlsCAFile ${ca}\n`,
  );
});

test('a CA is added where the connection has options, else to its URI', async () => {
  const client = await start();
  const ca = write('ca.pem', readFileSync(path.join(made, 'ca.pem')));
  for (const [name, text, after] of [
    [
      'a.py',
      'from pymongo import MongoClient\nMongoClient("mongodb://h.corp/", tls=True)\n',
      'tls=True, tlsCAFile="ca.pem")',
    ],
    [
      'a.js',
      "const { MongoClient } = require('mongodb');\nnew MongoClient('mongodb://h.corp/?tls=true');\n",
      "'mongodb://h.corp/?tls=true&tlsCAFile=ca.pem'",
    ],
    ['a.sh', 'mongosh --host h.corp --tls\n', 'mongosh --tlsCAFile ca.pem --host h.corp --tls'],
    [
      'a.go',
      'package main\nfunc f() { options.Client().ApplyURI("mongodb://h.corp/?tls=true") }\n',
      '&tlsCAFile=ca.pem"',
    ],
    ['A.java', 'class A { Object c = MongoClients.create("mongodb://h.corp/?tls=true"); }\n', undefined],
  ] as const) {
    write(name, text);
    const uri = await client.open(path.join(folder, name), text, undefined);
    const site = analyze({ path: name, text }, contextOf()).outlooks[0]!.site.span;
    const answer = await step(client, { uri, version: 1, id: 'add-ca', ...site }, { file: ca });
    if (after === undefined) assert.ok('refused' in answer, name);
    else
      assert.ok(applied(client, (answer as FixResult).edit)[name]?.includes(after), JSON.stringify(answer));
  }
});

test('another file is chosen for one that is not there', async () => {
  write(
    'app.py',
    'from pymongo import MongoClient\nc = MongoClient("db.example.com", tls=True, tlsCAFile="certs/none.pem")\n',
  );
  const client = await start();
  const uri = await open(client, 'app.py', 'file-not-found');
  const [action] = await actionsFor(client, uri, 'file-not-found');
  const { edit } = await result(client, placeOf(action), { file: path.join(folder, 'certs', 'ca.pem') });
  assert.match(applied(client, edit)['app.py']!, /tlsCAFile="certs\/ca\.pem"/);
});

test('certificate and key in two options become one file, after a question, and overwrite nothing', async () => {
  write('certs/client.crt', pem('client.pem', /CERTIFICATE/), 0o644);
  write('certs/client.key', pem('client.pem', /KEY/));
  write('certs/client.pem', 'somebody else');
  write('requirements.txt', 'pymongo==3.12.3\n');
  write(
    'app.py',
    'from pymongo import MongoClient\nc = MongoClient("db.example.com", tls=True, ssl_certfile="certs/client.crt", ssl_keyfile="certs/client.key", ssl_pem_passphrase=pw)\n',
  );
  const client = await start();
  const uri = await open(client, 'app.py', 'deprecated-option');
  const action = (await actionsFor(client, uri, 'deprecated-option')).find((a) => a.title.startsWith('Join'));
  const { ask } = (await step(client, placeOf(action))) as { ask: FixQuestion };
  assert.deepEqual([ask.kind, ask.title], ['confirm', 'Write certs/client-2.pem?']);
  assert.ok(!existsSync(path.join(folder, 'certs/client-2.pem')), 'nothing is written before the answer');
  const { edit } = await result(client, placeOf(action), { write: 'yes' });
  assert.match(
    applied(client, edit)['app.py']!,
    /MongoClient\("db\.example\.com", tls=True, tlsCertificateKeyFile="certs\/client-2\.pem", ssl_pem_passphrase=pw\)/,
  );
  assert.equal(read('certs/client-2.pem'), pem('client.pem', /KEY/) + pem('client.pem', /CERTIFICATE/));
  if (process.platform !== 'win32')
    assert.equal(statSync(path.join(folder, 'certs/client-2.pem')).mode & 0o777, 0o600);
  assert.equal(read('certs/client.pem'), 'somebody else');
});

test('an editor without our commands is asked before a file is written', async () => {
  write('client.crt', pem('client.pem', /CERTIFICATE/));
  write('client.key', pem('client.pem', /KEY/));
  write('package.json', '{"dependencies": {"mongodb": "5.9.2"}}');
  write(
    'app.js',
    "const { MongoClient } = require('mongodb');\nnew MongoClient('mongodb://db.example.com/?tls=true', { sslCert: 'client.crt', sslKey: 'client.key' });\n",
  );
  const client = await start({ initializationOptions: {} });
  const uri = await open(client, 'app.js', 'deprecated-option', 'javascript');
  const action = (await actionsFor(client, uri, 'deprecated-option')).find((a) => a.title.startsWith('Join'));
  await client.rpc.sendRequest('workspace/executeCommand', action!.command!);
  assert.ok(!existsSync(path.join(folder, 'client.pem')), 'the message was closed');
  client.presses = 'Write';
  await client.rpc.sendRequest('workspace/executeCommand', action!.command!);
  assert.ok(existsSync(path.join(folder, 'client.pem')));
  assert.match(applied(client, client.edits[0])['app.js']!, /\{ tlsCertificateKeyFile: 'client\.pem' \}/);
});

test('a certificate without its key is combined with the key beside it', async () => {
  write('tls/client.crt', pem('client.pem', /CERTIFICATE/));
  write('tls/other.key', pem('server.pem', /KEY/));
  write('tls/this.key', pem('client.pem', /KEY/));
  write(
    'app.py',
    'from pymongo import MongoClient\nc = MongoClient("db.example.com", tls=True, tlsCertificateKeyFile="tls/client.crt")\n',
  );
  const client = await start();
  const uri = await open(client, 'app.py', 'no-private-key-in-file');
  const [action] = await actionsFor(client, uri, 'no-private-key-in-file');
  const { ask } = (await step(client, placeOf(action))) as { ask: FixQuestion };
  assert.match(ask.detail ?? '', /client\.crt and the private key of this\.key/);
  const { edit } = await result(client, placeOf(action), { write: 'yes' });
  assert.match(applied(client, edit)['app.py']!, /tlsCertificateKeyFile="tls\/client\.pem"/);
  assert.equal(read('tls/client.pem'), pem('client.pem', /KEY/) + pem('client.pem', /CERTIFICATE/));
});

test('a file in the wrong order is written anew in the right one', async () => {
  write(
    'client.pem',
    readFileSync(path.join(made, 'ca.pem'), 'utf8') + readFileSync(path.join(made, 'client.pem'), 'utf8'),
  );
  write(
    'app.py',
    'from pymongo import MongoClient\nc = MongoClient("db.example.com", tls=True, tlsCertificateKeyFile="client.pem")\n',
  );
  const client = await start();
  const uri = await open(client, 'app.py', 'certificate-order');
  const [action] = await actionsFor(client, uri, 'certificate-order');
  const { edit } = await result(client, placeOf(action), { write: 'yes' });
  assert.match(applied(client, edit)['app.py']!, /"client-ordered\.pem"/);
  assert.match(read('client-ordered.pem'), /^-----BEGIN PRIVATE KEY[^]*-----BEGIN CERTIFICATE/);
});

test('an indented file is written anew without the indentation', async () => {
  write(
    'ca.pem',
    '\uFEFF' + readFileSync(path.join(made, 'ca.pem'), 'utf8').replace(/^/gm, '  ').replaceAll('\n', '\r\n'),
  );
  write(
    'app.py',
    'from pymongo import MongoClient\nc = MongoClient("db.example.com", tls=True, tlsCAFile="ca.pem")\n',
  );
  const client = await start();
  const uri = await open(client, 'app.py', 'damaged-pem');
  const [action] = await actionsFor(client, uri, 'damaged-pem');
  const { edit } = await result(client, placeOf(action), { write: 'yes' });
  assert.match(applied(client, edit)['app.py']!, /"ca-repaired\.pem"/);
  assert.equal(read('ca-repaired.pem'), readFileSync(path.join(made, 'ca.pem'), 'utf8'));
});

test('a DER file becomes PEM', async () => {
  const body = readFileSync(path.join(made, 'ca.pem'), 'utf8').replace(/-----[A-Z ]+-----|\s/g, '');
  write('ca.der', Buffer.from(body, 'base64'));
  write(
    'app.py',
    'from pymongo import MongoClient\nc = MongoClient("db.example.com", tls=True, tlsCAFile="ca.der")\n',
  );
  const client = await start();
  const uri = await open(client, 'app.py', 'pem-needed');
  const [action] = await actionsFor(client, uri, 'pem-needed');
  const { edit } = await result(client, placeOf(action), { write: 'yes' });
  assert.match(applied(client, edit)['app.py']!, /"ca\.pem"/);
  assert.equal(read('ca.pem'), readFileSync(path.join(made, 'ca.pem'), 'utf8'));
});

test(
  'a key that everybody may read is for its owner only afterwards',
  { skip: process.platform === 'win32' ? 'Windows has no permission bits' : false },
  async () => {
    write('client.pem', readFileSync(path.join(made, 'client.pem')), 0o644);
    write(
      'app.py',
      'from pymongo import MongoClient\nc = MongoClient("db.example.com", tls=True, tlsCertificateKeyFile="client.pem")\n',
    );
    const client = await start();
    const uri = await open(client, 'app.py', 'private-key-readable');
    const [action] = await actionsFor(client, uri, 'private-key-readable');
    await result(client, placeOf(action), { write: 'yes' });
    assert.equal(statSync(path.join(folder, 'client.pem')).mode & 0o777, 0o600);
  },
);

test('hosts of Atlas become their SRV name by an edit, others by a command', async () => {
  const client = await start();
  const at = async (text: string): Promise<CodeAction[]> => {
    const uri = await client.open(`${client.documents.size}.env`, text, 'dotenv');
    const here = client.at(uri, 'mongodb');
    const found = await client.actions(uri, { start: here, end: here }, ['refactor.rewrite']);
    return found.filter((a) => a.title.startsWith('Convert'));
  };
  const [atlas] = await at(
    'M=mongodb://u:${PW}@c0-shard-00-00.ab1cd.mongodb.net,c0-shard-00-01.ab1cd.mongodb.net/?tls=true&replicaSet=r\n',
  );
  assert.equal(atlas?.title, 'Convert to mongodb+srv://c0.ab1cd.mongodb.net');
  assert.equal(
    client.applied([...client.documents.keys()][0]!, atlas),
    'M=mongodb+srv://u:${PW}@c0.ab1cd.mongodb.net/?replicaSet=r\n',
  );
  assert.equal((await at('M=mongodb+srv://c0.ab1cd.mongodb.net/\n'))[0]?.command?.command, 'mongodbTls.fix');
  assert.deepEqual(await at('M=mongodb://localhost/\n'), []);
});

test('the options at the cursor are translated, and those of a URI renamed by an edit', async () => {
  const client = await start();
  const text = `M=mongodb://u:${canary}@db.corp.com/?tls=true&sslPEMKeyFile=c.pem\n`;
  const uri = await client.open('translate.env', text, 'dotenv');
  const place = { uri, position: client.at(uri, 'db.corp') };
  const { targets } = await client.rpc.sendRequest<{ targets: { id: string }[] }>(
    'mongodbTls/translate',
    place,
  );
  assert.ok(targets.some((t) => t.id === 'node'));
  const answer = await client.rpc.sendRequest<{ markdown: string; edit: WorkspaceEdit }>(
    'mongodbTls/translate',
    { ...place, target: 'node' },
  );
  assert.match(answer.markdown, /tlsCertificateKeyFile: 'c\.pem'/);
  assert.ok(!answer.markdown.includes(canary));
  assert.equal(
    client.applied(uri, { title: '', edit: answer.edit }),
    text.replace('sslPEMKeyFile', 'tlsCertificateKeyFile'),
  );
});

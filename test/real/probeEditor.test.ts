/** The connection test through the language server: the real probe process, against responders with one fault each. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import type { DriverRunAnswer, MissingValue, Refusal, TestAnswer } from '../../server/src/lsp/messages';
import { LspClient, editorCapabilities, type ClientOptions } from '../support/lspClient';
import { startRaw, startResponder } from '../support/probe/responder';
import type { Running } from '../support/probe/responder';

// The server finds the probe beside the running program.
process.argv[1] = path.join(process.cwd(), 'dist', 'server.js');

const folder = mkdtempSync(path.join(os.tmpdir(), 'mongodb-tls-editor-'));
const canary = 'Zq7CanaryTest';
let plaintext: Running;
let silent: Running;
const clients: LspClient[] = [];

before(async () => {
  plaintext = await startResponder({ users: { app: canary } });
  silent = await startRaw(() => undefined);
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.stop();
});
after(async () => {
  await plaintext.close();
  await silent.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: ClientOptions = {}): Promise<LspClient> {
  const client = await LspClient.start({ capabilities: editorCapabilities, folders: [folder], ...options });
  clients.push(client);
  return client;
}

type Answer = TestAnswer | Refusal | { readonly missing: readonly MissingValue[] };
const python = (uri: string): string => `from pymongo import MongoClient\nc = MongoClient(${uri})\n`;

function ask(
  client: LspClient,
  uri: string,
  more: { values?: Record<string, string>; take?: Record<string, number> } = {},
): Promise<Answer> {
  const position = client.at(uri, 'MongoClient(');
  return client.rpc.sendRequest('mongodbTls/testConnection', {
    uri,
    position,
    token: 't',
    values: {},
    take: {},
    ...more,
  });
}

test('the cause stands at the line until the text changes', async () => {
  const client = await start();
  const uri = await client.open(
    path.join(folder, 'a.py'),
    python(`"mongodb://localhost:${plaintext.port}/?tls=true"`),
    'python',
  );
  const answer = (await ask(client, uri)) as TestAnswer;
  assert.equal(answer.result.cause?.id, 'plaintext-server');
  const said = async (): Promise<readonly string[]> =>
    (await client.diagnostics(uri)).filter((d) => d.code === 'connection-test').map((d) => String(d.message));
  assert.match((await said())[0] ?? '', /^Connection test: .*without TLS/);
  await client.edit(uri, 'c = ', 'client = ');
  assert.deepEqual(await said(), []);
});

test('a report passes no markup of a server on, and holds no password', async () => {
  const client = await start();
  const uri = await client.open(
    path.join(folder, 'a.py'),
    python(`"mongodb://app:${canary}@localhost:${plaintext.port}/"`),
    'python',
  );
  const answer = (await ask(client, uri)) as TestAnswer;
  assert.equal(answer.result.verdict, 'passes');
  assert.ok(!JSON.stringify(answer).includes(canary));
  assert.doesNotMatch(answer.html, /<script|<img|javascript:/);
});

test('a variable is asked for; what the workspace defines is named and never sent', async () => {
  writeFileSync(path.join(folder, '.env'), `SHOP_URL=mongodb://app:${canary}@localhost:${plaintext.port}/\n`);
  const client = await start();
  const uri = await client.open(
    path.join(folder, 'b.py'),
    `import os\n${python('os.environ["SHOP_URL"]')}`,
    'python',
  );
  const asked = await ask(client, uri);
  assert.ok('missing' in asked, JSON.stringify(asked));
  assert.deepEqual(
    asked.missing.map((m) => [m.name, m.secret, m.definedIn]),
    [['SHOP_URL', true, ['.env:1']]],
  );
  assert.ok(!JSON.stringify(asked).includes(canary));
  const taken = (await ask(client, uri, { take: { SHOP_URL: 0 } })) as TestAnswer;
  assert.equal(taken.result.verdict, 'passes');
  assert.ok(!JSON.stringify(taken).includes(canary));
});

test('a password in a variable is taken from .env after the question', async () => {
  writeFileSync(path.join(folder, '.env'), `# secrets\nDB_PASSWORD="${canary}" # ours\n`);
  const client = await start();
  const text = `import os\n${python(`f"mongodb://app:{os.environ['DB_PASSWORD']}@localhost:${plaintext.port}/"`)}`;
  const uri = await client.open(path.join(folder, 'h.py'), text, 'python');
  const asked = await ask(client, uri);
  assert.ok('missing' in asked, JSON.stringify(asked));
  assert.deepEqual(asked.missing, [
    {
      name: 'password',
      question: 'Which password does DB_PASSWORD hold?',
      secret: true,
      definedIn: ['.env:2'],
    },
  ]);
  const taken = (await ask(client, uri, { take: { password: 0 } })) as TestAnswer;
  assert.equal(taken.result.verdict, 'passes');
  assert.ok(!JSON.stringify(taken).includes(canary));
});

test('a password that is missing is asked for, and a wrong one is named', async () => {
  const client = await start();
  const uri = await client.open(
    path.join(folder, 'c.py'),
    python(`"mongodb://app:<password>@localhost:${plaintext.port}/"`),
    'python',
  );
  const asked = await ask(client, uri);
  assert.deepEqual('missing' in asked && asked.missing.map((m) => [m.name, m.secret]), [['password', true]]);
  const wrong = (await ask(client, uri, { values: { password: 'other' } })) as TestAnswer;
  assert.equal(wrong.result.cause?.id, 'auth-failed');
  const right = (await ask(client, uri, { values: { password: canary } })) as TestAnswer;
  assert.equal(right.result.verdict, 'passes');
});

test('a test of a silent server is cancelled at once', async () => {
  const client = await start();
  const uri = await client.open(
    path.join(folder, 'd.py'),
    python(`"mongodb://localhost:${silent.port}/?tls=true"`),
    'python',
  );
  const seen = new Promise<void>((resolve) => {
    client.rpc.onNotification('mongodbTls/testProgress', () => resolve());
  });
  const { CancellationTokenSource } = await import('vscode-languageserver');
  const source = new CancellationTokenSource();
  const answer = client.rpc.sendRequest(
    'mongodbTls/testConnection',
    { uri, position: client.at(uri, 'MongoClient('), token: 't', values: {}, take: {} },
    source.token,
  );
  await seen;
  source.cancel();
  const cancelled = await answer.then(
    (found) => (found as Refusal).refused,
    (error: Error) => error.message,
  );
  assert.match(cancelled, /cancel/i);
});

test('the workspace driver is started after the question only, gets the connection through a pipe, and its words lose the password', async () => {
  // An interpreter that notes what it was given and answers as PyMongo might.
  const marker = path.join(folder, 'started.json');
  const bin = path.join(folder, '.venv', 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(
    path.join(bin, 'python'),
    `#!${process.execPath}
let text = '';
process.stdin.on('data', (c) => (text += c)).on('end', () => {
  require('fs').writeFileSync(${JSON.stringify(marker)}, JSON.stringify({ row: JSON.parse(text), args: process.argv, env: process.env }));
  console.log(JSON.stringify({ version: '4.20.0', message: 'OperationFailure: bad password ${canary}', ms: 3 }));
});
`,
  );
  chmodSync(path.join(bin, 'python'), 0o755);
  const client = await start();
  const uri = await client.open(
    path.join(folder, 'e.py'),
    python(`"mongodb://app:${canary}@localhost:${plaintext.port}/", tls=False`),
    'python',
  );
  const tested = (await ask(client, uri)) as TestAnswer;
  assert.equal(tested.driver, 'PyMongo');
  const run = (confirmed: boolean): Promise<DriverRunAnswer> =>
    client.rpc.sendRequest('mongodbTls/runWithDriver', {
      uri,
      position: client.at(uri, 'MongoClient('),
      token: 't',
      values: {},
      take: {},
      result: tested.result,
      confirmed,
    });
  const question = await run(false);
  assert.ok('question' in question);
  assert.match(question.detail, /\.venv\/bin\/python/);
  assert.ok(!question.detail.includes(canary));
  assert.equal(existsSync(marker), false);
  const answer = await run(true);
  assert.ok('html' in answer, JSON.stringify(answer));
  const given = JSON.parse(readFileSync(marker, 'utf8')) as {
    row: { uri: string; options: object };
    args: unknown;
    env: unknown;
  };
  assert.equal(given.row.uri, `mongodb://app:${canary}@localhost:${plaintext.port}/`);
  assert.deepEqual(given.row.options, { tls: false });
  assert.ok(!JSON.stringify([given.args, given.env]).includes(canary));
  for (const text of [answer.html, answer.markdown]) {
    assert.ok(!text.includes(canary));
    assert.match(text, /bad password/);
    assert.match(text, /The test says that it connects/);
  }
});

test('in an untrusted workspace no driver is run', async () => {
  const client = await start({ initializationOptions: { trusted: false } });
  const uri = await client.open(path.join(folder, 'f.py'), python('"mongodb://localhost/"'), 'python');
  const answer: DriverRunAnswer = await client.rpc.sendRequest('mongodbTls/runWithDriver', {
    uri,
    position: client.at(uri, 'MongoClient('),
    token: '',
    values: {},
    take: {},
    result: {},
    confirmed: true,
  });
  assert.match((answer as Refusal).refused, /not trusted/);
});

test('editors without panels get the same report as text', async () => {
  const client = await start({ initializationOptions: {} });
  const uri = await client.open(
    path.join(folder, 'g.py'),
    python(`"mongodb://localhost:${plaintext.port}/?tls=true"`),
    'python',
  );
  const text: string = await client.rpc.sendRequest('workspace/executeCommand', {
    command: 'mongodbTls.testConnection',
    arguments: [{ uri, position: client.at(uri, 'MongoClient(') }],
  });
  assert.match(text, /The connection fails/);
  assert.match(text, /## Stages/);
});

/** The language server as an editor sees it: requests in, answers out, over streams in memory. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, test } from 'node:test';
import { LspClient, pushCapabilities, type ClientOptions } from '../support/lspClient';

const clients: LspClient[] = [];
async function start(options?: ClientOptions): Promise<LspClient> {
  const client = await LspClient.start(options);
  clients.push(client);
  return client;
}
afterEach(async () => {
  for (const client of clients.splice(0)) await client.stop();
});

const plaintext = 'MONGO_URL=mongodb://ada:canary-secret@db.example.org/app?tls=false\n';

test('a connection without TLS is reported at its place, with a link to its documentation', async () => {
  const client = await start();
  const uri = await client.open('.env', plaintext, 'dotenv');
  const found = await client.diagnostics(uri);
  assert.ok(found.length > 0);
  const off = found.find((d) =>
    plaintext
      .split('\n')
      [d.range.start.line]!.slice(d.range.start.character, d.range.end.character)
      .includes('tls=false'),
  );
  assert.ok(off, JSON.stringify(found, null, 1));
  assert.equal(off.source, 'mongodb-tls');
  assert.match(off.codeDescription?.href ?? '', new RegExp(`${String(off.code)}\\.md$`));
});

test('an unchanged document is answered with "unchanged"', async () => {
  const client = await start();
  const uri = await client.open('.env', plaintext, 'dotenv');
  const first = await client.report(uri);
  assert.equal(first.kind, 'full');
  assert.equal((await client.report(uri, first.resultId)).kind, 'unchanged');
  await client.edit(uri, 'tls=false', 'tls=true');
  const second = await client.report(uri, first.resultId);
  assert.equal(second.kind, 'full');
});

test('a client that cannot pull gets its diagnostics pushed, and cleared when the document closes', async () => {
  const client = await start({ capabilities: pushCapabilities });
  assert.equal(client.initialized.capabilities.diagnosticProvider, undefined);
  const uri = await client.open('.env', plaintext, 'dotenv');
  await client.until('diagnostics', () => (client.pushed.get(uri)?.length ?? 0) > 0);
  await client.close(uri);
  await client.until('no diagnostics', () => client.pushed.get(uri)?.length === 0);
});

test('the hover over a URI says what the driver does and who decided it', async () => {
  const client = await start();
  const code = 'MONGO_URL=mongodb://h.example.org/?tls=true&tlsCAFile=/etc/ca.pem\n';
  const uri = await client.open('.env', code, 'dotenv');
  const text = await client.hover(uri, client.at(uri, 'h.example'));
  assert.match(text, /\| Encryption \| TLS \| `tls` in the URI \|/);
  assert.match(text, /\| Certificate chain \| checked \| default \|/);
  assert.match(text, /Driver not known/);
  const option = await client.hover(uri, client.at(uri, 'tlsCAFile'));
  assert.match(option, /^\*\*`tlsCAFile`\*\*/);
  assert.equal(await client.hover(uri, { line: 1, character: 0 }), '');
});

test('option names and values are completed inside a URI, the safe value first', async () => {
  const client = await start();
  const uri = await client.open(
    'app.py',
    'from pymongo import MongoClient\nc = MongoClient("mongodb://h.example.org/?tls=true&tlsAll")\n',
  );
  const names = await client.completions(uri, client.at(uri, 'tlsAll', 6));
  assert.ok(
    names.some((c) => c.label === 'tlsAllowInvalidCertificates'),
    names.map((n) => n.label).join(),
  );
  assert.ok(
    !names.some((c) => c.label === 'tls'),
    names.map((n) => n.label).join() + 'an option that is there is not offered again',
  );
  const values = await client.completions(uri, client.at(uri, 'true&', 0));
  assert.deepEqual(
    values.map((c) => c.label),
    ['true', 'false'],
  );
  assert.deepEqual(await client.completions(uri, client.at(uri, 'from')), []);
});

test('a quick fix mends the text and its diagnostic is gone', async () => {
  const client = await start();
  const uri = await client.open('.env', plaintext, 'dotenv');
  const [first] = await client.diagnostics(uri);
  const actions = await client.actions(uri, first!.range);
  const ignore = actions.find((a) => a.title === `Ignore ${String(first!.code)} here`);
  assert.ok(ignore, actions.map((a) => a.title).join());
  assert.match(client.applied(uri, ignore), /^# mongodb-tls-ignore-next-line [a-z-]+\nMONGO_URL/);
  for (const action of actions) assert.ok(!JSON.stringify(action).includes('canary-secret'));
});

test('a remedy of two findings at one place is offered once, for both', async () => {
  const client = await start({
    settings: { drivers: { pymongo: '3.13.0' } },
    initializationOptions: { client: 'vscode', trusted: true },
  });
  const uri = await client.open(
    'app.py',
    'import ssl\nfrom pymongo import MongoClient\nc = MongoClient("mongodb://db.example.org/?tls=true", ssl_cert_reqs=ssl.CERT_NONE)\n',
    'python',
  );
  const found = await client.diagnostics(uri);
  assert.deepEqual(found.map((d) => d.code).sort(), ['certificate-checks-off', 'deprecated-option']);
  const actions = await client.actions(uri, found[0]!.range);
  const picks = actions.filter((a) => a.title.startsWith('Check against a CA'));
  assert.equal(picks.length, 1);
  assert.equal(picks[0]!.diagnostics?.length, 2);
});

test('settings of a wrong type are named, and the rest counts', async () => {
  const client = await start({
    settings: { enable: 'yes', profile: 'loud', localHosts: ['db.example.org'] },
  });
  await client.until('both complaints', () => client.messages.length >= 2);
  assert.ok(client.messages.some((m) => m.includes('mongodbTls.enable must be true or false')));
  assert.ok(client.messages.some((m) => m.includes('mongodbTls.profile must be one of')));
});

test('nothing is said of a folder where the product is switched off, and all of it when it is switched on again', async () => {
  const client = await start({ settings: { enable: false } });
  const uri = await client.open('.env', plaintext, 'dotenv');
  assert.deepEqual(await client.diagnostics(uri), []);
  client.refreshes = 0;
  client.settings = { enable: true };
  await client.rpc.sendNotification('workspace/didChangeConfiguration', { settings: null });
  await client.until('a refresh', () => client.refreshes > 0);
  assert.ok((await client.diagnostics(uri)).length > 0);
});

test('a secret is in nothing that the server sends', async () => {
  const client = await start();
  const uri = await client.open('.env', plaintext, 'dotenv');
  const answers = [
    await client.diagnostics(uri),
    await client.hover(uri, client.at(uri, 'db.example')),
    await client.hover(uri, client.at(uri, 'canary')),
    await client.completions(uri, client.at(uri, 'tls=')),
    await client.actions(uri, { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } }),
    client.logged,
    client.messages,
  ];
  assert.ok(!JSON.stringify(answers).includes('canary-secret'));
});

test('a request with a place beyond the text, or for a document that is not open, is answered with nothing', async () => {
  const client = await start();
  const uri = await client.open('.env', plaintext, 'dotenv');
  assert.equal(await client.hover(uri, { line: 9999, character: 9999 }), '');
  assert.equal(await client.hover('file:///not/open.py', { line: 0, character: 0 }), '');
  assert.deepEqual(await client.diagnostics('file:///not/open.py'), []);
});

test('half a surrogate, NUL bytes and a line of ten megabytes do no harm', async () => {
  const client = await start();
  const long = 'x'.repeat(10_000_000);
  const uri = await client.open('odd.py', `a = "\uD800 mongodb://h\0ost/?tls=\uDC00"\n${long}\n`);
  await client.diagnostics(uri);
  assert.equal(typeof (await client.hover(uri, { line: 0, character: 12 })), 'string');
});

test('a connection has a lens that tests it, in a trusted workspace only', async () => {
  const lenses = async (client: LspClient): Promise<unknown[]> => {
    const uri = await client.open('.env', plaintext, 'dotenv');
    return client.rpc.sendRequest('textDocument/codeLens', { textDocument: { uri } });
  };
  const [lens] = (await lenses(await start())) as { command: { title: string; arguments: unknown[] } }[];
  assert.equal(lens?.command.title, 'Test connection');
  assert.deepEqual(await lenses(await start({ initializationOptions: { trusted: false } })), []);
});

test('an untrusted workspace gets no connection test and no file opened', async () => {
  const client = await start({ initializationOptions: { trusted: false } });
  const uri = await client.open('.env', plaintext, 'dotenv');
  const refused = { uri, position: client.at(uri, 'mongodb'), token: '', values: {}, take: {} };
  assert.match(
    ((await client.rpc.sendRequest('mongodbTls/testConnection', refused)) as { refused: string }).refused,
    /not trusted/,
  );
  assert.match(
    ((await client.rpc.sendRequest('mongodbTls/inspect', { path: '/etc/hosts' })) as { refused: string })
      .refused,
    /not trusted/,
  );
  assert.match(
    ((await client.rpc.sendRequest('mongodbTls/lintWorkspace', {})) as { refused: string }).refused,
    /not trusted/,
  );
});

test('an error text is explained, and its words are found in a line of the terminal', async () => {
  const client = await start();
  const line =
    'pymongo.errors.ServerSelectionTimeoutError: db1:27017: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1006)';
  const report = await client.rpc.sendRequest<{ markdown: string }>('mongodbTls/explain', { text: line });
  assert.match(report.markdown, /^## 1\. .*expired/i);
  const links = await client.rpc.sendRequest<{ start: number; length: number }[]>(
    'mongodbTls/terminalLinks',
    { line },
  );
  assert.ok(links.some((l) => line.slice(l.start, l.start + l.length).includes('certificate')));
  assert.deepEqual(await client.rpc.sendRequest('mongodbTls/terminalLinks', { line: 'all is well' }), []);
});

test('a conflict with the file that defines the variable leads there, and so does its definition', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tls-lens-join-'));
  try {
    writeFileSync(path.join(folder, '.env'), 'A=1\nMONGO_URL=mongodb://db.example.org/?tls=true\n');
    const client = await start({ folders: [folder], initializationOptions: { trusted: true } });
    await client.until('the index', () => client.refreshes > 0);
    const uri = await client.open(
      path.join(folder, 'app.py'),
      'import os\nfrom pymongo import MongoClient\nc = MongoClient(os.environ["MONGO_URL"], tls=False)\n',
    );
    const conflict = (await client.diagnostics(uri)).find((d) => d.code === 'conflict-between-files');
    const [related] = conflict?.relatedInformation ?? [];
    assert.match(related?.location.uri ?? '', /\/\.env$/);
    assert.deepEqual(related!.location.range.start, { line: 1, character: 10 });
    const [place] = await client.definition(uri, client.at(uri, 'MONGO_URL'));
    assert.match(place!.uri, /\/\.env$/);
    assert.equal(place!.range.start.line, 1);
    assert.match(
      await client.hover(uri, client.at(uri, 'MONGO_URL')),
      /MONGO_URL` is written in \.env line 2/,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('an explained error leads back to the connection that it names, and says what its options tell', async () => {
  const client = await start();
  await client.open('.env', 'OTHER_URL=mongodb://elsewhere.example.org/?tls=true\n', 'dotenv');
  const uri = await client.open(
    'app.mjs',
    "import { MongoClient } from 'mongodb';\nconst c = new MongoClient('mongodb://db.example.org:27017/?tls=false');\n",
    'javascript',
  );
  const answer = await client.rpc.sendRequest<{
    markdown: string;
    place?: { uri: string; position: { line: number } };
    label?: string;
  }>('mongodbTls/explain', { text: 'db.example.org:27017: connection <monitor> to 10.0.0.1:27017 closed' });
  assert.equal(answer.place?.uri, uri);
  assert.equal(answer.place?.position.line, 1);
  assert.equal(answer.label, 'app.mjs:2');
  assert.match(answer.markdown, /TLS is off in this connection/);
  assert.match(answer.markdown, /In your code/);
});

test('an error that names no connection is explained beside the one where the person is', async () => {
  const client = await start();
  await client.open('.env', 'OTHER_URL=mongodb://elsewhere.example.org/?tls=true\n', 'dotenv');
  const uri = await client.open(
    'app.py',
    'from pymongo import MongoClient\nc = MongoClient("db.example.org", tls=True)\n',
  );
  const text = 'certificate verify failed: unable to get local issuer certificate';
  const plain = await client.rpc.sendRequest<{ place?: unknown }>('mongodbTls/explain', { text });
  assert.equal(plain.place, undefined, 'two connections are open and nothing tells which');
  const beside = { uri, position: { line: 1, character: 8 } };
  const answer = await client.rpc.sendRequest<{ label?: string }>('mongodbTls/explain', { text, beside });
  assert.equal(answer.label, 'app.py:2');
});

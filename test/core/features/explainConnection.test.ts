/** An explained error beside the connection that it is about. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from '../../../server/src/core/explain';
import {
  explainConnection,
  knownOf,
  namedConnection,
} from '../../../server/src/core/features/explainConnection';
import { run } from '../../support/checkRule';
import { sampleFacts } from '../../support/sampleFiles';

const nodeLeaf = 'MongoServerSelectionError: unable to verify the first certificate';

function connection(code: string, files: Readonly<Record<string, string>> = {}, path = 'app.mjs') {
  const facts = sampleFacts(files);
  const analysis = run({ path, text: code }, { facts });
  return {
    outlook: analysis.outlooks[0]!,
    document: analysis.document,
    facts,
    diagnostics: analysis.diagnostics,
  };
}

const withCa = `import { MongoClient } from 'mongodb';
const client = new MongoClient('mongodb://db.example.org/?tls=true', { tlsCAFile: 'ca.pem' });
`;

test('the CA file that the code names decides between the causes of one text, and its option is the place', () => {
  const c = connection(withCa, { 'ca.pem': 'text' });
  const found = explainConnection(explain(nodeLeaf), c, c.diagnostics);
  assert.equal(found.causes[0]?.id, 'ca-file-without-certificate');
  assert.match(found.causes[0]?.found ?? '', /plain text/);
  assert.equal(found.option, 'tlsCAFile');
  assert.match(withCa.slice(found.span.start, found.span.end), /tlsCAFile|ca\.pem/);

  const good = connection(withCa, { 'ca.pem': 'root' });
  const ids = explainConnection(explain(nodeLeaf), good, good.diagnostics).causes.map((cause) => cause.id);
  assert.equal(ids[0], 'first-certificate-unverified');
  assert.ok(!ids.includes('ca-file-without-certificate'));
});

test('a connection without TLS is the reason why a server closes it, and the fix of its finding is offered', () => {
  const code = `import { MongoClient } from 'mongodb';
const client = new MongoClient('mongodb://db.example.org/?tls=false');
`;
  const c = connection(code);
  const found = explainConnection(
    explain('MongoServerSelectionError: connection <monitor> to 10.0.0.1:27017 closed'),
    c,
    c.diagnostics,
  );
  assert.equal(found.causes[0]?.id, 'server-expects-tls');
  assert.match(found.causes[0]?.found ?? '', /TLS is off/);
  assert.equal(code.slice(found.span.start, found.span.end).startsWith('tls'), true);
});

test('what is not known of a connection is left out', () => {
  const c = connection(`import { MongoClient } from 'mongodb';
const client = new MongoClient(process.env.MONGO_URL);
`);
  const known = knownOf(c);
  assert.deepEqual(Object.keys(known), []);
});

test('the connection whose host the text names is meant, also through the names of the servers of Atlas', () => {
  const one = connection(`import { MongoClient } from 'mongodb';
const a = new MongoClient('mongodb+srv://cluster0.abcde.mongodb.net/');
`);
  const other = connection(withCa);
  const text = 'querySrv failed; ac-x-shard-00-01.abcde.mongodb.net:27017: certificate has expired';
  assert.equal(namedConnection(text, [one, other]), one);
  assert.equal(namedConnection('db.example.org: certificate has expired', [one, other]), other);
  assert.equal(namedConnection('certificate has expired', [one, other]), undefined);
  assert.equal(
    namedConnection('localhost:27017', [connection(withCa.replace('db.example.org', 'localhost'))]),
    undefined,
  );
});

test('a finding about the version of the driver is what was found for the cause that it can be', () => {
  const c = connection(
    `from pymongo import MongoClient
client = MongoClient('mongodb://db.example.org/?tls=true', ssl_cert_reqs=0)
`,
    {},
    'app.py',
  );
  const found = explainConnection(
    explain('pymongo.errors.ConfigurationError: Unknown option ssl_cert_reqs'),
    c,
    c.diagnostics,
  );
  assert.equal(found.causes[0]?.id, 'option-unknown');
  assert.match(found.causes[0]?.found ?? '', /ssl_cert_reqs/);
});

/** JavaScript and TypeScript: what the shapes of real programs give. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../../../support/checkRule';
import { shownSites } from '../../../support/sites';

test('options under a condition are set sometimes, an unknown spread leaves the site open', () => {
  const code =
    "import { MongoClient } from 'mongodb';\nnew MongoClient(`mongodb://${u}@h/?tls=true`, { ...(x ? { tlsInsecure: true } : {}), ...given });\n";
  assert.deepEqual(shownSites('a.ts', code), [
    'options | node | mongodb://_@h/?tls=true | tlsInsecure=true sometimes | open',
  ]);
});

test('a variable with options and a default of the environment belong to the call that gets them', () => {
  const code =
    "const mongoose = require('mongoose');\nconst uri = process.env.DB ?? 'mongodb://h';\nconst opts = { ssl: true };\nopts.sslValidate = false;\nmongoose.connect(uri, opts);\n";
  assert.deepEqual(shownSites('a.js', code), [
    'options | mongoose | mongodb://h of uri | reads DB | ssl=true | sslValidate=false',
  ]);
});

test('agents of HTTPS and Redis stay silent', () => {
  const code =
    "const { MongoClient } = require('mongodb');\nnew https.Agent({ rejectUnauthorized: false });\nnew Redis({ tls: { rejectUnauthorized: false } });\n";
  assert.deepEqual(shownSites('a.js', code), []);
});

test('the labels of a form are no options, wrong values of a connection are', () => {
  const form =
    "import { MongoClient } from 'mongodb';\nexport const labels = { ssl: 'Secure connection', tlsCAFile: 'Trusted issuers', tlsInsecure: 'No checks at all' };\n";
  assert.deepEqual(shownSites('labels.ts', form), []);
  const wrong =
    "import 'mongodb';\nexport const mongo = { tls: 'enabled', tlsCAFile: '/etc/ca.pem', tlsInsecure: 'no' };\n";
  assert.deepEqual(shownSites('options.ts', wrong), [
    'options | node | tls=enabled | tlsCAFile=/etc/ca.pem | tlsInsecure=no',
  ]);
});

test('what a test puts in the place of a module is no connection of the program', () => {
  const code =
    "import { MongoClient } from 'mongodb';\nvi.mock('./settings', () => ({ mongoOptions: { tls: true, tlsInsecure: true } }));\n";
  assert.deepEqual(shownSites('db.test.ts', code), ['options | node | (test) | tls=true | tlsInsecure=true']);
  assert.deepEqual(shownSites('db.ts', code.replace('vi.mock', 'provide')), [
    'options | node | tls=true | tlsInsecure=true',
  ]);
});

test('a function of the file gives each call what it was called with', () => {
  const code = [
    "import mongoose from 'mongoose';",
    'function options(more = {}, checked = true) {',
    '  return { tls: true, ...more, tlsAllowInvalidCertificates: !checked };',
    '}',
    "mongoose.createConnection('mongodb://a.example.com', options());",
    "mongoose.createConnection('mongodb://b.example.com', options({ tlsCAFile: 'ca.pem' }, false));",
    "mongoose.createConnection('mongodb://c.example.com', options(given, asked));",
    'const merged = (base) => Object.assign({}, base, { ssl: true });',
    "mongoose.createConnection('mongodb://d.example.com', merged({ sslValidate: false }));",
  ].join('\n');
  assert.deepEqual(shownSites('a.js', code), [
    'options | mongoose | mongodb://a.example.com | tls=true | tlsAllowInvalidCertificates=false',
    'options | mongoose | mongodb://b.example.com | tls=true | tlsCAFile=ca.pem | tlsAllowInvalidCertificates=true',
    'options | mongoose | mongodb://c.example.com | tls=true | tlsAllowInvalidCertificates=?expression | open',
    'options | mongoose | mongodb://d.example.com | sslValidate=false | ssl=true',
  ]);
});

test('what an argument decides is not taken away for all calls', () => {
  const code =
    "import { MongoClient } from 'mongodb';\nconst options = (checked) => ({ tls: true, tlsInsecure: !checked });\nnew MongoClient('mongodb://a.example.com', options(false));\n";
  const { diagnostics } = run({ path: 'a.js', text: code });
  assert.deepEqual(
    diagnostics.map((d) => [d.rule, d.fixes.flatMap((f) => f.edits).length]),
    [['certificate-checks-off', 0]],
  );
});

test("the adapter of Payload is a client, with mongoose's options", () => {
  const code =
    "import { mongooseAdapter } from '@payloadcms/db-mongodb';\nexport const db = mongooseAdapter({ url: 'mongodb://db.example.com/site?tls=true', connectOptions: { rejectUnauthorized: false } });\n";
  assert.deepEqual(shownSites('payload.config.ts', code), [
    'options | mongoose | mongodb://db.example.com/site?tls=true | rejectUnauthorized=false',
  ]);
});

test('a password that a variable gives to the URI is delivered with the connection', () => {
  const code =
    "const { MongoClient } = require('mongodb');\nnew MongoClient(`mongodb://app:${encodeURIComponent(secret)}@db.example.com/`, { ssl: false });\nconst secret = 'Vq7rTz01x';\n";
  assert.deepEqual(shownSites('a.js', code), [
    'options | node | mongodb://app:_@db.example.com/ | ssl=false | password=secret',
  ]);
});

test('options that are not seen may be any, a callback is none', () => {
  const site = (argument: string): string[] =>
    shownSites(
      'a.js',
      `const { MongoClient } = require('mongodb');\nMongoClient.connect('mongodb://db.example.com', ${argument});\nfunction connected(err, client) {}\n`,
    );
  for (const argument of ['options', 'getOptions()', '{ ...getOptions() }', "config.get('mongo.options')"])
    assert.deepEqual(site(argument), ['uri | node | mongodb://db.example.com | open'], argument);
  for (const argument of [
    'callback',
    'connected',
    '(err, client) => {}',
    'Object.assign({}, { appName: "x" })',
  ])
    assert.deepEqual(site(argument), ['uri | node | mongodb://db.example.com'], argument);
});

test('what a required module gives is called with a URI and its options', () => {
  assert.deepEqual(
    shownSites(
      'a.js',
      "const db = require('monk')('mongodb://db.example.com/app', { ssl: true, sslValidate: false });\n",
    ),
    ['options | node | mongodb://db.example.com/app | ssl=true | sslValidate=false'],
  );
});

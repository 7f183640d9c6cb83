/** JavaScript and TypeScript: what the shapes of real programs give. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
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

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

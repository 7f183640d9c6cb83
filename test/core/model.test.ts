/** What is known of a connection whose parts stand in different places. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyze, contextOf, emptyWorkspace } from '../../server/src/core';
import { run } from '../support/checkRule';

const plaintextRules = (path: string, text: string): string[] =>
  run({ path, text })
    .diagnostics.filter((d) => d.category === 'plaintext')
    .map((d) => d.rule);

test('a URI that is not seen may start TLS: nothing is said of plaintext', () => {
  assert.deepEqual(
    plaintextRules(
      'a.js',
      "const { MongoClient } = require('mongodb');\nnew MongoClient(process.env.URL, { tlsCAFile: '/ca.pem' });",
    ),
    [],
  );
  assert.deepEqual(
    plaintextRules(
      'a.js',
      "const { MongoClient } = require('mongodb');\nnew MongoClient(url, { tlsCAFile: '/ca.pem' });",
    ),
    [],
  );
  assert.deepEqual(
    plaintextRules(
      'a.py',
      'import os\nfrom pymongo import MongoClient\nMongoClient(os.environ["U"], tlsInsecure=True)',
    ),
    [],
  );
  assert.deepEqual(plaintextRules('a.sh', 'mongosh "$MONGO_URL" --tlsCAFile /ca.pem'), []);
});

test('a URI that is seen and starts none is plaintext', () => {
  assert.deepEqual(
    plaintextRules(
      'a.js',
      "const { MongoClient } = require('mongodb');\nnew MongoClient('mongodb://localhost', { tlsCAFile: '/ca.pem' });",
    ),
    ['tls-option-without-tls'],
  );
});

test('what a variable has in another file counts, when all files agree', () => {
  const text =
    "const { MongoClient } = require('mongodb');\nnew MongoClient(process.env.URL, { tlsCAFile: '/ca.pem' });";
  const outlook = (...uris: string[]) =>
    analyze(
      { path: 'a.js', text },
      contextOf({
        workspace: {
          ...emptyWorkspace,
          variables: {
            URL: uris.map((uri) => ({
              path: '.env',
              span: { start: 0, end: 0 },
              range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
              uri,
            })),
          },
        },
      }),
    ).outlooks[0]!;
  assert.deepEqual(outlook('mongodb+srv://c.example.com/').tls, { known: true, value: true });
  assert.deepEqual(outlook('mongodb://c.example.com/').tls, { known: true, value: false });
  assert.equal(outlook('mongodb://c.example.com/', 'mongodb+srv://c.example.com/').tls.known, false);
  assert.equal(outlook().tls.known, false);
});

test("an application's own names for the options are read like those of the URI, for whichever driver it hands them to", () => {
  const found = (options: string) => {
    const text = `mongodb:\n  uri: mongodb://db.example.com/app\n${options}`;
    const { outlooks, diagnostics } = analyze({ path: 'config.yml', text }, contextOf());
    return { tls: outlooks[0]!.tls, rules: diagnostics.map((d) => d.rule) };
  };
  assert.deepEqual(found('  tls: true\n  tls_allow_invalid_certificates: true\n'), {
    tls: { known: true, value: true },
    rules: ['certificate-checks-off'],
  });
  assert.deepEqual(found('  tls:\n    enabled: true\n    insecure_skip_verify: true\n').rules, [
    'certificate-checks-off',
  ]);
  assert.deepEqual(found('  tls:\n    enabled: true\n    ca_file: /etc/ca.pem\n').rules, []);
  assert.deepEqual(found('  tls_ca_file: /etc/ca.pem\n').rules, []);
  assert.deepEqual(found('  tls: ${TLS}\n  tlsInsecure: ${INSECURE}\n').rules, []);
});

test('who logs in changes nothing about TLS, wherever it is written', () => {
  const told = (path: string, text: string) => {
    const { outlooks } = run({ path, text });
    return outlooks.map((o) => [o.outcome.known && o.outcome.value, o.tls.known && o.tls.value]);
  };
  // The name beside a password is not delivered: without it the driver would refuse the mechanism.
  assert.deepEqual(
    told(
      'a.py',
      'from pymongo import MongoClient\nMongoClient("mongodb://db.example.com", username=USER, password=PW, authMechanism="SCRAM-SHA-256", tls=True)\n',
    ),
    [['ok', true]],
  );
  assert.deepEqual(
    told(
      'a.js',
      "const { MongoClient } = require('mongodb');\nnew MongoClient('mongodb://db.example.com', { auth: { username: u, password: p }, tls: true });\n",
    ),
    [['ok', true]],
  );
  // At the top it is an option that the driver does not have.
  assert.deepEqual(
    told(
      'a.js',
      "const { MongoClient } = require('mongodb');\nnew MongoClient('mongodb://db.example.com', { password: p, tls: true });\n",
    ),
    [['error', false]],
  );
  assert.deepEqual(
    told(
      'a.ts',
      "import { DataSource } from 'typeorm';\nnew DataSource({ type: 'mongodb', host: 'db.example.com', username: u, password: p, tls: true });\n",
    ).map(([outcome]) => outcome),
    ['ok'],
  );
});

test('a host that is not known does not make a mongodb+srv URI wrong', () => {
  const text =
    'import os\nfrom pymongo import MongoClient\nMongoClient(f"mongodb+srv://{user}:{pw}@{os.environ[\'HOST\']}/?w=majority", tlsCAFile="ca.pem")\n';
  const outlook = run({ path: 'a.py', text }).outlooks[0]!;
  assert.deepEqual(outlook.outcome, { known: true, value: 'ok' });
  assert.deepEqual(outlook.tls, { known: true, value: true });
});

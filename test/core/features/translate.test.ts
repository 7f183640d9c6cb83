/** The options of one driver in the words of another: nothing is dropped in silence, nothing gets weaker. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits, driverById } from '../../../server/src/core';
import {
  translate,
  translationMarkdown,
  translationTargets,
  translationText,
  type Translation,
} from '../../../server/src/core/features/translate';
import { run } from '../../support/checkRule';
import { everyInput } from '../../support/everyInput';

function to(id: string, path: string, text: string, version?: string): Translation {
  const { outlooks } = run({ path, text });
  const done = translate(outlooks[0]!, driverById(id)!, version);
  assert.ok(done);
  return done;
}

const python =
  'from pymongo import MongoClient\nMongoClient("mongodb://app:Zq7Canary5Gx@db.corp.com/shop?replicaSet=r&w=1", tlsCAFile="/etc/my ca.pem", tlsCertificateKeyFile="c.pem", tlsCRLFile="crl.pem", tlsCertificateKeyFilePassword="Zq7Canary5Gx")\n';

test('PyMongo to Node: the same names, and TLS is switched on because there a CA file does not start it', () => {
  const done = to('node', 'a.py', python);
  assert.equal(
    done.code,
    "new MongoClient('mongodb://app:****@db.corp.com/shop?replicaSet=r&w=1', { tls: true, tlsCAFile: '/etc/my ca.pem', tlsCertificateKeyFile: 'c.pem', tlsCRLFile: 'crl.pem', tlsCertificateKeyFilePassword: '<password>' })",
  );
  assert.deepEqual(done.lost, []);
  assert.ok(done.notes.some((n) => /does not start TLS by these options alone/.test(n)));
});

test('PyMongo to Java: what a connection string cannot say there is listed with where it is said', () => {
  const done = to('java', 'a.py', python);
  assert.equal(
    done.code,
    'MongoClients.create("mongodb://app:****@db.corp.com/shop?replicaSet=r&w=1&tls=true")',
  );
  assert.deepEqual(
    done.lost.map((l) => l.name),
    ['tlsCAFile', 'tlsCertificateKeyFile', 'tlsCRLFile', 'tlsCertificateKeyFilePassword'],
  );
  assert.match(done.lost[0]!.why, /javax\.net\.ssl\.trustStore/);
  assert.ok(done.notes.includes('The MongoDB Java driver does not check a revocation list.'));
  assert.ok(done.notes.includes('The MongoDB Java driver sends no client certificate.'));
});

test('Node to PyMongo, to Go and to the shell', () => {
  const text =
    "import { MongoClient } from 'mongodb';\nnew MongoClient('mongodb://db.corp.com/', { tls: true, tlsCAFile: '/ca.pem', tlsCertificateKeyFile: 'c.pem' });\n";
  assert.equal(
    to('pymongo', 'a.ts', text).code,
    'MongoClient("mongodb://db.corp.com/", tls=True, tlsCAFile="/ca.pem", tlsCertificateKeyFile="c.pem")',
  );
  assert.equal(
    to('pymongo', 'a.ts', text, '3.6.0').code,
    'MongoClient("mongodb://db.corp.com/", ssl=True, ssl_ca_certs="/ca.pem", ssl_certfile="c.pem", ssl_keyfile="c.pem")',
  );
  assert.equal(
    to('go', 'a.ts', text).code,
    'mongo.Connect(options.Client().ApplyURI("mongodb://db.corp.com/?tls=true&tlsCAFile=/ca.pem&tlsCertificateKeyFile=c.pem"))',
  );
  assert.equal(
    to('mongosh', 'a.ts', text).code,
    'mongosh "mongodb://db.corp.com/" --tls --tlsCAFile /ca.pem --tlsCertificateKeyFile c.pem',
  );
  assert.equal(
    to('tools', 'a.ts', text).code,
    'mongodump --uri "mongodb://db.corp.com/" --ssl --sslCAFile /ca.pem --sslPEMKeyFile c.pem',
  );
});

test('what switches checks off is not carried over, and what that changes is told', () => {
  const done = to(
    'node',
    'a.py',
    'from pymongo import MongoClient\nMongoClient("db.corp.com", tls=True, tlsAllowInvalidCertificates=True)\n',
  );
  assert.doesNotMatch(done.code, /Invalid|rejectUnauthorized|tlsInsecure/);
  assert.match(done.lost[0]!.why, /not carried over/);
  assert.ok(done.notes.some((n) => /checks the certificate, which was not checked before/.test(n)));
  for (const target of translationTargets) {
    const other = to(
      target.id,
      '.env',
      'M=mongodb://db.corp.com/?tls=true&tlsInsecure=true&tlsAllowInvalidHostnames=true\n',
    );
    assert.doesNotMatch(other.code, /insecure|invalid|verify/i, target.id);
    assert.equal(other.lost.length, 2, target.id);
  }
});

test('names of another driver that stand in moved code are understood', () => {
  const done = to(
    'node',
    'a.js',
    "const { MongoClient } = require('mongodb');\nnew MongoClient('mongodb://db.corp.com/?ssl=true', { ssl_ca_certs: '/ca.pem' });\n",
  );
  assert.match(done.code, /tlsCAFile: '\/ca\.pem'/);
});

test('the options of a URI are renamed where they stand; those that have no name there stay and are told', () => {
  const text = 'M=mongodb://app:Zq7Canary5Gx@db.corp.com/?ssl=true&sslPEMKeyFile=x.pem&tlsInsecure=true\n';
  const done = to('node', '.env', text);
  assert.equal(
    applyEdits(text, done.edits),
    'M=mongodb://app:Zq7Canary5Gx@db.corp.com/?ssl=true&tlsCertificateKeyFile=x.pem&tlsInsecure=true\n',
  );
  assert.deepEqual(
    done.lost.map((l) => l.name),
    ['tlsInsecure'],
  );
});

test('certificate and key in two files are not made one by a translation', () => {
  const done = to(
    'node',
    'a.rb',
    "require 'mongo'\nMongo::Client.new('mongodb://db.corp.com/', ssl: true, ssl_cert: 'c.crt', ssl_key: 'c.key')\n",
    '7.0.0',
  );
  assert.ok(done.lost.some((l) => l.name === 'ssl_cert' && /join them/.test(l.why)));
});

test('every option of a connection is carried over or listed, for every connection and every driver, without a secret', () => {
  let translated = 0;
  for (const { path, text } of everyInput()) {
    const { outlooks } = run({ path, text });
    for (const outlook of outlooks.slice(0, 5))
      for (const target of translationTargets) {
        const done = translate(outlook, target);
        if (!done) continue;
        translated++;
        const all = translationMarkdown(done) + translationText(done);
        const password = outlook.uri?.password;
        const secret =
          password &&
          !password.placeholder &&
          !password.hole &&
          text.slice(password.span.start, password.span.end);
        if (secret && secret.length > 5 && !/^[\w.]*(?:pass|secret)[\w.]*$/i.test(secret))
          assert.ok(!all.includes(secret), `${path} -> ${target.id}`);
        // No translation ends in plaintext where there was TLS, unless it says so.
        if (outlook.tls.known && outlook.tls.value && done.notes.length === 0)
          assert.match(done.code, /tls|ssl|srv|--tls|--ssl/i, `${path} -> ${target.id}: ${done.code}`);
        const names = [...done.rows.map((r) => r.from), ...done.lost.map((l) => l.name)];
        for (const option of outlook.options)
          if (/^-*(?:tls|ssl)[A-Z_]\w*File$/.test(option.name))
            assert.ok(names.includes(option.name), `${path} -> ${target.id}: ${option.name}`);
        for (const edit of done.edits) assert.ok(edit.span.start >= 0 && edit.span.end <= text.length);
        assert.ok(applyEdits(text, done.edits) !== undefined);
      }
  }
  assert.ok(translated > 1000);
});

/** What the rules about files say where several options, or the driver, decide. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DriverId } from '../../../server/src/core/types';
import { run } from '../../support/checkRule';
import { sampleFacts } from '../../support/sampleFiles';

function said(
  path: string,
  text: string,
  files: Readonly<Record<string, string>>,
  versions: Partial<Record<DriverId, string>> = {},
): string[] {
  const { diagnostics } = run({ path, text }, { facts: sampleFacts(files), versions });
  for (const d of diagnostics) assert.ok(!/[{}]/.test(d.message), d.message);
  return [...new Set(diagnostics.filter((d) => d.category === 'files').map((d) => d.rule))].sort();
}
const python = (options: string, uri = 'mongodb://h.corp/') =>
  `from pymongo import MongoClient\nclient = MongoClient('${uri}', ${options})\n`;
const node = (options: string) =>
  `const { MongoClient } = require('mongodb');\nconst c = new MongoClient('mongodb://h.corp/', { ${options} });\n`;

test('certificate and key in two files are compared', () => {
  const code = python("ssl=True, ssl_certfile='c.crt', ssl_keyfile='c.key'");
  const old = { pymongo: '3.8.0' };
  assert.deepEqual(said('a.py', code, { 'c.crt': 'client certificate only', 'c.key': 'key only' }, old), []);
  assert.deepEqual(said('a.py', code, { 'c.crt': 'client certificate only', 'c.key': 'server' }, old), [
    'key-mismatch',
  ]);
});

test('PyMongo takes the key from the certificate file when it is given no other', () => {
  const code = python("ssl=True, ssl_certfile='c.crt'");
  assert.deepEqual(said('a.py', code, { 'c.crt': 'client certificate only' }, { pymongo: '3.8.0' }), [
    'no-private-key-in-file',
  ]);
  assert.deepEqual(said('a.py', code, { 'c.crt': 'client' }, { pymongo: '3.8.0' }), []);
});

test('one file as CA file and client certificate is fine with the leaf first', () => {
  const code = python("tls=True, tlsCAFile='all.pem', tlsCertificateKeyFile='all.pem'");
  assert.deepEqual(said('a.py', code, { 'all.pem': 'client before its CA' }), []);
  assert.deepEqual(said('a.py', code, { 'all.pem': 'client after its CA' }), ['certificate-order']);
});

test('nothing is said of files that nobody has looked at, nor when TLS is off', () => {
  assert.deepEqual(said('a.py', python("tls=True, tlsCAFile='ca.pem'"), {}), []);
  assert.deepEqual(said('a.js', node("tls: false, tlsCAFile: 'ca.pem'"), { 'ca.pem': 'empty' }), []);
});

test('nothing is said of a path that is not known', () => {
  assert.deepEqual(said('a.py', python('tls=True, tlsCAFile=CA'), { CA: 'empty' }), []);
  assert.deepEqual(
    said(
      'a.py',
      'from pymongo import MongoClient\nclient = MongoClient(f"mongodb://h.corp/?tls=true&tlsCAFile={folder}/ca.pem")\n',
      { '/ca.pem': 'missing' },
    ),
    [],
  );
});

test('an intermediate authority alone is enough for Node when it is told so', () => {
  assert.deepEqual(said('a.js', node("tls: true, tlsCAFile: 'ca.pem'"), { 'ca.pem': 'intermediate' }), [
    'intermediate-only-ca',
  ]);
  assert.deepEqual(
    said('a.js', node("tls: true, tlsCAFile: 'ca.pem', allowPartialTrustChain: true"), {
      'ca.pem': 'intermediate',
    }),
    [],
  );
});

test('an intermediate authority alone is enough for Go', () => {
  const code =
    'package main\n\nimport (\n\t"go.mongodb.org/mongo-driver/v2/mongo"\n\t"go.mongodb.org/mongo-driver/v2/mongo/options"\n)\n\nfunc main() {\n\tmongo.Connect(options.Client().ApplyURI("mongodb://h.corp/?tls=true&tlsCAFile=ca.pem"))\n}\n';
  assert.deepEqual(said('main.go', code, { 'ca.pem': 'intermediate' }), []);
  assert.deepEqual(said('main.go', code, { 'ca.pem': 'root with a byte order mark' }), [
    'pem-byte-order-mark',
  ]);
});

test('a password that may come from elsewhere keeps the rule about encrypted keys silent', () => {
  assert.deepEqual(
    said('a.py', python("tls=True, tlsCertificateKeyFile='c.pem', **more"), { 'c.pem': 'encrypted client' }),
    [],
  );
});

test('the certificate of mongod is judged as a server certificate', () => {
  const conf = 'net:\n  tls:\n    mode: requireTLS\n    certificateKeyFile: server.pem\n    CAFile: ca.pem\n';
  assert.deepEqual(said('mongod.conf', conf, { 'server.pem': 'server', 'ca.pem': 'root' }), []);
  assert.deepEqual(said('mongod.conf', conf, { 'server.pem': 'client', 'ca.pem': 'root' }), [
    'key-usage-missing',
    'no-alternative-names',
  ]);
  assert.deepEqual(
    said('mongod.conf', conf, { 'server.pem': 'client certificate only', 'ca.pem': 'root' }).includes(
      'no-private-key-in-file',
    ),
    true,
  );
});

test('a PKCS#12 store is right for pfx', () => {
  assert.deepEqual(
    said('a.js', node("tls: true, pfx: fs.readFileSync('c.p12'), passphrase: p"), { 'c.p12': 'PKCS#12' }),
    [],
  );
});

test('a shell expands ~ on a command line, and nobody does in a string', () => {
  assert.deepEqual(said('run.sh', 'mongosh mongodb://h.corp/ --tls --tlsCAFile ~/ca.pem\n', {}), []);
  assert.deepEqual(said('a.js', node("tls: true, tlsCAFile: '~/ca.pem'"), {}), ['path-not-expanded']);
  assert.deepEqual(said('a.js', node("tls: true, tlsCAFile: 'file:///ca.pem'"), {}), ['path-not-expanded']);
});

/** Migrations of a whole file: every old name at once, the meaning kept. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  analyze,
  applyEdits,
  contextOf,
  contextTowards,
  migrate,
  migrations,
} from '../../../server/src/core';
import type { VersionedId } from '../../../server/src/core/types';
import { run } from '../../support/checkRule';

/** The ids of the migrations on offer, and the text after the only one. */
function migrated(
  path: string,
  text: string,
  versions: Partial<Record<VersionedId, string>> = {},
): { readonly ids: readonly string[]; readonly text: string } {
  const offered = migrations(run({ path, text }, { versions }));
  const after = offered.length === 1 ? applyEdits(text, offered[0]!.edits) : text;
  assert.ok(after !== undefined);
  if (offered.length === 1)
    assert.deepEqual(
      migrations(run({ path, text: after }, { versions })),
      [],
      'a second run changes nothing',
    );
  return { ids: offered.map((m) => m.id), text: after };
}

test('all old names of PyMongo 3 in a file become those of PyMongo 4', () => {
  const text = [
    'import ssl',
    'from pymongo import MongoClient',
    'a = MongoClient("mongodb://h.example.com/?ssl=true", ssl_ca_certs="/ca.pem", ssl_crlfile="/c.pem")',
    'b = MongoClient("h.example.com", ssl=True, ssl_cert_reqs=ssl.CERT_REQUIRED, ssl_ca_certs=CA)',
    '',
  ].join('\n');
  const after = migrated('app.py', text, { pymongo: '4.6.3' });
  assert.deepEqual(after.ids, ['pymongo-4']);
  assert.match(after.text, /tlsCAFile="\/ca\.pem", tlsCRLFile="\/c\.pem"/);
  assert.match(after.text, /tlsCAFile=CA/);
  assert.doesNotMatch(after.text, /ssl_/);
});

test('certificate and key in two files are left as they are: they must become one file first', () => {
  const py =
    'from pymongo import MongoClient\nMongoClient("h.example.com", tls=True, ssl_certfile="/c", ssl_keyfile="/k")\n';
  assert.equal(migrated('app.py', py, { pymongo: '4.6.3' }).text, py);
  const js =
    "const { MongoClient } = require('mongodb');\nnew MongoClient('mongodb://h.example.com/?tls=true', { sslCA: '/a', sslCert: '/c', sslKey: '/k' });\n";
  const after = migrated('app.js', js, { node: '6.12.0' });
  assert.deepEqual(after.ids, ['node-6']);
  assert.match(after.text, /\{ tlsCAFile: '\/a', sslCert: '\/c', sslKey: '\/k' \}/);
});

test('flags of shells and servers change their names, and a mode its value', () => {
  const shell = migrated(
    'run.sh',
    'mongosh --ssl --sslCAFile /ca.pem --sslPEMKeyFile /c.pem --host db.example.com\n',
  );
  assert.deepEqual(shell.ids, ['ssl-flags']);
  assert.match(shell.text, /--tlsCAFile \/ca\.pem --tlsCertificateKeyFile \/c\.pem/);
  const server = migrated(
    'run.sh',
    'mongod --sslMode requireSSL --sslPEMKeyFile /c.pem --sslCAFile /ca.pem\n',
  );
  assert.equal(
    server.text,
    'mongod --tlsMode requireTLS --tlsCertificateKeyFile /c.pem --tlsCAFile /ca.pem\n',
  );
});

test('a mode that is not known is not half renamed', () => {
  const after = migrated('run.sh', 'mongod --sslMode "$MODE" --sslPEMKeyFile /c.pem --sslCAFile /ca.pem\n');
  assert.match(after.text, /--sslMode "\$MODE"/);
});

test('a server section and the keys of Spring Boot 4 are migrations too', () => {
  const conf = migrated(
    'mongod.conf',
    'storage:\n  dbPath: /data\nnet:\n  port: 27017\n  ssl:\n    mode: preferSSL\n    PEMKeyFile: /s.pem\n    CAFile: /ca.pem\n',
  );
  assert.deepEqual(conf.ids, ['net-ssl']);
  assert.match(conf.text, /tls:\n {4}mode: preferTLS\n {4}certificateKeyFile: \/s\.pem/);
  const spring = migrated(
    'application.properties',
    'spring.data.mongodb.uri=mongodb://h.example.com/?tls=true\nspring.data.mongodb.ssl.bundle=db\n',
    { spring: '4.0.0' },
  );
  assert.deepEqual(spring.ids, ['spring-boot-4']);
  assert.equal(
    spring.text,
    'spring.mongodb.uri=mongodb://h.example.com/?tls=true\nspring.mongodb.ssl.bundle=db\n',
  );
});

test('a file with new names has no migration', () => {
  const text =
    'from pymongo import MongoClient\nMongoClient("h.example.com", ssl=True, tlsCAFile="/ca.pem")\n';
  assert.deepEqual(migrated('app.py', text, { pymongo: '4.6.3' }).ids, []);
});

test('whoever asks for a migration moves to its versions, whatever is installed', () => {
  const text =
    'from pymongo import MongoClient\nMongoClient("h.example.com", ssl=True, ssl_ca_certs="/ca.pem")\n';
  const context = contextOf({
    workspace: { versions: { pymongo: { exact: '3.6.0', from: 'test' } }, variables: {} },
  });
  const at = (t: string, c = contextTowards('pymongo-4', context)) => analyze({ path: 'a.py', text: t }, c);
  assert.deepEqual(migrations(at(text, context)), [], 'PyMongo 3.6 does not know the new names');
  const found = migrate('pymongo-4', at(text), at);
  assert.match(applyEdits(text, found!.edits)!, /tls=True, tlsCAFile="\/ca\.pem"/);
  assert.deepEqual(found!.left, []);
});

test('what cannot be migrated is told', () => {
  const text =
    'from pymongo import MongoClient\nMongoClient("h.example.com", tls=True, ssl_certfile="/c", ssl_keyfile="/k")\n';
  const context = contextTowards('pymongo-4', contextOf());
  const at = (t: string) => analyze({ path: 'a.py', text: t }, context);
  const found = migrate('pymongo-4', at(text), at);
  assert.deepEqual(found?.edits, []);
  assert.equal(found?.left.length, 2);
  assert.equal(migrate('net-ssl', at(text), at), undefined);
});

test('a newer version than the migration leads to stays', () => {
  const context = contextOf({
    workspace: { versions: { pymongo: { exact: '4.17.0', from: 'test' } }, variables: {} },
  });
  assert.equal(contextTowards('pymongo-4', context).workspace.versions.pymongo?.exact, '4.17.0');
  assert.equal(contextTowards('node-6', context).workspace.versions.node?.exact, '6.0.0');
});

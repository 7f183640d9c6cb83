/** What the named cause of a connection test changes in the code. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyze, contextOf } from '../../../server/src/core';
import { causeFixes } from '../../../server/src/core/features/causeFixes';
import { driverConnection } from '../../../server/src/core/features/probePlan';
import type { Cause, Remedy } from '../../../server/src/core/features/report/types';
import { applyEdits } from '../../../server/src/core/text/applyEdits';

function fixed(path: string, text: string, remedy: Remedy): string | undefined {
  const document = { path, text };
  const [outlook] = analyze(document, contextOf()).outlooks;
  const cause: Cause = { id: 'x', stage: 'hello', category: 'other', title: '', fix: '', remedy };
  const [found] = causeFixes(cause, outlook!, document);
  if (!found) return undefined;
  return found.fix.command ? found.fix.command.id : applyEdits(text, found.fix.edits);
}

const tls: Remedy = { kind: 'set', option: 'tls', value: 'true' };

test('TLS is turned on where it is off, and where nothing is said', () => {
  assert.equal(fixed('.env', 'URL=mongodb://db/shop\n', tls), 'URL=mongodb://db/shop?tls=true\n');
  assert.equal(fixed('.env', 'URL=mongodb://db/?tls=false&w=1\n', tls), 'URL=mongodb://db/?tls=true&w=1\n');
  assert.equal(
    fixed('a.py', 'from pymongo import MongoClient\nMongoClient("mongodb://db/", tls=False)\n', tls),
    'from pymongo import MongoClient\nMongoClient("mongodb://db/", tls=True)\n',
  );
});

test('a host that the certificate does not name becomes one that it names, with its port', () => {
  const host = (to: string): Remedy => ({ kind: 'host', from: '10.0.0.1', to });
  assert.equal(
    fixed('.env', 'URL=mongodb://u:p@10.0.0.1:27018/?tls=true\n', host('db.example.com')),
    'URL=mongodb://u:p@db.example.com:27018/?tls=true\n',
  );
  assert.equal(fixed('.env', 'URL=mongodb://10.0.0.1/\n', host('::1')), 'URL=mongodb://[::1]/\n');
  assert.equal(fixed('.env', 'URL=mongodb://10.0.0.1,10.0.0.1:2/\n', host('db')), undefined);
});

test('the name of the set is corrected', () => {
  const remedy: Remedy = { kind: 'set', option: 'replicaSet', value: 'rs0' };
  assert.equal(
    fixed('.env', 'URL=mongodb://db/?replicaSet=rs1\n', remedy),
    'URL=mongodb://db/?replicaSet=rs0\n',
  );
});

test('a file is chosen for the option that is there, or for a new one', () => {
  const remedy: Remedy = { kind: 'file', option: 'tlsCAFile' };
  const python = (options: string): string =>
    `from pymongo import MongoClient\nMongoClient("mongodb://db/?tls=true${options}")\n`;
  assert.equal(fixed('a.py', python(''), remedy), 'add-ca');
  assert.equal(fixed('a.py', python('&tlsCAFile=ca.pem'), remedy), 'choose-file');
});

test('the workspace driver gets the connection as the program has it, with the answers in its holes', () => {
  const text =
    'import os\nfrom pymongo import MongoClient\nMongoClient(f"mongodb://app:{os.environ[\'PW\']}@db/shop", tls=True, tlsCAFile="ca.pem")\n';
  const document = { path: 'a.py', text };
  const [outlook] = analyze(document, contextOf()).outlooks;
  assert.deepEqual(driverConnection(outlook!, document, { password: 'p@ss' }), {
    driver: 'pymongo',
    uri: 'mongodb://app:p%40ss@db/shop',
    options: { tls: true, tlsCAFile: 'ca.pem' },
  });
});

test('only drivers that can be started have a connection for it', () => {
  const text = 'package main\nvar uri = "mongodb://db/"\n';
  const document = { path: 'main.go', text };
  for (const outlook of analyze(document, contextOf()).outlooks)
    assert.equal(driverConnection(outlook, document, {}), undefined);
});

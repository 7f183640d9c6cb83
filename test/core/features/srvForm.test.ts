/** SRV names and what they stand for: nothing that they imply is lost on the way there or back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../../server/src/core';
import {
  atlasSrvName,
  seedList,
  srvLookup,
  toSrv,
  toStandard,
  type SrvRecords,
} from '../../../server/src/core/features/srvForm';
import { run } from '../../support/checkRule';

const records: SrvRecords = {
  hosts: [
    { host: 'a-shard-00-00.x1.mongodb.net', port: 27017 },
    { host: 'a-shard-00-01.x1.mongodb.net', port: 27017 },
  ],
  options: { authSource: 'admin', replicaSet: 'atlas-1-shard-0' },
};
const hosts = 'a-shard-00-00.x1.mongodb.net:27017,a-shard-00-01.x1.mongodb.net:27017';

/** The text after the conversion, its notes, or why there is none. */
function standard(text: string, path = '.env', given = records): string {
  const a = run({ path, text });
  const change = toStandard(a.outlooks[0]!, a.document, given);
  return change.kind === 'edits' ? applyEdits(text, change.edits)! : change.why;
}
function srv(text: string, name: string, given?: SrvRecords, path = '.env'): string {
  const a = run({ path, text });
  const change = toSrv(a.outlooks[0]!, a.document, name, given);
  return change.kind === 'edits' ? applyEdits(text, change.edits)! : change.why;
}

test('the implied TLS and the options of the TXT record are written out', () => {
  assert.equal(
    standard('M=mongodb+srv://u:Vq7r@a.x1.mongodb.net/app?retryWrites=true'),
    `M=mongodb://u:Vq7r@${hosts}/app?retryWrites=true&tls=true&authSource=admin&replicaSet=atlas-1-shard-0`,
  );
  assert.equal(
    standard('M=mongodb+srv://u:Vq7r@a.x1.mongodb.net'),
    `M=mongodb://u:Vq7r@${hosts}/?tls=true&authSource=admin&replicaSet=atlas-1-shard-0`,
  );
});

test('what is written in the URI or beside it wins over the record', () => {
  assert.equal(
    standard('M=mongodb+srv://u:Vq7r@a.x1.mongodb.net/?authsource=app&tls=true&replicaSet=r'),
    `M=mongodb://u:Vq7r@${hosts}/?authsource=app&tls=true&replicaSet=r`,
  );
  assert.match(
    standard(
      'from pymongo import MongoClient\nMongoClient("mongodb+srv://u:Vq7r@a.x1.mongodb.net/", tls=True, authSource="x")\n',
      'a.py',
    ),
    new RegExp(`"mongodb://u:Vq7r@${hosts}/\\?replicaSet=atlas-1-shard-0", tls=True, authSource="x"`),
  );
  assert.match(standard('M=mongodb+srv://u:Vq7r@a.x1.mongodb.net/?tls=false'), /\?tls=false&authSource/);
});

test('a source without credentials would be refused and is left out', () => {
  assert.equal(
    standard('M=mongodb+srv://a.x1.mongodb.net/'),
    `M=mongodb://${hosts}/?tls=true&replicaSet=atlas-1-shard-0`,
  );
});

test('options that only an SRV name has go', () => {
  assert.equal(
    standard('M=mongodb+srv://a.x1.mongodb.net/?srvMaxHosts=0&w=1&srvServiceName=x'),
    `M=mongodb://${hosts}/?tls=true&replicaSet=atlas-1-shard-0&w=1`,
  );
  const a = run({ path: '.env', text: 'M=mongodb+srv://a.x1.mongodb.net/?srvServiceName=x' });
  assert.deepEqual(srvLookup(a.outlooks[0]!), { name: 'a.x1.mongodb.net', service: 'x' });
});

test('what the driver does stays the same', () => {
  const text =
    'from pymongo import MongoClient\nMongoClient("mongodb+srv://u:Vq7r@a.x1.mongodb.net/?tlsInsecure=true")\n';
  const before = run({ path: 'a.py', text }).outlooks[0]!;
  const after = run({ path: 'a.py', text: standard(text, 'a.py') }).outlooks[0]!;
  for (const aspect of ['tls', 'chain', 'hostname'] as const) assert.deepEqual(after[aspect], before[aspect]);
});

test('in XML and in JSON the separator is written as the place wants it', () => {
  assert.match(
    standard(
      '<configuration><connectionStrings><add name="M" connectionString="mongodb+srv://u:Vq7r@a.x1.mongodb.net/?w=1" /></connectionStrings></configuration>',
      'web.config',
    ),
    /w=1&amp;tls=true&amp;authSource=admin&amp;replicaSet/,
  );
});

test('a URI that is put together from pieces is left alone', () => {
  assert.match(
    standard(
      'from pymongo import MongoClient\nMongoClient("mongodb+srv://u:p@a.x1." + "mongodb.net/")\n',
      'a.py',
    ),
    /by hand/,
  );
});

test('hosts of Atlas tell their SRV name', () => {
  assert.equal(
    atlasSrvName(hosts.split(',').map((h) => h.replace('a-', 'cluster0-'))),
    'cluster0.x1.mongodb.net',
  );
  // Names that Atlas makes up itself do not.
  assert.equal(atlasSrvName(['ac-1ab2cd3-shard-00-00.x1.mongodb.net:27017']), undefined);
  assert.equal(atlasSrvName(['db.example.com:27017']), undefined);
  assert.equal(atlasSrvName(['a-shard-00-00.x1.mongodb.net:27018']), undefined);
  assert.equal(
    atlasSrvName(['a-shard-00-00.x1.mongodb.net:27017', 'b-shard-00-00.x1.mongodb.net:27017']),
    undefined,
  );
});

test('back again: the TLS that the scheme implies is not written, everything else stays', () => {
  assert.equal(
    srv(
      `M=mongodb://u:Vq7r@${hosts}/app?tls=true&authSource=admin&replicaSet=atlas-1-shard-0`,
      'a.x1.mongodb.net',
      records,
    ),
    'M=mongodb+srv://u:Vq7r@a.x1.mongodb.net/app?authSource=admin&replicaSet=atlas-1-shard-0',
  );
  assert.equal(
    srv(`M=mongodb://${hosts}/?ssl=false`, 'a.x1.mongodb.net'),
    'M=mongodb+srv://a.x1.mongodb.net/?ssl=false',
  );
});

test('a record of other hosts, and what SRV forbids, is refused', () => {
  assert.match(
    srv('M=mongodb://db.example.com,db2.example.com/', 'c.example.com', records),
    /another cluster/,
  );
  assert.match(srv(`M=mongodb://${hosts}/?directConnection=true`, 'a.x1.mongodb.net'), /directConnection/);
  assert.match(srv(`M=mongodb://${hosts}/`, 'not a name'), /no host name/);
});

test('unknown hosts have no list', () => {
  const list = (text: string): unknown => seedList(run({ path: '.env', text }).outlooks[0]!);
  assert.equal(list('M=mongodb://${HOST}/'), undefined);
  assert.deepEqual(list('M=mongodb://A.example.com,b.example.com:1/'), [
    'a.example.com:27017',
    'b.example.com:1',
  ]);
});

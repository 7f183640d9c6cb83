/** Shapes met in public repositories: what a reader of the file would call a connection, and what not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownSites } from '../../support/sites';

test('a URI in the body of a test that connects is a connection', () => {
  const code =
    "const { Store } = require('./mongo-store');\ndescribe('store', () => {\n  it('connects', async () => {\n    const databaseURI = 'mongodb://localhost:27017/shop';\n    new Store(databaseURI, { retryWrites: true });\n  });\n});\n";
  assert.deepEqual(shownSites('store.spec.js', code), ['uri | node | mongodb://localhost:27017/shop']);
});

test('the default of a command line flag is a connection, its help is not', () => {
  assert.deepEqual(
    shownSites(
      'cli.ts',
      "program.option('-u, --uri <uri>', 'MongoDB connection URI', 'mongodb://localhost:27017/jobs');\n",
    ).map((s) => s.replace(/^(\w+) \| \S+/, '$1')),
    ['uri | mongodb://localhost:27017/jobs'],
  );
  assert.deepEqual(
    shownSites(
      'cli.py',
      'import pymongo, argparse\np.add_argument("--mongo", default="mongodb://db.example.com/x", help="a URI such as mongodb://h/db")\n',
    ).filter((s) => !s.includes('prose')),
    ['uri | pymongo | mongodb://db.example.com/x'],
  );
});

test('versions and names of functions after the word mongo are no hosts', () => {
  const text =
    '"""\n- users are added the way of mongo 2.2 style\n\n    mongo         data.read_mongo(uri)\n"""\n';
  assert.deepEqual(shownSites('sources.py', text), []);
});

test('a module of community.mongodb is found by its login and has options of its own', () => {
  const play =
    '- name: add a shard\n  community.mongodb.mongodb_shard:\n    login_user: admin\n    ssl: yes\n    ssl_ca_certs: /etc/ca.pem\n';
  assert.deepEqual(shownSites('tasks/main.yml', play), [
    'options | unknown/ansible | ssl=yes | ssl_ca_certs=/etc/ca.pem',
  ]);
});

test('a URI in a sentence ends at the punctuation of its language', () => {
  const text = JSON.stringify({
    intro: 'の例 mongodb://127.0.0.1:27018，MongoDB mongodb://127.0.0.1:27019；',
  });
  assert.deepEqual(
    shownSites('ja.i18n.json', text).map((s) => /mongodb:\/\/[^ ]*/.exec(s)?.[0]),
    ['mongodb://127.0.0.1:27018', 'mongodb://127.0.0.1:27019'],
  );
});

test('a field of the options that holds a configuration made elsewhere starts TLS', () => {
  const code =
    'package store\nimport (\n\t"go.mongodb.org/mongo-driver/mongo"\n\t"go.mongodb.org/mongo-driver/mongo/options"\n)\nfunc open(m *Plugin) {\n\topts := options.Client().ApplyURI("mongodb://db.example.com")\n\topts.TLSConfig = m.tlsConfig\n\tmongo.Connect(ctx, opts)\n}\n';
  assert.equal(shownSites('store.go', code).filter((s) => s.includes('TLSConfig')).length, 1);
});

test('options that the constructor puts into a field belong to the client that a method makes of it', () => {
  const code =
    'import pymongo\nclass Source:\n    def __init__(self, ca=None):\n        self.tls_kwargs = {}\n        if ca is not None:\n            self.tls_kwargs["tlsCAFile"] = ca\n    def client(self):\n        return pymongo.MongoClient(self.address, **self.tls_kwargs)\n';
  const found = shownSites('source.py', code);
  assert.equal(found.length, 1);
  assert.match(found[0]!, /tlsCAFile=\S+ sometimes/);
});

test('the notation of a document, with optional parts in brackets, is no connection', () => {
  const notation = [
    'mongodb://[username:password@]host1[:port1][,host2[:port2],...[,hostN[:portN]]][/[database][?options]]',
    'mongodb+srv://[user@]host[/db]',
    'mongodb://host[:port]/db',
    'mongodb://host:27017/db[?options]',
  ];
  for (const uri of notation)
    assert.deepEqual(shownSites('uri.rb', `require 'mongo'\nHELP = "${uri}"\n`), [], uri);
  assert.deepEqual(
    shownSites('db.rb', `require 'mongo'\nMongo::Client.new("mongodb://[fe80::1]:27017/db")\n`),
    ['uri | ruby | mongodb://[fe80::1]:27017/db'],
  );
});

/** Shapes of configuration files that the corpus does not already show. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../../../server/src/core/text/applyEdits';
import { environmentSettings } from '../../../../server/src/core/languages/shared/environment';
import { describeSites, sitesOf, withoutOptions } from '../../../support/describeSites';

const cases: readonly (readonly [name: string, path: string, text: string, expected: readonly string[]])[] = [
  [
    'a file name variant of .env is one',
    'config/production.env',
    'MONGO_URL=mongodb://db.example.com/a # note\n',
    ['uri 1 unknown mongodb://db.example.com/a defines MONGO_URL'],
  ],
  [
    'a broken YAML file keeps its URIs and options',
    'x.yml',
    'mongodb:\n  uri: "mongodb://db.example.com/a"\n  tls: true\n bad: [\n',
    ['options 2-3 unknown mongodb://db.example.com/a {tls=true} defines mongodb.uri'],
  ],
  [
    'YAML scalars over several lines',
    'x.yml',
    'a:\n  url: >-\n    mongodb://db.example.com/a?tls=true\n  mongo_b: |\n    mongodb://db.example.com/b\n',
    [
      'uri 3 unknown mongodb://db.example.com/a?tls=true defines a.url',
      'uri 5 unknown mongodb://db.example.com/b defines a.mongo_b',
    ],
  ],
  [
    'a configuration file inside a ConfigMap',
    'cm.yaml',
    'kind: ConfigMap\ndata:\n  mongod.conf: |\n    storage:\n      dbPath: /data\n    net:\n      tls:\n        mode: preferTLS\n  application.properties: |\n    spring.data.mongodb.uri=mongodb\\://db.example.com/a\n',
    [
      'serverConfig 6-8 mongod {net.tls.mode="preferTLS"}',
      'uri 10 java/spring mongodb://db.example.com/a defines spring.data.mongodb.uri',
    ],
  ],
  [
    'TLS of another product beside MongoDB stays its own',
    'x.yml',
    'mongodb:\n  host: db.example.com\n  ssl: true\nredis:\n  host: c\n  ssl: true\nserver:\n  ssl: {enabled: true}\n',
    ['options 3 unknown {ssl=true}'],
  ],
  [
    'a chart that deploys MongoDB is no client',
    'values.yaml',
    'mongodb:\n  image: {tag: "7"}\n  auth: {enabled: true}\n  tls: {enabled: true}\n',
    [],
  ],
  [
    'a dotted server configuration',
    'any.yaml',
    'net.tls.mode: requireTLS\nnet.tls.certificateKeyFile: /x.pem\nstorage.dbPath: /data\n',
    ['serverConfig 1-2 mongod {net.tls.mode="requireTLS" net.tls.certificateKeyFile="/x.pem"}'],
  ],
  [
    'TypeORM by its type key',
    'ormconfig.json',
    '{"type": "mongodb", "host": "db.example.com", "ssl": true, "sslValidate": false}',
    ['options 1 node/typeorm {ssl=true sslValidate=false}'],
  ],
  [
    'variables of mongo-express in compose',
    'compose.yml',
    'services:\n  me:\n    image: mongo-express\n    environment:\n      ME_CONFIG_MONGODB_URL: mongodb://db:27017/\n      ME_CONFIG_MONGODB_TLS: "true"\n',
    [
      'options 5-6 node/mongo-express mongodb://db:27017/ {ME_CONFIG_MONGODB_TLS="true"} defines ME_CONFIG_MONGODB_URL',
    ],
  ],
  [
    'TOML strings of all kinds',
    'x.toml',
    'a = "mongodb://db.example.com/?tls=true\\u0026ssl=true"\nb = \'mongodb://db.example.com/b\'\nc = """\nmongodb://db.example.com/c"""\nd = { uri = "mongodb://db.example.com/d", tls = true }\n',
    [
      'uri 1 unknown mongodb://db.example.com/?tls=true&ssl=true defines a',
      'uri 2 unknown mongodb://db.example.com/b defines b',
      'uri 4 unknown mongodb://db.example.com/c defines c',
      'options 5 unknown mongodb://db.example.com/d {tls=true} defines d.uri',
    ],
  ],
  [
    'a literal default in HOCON and in a Spring placeholder',
    'application.conf',
    'db { uri = "mongodb://db.example.com/a"\n uri = ${?MONGO} }\n',
    ['uri 1 unknown mongodb://db.example.com/a defines db.uri'],
  ],
  [
    'a description is prose',
    'x.json',
    '{"description": "like mongodb://user:pass@host/db"}',
    ['uri 1 unknown mongodb://user:xxxx@host/db prose'],
  ],
];

for (const [name, path, text, expected] of cases)
  test(name, () => {
    assert.deepEqual(describeSites(path, text), expected);
  });

test('a large YAML document is read line by line and loses nothing', () => {
  const filler = Array.from({ length: 40_000 }, (_, i) => `  - item${i}: value`).join('\n');
  const text = `list:\n${filler}\nmongodb:\n  uri: mongodb://db.example.com/a\n  tls: true\n`;
  const uris = sitesOf('big.yaml', text).filter((s) => s.uri);
  assert.equal(uris.length, 1);
});

test('a removed entry takes its line, or its comma where entries share one', () => {
  assert.equal(
    withoutOptions('x.yml', 'mongo:\n  uri: mongodb://h.example.com\n  tls: true\n  x: 1\n'),
    'mongo:\n  uri: mongodb://h.example.com\n  x: 1\n',
  );
  assert.equal(
    withoutOptions('x.yml', 'mongo: {uri: "mongodb://h.example.com", tls: true}\n'),
    'mongo: {uri: "mongodb://h.example.com"}\n',
  );
  assert.equal(
    withoutOptions('x.json', '{"mongo": {"tls": true, "uri": "mongodb://h.example.com"}}'),
    '{"mongo": {"uri": "mongodb://h.example.com"}}',
  );
});

test('an option is added behind its neighbour in the syntax of the place', () => {
  const added = (path: string, text: string, option: string): string | undefined => {
    const insertion = sitesOf(path, text)[0]!.insertion!;
    const span = { start: insertion.at, end: insertion.at };
    return applyEdits(text, [{ span, newText: insertion.before + option + insertion.after }]);
  };
  assert.equal(
    added('x.yml', 'mongo:\n  uri: mongodb://h.example.com\n  tls: true\n', 'tlsCAFile: x'),
    'mongo:\n  uri: mongodb://h.example.com\n  tls: true\n  tlsCAFile: x\n',
  );
  assert.equal(
    added('x.json', '{"mongo": {"uri": "mongodb://h.example.com", "tls": true}}', '"tlsCAFile": "x"'),
    '{"mongo": {"uri": "mongodb://h.example.com", "tls": true, "tlsCAFile": "x"}}',
  );
});

test('switches of a whole process are found where they are set and nowhere else', () => {
  const names = (text: string): string[] => environmentSettings({ text }).map((s) => `${s.name}=${s.value}`);
  assert.deepEqual(names('ENV NODE_TLS_REJECT_UNAUTHORIZED 0\n'), ['NODE_TLS_REJECT_UNAUTHORIZED=0']);
  assert.deepEqual(names("process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';"), [
    'NODE_TLS_REJECT_UNAUTHORIZED=0',
  ]);
  assert.deepEqual(names('  - name: NODE_TLS_REJECT_UNAUTHORIZED\n    value: "0"\n'), [
    'NODE_TLS_REJECT_UNAUTHORIZED=0',
  ]);
  assert.deepEqual(names('os.environ["SSL_CERT_FILE"] = certifi.where()'), []);
  assert.deepEqual(names("if (process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {}"), []);
  assert.deepEqual(names('# NODE_TLS_REJECT_UNAUTHORIZED=0\n'), []);
  assert.deepEqual(names("warn('NODE_TLS_REJECT_UNAUTHORIZED=0 makes every connection unsafe')"), []);
  assert.deepEqual(names('exec("NODE_TLS_REJECT_UNAUTHORIZED=0 make test")'), [
    'NODE_TLS_REJECT_UNAUTHORIZED=0',
  ]);
  assert.deepEqual(names('"start": "NODE_TLS_REJECT_UNAUTHORIZED=0 node x"'), [
    'NODE_TLS_REJECT_UNAUTHORIZED=0',
  ]);
});

test('names that other products have too need MongoDB near them', () => {
  for (const [path, text] of [
    ['zabbix_agentd.conf', '# also watches mongodb\nTLSCAFile=/etc/ca.pem\nTLSCRLFile=/etc/crl.pem\n'],
    ['home.yaml', 'mqtt:\n  tls_insecure: true\nmongo_note: none\n'],
    ['app.ini', '[mongo]\nhost = localhost\n[broker]\ntls_ca_file = /x\n'],
    [
      'docker-compose.yml',
      'services:\n  mongo:\n    image: mongo\n  hub:\n    environment:\n      TLS_CA_FILE: /x\n',
    ],
  ] as const)
    assert.deepEqual(describeSites(path, text), [], path);
  assert.deepEqual(describeSites('app.ini', '[database]\ntype = mongodb\ntls_ca_file = /x\ntls = true\n'), [
    'options 3-4 unknown {tls_ca_file="/x" tls=true}',
  ]);
});

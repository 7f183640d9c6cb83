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

test("what the text does not say the project says: of URIs in its own configuration, and of nobody else's", () => {
  const workspace = {
    ...emptyWorkspace,
    project: { id: 'node' as const, because: 'package.json names this driver' },
  };
  const drivers = (path: string, text: string): string[] =>
    analyze({ path, text }, contextOf({ workspace })).outlooks.map((o) => o.site.driver.id);
  const uri = 'mongodb://db.example.com/?tlsCAFile=/ca.pem';
  assert.deepEqual(drivers('.env', `MONGO_URL=${uri}\n`), ['node']);
  assert.deepEqual(drivers('config.toml', `[mongo]\nuri = "${uri}"\n`), ['node']);
  assert.deepEqual(
    drivers(
      'compose.yml',
      `services:\n  web:\n    build: .\n    image: example/web\n    environment:\n      MONGO_URL: ${uri}\n`,
    ),
    ['node'],
  );
  assert.deepEqual(
    drivers(
      'compose.yml',
      `services:\n  web:\n    image: example/web\n    environment:\n      MONGO_URL: ${uri}\n`,
    ),
    ['unknown'],
  );
  assert.deepEqual(drivers('secret.yaml', `apiVersion: v1\nkind: Secret\nstringData:\n  uri: ${uri}\n`), [
    'unknown',
  ]);
  assert.deepEqual(drivers('main.tf', `locals {\n  uri = "${uri}"\n}\n`), ['unknown']);
  // Options beside it have the application's names, whatever its driver calls them.
  assert.deepEqual(drivers('config.toml', `[mongo]\nuri = "${uri}"\ntls_insecure = true\n`), ['unknown']);
  assert.deepEqual(drivers('application.properties', `spring.data.mongodb.uri=${uri}\n`), ['java']);
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

test('in builders the later of connection string and options wins', () => {
  const java = (calls: string): string =>
    `import com.mongodb.*;\nclass Db {\n  Object s = MongoClientSettings.builder()${calls}.build();\n}\n`;
  const ssl = '.applyToSslSettings(b -> b.enabled(true))';
  const uri = (query: string): string =>
    `.applyConnectionString(new ConnectionString("mongodb://db.example.com/?${query}"))`;
  const told = (path: string, text: string): unknown[] => {
    const { outlooks, diagnostics } = run({ path, text });
    const [site] = outlooks.filter((o) => o.options.some((x) => x.place === 'options'));
    return [
      site?.tls.known && site.tls.value,
      diagnostics.find((d) => d.rule === 'option-set-twice')?.message.includes('applied after') ?? false,
    ];
  };
  assert.deepEqual(told('Db.java', java(uri('tls=false') + ssl)), [true, false]);
  assert.deepEqual(told('Db.java', java(ssl + uri('tls=false'))), [false, true]);
  // A string that says nothing of TLS takes nothing away.
  assert.deepEqual(told('Db.java', java(ssl + uri('w=majority'))), [true, false]);
  const go = (calls: string): string =>
    `package main\nimport (\n\t"crypto/tls"\n\t"go.mongodb.org/mongo-driver/v2/mongo/options"\n)\nvar o = options.Client()${calls}\n`;
  const config = '.SetTLSConfig(&tls.Config{InsecureSkipVerify: true})';
  const chain = (text: string): unknown => {
    const { chain } = run({ path: 'main.go', text }).outlooks[0]!;
    return chain.known && chain.value;
  };
  assert.equal(chain(go(`.ApplyURI("mongodb://db.example.com/?tls=true")${config}`)), false);
  assert.equal(chain(go(`${config}.ApplyURI("mongodb://db.example.com/?tls=true")`)), true);
});

test('setters of a URI that a macro holds are of one connection with it', () => {
  const { outlooks, diagnostics } = run({
    path: 'main.c',
    text: '#include <mongoc/mongoc.h>\n#define URI "mongodb://db.example.com/"\nvoid f (void)\n{\n  mongoc_uri_t *uri = mongoc_uri_new (URI);\n  mongoc_uri_set_option_as_bool (uri, MONGOC_URI_TLS, true);\n}\n',
  });
  assert.deepEqual(diagnostics, []);
  assert.ok(outlooks.length > 0 && outlooks.every((o) => o.tls.known && o.tls.value));
});

test('a bypass that turns TLS on is replaced by what turns it on', () => {
  const { diagnostics } = run({
    path: 'telegraf.conf',
    text: '[[inputs.mongodb]]\nservers = ["mongodb://metrics.example.com:27017"]\ninsecure_skip_verify = true\n',
  });
  const fixes = diagnostics.find((d) => d.rule === 'certificate-checks-off')!.fixes;
  assert.deepEqual(
    fixes.map((f) => f.title),
    ['Write tls_enable=true instead of insecure_skip_verify'],
  );
});

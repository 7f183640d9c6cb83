/** One connection in several files: the URI stands in one, the options in another. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collectDefinitions, definitionsFor, hoverAt } from '../../server/src/core';
import { findSites } from '../../server/src/core/languages';
import { run } from '../support/checkRule';

type Files = Readonly<Record<string, string>>;

function variables(files: Files) {
  return collectDefinitions(
    Object.entries(files).map(([path, text]) => ({ path, text, sites: findSites({ path, text }) })),
  );
}

/** Where the files write what `variable` holds: `path:line`. */
function places(files: Files, variable: string, path?: string): string[] {
  const reads = { variable, span: { start: 0, end: 0 }, ...(path ? { path } : {}) };
  return definitionsFor(reads, variables(files)).map((d) => `${d.path}:${d.range.start.line + 1}`);
}

function found(path: string, text: string, workspace: Files): string[] {
  return run({ path, text }, { workspace }).diagnostics.map(
    (d) =>
      `${d.rule}: ${text.slice(d.span.start, d.span.end)} <- ${(d.related ?? []).map((r) => r.path).join()}`,
  );
}

const python = (options: string): string =>
  `import os\nfrom pymongo import MongoClient\nc = MongoClient(os.environ["MONGO_URL"], ${options})\n`;
const node = (options: string, variable = 'process.env.MONGO_URL'): string =>
  `const { MongoClient } = require('mongodb');\nnew MongoClient(${variable}, { ${options} });\n`;

test('a variable is found in .env, compose, Dockerfile, CI, shell and properties', () => {
  const uri = 'mongodb://db.example.com/app?tls=true';
  const files = {
    '.env': `MONGO_URL=${uri}\n`,
    'docker-compose.yml': `services:\n  a:\n    environment:\n      - MONGO_URL=${uri}\n`,
    Dockerfile: `FROM node:20\nENV MONGO_URL=${uri}\n`,
    '.github/workflows/ci.yml': `jobs:\n  t:\n    env:\n      MONGO_URL: ${uri}\n`,
    'run.sh': `export MONGO_URL="${uri}"\n`,
  };
  assert.deepEqual(places(files, 'MONGO_URL'), [
    '.env:1',
    '.github/workflows/ci.yml:4',
    'Dockerfile:2',
    'docker-compose.yml:4',
    'run.sh:1',
  ]);
});

test('a reference to a key of a Secret or ConfigMap is followed, encoded or plain, in any file', () => {
  const uri = 'mongodb://app:pw@db.example.com/app?tls=true';
  const deployment = (kind: string): string =>
    `kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          env:\n            - name: MONGO_URL\n              valueFrom:\n                ${kind}:\n                  name: store\n                  key: connection\n`;
  const encoded = Buffer.from(uri).toString('base64');
  assert.deepEqual(
    places(
      {
        'deploy.yaml': deployment('secretKeyRef'),
        'secret.yaml': `kind: Secret\nmetadata:\n  name: store\ndata:\n  connection: ${encoded}\n`,
        'other.yaml': `kind: Secret\nmetadata:\n  name: another\ndata:\n  connection: ${encoded}\n`,
      },
      'MONGO_URL',
    ),
    ['secret.yaml:5'],
  );
  assert.deepEqual(
    places(
      {
        'deploy.yaml': deployment('configMapKeyRef'),
        'map.yaml': `kind: ConfigMap\nmetadata:\n  name: store\ndata:\n  connection: ${uri}\n`,
      },
      'MONGO_URL',
    ),
    ['map.yaml:5'],
  );
});

test('the keys of a Secret that a pod takes as its environment are variables', () => {
  const files = {
    'pod.yaml':
      'kind: Pod\nspec:\n  containers:\n    - envFrom:\n        - secretRef:\n            name: store\n',
    'secret.yaml':
      'kind: Secret\nmetadata:\n  name: store\nstringData:\n  MONGO_URL: mongodb://db.example.com/?tls=true\n',
  };
  assert.deepEqual(places(files, 'MONGO_URL'), ['secret.yaml:5']);
});

test('a variable that takes the value of another has its URIs, also through several, and never turns in a circle', () => {
  const files = {
    'docker-compose.yml':
      'services:\n  a:\n    environment:\n      MONGO_URL: ${DB_MONGO_URL}\n      B_URL: ${C_URL}\n      C_URL: ${B_URL}\n',
    '.env': 'DB_MONGO_URL=${REAL_MONGO_URL}\nREAL_MONGO_URL=mongodb://db.example.com/?tls=true\n',
  };
  assert.deepEqual(places(files, 'MONGO_URL'), ['.env:2']);
  assert.deepEqual(places(files, 'B_URL'), []);
});

test('a key of a configuration file is found by its path, a word that every file uses by nothing', () => {
  const files = {
    'config/default.json': '{ "mongo": { "uri": "mongodb://db.example.com/?tls=true" } }\n',
    'appsettings.json': '{ "ConnectionStrings": { "Mongo": "mongodb://db.example.com/?tls=true" } }\n',
  };
  assert.deepEqual(places(files, 'mongo.uri'), ['config/default.json:1']);
  assert.deepEqual(places(files, 'uri', 'config.mongo.uri'), ['config/default.json:1']);
  assert.deepEqual(places(files, 'uri'), []);
  assert.deepEqual(places(files, 'ConnectionStrings:Mongo'), ['appsettings.json:1']);
  for (const odd of ['constructor', '__proto__', 'toString']) assert.deepEqual(places(files, odd), []);
});

test('templates and documents show what could be: they define nothing', () => {
  const files = {
    '.env.example': 'MONGO_URL=mongodb://db.example.com/?tls=true\n',
    'README.md': '```\nMONGO_URL=mongodb://db.example.com/?tls=true\n```\n',
  };
  assert.deepEqual(places(files, 'MONGO_URL'), []);
});

test('an option that contradicts the URI of its variable is reported with the other place', () => {
  assert.deepEqual(
    found('a.py', python('tlsCAFile="/etc/ca.pem"'), {
      '.env': 'MONGO_URL=mongodb://db.example.com/?ssl=false\n',
    }),
    ['conflict-between-files: tlsCAFile="/etc/ca.pem" <- .env'],
  );
  const own = found('a.js', node('tls: false'), {
    'secret.yaml':
      'kind: Secret\nmetadata:\n  name: x\nstringData:\n  MONGO_URL: mongodb://db.example.com/?tls=true\n',
  });
  assert.ok(own.includes('conflict-between-files: tls: false <- secret.yaml'), own.join('\n'));
});

test('where definitions disagree, or the URI is one of a developer at home, nothing is said', () => {
  const quiet = (text: string, workspace: Files): void =>
    assert.deepEqual(found('a.js', text, workspace), [], JSON.stringify(workspace));
  quiet(node('tls: true'), {
    '.env': 'MONGO_URL=mongodb://localhost/?tls=false\n',
    '.env.production': 'MONGO_URL=mongodb://db.example.com/?tls=true\n',
  });
  quiet(node("tlsCAFile: '/etc/ca.pem'"), { '.env': 'MONGO_URL=mongodb://localhost:27017/app\n' });
  quiet(node("tlsCAFile: '/etc/ca.pem'"), { '.env': 'MONGO_URL=mongodb://mongo:27017/app\n' });
  quiet(node('tls: true'), { '.env': 'MONGO_URL=mongodb://db.example.com/?tls=${TLS}\n' });
  quiet(node('tls: true'), { '.env': 'MONGO_URL=mongodb://db.example.com/?${OPTIONS}\n' });
});

test('the hover names the place that the URI comes from', () => {
  const text = node("tlsCAFile: '/etc/ca.pem'");
  const analysis = run(
    { path: 'a.js', text },
    { workspace: { '.env': '\nMONGO_URL=mongodb+srv://c.example.com/\n' } },
  );
  const hover = hoverAt(analysis, text.indexOf('MongoClient('))!.markdown;
  assert.match(hover, /\| Encryption \| TLS \| `mongodb\+srv:\/\/` of `MONGO_URL` \|/);
  assert.match(hover, /`MONGO_URL` is written in \.env line 2\./);
});

const off = 'tls: false';
for (const [what, path, text, definition, at] of [
  [
    'a destructured environment',
    'a.js',
    `const { MongoClient } = require('mongodb');\nconst { MONGO_URL } = process.env;\nnew MongoClient(MONGO_URL, { ${off} });\n`,
    ['.env', 'MONGO_URL=URI\n'],
    off,
  ],
  [
    'a member of a configuration',
    'a.js',
    node(off, 'config.mongo.uri'),
    ['config/default.json', '{"mongo": {"uri": "URI"}}\n'],
    off,
  ],
  [
    'a getter of a configuration',
    'a.ts',
    `import { MongoClient } from 'mongodb';\nnew MongoClient(config.get<string>('mongo.uri'), { ${off} });\n`,
    ['config/default.json', '{"mongo": {"uri": "URI"}}\n'],
    off,
  ],
  [
    'an imported constant',
    'a.py',
    'from settings import MONGO_URL\nfrom pymongo import MongoClient\nc = MongoClient(MONGO_URL, tls=False)\n',
    ['settings.py', 'MONGO_URL = "URI"\n'],
    'tls=False',
  ],
  [
    'an annotated field',
    'C.java',
    'import com.mongodb.*;\nclass C {\n  @Value("${app.mongo.url}") private String url;\n  Object f() { return MongoClientSettings.builder().applyConnectionString(new ConnectionString(url)).applyToSslSettings(b -> b.enabled(false)).build(); }\n}\n',
    ['application.yml', 'app:\n  mongo:\n    url: URI\n'],
    '.enabled(false)',
  ],
  [
    'a connection string of .NET',
    'D.cs',
    'using MongoDB.Driver;\nclass D { void F() {\n  var s = MongoClientSettings.FromConnectionString(Configuration.GetConnectionString("Mongo"));\n  s.UseTls = false;\n} }\n',
    ['appsettings.json', '{"ConnectionStrings": {"Mongo": "URI"}}\n'],
    's.UseTls = false',
  ],
  [
    'a section of .NET',
    'D.cs',
    'using MongoDB.Driver;\nclass D { void F() {\n  var s = MongoClientSettings.FromConnectionString(Configuration["Db:Url"]);\n  s.UseTls = false;\n} }\n',
    ['appsettings.json', '{"Db": {"Url": "URI"}}\n'],
    's.UseTls = false',
  ],
  [
    'a variable in place of a setting of .NET',
    'D.cs',
    'using MongoDB.Driver;\nclass D { void F() {\n  var s = MongoClientSettings.FromConnectionString(Configuration["Db:Url"]);\n  s.UseTls = false;\n} }\n',
    ['.env', 'Db__Url=URI\n'],
    's.UseTls = false',
  ],
  [
    'a setting of Spring',
    'application.yml',
    'spring:\n  data:\n    mongodb:\n      uri: ${MONGO_URI}\n      ssl:\n        enabled: false\n',
    ['.env', 'MONGO_URI=URI\n'],
    'enabled: false',
  ],
  [
    'Ruby',
    'a.rb',
    "require 'mongo'\nMongo::Client.new(ENV.fetch('MONGO_URL'), ssl: false)\n",
    ['.env', 'MONGO_URL=URI\n'],
    'ssl: false',
  ],
  [
    'PHP',
    'a.php',
    "<?php\n$c = new MongoDB\\Client(getenv('MONGO_URL'), ['tls' => false]);\n",
    ['.env', 'MONGO_URL=URI\n'],
    "'tls' => false",
  ],
  [
    'Elixir',
    'a.ex',
    'Mongo.start_link(url: System.get_env("MONGO_URL"), ssl: false)\n',
    ['.env', 'MONGO_URL=URI\n'],
    'ssl: false',
  ],
  [
    'a command line',
    'a.sh',
    'mongosh "$MONGO_URL" --tlsAllowInvalidHostnames\n',
    ['.env', 'MONGO_URL=URI&tlsAllowInvalidHostnames=false\n'],
    '--tlsAllowInvalidHostnames',
  ],
] as const)
  test(`${what} joins its options to the URI in another file`, () => {
    const other = definition[1].replace(/\bURI\b/, 'mongodb://db.example.com/app?tls=true');
    const all = found(path, text, { [definition[0]]: other });
    assert.ok(all.includes(`conflict-between-files: ${at} <- ${definition[0]}`), all.join('\n'));
  });

test('the hover over a reference of Kubernetes names the Secret and the place', () => {
  const text =
    'kind: Pod\nspec:\n  containers:\n    - env:\n        - name: MONGO_URL\n          valueFrom:\n            secretKeyRef:\n              name: store\n              key: connection\n';
  const secret =
    'kind: Secret\nmetadata:\n  name: store\nstringData:\n  connection: mongodb://db.example.com/?tls=true\n';
  const analysis = run({ path: 'pod.yaml', text }, { workspace: { 'secret.yaml': secret } });
  const hover = hoverAt(analysis, text.lastIndexOf('connection'))!.markdown;
  assert.match(hover, /`MONGO_URL` takes its connection string from `secret\/store\/connection`\./);
  assert.match(hover, /is written in secret\.yaml line 5\./);
  assert.deepEqual(analysis.diagnostics, []);
});

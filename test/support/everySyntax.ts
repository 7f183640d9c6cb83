/**
 * One connection in every language: how each writes a client with a connection string, a client with options, a server
 * with settings and a variable of the environment. `«` and `»` go through unchanged, holes become the language's own.
 */
import type { DriverId } from '../../server/src/core/types';

/** Stands for something that is not known. */
export const hole = '\uFFFC';

export interface Syntax {
  readonly language: string;
  readonly file: string;
  /** Who reads it; undefined where nothing says. */
  readonly driver?: DriverId;
  write(text: string): string;
}

/** A literal whose holes are written between `open` and `close`. */
const literal =
  (quote: string, open: string, close: string, prefix = '') =>
  (text: string): string =>
    (text.includes(hole) ? prefix : '') + quote + text.replaceAll(hole, `${open}value${close}`) + quote;

/** A literal whose holes are concatenations. */
const joined =
  (plus: string, quote = '"') =>
  (text: string): string =>
    text
      .split(hole)
      .map((piece) => quote + piece + quote)
      .join(` ${plus} value ${plus} `);

const python = literal('"', '{', '}', 'f');
const script = (text: string): string =>
  text.includes(hole) ? literal('`', '${', '}')(text) : literal("'", '', '')(text);
const plus = joined('+');
const plain = (text: string): string => text.replaceAll(hole, '${VALUE}');
const xml = (text: string): string => plain(text).replaceAll('&', '&amp;');

const node = (uri: string): string =>
  `const { MongoClient } = require('mongodb');\nconst client = new MongoClient(${script(uri)});\n`;
const typed = (uri: string): string =>
  `import { MongoClient } from 'mongodb';\nexport const client = new MongoClient(${script(uri)});\n`;

const syntax = (
  language: string,
  file: string,
  driver: DriverId | undefined,
  write: (text: string) => string,
): Syntax => ({ language, file, ...(driver ? { driver } : {}), write });

/** A client (or a setting for one) with a connection string. */
export const uriSyntaxes: readonly Syntax[] = [
  syntax(
    'Python',
    'app.py',
    'pymongo',
    (u) => `from pymongo import MongoClient\nclient = MongoClient(${python(u)})\n`,
  ),
  syntax(
    'Python (asynchronous)',
    'app.py',
    'pymongo',
    (u) => `from pymongo import AsyncMongoClient\nclient = AsyncMongoClient(host=${python(u)})\n`,
  ),
  syntax('JavaScript', 'app.js', 'node', node),
  syntax('JavaScript (module)', 'app.mjs', 'node', typed),
  syntax('TypeScript', 'app.ts', 'node', typed),
  syntax('JSX', 'app.jsx', 'node', typed),
  syntax('TSX', 'app.tsx', 'node', typed),
  syntax('Vue', 'App.vue', 'node', (u) => `<template><p>x</p></template>\n<script>\n${typed(u)}</script>\n`),
  syntax('Svelte', 'App.svelte', 'node', (u) => `<script>\n${typed(u)}</script>\n<p>x</p>\n`),
  syntax(
    'HTML',
    'page.html',
    'node',
    (u) => `<html>\n<script type="module">\n${typed(u)}</script>\n</html>\n`,
  ),
  syntax(
    'Java',
    'App.java',
    'java',
    (u) =>
      `import com.mongodb.client.MongoClients;\nclass App {\n  Object client = MongoClients.create(${plus(u)});\n}\n`,
  ),
  syntax(
    'Kotlin',
    'App.kt',
    'java',
    (u) =>
      `import com.mongodb.client.MongoClients\nval client = MongoClients.create(${literal('"', '${', '}')(u)})\n`,
  ),
  syntax(
    'Scala',
    'App.scala',
    'java',
    (u) =>
      `import org.mongodb.scala.MongoClient\nobject App { val client = MongoClient(${literal('"', '${', '}', 's')(u)}) }\n`,
  ),
  syntax(
    'Groovy',
    'app.groovy',
    'java',
    (u) =>
      `import com.mongodb.client.MongoClients\ndef client = MongoClients.create(${literal('"', '${', '}')(u)})\n`,
  ),
  syntax(
    'Clojure',
    'app.clj',
    'java',
    (u) =>
      `(ns app (:import [com.mongodb.client MongoClients]))\n(def client (MongoClients/create ${
        u.includes(hole)
          ? `(str ${u
              .split(hole)
              .map((p) => `"${p}"`)
              .join(' value ')})`
          : `"${u}"`
      }))\n`,
  ),
  syntax(
    'C#',
    'App.cs',
    'csharp',
    (u) =>
      `using MongoDB.Driver;\nclass App {\n  object client = new MongoClient(${u.includes(hole) ? literal('"', '{', '}', '$')(u) : literal('"', '', '')(u)});\n}\n`,
  ),
  syntax(
    'Visual Basic',
    'App.vb',
    'csharp',
    (u) =>
      `Imports MongoDB.Driver\nModule App\n  Dim client = New MongoClient(${joined('&')(u)})\nEnd Module\n`,
  ),
  syntax(
    'F#',
    'App.fs',
    'csharp',
    (u) => `open MongoDB.Driver\nlet client = MongoClient(${literal('"', '{', '}', '$')(u)})\n`,
  ),
  syntax(
    'Go',
    'main.go',
    'go',
    (u) =>
      `package main\n\nimport "go.mongodb.org/mongo-driver/v2/mongo/options"\n\nvar opts = options.Client().ApplyURI(${plus(u)})\n`,
  ),
  syntax(
    'PHP',
    'app.php',
    'php',
    (u) => `<?php\n$client = new MongoDB\\Client(${literal('"', '{$', '}')(u)});\n`,
  ),
  syntax(
    'Ruby',
    'app.rb',
    'ruby',
    (u) => `require 'mongo'\nclient = Mongo::Client.new(${literal('"', '#{', '}')(u)})\n`,
  ),
  syntax(
    'C',
    'app.c',
    'c',
    (u) =>
      `#include <mongoc/mongoc.h>\nint main(void) {\n  mongoc_client_t *client = mongoc_client_new(${u
        .split(hole)
        .map((p) => `"${p}"`)
        .join(' VALUE ')});\n}\n`,
  ),
  syntax(
    'C++',
    'app.cpp',
    'cxx',
    (u) =>
      `#include <mongocxx/client.hpp>\nint main() {\n  mongocxx::client client{mongocxx::uri{${plus(u)}}};\n}\n`,
  ),
  syntax(
    'Rust',
    'main.rs',
    'rust',
    (u) =>
      `use mongodb::Client;\nasync fn run() {\n  let client = Client::with_uri_str(${
        u.includes(hole)
          ? `format!("${u.replaceAll(hole, '{}')}", ${u
              .split(hole)
              .slice(1)
              .map(() => 'value')
              .join(', ')})`
          : `"${u}"`
      }).await;\n}\n`,
  ),
  syntax(
    'Swift',
    'App.swift',
    'swift',
    (u) => `import MongoSwift\nlet client = try MongoClient(${literal('"', '\\(', ')')(u)})\n`,
  ),
  syntax(
    'Elixir',
    'app.ex',
    'elixir',
    (u) => `{:ok, client} = Mongo.start_link(url: ${literal('"', '#{', '}')(u)})\n`,
  ),
  syntax(
    'Perl',
    'app.pl',
    'perl',
    (u) =>
      `use MongoDB;\nmy $client = MongoDB->connect(${u.includes(hole) ? `"${u.replaceAll('@', '\\@').replaceAll(hole, '$value')}"` : `'${u}'`});\n`,
  ),
  syntax(
    'R',
    'app.R',
    'c',
    (u) =>
      `library(mongolite)\nclient <- mongo("things", url = ${
        u.includes(hole)
          ? `paste0(${u
              .split(hole)
              .map((p) => `"${p}"`)
              .join(', value, ')})`
          : `"${u}"`
      })\n`,
  ),
  syntax(
    'Julia',
    'app.jl',
    'c',
    (u) => `import Mongoc\nclient = Mongoc.Client(${literal('"', '$(', ')')(u)})\n`,
  ),
  syntax(
    'Lua',
    'app.lua',
    'c',
    (u) =>
      `local mongo = require 'mongo'\nlocal client = mongo.Client(${u
        .split(hole)
        .map((p) => `'${p}'`)
        .join(' .. value .. ')})\n`,
  ),
  syntax('Shell command', 'run.sh', 'mongosh', (u) => `mongosh "${plain(u)}"\n`),
  syntax('PowerShell command', 'run.ps1', 'mongosh', (u) => `mongosh "${plain(u)}"\n`),
  syntax('Makefile', 'Makefile', 'mongosh', (u) => `shell:\n\tmongosh "${u.replaceAll(hole, '$(VALUE)')}"\n`),
  syntax(
    'Dockerfile command',
    'Dockerfile',
    'mongosh',
    (u) => `FROM mongo:7\nCMD ["mongosh", "${plain(u)}"]\n`,
  ),
  syntax(
    'Prisma',
    'schema.prisma',
    'rust',
    (u) => `datasource db {\n  provider = "mongodb"\n  url      = "${u}"\n}\n`,
  ),
  syntax('.env', '.env', undefined, (u) => `MONGO_URL=${plain(u)}\n`),
  syntax('Shell variable', 'env.sh', undefined, (u) => `export MONGO_URL="${plain(u)}"\n`),
  syntax('fish', 'env.fish', undefined, (u) => `set -x MONGO_URL "${u.replaceAll(hole, '$VALUE')}"\n`),
  syntax(
    'PowerShell variable',
    'env.ps1',
    undefined,
    (u) => `$env:MONGO_URL = "${u.replaceAll(hole, '$($value)')}"\n`,
  ),
  syntax('Dockerfile', 'Dockerfile', undefined, (u) => `FROM scratch\nENV MONGO_URL="${plain(u)}"\n`),
  syntax('YAML', 'config.yml', undefined, (u) => `mongo:\n  uri: "${plain(u)}"\n`),
  syntax(
    'Compose',
    'docker-compose.yml',
    undefined,
    (u) => `services:\n  app:\n    image: app\n    environment:\n      MONGO_URL: "${plain(u)}"\n`,
  ),
  syntax(
    'Compose list',
    'docker-compose.yml',
    undefined,
    (u) => `services:\n  app:\n    image: app\n    environment:\n      - "MONGO_URL=${plain(u)}"\n`,
  ),
  syntax(
    'GitHub Actions',
    '.github/workflows/ci.yml',
    undefined,
    (u) => `jobs:\n  test:\n    env:\n      MONGO_URL: "${u.replaceAll(hole, '${{ secrets.VALUE }}')}"\n`,
  ),
  syntax(
    'Kubernetes',
    'secret.yaml',
    undefined,
    (u) => `apiVersion: v1\nkind: Secret\nstringData:\n  MONGO_URL: "${plain(u)}"\n`,
  ),
  syntax('JSON', 'config.json', undefined, (u) => `{ "mongo": { "uri": "${plain(u)}" } }\n`),
  syntax('TOML', 'config.toml', undefined, (u) => `[mongo]\nuri = "${plain(u)}"\n`),
  syntax('INI', 'config.ini', undefined, (u) => `[mongo]\nuri = ${plain(u)}\n`),
  syntax('.properties', 'app.properties', undefined, (u) => `mongo.uri=${plain(u)}\n`),
  syntax('XML', 'config.xml', undefined, (u) => `<config><mongo uri="${xml(u)}"/></config>\n`),
  syntax(
    'Terraform',
    'main.tf',
    undefined,
    (u) => `locals {\n  mongo_url = "${u.replaceAll(hole, '${var.value}')}"\n}\n`,
  ),
  syntax(
    'HOCON',
    'application.conf',
    undefined,
    (u) =>
      `mongo {\n  uri = ${u
        .split(hole)
        .map((p) => `"${p}"`)
        .join('${value}')}\n}\n`,
  ),
  syntax('systemd', 'app.service', undefined, (u) => `[Service]\nEnvironment="MONGO_URL=${plain(u)}"\n`),
  syntax(
    'Markdown fence',
    'README.md',
    undefined,
    (u) => `# Use\n\n\`\`\`sh\nexport MONGO_URL="${plain(u)}"\n\`\`\`\n`,
  ),
  syntax('Jupyter notebook', 'use.ipynb', 'pymongo', (u) =>
    JSON.stringify({
      cells: [
        {
          cell_type: 'code',
          metadata: {},
          outputs: [],
          execution_count: null,
          source: [
            'from pymongo import MongoClient\n',
            `client = MongoClient(${u.includes(hole) ? literal("'", '{', '}', 'f')(u) : literal("'", '', '')(u)})\n`,
          ],
        },
      ],
      metadata: { language_info: { name: 'python' } },
      nbformat: 4,
      nbformat_minor: 5,
    }),
  ),
];

/** An option beside the connection string, its value as the language of its driver writes it; undefined: not known. */
export interface NamedValue {
  readonly name: string;
  readonly value: string | undefined;
}

export interface OptionSyntax {
  readonly language: string;
  readonly file: string;
  readonly driver: DriverId;
  write(uri: string, options: readonly NamedValue[]): string;
}

const pairs = (
  options: readonly NamedValue[],
  pair: (name: string, value: string) => string,
  unknown = 'value',
): string => options.map((o) => pair(o.name, o.value ?? unknown)).join(', ');
const keywords = (options: readonly NamedValue[]): string => pairs(options, (n, v) => `${n}=${v}`);
const pythonDict = (options: readonly NamedValue[]): string => pairs(options, (n, v) => `"${n}": ${v}`);
const object = (options: readonly NamedValue[]): string => pairs(options, (n, v) => `${n}: ${v}`);
const quotedObject = (options: readonly NamedValue[]): string => pairs(options, (n, v) => `'${n}': ${v}`);
const module = (uri: string, options: readonly NamedValue[]): string =>
  `import { MongoClient } from 'mongodb';\nexport const client = new MongoClient('${uri}', { ${object(options)} });\n`;

const optionSyntax = (
  language: string,
  file: string,
  driver: DriverId,
  write: (uri: string, options: readonly NamedValue[]) => string,
): OptionSyntax => ({ language, file, driver, write });

/** `import … ` and a builder with SslSettings, as each JVM language writes a lambda. */
const jvm = (
  lambda: (body: string) => string,
  end: string,
  options: readonly NamedValue[],
  uri: string,
  fresh: string,
): string =>
  `MongoClientSettings.builder().applyConnectionString(${fresh}ConnectionString("${uri}")).applyToSslSettings${lambda(
    options.map((o) => `.${o.name}(${o.value ?? 'value'})`).join(''),
  )}.build()${end}`;

/** A client with options beside its connection string. */
export const optionSyntaxes: readonly OptionSyntax[] = [
  optionSyntax(
    'Python',
    'app.py',
    'pymongo',
    (u, o) => `from pymongo import MongoClient\nclient = MongoClient("${u}", ${keywords(o)})\n`,
  ),
  optionSyntax(
    'Python (asynchronous)',
    'app.py',
    'pymongo',
    (u, o) =>
      `from pymongo import AsyncMongoClient\nclient = AsyncMongoClient(\n    "${u}",\n    ${keywords(o)},\n)\n`,
  ),
  optionSyntax(
    'Python (dict)',
    'app.py',
    'pymongo',
    (u, o) =>
      `from pymongo import MongoClient\noptions = {${pythonDict(o)}}\nclient = MongoClient("${u}", **options)\n`,
  ),
  optionSyntax(
    'Python (dict in place)',
    'app.py',
    'pymongo',
    (u, o) => `import pymongo\nclient = pymongo.MongoClient("${u}", **{${pythonDict(o)}})\n`,
  ),
  optionSyntax('Jupyter notebook', 'use.ipynb', 'pymongo', (u, o) =>
    JSON.stringify({
      cells: [
        {
          cell_type: 'code',
          metadata: {},
          outputs: [],
          execution_count: null,
          source: ['from pymongo import MongoClient\n', `client = MongoClient('${u}', ${keywords(o)})\n`],
        },
      ],
      metadata: { language_info: { name: 'python' } },
      nbformat: 4,
      nbformat_minor: 5,
    }),
  ),
  optionSyntax(
    'Markdown fence',
    'README.md',
    'pymongo',
    (u, o) =>
      `# Use\n\n\`\`\`python\nfrom pymongo import MongoClient\nclient = MongoClient("${u}", ${keywords(o)})\n\`\`\`\n`,
  ),
  optionSyntax(
    'JavaScript',
    'app.js',
    'node',
    (u, o) =>
      `const { MongoClient } = require('mongodb');\nconst client = new MongoClient('${u}', { ${object(o)} });\n`,
  ),
  optionSyntax(
    'JavaScript (quoted names)',
    'app.js',
    'node',
    (u, o) =>
      `const { MongoClient } = require('mongodb');\nconst client = new MongoClient('${u}', { ${quotedObject(o)} });\n`,
  ),
  optionSyntax(
    'JavaScript (variable)',
    'app.js',
    'node',
    (u, o) =>
      `const { MongoClient } = require('mongodb');\nconst options = { ${object(o)} };\nMongoClient.connect('${u}', options);\n`,
  ),
  optionSyntax('JavaScript (module)', 'app.mjs', 'node', module),
  optionSyntax(
    'TypeScript',
    'app.ts',
    'node',
    (u, o) =>
      `import { MongoClient, type MongoClientOptions } from 'mongodb';\nconst options: MongoClientOptions = { ${object(o)} };\nexport const client = new MongoClient('${u}', options);\n`,
  ),
  optionSyntax('JSX', 'app.jsx', 'node', module),
  optionSyntax('TSX', 'app.tsx', 'node', module),
  optionSyntax(
    'Vue',
    'App.vue',
    'node',
    (u, o) => `<template><p>x</p></template>\n<script>\n${module(u, o)}</script>\n`,
  ),
  optionSyntax('Svelte', 'App.svelte', 'node', (u, o) => `<script>\n${module(u, o)}</script>\n<p>x</p>\n`),
  optionSyntax(
    'HTML',
    'page.html',
    'node',
    (u, o) => `<html>\n<script type="module">\n${module(u, o)}</script>\n</html>\n`,
  ),
  optionSyntax(
    'Ruby',
    'app.rb',
    'ruby',
    (u, o) => `require 'mongo'\nclient = Mongo::Client.new('${u}', ${pairs(o, (n, v) => `${n}: ${v}`)})\n`,
  ),
  optionSyntax(
    'Ruby (hash rockets)',
    'app.rb',
    'ruby',
    (u, o) =>
      `require 'mongo'\nclient = Mongo::Client.new('${u}', { ${pairs(o, (n, v) => `:${n} => ${v}`)} })\n`,
  ),
  optionSyntax(
    'PHP',
    'app.php',
    'php',
    (u, o) =>
      `<?php\n$client = new MongoDB\\Client('${u}', [${pairs(o, (n, v) => `'${n}' => ${v}`, '$value')}]);\n`,
  ),
  optionSyntax(
    'PHP (extension)',
    'app.php',
    'php',
    (u, o) =>
      `<?php\n$manager = new MongoDB\\Driver\\Manager('${u}', array(${pairs(o, (n, v) => `'${n}' => ${v}`, '$value')}));\n`,
  ),
  optionSyntax(
    'Java',
    'App.java',
    'java',
    (u, o) =>
      `import com.mongodb.*;\nclass App {\n  Object s = ${jvm((b) => `(b -> b${b})`, ';', o, u, 'new ')}\n}\n`,
  ),
  optionSyntax(
    'Kotlin',
    'App.kt',
    'java',
    (u, o) => `import com.mongodb.*\nval s = ${jvm((b) => ` { it${b} }`, '', o, u, '')}\n`,
  ),
  optionSyntax(
    'Scala',
    'App.scala',
    'java',
    (u, o) =>
      `import org.mongodb.scala._\nobject App { val s = ${jvm((b) => `(b => b${b})`, '', o, u, '')} }\n`,
  ),
  optionSyntax(
    'Groovy',
    'app.groovy',
    'java',
    (u, o) => `import com.mongodb.*\ndef s = ${jvm((b) => `({ b -> b${b} })`, '', o, u, 'new ')}\n`,
  ),
];

/** Settings of a server, by the names of `net.tls` (`mode`, `CAFile`, …), as its file and as command lines. */
export interface ServerSyntax {
  readonly language: string;
  readonly file: string;
  /** How a setting is named there. */
  name(setting: string): string;
  write(settings: readonly NamedValue[]): string;
}

const flagOf = (setting: string): string => `tls${setting.charAt(0).toUpperCase()}${setting.slice(1)}`;
/** Flags that are there or not: an unknown one cannot be written. */
const isSwitch = (setting: string): boolean => /^(?:allow|FIPS|withhold|logVersions)/.test(setting);
const flagsOf = (settings: readonly NamedValue[], unknown: string): readonly string[] =>
  settings.flatMap(({ name, value }) =>
    isSwitch(name)
      ? value === 'true'
        ? [`--${flagOf(name)}`]
        : []
      : [`--${flagOf(name)}`, value ?? unknown],
  );
const serverYaml = (settings: readonly NamedValue[], indent = ''): string =>
  [
    'storage:',
    '  dbPath: /data',
    'net:',
    '  port: 27017',
    '  tls:',
    ...settings.map((s) => `    ${s.name}: ${s.value ?? '${VALUE}'}`),
    '',
  ]
    .map((l) => (l ? indent + l : l))
    .join('\n');
const server = (
  language: string,
  file: string,
  name: (setting: string) => string,
  write: (settings: readonly NamedValue[]) => string,
): ServerSyntax => ({ language, file, name, write });

export const serverSyntaxes: readonly ServerSyntax[] = [
  server('mongod.conf', 'mongod.conf', (s) => `net.tls.${s}`, serverYaml),
  server('Server configuration under another name', 'config/db.yaml', (s) => `net.tls.${s}`, serverYaml),
  server(
    'Kubernetes ConfigMap',
    'map.yaml',
    (s) => `net.tls.${s}`,
    (o) => `apiVersion: v1\nkind: ConfigMap\ndata:\n  mongod.conf: |\n${serverYaml(o, '    ')}`,
  ),
  server('Shell', 'start.sh', flagOf, (o) => `mongod --dbpath /data ${flagsOf(o, '"$VALUE"').join(' ')}\n`),
  server(
    'Shell over several lines',
    'start.sh',
    flagOf,
    (o) => `mongod --dbpath /data \\\n  ${flagsOf(o, '"$VALUE"').join(' \\\n  ')}\n`,
  ),
  server(
    'Compose',
    'docker-compose.yml',
    flagOf,
    (o) => `services:\n  db:\n    image: mongo:7\n    command: mongod ${flagsOf(o, '${VALUE}').join(' ')}\n`,
  ),
  server(
    'Compose list',
    'docker-compose.yml',
    flagOf,
    (o) =>
      `services:\n  db:\n    image: mongo:7\n    command: [${['mongod', ...flagsOf(o, '${VALUE}')].map((w) => `"${w}"`).join(', ')}]\n`,
  ),
  server(
    'Dockerfile',
    'Dockerfile',
    flagOf,
    (o) => `FROM mongo:7\nCMD [${['mongod', ...flagsOf(o, '$VALUE')].map((w) => `"${w}"`).join(', ')}]\n`,
  ),
  server(
    'systemd',
    'mongod.service',
    flagOf,
    (o) => `[Service]\nExecStart=/usr/bin/mongod --dbpath /data ${flagsOf(o, '${VALUE}').join(' ')}\n`,
  ),
  server(
    'Makefile',
    'Makefile',
    flagOf,
    (o) => `start:\n\tmongod --dbpath /data ${flagsOf(o, '$(VALUE)').join(' ')}\n`,
  ),
];

/** A variable of the environment beside a connection, in everything that sets some. */
export const variableSyntaxes: readonly Syntax[] = (
  [
    ['.env', '.env', (n, v) => `${n}=${v}\nMONGO_URL=mongodb://localhost/?tls=true\n`],
    [
      'Dockerfile',
      'Dockerfile',
      (n, v) => `FROM scratch\nENV ${n}="${v}"\nENV MONGO_URL=mongodb://localhost/?tls=true\n`,
    ],
    ['Shell', 'env.sh', (n, v) => `export ${n}="${v}"\nexport MONGO_URL="mongodb://localhost/?tls=true"\n`],
    [
      'Shell (before a command)',
      'run.sh',
      (n, v) => `${n}="${v}" MONGO_URL="mongodb://localhost/?tls=true" node app.js\n`,
    ],
    ['fish', 'env.fish', (n, v) => `set -x ${n} "${v}"\nset -x MONGO_URL "mongodb://localhost/?tls=true"\n`],
    [
      'PowerShell',
      'env.ps1',
      (n, v) => `$env:${n} = "${v}"\n$env:MONGO_URL = "mongodb://localhost/?tls=true"\n`,
    ],
    ['Batch', 'env.bat', (n, v) => `set ${n}=${v}\r\nset "MONGO_URL=mongodb://localhost/?tls=true"\r\n`],
    ['Makefile', 'Makefile', (n, v) => `export ${n}=${v}\nexport MONGO_URL=mongodb://localhost/?tls=true\n`],
    [
      'Compose',
      'docker-compose.yml',
      (n, v) =>
        `services:\n  app:\n    environment:\n      ${n}: "${v}"\n      MONGO_URL: "mongodb://localhost/?tls=true"\n`,
    ],
    [
      'Compose list',
      'docker-compose.yml',
      (n, v) =>
        `services:\n  app:\n    environment:\n      - "${n}=${v}"\n      - "MONGO_URL=mongodb://localhost/?tls=true"\n`,
    ],
    [
      'Kubernetes',
      'app.yaml',
      (n, v) =>
        `spec:\n  containers:\n    - env:\n        - name: ${n}\n          value: "${v}"\n        - name: MONGO_URL\n          value: "mongodb://localhost/?tls=true"\n`,
    ],
    [
      'GitHub Actions',
      '.github/workflows/ci.yml',
      (n, v) =>
        `jobs:\n  test:\n    env:\n      ${n}: "${v}"\n      MONGO_URL: "mongodb://localhost/?tls=true"\n`,
    ],
    [
      'systemd',
      'app.service',
      (n, v) => `[Service]\nEnvironment="${n}=${v}"\nEnvironment="MONGO_URL=mongodb://localhost/?tls=true"\n`,
    ],
    [
      'package.json',
      'package.json',
      (n, v) =>
        `{ "scripts": { "start": "${n}=${v} MONGO_URL=mongodb://localhost/?tls=true node app.js" } }\n`,
    ],
    [
      'JavaScript',
      'app.js',
      (n, v) =>
        `process.env.${n} = '${v}';\nconst { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true');\n`,
    ],
    [
      'Python',
      'app.py',
      (n, v) =>
        `import os\nos.environ["${n}"] = "${v}"\nfrom pymongo import MongoClient\nclient = MongoClient("mongodb://localhost/?tls=true")\n`,
    ],
    [
      'Terraform',
      'main.tf',
      (n, v) =>
        `locals {\n  env = {\n    ${n} = "${v}"\n    MONGO_URL = "mongodb://localhost/?tls=true"\n  }\n}\n`,
    ],
  ] as readonly (readonly [string, string, (name: string, value: string) => string])[]
).map(([language, file, write]) => ({
  language,
  file,
  write: (text) => write(text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)),
}));

/** A secret leaves the text in the language of its place: what stands there then still makes the same connection. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import ts from 'typescript';
import { applyEdits } from '../../../server/src/core';
import { moveSecret, secretPlaces, variableFor } from '../../../server/src/core/model/moveSecret';
import { run } from '../../support/checkRule';

interface Moved {
  readonly text: string;
  readonly value: string;
  readonly encoded: boolean;
  readonly variable: string;
}

/** Moves the first secret; undefined where it cannot be moved. Hosts, TLS and the number of connections stay. */
function move(path: string, text: string, asWritten = false): Moved | undefined {
  const before = run({ path, text });
  for (const outlook of before.outlooks)
    for (const place of secretPlaces(outlook, before.document)) {
      const secret = text.slice(place.span.start, place.span.end);
      const variable = variableFor(place);
      const moved = moveSecret(before.document, outlook, place, variable, { asWritten });
      if (!moved) return undefined;
      const after = applyEdits(text, moved.edits);
      assert.ok(after !== undefined && !after.includes(secret), after);
      const again = run({ path, text: after });
      assert.equal(again.diagnostics.filter((d) => d.rule === 'password-in-source').length, 0, after);
      const same = again.outlooks.find((o) => JSON.stringify(o.tls) === JSON.stringify(outlook.tls));
      assert.ok(same, after);
      if (outlook.hosts.known) assert.deepEqual(same.hosts, outlook.hosts, after);
      return { text: after, value: moved.value, encoded: moved.encoded, variable };
    }
  throw new Error('no secret was found');
}

const uri = 'mongodb://app:S3cr%40et@db.corp.example.com/?tls=true';

test('Python: the password is decoded, encoded again where it is used, and what that needs is imported', () => {
  const text = `"""Doc\nimport os\n"""\nfrom __future__ import annotations\nimport sys\nfrom pymongo import MongoClient\nc = MongoClient("${uri}")\n`;
  assert.deepEqual(move('app.py', text), {
    text: `"""Doc\nimport os\n"""\nfrom __future__ import annotations\nimport os\nfrom urllib.parse import quote_plus\nimport sys\nfrom pymongo import MongoClient\nc = MongoClient("mongodb://app:" + quote_plus(os.environ["MONGODB_PASSWORD"]) + "@db.corp.example.com/?tls=true")\n`,
    value: 'S3cr@et',
    encoded: false,
    variable: 'MONGODB_PASSWORD',
  });
});

test('Python: what is imported already is not imported again, and a plus is a space as PyMongo reads it', () => {
  const moved = move(
    'app.py',
    'import sys, os\nfrom urllib.parse import quote_plus, urlsplit\nfrom pymongo import MongoClient\nc = MongoClient("mongodb://app:a+b%20c@db.example.com/?tls=true")\n',
  );
  assert.equal(moved?.value, 'a b c');
  assert.equal(moved.text.split('import').length, 4);
});

test('Python: in an f-string the other quotes are used, in a single literal no sum is made', () => {
  assert.match(
    move(
      'app.py',
      'from pymongo import MongoClient\nc = MongoClient(f"mongodb://app:Vq7rTz@{host}/?tls=true")\n',
    )!.text,
    /f"mongodb:\/\/app:\{quote_plus\(os\.environ\['MONGODB_PASSWORD'\]\)\}@\{host\}/,
  );
});

test('Python: a literal that goes on with a call or an operator is put in parentheses', () => {
  assert.match(
    move(
      'app.py',
      'from pymongo import MongoClient\nc = MongoClient("mongodb://app:Vq7rTz@db.example.com/?tls=true".strip())\n',
    )!.text,
    /MongoClient\(\("mongodb:\/\/app:" \+ .* \+ "@db\.example\.com\/\?tls=true"\)\.strip\(\)\)/,
  );
});

test('the password of a key beside the URI is read as it is, without encoding', () => {
  const python = move(
    'app.py',
    'from pymongo import MongoClient\nc = MongoClient("db.example.com", tls=True, tlsCertificateKeyFilePassword="Vq7%40")\n',
  );
  assert.match(python!.text, /tlsCertificateKeyFilePassword=os\.environ\["MONGODB_TLS_KEY_PASSWORD"\]/);
  assert.doesNotMatch(python!.text, /quote_plus/);
  assert.equal(python!.value, 'Vq7%40');
  const node = move(
    'a.ts',
    "import { MongoClient } from 'mongodb';\nnew MongoClient('mongodb://h.example.com/?tls=true', { tlsCertificateKeyFilePassword: 'Vq7rTz' });\n",
  );
  assert.match(node!.text, /tlsCertificateKeyFilePassword: process\.env\.MONGODB_TLS_KEY_PASSWORD \}/);
});

/** What the connection string becomes, and whether the variable holds the encoded text. */
const languages: readonly (readonly [file: string, code: string, becomes: RegExp, encoded: boolean])[] = [
  [
    'a.js',
    `const { MongoClient } = require('mongodb');\nnew MongoClient('${uri}');\n`,
    /'mongodb:\/\/app:' \+ encodeURIComponent\(process\.env\.MONGODB_PASSWORD\) \+ '@db/,
    false,
  ],
  [
    'a.ts',
    `import { MongoClient } from 'mongodb';\nnew MongoClient(\`mongodb://app:Vq7rTz@\${host}/?tls=true\`);\n`,
    /`mongodb:\/\/app:\$\{encodeURIComponent\(process\.env\.MONGODB_PASSWORD \?\? ''\)\}@\$\{host\}/,
    false,
  ],
  [
    'A.java',
    `class A { MongoClient c = MongoClients.create("${uri}"); }\n`,
    /"mongodb:\/\/app:" \+ java\.net\.URLEncoder\.encode\(System\.getenv\("MONGODB_PASSWORD"\), java\.nio\.charset\.StandardCharsets\.UTF_8\) \+ "@db/,
    false,
  ],
  ['A.kt', `val c = MongoClient.create("${uri}")\n`, /System\.getenv\("MONGODB_PASSWORD"\)/, false],
  ['A.scala', `val c = MongoClient("${uri}")\n`, /sys\.env\("MONGODB_PASSWORD"\)/, false],
  [
    'A.cs',
    `using MongoDB.Driver;\nvar c = new MongoClient("${uri}");\n`,
    /^using System;\nusing MongoDB[^]*Uri\.EscapeDataString\(Environment\.GetEnvironmentVariable\("MONGODB_PASSWORD"\)\)/,
    false,
  ],
  [
    'a.go',
    `package main\n\nimport (\n\t"context"\n\t"strings"\n)\n\nfunc main() { mongo.Connect(options.Client().ApplyURI("${uri}")) }\n`,
    /\t"context"\n\t"os"\n\t"strings"[^]*"mongodb:\/\/app:" \+ os\.Getenv\("MONGODB_PASSWORD"\) \+ "@db/,
    true,
  ],
  [
    'b.go',
    `package main\n\nimport "fmt"\n\nfunc main() { mongo.Connect(options.Client().ApplyURI("${uri}")) }\n`,
    /import "os"\nimport "fmt"/,
    true,
  ],
  [
    'a.php',
    `<?php\n$c = new MongoDB\\Client('${uri}');\n`,
    /'mongodb:\/\/app:' \. rawurlencode\(getenv\('MONGODB_PASSWORD'\)\) \. '@db/,
    false,
  ],
  [
    'a.rb',
    `require 'mongo'\nc = Mongo::Client.new('${uri}')\n`,
    /' \+ ENV\.fetch\('MONGODB_PASSWORD'\) \+ '@db/,
    true,
  ],
  [
    'a.rs',
    `fn main() { let c = Client::with_uri_str("${uri}").await?; }\n`,
    /with_uri_str\(&format!\("mongodb:\/\/app:\{\}@db[^"]*", std::env::var\("MONGODB_PASSWORD"\)/,
    true,
  ],
  [
    'a.cpp',
    `#include <mongocxx/client.hpp>\nint main() { mongocxx::client c{mongocxx::uri{"${uri}"}}; }\n`,
    /^#include <cstdlib>\n#include <string>\n[^]*std::string\(std::getenv\("MONGODB_PASSWORD"\)\)/,
    true,
  ],
  [
    'a.swift',
    `let c = try MongoClient("${uri}")\n`,
    /^import Foundation\n[^]*\\\(ProcessInfo\.processInfo\.environment\["MONGODB_PASSWORD"\]!\)/,
    true,
  ],
  [
    'a.ex',
    `defmodule A do\n  def c, do: Mongo.start_link(url: "${uri}")\nend\n`,
    /" <> System\.fetch_env!\("MONGODB_PASSWORD"\) <> "@db/,
    true,
  ],
  [
    'docker-compose.yml',
    `services:\n  app:\n    environment:\n      MONGO_URL: "${uri}"\n`,
    /"mongodb:\/\/app:\$\{MONGODB_PASSWORD\}@db/,
    true,
  ],
  [
    'application.yml',
    `spring:\n  data:\n    mongodb:\n      uri: ${uri}\n`,
    /app:\$\{MONGODB_PASSWORD\}@db/,
    true,
  ],
  [
    'application.properties',
    `spring.data.mongodb.uri=${uri}\n`,
    /uri=mongodb:\/\/app:\$\{MONGODB_PASSWORD\}@db/,
    true,
  ],
  ['run.sh', `mongosh "${uri}"\n`, /mongosh "mongodb:\/\/app:\$\{MONGODB_PASSWORD\}@db/, true],
  ['run.sh', `mongosh '${uri}'\n`, /mongosh 'mongodb:\/\/app:'"\$\{MONGODB_PASSWORD\}"'@db/, true],
];

for (const [file, code, becomes, encoded] of languages)
  test(`${file}: the password is read from the environment (${/[^/]*$/.exec(code.split('\n').at(-2)!)![0].slice(0, 20)})`, () => {
    const moved = move(file, code);
    assert.ok(moved, 'can be moved');
    assert.match(moved.text, becomes);
    assert.equal(moved.encoded, encoded);
    if (code.includes('%40')) assert.equal(moved.value, encoded ? 'S3cr%40et' : 'S3cr@et');
  });

test('a value that no environment file holds stays as it is written, where the language could encode too', () => {
  const text = `from pymongo import MongoClient\nc = MongoClient("mongodb://app:it%27s%5C@db.example.com/?tls=true")\n`;
  assert.equal(move('app.py', text)?.value, "it's\\");
  const written = move('app.py', text, true);
  assert.equal(written?.value, 'it%27s%5C');
  assert.doesNotMatch(written.text, /quote_plus/);
  assert.equal(written.encoded, true);
});

test('in Compose a doubled dollar sign is one in the variable', () => {
  assert.equal(
    move(
      'compose.yaml',
      'services:\n  app:\n    environment:\n      - MONGO_URL=mongodb://app:Vq$$7@db.example.com/?tls=true\n',
    )?.value,
    'Vq$7',
  );
});

test('where the change would be a guess there is none', () => {
  for (const [file, code] of [
    ['a.json', `{"uri": "${uri}"}`],
    ['a.go', `package main\nconst uri = "${uri}"\n`],
    ['b.go', `package main\nconst (\n\ta = 1\n\turi = "${uri}"\n)\n`],
    ['A.kt', `const val mongoUri = "${uri}"\n`],
    ['A.cs', `class A { const string MongoUri = "${uri}"; }\n`],
    ['A.java', `class A { @Value("${uri}") String mongo; }\n`],
    ['a.php', `<?php\nclass A { private $mongo = '${uri}'; }\n`],
    ['a.rs', `const MONGO: &str = "${uri}";\n`],
    ['a.c', `int main() { mongoc_client_new("${uri}"); }\n`],
    ['b.rs', 'fn main() { let mongo = format!("mongodb://u:Vq7rTz@{}/?tls=true", host); }\n'],
    // The encoded password would be read as a format.
    [
      'app.py',
      'from pymongo import MongoClient\nMongoClient("mongodb://u:Vq7rTz@db.example.com/%s?tls=true" % name)\n',
    ],
    ['c.go', 'package main\nvar u = fmt.Sprintf("mongodb://u:Vq7rTz@%s/?tls=true", host)\n'],
    ['B.java', 'class B { String mongo = String.format("mongodb://u:Vq7rTz@%s/", host); }\n'],
    ['b.php', "<?php\n$u = sprintf('mongodb://u:Vq7rTz@%s/', $host);\n"],
    ['README.md', '```python\nfrom pymongo import MongoClient\nMongoClient("' + uri + '")\n```\n'],
    ['k8s.yaml', `env:\n  - name: MONGO_URL\n    value: ${uri}\n`],
    [
      'app.py',
      'from pymongo import MongoClient\nc = MongoClient("mongodb://app:S3\\x63ret@db.example.com/")\n',
    ],
  ] as const) {
    const before = run({ path: file, text: code });
    const moved = before.outlooks.flatMap((o) =>
      secretPlaces(o, before.document).flatMap((p) => moveSecret(before.document, o, p, 'X') ?? []),
    );
    assert.deepEqual(moved, [], file);
  }
});

test('in a cell of a notebook the import goes into the same cell', () => {
  const first = 'from pymongo import MongoClient\n';
  const second = `c = MongoClient("${uri}")\n`;
  const text = first + second;
  const { outlooks, document } = run({ path: '', text, languageId: 'python' });
  const [place] = secretPlaces(outlooks[0]!, document);
  const moved = moveSecret(document, outlooks[0]!, place!, 'X', {
    own: { start: first.length, end: text.length },
  });
  assert.ok(moved && moved.edits.every((e) => e.span.start >= first.length));
  assert.match(applyEdits(text, moved.edits)!, /^from pymongo import MongoClient\nimport os\nfrom urllib/);
});

test('placeholders and holes are no secrets', () => {
  for (const password of ['<password>', '${PW}', '****']) {
    const a = run({ path: '.env', text: `MONGO_URL=mongodb://app:${password}@db.example.com/\n` });
    assert.deepEqual(
      a.outlooks.flatMap((o) => secretPlaces(o, a.document)),
      [],
    );
  }
});

test('what is written parses: TypeScript', () => {
  for (const [file, code] of languages.filter(([f]) => /\.[jt]s$/.test(f))) {
    const { diagnostics } = ts.transpileModule(move(file, code)!.text, { reportDiagnostics: true });
    assert.deepEqual(diagnostics, []);
  }
});

const python = spawnSync('python3', ['--version']).status === 0;
test(
  'the program gets the very password back',
  { skip: python ? false : 'needs python3: apt-get install python3' },
  () => {
    const code = `from pymongo import MongoClient\nuri = "mongodb://app:p%2Bw%20%C3%A4%2F@db.example.com/?tls=true"\nMongoClient(uri)\n`;
    const moved = move('app.py', code)!;
    const program = `${moved.text.replace(/^.*MongoClient.*$/gm, '')}\nprint(uri)`;
    const { stdout } = spawnSync('python3', ['-c', program], {
      env: { ...process.env, MONGODB_PASSWORD: moved.value },
      encoding: 'utf8',
    });
    assert.equal(moved.value, 'p+w ä/');
    assert.equal(stdout.trim(), 'mongodb://app:p%2Bw+%C3%A4%2F@db.example.com/?tls=true');
  },
);

/** Checks come back: the option that switched them off becomes one that names the CA, in the words of the place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../../server/src/core';
import { replaceByCa, replaceByCertifi } from '../../../server/src/core/model/bypass';
import { optionsAbout } from '../../../server/src/core/model/meaning';
import { run, type RunOptions } from '../../support/checkRule';

/** The text after the first bypass was replaced; undefined where it cannot be. After it nothing is off. */
function replaced(path: string, text: string, options: RunOptions = {}): string | undefined {
  const { outlooks } = run({ path, text }, options);
  for (const outlook of outlooks)
    for (const option of optionsAbout(outlook, 'insecure', 'allowInvalidCertificates')) {
      const edits = replaceByCa(outlook, option, { path: 'certs/ca.pem' });
      if (!edits) continue;
      const after = applyEdits(text, edits);
      assert.ok(after !== undefined);
      const left = run({ path, text: after }, options).diagnostics.map((d) => d.rule);
      assert.ok(!left.includes('certificate-checks-off'), after);
      assert.ok(
        !left.some((r) => /unknown-option|driver-refuses|foreign-option|removed-option/.test(r)),
        after,
      );
      return after;
    }
  return undefined;
}

const cases: readonly (readonly [file: string, before: string, after: string, versions?: RunOptions])[] = [
  [
    'a.py',
    'from pymongo import MongoClient\nMongoClient("h.example.com", tls=True, tlsAllowInvalidCertificates=True)\n',
    'from pymongo import MongoClient\nMongoClient("h.example.com", tls=True, tlsCAFile="certs/ca.pem")\n',
  ],
  [
    'a.py',
    'import ssl\nfrom pymongo import MongoClient\nMongoClient("h.example.com", ssl=True, ssl_cert_reqs=ssl.CERT_NONE)\n',
    'import ssl\nfrom pymongo import MongoClient\nMongoClient("h.example.com", ssl=True, ssl_ca_certs="certs/ca.pem")\n',
    { versions: { pymongo: '3.6.0' } },
  ],
  [
    'a.py',
    'import ssl\nfrom pymongo import MongoClient\nMongoClient("h.example.com", ssl=True, ssl_cert_reqs=ssl.CERT_NONE)\n',
    'import ssl\nfrom pymongo import MongoClient\nMongoClient("h.example.com", ssl=True, tlsCAFile="certs/ca.pem")\n',
    { versions: { pymongo: '3.12.0' } },
  ],
  [
    'a.py',
    'from pymongo import MongoClient\nopts = {"tls": True, "tlsInsecure": True}\nMongoClient("h.example.com", **opts)\n',
    'from pymongo import MongoClient\nopts = {"tls": True, "tlsCAFile": "certs/ca.pem"}\nMongoClient("h.example.com", **opts)\n',
  ],
  [
    'a.ts',
    "import { MongoClient } from 'mongodb';\nnew MongoClient('mongodb://h.example.com/?tls=true', { rejectUnauthorized: false });\n",
    "import { MongoClient } from 'mongodb';\nnew MongoClient('mongodb://h.example.com/?tls=true', { tlsCAFile: 'certs/ca.pem' });\n",
  ],
  [
    '.env',
    'M=mongodb://h.example.com/?tls=true&tlsInsecure=true&w=1\n',
    'M=mongodb://h.example.com/?tls=true&tlsCAFile=certs/ca.pem&w=1\n',
  ],
  [
    'docker-compose.yml',
    'services:\n  app:\n    environment:\n      - M=mongodb://h.example.com/?tls=true&tlsInsecure=true\n',
    'services:\n  app:\n    environment:\n      - M=mongodb://h.example.com/?tls=true&tlsCAFile=certs/ca.pem\n',
  ],
  [
    'a.go',
    'package main\nfunc main() { mongo.Connect(options.Client().ApplyURI("mongodb://h.example.com/?tls=true&tlsInsecure=true")) }\n',
    'package main\nfunc main() { mongo.Connect(options.Client().ApplyURI("mongodb://h.example.com/?tls=true&tlsCAFile=certs/ca.pem")) }\n',
  ],
  [
    'a.php',
    "<?php\n$c = new MongoDB\\Client('mongodb://h.example.com', ['tls' => true, 'tlsInsecure' => true]);\n",
    "<?php\n$c = new MongoDB\\Client('mongodb://h.example.com', ['tls' => true, 'tlsCAFile' => 'certs/ca.pem']);\n",
  ],
  [
    'a.rb',
    "require 'mongo'\nMongo::Client.new(['h.example.com'], ssl: true, ssl_verify: false)\n",
    "require 'mongo'\nMongo::Client.new(['h.example.com'], ssl: true, ssl_ca_cert: 'certs/ca.pem')\n",
  ],
  [
    'a.sh',
    'mongosh --host h.example.com --tls --tlsAllowInvalidCertificates --quiet\n',
    'mongosh --host h.example.com --tls --tlsCAFile certs/ca.pem --quiet\n',
  ],
];

for (const [file, before, after, options] of cases)
  test(`${file}: ${/\w*(?:nsecure|nvalidCertificates|CERT_NONE|ssl_verify|rejectUnauthorized)/.exec(before)![0]} becomes the CA file`, () => {
    assert.equal(replaced(file, before, options), after);
  });

test('a driver without an option for a CA file, or a CA that is named already, gets none', () => {
  for (const [file, text] of [
    [
      'A.cs',
      'class A { object c = new MongoClient("mongodb://h.example.com/?tls=true&tlsInsecure=true"); }\n',
    ],
    [
      'a.py',
      'from pymongo import MongoClient\nMongoClient("h.example.com", tls=True, tlsInsecure=True, tlsCAFile=ca)\n',
    ],
  ] as const)
    assert.equal(replaced(file, text), undefined, file);
});

test('certifi where the program has it and the host is public, with its import', () => {
  const certifi = (text: string): string | undefined => {
    const { outlooks } = run({ path: 'a.py', text });
    const [outlook] = outlooks;
    const [option] = optionsAbout(outlook!, 'insecure', 'allowInvalidCertificates');
    const edits = replaceByCertifi(outlook!, option!, text);
    return edits && applyEdits(text, edits);
  };
  const app = (host: string, head: string): string =>
    `${head}from pymongo import MongoClient\nMongoClient("mongodb://${host}/", tls=True, tlsInsecure=True)\n`;
  assert.equal(
    certifi(app('c0.ab1cd.mongodb.net', '# pip install certifi\n')),
    '# pip install certifi\nimport certifi\nfrom pymongo import MongoClient\nMongoClient("mongodb://c0.ab1cd.mongodb.net/", tls=True, tlsCAFile=certifi.where())\n',
  );
  assert.doesNotMatch(certifi(app('db.example.com', 'import certifi\n'))!, /import certifi\nimport certifi/);
  assert.equal(certifi(app('db.example.com', '')), undefined, 'nothing says that certifi is there');
  assert.equal(certifi(app('db.corp', 'import certifi\n')), undefined, 'a private CA is not among them');
  assert.equal(certifi(app('10.1.2.3', 'import certifi\n')), undefined);
});

/** An edited document gets the same analysis whether or not an earlier text of it was analysed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyze, contextOf, DocumentMemory } from '../../server/src/core';

const pieces: Readonly<Record<string, readonly string[]>> = {
  'app.py': [
    'a = MongoClient("mongodb://u:p@a.corp.com/?tls=true&tlsAllowInvalidCertificates=true", tlsCAFile="~/ca.pem")\n',
    'b = MongoClient("b.corp.com", ssl=True, ssl_cert_reqs=ssl.CERT_NONE)\n',
    'opts = {"tls": False, "tlsInsecure": True}\nc = MongoClient("mongodb://c.corp.com/?tls=ture", **opts)\n',
    'if x:\n    d = pymongo.MongoClient(os.environ.get("MONGO_URL", "mongodb://d.corp.com"), tlsCAFile=5)\n',
    'e = "mongodb+srv://u:p%ss@e.corp.com:27017/?authSource=&ssl=false;w=1"\n',
    '# g = MongoClient("mongodb://g.corp.com/?tls=false")\n',
    '# mongodb-tls-ignore-next-line tls-missing-remote\n',
    'value = compute(1, "text")\n',
  ],
  'app.ts': [
    "const a = new MongoClient('mongodb://u:p@a.corp.com/?tls=true', { tlsAllowInvalidHostnames: true });\n",
    "const o = { tls: true, rejectUnauthorized: false };\nconst b = new MongoClient('mongodb://b.corp.com', o);\n",
    "mongoose.connect(`mongodb://c.corp.com/?ssl=${on}&tls=true`, { sslCA: 'ca.pem', tlsCAFile: 'x.pem' });\n",
    "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';\n",
    'const value = compute(1);\n',
  ],
  'mongod.conf': [
    'net:\n  tls:\n    mode: preferTLS\n',
    '  port: 27017\n',
    '    CAFile: ca.pem\n',
    'security:\n',
  ],
};
const inserted = [
  'x',
  ' ',
  '\n',
  '"',
  "'",
  ',',
  ')',
  '&',
  'tls=true&',
  'True',
  '# ',
  '    ',
  '//',
  '`',
  '\\',
];

for (const [name, parts] of Object.entries(pieces))
  test(`edits of ${name} are judged like a text that was never seen`, () => {
    let seed = name.length;
    const random = (n: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
      return (seed >> 8) % n;
    };
    const unknown = contextOf();
    const missing = { kind: 'absent' };
    const contexts = [
      unknown,
      contextOf({ facts: { get: (r) => (r.role === 'ca' ? missing : undefined) } }),
      contextOf({
        workspace: {
          versions: { pymongo: { exact: '3.12.0', from: 'setting' } },
          variables: {},
        },
      }),
    ];
    for (let round = 0; round < 6; round++) {
      const memory = new DocumentMemory();
      let text =
        (name.endsWith('.py') ? 'from pymongo import MongoClient\n' : '') +
        Array.from({ length: 14 }, () => parts[random(parts.length)]!).join('');
      for (let edit = 0; edit < 25; edit++) {
        const context = contexts[random(8) < 6 ? 0 : random(3)]!;
        const at = random(text.length);
        const put = random(3) === 0 ? parts[random(parts.length)]! : inserted[random(inserted.length)]!;
        text = text.slice(0, at) + (random(4) === 0 ? '' : put) + text.slice(at + random(3));
        const edited = analyze({ path: name, text }, context, memory);
        const fresh = analyze({ path: name, text }, context);
        assert.deepEqual(edited.diagnostics, fresh.diagnostics);
        assert.deepEqual(edited.outlooks, fresh.outlooks);
        assert.deepEqual(
          edited.wanted.map((w) => w.path + w.role).sort(),
          fresh.wanted.map((w) => w.path + w.role).sort(),
        );
      }
    }
  });

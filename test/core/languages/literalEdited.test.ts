/** What is typed into a connection string is read as if the text had never been seen, where the string decides about the rest too. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyze, contextOf, DocumentMemory } from '../../../server/src/core';
import type { Analysis } from '../../../server/src/core/types';

/** The analyses of a text while `typed` is typed letter by letter at the mark `|`, each held against one from nothing. */
function type(path: string, marked: string, typed: string): Analysis[] {
  const context = contextOf();
  const memory = new DocumentMemory();
  let at = marked.indexOf('|');
  let text = marked.replace('|', '');
  const found = [analyze({ path, text }, context, memory)];
  for (const letter of typed) {
    memory.tell({ start: at, oldEnd: at, newEnd: at + 1 });
    text = text.slice(0, at) + letter + text.slice(at++);
    const edited = analyze({ path, text }, context, memory);
    const fresh = analyze({ path, text }, context);
    assert.deepEqual(edited.diagnostics, fresh.diagnostics, text);
    assert.deepEqual(edited.outlooks, fresh.outlooks, text);
    found.push(edited);
  }
  return found;
}

test('a string that is applied later begins to overrule the options before it', () => {
  const go = (uri: string): string =>
    `package main\n\nimport (\n\t"crypto/tls"\n\t"go.mongodb.org/mongo-driver/mongo/options"\n)\n\nfunc open() {\n` +
    `\topts := options.Client().SetTLSConfig(&tls.Config{InsecureSkipVerify: true}).ApplyURI("${uri}")\n\tuse(opts)\n}\n`;
  const found = type('main.go', go('mongodb://db.corp.com/?tls=tru|'), 'e');
  assert.deepEqual(
    found.map((a) => a.outlooks[0]!.site.dropped?.includes('InsecureSkipVerify') ?? false),
    [false, true],
  );
});

test('a name that becomes another kind of server is judged as one', () => {
  const python = 'from pymongo import MongoClient\nc = MongoClient("mongodb://db.corp|")\n';
  const said = (a: Analysis): boolean => a.diagnostics.some((d) => d.rule === 'tls-missing-remote');
  const found = type('app.py', python, '.com.local');
  assert.deepEqual(found.map(said), [false, true, true, true, true, true, true, true, true, true, false]);
});

test('two connections that share a string are both read again', () => {
  const shared =
    'from pymongo import MongoClient\nURI = "mongodb://db.corp|.com/?tls=true"\n' +
    'a = MongoClient(URI, tlsInsecure=True)\nb = MongoClient(URI, tlsAllowInvalidCertificates=True)\n';
  assert.equal(type('app.py', shared, '-2,other').at(-1)!.outlooks.length, 2);
});

test('a finding that names the server follows its name', () => {
  const found = type('app.js', "const c = new MongoClient('mongodb://db|.corp.com');\n", '12');
  assert.match(found.at(-1)!.diagnostics[0]!.message, /db12\.corp\.com/);
});

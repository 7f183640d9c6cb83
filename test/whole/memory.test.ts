/** What is kept of an edited document does not grow with the edits, and nothing is left of it when it is closed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { analyze, contextOf, DocumentMemory, finders } from '../../server/src/core';
import type { Memory } from '../../server/src/core/types';
import { Analyses } from '../../server/src/lsp/analyses';
import type { OpenDocuments, View } from '../../server/src/lsp/documents';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heap = (): number => {
  collect();
  return process.memoryUsage().heapUsed + process.memoryUsage().external;
};

const lines = (count: number): string =>
  Array.from(
    { length: count },
    (_, i) =>
      `db${i} = MongoClient("mongodb://app@db${i}.example.org:27017/shop?tls=true&tlsAllowInvalidCertificates=true")\n` +
      '# orders are loaded once a day and kept until the next\n'.repeat(20),
  ).join('');

test('the memory of a document is bounded by its text, however often and wherever it is edited', () => {
  let text = 'from pymongo import MongoClient\n' + lines(120);
  const context = contextOf();
  const memory = new DocumentMemory();
  const edit = (site: number): void => {
    const at = text.indexOf(`db${site}.example`);
    text = text.slice(0, at) + 'x' + text.slice(at);
    analyze({ path: 'app.py', text }, context, memory);
  };
  analyze({ path: 'app.py', text }, context, memory);
  for (let site = 0; site < 5; site++) edit(site);
  const before = heap();
  // Each connection is found in a text of its own: none may keep that text.
  for (let site = 5; site < 115; site++) edit(site);
  const grown = heap() - before;
  assert.ok(grown < text.length * 10, `${grown} bytes more after 110 edits of ${text.length} characters`);
  assert.equal(analyze({ path: 'app.py', text }, context, memory).outlooks.length, 120);
});

test('nothing is left of a document that was closed', async () => {
  const text = 'from pymongo import MongoClient\n' + lines(3);
  const view = (): View => ({
    uri: 'file:///app.py',
    version: 1,
    languageId: 'python',
    key: '1',
    source: { path: 'app.py', text },
    own: { start: 0, end: text.length },
    positionAt: () => ({ line: 0, character: 0 }),
    offsetAt: () => 0,
    holds: () => true,
  });
  const analyses = new Analyses({ view } as unknown as OpenDocuments, {
    contextFor: () => contextOf(),
    wanted() {},
  });
  const kept = new WeakRef(analyses.of('file:///app.py')!.analysis);
  analyses.forget('file:///app.py');
  // A reference that was just made is held until the end of the turn.
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  assert.equal(kept.deref(), undefined);
});

test('a document that is closed and opened again never has the result of the one before', () => {
  let text = 'MongoClient("mongodb://db.example.org")';
  const view = (): View =>
    ({ uri: 'file:///app.py', key: '1', source: { path: 'app.py', text } }) as unknown as View;
  const analyses = new Analyses({ view } as unknown as OpenDocuments, {
    contextFor: () => contextOf(),
    wanted() {},
  });
  const first = analyses.of('file:///app.py')!.id;
  analyses.forget('file:///app.py');
  text = '';
  assert.notEqual(analyses.of('file:///app.py')!.id, first);
});

test('a text without any word of MongoDB or TLS is searched once and not looked at again', () => {
  const asked: RegExp[] = [];
  const memory = new DocumentMemory();
  const counting: Memory = {
    change: undefined,
    searches: {
      has: (pattern) => {
        asked.push(pattern);
        return memory.searches.has(pattern);
      },
      all: (pattern) => {
        asked.push(pattern);
        return memory.searches.all(pattern);
      },
    },
    begin: (text) => memory.begin(text),
    take: () => assert.fail('the text was looked at'),
    keep: () => assert.fail('something of the text was kept'),
  };
  for (const finder of finders) {
    asked.length = 0;
    const path = `app${finder.files[0]?.startsWith('.') ? finder.files[0] : '.txt'}`;
    analyze(
      { path, text: 'orders = shop.connect("https://example.org", secure=True)\n' },
      contextOf(),
      counting,
    );
    assert.equal(asked.length, 1, finder.id);
  }
});

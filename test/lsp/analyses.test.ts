/** Analyses of a document between which it was left alone: what was known of an earlier text is not taken for the last one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contextOf } from '../../server/src/core';
import { Analyses } from '../../server/src/lsp/analyses';
import { textView, type OpenDocuments, type View } from '../../server/src/lsp/documents';

const code = (host: string, tls: string) =>
  `from pymongo import MongoClient\nd = MongoClient("mongodb://d.example.org/?tls=${tls}")\n${'x = 1\n'.repeat(200)}c = MongoClient("mongodb://${host}.example.org/?tls=true")\n`;

test('an edit made while a document was left alone is seen when it is looked at again', () => {
  let view: View | undefined;
  let on = true;
  const documents = { view: () => view } as unknown as OpenDocuments;
  const analyses = new Analyses(documents, {
    contextFor: () => (on ? contextOf() : undefined),
    wanted: () => {},
  });
  const look = (key: string, text: string, edit?: View['edit']) => {
    view = { ...textView('file:///app.py', 'app.py', text), key, ...(edit ? { edit } : {}) };
    return analyses.of('file:///app.py')!.analysis.diagnostics;
  };
  look('1', code('aaa', 'true&'));
  on = false;
  analyses.outdate();
  // Left alone: another value of the same length.
  const second = code('aaa', 'false');
  look('2', second);
  on = true;
  analyses.outdate();
  const at = second.indexOf('aaa.example');
  const third = code('bbb', 'false');
  const seen = look('3', third, { from: '2', change: { start: at, oldEnd: at + 3, newEnd: at + 3 } });
  view = undefined;
  const fresh = new Analyses(documents, { contextFor: () => contextOf(), wanted: () => {} });
  view = { ...textView('file:///app.py', 'app.py', third), key: '3' };
  assert.deepEqual(seen, fresh.of('file:///app.py')!.analysis.diagnostics);
  assert.ok(seen.length > 0);
});

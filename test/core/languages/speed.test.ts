/** A file without a word of MongoDB's or of TLS costs what looking for the words costs, in every language. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyze } from '../../../server/src/core/analyze';
import { contextOf } from '../../../server/src/core/config';
import { findSites, finders } from '../../../server/src/core/languages/index';
import { corpusFiles } from '../../support/corpus';

const words = /mongo|tls|ssl|rejectunauthorized|checkserveridentity|certificate|bW9uZ29k/gi;

/** Half a megabyte in the shape of a language, with every telling word replaced by one that tells nothing. */
function quietText(finder: string, files: readonly string[]): string {
  const own = corpusFiles().filter((f) => files.some((ending) => f.path.toLowerCase().endsWith(ending)));
  const text = (own.length > 0 ? own : corpusFiles()).map((f) => f.text).join('\n');
  const quiet = text.replace(words, 'plain').replace(words, 'plain');
  assert.doesNotMatch(quiet, words, finder);
  return quiet.repeat(Math.ceil(500_000 / quiet.length)).slice(0, 500_000);
}

/**
 * The shortest of several runs of each, in milliseconds: what else the machine does only makes a run longer. They run in
 * turns, so that a machine that is slower for a while is slower for all.
 */
function shortest<K extends string>(runs: Readonly<Record<K, () => void>>): Record<K, number> {
  const names = Object.keys(runs) as K[];
  const best = Object.fromEntries(names.map((name) => [name, Infinity])) as Record<K, number>;
  for (let n = 0; n < 20; n++)
    for (const name of names) {
      const began = performance.now();
      runs[name]();
      best[name] = Math.min(best[name], performance.now() - began);
    }
  return best;
}

test('without such a word neither the name of a file nor its language is looked at', () => {
  const read: string[] = [];
  const watched = new Proxy(
    { path: 'app.py', languageId: 'python', text: 'client = Client("redis://cache", secure=True)\n' },
    {
      get(target, key) {
        read.push(String(key));
        return Reflect.get(target, key) as unknown;
      },
    },
  );
  assert.deepEqual(findSites(watched), []);
  assert.deepEqual(read, ['text']);
});

for (const { id, files } of finders)
  test(`a ${id} file without such a word costs no more than the search for the words`, () => {
    const text = quietText(id, files);
    const path = `src/app${files[0]!.startsWith('.') ? files[0]! : `/${files[0]!}`}`;
    const search = new RegExp(words.source, 'i');
    const context = contextOf();
    const { looked, found, analysed } = shortest({
      looked: () => assert.ok(!search.test(text)),
      found: () => assert.equal(findSites({ path, text }).length, 0),
      analysed: () => assert.equal(analyze({ path, text }, context).diagnostics.length, 0),
    });
    // Half as much again for the clock, which is shared with whatever else runs.
    assert.ok(
      found <= looked * 1.5 + 0.2,
      `finding ${found.toFixed(2)} ms, searching ${looked.toFixed(2)} ms`,
    );
    assert.ok(
      analysed <= looked * 2 + 0.2,
      `analysis ${analysed.toFixed(2)} ms, searching ${looked.toFixed(2)} ms`,
    );
  });

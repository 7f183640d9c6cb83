/** Broken program text: the corpus cut, spliced and shuffled. Fixed seed: a failure comes again. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { finders } from '../../../server/src/core/languages/index';
import { misplaced, sitesOf } from '../../support/sites';

/** Mulberry32: small, even enough, the same everywhere. */
function random(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function corpus(): { path: string; text: string }[] {
  const root = 'test/corpus';
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => path.join(e.parentPath, e.name))
    .sort()
    .map((p) => ({ path: p, text: readFileSync(p, 'utf8') }));
}

const pieces = [
  '"',
  "'",
  '`',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '${',
  '#{',
  '<<~X\n',
  '/*',
  '//',
  '\\',
  '\r\n',
  '\u0000',
  '\ud800',
  '=>',
  '**',
  '...',
  ',',
  'mongodb://',
  'tls=True',
  'MongoClient(',
  '<script>',
  '<?php',
  '%q(',
  "'''",
  '"""',
  '=begin\n',
];

test('never throws and keeps every place inside the text, whatever is cut, spliced or shuffled', () => {
  const seeds = corpus();
  const next = random(20260901);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  for (let n = 0; n < 3000; n++) {
    const seed = pick(seeds);
    let text = seed.text;
    for (let k = 0; k < 1 + next() * 4; k++) {
      const at = Math.floor(next() * (text.length + 1));
      const length = Math.floor(next() * 60);
      const way = next();
      if (way < 0.3) text = text.slice(0, at) + text.slice(at + length);
      else if (way < 0.5) text = text.slice(0, at) + pick(pieces) + text.slice(at);
      else if (way < 0.7) {
        const other = pick(seeds).text;
        const from = Math.floor(next() * other.length);
        text = text.slice(0, at) + other.slice(from, from + length * 3) + text.slice(at);
      } else if (way < 0.8) text = text.slice(0, at);
      else if (way < 0.9) text = text.slice(at);
      else
        text = text
          .split('\n')
          .sort(() => next() - 0.5)
          .join('\n');
    }
    for (const site of sitesOf(seed.path, text))
      assert.deepEqual(misplaced(text, site), [], `${seed.path}, round ${n}`);
  }
});

test('reads every language as every other without a fault', () => {
  for (const { text } of corpus())
    for (const finder of finders) {
      const doc = { path: `x${finder.files[0] ?? ''}`, text };
      for (const site of finder.find(doc)) assert.deepEqual(misplaced(text, site), [], finder.id);
    }
});

test('finishes with ten megabytes on one line in every language', () => {
  const line =
    'MongoClient("mongodb://h.example.net", {tls: true}); '.repeat(4_000) +
    'x = [1, 2, "y"]; '.repeat(600_000);
  for (const p of ['a.py', 'a.ts']) assert.ok(sitesOf(p, line).length > 0);
});

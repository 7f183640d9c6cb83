/** The corpus: every language's good, bad and tempting files. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { misplaced, sitesOf } from '../../support/sites';

const root = 'test/corpus';
const kinds = ['good', 'bad', 'tempting'] as const;

function files(kind: (typeof kinds)[number]): string[] {
  return readdirSync(root)
    .flatMap((language) => {
      try {
        return readdirSync(path.join(root, language, kind)).map((f) => path.join(root, language, kind, f));
      } catch {
        return [];
      }
    })
    .filter((f) => programs.test(f))
    .sort();
}

/** Configuration formats have tests of their own. */
const programs =
  /\.(?:py|js|mjs|ts|tsx|vue|java|kt|scala|groovy|clj|cs|vb|fs|go|php|rb|rs|c|cpp|swift|ex|erl|pl|lua|R|jl|dart|hs)$/;

for (const file of [...files('good'), ...files('bad')])
  test(`finds every connection of ${file}`, () => {
    const text = readFileSync(file, 'utf8');
    const sites = sitesOf(file, text);
    assert.deepEqual(
      sites.flatMap((s) => misplaced(text, s)),
      [],
    );
    assert.ok(sites.some((s) => !s.context || s.context === 'code'));
    const covered = sites.flatMap((s) => (s.uri ? [s.uri.span] : []));
    const missed = [...text.matchAll(/mongodb(?:\+srv)?:\/\/[^\s"'`]/g)]
      .filter((m) => !covered.some((c) => c.start <= m.index && m.index < c.end))
      .map((m) => text.slice(m.index, m.index + 40));
    // What a log line says is no connection, but it is seen.
    assert.deepEqual(missed, []);
  });

for (const file of files('tempting'))
  test(`says nothing about ${file}`, () => {
    const text = readFileSync(file, 'utf8');
    const sites = sitesOf(file, text);
    assert.deepEqual(
      sites.flatMap((s) => misplaced(text, s)),
      [],
    );
    assert.deepEqual(
      sites
        .filter((s) => !s.context || s.context === 'code')
        .map((s) => text.slice(s.span.start, s.span.end)),
      [],
    );
  });

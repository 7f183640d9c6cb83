/**
 * Every pattern has a text that it recognises. The best kind of text that each has counts: `captured` (printed by a runtime
 * on loopback: messages with `provoked`), `quoted` (from public places: messages with `source`), `source` (made from the
 * message tables and sources of runtimes and drivers), `written` (by us, in the form that the runtime is known to use).
 * The last two are in patternTexts/, one entry per pattern that has nothing better.
 */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { causes, explain } from '../../../server/src/core/explain';
import { patternsIn } from '../../../server/src/core/explain/explain';
import type { Cause, Pattern } from '../../../server/src/core/explain/types';

type Kind = 'captured' | 'quoted' | 'source' | 'written';

interface Message {
  readonly text: string;
  readonly provoked?: string;
}
interface Own {
  readonly cause: string;
  readonly pattern: string;
  /** The condition of the pattern, where a cause has several of the same text. */
  readonly after?: string;
  readonly by: string;
  readonly text: string;
}

const here = 'test/core/explain';
const read = <T>(file: string): T[] => JSON.parse(readFileSync(path.join(here, file), 'utf8')) as T[];
const messages = ['messages', 'heldOut'].flatMap((folder) =>
  readdirSync(path.join(here, folder), { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.json'))
    .flatMap((f) => read<Message>(path.join(folder, f))),
);
const own = (['source', 'written'] as const).flatMap((kind) =>
  read<Own>(`patternTexts/${kind}.json`).map((entry) => ({ ...entry, kind })),
);

/** The pattern that an entry is for, with its cause. */
function patternOf(entry: Own): { readonly cause: Cause; readonly pattern: Pattern } | undefined {
  const cause = causes.find((c) => c.id === entry.cause);
  const pattern = cause?.patterns.find(
    (p) => p.text === entry.pattern && (entry.after === undefined || String(p.after) === entry.after),
  );
  return cause && pattern ? { cause, pattern } : undefined;
}

/** The best kind of text of each pattern. */
function evidence(): ReadonlyMap<Pattern, Kind> {
  const best = new Map<Pattern, Kind>();
  for (const m of messages)
    for (const pattern of patternsIn(m.text))
      if (best.get(pattern) !== 'captured')
        best.set(pattern, m.provoked === undefined ? 'quoted' : 'captured');
  for (const entry of own)
    for (const pattern of patternsIn(entry.text))
      if (!best.has(pattern) && patternOf(entry)?.pattern === pattern) best.set(pattern, entry.kind);
  return best;
}

const found = evidence();
const patterns = causes.flatMap((cause) => cause.patterns.map((pattern) => ({ cause, pattern })));

test('every pattern has a text in which it holds', () => {
  const without = patterns.filter(({ pattern }) => !found.has(pattern));
  assert.deepEqual(
    without.map(({ cause, pattern }) => `${cause.id}: ${pattern.text}`),
    [],
    'give it one: provoke it (scripts/captureErrors.mjs), quote it, or write it into patternTexts/written.json',
  );
});

test('a text of its own is for a pattern that exists, holds it, and names its cause', () => {
  const wrong = own.flatMap((entry) => {
    const target = patternOf(entry);
    const name = `${entry.cause}: ${entry.pattern}`;
    if (!target) return [`${name} is no pattern`];
    if (!patternsIn(entry.text).has(target.pattern)) return [`${name} is not found in: ${entry.text}`];
    const ids = explain(entry.text).causes.map((c) => c.id);
    const weak = ['generic', 'wrapper', 'family'].includes(target.pattern.weight ?? 'exact');
    const { inServerLog, withTls, withAtlas } = target.cause;
    if (weak || [entry.cause, inServerLog, withTls, withAtlas].some((id) => id && ids.includes(id)))
      return [];
    return [`${name} is explained as ${ids.join(', ')}: ${entry.text}`];
  });
  assert.deepEqual(wrong, []);
});

test('the document tells how many patterns have which kind of text', () => {
  const count = (kind: Kind) => [...found.values()].filter((k) => k === kind).length;
  const sentence = `Of its ${patterns.length} texts, ${count('captured')} were captured from real runtimes, ${count('quoted')} quoted from public places, ${count('source')} taken from the message tables and sources of runtimes and drivers, and ${count('written')} are written from knowledge of their form.`;
  assert.ok(
    readFileSync('docs/explain.md', 'utf8').includes(sentence),
    `docs/explain.md should say (server/src/core/explain/causesDocument.ts): ${sentence}`,
  );
});

/**
 * Texts that were kept apart until they had been measured once: `first` to `fourth` are quoted from public places, the
 * others were printed by programs that somebody ran against faulty servers who had not seen the explainer
 * (`provoked`: what was done). What they were worth unseen stands in docs/explain.md; since then they keep what was gained.
 */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { explain } from '../../../server/src/core/explain';

interface Message {
  readonly category: string;
  readonly by: string;
  readonly text: string;
  readonly ambiguous?: boolean;
}

const folder = path.resolve('test/core/explain/heldOut');
const rows = readdirSync(folder)
  .filter((f) => f.endsWith('.json'))
  .flatMap((f) => JSON.parse(readFileSync(path.join(folder, f), 'utf8')) as Message[])
  .map((m) => ({ m, categories: explain(m.text).causes.map((c) => c.category as string) }));

const list = (some: typeof rows) =>
  some
    .map(
      ({ m, categories }) =>
        `${m.category} not in [${categories.join(', ')}]: ${m.by}: ${m.text.slice(0, 200)}`,
    )
    .join('\n');

test('the true category is named for 97 of 100 texts', () => {
  const missed = rows.filter(({ m, categories }) => !categories.includes(m.category));
  assert.ok(missed.length <= rows.length * 0.03, `${missed.length} of ${rows.length}\n${list(missed)}`);
});

test('the true category comes first for 90 of 100 texts', () => {
  const wrong = rows.filter(({ m, categories }) => categories[0] !== m.category);
  assert.ok(wrong.length <= rows.length * 0.1, `${wrong.length} of ${rows.length}\n${list(wrong)}`);
});

test('no network fault is explained as a fault of a certificate', () => {
  const certificate = new Set(['verification', 'hostname', 'revocation', 'client-cert', 'key-file']);
  const wrong = rows.filter(
    ({ m, categories }) => ['network', 'dns'].includes(m.category) && certificate.has(categories[0] ?? ''),
  );
  assert.deepEqual(wrong, [], list(wrong));
});

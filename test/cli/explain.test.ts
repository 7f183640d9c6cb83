/** The command `explain`: an error text in, its cause and what mends it out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from '../../server/src/cli/explain';

function run(
  text: string,
  json: boolean,
): { readonly code: number; readonly out: string; readonly err: string } {
  let out = '';
  let err = '';
  const code = explain(text, { json }, { out: (part) => (out += part), err: (part) => (err += part) });
  return { code, out, err };
}

test('explain --json gives the causes, likeliest first, with id, category, sure, title and fix', () => {
  const { code, out } = run('MongoServerSelectionError: connect ECONNREFUSED 127.0.0.1:27017', true);
  assert.equal(code, 0);
  const { causes } = JSON.parse(out) as { causes: Record<string, unknown>[] };
  assert.equal(causes[0]?.id, 'connection-refused');
  for (const key of ['id', 'category', 'sure', 'title', 'fix'])
    assert.equal(typeof causes[0]?.[key], 'string', key);
});

test('a text that is not known is an empty list, and no error', () => {
  assert.deepEqual(JSON.parse(run('all is well', true).out), { causes: [] });
  assert.deepEqual(JSON.parse(run('', true).out), { causes: [] });
  assert.match(run('all is well', false).out, /Nothing in this text is a known/);
});

test('without a text the use is wrong', () => {
  const { code, err } = run('  ', false);
  assert.equal(code, 2);
  assert.match(err, /no text to explain/);
});

test('for people, each cause says what the text was, why and what mends it, and the others when they hold', () => {
  const { out } = run('MongoServerSelectionError: unable to verify the first certificate', false);
  for (const word of ['Text:', 'Why:', 'Mend:', 'Check:', 'If:']) assert.ok(out.includes(word), word);
});

test('control characters of the text do not reach the terminal', () => {
  const { out } = run('\u001b]0;title\u0007\u001b[2J certificate has expired \u0007\u202e', false);
  // eslint-disable-next-line no-control-regex
  assert.doesNotMatch(out.replace(/\u001b\[\d+m/g, ''), /[\u0000-\u0009\u000b-\u001f\u202e]/);
});

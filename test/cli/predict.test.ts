/** The command `predict`: JSON lines in, JSON lines out, whatever the input is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { predict } from '../../server/src/cli/predict';

/** What the command prints for an input that comes in chunks. */
async function printed(chunks: readonly (string | Uint8Array)[]): Promise<Record<string, unknown>[]> {
  async function* input(): AsyncIterable<Uint8Array> {
    for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
  }
  let text = '';
  assert.equal(await predict(input(), { out: (part) => (text += part), err: () => assert.fail() }), 0);
  assert.ok(text === '' || text.endsWith('\n'));
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('predict answers each line in order, broken ones too, and the last without its line end', async () => {
  const answers = await printed([
    '{"id": 1, "driver": "pymongo", "uri": "mongodb://h/?tls=true"}\r\n',
    'nonsense\n\n{"id": [3], "driver": "oracle"}\n',
    '{"id": "four", "driver": "node", "uri": "mongodb://h/"}',
  ]);
  assert.deepEqual(
    answers.map((a) => [a['id'], a['outcome'], a['tls']]),
    [
      [1, 'ok', true],
      [undefined, 'bad-input', undefined],
      [[3], 'bad-input', undefined],
      ['four', 'ok', false],
    ],
  );
});

test('predict joins a line and a character that arrive in pieces', async () => {
  const bytes = Buffer.from('{"id": "ü", "driver": "node", "uri": "mongodb://h/?tls=true"}\n', 'utf8');
  const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte));
  assert.deepEqual(
    (await printed(pieces)).map((a) => [a['id'], a['tls']]),
    [['ü', true]],
  );
  assert.deepEqual(await printed([]), []);
});

test('predict takes a line of ten megabytes that is no JSON', async () => {
  const chunk = 'x'.repeat(1 << 20);
  const answers = await printed([
    ...Array.from({ length: 10 }, () => chunk),
    '\n{"driver":"node","uri":"mongodb://h"}\n',
  ]);
  assert.deepEqual(
    answers.map((a) => a['outcome']),
    ['bad-input', 'ok'],
  );
});

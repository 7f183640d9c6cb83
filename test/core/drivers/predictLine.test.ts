/** One line of the `predict` contract: reading a query, writing an answer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { predictLine } from '../../../server/src/core/drivers/predictLine';

const ask = (line: string): Record<string, unknown> =>
  JSON.parse(predictLine(line)!) as Record<string, unknown>;

test('a query gets its prediction, with its own id', () => {
  const out = ask(
    '{"id": 7, "driver": "pymongo", "version": "4.17.0", "uri": "mongodb://h/?tls=true", "server": "good"}',
  );
  assert.deepEqual(
    [out['id'], out['outcome'], out['tls'], out['chain'], out['connected']],
    [7, 'ok', true, true, false],
  );
  assert.deepEqual(out['warnings'], []);
});

test('what is not known is null, and a question that was not asked has no answer', () => {
  const out = ask('{"driver": "node", "uri": "mongodb://h/?tls=false"}');
  assert.deepEqual([out['tls'], out['chain'], out['hostname'], out['crl']], [false, null, null, null]);
  assert.ok(!('connected' in out) && !('id' in out));
});

test('a line that is no query says why, keeps its id, and throws nothing', () => {
  for (const line of [
    '{',
    '[]',
    'null',
    '3',
    '"x"',
    '{}',
    '{"driver": 4}',
    '{"driver": "cobol"}',
    '{"driver": "node", "uri": 3}',
    '{"driver": "node", "options": []}',
    '{"driver": "node", "host": [1]}',
    '{"driver": "node", "server": "gone"}',
    '{"driver": "pymongo", "backend": "x"}',
    '{"driver":"__proto__"}',
    '\u0000',
    'undefined',
  ]) {
    const out = ask(line);
    assert.equal(out['outcome'], 'bad-input', line);
    assert.ok(typeof out['message'] === 'string' && out['message'].length > 10, line);
  }
  assert.equal(ask('{"id": "a", "driver": "cobol"}')['id'], 'a');
});

test('a blank line gets no answer, a byte order mark and a carriage return do no harm', () => {
  assert.equal(predictLine('  '), undefined);
  assert.equal(ask('\uFEFF{"driver": "node"}\r')['outcome'], 'ok');
});

test('null stands for a field that is not there', () => {
  assert.equal(
    ask(
      '{"driver": "pymongo", "version": null, "uri": null, "host": null, "options": null, "env": null, "server": null, "backend": null}',
    )['outcome'],
    'ok',
  );
});

/** The list of drivers and the way from a name to a model. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { predict } from '../../../server/src/core/drivers';

test('a driver that nobody modelled has no prediction', () => {
  assert.equal(predict({ driver: 'no-such-driver' }), undefined);
});

/** Which hosts are private, as they are written: lists name them with their ports. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPrivate } from '../../../server/src/core/model/hosts';

test('private addresses are private with and without a port', () => {
  for (const host of [
    '10.0.0.7',
    '10.0.0.7:27017',
    '192.168.1.4:27018',
    'fd00::1',
    '[::1]',
    'mongo',
    'db.internal',
  ])
    assert.ok(isPrivate(host), host);
  for (const host of ['11.0.0.7', '11.0.0.7:27017', 'db.example.com', '2001:db8::1'])
    assert.ok(!isPrivate(host), host);
});

/** Comparing versions as their ecosystems do. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  atLeast,
  before,
  compareVersions,
  isVersion,
  majorOf,
  nearestVersion,
  within,
} from '../../../server/src/core/drivers/versions';

test('versions are ordered by their numbers, not by their letters', () => {
  const ordered = [
    '2.9',
    '2.9.5',
    '2.10.0',
    '3.0.0',
    '4.18.0.dev0',
    '4.18.0',
    '4.18.2',
    '7.0.0-beta.1',
    '7.0.0-rc2',
    '7.0.0',
    '10.0.0',
  ];
  for (let i = 0; i + 1 < ordered.length; i++)
    assert.ok(
      compareVersions(ordered[i]!, ordered[i + 1]!) <= 0 &&
        compareVersions(ordered[i + 1]!, ordered[i]!) >= 0,
      `${ordered[i]} ${ordered[i + 1]}`,
    );
  assert.ok(compareVersions('2.9', '2.10') < 0);
  assert.ok(compareVersions('4.0b1', '4.0') < 0);
  assert.equal(compareVersions('v2.5', '2.5.0'), 0);
  assert.equal(compareVersions('3.8.0-1ubuntu1', '3.8.0'), 0);
});

test('a version is within a range from its first version up to but without its last', () => {
  assert.ok(within('3.11.0', '3.11', '3.12.1'));
  assert.ok(!within('3.12.1', '3.11', '3.12.1'));
  assert.ok(atLeast('4.0.0', '4.0') && !atLeast('4.0.0rc1', '4.0') && before('3.13.0', '4.0'));
});

test('text without a number is no version and does not throw', () => {
  assert.ok(!isVersion('latest') && !isVersion('') && isVersion('v3'));
  assert.equal(majorOf('latest'), undefined);
  assert.equal(majorOf('7.9.3'), 7);
  assert.equal(compareVersions('', 'x'), 0);
});

test('the nearest version is the newest that is not newer', () => {
  assert.equal(nearestVersion(['3.0', '3.9', '4.0'], '3.13.0'), '3.9');
  assert.equal(nearestVersion(['3.0', '3.9', '4.0'], '2.1'), '3.0');
});

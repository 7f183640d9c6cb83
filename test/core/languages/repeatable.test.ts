/** Finding sites has no memory: what was read before changes nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSites } from '../../../server/src/core/languages';

test('what was read before does not change what is found', () => {
  const example = {
    path: 'app.py',
    text: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com", **options)',
  };
  const first = JSON.stringify(findSites(example));
  findSites({
    path: 'x.py',
    text: 'x = 1\n'.repeat(40) + 'services.add(MongoClient(settings))  # no import of a driver here\n',
  });
  assert.equal(JSON.stringify(findSites(example)), first);
});

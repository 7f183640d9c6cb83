/** What is found in a text does not depend on the texts that were read before it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSites } from '../../../../server/src/core/languages';

test('a file that is about URIs does not hide the clients of the files after it', () => {
  const about =
    '# connections of the program\n'.repeat(9) +
    'def parse(uri):\n    return MongoClient(uri)\n\nx = MongoClient("mongodb://a.corp/")\n';
  const text = 'from pymongo import MongoClient\nclient = MongoClient("mongodb://b.corp/")\n';
  const before = findSites({ path: 'b.py', text });
  const sites = findSites({ path: 'a.py', text: about });
  assert.ok(sites.some((s) => s.headSpan && s.uri));
  assert.deepEqual(findSites({ path: 'b.py', text }), before);
});

/** The table of languages covers every finder for programs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { programLanguages, textFormats } from '../../../server/src/core/languages/coverage';
import { finders } from '../../../server/src/core/languages/index';

test('every language in the table has a finder, and no finder stands twice', () => {
  const ids = [...programLanguages, ...textFormats].map((l) => l.finder);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids)
    assert.ok(
      finders.some((f) => f.id === id),
      id,
    );
});

/** Every example of every rule is run: bad ones are found, good ones are silent. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rules } from '../../../server/src/core/rules';
import { applyEdits } from '../../../server/src/core';
import { checkExample, fixSafely, run } from '../../support/checkRule';
import { readQuoted } from '../../support/marked';
import { sampleFacts } from '../../support/sampleFiles';

test('rules are sorted by id, and every id is unique and kebab-case', () => {
  const ids = rules.map((r) => r.meta.id);
  assert.deepEqual(ids, [...new Set(ids)].sort());
  for (const id of ids) assert.match(id, /^[a-z0-9]+(-[a-z0-9]+)+$/);
});

describe('every rule', () => {
  for (const { meta } of rules) {
    test(`${meta.id} finds its bad examples, is silent on its good ones, and has sources`, () => {
      assert.ok(meta.examples.bad.length > 0 && meta.examples.good.length > 0, 'has examples');
      assert.ok(meta.sources.length > 0, 'has sources');
      for (const example of meta.examples.bad) {
        assert.ok(
          readQuoted(example.code, meta.id).marks.length > 0,
          `a bad example of ${meta.id} marks what is found`,
        );
        checkExample(meta.id, example);
      }
      for (const example of meta.examples.good) checkExample(meta.id, example);
    });

    test(`the safe fixes of ${meta.id} remove the finding, add none and change nothing when applied twice`, () => {
      let offered = false;
      for (const example of meta.examples.bad) {
        const { text } = readQuoted(example.code, meta.id);
        const options = {
          ...(example.files ? { facts: sampleFacts(example.files) } : {}),
          ...(example.versions ? { versions: example.versions } : {}),
          ...(example.workspace ? { workspace: example.workspace } : {}),
          config: { rules: meta.severity === 'off' ? { [meta.id]: 'warning' as const } : {} },
        };
        const document = { path: example.file, text };
        const before = run(document, options).diagnostics;
        const own = before.filter((d) => d.rule === meta.id);
        offered ||= own.some((d) => d.fixes.length > 0);
        if (!meta.fixable)
          assert.ok(
            own.every((d) => d.fixes.length === 0),
            `${meta.id} says it is not fixable`,
          );
        for (const diagnostic of own) {
          for (const fix of diagnostic.fixes) {
            if (fix.command) continue;
            const after = applyEdits(text, fix.edits);
            assert.ok(after !== undefined && after !== text, `"${fix.title}" changes the text`);
            const left = run({ path: example.file, text: after }, options).diagnostics;
            assert.ok(
              left.filter((d) => d.rule === meta.id).length < own.length,
              `"${fix.title}" of ${meta.id} removes its finding in ${example.file}:\n${after}`,
            );
            if (fix.safe)
              for (const d of left)
                assert.ok(
                  before.some((b) => b.rule === d.rule),
                  `"${fix.title}" of ${meta.id} adds no ${d.rule}:\n${after}`,
                );
          }
        }
        const fixed = fixSafely(document, { ...options, rule: meta.id });
        assert.equal(
          fixSafely({ ...document, text: fixed.text }, { ...options, rule: meta.id }).text,
          fixed.text,
        );
      }
      assert.equal(offered, meta.fixable, `${meta.id} says whether one of its bad examples offers a fix`);
    });
  }
});

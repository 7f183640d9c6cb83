/** Every rule about connection strings in every language: found at the same place, silent on good twins and unknown values. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rules } from '../../../server/src/core/rules';
import {
  badCells,
  badSettings,
  goodCells,
  goodSettings,
  unknownCells,
  unknownSettings,
  variableCells,
  variables,
  type Cell,
  type SettingsCell,
} from '../../support/everyLanguage';
import { aboutNames } from '../../support/rulesAboutNames';

/** Where a rule is rightly silent, because the driver of that language does something else. */
const elsewhere: Readonly<Record<string, readonly (readonly [language: RegExp, why: string])[]>> = {
  'certificate-checks-off': [
    [/^(?:Java|Kotlin|Scala|Groovy|Clojure)$/, 'tlsInsecure of the Java driver is about the host name only'],
    [/^Elixir$/, 'the Elixir driver does not read tlsInsecure'],
  ],
  'windows-path-in-uri': [
    [/^(?:Shell|fish|PowerShell|Dockerfile|systemd|Markdown)/, 'a backslash ends the text of a URI there'],
  ],
};

function wrong(cells: readonly Cell[], rule: string): string[] {
  return cells
    .filter((c) => c.actual !== c.wanted)
    .filter((c) => !(elsewhere[rule] ?? []).some(([language]) => language.test(c.syntax.language)))
    .map((c) => `${c.syntax.language}:\n${c.actual}`);
}

/** Rules whose settings a form cannot show. */
const notThere: Readonly<Record<string, readonly string[]>> = {
  // The quotes of a literal are escaped there.
  'path-with-escape': ['Jupyter notebook'],
  // What a document shows beside a URI is an example; a URI in it names a host at least.
  'password-in-source': ['Markdown fence'],
  // With nothing but `mode: disabled` a file under another name does not look like a server's.
  'server-tls-disabled': ['Server configuration under another name'],
};

function wrongSettings(cells: readonly SettingsCell[], rule: string): string[] {
  return cells
    .filter((c) => c.actual !== c.wanted && !notThere[rule]?.includes(c.language))
    .map((c) => `${c.language}: ${c.actual || 'nothing'} instead of ${c.wanted || 'nothing'} in\n${c.text}`);
}

describe('in every language', () => {
  let bad = 0;
  let languages = 0;
  for (const rule of rules) {
    const { id } = rule.meta;
    test(`${id} is found where it is, in each language that can hold it`, () => {
      const cells = badCells(rule);
      bad += cells.length + badSettings(rule).length;
      languages = Math.max(languages, new Set(cells.map((c) => c.syntax.language)).size);
      assert.deepEqual(wrong(cells, id), []);
      assert.deepEqual(wrongSettings(badSettings(rule), id), []);
    });

    test(`${id} is silent on its good twins`, () => {
      assert.deepEqual(wrong(goodCells(rule), id), []);
      assert.deepEqual(wrongSettings(goodSettings(rule), id), []);
    });

    test(`${id} is ${id in aboutNames ? 'free to speak of' : 'silent about'} unknown values`, () => {
      if (id in aboutNames) return;
      assert.deepEqual(wrong(unknownCells(rule), id), []);
      assert.deepEqual(wrongSettings(unknownSettings(rule), id), []);
    });
  }

  for (const [id, [found, silent]] of Object.entries(variables))
    test(`${id} finds its variable wherever one is set`, () => {
      const rule = rules.find((r) => r.meta.id === id)!;
      assert.deepEqual(wrongSettings(variableCells(rule, found), id), []);
      const quiet = variableCells(rule, silent).map((c) => ({ ...c, wanted: '' }));
      assert.deepEqual(wrongSettings(quiet, id), []);
    });

  test('the table is large, and every exception is needed', () => {
    assert.ok(bad > 2000 && languages > 50, `${bad} cells, ${languages} languages`);
    for (const [id, exceptions] of Object.entries(elsewhere)) {
      const cells = badCells(rules.find((r) => r.meta.id === id)!);
      for (const [language] of exceptions)
        assert.ok(
          cells.some((c) => language.test(c.syntax.language) && c.actual !== c.wanted),
          `${id}: ${language.source}`,
        );
    }
  });
});

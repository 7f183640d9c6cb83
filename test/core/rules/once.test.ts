/** One fault, one finding: no two rules speak of the same place, but for pairs that are two faults. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '../../../server/src/core/rules';
import type { Analysis } from '../../../server/src/core/types';
import { run } from '../../support/checkRule';
import { analysisOf, everyInput } from '../../support/everyInput';
import { readQuoted } from '../../support/marked';
import { sampleFacts } from '../../support/sampleFiles';

/** Rules that can meet at one place, each about a fault of its own: mending one leaves the other. */
const twoFaults: Readonly<Record<string, string>> = {
  'certificate-checks-off conflicting-tls-options': 'what the option does, and its company',
  'certificate-checks-off deprecated-option': 'what the option does, and its name',
  'certificate-checks-off removed-option': 'what the option does, and its name',
  'deprecated-option hostname-check-off': 'what the option does, and its name',
  'deprecated-option server-ca-missing': 'the name of the mode, and a missing CA',
  'deprecated-option server-certificate-missing': 'the name of the mode, and a missing certificate',
  'deprecated-option server-exclusive-settings': 'the name, and its company',
  'deprecated-option server-tls-optional': 'the name of the mode, and the mode',
  'host-not-in-certificate leaf-as-ca': 'the host, and the kind of file',
  'host-not-in-certificate no-alternative-names': 'the host, and where its name stands',
  'leaf-as-ca no-alternative-names': 'the kind of file, and its names',
  'option-without-effect tls-option-without-tls': 'the option is for other drivers, and TLS is off',
  'server-ca-missing server-certificate-missing': 'a missing CA, and a missing certificate',
  'server-ca-missing server-tls-optional': 'a missing CA, and the mode',
};

/** Pairs of rules at one place, where they are not two faults. */
function doubles({ diagnostics, document }: Analysis, name: string): string[] {
  const found: string[] = [];
  for (const [i, a] of diagnostics.entries())
    for (const b of diagnostics.slice(i + 1)) {
      if (!(a.span.start < b.span.end && b.span.start < a.span.end)) continue;
      const pair = [a.rule, b.rule].sort().join(' ');
      if (a.rule === b.rule || !(pair in twoFaults))
        found.push(`${pair} at ${document.text.slice(a.span.start, a.span.end)} in ${name}`);
    }
  return found;
}

test('no two rules say the same fault of a bad or good example', () => {
  const found = rules.flatMap(({ meta }) =>
    [...meta.examples.bad, ...meta.examples.good].flatMap((example) => {
      const { text } = readQuoted(example.code, meta.id);
      const options = {
        ...(example.versions ? { versions: example.versions } : {}),
        ...(example.files ? { facts: sampleFacts(example.files) } : {}),
      };
      return doubles(run({ path: example.file, text }, options), `an example of ${meta.id}`);
    }),
  );
  assert.deepEqual(found, []);
});

test('no two rules say the same fault in the corpus and the examples', () => {
  assert.deepEqual(
    everyInput().flatMap(({ path, text }) => doubles(analysisOf(path, text), path)),
    [],
  );
});

test('a rule gives way only to rules that exist, and none to itself', () => {
  const ids = new Set(rules.map((r) => r.meta.id));
  for (const { meta } of rules)
    for (const id of meta.insteadOf ?? []) assert.ok(ids.has(id) && id !== meta.id, `${meta.id}: ${id}`);
});

/** Advice to write something that switches a check off. */
const weakening =
  /\b(?:write|add|set|use|give)\b(?:(?!instead of)[^.:])*?(?:tlsAllowInvalid\w*|tlsInsecure|CERT_NONE|rejectUnauthorized|verify_none|InsecureSkipVerify|allow_invalid\w*|weak_cert\w*)(?!=false)/i;

test('no message and no title of a fix advises to switch a check off', () => {
  const said = [
    ...rules.flatMap(({ meta }) =>
      [...meta.examples.bad, ...meta.examples.good].flatMap((example) => {
        const { text } = readQuoted(example.code, meta.id);
        return run({ path: example.file, text }, example.versions ? { versions: example.versions } : {})
          .diagnostics;
      }),
    ),
    ...everyInput().flatMap(({ path, text }) => analysisOf(path, text).diagnostics),
  ].flatMap((d) => [d.message, ...d.fixes.map((f) => f.title)]);
  assert.ok(said.length > 500);
  assert.deepEqual([...new Set(said.filter((text) => weakening.test(text)))], []);
});

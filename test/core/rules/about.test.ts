/**
 * What a rule says it is about is true: shown every connection of the corpus, of the examples and of every rule's own
 * examples, it finds nothing in those that it would not have been shown.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultConfig, noFacts } from '../../../server/src/core';
import { RuleChoice } from '../../../server/src/core/features/traits';
import { rules } from '../../../server/src/core/rules';
import type { Facts, SourceDocument } from '../../../server/src/core/types';
import { run, type RunOptions } from '../../support/checkRule';
import { everyInput } from '../../support/everyInput';
import { readQuoted } from '../../support/marked';
import { sampleFacts } from '../../support/sampleFiles';

const choices = rules
  .filter((r) => r.check && r.about)
  .map((rule) => [rule, new RuleChoice([rule])] as const);

/** Connections that were shown, and findings, by rule. */
const found = new Map<string, number>();

function look(document: SourceDocument, options: RunOptions): void {
  const facts: Facts = options.facts ?? noFacts;
  for (const outlook of run(document, options).outlooks)
    for (const [rule, choice] of choices) {
      const input = { outlook, document, facts, config: { ...defaultConfig, ...options.config } };
      const said = [...rule.check!(input)];
      if (said.length === 0) continue;
      found.set(rule.meta.id, (found.get(rule.meta.id) ?? 0) + said.length);
      assert.ok(
        choice.for(input).includes(rule),
        `${rule.meta.id} speaks of a connection that it says it is not about: ${document.path}\n${document.text.slice(0, 400)}`,
      );
    }
}

test('no rule has anything to say of a connection that it is not about', () => {
  for (const { path, text } of everyInput()) look({ path, text }, {});
  for (const { meta } of rules)
    for (const example of [...meta.examples.bad, ...meta.examples.good])
      look(
        { path: example.file, text: readQuoted(example.code, meta.id).text },
        {
          ...(example.files ? { facts: sampleFacts(example.files) } : {}),
          ...(example.versions ? { versions: example.versions } : {}),
          ...(example.workspace ? { workspace: example.workspace } : {}),
        },
      );
  const silent = choices.map(([rule]) => rule.meta.id).filter((id) => !found.has(id));
  assert.deepEqual(silent, [], 'every rule found something');
});

test('a rule is shown only what it is about', () => {
  const ruby = rules.find((r) => r.meta.id === 'ruby-tls-names')!;
  const { outlooks, document } = run({
    path: 'app.py',
    text: 'from pymongo import MongoClient\nMongoClient("mongodb://a.example.net", ssl_ca_cert="ca.pem")\n',
  });
  assert.ok(ruby.about);
  assert.deepEqual(new RuleChoice([ruby]).for({ outlook: outlooks[0]!, document, facts: noFacts }), []);
});

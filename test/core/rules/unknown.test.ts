/**
 * What is not known is not judged: every rule's bad examples with their values put in variables and interpolations.
 * A rule that speaks of a value must then be silent; one that speaks of a name may go on.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyEdits } from '../../../server/src/core';
import { rules } from '../../../server/src/core/rules';
import type { Example, Outlook, Span, TextEdit, WrittenOption } from '../../../server/src/core/types';
import { run } from '../../support/checkRule';
import { sampleFacts } from '../../support/sampleFiles';
import { readQuoted } from '../../support/marked';
import { unknownCells, unknownSettings } from '../../support/everyLanguage';
import { aboutNames } from '../../support/rulesAboutNames';

/** How a text of this kind writes a value that nobody can read; undefined where that takes more than one edit. */
function unknownValue(file: string, option: WrittenOption): string | undefined {
  const kind = /\.(\w+)$/.exec(file)?.[1] ?? '';
  switch (option.syntax) {
    case 'keywordArgument':
    case 'pythonDict':
    case 'pythonItem':
    case 'attribute':
    case 'rubyHash':
      return 'unknown_value';
    case 'jsObject':
    case 'builderCall':
    case 'setterCall':
    case 'structField':
    case 'initializer':
      return 'unknownValue';
    case 'hashRocket':
      return kind === 'php' || kind === 'pl' ? '$unknown' : 'unknown_value';
    case 'yamlMapping':
    case 'environment':
    case 'properties':
    case 'flag':
      return '${UNKNOWN}';
    default:
      return undefined;
  }
}

/** The edits that make a URI option's value an interpolation. */
function unknownInUri(
  file: string,
  text: string,
  outlook: Outlook,
  options: readonly WrittenOption[],
): TextEdit[] {
  const uri = outlook.site.uri!.span;
  const kind = /\.(\w+)$/.exec(file)?.[1] ?? '';
  const put = (newText: string): TextEdit[] => options.map((o) => ({ span: o.valueSpan, newText }));
  if (/^(?:env|ya?ml|properties)$/.test(kind) || file === 'Dockerfile') return put('${UNKNOWN}');
  const quote = text[uri.start - 1];
  if (quote !== text[uri.end] || (quote !== '"' && quote !== "'")) return [];
  if (kind === 'py')
    return [{ span: { start: uri.start - 1, end: uri.start - 1 }, newText: 'f' }, ...put('{unknown_value}')];
  if (kind === 'js' || kind === 'ts')
    return [
      { span: { start: uri.start - 1, end: uri.start }, newText: '`' },
      ...put('${unknownValue}'),
      { span: { start: uri.end, end: uri.end + 1 }, newText: '`' },
    ];
  return [];
}

const touches = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** The example with the values at one finding's place unknown; undefined where this cannot be written mechanically. */
function withUnknown(file: string, text: string, outlook: Outlook, place: Span): string | undefined {
  const known = outlook.options.filter((o) => o.value.known && o.valueSpan.end > o.valueSpan.start);
  const at = known.filter((o) => touches(o.span, place));
  const chosen = at.length > 0 ? at : known;
  const inUri = chosen.filter((o) => o.place === 'uri');
  const beside = chosen.filter((o) => o.place !== 'uri');
  const edits: TextEdit[] = inUri.length > 0 ? unknownInUri(file, text, outlook, inUri) : [];
  if (inUri.length > 0 && edits.length === 0) return undefined;
  for (const option of beside) {
    const newText = unknownValue(file, option);
    if (newText === undefined) return undefined;
    edits.push({ span: option.valueSpan, newText });
  }
  return edits.length > 0 ? applyEdits(text, edits) : undefined;
}

function optionsFor(rule: string, example: Example): Parameters<typeof run>[1] {
  const off = rules.find((r) => r.meta.id === rule)!.meta.severity === 'off';
  return {
    ...(example.versions ? { versions: example.versions } : {}),
    ...(example.files ? { facts: sampleFacts(example.files) } : {}),
    config: { rules: off ? { [rule]: 'warning' as const } : {} },
  };
}

/** Rules that look at no value: a package's name, a key, a comment. */
const withoutValues: ReadonlySet<string> = new Set([
  'go-build-tls-config',
  'motor-deprecated',
  'pymongo-obsolete-extra',
  'suppression-without-reason',
  'unused-suppression',
]);

/** True when something in a good example cannot be read off its text. */
function holdsUnknown(rule: string, example: Example): boolean {
  const { text } = readQuoted(example.code, rule);
  if (/\$\{?\w|#\{|\{\w+\}/.test(text)) return true;
  return run({ path: example.file, text }, optionsFor(rule, example)).outlooks.some(
    (o) => o.site.open || o.uri?.open || o.options.some((option) => !option.value.known),
  );
}

describe('what is not known is not judged', () => {
  let tried = 0;
  for (const { meta } of rules)
    test(`${meta.id} ${meta.id in aboutNames ? `may go on, for it speaks of something else (${aboutNames[meta.id]!})` : 'is silent about values that are not known'}`, () => {
      let spoke = false;
      for (const example of meta.examples.bad) {
        const { text } = readQuoted(example.code, meta.id);
        const options = optionsFor(meta.id, example);
        const before = run({ path: example.file, text }, options);
        const own = before.diagnostics.filter((d) => d.rule === meta.id);
        for (const diagnostic of own)
          for (const outlook of before.outlooks.filter((o) =>
            [o.site.span, ...(o.site.uri ? [o.site.uri.span] : [])].some((s) => touches(s, diagnostic.span)),
          )) {
            const changed = withUnknown(example.file, text, outlook, diagnostic.span);
            if (changed === undefined) continue;
            tried++;
            const left = run({ path: example.file, text: changed }, options).diagnostics;
            const speaks = left.filter((d) => d.rule === meta.id).length >= own.length;
            spoke ||= speaks;
            assert.ok(
              !speaks || meta.id in aboutNames,
              `${meta.id} in ${example.file} judges a value that it cannot know:\n${changed}`,
            );
          }
      }
      if (meta.id in aboutNames)
        assert.ok(spoke, `${meta.id} needs no place in the list of rules about names`);
    });

  for (const { meta } of rules.filter((r) => !(r.meta.id in aboutNames) && !withoutValues.has(r.meta.id)))
    test(`${meta.id} is shown something that is not known`, () => {
      const rule = rules.find((r) => r.meta.id === meta.id)!;
      const shown =
        unknownCells(rule).length + unknownSettings(rule).length > 0 ||
        meta.examples.good.some((e) => holdsUnknown(meta.id, e));
      assert.ok(shown, 'a good example has a value that nobody can read');
    });

  test('most examples could be written with unknown values', () => assert.ok(tried > 60, String(tried)));
});

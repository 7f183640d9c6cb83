/**
 * Every rule in every language: the bad and good examples of a rule whose fault lies in a connection string, written
 * in each language's syntax. The rule must find the same place in each, and be silent on the good ones and on unknown values.
 */
import type { DriverId, Example, Outlook, Rule, Span, WrittenOption } from '../../server/src/core/types';
import { run, type RunOptions } from './checkRule';
import {
  hole,
  optionSyntaxes,
  serverSyntaxes,
  uriSyntaxes,
  variableSyntaxes,
  type NamedValue,
  type Syntax,
} from './everySyntax';
import { sampleFacts } from './sampleFiles';
import { readQuoted, writeMarked } from './marked';

/** One connection string with what is found in it between « and », holes as HOLE characters. */
interface Essence {
  readonly rule: Rule;
  readonly example: Example;
  readonly uri: string;
  /** The driver that the example is about; undefined where nothing says which. */
  readonly driver: string | undefined;
}

export interface Cell {
  readonly rule: string;
  readonly syntax: Syntax;
  /** The text with marks at what is found, and with marks at what should be. */
  readonly actual: string;
  readonly wanted: string;
  readonly text: string;
}

/** The connection string of an example, with marks; undefined where the fault lies elsewhere or the text is no plain one. */
function essenceOf(rule: Rule, example: Example): Essence | undefined {
  if (example.files || example.workspace) return undefined;
  const { text, marks } = readQuoted(example.code, rule.meta.id);
  const { outlooks } = run({ path: example.file, text }, { versions: example.versions ?? {} });
  const [outlook] = outlooks;
  if (outlooks.length !== 1 || !outlook?.site.uri || outlook.site.driver.framework) return undefined;
  if (outlook.site.options.some((o) => o.place !== 'uri') || outlook.site.environment || outlook.site.open)
    return undefined;
  if (outlook.site.uri.ampersand !== '&') return undefined;
  const { start, end } = outlook.site.uri.span;
  if (marks.some((m) => m.start < start || m.end > end)) return undefined;
  let uri = '';
  for (let at = start; at <= end; at++) {
    if (marks.some((m) => m.end === at && m.end > m.start)) uri += '»';
    if (marks.some((m) => m.start === at)) uri += '«';
    if (at < end) uri += text[at]!;
  }
  uri = uri.replace(/\$\{\w+\}/g, hole);
  // A bare scheme is a fault only where it is the whole value.
  if (/[{}$\r\n]/.test(uri) || /^«?mongodb(?:\+srv)?:\/\/»?$/.test(uri)) return undefined;
  return { rule, example, uri, driver: driverOf(outlook) };
}

function driverOf(outlook: Outlook): string | undefined {
  return outlook.site.driver.id === 'unknown' ? undefined : outlook.site.driver.id;
}

/** The essence with the value of every marked option unknown; undefined where what is marked is no option's value. */
function withUnknown(essence: Essence): Essence | undefined {
  const question = essence.uri.indexOf('?');
  if (question < 0) return undefined;
  let changed = false;
  const query = essence.uri
    .slice(question + 1)
    .split('&')
    .map((piece) => {
      const equals = piece.indexOf('=');
      if (equals < 0 || !/[«»]/.test(piece) || piece.includes(hole)) return piece;
      changed = true;
      return `${piece.slice(0, equals).replace(/[«»]/g, '')}=${hole}`;
    });
  const uri = `${essence.uri.slice(0, question + 1)}${query.join('&')}`;
  return changed && !/[«»]/.test(uri) ? { ...essence, uri } : undefined;
}

function cell(essence: Essence, syntax: Syntax): Cell {
  const { id } = essence.rule.meta;
  const { text, marks } = readQuoted(syntax.write(essence.uri), id);
  const { diagnostics } = run({ path: syntax.file, text }, runOptions(essence.rule, essence.example));
  const found = diagnostics.filter((d) => d.rule === id).map((d) => ({ ...d.span, label: id }));
  // A value with a hole at its end is marked with what the language writes for the hole: its start says enough.
  const places = essence.uri.includes(hole)
    ? (spans: readonly { start: number; end: number; label: string }[]) =>
        spans.map((s) => ({ ...s, end: s.start + 1 }))
    : (spans: readonly { start: number; end: number; label: string }[]) => spans;
  return {
    rule: id,
    syntax,
    text,
    actual: writeMarked(text, places(found)),
    wanted: writeMarked(text, places(marks)),
  };
}

/** Syntaxes in which an example can be written: of the same driver where it is about one. */
function syntaxesFor({ driver, uri }: Essence): readonly Syntax[] {
  return uriSyntaxes.filter(
    (s) => (driver === undefined || s.driver === driver) && !(s.language === 'Prisma' && uri.includes(hole)),
  );
}

const essences = (rule: Rule, examples: readonly Example[]): readonly Essence[] =>
  examples.flatMap((e) => essenceOf(rule, e) ?? []);

/** The bad examples of a rule in every language. */
export function badCells(rule: Rule): readonly Cell[] {
  let cells = found.get(rule);
  if (!cells) {
    cells = essences(rule, rule.meta.examples.bad).flatMap((e) => syntaxesFor(e).map((s) => cell(e, s)));
    found.set(rule, cells);
  }
  return cells;
}

/** Asked for more than once. */
const found = new WeakMap<Rule, readonly Cell[]>();

/** The good examples of a rule in every language. */
export function goodCells(rule: Rule): readonly Cell[] {
  return essences(rule, rule.meta.examples.good).flatMap((e) => syntaxesFor(e).map((s) => cell(e, s)));
}

/** The bad examples of a rule with unknown values, in every language. */
export function unknownCells(rule: Rule): readonly Cell[] {
  return essences(rule, rule.meta.examples.bad)
    .flatMap((e) => withUnknown(e) ?? [])
    .flatMap((e) => syntaxesFor(e).map((s) => cell(e, s)));
}

/** Options beside a connection string (or settings of a server) of an example, and which part of which one is found. */
interface Settings {
  readonly rule: Rule;
  readonly example: Example;
  readonly driver: DriverId;
  readonly uri: string | undefined;
  readonly options: readonly NamedValue[];
  readonly found: { readonly name: string; readonly part: Part; readonly known: boolean } | undefined;
}
type Part = 'span' | 'nameSpan' | 'valueSpan' | 'in the value';

function partOf(option: WrittenOption, { start, end }: Span): Part | undefined {
  for (const part of ['span', 'nameSpan', 'valueSpan'] as const)
    if (option[part].start === start && option[part].end === end) return part;
  return start >= option.valueSpan.start && end <= option.valueSpan.end ? 'in the value' : undefined;
}

const leafOf = (name: string): string | undefined => /^net\.tls\.(\w+)$/.exec(name)?.[1];

function runOptions(rule: Rule, example: Example): RunOptions {
  return {
    ...(example.versions ? { versions: example.versions } : {}),
    ...(example.files ? { facts: sampleFacts(example.files) } : {}),
    config: rule.meta.severity === 'off' ? { rules: { [rule.meta.id]: 'warning' as const } } : {},
  };
}

/** What an example sets beside its connection string; undefined where its fault lies elsewhere or its text cannot be written anew. */
function settingsOf(rule: Rule, example: Example): Settings | undefined {
  if (example.workspace || rule.meta.id === 'php-driver-options-tls') return undefined;
  const { text, marks } = readQuoted(example.code, rule.meta.id);
  const { outlooks } = run({ path: example.file, text }, runOptions(rule, example));
  const [outlook] = outlooks;
  const driver = outlook?.driver?.id;
  if (outlooks.length !== 1 || !driver || outlook.site.driver.framework || outlook.site.open)
    return undefined;
  const beside = outlook.site.options.filter((o) => o.place !== 'uri' && !o.conditional);
  if (beside.length === 0 || beside.length < outlook.site.options.length || marks.length > 1)
    return undefined;
  const server = driver === 'mongod';
  if (server && !beside.every((o) => leafOf(o.name) !== undefined)) return undefined;
  if (server && text.includes('setParameter')) return undefined;
  const mark = marks[0];
  const at =
    mark &&
    beside.flatMap((o) =>
      partOf(o, mark) ? [{ name: o.name, part: partOf(o, mark)!, known: o.value.known }] : [],
    )[0];
  if (mark && !at) return undefined;
  const { uri, hosts } = outlook.site;
  return {
    rule,
    example,
    driver,
    uri: uri
      ? text.slice(uri.span.start, uri.span.end)
      : hosts?.known
        ? `mongodb://${hosts.value.join(',')}`
        : // What a file holds is a fault whatever the host is.
          rule.meta.category === 'files'
          ? 'mongodb://h.corp/'
          : undefined,
    options: beside.map((o) => ({
      name: (server ? leafOf(o.name) : undefined) ?? o.name,
      value: text.slice(o.valueSpan.start, o.valueSpan.end),
    })),
    found: at && { ...at, name: (server ? leafOf(at.name) : undefined) ?? at.name },
  };
}

/** What is found of settings in one syntax, in words: `tlsCAFile: span`, or nothing. */
export interface SettingsCell {
  readonly language: string;
  readonly text: string;
  readonly actual: string;
  readonly wanted: string;
}

function settingsCells({ rule, example, driver, uri, options, found }: Settings): readonly SettingsCell[] {
  const written =
    driver === 'mongod'
      ? serverSyntaxes.map((s) => ({ ...s, text: s.write(options) }))
      : uri === undefined || uri.includes('${')
        ? []
        : optionSyntaxes
            .filter((s) => s.driver === driver)
            .map((s) => ({ ...s, text: s.write(uri, options), name: (n: string) => n }));
  return written.map(({ language, file, text, name }) => {
    const { diagnostics, outlooks } = run({ path: file, text }, runOptions(rule, example));
    const all = outlooks.flatMap((o) => o.site.options.filter((x) => x.place !== 'uri'));
    const actual = diagnostics
      .filter((d) => d.rule === rule.meta.id)
      .map((d) => {
        const option = all.find((o) => partOf(o, d.span));
        return option ? `${option.name.replace(/^-+/, '')}: ${partOf(option, d.span)!}` : 'elsewhere';
      });
    return {
      language,
      text,
      actual: actual.join(', '),
      wanted: found ? `${name(found.name)}: ${found.part}` : '',
    };
  });
}

/** The bad examples of a rule whose fault stands beside the connection string, in every syntax of their driver. */
export function badSettings(rule: Rule): readonly SettingsCell[] {
  return rule.meta.examples.bad.flatMap((e) => {
    const settings = settingsOf(rule, e);
    return settings?.found ? settingsCells(settings) : [];
  });
}

/** The good ones. */
export function goodSettings(rule: Rule): readonly SettingsCell[] {
  return rule.meta.examples.good.flatMap((e) => {
    const settings = settingsOf(rule, e);
    return settings && !settings.found ? settingsCells(settings) : [];
  });
}

/** The bad ones with the value of the option that is found unknown. */
export function unknownSettings(rule: Rule): readonly SettingsCell[] {
  return rule.meta.examples.bad.flatMap((e) => {
    const settings = settingsOf(rule, e);
    // Unknown already: the rule speaks of something else.
    if (!settings?.found?.known) return [];
    const { name } = settings.found;
    const options = settings.options.map((o) => (o.name === name ? { name, value: undefined } : o));
    return settingsCells({ ...settings, options, found: undefined });
  });
}

/** Rules about a variable of the environment: found in everything that sets one. */
export function variableCells(rule: Rule, assignment: string): readonly SettingsCell[] {
  return variableSyntaxes.map(({ language, file, write }) => {
    const text = write(assignment);
    const { diagnostics } = run({ path: file, text });
    const found = diagnostics.filter((d) => d.rule === rule.meta.id);
    const name = assignment.slice(0, assignment.indexOf('='));
    return {
      language,
      text,
      actual: found
        .map((d) => (text.slice(d.span.start, d.span.end).startsWith(name) ? name : 'elsewhere'))
        .join(', '),
      wanted: name,
    };
  });
}

/** The variables that rules are about, with a value that is found and one that is not. */
export const variables: Readonly<Record<string, readonly [bad: string, good: string]>> = {
  'node-tls-reject-unauthorized': ['NODE_TLS_REJECT_UNAUTHORIZED=0', 'NODE_TLS_REJECT_UNAUTHORIZED=1'],
  'python-https-verify': ['PYTHONHTTPSVERIFY=0', 'PYTHONHTTPSVERIFY=1'],
  'weak-protocol': ['NODE_OPTIONS=--tls-min-v1.0', 'NODE_OPTIONS=--tls-min-v1.2'],
};

/** Languages and formats in which the rule finds its fault, for its documentation page. */
export function provenLanguages(rule: Rule): readonly string[] {
  const variable = variables[rule.meta.id];
  const cells = [
    ...badCells(rule).map((c) => ({ ...c, language: c.syntax.language })),
    ...badSettings(rule),
    ...(variable ? variableCells(rule, variable[0]) : []),
  ];
  return [...new Set(cells.filter((c) => c.actual === c.wanted).map((c) => c.language))];
}

/** Version ranges as the package managers write them, in one form. */
import { compareVersions } from '../drivers/versions';
import type { Range } from './manifest';

/** How a package manager reads what the others read differently. */
export interface RangeStyle {
  /** A version without an operator: exactly it, the same as with a caret, at least it, or every version that starts with it. */
  readonly bare: 'exact' | 'caret' | 'min' | 'prefix';
  /** `~1.2`: up to the next minor version (npm, Cargo), or up to the next major one (Composer). */
  readonly tilde: 'minor' | 'major';
}

/** PEP 440 specifiers, with the caret and tilde of Poetry. */
export const python: RangeStyle = { bare: 'exact', tilde: 'minor' };
export const npm: RangeStyle = { bare: 'exact', tilde: 'minor' };
export const cargo: RangeStyle = { bare: 'caret', tilde: 'minor' };
export const composer: RangeStyle = { bare: 'exact', tilde: 'major' };
export const ruby: RangeStyle = { bare: 'exact', tilde: 'minor' };
export const hex: RangeStyle = { bare: 'exact', tilde: 'minor' };

const version = String.raw`v?(\d+(?:\.(?:\d+|[xX*]))*(?:[-.]?(?:alpha|beta|rc|a|b|dev|post|pre|preview|RELEASE|Final|GA)[-.]?\d*)?)(?:\+[\w.-]*)?`;
const clause = new RegExp(String.raw`^(~=|~>|===?|!=|>=|<=|>|<|\^|~|=)?\s*${version}`, 'i');

/** Numbers of a version up to its first wildcard. */
function release(text: string): number[] {
  const numbers: number[] = [];
  for (const part of text.split('.')) {
    if (!/^\d/.test(part)) break;
    numbers.push(parseInt(part, 10));
  }
  return numbers;
}

/** The first version after all that agree with `numbers` in the first `places` places. */
function after(numbers: readonly number[], places: number): string {
  const upTo = numbers.slice(0, Math.max(1, places));
  return [...upTo.slice(0, -1), (upTo.at(-1) ?? 0) + 1, ...(upTo.length < 2 ? [0] : [])].join('.');
}

/** `^1.2.3`: up to the next change of the first number that is not 0. */
function caret(text: string): Range {
  const numbers = release(text);
  const first = numbers.findIndex((n) => n !== 0);
  return { min: clean(text), below: after(numbers, first < 0 ? numbers.length : first + 1) };
}

function clean(text: string): string {
  return text.replace(/\.?[xX*].*$/, '');
}

/** One clause such as `>=4.0`; undefined when it says nothing about versions. */
function readClause(part: string, style: RangeStyle): Range | undefined {
  const match = clause.exec(part);
  if (!match) return undefined;
  const [, operator = '', number = ''] = match;
  const numbers = release(number);
  const wild = /[xX*]/.test(number);
  switch (operator) {
    case '!=':
      return {};
    case '>=':
    case '>':
      return { min: clean(number) };
    case '<=':
      return { max: clean(number) };
    case '<':
      return { below: clean(number) };
    case '^':
      return caret(number);
    case '~=':
    case '~>':
      return { min: number, below: after(numbers, numbers.length - 1) };
    case '~':
      return {
        min: clean(number),
        below: after(numbers, style.tilde === 'major' ? numbers.length - 1 : Math.min(2, numbers.length)),
      };
    default: {
      if (wild) return { min: numbers.join('.'), below: after(numbers, numbers.length) };
      if (operator !== '' || style.bare === 'exact')
        return npmPrefix(number, style, operator) ?? { exact: number };
      if (style.bare === 'caret') return caret(number);
      return style.bare === 'min' ? { min: number } : { min: number, below: after(numbers, numbers.length) };
    }
  }
}

/** npm reads `4` and `4.1` as `4.x` and `4.1.x`. */
function npmPrefix(number: string, style: RangeStyle, operator: string): Range | undefined {
  const numbers = release(number);
  return style === npm && operator !== '===' && numbers.length < 3
    ? { min: number, below: after(numbers, numbers.length) }
    : undefined;
}

/** Both ranges at once. */
function meet(a: Range, b: Range): Range {
  if (a.exact !== undefined) return a;
  if (b.exact !== undefined) return b;
  const pick = (x: string | undefined, y: string | undefined, sign: 1 | -1): string | undefined =>
    x === undefined || y === undefined ? (x ?? y) : compareVersions(x, y) * sign > 0 ? x : y;
  const min = pick(a.min, b.min, 1);
  const max = pick(a.max, b.max, -1);
  const below = pick(a.below, b.below, -1);
  return {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(below === undefined ? {} : { below }),
  };
}

/** Either range: from the lower start to the higher end. */
function join(a: Range, b: Range): Range {
  const low = (r: Range): string | undefined => r.exact ?? r.min;
  const min =
    low(a) !== undefined && low(b) !== undefined
      ? compareVersions(low(a)!, low(b)!) < 0
        ? low(a)
        : low(b)
      : undefined;
  const ends = [a, b].map((r) => r.below ?? r.exact ?? r.max);
  const open = ends.some((end) => end === undefined);
  const later = !open && compareVersions(ends[0]!, ends[1]!) >= 0 ? a : b;
  const end: Range = open
    ? {}
    : later.below !== undefined
      ? { below: later.below }
      : { max: (later.exact ?? later.max)! };
  return { ...(min === undefined ? {} : { min }), ...end };
}

/** Reads a range: clauses joined by commas, spaces or `and`, alternatives by `|`, `||` or `or`, `1.2 - 2.0`. Text without versions is any version. */
export function readRange(text: string, style: RangeStyle): Range {
  const alternatives = text.slice(0, 300).split(/\s*\|\|?\s*|\s+or\s+/);
  let result: Range | undefined;
  for (const alternative of alternatives) {
    const hyphen = new RegExp(String.raw`^\s*${version}\s+-\s+${version}\s*$`, 'i').exec(alternative);
    let range: Range = {};
    if (hyphen) range = { min: hyphen[1]!, max: hyphen[2]! };
    else {
      const spaced = alternative.replace(/(~=|~>|===?|!=|>=|<=|>|<|\^|~|=)\s+/g, '$1');
      for (const part of spaced.split(/\s*,\s*|\s+and\s+|\s+/))
        range = meet(range, readClause(part.trim(), style) ?? {});
    }
    result = result === undefined ? range : join(result, range);
  }
  return result ?? {};
}

/** Interval notation of Maven, Gradle and NuGet: `[3.0,4.0)`, `[3.8]`, `4.+`; a bare version is that version. */
export function readInterval(text: string): Range {
  const trimmed = text.trim();
  const interval = /^([[(])\s*([^,\])]*)(?:(,)\s*([^\])]*))?([\])])$/.exec(trimmed);
  if (interval) {
    const [, , from = '', comma, to = '', close] = interval;
    if (comma === undefined) return from === '' ? {} : { exact: from.trim() };
    return {
      ...(from.trim() === '' ? {} : { min: from.trim() }),
      ...(to.trim() === '' ? {} : close === ']' ? { max: to.trim() } : { below: to.trim() }),
    };
  }
  const wild = /^(\d+(?:\.\d+)*)\.[+*]/.exec(trimmed);
  if (wild) return { min: wild[1]!, below: after(release(wild[1]!), release(wild[1]!).length) };
  const bare = /^v?(\d+(?:\.\d+)*(?:[-.][\w.]+)?)(?:!!)?$/.exec(trimmed);
  return bare ? { exact: bare[1]! } : {};
}

/** Is the version inside the range? */
export function contains(range: Range, candidate: string): boolean {
  if (range.exact !== undefined) return compareVersions(candidate, range.exact) === 0;
  return (
    (range.min === undefined || compareVersions(candidate, range.min) >= 0) &&
    (range.max === undefined || compareVersions(candidate, range.max) <= 0) &&
    (range.below === undefined || compareVersions(candidate, range.below) < 0)
  );
}

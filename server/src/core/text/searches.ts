/**
 * Searches of a document's text that are paid for once: of the next text only the lines of an edit are searched again, with
 * as many around them as a match can reach over.
 */

import type { Change, Match } from '../types';
import { ownString } from './placed';

/** Where two texts differ, as one span; empty at the end of the text when they are equal. */
export function changeBetween(before: string, after: string): Change {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  // Slices are compared as blocks of memory.
  for (let step = 1 << 16; step >= 64; step >>= 4)
    while (start + step <= shorter && before.slice(start, start + step) === after.slice(start, start + step))
      start += step;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  const limit = shorter - start;
  let same = 0;
  const [a, b] = [before.length, after.length];
  for (let step = 1 << 16; step >= 64; step >>= 4)
    while (
      same + step <= limit &&
      before.slice(a - same - step, a - same) === after.slice(b - same - step, b - same)
    )
      same += step;
  while (same < limit && before.charCodeAt(a - same - 1) === after.charCodeAt(b - same - 1)) same++;
  return { start, oldEnd: a - same, newEnd: b - same };
}

export class Searches {
  /** Every match, by pattern. */
  private readonly found = new Map<RegExp, { index: number; readonly text: string }[]>();
  /** Offset of a match or -1, by pattern. */
  private readonly somewhere = new Map<RegExp, number>();
  /** The patterns that match nowhere, as few questions; undefined: to be put together. */
  private absent: readonly Absent[] | undefined;

  constructor(private current: string) {}

  get text(): string {
    return this.current;
  }

  /** Every match of a global pattern, in order. They move with the text: nobody keeps them over an edit. */
  all(pattern: RegExp): readonly Match[] {
    let found = this.found.get(pattern);
    if (!found) this.found.set(pattern, (found = matchesIn(this.current, pattern, 0)));
    return found;
  }

  /** True when the pattern matches somewhere. */
  has(pattern: RegExp): boolean {
    let at = this.somewhere.get(pattern);
    if (at === undefined) {
      this.somewhere.set(pattern, (at = this.current.search(pattern)));
      this.absent = undefined;
    }
    return at >= 0;
  }

  /** Becomes the same searches of the text that this one became by `change`. */
  edit(text: string, change: Change): void {
    this.current = text;
    const delta = change.newEnd - change.oldEnd;
    const edited = new Lines(text, change);
    for (const [pattern, found] of this.found) {
      if (lineBreaks(pattern) !== 0) {
        this.found.delete(pattern);
        continue;
      }
      const { from, to, part } = edited.around(0);
      const again = matchesIn(part, pattern, from);
      const low = firstFrom(found, from);
      const high = firstFrom(found, to - delta);
      if (delta !== 0) for (let n = high; n < found.length; n++) found[n]!.index += delta;
      if (low < high || again.length > 0) found.splice(low, high - low, ...again);
    }
    for (const [pattern, at] of this.somewhere) {
      if (at < 0) continue;
      const breaks = lineBreaks(pattern);
      if (breaks === undefined) {
        this.somewhere.delete(pattern);
        continue;
      }
      const { from, to, part } = edited.around(breaks);
      if (at < from) continue;
      if (at >= to - delta) this.somewhere.set(pattern, at + delta);
      else {
        const again = part.search(pattern);
        // The match was edited away: searched for again when somebody asks.
        if (again < 0) this.somewhere.delete(pattern);
        else this.somewhere.set(pattern, from + again);
      }
    }
    this.absent ??= absentOf(this.somewhere);
    for (const { any, breaks, patterns } of this.absent) {
      const { from, part } = edited.around(breaks);
      if (!any.test(part)) continue;
      for (const pattern of patterns) {
        const at = part.search(pattern);
        if (at >= 0) this.somewhere.set(pattern, from + at);
      }
      this.absent = undefined;
    }
  }
}

/** Patterns that match nowhere and reach equally far: `any` matches where one of them does. */
interface Absent {
  readonly any: RegExp;
  readonly breaks: number;
  readonly patterns: readonly RegExp[];
}

/** The patterns without a match, put together: an edit asks one question instead of one for each. Those that cannot be joined are forgotten. */
function absentOf(somewhere: Map<RegExp, number>): readonly Absent[] {
  const groups = new Map<
    string,
    { readonly flags: string; readonly breaks: number; readonly patterns: RegExp[] }
  >();
  for (const [pattern, at] of somewhere) {
    if (at >= 0) continue;
    const breaks = lineBreaks(pattern);
    if (breaks === undefined) {
      somewhere.delete(pattern);
      continue;
    }
    const flags = pattern.flags.replace('g', '');
    const key = `${flags} ${breaks}`;
    const group = groups.get(key);
    if (group) group.patterns.push(pattern);
    else groups.set(key, { flags, breaks, patterns: [pattern] });
  }
  return [...groups.values()].map(({ flags, breaks, patterns }) => ({
    any: new RegExp(patterns.map((p) => `(?:${p.source})`).join('|'), flags),
    breaks,
    patterns,
  }));
}

interface Part {
  readonly from: number;
  readonly to: number;
  readonly part: string;
}

/** The lines that an edit changed, with so many around them as a match can reach over. */
class Lines {
  private readonly parts: Part[] = [];

  constructor(
    private readonly text: string,
    private readonly change: Change,
  ) {}

  /** `breaks`: lines before and behind, blank ones not counted. */
  around(breaks: number): Part {
    return (this.parts[breaks] ??= this.cut(breaks));
  }

  private cut(breaks: number): Part {
    const { text, change } = this;
    let from = text.lastIndexOf('\n', change.start - 1) + 1;
    if (change.start === 0) from = 0;
    for (let n = 0; n < breaks && from > 0; ) {
      const start = from < 2 ? 0 : text.lastIndexOf('\n', from - 2) + 1;
      if (text.slice(start, from).trim() !== '') n++;
      from = start;
    }
    const end = (at: number): number => {
      const line = text.indexOf('\n', at);
      return line < 0 ? text.length : line + 1;
    };
    let to = end(change.newEnd);
    for (let n = 0; n < breaks && to < text.length; ) {
      const next = end(to);
      if (text.slice(to, next).trim() !== '') n++;
      to = next;
    }
    return { from, to, part: text.slice(from, to) };
  }
}

function matchesIn(text: string, pattern: RegExp, at: number): { index: number; readonly text: string }[] {
  const found: { index: number; readonly text: string }[] = [];
  pattern.lastIndex = 0;
  for (let m = pattern.exec(text); m; m = pattern.exec(text)) {
    found.push({ index: m.index + at, text: ownString(m[0]) });
    if (m[0] === '') pattern.lastIndex++;
  }
  return found;
}

/** Place of the first match at or behind an offset. */
function firstFrom(found: readonly Match[], offset: number): number {
  let low = 0;
  let high = found.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (found[middle]!.index < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

const known = new WeakMap<RegExp, number | false>();

/**
 * How many line feeds a match can reach over, blank lines not counted; it never depends on more than one character beyond.
 * Undefined for patterns of which that is not plain to see: they are searched for in the whole text each time.
 */
export function lineBreaks(pattern: RegExp): number | undefined {
  let answer = known.get(pattern);
  if (answer === undefined) known.set(pattern, (answer = readPattern(pattern)));
  return answer === false ? undefined : answer;
}

/** A look at the next character: whatever it asks for, the line feed that ends the line answers it. */
const nextCharacter = /\(\?[=!](?:\[\^?(?:[^\]\\]|\\.)+\]|\\[a-zA-Z]|[\w ])\)/g;

function readPattern({ source, flags }: RegExp): number | false {
  if (/[syvu]/.test(flags)) return false;
  const rest = source.replace(nextCharacter, '');
  let breaks = 0;
  for (let i = 0; i < rest.length; i++) {
    const c = rest[i]!;
    if (c === '\\') {
      const escaped = rest[++i] ?? '';
      // White space may be a line feed and blank lines; a repeated group may hold any number of them.
      if (escaped === 's') breaks++;
      // Those that match a line feed, and those that are not letters of a class (references, code points).
      else if (escaped === '' || /[WDnr0-9xucpPkvf]/.test(escaped)) return false;
    } else if (c === '[') {
      let end = i + 1;
      while (end < rest.length && rest[end] !== ']') end += rest[end] === '\\' ? 2 : 1;
      const set = rest.slice(i + 1, end);
      if (set.startsWith('^') ? !/\\[sn]/.test(set) || /\\[WDSB]/.test(set) : /\\[sWDnrSpPuxc]|\n/.test(set))
        return false;
      i = end;
    } else if ((c === '^' || c === '$') && !flags.includes('m')) return false;
    else if (c === '(' && /^\?<?[=!]/.test(rest.slice(i + 1, i + 4))) {
      // What stands before may be looked at a character at a time; what follows was dealt with above.
      if (!/^\?<[=!]/.test(rest.slice(i + 1, i + 4))) return false;
    }
  }
  return breaks > 0 && (breaks > 4 || /\)[*+{]/.test(rest)) ? false : breaks;
}

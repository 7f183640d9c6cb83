/**
 * Searches of a document's text that are paid for once: of the next text only the lines of an edit are searched again.
 * Patterns that could match across a line break are recognised and searched for in the whole text each time.
 */

import type { Change, Match } from '../types';

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
  private readonly found = new Map<RegExp, readonly Match[]>();
  /** Offset of the first match or -1, by pattern. */
  private readonly firsts = new Map<RegExp, number>();

  constructor(readonly text: string) {}

  /** Every match of a global pattern, in order. */
  all(pattern: RegExp): readonly Match[] {
    let found = this.found.get(pattern);
    if (!found) this.found.set(pattern, (found = matchesIn(this.text, pattern, 0)));
    return found;
  }

  /** True when the pattern matches somewhere. */
  has(pattern: RegExp): boolean {
    let first = this.firsts.get(pattern);
    if (first === undefined) this.firsts.set(pattern, (first = this.text.search(pattern)));
    return first >= 0;
  }

  /** The same searches of the text that this one became by `change`. */
  after(text: string, change: Change): Searches {
    const next = new Searches(text);
    const delta = text.length - this.text.length;
    const from = text.lastIndexOf('\n', change.start - 1) + 1;
    const line = text.indexOf('\n', change.newEnd);
    const to = line < 0 ? text.length : line + 1;
    let lines: string | undefined;
    const edited = (): string => (lines ??= text.slice(from, to));
    for (const [pattern, found] of this.found) {
      if (!withinLines(pattern)) continue;
      const again = matchesIn(edited(), pattern, from);
      const low = firstFrom(found, from);
      const high = firstFrom(found, to - delta);
      if (low === high && again.length === 0 && (delta === 0 || high === found.length))
        next.found.set(pattern, found);
      else
        next.found.set(pattern, [
          ...found.slice(0, low),
          ...again,
          ...(delta === 0
            ? found.slice(high)
            : found.slice(high).map((m) => ({ index: m.index + delta, text: m.text }))),
        ]);
    }
    for (const [pattern, first] of this.firsts) {
      if (!withinLines(pattern)) continue;
      if (first >= 0 && first < from) {
        next.firsts.set(pattern, first);
        continue;
      }
      const again = edited().search(pattern);
      if (again >= 0) next.firsts.set(pattern, from + again);
      else if (first < 0) next.firsts.set(pattern, -1);
      else if (first >= to - delta) next.firsts.set(pattern, first + delta);
      // The first match was edited away: searched for again when somebody asks.
    }
    return next;
  }
}

function matchesIn(text: string, pattern: RegExp, at: number): Match[] {
  const found: Match[] = [];
  pattern.lastIndex = 0;
  for (let m = pattern.exec(text); m; m = pattern.exec(text)) {
    found.push({ index: m.index + at, text: m[0] });
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

const known = new WeakMap<RegExp, boolean>();

/**
 * True when a match never holds a line feed and never depends on more than the one character behind its line, so that
 * searching lines one by one finds the same. Patterns for which that is not plain to see count as false.
 */
export function withinLines(pattern: RegExp): boolean {
  let answer = known.get(pattern);
  if (answer === undefined) known.set(pattern, (answer = readPattern(pattern)));
  return answer;
}

/** A look at the next character: whatever it asks for, the line feed that ends the line answers it. */
const nextCharacter = /\(\?[=!](?:\[\^?(?:[^\]\\]|\\.)+\]|\\[a-zA-Z]|[\w ])\)/g;

function readPattern({ source, flags }: RegExp): boolean {
  if (/[syvu]/.test(flags)) return false;
  const rest = source.replace(nextCharacter, '');
  for (let i = 0; i < rest.length; i++) {
    const c = rest[i]!;
    if (c === '\\') {
      // Those that match a line feed, and those that are not letters of a class (references, code points).
      if (/[sWDnr0-9xucpPkvf]/.test(rest[++i] ?? 's')) return false;
    } else if (c === '[') {
      let end = i + 1;
      while (end < rest.length && rest[end] !== ']') end += rest[end] === '\\' ? 2 : 1;
      const negated = rest[i + 1] === '^';
      const set = rest.slice(i + 1, end);
      const breaks = /\\[sn]/.test(set) || set.includes('\n');
      if (negated ? !breaks : /\\[sWDnrSpPuxc]/.test(set) || set.includes('\n')) return false;
      if (negated && /\\[WDSB]/.test(set)) return false;
      i = end;
    } else if ((c === '^' || c === '$') && !flags.includes('m')) return false;
    else if (c === '(' && /^\?<?[=!]/.test(rest.slice(i + 1, i + 4))) {
      // What stands before may be looked at a character at a time; what follows was dealt with above.
      if (!/^\?<[=!]/.test(rest.slice(i + 1, i + 4))) return false;
    }
  }
  return true;
}

/**
 * One reading of a program text, and how the next one is spared most of it. Every place where something of MongoDB's may
 * begin (an anchor) is read by itself; what that gave is kept as a unit, with everything it depended on: the tokens it
 * claimed, the words it looked for in the whole text, the parts it read for another place. After an edit only the units
 * are read again that the edited statement holds or that depended on it; all others are what they were, moved.
 */
import { extentOf, ownString, ownStrings } from '../../text/placed';
import type { Change, ConnectionSite, Match, Memory, PlacedSite, Span } from '../../types';
import type { Literal, Tokens } from './lexer';
import type { Syntax } from './syntax';

/** What one anchor gave. Offsets of the text in which it was read; `moved` is how far all of it has moved since. */
export interface Unit {
  /** Units of an earlier stage come before those of a later one. */
  readonly stage: number;
  readonly at: number;
  moved: number;
  readonly sites: ConnectionSite[];
  /** Where tokens start that no other unit reports, and those that it asked about. */
  readonly claims: number[];
  readonly words: Set<string>;
  /** Parts of the text that were read for it: as they are now. */
  parts: Span[];
  /** From the first to the last place in all of it; absent until somebody asks (`extentOfUnit`). */
  extent?: Span;
}

/** From the first to the last place in all that a unit gave. Most units are read again by the next edit, and never asked. */
export function extentOfUnit(unit: Unit): Span {
  if (unit.extent) return unit.extent;
  const { at, claims, sites } = unit;
  const reach = extentOf(sites);
  unit.extent = {
    start: Math.min(at, reach?.start ?? at, ...claims),
    end: Math.max(at, reach?.end ?? at, ...claims),
  };
  return unit.extent;
}

export class Reading {
  readonly sites: ConnectionSite[] = [];
  readonly claimed: Claims;
  readonly units: Unit[] = [];
  /** What was asked of the whole text, with the answers. */
  readonly answers = new Map<RegExp, boolean>();
  stage = 0;
  /** True when units were joined with each other: then none can be read without the others. */
  entangled = false;
  private unit: Unit | undefined;
  private before = 0;

  constructor(
    readonly s: Syntax,
    readonly searches: Memory['searches'],
    /** Only anchors in these spans are read; absent: all. */
    private readonly spans?: readonly Span[],
  ) {
    this.claimed = new Claims((token) => this.noteToken(token));
    s.asked = {
      word: (word) => void this.unit?.words.add(ownString(word)),
      part: (start, end) => void this.unit?.parts.push({ start, end }),
      says: (pattern) => this.says(pattern),
    };
  }

  /** True when the whole text says so. */
  says(pattern: RegExp): boolean {
    let answer = this.answers.get(pattern);
    if (answer === undefined) this.answers.set(pattern, (answer = this.searches.has(pattern)));
    return answer;
  }

  /** The matches of a pattern, each the anchor of a unit. */
  *matches(pattern: RegExp): Generator<Match> {
    for (const match of this.searches.all(pattern)) {
      if (!this.isRead(match.index)) continue;
      this.begin(match.index);
      yield match;
    }
    this.end();
  }

  /** Those of the offsets that are to be read, each the anchor of a unit. */
  *anchors(offsets: readonly number[]): Generator<number> {
    for (const at of offsets) {
      if (!this.isRead(at)) continue;
      this.begin(at);
      yield at;
    }
    this.end();
  }

  private isRead(at: number): boolean {
    return this.spans === undefined || isWithin(this.spans, at);
  }

  private begin(at: number): void {
    this.end();
    this.unit = {
      stage: this.stage,
      at,
      moved: 0,
      sites: [],
      claims: [],
      words: new Set(),
      parts: [],
    };
    this.before = this.sites.length;
  }

  private end(): void {
    const { unit } = this;
    if (!unit) return;
    this.unit = undefined;
    for (let n = this.before; n < this.sites.length; n++) {
      const site = this.sites[n]!;
      // Units outlive the text.
      ownStrings(site);
      unit.sites.push(site);
    }
    if (unit.sites.length + unit.claims.length + unit.words.size + unit.parts.length > 0)
      this.units.push(unit);
  }

  private noteToken(token: number): void {
    const start = this.s.t.start[token];
    if (start !== undefined) this.unit?.claims.push(start);
  }

  /** Tokens outside of the spans that were claimed or asked about: who else claims them must be read as well. */
  outside(): readonly number[] {
    const { spans } = this;
    if (!spans) return [];
    return this.units.flatMap((u) => u.claims.filter((at) => !isWithin(spans, at)));
  }
}

/** Tokens that a unit reports, so that no other does. */
class Claims extends Set<number> {
  constructor(private readonly note: (token: number) => void) {
    super();
  }
  override add(token: number): this {
    this.note?.(token);
    return super.add(token);
  }
  override has(token: number): boolean {
    this.note(token);
    return super.has(token);
  }
}

/** What is kept of a reading for the next text of the same document. */
export interface Kept {
  readonly s: Syntax;
  readonly units: readonly Unit[];
  readonly answers: ReadonlyMap<RegExp, boolean>;
  readonly entangled: boolean;
}

/** The sites of units in the order of the text: the outer one first, and of two at the same place the one found first. */
export function sitesOf(units: readonly Unit[]): PlacedSite[] {
  const placed = units
    .filter((u) => u.sites.length > 0)
    .sort((a, b) => a.stage - b.stage || a.at + a.moved - (b.at + b.moved))
    .flatMap((u) => u.sites.map((site) => ({ site, moved: u.moved })));
  return placed.sort(
    (a, b) =>
      a.site.span.start + a.moved - (b.site.span.start + b.moved) ||
      b.site.span.end + b.moved - (a.site.span.end + a.moved),
  );
}

/**
 * An edit may change what is read at so many tokens around its statement: the widest look to either side that is not reported
 * (`Syntax.lookedBack`), and room.
 */
const nearTokens = 32;

/** More than this part of the text read again is not worth the trouble. */
const worthwhile = 0.5;

/** What an edit leaves of a reading. */
export interface Remainder {
  /** Units that are what they were; they have been moved to their places. */
  readonly units: readonly Unit[];
  /** Where anchors must be read again. */
  readonly spans: readonly Span[];
}

/** The statements that an edit changed, in the new text; undefined when it may have changed anything. */
export function editedSpan(before: Syntax, now: Syntax, change: Change): Span | undefined {
  if (before.t === now.t) {
    // The edit is within one literal: its statements are what they were.
    const token = now.t.tokenAt(change.start);
    const span = statementsAround(now, token, token + 1);
    return span && { start: span.start, end: span.end };
  }
  const { head, tail } = commonTokens(before.t, now.t, change);
  const was = { from: head, to: before.t.length - tail };
  const is = { from: head, to: now.t.length - tail };
  if (!sameBrackets(before.t, was, now.t, is)) return undefined;
  const delta = now.text.length - before.text.length;
  const oldSpan = statementsAround(before, was.from, was.to);
  const newSpan = statementsAround(now, is.from, is.to);
  if (!oldSpan || !newSpan || oldSpan.depth !== newSpan.depth) return undefined;
  return {
    start: Math.min(oldSpan.start, newSpan.start, change.start),
    end: Math.max(oldSpan.end + delta, newSpan.end, change.newEnd),
  };
}

/** Splits the units into those that stay and those that are to be read again. `extra`: offsets in the new text that must be read too. */
export function remainder(
  kept: Kept,
  now: Syntax,
  change: Change,
  edited: Span,
  extra: readonly number[],
): Remainder | undefined {
  const { t, text } = now;
  const delta = text.length - kept.s.text.length;
  if (edited.end - edited.start > text.length * worthwhile) return undefined;
  const first = t.firstFrom(edited.start);
  const last = t.firstFrom(edited.end);
  const near: Span = {
    start: first > nearTokens ? t.start[first - nearTokens]! : 0,
    end: last + nearTokens < t.length ? t.end[last + nearTokens]! : text.length + 1,
  };
  const newText = text.slice(edited.start, edited.end);
  const oldText = kept.s.text.slice(edited.start, edited.end - delta);
  const holds = new Map<string, boolean>();
  const isSpoken = (word: string): boolean => {
    let answer = holds.get(word);
    if (answer === undefined) holds.set(word, (answer = newText.includes(word) || oldText.includes(word)));
    return answer;
  };
  /** Places are compared in the new text: what lies behind the edit has moved. */
  const place = (at: number): number => (at >= change.oldEnd ? at + delta : at);
  const spans: Span[] = [near];
  // Loops, not closures: there are many units, and each is looked at on every edit.
  const isTouched = (u: Unit): boolean => {
    const { moved } = u;
    if (isWithin(spans, place(u.at + moved))) return true;
    const { start, end } = extentOfUnit(u);
    // On both sides of the edit: it cannot be moved as one.
    if (start + moved < change.oldEnd && end + moved > change.start) return true;
    for (const at of u.claims) if (isWithin(spans, place(at + moved))) return true;
    for (const p of u.parts) if (place(p.end) >= edited.start && place(p.start) <= edited.end) return true;
    return false;
  };
  const isAsked = (u: Unit): boolean => {
    if (u.words.size > 0) for (const word of u.words) if (isSpoken(word)) return true;
    return false;
  };
  const include = (at: number): void => {
    if (!isWithin(spans, at)) spans.push({ start: at, end: at + 1 });
  };
  /** All of a token: who looked into it found it taken. */
  const includeToken = (at: number): void => {
    const token = t.tokenAt(at);
    const end = token < 0 ? at + 1 : t.end[token]!;
    if (!isWithin(spans, at) || !isWithin(spans, end - 1)) spans.push({ start: at, end });
  };
  for (const at of extra) includeToken(at);
  let rest = kept.units;
  for (let more = true; more; ) {
    const left: Unit[] = [];
    for (const unit of rest) {
      if (!isTouched(unit) && !isAsked(unit)) {
        left.push(unit);
        continue;
      }
      include(place(unit.at + unit.moved));
      for (const at of unit.claims) includeToken(place(at + unit.moved));
    }
    more = left.length < rest.length;
    rest = left;
  }
  return { units: rest, spans };
}

/** Moves units to where they are after an edit that touches none of them. */
export function move(units: readonly Unit[], change: Change): void {
  const delta = change.newEnd - change.oldEnd;
  if (delta === 0) return;
  for (const unit of units) {
    if (extentOfUnit(unit).start + unit.moved >= change.oldEnd) unit.moved += delta;
    if (unit.parts.length > 0)
      unit.parts = unit.parts.map((p) => ({
        start: p.start >= change.oldEnd ? p.start + delta : p.start,
        end: p.end >= change.oldEnd ? p.end + delta : p.end,
      }));
  }
}

function isWithin(spans: readonly Span[], at: number): boolean {
  for (const span of spans) if (at >= span.start && at < span.end) return true;
  return false;
}

/** Number of tokens at the beginning and at the end that two texts have in common. */
function commonTokens(
  a: Tokens,
  b: Tokens,
  { start, oldEnd, newEnd }: Change,
): { head: number; tail: number } {
  const delta = newEnd - oldEnd;
  const shorter = Math.min(a.length, b.length);
  // What was taken over is alike; what was read anew may be.
  let { head, tail } = b;
  while (
    head < shorter &&
    a.end[head]! <= start &&
    a.start[head] === b.start[head] &&
    a.end[head] === b.end[head] &&
    a.kind[head] === b.kind[head] &&
    a.newline[head] === b.newline[head]
  )
    head++;
  while (tail < shorter - head) {
    const i = a.length - 1 - tail;
    const k = b.length - 1 - tail;
    if (
      a.start[i]! < oldEnd ||
      a.start[i]! + delta !== b.start[k] ||
      a.end[i]! + delta !== b.end[k] ||
      a.kind[i] !== b.kind[k] ||
      a.newline[i] !== b.newline[k]
    )
      break;
    tail++;
  }
  return { head, tail };
}

/** Tokens, half-open. */
interface Window {
  readonly from: number;
  readonly to: number;
}

/** True when the brackets outside of two windows have the same partners whichever of them stands there. */
function sameBrackets(a: Tokens, was: Window, b: Tokens, is: Window): boolean {
  const old = bracketsIn(a, was);
  const now = bracketsIn(b, is);
  return old.codes === now.codes || (old.closed && now.closed);
}

function bracketsIn(t: Tokens, { from, to }: Window): { codes: string; closed: boolean } {
  let codes = '';
  let closed = true;
  for (let i = from; i < to; i++) {
    const c = t.code[i]!;
    if (c !== 40 && c !== 41 && c !== 91 && c !== 93 && c !== 123 && c !== 125) continue;
    codes += String.fromCharCode(c);
    const partner = t.match[i]!;
    if (partner < from || partner >= to) closed = false;
  }
  return { codes, closed };
}

interface Statements extends Span {
  /** Number of blocks around. */
  readonly depth: number;
}

/** The statements that hold tokens `from`..`to`, with what is joined to them and with the blocks that they head. */
function statementsAround(s: Syntax, from: number, to: number): Statements | undefined {
  const { t } = s;
  const gap: Span = {
    start: from > 0 ? t.end[from - 1]! : 0,
    end: to < t.length ? t.start[to]! : s.text.length,
  };
  if (t.length === 0) return { start: 0, end: s.text.length, depth: 0 };
  return s.grammar.blocks === 'indent' ? linesAround(s, from, to, gap) : blocksAround(s, from, to, gap);
}

function linesAround(s: Syntax, from: number, to: number, gap: Span): Statements {
  const { t, text } = s;
  const joined = to < t.length && !s.beginsLine(to);
  if (from >= to && !joined) return { ...gap, depth: 0 };
  const last = joined ? to : to - 1;
  const line = s.lineOf(Math.min(from, last));
  if (line < 0) return { start: 0, end: text.length, depth: 0 };
  let indent = s.lineIndent(line);
  for (let k = line + 1; k <= last; k++) if (s.beginsLine(k)) indent = Math.min(indent, s.lineIndent(k));
  const end = s.lineBelow(last + 1, indent);
  return {
    start: Math.min(gap.start, t.start[line]!),
    end: Math.max(gap.end, end < t.length ? t.start[end]! : text.length),
    depth: 0,
  };
}

function blocksAround(s: Syntax, from: number, to: number, gap: Span): Statements | undefined {
  const { t } = s;
  // The brackets around the gap before token `from`, outermost first, as long as they are blocks.
  const around: number[] = [];
  for (let open = from === 0 ? -1 : isOpener(t, from - 1) ? from - 1 : t.parent[from - 1]!; open >= 0; ) {
    around.unshift(open);
    open = t.parent[open]!;
  }
  let depth = 0;
  while (depth < around.length && s.isBlock(around[depth]!)) depth++;
  const container = depth > 0 ? around[depth - 1]! : -1;
  let { start, end } = gap;
  let open = false;
  const include = (token: number): void => {
    let k = token;
    while (k >= 0 && t.parent[k] !== container) k = t.parent[k]!;
    if (k < 0) return;
    if (isCloser(t, k) && t.match[k]! >= 0) k = t.match[k]!;
    let low = s.statementStart(k);
    // A statement that begins in the middle of a line shares the line's head (`if x := f(); x {`).
    while (low > 0 && !t.newline[low] && t.parent[low - 1] === container && low - 1 !== container)
      low = s.statementStart(isCloser(t, low - 1) && t.match[low - 1]! >= 0 ? t.match[low - 1]! : low - 1);
    let high = s.statementEnd(k);
    while (
      high < t.length &&
      !t.newline[high] &&
      t.parent[high] === container &&
      !isCloser(t, high) &&
      high + 1 < t.length
    )
      high = Math.max(high + 1, s.statementEnd(high));
    // What stands behind a bracket that nothing closes stands in it.
    for (let i = low; i < high; i++) if (isOpener(t, i) && t.match[i]! < 0) open = true;
    start = Math.min(start, t.start[low]!);
    end = Math.max(end, high < t.length ? t.end[high]! : s.text.length);
  };
  if (around.length > depth) include(around[depth]!);
  for (const token of from < to ? [from, to - 1] : []) include(token);
  if (to < t.length && !isCloser(t, to) && s.statementStart(to) < to) include(to);
  return open ? undefined : { start, end, depth };
}

function isOpener(t: Tokens, i: number): boolean {
  const c = t.code[i];
  return c === 40 || c === 91 || c === 123;
}

function isCloser(t: Tokens, i: number): boolean {
  const c = t.code[i];
  return c === 41 || c === 93 || c === 125;
}

/** True when a literal's content lies behind its token (heredocs): what an edit changes cannot be told from the tokens. */
export function hasHeredocs(t: Tokens): boolean {
  if (!t.lexis.special?.some((special) => special.endsWith('Heredoc'))) return false;
  for (const [token, literal] of t.literals) if (isBehind(t, token, literal)) return true;
  return false;
}

/** True when a literal's content lies behind its token. */
export function isBehind(t: Tokens, token: number, literal: Literal): boolean {
  return literal.from >= t.end[token]!;
}

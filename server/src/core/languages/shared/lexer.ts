/**
 * One tolerant lexer for every program language: text in, tokens out, in one linear pass. What differs between
 * languages is data (a Lexis): comments, string forms, prefixes. Never throws; a literal that does not end counts as punctuation.
 */
import { MappedTextBuilder } from '../../text/mappedText';
import type { Change, MappedText } from '../../types';

export const WORD = 1;
export const NUMBER = 2;
export const STRING = 3;
export const PUNCT = 4;
/** A regular expression literal: never a URI. */
export const REGEX = 5;

/** How a literal writes characters that it cannot hold: `c` drops the backslash of an unknown escape, `python` keeps it, `quote` knows only the backslash and the quote, `doubled` doubles the quote. */
export type Escapes = 'c' | 'python' | 'quote' | 'doubled' | 'backtick' | 'none';

/** How a literal interpolates: the text that opens a hole (`$name` is a dollar sign and a name), or `perl` for `$name`, `@name`, `${…}`. */
export type HoleOpener = '${' | '#{' | '{' | '{{' | '\\(' | '$name' | '$(' | '{$' | '@name';

export interface StringForm {
  readonly open: string;
  /** Default: `open`. */
  readonly close?: string;
  /** Word or punctuation directly before the quote (`f`, `rb`, `$@`), lower case. */
  readonly prefix?: string;
  readonly escapes: Escapes;
  readonly holes?: readonly HoleOpener[];
  readonly multiline?: boolean;
  /** Three or more quotes, closed by as many (C#, Swift). */
  readonly counted?: boolean;
  /** A backslash at the end of a line also takes away the white space that begins the next. */
  readonly joinsLines?: boolean;
  /** One character only (`'x'`): anything else at that quote is punctuation (lifetimes, primes, symbols). */
  readonly character?: boolean;
}

/** The lexical side of a language. */
export interface Lexis {
  readonly lineComments: readonly string[];
  readonly blockComments?: readonly (readonly [open: string, close: string, nested?: boolean])[];
  readonly strings: readonly StringForm[];
  /** Characters that continue a word, besides letters, digits and `_`. */
  readonly wordExtra?: string;
  /** Those of `wordExtra` that also begin one. */
  readonly wordStart?: string;
  /** Punctuation that may stand before a quote as part of the literal (`$`, `@`, `#`). */
  readonly prefixPunctuation?: string;
  /** `/…/` is a regular expression where an operand is expected. */
  readonly regex?: boolean;
  /** Any word directly before a quote is a prefix; unknown ones take the form without prefix but with `{` … as written there. */
  readonly anyPrefix?: boolean;
  readonly special?: readonly Special[];
  /** A backslash at the end of a line joins it with the next. */
  readonly lineJoin?: boolean;
}

/** Forms that need more than an opening and a closing text. */
export type Special =
  | 'rustRaw' // r#"…"#
  | 'cppRaw' // R"x(…)x"
  | 'swiftRaw' // #"…"#
  | 'luaLong' // [==[…]==]
  | 'rubyPercent' // %q(…) %w[…]
  | 'rubyHeredoc' // <<~ID
  | 'phpHeredoc' // <<<ID
  | 'perlHeredoc' // <<"ID"
  | 'perlQuotes' // q(…) qq{…} m/…/ s/…/…/
  | 'elixirSigil' // ~s(…)
  | 'rRaw' // r"(…)"
  | 'dollarCharacter' // $" is a character (Erlang)
  | 'backslashCharacter' // \" is a character (Clojure)
  | 'pod'; // =begin … =cut (Perl), =begin … =end (Ruby)

/** Words after which an operand is expected, so that `/` begins a regular expression. */
const operandWords: ReadonlySet<string> = new Set(
  (
    'return typeof instanceof in of new delete void throw case do else yield await ' +
    'if unless and or not when while until then elsif split grep'
  ).split(' '),
);

const LETTER = 1;
const DIGIT = 2;
const SPACE = 3;
const classes = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  const ch = String.fromCharCode(c);
  if (/[A-Za-z_]/.test(ch)) classes[c] = LETTER;
  else if (/[0-9]/.test(ch)) classes[c] = DIGIT;
  else if (c <= 32 || c === 127) classes[c] = SPACE;
}

const operators = [
  '>>>=', '<=>', '===', '!==', '**=', '...', '||=', '&&=', '??=', '//=', '<<=', '>>=', '..<', '..=',
  '=>', '->', '::', ':=', '==', '!=', '<=', '>=', '&&', '||', '??', '?.', '?:', '+=', '-=', '*=', '/=', '.=',
  '%=', '|=', '&=', '^=', '..', '**', '<-', '<>', '++', '--', '|>', '<|', '=~', '!~', '<<', '!!', '~>',
]; // prettier-ignore
const operatorsByFirst: (string[] | undefined)[] = Array.from({ length: 128 });
/** 1 for the characters that can be an operator's second. */
const operatorSeconds = new Uint8Array(128);
for (const op of operators) {
  (operatorsByFirst[op.charCodeAt(0)] ??= []).push(op);
  operatorSeconds[op.charCodeAt(1)] = 1;
}

/** Tokens of a text as columns; index `i` is a token, -1 none. Brackets know their partner and every token its enclosing bracket. */
export class Tokens {
  kind: Uint8Array;
  start: Int32Array;
  end: Int32Array;
  /** 1 when a line break stands between the token and the one before it. */
  newline: Uint8Array;
  /** The character of punctuation that is one ASCII character, else 0. */
  code: Uint8Array;
  /** Number of tokens. */
  length = 0;
  /** Partner of a bracket, or -1. */
  match: Int32Array = new Int32Array(0);
  /** The open bracket around a token, or -1. */
  parent: Int32Array = new Int32Array(0);
  /** Start and end offsets of comments, in pairs. */
  readonly comments: number[] = [];
  /** Literals that were given up, in pairs: where they began and how far the text was read for them. */
  readonly given: number[] = [];
  /** Characters read for literals that were given up. */
  wasted = 0;
  /** Tokens at the beginning and at the end that were taken over from those of the earlier text. */
  head = 0;
  tail = 0;
  /**
   * What is known of string tokens. Most texts have thousands that nobody asks about: a literal is read again when somebody
   * does. Lexes with special forms note all, since those look behind and ahead of their token.
   */
  readonly literals = new Map<number, Literal>();

  /** One literal at a time is read into these. */
  private alone: Tokens | undefined;

  /** Tokens of a text that nobody needs any more: the next text of the document is read into their columns. */
  spare: Tokens | undefined;

  constructor(
    public text: string,
    readonly lexis: Lexis,
    capacity = (text.length >> 2) + 16,
    spare?: Tokens,
  ) {
    this.kind = column(spare?.kind, capacity, Uint8Array);
    this.start = column(spare?.start, capacity, Int32Array);
    this.end = column(spare?.end, capacity, Int32Array);
    this.newline = column(spare?.newline, capacity, Uint8Array);
    this.code = column(spare?.code, capacity, Uint8Array);
  }

  /** Appends a token; gives its index. */
  push(kind: number, start: number, end: number, newline: boolean): number {
    const i = this.length;
    if (i === this.kind.length) this.resize(i * 2);
    this.kind[i] = kind;
    this.start[i] = start;
    this.end[i] = end;
    this.newline[i] = newline ? 1 : 0;
    const c = kind === PUNCT && end - start === 1 ? this.text.charCodeAt(start) : 0;
    this.code[i] = c < 128 ? c : 0;
    this.length = i + 1;
    return i;
  }

  private resize(capacity: number): void {
    const sized = <T extends Uint8Array | Int32Array>(column: T, made: T): T => {
      made.set(column.subarray(0, capacity));
      return made;
    };
    this.kind = sized(this.kind, new Uint8Array(capacity));
    this.start = sized(this.start, new Int32Array(capacity));
    this.end = sized(this.end, new Int32Array(capacity));
    this.newline = sized(this.newline, new Uint8Array(capacity));
    this.code = sized(this.code, new Uint8Array(capacity));
  }

  /** Gives back the room that was not needed: what lies outside of the tokens is undefined, as in any array. */
  trim(): void {
    this.kind = this.kind.subarray(0, this.length);
    this.start = this.start.subarray(0, this.length);
    this.end = this.end.subarray(0, this.length);
    this.newline = this.newline.subarray(0, this.length);
    this.code = this.code.subarray(0, this.length);
  }

  /** True when the columns are those of tokens that nobody needs any more. */
  isWrittenOver(spare: Tokens | undefined): boolean {
    return (
      spare !== undefined &&
      this.kind.buffer === spare.kind.buffer &&
      this.start.buffer === spare.start.buffer &&
      this.end.buffer === spare.end.buffer &&
      this.newline.buffer === spare.newline.buffer &&
      this.code.buffer === spare.code.buffer
    );
  }

  /** Appends tokens `from`..`to` of another text, moved by `delta` characters. */
  keep(other: Tokens, from: number, to: number, delta: number): void {
    const base = this.length;
    const by = base - from;
    const length = base + to - from;
    if (length > this.kind.length) this.resize(length + 16);
    this.kind.set(other.kind.subarray(from, to), base);
    this.newline.set(other.newline.subarray(from, to), base);
    this.code.set(other.code.subarray(from, to), base);
    if (delta === 0) {
      this.start.set(other.start.subarray(from, to), base);
      this.end.set(other.end.subarray(from, to), base);
    } else {
      const { start, end } = this;
      for (let i = from; i < to; i++) {
        start[i + by] = other.start[i]! + delta;
        end[i + by] = other.end[i]! + delta;
      }
    }
    this.length = length;
  }

  /**
   * Becomes the tokens of the text after an edit within one string literal that stays one: nothing but places changes.
   * False, with nothing changed, for every other edit.
   */
  take(text: string, { start, oldEnd, newEnd }: Change): boolean {
    const token = this.tokenAt(start);
    const delta = newEnd - oldEnd;
    if (
      token < 0 ||
      this.kind[token] !== STRING ||
      this.start[token]! >= start ||
      this.end[token]! <= oldEnd ||
      this.wasted > unboundedWaste
    )
      return false;
    const { given, comments } = this;
    // Literals that were given up further up may have been read as far as this.
    for (let n = 0; n < given.length; n += 2)
      if (given[n]! < start && given[n + 1]! + lookAhead >= start) return false;
    // Tokens that may have looked as far as this are read again too, in sight of some before them.
    const first = this.firstBehind(start - lookAhead);
    const known = Math.max(0, first - nearBehind);
    const to = this.end[token]! + delta;
    const read = (this.alone ??= new Tokens(text, this.lexis, 16));
    read.empty(text);
    read.keep(this, known, first, 0);
    const lexer = new Lexer(read, to, undefined, true);
    lexer.newlineSeen = this.newline[first] === 1;
    lexer.run(this.start[first]!);
    let same = read.length === token - known + 1 && read.wasted === 0 && read.end[token - known] === to;
    for (let i = first; same && i <= token; i++) {
      const k = i - known;
      same =
        read.kind[k] === this.kind[i] &&
        read.code[k] === this.code[i] &&
        read.start[k] === this.start[i] &&
        read.newline[k] === this.newline[i] &&
        (i === token || read.end[k] === this.end[i]);
    }
    if (!same) {
      this.alone = undefined;
      return false;
    }
    const literal = read.literals.get(token - known)!;
    this.text = text;
    this.literals.clear();
    this.literals.set(token, literal);
    this.head = Math.min(this.head, token);
    this.end[token] = to;
    if (delta === 0) return true;
    const { start: starts, end: ends, length } = this;
    for (let i = token + 1; i < length; i++) {
      starts[i]! += delta;
      ends[i]! += delta;
    }
    for (const places of [given, comments])
      for (let n = 0; n < places.length; n++) if (places[n]! > start) places[n]! += delta;
    return true;
  }

  /** Forgets everything; what comes are tokens of `text`. */
  private empty(text: string): void {
    this.truncate(0);
    this.text = text;
    this.comments.length = 0;
    this.given.length = 0;
    this.wasted = 0;
  }

  /** Forgets the tokens from index `length` on. */
  truncate(length: number): void {
    for (let token = length; token < this.length; token++) this.literals.delete(token);
    this.length = length;
  }

  /** Form, content and holes of a string token; undefined for other tokens. */
  literal(token: number): Literal | undefined {
    if (this.kind[token] !== STRING) return undefined;
    let literal = this.literals.get(token);
    if (!literal && !this.lexis.special) {
      literal = literalAt(this, token, () => (this.alone ??= new Tokens(this.text, this.lexis, 16)));
      if (literal) this.literals.set(token, literal);
    }
    return literal;
  }

  /** Text of a token; empty outside the file. */
  at(i: number): string {
    return i >= 0 && i < this.length ? this.text.slice(this.start[i]!, this.end[i]!) : '';
  }

  /** True when token `i` is the punctuation or word `text`. A string never is. */
  is(i: number, text: string): boolean {
    if (i < 0 || i >= this.length || this.kind[i] === STRING) return false;
    const start = this.start[i]!;
    return this.end[i]! - start === text.length && this.text.startsWith(text, start);
  }

  isWord(i: number): boolean {
    return this.kind[i] === WORD;
  }

  isString(i: number): boolean {
    return this.kind[i] === STRING;
  }

  /** The token that holds an offset, or -1 when it is in white space or a comment. */
  tokenAt(offset: number): number {
    let low = 0;
    let high = this.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (this.end[middle]! <= offset) low = middle + 1;
      else if (this.start[middle]! > offset) high = middle - 1;
      else return middle;
    }
    return -1;
  }

  /** The first token that ends behind an offset: all before it end at or before it. */
  firstBehind(offset: number): number {
    let token = this.firstFrom(offset);
    while (token > 0 && this.end[token - 1]! > offset) token--;
    return token;
  }

  /** The first token that starts at or after an offset (the number of tokens when there is none). */
  firstFrom(offset: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.start[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The comment that holds an offset, as its start and end. */
  commentAt(offset: number): { start: number; end: number } | undefined {
    let low = 0;
    let high = this.comments.length / 2 - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (this.comments[middle * 2 + 1]! <= offset) low = middle + 1;
      else if (this.comments[middle * 2]! > offset) high = middle - 1;
      else return { start: this.comments[middle * 2]!, end: this.comments[middle * 2 + 1]! };
    }
    return undefined;
  }

  /** The value of a string token, escapes decoded, interpolations as holes. */
  decode(i: number): MappedText {
    const literal = this.literal(i);
    if (!literal) return { text: '', segments: [] };
    return (literal.decoded ??= decodeLiteral(this.text, literal));
  }

  /** True when a string token's raw content begins with `text` (a quick look before decoding). */
  contentStartsWith(i: number, text: string): boolean {
    const literal = this.literal(i);
    return literal !== undefined && this.text.startsWith(text, literal.from);
  }
}

/** Room for `capacity` numbers, in the memory of a column that is not needed any more where that is enough. What is in it is anything. */
function column<T extends Uint8Array | Int32Array>(
  spare: T | undefined,
  capacity: number,
  make: { new (length: number): T; new (buffer: ArrayBufferLike): T },
): T {
  return spare && spare.buffer.byteLength >= capacity * spare.BYTES_PER_ELEMENT
    ? new make(spare.buffer)
    : new make(capacity + (capacity >> 3));
}

export interface Literal {
  readonly form: StringForm;
  /** Content without quotes; behind the token for heredocs. */
  readonly from: number;
  readonly to: number;
  /** Starts and ends of interpolations, in pairs. */
  readonly holes: readonly number[];
  decoded?: MappedText;
}

/** The tokens of an earlier text of the same document, and where the texts differ. */
export interface EarlierTokens {
  readonly tokens: Tokens;
  readonly change: Change;
}

/**
 * Tokens of `text` with brackets matched; `regions` limits it to the parts that are program text (ascending, in pairs).
 * With the tokens of an earlier text, only those around the edit are read anew; an edit within one literal is made in the
 * earlier tokens themselves, which are then given back.
 */
export function lex(text: string, lexis: Lexis, regions?: readonly number[], before?: EarlierTokens): Tokens {
  // Forms beside the common ones (heredocs, raw literals) look behind and far ahead: their texts are read anew.
  const again = before && regions === undefined && lexis.special === undefined ? before : undefined;
  if (again?.tokens.take(text, again.change)) return again.tokens;
  const tokens =
    (again && relex(text, again.tokens, again.change)) ?? lexAnew(text, lexis, regions ?? [0, text.length]);
  tokens.trim();
  if (!before || !keepBrackets(tokens, before.tokens)) matchBrackets(tokens);
  return tokens;
}

function lexAnew(text: string, lexis: Lexis, regions: readonly number[]): Tokens {
  const tokens = new Tokens(text, lexis);
  for (let r = 0; r + 1 < regions.length; r += 2) {
    let from = regions[r]!;
    if (from === 0 && text.startsWith('#!')) {
      const line = text.indexOf('\n');
      from = line < 0 ? text.length : line;
    }
    new Lexer(tokens, regions[r + 1]!).run(from);
  }
  return tokens;
}

/** What is known of one string token, read again. `alone` gives tokens of the same text to read it into. */
function literalAt(tokens: Tokens, token: number, alone: () => Tokens): Literal | undefined {
  const plain = plainLiteral(tokens, token);
  if (plain) return plain;
  const read = alone();
  read.truncate(0);
  new Lexer(read, tokens.end[token]!, undefined, true).run(tokens.start[token]!);
  return read.literals.get(0);
}

/** The same for the literals that most are: their form is plain to see at both ends, and nothing is interpolated. */
function plainLiteral({ text, lexis, start, end }: Tokens, token: number): Literal | undefined {
  const { forms, prefixes } = prepared(lexis);
  const last = end[token]!;
  let quote = start[token]!;
  while (quote < last && !forms[text.charCodeAt(quote)]) quote++;
  const prefix = text.slice(start[token], quote).toLowerCase();
  if (prefix !== '' && !prefixes.has(prefix)) return undefined;
  for (const form of forms[text.charCodeAt(quote)] ?? []) {
    if ((form.prefix ?? '') !== prefix || !text.startsWith(form.open, quote)) continue;
    if (form.holes || form.counted || form.character) return undefined;
    const close = form.close ?? form.open;
    const from = quote + form.open.length;
    const to = last - close.length;
    if (to >= from && text.startsWith(close, to)) return { form, from, to, holes: noHoles };
  }
  return undefined;
}

// -- an edited text: only the tokens around the edit are read again --------------------------------------------------

/** As long as no more than this is read in vain, the bound on it has no say in the tokens. */
const unboundedWaste = 100_000;

/** Characters that a token may look at behind its end: operators, closing quotes, the character after a word. */
const lookAhead = 16;

/** Tokens before one that the lexer may look at to read it. */
const nearBehind = 8;

/** Tokens of `text` from those of an earlier text; undefined when reading it anew is as good. */
function relex(text: string, before: Tokens, { start, newEnd }: Change): Tokens | undefined {
  if (newEnd - start > text.length / 2 || before.wasted > unboundedWaste) return undefined;
  // Nothing that was read for the tokens kept may lie behind the common start.
  let safe = start - lookAhead;
  for (let n = 0; n < before.given.length; n += 2)
    if (before.given[n]! < safe && before.given[n + 1]! + lookAhead >= start) safe = before.given[n]!;
  const kept = Math.max(0, before.firstBehind(safe) - 1);
  if (kept === 0) return undefined;
  const tokens = new Tokens(text, before.lexis, before.length + 256, before.spare);
  const from = before.start[kept]!;
  // Where people go on typing at one place, what stands before it is in the columns already.
  const there = tokens.isWrittenOver(before.spare) ? Math.min(before.head, kept) : 0;
  tokens.length = there;
  tokens.keep(before, there, kept, 0);
  tokens.head = kept;
  for (let n = 0; n < before.comments.length && before.comments[n]! < from; n += 2)
    tokens.comments.push(before.comments[n]!, before.comments[n + 1]!);
  for (let n = 0; n < before.given.length; n += 2)
    if (before.given[n]! < from) tokens.given.push(before.given[n]!, before.given[n + 1]!);
  const lexer = new Lexer(tokens, text.length, new Earlier(before, newEnd, text.length));
  lexer.newlineSeen = before.newline[kept] === 1;
  lexer.run(from);
  // What is wasted counts twice where both texts waste it: never too little.
  tokens.wasted += before.wasted;
  return tokens.wasted > unboundedWaste ? undefined : tokens;
}

/** The tokens of an earlier text behind the edit: taken over from the first token on that both texts have in the same state. */
class Earlier {
  private next: number;
  private readonly delta: number;

  constructor(
    private readonly before: Tokens,
    /** Offset in the new text from which on both are alike. */
    readonly syncFrom: number,
    newLength: number,
  ) {
    this.delta = newLength - before.text.length;
    this.next = before.firstFrom(syncFrom - this.delta);
  }

  /** Takes over the rest when the old text has a token at the same place, after the same token. */
  joins(tokens: Tokens, at: number, newline: boolean): boolean {
    const { before, delta } = this;
    while (this.next < before.length && before.start[this.next]! + delta < at) this.next++;
    const k = this.next;
    const last = tokens.length - 1;
    if (
      k === 0 ||
      k >= before.length ||
      before.start[k]! + delta !== at ||
      (before.newline[k] === 1) !== newline ||
      last < 0 ||
      tokens.kind[last] !== before.kind[k - 1] ||
      tokens.start[last] !== before.start[k - 1]! + delta ||
      tokens.end[last] !== before.end[k - 1]! + delta ||
      tokens.start[last]! < this.syncFrom
    )
      return false;
    const from = before.start[k]!;
    tokens.keep(before, k, before.length, delta);
    tokens.tail = before.length - k;
    for (let n = 0; n < before.comments.length; n += 2)
      if (before.comments[n]! >= from)
        tokens.comments.push(before.comments[n]! + delta, before.comments[n + 1]! + delta);
    for (let n = 0; n < before.given.length; n += 2)
      if (before.given[n]! >= from) tokens.given.push(before.given[n]! + delta, before.given[n + 1]! + delta);
    return true;
  }
}

interface Pending {
  readonly token: number;
  readonly id: string;
  readonly form: StringForm;
  readonly indented: boolean;
}

/** What of a lexis every run of the lexer needs, made once. */
interface Prepared {
  /** 0: no word; 1: continues one; 2: begins one. */
  readonly wordChars: Uint8Array;
  readonly forms: readonly (readonly StringForm[] | undefined)[];
  readonly prefixes: ReadonlySet<string>;
  readonly prefixLength: number;
  readonly commentStarts: Uint8Array;
  readonly specials: ReadonlySet<Special>;
}

const preparations = new WeakMap<Lexis, Prepared>();

function prepared(lexis: Lexis): Prepared {
  const before = preparations.get(lexis);
  if (before) return before;
  const wordChars = new Uint8Array(128);
  for (let c = 0; c < 128; c++) wordChars[c] = classes[c] === LETTER ? 2 : classes[c] === DIGIT ? 1 : 0;
  for (const c of lexis.wordExtra ?? '') wordChars[c.charCodeAt(0)] = 1;
  for (const c of lexis.wordStart ?? '') wordChars[c.charCodeAt(0)] = 2;
  const forms: StringForm[][] = [];
  const prefixes = new Set<string>();
  for (const form of lexis.strings) {
    const list = (forms[form.open.charCodeAt(0)] ??= []);
    list.push(form);
    list.sort((a, b) => b.open.length - a.open.length);
    if (form.prefix) prefixes.add(form.prefix);
  }
  const commentStarts = new Uint8Array(128);
  for (const c of lexis.lineComments) commentStarts[c.charCodeAt(0)] = 1;
  for (const c of lexis.blockComments ?? []) commentStarts[c[0].charCodeAt(0)] = 1;
  const made: Prepared = {
    wordChars,
    forms: Array.from({ length: 128 }, (_, c) => forms[c]),
    prefixes,
    prefixLength: Math.max(0, ...[...prefixes].map((p) => p.length)),
    commentStarts,
    specials: new Set(lexis.special ?? []),
  };
  preparations.set(lexis, made);
  return made;
}

const noHoles: readonly number[] = [];

class Lexer {
  private readonly text: string;
  private readonly lexis: Lexis;
  private readonly wordChars: Uint8Array;
  private readonly forms: Prepared['forms'];
  private readonly prefixes: ReadonlySet<string>;
  private readonly commentStarts: Uint8Array;
  private readonly specials: ReadonlySet<Special>;
  private readonly noSpecial: boolean;
  /** Longer words are no prefix of a literal. */
  private readonly longestPrefix: number;
  private pending: Pending[] = [];
  newlineSeen = true;
  private depth = 0;
  /** Characters read for literals that did not end: bounded, so that broken text stays linear. */
  private wasted = 0;
  private readonly mayWaste: number;

  constructor(
    private readonly tokens: Tokens,
    private readonly to: number,
    private readonly earlier?: Earlier,
    /** True when what is found out about literals is kept. */
    private readonly notes = tokens.lexis.special !== undefined,
  ) {
    this.text = tokens.text;
    this.lexis = tokens.lexis;
    this.mayWaste = unboundedWaste + 4 * this.text.length;
    const p = prepared(this.lexis);
    this.wordChars = p.wordChars;
    this.forms = p.forms;
    this.prefixes = p.prefixes;
    this.commentStarts = p.commentStarts;
    this.specials = p.specials;
    this.noSpecial = p.specials.size === 0 && !this.lexis.prefixPunctuation;
    this.longestPrefix = p.specials.size > 0 || this.lexis.anyPrefix ? 6 : p.prefixLength;
  }

  /** Lexes from `from`; `closer` ends it at that bracket on its own level (inside an interpolation). Gives the offset where it ended. */
  run(from: number, closer = 0): number {
    const { text, to, tokens } = this;
    const opener = closer === 125 ? 123 : closer === 41 ? 40 : 0;
    let level = 0;
    let i = from;
    const { earlier } = this;
    const syncFrom = earlier && closer === 0 ? earlier.syncFrom : Infinity;
    while (i < to) {
      if (i >= syncFrom && earlier!.joins(tokens, i, this.newlineSeen)) return to;
      const c = text.charCodeAt(i);
      const cls = c < 128 ? classes[c]! : LETTER;
      if (cls === SPACE) {
        if (c === 10 || c === 13) {
          this.newlineSeen = true;
          if (this.pending.length && closer === 0) {
            i = this.heredocBodies(c === 13 && text.charCodeAt(i + 1) === 10 ? i + 2 : i + 1);
            continue;
          }
          if (this.specials.has('pod') && text.charCodeAt(i + 1) === 61) {
            const end = this.pod(i + 1);
            if (end > 0) {
              i = end;
              continue;
            }
          }
        }
        i++;
        continue;
      }
      if (c < 128 && this.commentStarts[c]) {
        const end = this.comment(i);
        if (end > 0) {
          tokens.comments.push(i, end);
          i = end;
          continue;
        }
      }
      if (c >= 128 ? true : this.wordChars[c] === 2) {
        i = this.word(i);
        continue;
      }
      if (cls === DIGIT) {
        i = this.number(i);
        continue;
      }
      const special = this.noSpecial ? 0 : this.special(i, c);
      if (special > 0) {
        i = special;
        continue;
      }
      if (this.forms[c]) {
        const end = this.string(i, i, '');
        if (end > 0) {
          i = end;
          continue;
        }
      }
      if (c === 92 && this.lexis.lineJoin) {
        // A joined line is no new line.
        let j = i + 1;
        if (text.charCodeAt(j) === 13) j++;
        if (text.charCodeAt(j) === 10) {
          i = j + 1;
          continue;
        }
      }
      if (closer !== 0) {
        if (c === opener) level++;
        else if (c === closer) {
          if (level === 0) return i;
          level--;
        }
      }
      i = this.punctuation(i, c);
    }
    return i;
  }

  private push(kind: number, start: number, end: number): number {
    const index = this.tokens.push(kind, start, end, this.newlineSeen);
    this.newlineSeen = false;
    return index;
  }

  private pushString(
    start: number,
    end: number,
    form: StringForm,
    from: number,
    to: number,
    holes: readonly number[] = noHoles,
  ): number {
    const token = this.push(STRING, start, end);
    if (this.notes) this.tokens.literals.set(token, { form, from, to, holes });
    return end;
  }

  private comment(i: number): number {
    const { text, to } = this;
    for (const [open, close, nested] of this.lexis.blockComments ?? []) {
      if (!text.startsWith(open, i)) continue;
      if (!nested) {
        const end = text.indexOf(close, i + open.length);
        return end < 0 || end > to ? to : end + close.length;
      }
      let level = 1;
      let j = i + open.length;
      while (j < to) {
        const nextClose = text.indexOf(close, j);
        if (nextClose < 0 || nextClose > to) return to;
        const nextOpen = text.indexOf(open, j);
        if (nextOpen >= 0 && nextOpen < nextClose) {
          level++;
          j = nextOpen + open.length;
        } else {
          level--;
          j = nextClose + close.length;
          if (level === 0) return j;
        }
      }
      return to;
    }
    for (const open of this.lexis.lineComments) {
      if (!text.startsWith(open, i)) continue;
      // `#[` is an attribute in PHP and Rust, `#{` an interpolation.
      let end = i + open.length;
      while (end < to) {
        const c = text.charCodeAt(end);
        if (c === 10 || c === 13) break;
        end++;
      }
      return end;
    }
    return 0;
  }

  private word(i: number): number {
    const { text, to, wordChars } = this;
    let end = i + 1;
    while (end < to) {
      const c = text.charCodeAt(end);
      if (c < 128 ? wordChars[c] === 0 : c === 0xfeff || c === 0x2028 || c === 0x2029) break;
      end++;
    }
    if (text.charCodeAt(i) === 0xfeff) return i + 1;
    const next = text.charCodeAt(end);
    if (end < to && end - i <= this.longestPrefix && (!this.noSpecial || this.forms[next])) {
      const word = text.slice(i, end).toLowerCase();
      if (this.forms[next] && (this.prefixes.has(word) || (this.lexis.anyPrefix && next === 34))) {
        if (this.specials.has('cppRaw') && /^(?:u8|u|l)?r$/.test(word) && text.charCodeAt(end - 1) === 82) {
          const raw = this.cppRaw(i, end);
          if (raw > 0) return raw;
        }
        if (this.specials.has('rRaw') && word === 'r') {
          const raw = this.rRaw(i, end);
          if (raw > 0) return raw;
        }
        const known = this.prefixes.has(word);
        const string = this.string(i, end, known ? word : '');
        if (string > 0) return string;
      }
      if (next === 35 && this.specials.has('rustRaw') && /^(?:b|c)?r$/.test(word)) {
        const raw = this.hashRaw(i, end, '"', []);
        if (raw > 0) return raw;
      }
      if (this.specials.has('perlQuotes') && /^(?:q|qq|qw|m|s|tr|y|qr)$/.test(word)) {
        const quoted = this.perlQuote(i, end, word);
        if (quoted > 0) return quoted;
      }
    }
    this.push(WORD, i, end);
    return end;
  }

  private number(i: number): number {
    const { text, to } = this;
    let end = i + 1;
    while (end < to) {
      const c = text.charCodeAt(end);
      if (c < 128 && (classes[c] === LETTER || classes[c] === DIGIT)) end++;
      else if (c === 46 && text.charCodeAt(end + 1) >= 48 && text.charCodeAt(end + 1) <= 57) end++;
      else break;
    }
    this.push(NUMBER, i, end);
    return end;
  }

  private punctuation(i: number, c: number): number {
    const { text, to } = this;
    if (c === 47 && this.lexis.regex) {
      const end = this.operandExpected() ? this.regex(i) : 0;
      if (end > 0) {
        this.push(REGEX, i, end);
        return end;
      }
      // Perl: `$url // "mongodb://…"` is one operator: after its first half a pattern would begin.
      if (text.charCodeAt(i + 1) === 47 && text.charCodeAt(i + 2) !== 61) {
        this.push(PUNCT, i, i + 2);
        return i + 2;
      }
    }
    const ops = c < 128 ? operatorsByFirst[c] : undefined;
    if (ops && operatorSeconds[text.charCodeAt(i + 1)])
      for (const op of ops) {
        if (i + op.length <= to && text.startsWith(op, i)) {
          this.push(PUNCT, i, i + op.length);
          return i + op.length;
        }
      }
    this.push(PUNCT, i, i + 1);
    return i + 1;
  }

  /** True where a value, not an operator, would come next. */
  private operandExpected(): boolean {
    const t = this.tokens;
    const last = t.length - 1;
    if (last < 0) return true;
    const kind = t.kind[last];
    if (kind === WORD) return operandWords.has(t.at(last));
    if (kind !== PUNCT) return false;
    const c = this.text.charCodeAt(t.start[last]!);
    // After `<` it is a closing tag (JSX), after a closing bracket a division.
    return c !== 41 && c !== 93 && c !== 125 && c !== 60;
  }

  private regex(i: number): number {
    const { text, to } = this;
    if (this.wasted > this.mayWaste) return 0;
    let inClass = false;
    for (let j = i + 1; j < to; j++) {
      const c = text.charCodeAt(j);
      if (c === 10 || c === 13) {
        this.tokens.given.push(i, j);
        return 0;
      }
      if (c === 92) j++;
      else if (c === 91) inClass = true;
      else if (c === 93) inClass = false;
      else if (c === 47 && !inClass) {
        j++;
        while (j < to && /[a-z]/.test(text[j]!)) j++;
        return j;
      }
    }
    this.tokens.given.push(i, to);
    this.waste(to - i);
    return 0;
  }

  private special(i: number, c: number): number {
    const { text, specials } = this;
    if (specials.size === 0 && !this.lexis.prefixPunctuation) return 0;
    if (this.lexis.prefixPunctuation?.includes(text[i]!)) {
      let j = i;
      while (j < this.to && this.lexis.prefixPunctuation.includes(text[j]!)) j++;
      if (c === 35 && specials.has('swiftRaw') && text.charCodeAt(j) === 34) {
        const raw = this.hashRaw(i, i, '"', ['\\(']);
        if (raw > 0) return raw;
      }
      const prefix = text.slice(i, j);
      if (this.prefixes.has(prefix) && this.forms[text.charCodeAt(j)]) {
        const end = this.string(i, j, prefix);
        if (end > 0) return end;
      }
    }
    if (c === 91 && specials.has('luaLong')) return this.luaLong(i);
    if (c === 37 && specials.has('rubyPercent')) return this.rubyPercent(i);
    if (c === 60 && text.charCodeAt(i + 1) === 60) {
      if (specials.has('phpHeredoc')) return this.heredocTag(i, /<<<[ \t]*(["']?)([A-Za-z_]\w*)\1/y, true);
      if (specials.has('rubyHeredoc')) return this.heredocTag(i, /<<[~-]?(["'`]?)([A-Z_]\w*)\1/y, true);
      if (specials.has('perlHeredoc')) return this.heredocTag(i, /<<~?(["']?)([A-Za-z_]\w*)\1/y, true);
    }
    if (c === 126 && specials.has('elixirSigil')) return this.sigil(i);
    if (c === 36 && specials.has('dollarCharacter')) {
      const end = text.charCodeAt(i + 1) === 92 ? i + 3 : i + 2;
      this.push(NUMBER, i, Math.min(end, this.to));
      return Math.min(end, this.to);
    }
    if (c === 92 && specials.has('backslashCharacter')) {
      this.push(NUMBER, i, Math.min(i + 2, this.to));
      return Math.min(i + 2, this.to);
    }
    return 0;
  }

  /** A literal whose quote stands at `quote`; `start` is where its prefix begins. 0 when it does not end. */
  private string(start: number, quote: number, prefix: string): number {
    const { text } = this;
    for (const form of this.forms[text.charCodeAt(quote)] ?? []) {
      if ((form.prefix ?? '') !== prefix || !text.startsWith(form.open, quote)) continue;
      let used = form;
      let content = quote + form.open.length;
      if (form.counted) {
        let n = 0;
        while (text.charCodeAt(quote + n) === form.open.charCodeAt(0)) n++;
        const quotes = form.open[0]!.repeat(n);
        used = { ...form, open: quotes, close: quotes };
        content = quote + n;
      }
      if (form.character) {
        const end =
          text.charCodeAt(content) === 92
            ? text.indexOf("'", content + 2)
            : content + (text.codePointAt(content)! > 0xffff ? 2 : 1);
        if (end < 0 || end > content + 12 || end >= this.to || text[end] !== "'") return 0;
        return this.pushString(start, end + 1, form, content, end);
      }
      const end = this.body(start, content, used);
      if (end > 0) return end;
    }
    return 0;
  }

  /** Reads a literal's content up to its closing text and pushes the token. */
  private body(start: number, from: number, form: StringForm): number {
    if (this.wasted > this.mayWaste) return 0;
    const end = this.bodyEnd(start, from, form);
    if (end === 0) {
      this.tokens.given.push(start, this.stopped);
      this.waste(this.stopped - from);
    }
    return end;
  }

  private waste(characters: number): void {
    this.wasted += characters;
    this.tokens.wasted += characters;
  }

  /** Where the last literal that did not end was given up. */
  private stopped = 0;

  private bodyEnd(start: number, from: number, form: StringForm): number {
    const { text, to } = this;
    const close = form.close ?? form.open;
    const closeCode = close.charCodeAt(0);
    const openCode = form.open.charCodeAt(form.open.length - 1);
    const nests = openCode !== closeCode && close.length === 1 && form.close !== undefined;
    const backslash = form.escapes === 'c' || form.escapes === 'python' || form.escapes === 'quote';
    let holes: number[] | undefined;
    let level = 0;
    let j = from;
    while (j < to) {
      const c = text.charCodeAt(j);
      this.stopped = j;
      if ((c === 10 || c === 13) && !form.multiline) return 0;
      if (c === 92 && backslash) {
        if (form.holes?.includes('\\(') && text.charCodeAt(j + 1) === 40) {
          const end = this.hole(j + 2, 41);
          if (end === 0) {
            this.stopped = to;
            return 0;
          }
          (holes ??= []).push(j, end);
          j = end;
          continue;
        }
        // A backslash at the end of a line continues the literal.
        if (text.charCodeAt(j + 1) === 13 && text.charCodeAt(j + 2) === 10) j++;
        j += 2;
        continue;
      }
      if (c === 96 && form.escapes === 'backtick') {
        j += 2;
        continue;
      }
      if (c === closeCode && text.startsWith(close, j) && level === 0) {
        if (form.escapes === 'doubled' && text.startsWith(close, j + close.length)) {
          j += close.length * 2;
          continue;
        }
        // `""""` ends with the last three quotes.
        let end = j + close.length;
        if (close.length >= 3) while (text.charCodeAt(end) === closeCode) end++;
        return this.pushString(start, end, form, from, end - close.length, holes);
      }
      if (nests) {
        if (c === openCode) level++;
        else if (c === closeCode) level--;
      }
      if (form.holes) {
        const end = this.holeAt(j, c, form.holes);
        if (end < 0) {
          this.stopped = to;
          return 0;
        }
        if (end > 0) {
          (holes ??= []).push(j, end);
          j = end;
          continue;
        }
        if (c === 123 && text.charCodeAt(j + 1) === 123 && form.holes[0] === '{') {
          j += 2;
          continue;
        }
      }
      j++;
    }
    return 0;
  }

  /** End of an interpolation that begins at `j`; 0 when none does, -1 when it does not end. */
  private holeAt(j: number, c: number, openers: readonly HoleOpener[]): number {
    const { text } = this;
    for (const opener of openers) {
      if (c !== opener.charCodeAt(0)) continue;
      if (opener === '$name' || opener === '@name') {
        const first = text.charCodeAt(j + 1);
        if (!(first < 128 && classes[first] === LETTER)) continue;
        let end = j + 2;
        while (
          end < this.to &&
          (classes[text.charCodeAt(end)] === LETTER || classes[text.charCodeAt(end)] === DIGIT)
        )
          end++;
        // `$a->b`, `$a[0]`, `$a{b}` belong to the name.
        const access = /(?:->\w+|->?\[[^\]\s]{0,40}\]|\[[^\]\s]{1,40}\]|(?:->)?\{[^}\s]{1,40}\})+/y;
        access.lastIndex = end;
        if (opener === '$name' && this.specials.size && access.test(text)) end = access.lastIndex;
        return Math.min(end, this.to);
      }
      if (!text.startsWith(opener, j)) continue;
      if (opener === '{') {
        if (text.charCodeAt(j + 1) === 123) continue;
        const end = this.hole(j + 1, 125);
        return end === 0 ? -1 : end;
      }
      const end = this.hole(j + opener.length, opener === '$(' || opener === '\\(' ? 41 : 125);
      if (end === 0) return -1;
      return opener === '{{' && text.charCodeAt(end) === 125 ? end + 1 : end;
    }
    return 0;
  }

  /** Offset after the bracket that closes an interpolation; 0 when it does not end. Its tokens are not kept. */
  private hole(from: number, closer: number): number {
    if (this.depth > 40) return 0;
    const t = this.tokens;
    const length = t.length;
    const comments = t.comments.length;
    const newline = this.newlineSeen;
    this.depth++;
    const end = this.run(from, closer);
    this.depth--;
    t.truncate(length);
    t.comments.length = comments;
    this.newlineSeen = newline;
    return end < this.to && this.text.charCodeAt(end) === closer ? end + 1 : 0;
  }

  /** `r#"…"#`, `#"…"#`: any number of number signs, counted. `hashes` is where they begin. */
  private hashRaw(start: number, hashes: number, quote: string, holes: readonly HoleOpener[]): number {
    const { text } = this;
    let n = 0;
    while (text.charCodeAt(hashes + n) === 35) n++;
    if (text[hashes + n] !== quote) return 0;
    const triple = text.startsWith('"""', hashes + n) ? 3 : 1;
    const close = quote.repeat(triple) + '#'.repeat(n);
    const from = hashes + n + triple;
    const end = text.indexOf(close, from);
    if (end < 0 || end + close.length > this.to) return 0;
    const form: StringForm = { open: quote, close, escapes: 'none', multiline: true };
    const found: number[] = [];
    if (holes.length) {
      const opener = '\\' + '#'.repeat(n) + '(';
      for (let j = text.indexOf(opener, from); j >= 0 && j < end; j = text.indexOf(opener, j)) {
        const stop = text.indexOf(')', j);
        if (stop < 0 || stop > end) break;
        found.push(j, stop + 1);
        j = stop + 1;
      }
    }
    return this.pushString(start, end + close.length, form, from, end, found);
  }

  private cppRaw(start: number, quote: number): number {
    const { text } = this;
    const open = text.indexOf('(', quote);
    if (open < 0 || open - quote > 17) return 0;
    const close = ')' + text.slice(quote + 1, open) + '"';
    const end = text.indexOf(close, open);
    if (end < 0 || end + close.length > this.to) return 0;
    const form: StringForm = { open: '"', close, escapes: 'none', multiline: true };
    return this.pushString(start, end + close.length, form, open + 1, end);
  }

  private rRaw(start: number, quote: number): number {
    const open = /(["'])(-*)([([{])/y;
    open.lastIndex = quote;
    const m = open.exec(this.text);
    if (!m) return 0;
    const close = { '(': ')', '[': ']', '{': '}' }[m[3]!]! + m[2]! + m[1]!;
    const end = this.text.indexOf(close, open.lastIndex);
    if (end < 0 || end + close.length > this.to) return 0;
    const form: StringForm = { open: m[1]!, close, escapes: 'none', multiline: true };
    return this.pushString(start, end + close.length, form, open.lastIndex, end);
  }

  private luaLong(i: number): number {
    const open = /\[=*\[/y;
    open.lastIndex = i;
    const m = open.exec(this.text);
    if (!m) return 0;
    const close = ']' + '='.repeat(m[0].length - 2) + ']';
    const end = this.text.indexOf(close, open.lastIndex);
    if (end < 0 || end + close.length > this.to) return 0;
    const form: StringForm = { open: m[0], close, escapes: 'none', multiline: true };
    return this.pushString(i, end + close.length, form, open.lastIndex, end);
  }

  private rubyPercent(i: number): number {
    if (!this.operandExpected() && !(this.text[i - 1] === ' ' && /[qQwWiI]/.test(this.text[i + 1] ?? '')))
      return 0;
    const m = /%([qQwWiIrsx]?)([([{<|!/])/y;
    m.lastIndex = i;
    const found = m.exec(this.text);
    if (!found) return 0;
    return this.delimited(
      i,
      m.lastIndex - 1,
      /[QWIrx]/.test(found[1]!) || found[1] === '' ? ['#{'] : undefined,
      found[1] === 'r',
    );
  }

  private sigil(i: number): number {
    const m = /~([a-zA-Z]+)("""|'''|[([{<|/"'])/y;
    m.lastIndex = i;
    const found = m.exec(this.text);
    if (!found) return 0;
    const lower = /^[a-z]/.test(found[1]!);
    if (found[2]!.length === 3) {
      const form: StringForm = {
        open: found[2]!,
        escapes: lower ? 'c' : 'none',
        multiline: true,
        ...(lower ? { holes: ['#{'] as const } : {}),
      };
      return this.body(i, m.lastIndex, form);
    }
    const end = this.delimited(i, m.lastIndex - 1, lower ? ['#{'] : undefined, /^[rR]$/.test(found[1]!));
    let after = end;
    while (after > 0 && /[a-z]/.test(this.text[after] ?? '')) after++;
    return after;
  }

  private perlQuote(i: number, at: number, word: string): number {
    const { text } = this;
    let open = at;
    while (text[open] === ' ') open++;
    const delimiter = text[open];
    if (!delimiter || /[\w\s,;)]/.test(delimiter)) return 0;
    // `q => 1` and `$h{s}` are no quotes.
    if (
      delimiter === '=' ||
      (delimiter === '-' && text[open + 1] === '>') ||
      (open > at && delimiter === '#')
    )
      return 0;
    if (i > 0 && /[$@%&{>]/.test(text[i - 1]!) && (text[i - 1] !== '{' || text[at] === '}')) return 0;
    const end = this.delimited(
      i,
      open,
      word === 'qq' || word === 'qr' || word === 'm' ? ['$name', '@name'] : undefined,
      /^(?:m|s|tr|y|qr)$/.test(word),
    );
    if (end === 0 || !/^(?:s|tr|y)$/.test(word)) return end;
    // The second half of a substitution.
    const stop = '([{<'.includes(delimiter) ? end : text.indexOf(delimiter, end);
    return stop < 0 || stop - end > 400 ? end : stop === end ? end : stop + 1;
  }

  /** A literal in any delimiters; brackets nest. */
  private delimited(
    start: number,
    open: number,
    holes: readonly HoleOpener[] | undefined,
    regex: boolean,
  ): number {
    const opener = this.text[open]!;
    const close = { '(': ')', '[': ']', '{': '}', '<': '>' }[opener] ?? opener;
    const form: StringForm = {
      open: opener,
      close,
      escapes: holes ? 'c' : 'quote',
      multiline: true,
      ...(holes ? { holes } : {}),
    };
    const index = this.tokens.length;
    const end = this.body(start, open + 1, form);
    if (end > 0 && regex) {
      this.tokens.kind[index] = REGEX;
      this.tokens.literals.delete(index);
    }
    return end;
  }

  private heredocTag(i: number, pattern: RegExp, indented: boolean): number {
    pattern.lastIndex = i;
    const m = pattern.exec(this.text);
    if (!m) return 0;
    const last = this.tokens.length - 1;
    // `a << B` appends, it opens no heredoc.
    if (
      last >= 0 &&
      this.tokens.kind[last] !== PUNCT &&
      !m[1] &&
      m[0].startsWith('<<') &&
      /^<<[A-Z_]/.test(m[0]) &&
      this.tokens.end[last] !== i &&
      this.text[i + 2] !== '<'
    ) {
      if (this.text.indexOf('\n' + m[2]!, i) < 0) return 0;
    }
    const raw = m[1] === "'";
    const holes: readonly HoleOpener[] = this.specials.has('rubyHeredoc') ? ['#{'] : ['{$', '${', '$name'];
    const form: StringForm = {
      open: m[0],
      close: '',
      escapes: raw ? 'none' : 'c',
      multiline: true,
      ...(raw ? {} : { holes }),
    };
    const token = this.push(STRING, i, pattern.lastIndex);
    this.pending.push({ token, id: m[2]!, form, indented });
    this.tokens.literals.set(token, { form, from: i, to: i, holes: noHoles });
    return pattern.lastIndex;
  }

  private heredocBodies(at: number): number {
    const { text, to } = this;
    let i = at;
    const waiting = this.pending;
    this.pending = [];
    for (const { token, id, form } of waiting) {
      const from = i;
      let end = -1;
      let after = to;
      for (let line = i; line < to; ) {
        let stop = text.indexOf('\n', line);
        if (stop < 0 || stop > to) stop = to;
        let c = line;
        while (text[c] === ' ' || text[c] === '\t') c++;
        if (text.startsWith(id, c) && !/\w/.test(text[c + id.length] ?? '')) {
          end = line;
          after = c + id.length;
          break;
        }
        line = stop + 1;
      }
      if (end < 0) return i;
      const holes: number[] = [];
      if (form.holes)
        for (let j = from; j < end; j++) {
          const c = text.charCodeAt(j);
          if (c === 92) {
            j++;
            continue;
          }
          if (c !== 36 && c !== 35 && c !== 123) continue;
          const stop = this.holeAt(j, c, form.holes);
          if (stop > 0 && stop <= end) {
            holes.push(j, stop);
            j = stop - 1;
          }
        }
      if (this.tokens.literals.has(token))
        this.tokens.literals.set(token, { form, from, to: Math.max(from, end - 1), holes });
      i = after;
    }
    return i;
  }

  private pod(i: number): number {
    const ruby = this.specials.has('rubyPercent');
    // Perl: every word begins a part of the documentation (Pod::Weaver has `=method` and `=attr`).
    const m = ruby ? /=begin\b/y : /=[A-Za-z]\w*/y;
    m.lastIndex = i;
    const found = m.exec(this.text);
    if (!found) return 0;
    const close = ruby ? '\n=end' : '\n=cut';
    const stop = this.text.indexOf(close, i);
    const end = stop < 0 || stop > this.to ? this.to : stop + close.length;
    this.tokens.comments.push(i, end);
    return end;
  }
}

/** Partners and parents of brackets. A closing bracket without its opener is ignored; openers left open end with their parent. */
function matchBrackets(t: Tokens): void {
  t.match = new Int32Array(t.length).fill(-1);
  t.parent = new Int32Array(t.length).fill(-1);
  matchWithin(t, 0, t.length, []);
}

/** The same for an edited text, where the edit left the brackets or put in and took out whole pairs; false where it did not. */
function keepBrackets(t: Tokens, before: Tokens): boolean {
  const { head, tail } = t;
  if (head === 0 || tail === 0) return false;
  const oldTail = before.length - tail;
  const newTail = t.length - tail;
  const by = newTail - oldTail;
  const was = bracketsIn(before, head, oldTail);
  const is = bracketsIn(t, head, newTail);
  const same = was.length === is.length && was.every((i, n) => before.code[i] === t.code[is[n]!]);
  if (!same && was.some((i) => before.match[i]! < head || before.match[i]! >= oldTail)) return false;
  // The brackets that are open before the edit, outermost first.
  const stack: number[] = [];
  for (
    let open = isOpenCode(before.code[head - 1]!) ? head - 1 : before.parent[head - 1]!;
    open >= 0;
    open = before.parent[open]!
  )
    stack.unshift(open);
  const around = [...stack];
  const match = (t.match = column(before.spare?.match, t.length, Int32Array).subarray(0, t.length));
  const parent = (t.parent = column(before.spare?.parent, t.length, Int32Array).subarray(0, t.length));
  match.set(before.match.subarray(0, head));
  parent.set(before.parent.subarray(0, head));
  match.fill(-1, head, newTail);
  if (!same) {
    const lowest = matchWithin(t, head, newTail, stack);
    if (lowest < around.length || stack.length !== around.length) return false;
  }
  /** Where a token of the earlier text is now. */
  const now = (i: number): number => (i < head ? i : i >= oldTail ? i + by : is[was.indexOf(i)]!);
  if (same) {
    let top = stack[stack.length - 1] ?? -1;
    for (let i = head, n = 0; i < newTail; i++) {
      if (i === is[n]) {
        match[i] = now(before.match[was[n]!]!);
        parent[i] = now(before.parent[was[n]!]!);
        top = isOpenCode(t.code[i]!) ? i : parent[i]!;
        n++;
      } else parent[i] = top;
    }
  }
  for (const open of around) match[open] = now(before.match[open]!);
  match.set(before.match.subarray(oldTail), newTail);
  parent.set(before.parent.subarray(oldTail), newTail);
  if (by !== 0 || was.some((i, n) => i !== is[n]))
    for (let i = newTail; i < t.length; i++) {
      if (match[i]! >= head) match[i] = now(match[i]!);
      if (parent[i]! >= head) parent[i] = now(parent[i]!);
    }
  return true;
}

function bracketsIn(t: Tokens, from: number, to: number): number[] {
  const found: number[] = [];
  for (let i = from; i < to; i++) {
    const c = t.code[i]!;
    if (isOpenCode(c) || c === 41 || c === 93 || c === 125) found.push(i);
  }
  return found;
}

function isOpenCode(c: number): boolean {
  return c === 40 || c === 91 || c === 123;
}

/** Matches the brackets of tokens `from`..`to`, the open ones in `stack`; gives the lowest height that the stack had. */
function matchWithin(t: Tokens, from: number, to: number, stack: number[]): number {
  const { code, match, parent } = t;
  let lowest = stack.length;
  for (let i = from; i < to; i++) {
    const c = code[i]!;
    if (c === 41 || c === 93 || c === 125) {
      const opener = c === 41 ? 40 : c === 93 ? 91 : 123;
      let k = stack.length - 1;
      const limit = Math.max(0, stack.length - 64);
      while (k >= limit && code[stack[k]!] !== opener) k--;
      if (k >= limit && k >= 0) {
        const open = stack[k]!;
        match[open] = i;
        match[i] = open;
        stack.length = k;
        if (k < lowest) lowest = k;
      }
    }
    parent[i] = stack.length ? stack[stack.length - 1]! : -1;
    if (c === 40 || c === 91 || c === 123) stack.push(i);
  }
  return lowest;
}

const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', a: '\x07', e: '\x1b', s: ' ', '0': '\0',
}; // prettier-ignore

function decodeLiteral(text: string, literal: Literal): MappedText {
  const { form, from, to, holes } = literal;
  const out = new MappedTextBuilder();
  let h = 0;
  let plain = from;
  let i = from;
  const flush = (): void => {
    out.verbatim(text, plain, i);
  };
  const close = form.close ?? form.open;
  while (i < to) {
    if (h < holes.length && i >= holes[h]!) {
      flush();
      out.hole(holes[h]!, holes[h + 1]!);
      i = plain = holes[h + 1]!;
      h += 2;
      continue;
    }
    const c = text[i]!;
    if (c === '\\' && (form.escapes === 'c' || form.escapes === 'python')) {
      const [value, escape] = readEscape(text, i, to, form.escapes);
      let length = escape;
      if (form.joinsLines && /[\r\n]/.test(text[i + 1] ?? ''))
        while (i + length < to && /\s/.test(text[i + length]!)) length++;
      if (length > 0) {
        flush();
        out.escape(value, i, i + length);
        i = plain = i + length;
        continue;
      }
    } else if (c === '\\' && form.escapes === 'quote') {
      const next = text[i + 1];
      if (next === '\\' || next === close || next === form.open) {
        flush();
        out.escape(next, i, i + 2);
        i = plain = i + 2;
        continue;
      }
    } else if (form.escapes === 'doubled' && text.startsWith(close + close, i)) {
      flush();
      out.escape(close, i, i + close.length * 2);
      i = plain = i + close.length * 2;
      continue;
    } else if (c === '`' && form.escapes === 'backtick' && i + 1 < to) {
      flush();
      out.escape(text[i + 1]!, i, i + 2);
      i = plain = i + 2;
      continue;
    }
    if (form.holes?.[0] === '{' && (c === '{' || c === '}') && text[i + 1] === c) {
      flush();
      out.escape(c, i, i + 2);
      i = plain = i + 2;
      continue;
    }
    i++;
  }
  i = Math.max(plain, to);
  flush();
  return out.build();
}

/** Meaning and length of the escape at `i`; length 0 when the backslash stands for itself. */
function readEscape(text: string, i: number, to: number, style: 'c' | 'python'): [string, number] {
  if (i + 1 >= to) return ['', 0];
  const next = text[i + 1]!;
  if (next === '\n') return ['', 2];
  if (next === '\r') return ['', text[i + 2] === '\n' ? 3 : 2];
  const hex = (length: number): [string, number] => {
    const digits = text.slice(i + 2, Math.min(to, i + 2 + length));
    return digits.length === length && /^[0-9A-Fa-f]+$/.test(digits)
      ? [codePoint(parseInt(digits, 16)), 2 + length]
      : ['', 0];
  };
  if (next === 'x') return hex(2);
  if (next === 'u') {
    if (text[i + 2] === '{') {
      const close = text.indexOf('}', i + 3);
      const digits = close > 0 && close < to ? text.slice(i + 3, close) : '';
      return /^[0-9A-Fa-f]{1,8}$/.test(digits) ? [codePoint(parseInt(digits, 16)), close + 1 - i] : ['', 0];
    }
    return hex(4);
  }
  if (next === 'U') return hex(8);
  if (next >= '0' && next <= '7') {
    const octal = /^[0-7]{1,3}/.exec(text.slice(i + 1, Math.min(to, i + 4)))![0];
    return [String.fromCharCode(parseInt(octal, 8)), 1 + octal.length];
  }
  const simple = simpleEscapes[next];
  if (simple !== undefined && !(style === 'python' && (next === 'e' || next === 's'))) return [simple, 2];
  if (style === 'python' && !/['"\\]/.test(next)) return ['', 0];
  return [next, 2];
}

function codePoint(value: number): string {
  return value <= 0x10ffff ? String.fromCodePoint(value) : '\ufffd';
}

/**
 * Structure without a parser: what a token stream says about calls, arguments, literals, assignments and definitions.
 * Everything is read on demand around the few tokens that matter, so a file costs little more than its lexing.
 */
import { MappedTextBuilder } from '../../text/mappedText';
import type { MappedText, Span } from '../../types';
import { lex, NUMBER, PUNCT, REGEX, STRING, WORD } from './lexer';
import type { EarlierTokens, Lexis, Tokens } from './lexer';

/** The grammatical side of a language, as data. */
export interface Grammar {
  /** What joins a name and a value inside brackets. */
  readonly named: readonly string[];
  readonly assign: readonly string[];
  /** Operators that join texts. */
  readonly concat: readonly string[];
  /** Literals that follow each other are one. */
  readonly adjacent?: boolean;
  /** What stands between a thing and its member. */
  readonly member: readonly string[];
  readonly truths: Readonly<Record<string, boolean | null>>;
  /** `braces`: blocks are `{…}`, statements end at `;` and, unless `semicolons`, at a line break; `indent`: blocks are indented. */
  readonly blocks: 'braces' | 'indent';
  readonly semicolons?: boolean;
  /** What unpacks another map into this one. */
  readonly spread?: readonly string[];
  /** `f a, b` calls without brackets. */
  readonly bareCalls?: boolean;
  /** `{ name }` is short for `{ name: name }`. */
  readonly shorthand?: boolean;
  /** `Type { Name = value }` or `Type { name: value }` is a literal, not a block. */
  readonly structLiterals?: boolean;
  /** Types whose variables are declared with their value in braces (C++: `pool options{client};`). */
  readonly declares?: RegExp;
  /** `{name, value}` is an entry (Erlang tuples, C# dictionary initialisers, Elixir). */
  readonly tuples?: boolean;
  /** The value of an option may hold further ones and is one all the same (Perl: `ssl => { … }`). */
  readonly holding?: boolean;
  /** `@name value` defines (Elixir). */
  readonly attributes?: boolean;
  /** A word in lower case that is a value stands for itself (Erlang). */
  readonly atoms?: boolean;
  /** `:name value :name value` without commas (Clojure). */
  readonly pairs?: boolean;
}

/** Token indices, half-open. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** `name = value` inside brackets. */
export interface Entry extends Range {
  readonly name: string;
  /** The token that holds the name. */
  readonly nameToken: number;
  readonly nameSpan: Span;
  readonly value: Range;
  readonly shorthand?: boolean;
}

/** What stands before an opening bracket. */
export interface Callee {
  /** First token of the path (`pymongo` of `pymongo.MongoClient`). */
  readonly from: number;
  /** The last word of the path. */
  readonly nameToken: number;
  readonly name: string;
  /** Words joined by dots, generics left out. */
  readonly path: string;
  /** True when the path hangs on a call or an index (`a().b(`). */
  readonly chained: boolean;
}

/** An assignment, a default or an entry that gives a name its value. */
export interface Definition {
  readonly path: string;
  readonly nameToken: number;
  /** First token of the left side. */
  readonly from: number;
  readonly value: Range;
  /** `parameter`: only a default. */
  readonly kind: 'assignment' | 'parameter' | 'item';
}

/** A name and the sign that gives it a value are no farther apart, its type included. */
const signDistance = 18;

/** Signs that lengthen what a name stands for. */
const appending: ReadonlySet<string> = new Set(['+=', '.=', '<<']);

/** A definition under a key: its path, `path.*` for members of a path, `*.name` for a name, `path +` for what lengthens it. */
interface Keyed {
  readonly key: string;
  readonly definition: Definition;
}

const noEntries: readonly Keyed[] = [];

type Signs = Readonly<Record<'assign' | 'named' | 'member' | 'concat', ReadonlySet<string>>>;

const signs = new WeakMap<Grammar, Signs>();

/** A grammar's signs, put together once: every edit makes a Syntax. */
function setsOf(grammar: Grammar): Signs {
  let sets = signs.get(grammar);
  if (!sets) {
    sets = {
      assign: new Set(grammar.assign),
      named: new Set(grammar.named),
      member: new Set(grammar.member),
      concat: new Set(grammar.concat),
    };
    signs.set(grammar, sets);
  }
  return sets;
}

/** What stands before a name and is no part of it. */
const sigils: ReadonlySet<string> = new Set(['&', '*', '$', '%', '@', '\\', '**', '...']);
const modifiers: ReadonlySet<string> = new Set(['await', 'ref', 'move', 'mut', 'my', 'out']);

const quoteless = /^[A-Za-z_$@][\w$@?!-]*$/;

/** Who looks farther than so many tokens beyond a statement says so: less than `nearTokens` of reading.ts. */
const farLook = 24;

export class Syntax {
  readonly t: Tokens;
  /** Told of every word that the whole text is searched for, and of parts of the text that are read for another place. */
  asked:
    | { word(word: string): void; part(from: number, to: number): void; says(pattern: RegExp): boolean }
    | undefined;
  private readonly entries = new Map<number, readonly Keyed[]>();
  /** Where the statement of a token starts and where that of its followers ends: a statement may be as long as the text. */
  private readonly starts = new Map<number, number>();
  private readonly ends = new Map<number, number>();
  /** What was found under a key: many connections may ask for the same name. */
  private readonly keyed = new Map<string, readonly Definition[]>();
  private readonly assignSet: ReadonlySet<string>;
  private readonly namedSet: ReadonlySet<string>;
  private readonly memberSet: ReadonlySet<string>;
  private readonly concatSet: ReadonlySet<string>;

  constructor(
    readonly text: string,
    lexis: Lexis,
    readonly grammar: Grammar,
    regions?: readonly number[],
    before?: EarlierTokens,
  ) {
    this.t = lex(text, lexis, regions, before);
    const sets = setsOf(grammar);
    this.assignSet = sets.assign;
    this.namedSet = sets.named;
    this.memberSet = sets.member;
    this.concatSet = sets.concat;
  }

  span(from: number, to: number): Span {
    if (to <= from) {
      const at = this.t.start[Math.min(from, this.t.length - 1)] ?? 0;
      return { start: at, end: at };
    }
    return { start: this.t.start[from]!, end: this.t.end[to - 1]! };
  }

  /** Punctuation token `i` as text, or empty for other kinds. */
  punct(i: number): string {
    return this.t.kind[i] === PUNCT ? this.t.at(i) : '';
  }

  isOpen(i: number): boolean {
    return this.t.kind[i] === PUNCT && this.t.match[i]! > i;
  }

  isMember(i: number): boolean {
    return this.t.kind[i] === PUNCT && this.memberSet.has(this.t.at(i));
  }

  isAssign(i: number): boolean {
    return this.t.kind[i] === PUNCT && this.assignSet.has(this.t.at(i));
  }

  isConcat(i: number): boolean {
    return this.t.kind[i] === PUNCT && this.concatSet.has(this.t.at(i));
  }

  // -- brackets ------------------------------------------------------------------------------------------------

  /** Items of a bracket, split at commas (and at semicolons and, in blocks of entries, line breaks where the language does so). */
  items(open: number): Range[] {
    return this.split(open + 1, this.t.match[open]! < 0 ? open + 1 : this.t.match[open]!);
  }

  /** `from`..`to` split at commas on its own level. */
  split(from: number, to: number): Range[] {
    const { t, grammar } = this;
    if (grammar.pairs) return this.splitPairs(from, to);
    const out: Range[] = [];
    let start = from;
    for (let i = from; i < to; i++) {
      const c = t.kind[i] === PUNCT && t.end[i]! - t.start[i]! === 1 ? this.text.charCodeAt(t.start[i]!) : 0;
      if (t.match[i]! > i) i = t.match[i]!;
      else if (c === 44 || c === 59) {
        if (i > start) out.push({ from: start, to: i });
        start = i + 1;
      } else if (i > start && t.newline[i] && this.entryStart(i) && this.lineEnds(i - 1, i)) {
        // Records whose fields stand on lines of their own (F#, VB, Kotlin maps).
        out.push({ from: start, to: i });
        start = i;
      }
    }
    if (to > start) out.push({ from: start, to });
    return out;
  }

  private entryStart(i: number): boolean {
    return this.t.kind[i] === WORD && this.namedSet.has(this.punct(i + 1)) && this.punct(i + 1) === '=';
  }

  private splitPairs(from: number, to: number): Range[] {
    const { t } = this;
    const out: Range[] = [];
    let i = from;
    while (i < to) {
      const next = t.match[i]! > i ? t.match[i]! + 1 : i + 1;
      const key =
        (t.kind[i] === WORD && t.at(i).startsWith(':')) || (t.kind[i] === STRING && (next - from) % 2 === 1);
      if (key && next < to) {
        let end = next;
        // `^{…} x`, `#(…)`, `(f x)`, `@x`.
        while (end < to && t.kind[end] === PUNCT && !(t.match[end]! > end)) end++;
        end = Math.min(to, t.match[end]! > end ? t.match[end]! + 1 : end + 1);
        out.push({ from: i, to: end });
        i = end;
      } else {
        out.push({ from: i, to: next });
        i = next;
      }
    }
    return out;
  }

  /** The name and value of an item, when it has a name. */
  entry(item: Range): Entry | undefined {
    const { t, grammar } = this;
    let { from } = item;
    const { to } = item;
    if (to <= from) return undefined;
    if (grammar.pairs) {
      const key =
        t.kind[from] === WORD && t.at(from).startsWith(':')
          ? t.at(from).slice(1)
          : t.isString(from)
            ? t.decode(from).text
            : '';
      if (!key || from + 1 >= to) return undefined;
      return {
        ...item,
        name: key,
        nameToken: from,
        nameSpan: { start: t.start[from]! + (t.isString(from) ? 0 : 1), end: t.end[from]! },
        value: { from: from + 1, to },
      };
    }
    const first = this.punct(from);
    // `.name = value` (C), `:name => value` (Ruby, Elixir, Julia).
    if ((first === '.' || first === ':') && t.kind[from + 1] === WORD) from++;
    if (first === '[' && t.match[from] === from + 2 && from + 3 < to) {
      // `["name"] = value`; `[name]: value` has the name that a variable holds.
      if (this.isVariable(from + 1)) return undefined;
      if (this.namedSet.has(this.punct(from + 3)) || this.punct(from + 3) === '=')
        return this.makeEntry(item, from + 1, { from: from + 4, to });
      return undefined;
    }
    if (grammar.tuples && first === '{' && t.match[from]! >= to - 1) {
      const inner = this.items(from);
      if (inner.length === 2 && inner[0]!.to - inner[0]!.from <= 2)
        return this.makeEntry(item, inner[0]!.to - 1, inner[1]!);
      return undefined;
    }
    if (t.kind[from] !== WORD && t.kind[from] !== STRING) return undefined;
    let sep = from + 1;
    if (
      this.namedSet.has(this.punct(sep)) ||
      (t.kind[sep] === WORD && t.at(sep) === 'to' && this.namedSet.has('to'))
    ) {
      // `name: Type = value` is a parameter or a property with its type.
      if (this.punct(sep) === ':' && t.kind[from] === WORD) {
        for (let i = sep + 1; i < to; i++) {
          if (t.match[i]! > i) i = t.match[i]!;
          else if (this.punct(i) === '=' && this.assignSet.has('=') && this.typeLike(sep + 1, i)) {
            sep = i;
            break;
          } else if (this.punct(i) === '=' || this.punct(i) === '=>') break;
        }
      }
      if (sep + 1 > to) return undefined;
      return this.makeEntry(item, from, { from: sep + 1, to });
    }
    // `Type name = value`, `private String name = value`, `val name = value`: the last word before the sign.
    if (t.kind[from] === WORD && t.kind[sep] === WORD) {
      let i = sep;
      while (i < to && (t.kind[i] === WORD || this.punct(i) === '*')) i++;
      if (i > sep && this.punct(i) === '=' && this.namedSet.has('='))
        return this.makeEntry(item, i - 1, { from: i + 1, to });
    }
    if (grammar.shorthand && to === from + 1 && t.kind[from] === WORD && this.punct(t.parent[from]!) === '{')
      return { ...this.makeEntry(item, from, { from, to })!, shorthand: true };
    if (
      grammar.shorthand &&
      t.kind[from] === WORD &&
      this.punct(sep) === '(' &&
      this.punct(t.match[sep]! + 1) === '{'
    )
      return this.makeEntry(item, from, { from: sep, to });
    return undefined;
  }

  private typeLike(from: number, to: number): boolean {
    for (let i = from; i < to; i++) if (this.t.kind[i] === STRING || this.t.kind[i] === NUMBER) return false;
    return to > from;
  }

  private makeEntry(item: Range, nameToken: number, value: Range): Entry | undefined {
    const { t } = this;
    const name = t.isString(nameToken) ? t.decode(nameToken).text : t.at(nameToken);
    if (!name || name.length > 120) return undefined;
    return {
      ...item,
      name,
      nameToken,
      nameSpan: { start: t.start[nameToken]!, end: t.end[nameToken]! },
      value,
    };
  }

  /** What stands before an opening bracket: `pymongo.MongoClient` of `pymongo.MongoClient(`. */
  callee(open: number): Callee | undefined {
    const { t } = this;
    let i = open - 1;
    // `Box<T>(`, `foo!(`, `a?.(`, `T() {`, `f.(`
    if (this.punct(open) === '{' && this.punct(i) === ')' && t.match[i]! >= 0) i = t.match[i]! - 1;
    while (
      this.punct(i) === '!' ||
      this.punct(i) === '?.' ||
      (this.punct(i) === '.' && this.punct(open) === '(')
    )
      i--;
    const generic = this.punct(i);
    if (generic === '>' || generic === '>>' || (generic === ']' && this.punct(open) === '(')) {
      const start = this.genericStart(i);
      if (start < 0) return undefined;
      i = start - 1;
    }
    return this.pathEndingAt(i);
  }

  /** The path of words that ends at token `end`. */
  pathEndingAt(end: number): Callee | undefined {
    const { t } = this;
    if (t.kind[end] !== WORD) return undefined;
    const words = [t.at(end)];
    let i = end;
    let chained = false;
    while (this.isMember(i - 1)) {
      let before = i - 2;
      // `?.`, `!!.` and `as X.` are rare; `::<T>` is Rust.
      while (this.punct(before) === '!' || this.punct(before) === '!!' || this.punct(before) === '?')
        before--;
      if (t.kind[before] === WORD) {
        words.unshift(t.at(before));
        i = before;
      } else {
        if (
          this.punct(before) === ')' ||
          this.punct(before) === ']' ||
          this.punct(before) === '}' ||
          t.kind[before] === STRING
        )
          chained = true;
        i--;
        break;
      }
    }
    return { from: i, nameToken: end, name: t.at(end), path: words.join('.'), chained };
  }

  private genericStart(i: number): number {
    const { t } = this;
    if (this.punct(i) === ']') return t.match[i]!;
    let level = 0;
    let start = -1;
    let k = i;
    for (; k >= 0 && i - k < 60; k--) {
      const p = this.punct(k);
      if (p === '>') level++;
      else if (p === '>>') level += 2;
      else if (p === '<' && --level <= 0) {
        start = this.isMember(k - 1) ? k - 1 : k;
        break;
      } else if (p === ';' || p === '{' || p === '(') break;
    }
    this.lookedBack(k, i);
    return start;
  }

  /** Says so when a look back from token `from` to `to` went farther than an edit is thought to reach (`nearTokens`). */
  lookedBack(to: number, from: number): void {
    const { t } = this;
    if (from - to > farLook) this.asked?.part(t.start[Math.max(0, to)]!, t.end[from]!);
  }

  // -- statements ----------------------------------------------------------------------------------------------

  /** True when a statement may end between two tokens that a line break separates. */
  lineEnds(before: number, after: number): boolean {
    const { t } = this;
    if (!t.newline[after]) return false;
    if (this.grammar.semicolons) return false;
    const a = this.punct(before);
    // The head of an indented block.
    if (a === ':' && this.grammar.blocks === 'indent') return true;
    if (a && !/^(?:[)\]}>]|\+\+|--|!|!!|\?)$/.test(a)) return false;
    const b = this.punct(after);
    if (b && this.grammar.blocks === 'indent' && this.grammar.adjacent)
      return !(b === ')' || b === ']' || b === '}');
    if (
      b &&
      (this.memberSet.has(b) ||
        (this.concatSet.has(b) && b !== '++') ||
        /^(?:[?:)\],&|=*/%]|\|\||&&|\?\?|\|>|=>|==|!=|<|->|\?:)$/.test(b))
    )
      return false;
    if (t.kind[after] === WORD && /^(?:or|and|instanceof|in|else|infix)$/.test(t.at(after)))
      return t.at(after) === 'else';
    return true;
  }

  /** First token of the statement or item that holds token `i`. */
  statementStart(i: number): number {
    const { t } = this;
    const parent = t.parent[i]!;
    const { starts } = this;
    const passed: number[] = [];
    let k = i;
    let start = -1;
    while (k > 0) {
      if (t.parent[k] === parent) {
        const known = starts.get(k);
        if (known !== undefined) {
          start = known;
          break;
        }
        passed.push(k);
      }
      const before = this.beforeInStatement(k, parent);
      if (before === k) {
        start = k;
        break;
      }
      k = before;
    }
    start = Math.max(start, 0);
    for (const token of passed) starts.set(token, start);
    return start;
  }

  /** The token or bracketed part before token `k` in its statement, at its first token; `k` when the statement starts there. */
  private beforeInStatement(k: number, parent: number): number {
    const { t } = this;
    const before = k - 1;
    if (before === parent) return k;
    // A bracket that closed: jump over it.
    if (t.parent[before] !== parent)
      return t.match[before]! >= 0 && t.match[before]! < before ? t.match[before]! : k;
    const p = this.punct(before);
    if (p === ';' || p === ',') return k;
    const closes = (p === '}' || p === ')' || p === ']') && t.match[before]! >= 0;
    if (closes && p === '}' && this.isBlock(t.match[before]!) && !this.isMember(k)) return k;
    if (this.lineEnds(before, k) && !this.bracketed(parent)) return k;
    return closes ? t.match[before]! : before;
  }

  /** Token after the last one of the statement or item that holds token `i`. */
  statementEnd(i: number): number {
    const { t } = this;
    const parent = t.parent[i]!;
    const limit = parent >= 0 && t.match[parent]! >= 0 ? t.match[parent]! : t.length;
    if (i >= limit) return limit;
    if (this.punct(i) === ';') return i;
    const { ends } = this;
    const passed: number[] = [];
    let k = t.match[i]! > i ? t.match[i]! + 1 : i + 1;
    let end = limit;
    for (; k < limit; k = t.match[k]! > k ? t.match[k]! + 1 : k + 1) {
      if (t.parent[k] === parent) {
        const known = ends.get(k);
        if (known !== undefined) {
          end = known;
          break;
        }
        passed.push(k);
      }
      const p = this.punct(k);
      if (p === ';' || p === ',' || (this.lineEnds(k - 1, k) && !this.bracketed(parent))) {
        end = k;
        break;
      }
    }
    for (const token of passed) ends.set(token, end);
    return end;
  }

  /** True for brackets within which line breaks mean nothing. */
  private bracketed(parent: number): boolean {
    if (parent < 0) return false;
    const p = this.punct(parent);
    return p === '(' || p === '[' || (p === '{' && !this.isBlock(parent));
  }

  /** True when a `{` opens a block of statements, not a literal. */
  isBlock(open: number): boolean {
    const { t, grammar } = this;
    if (this.punct(open) !== '{') return false;
    if (grammar.blocks === 'indent' && !grammar.structLiterals) return false;
    const before = open - 1;
    if (before < 0) return false;
    const p = this.punct(before);
    if (p === '=>') return grammar.shorthand === true;
    if (p === '->') return true;
    if (p && !/^(?:[)>\]};?!]|\+\+)$/.test(p)) return false;
    if (t.kind[before] === STRING || t.kind[before] === NUMBER) return true;
    if (
      t.kind[before] === WORD &&
      /^(?:return|in|of|typeof|yield|default|await|new|my|With|From)$/.test(t.at(before))
    )
      return false;
    if (!grammar.structLiterals) return true;
    // `Type {` and `Type() {`: a literal when what follows is an entry.
    const first = open + 1;
    if (t.match[open] === first) return t.kind[before] !== WORD || !/^[A-Z]/.test(t.at(before));
    if (this.punct(first) === '.' || this.punct(first) === '{') return p === ')' && this.punct(first) === '{';
    if (t.kind[first] !== WORD && t.kind[first] !== STRING && this.punct(first) !== '[') return true;
    const sep = this.punct(first) === '[' ? this.punct(t.match[first]! + 1) : this.punct(first + 1);
    return !(
      sep === ':' ||
      (sep === '=' && this.namedSet.has('=')) ||
      (sep === ',' && t.kind[before] === WORD) ||
      t.match[open] === first + 1
    );
  }

  /** Offset of the first character of a line that is no white space, for the line that holds token `i`. */
  private lineStart(i: number): number {
    const start = this.t.start[i] ?? 0;
    return this.text.lastIndexOf('\n', start - 1) + 1 + this.lineIndent(i);
  }

  /** Offset of the first character of the line that holds token `i`, and the width of its white space. */
  lineIndent(i: number): number {
    const start = this.t.start[i] ?? 0;
    const line = this.text.lastIndexOf('\n', start - 1) + 1;
    let k = line;
    while (this.text[k] === ' ' || this.text[k] === '\t') k++;
    return k - line;
  }

  /** True when token `i` is reached only under a condition inside its function. */
  conditional(i: number): boolean {
    const { t, grammar } = this;
    const start = this.statementStart(i);
    if (/^(?:if|unless|elif|elsif)$/.test(t.at(start)) && start !== i) return true;
    if (grammar.blocks === 'indent') {
      const end = this.statementEnd(i);
      for (let k = i; k < end; k++) {
        if (t.match[k]! > k) k = t.match[k]!;
        else if (grammar.bareCalls && t.kind[k] === WORD && /^(?:if|unless)$/.test(t.at(k)) && !t.newline[k])
          return true;
      }
      return this.conditionalByIndent(start);
    }
    for (let open = t.parent[i]!; open >= 0; open = t.parent[open]!) {
      if (this.punct(open) !== '{' || !this.isBlock(open)) continue;
      const head = this.statementStart(open);
      // Go and C have `if x := f(); x {`: the statement's first word is that of its line.
      let line = head;
      while (line > 0 && !t.newline[line]) line--;
      for (const first of [head, line]) {
        const at = this.punct(first) === '}' ? first + 1 : first;
        if (
          t.kind[at] === WORD &&
          /^(?:if|else|unless|elsif|elseif|switch|match|when|case|catch|cond)$/.test(t.at(at))
        )
          return true;
      }
      for (let k = Math.max(head, open - 6); k < open; k++)
        if (/^(?:else|catch)$/.test(t.at(k)) && t.kind[k] === WORD) return true;
      if (this.functionHead(head, open)) return false;
    }
    return false;
  }

  private functionHead(head: number, open: number): boolean {
    const { t } = this;
    for (let k = head; k < open; k++) {
      if (
        t.kind[k] === WORD &&
        /^(?:function|def|fun|func|fn|sub|class|struct|interface|object|trait|impl|namespace|module)$/.test(
          t.at(k),
        )
      )
        return true;
      if (this.punct(k) === '=>' && k === open - 1) return true;
    }
    return this.punct(open - 1) === ')' && !/^(?:if|for|while|switch|else|catch)$/.test(t.at(head));
  }

  private conditionalByIndent(start: number): boolean {
    for (let line = this.lineAbove(this.lineOf(start)); line >= 0; line = this.lineAbove(line)) {
      const word = this.lineHead(line);
      if (/^(?:if|elif|elsif|elseif|else|except|rescue|unless|case|when|cond|match)$/.test(word)) return true;
      if (/^(?:def|defp|class|function|module|defmodule)$/.test(word)) return false;
    }
    return false;
  }

  // -- lines of an indented language: each that begins a statement is named by its first token --------------------

  /** True for the first token of a line that begins a statement, outside of brackets. */
  beginsLine(i: number): boolean {
    const { t } = this;
    if (!(t.newline[i] || i === 0) || t.parent[i] !== -1) return false;
    const c = t.code[i]!;
    return c !== 41 && c !== 93 && c !== 125;
  }

  /** The line that holds a token: the first line for what stands before it; -1 without lines. */
  lineOf(token: number): number {
    const { t } = this;
    for (let k = Math.min(token, t.length - 1); k >= 0; k--) if (this.beginsLine(k)) return k;
    for (let k = Math.max(0, token); k < t.length; k++) if (this.beginsLine(k)) return k;
    return -1;
  }

  /** The line that a line is indented under, or -1. */
  private lineAbove(line: number): number {
    if (line < 0) return -1;
    let indent = this.lineIndent(line);
    if (indent === 0) return -1;
    for (let k = line - 1; k >= 0; k--) {
      if (!this.beginsLine(k)) continue;
      const width = this.lineIndent(k);
      if (width < indent) return k;
    }
    return -1;
  }

  /** First token of the first line at or behind token `from` that is indented by no more than `indent`; the number of tokens when there is none. */
  lineBelow(from: number, indent: number): number {
    const { t } = this;
    for (let k = from; k < t.length; k++) if (this.beginsLine(k) && this.lineIndent(k) <= indent) return k;
    return t.length;
  }

  private lineHead(line: number): string {
    const word = this.t.at(line);
    return /^(?:async|local|private|public|protected)$/.test(word) ? this.t.at(line + 1) : word;
  }

  // -- functions -------------------------------------------------------------------------------------------------

  /** Offsets of the function that holds token `i`, innermost first; the whole text for module level. */
  scope(i: number): Span {
    const { t, grammar, text } = this;
    if (grammar.blocks === 'braces') {
      for (let open = t.parent[i]!; open >= 0; open = t.parent[open]!) {
        if (this.punct(open) !== '{' || !this.isBlock(open)) continue;
        const head = this.statementStart(open);
        if (
          /^(?:class|interface|object|namespace|trait|impl|module|enum)$/.test(this.declaration(head, open))
        )
          continue;
        if (this.functionHead(head, open))
          return { start: t.start[head]!, end: t.match[open]! >= 0 ? t.end[t.match[open]!]! : text.length };
      }
      return { start: 0, end: text.length };
    }
    // By indentation: the nearest `def` above with less of it.
    for (let line = this.lineAbove(this.lineOf(i)); line >= 0; line = this.lineAbove(line))
      if (/^(?:def|defp|function)$/.test(this.lineHead(line))) {
        const end = this.lineBelow(line + 1, this.lineIndent(line));
        return { start: t.start[line]!, end: end < t.length ? t.start[end]! : text.length };
      }
    return { start: 0, end: text.length };
  }

  private declaration(head: number, open: number): string {
    for (let k = head; k < open && k < head + 8; k++)
      if (
        this.t.kind[k] === WORD &&
        !/^(?:export|default|public|private|protected|internal|static|final|abstract|sealed|open|data|case|pub|partial|async|readonly)$/.test(
          this.t.at(k),
        )
      )
        return this.t.at(k);
    return '';
  }

  // -- texts -----------------------------------------------------------------------------------------------------

  /** The tokens of the text expression around string `i`: concatenation, adjacent literals, `.format(…)`, `% (…)`. */
  textRange(i: number, limit: Range): Range {
    const { t, grammar } = this;
    let from = i;
    let to = i + 1;
    for (;;) {
      // To the right.
      if (grammar.adjacent && t.isString(to) && to < limit.to && !this.lineEndsOutside(to - 1, to)) {
        to++;
        continue;
      }
      const p = to < limit.to ? this.punct(to) : '';
      if (p && this.isConcat(to) && to + 1 < limit.to) {
        to = this.operandEnd(to + 1, limit.to);
        continue;
      }
      if (p === '%' && grammar.adjacent && to + 1 < limit.to) {
        to = this.operandEnd(to + 1, limit.to);
        continue;
      }
      if (
        p &&
        this.isMember(to) &&
        t.kind[to + 1] === WORD &&
        this.punct(to + 2) === '(' &&
        /^(?:format|formatted|trim|strip|stripIndent|stripMargin|trimIndent|trimMargin|to_string|to_owned|into|toString|concat|replace|as_str|freeze|c_str|encode|dedent|stripLeading|intern|chomp|squish|gsub|sub|tr)$/.test(
          t.at(to + 1),
        )
      ) {
        to = t.match[to + 2]! >= 0 ? t.match[to + 2]! + 1 : to + 3;
        continue;
      }
      if (
        p &&
        this.isMember(to) &&
        t.kind[to + 1] === WORD &&
        /^(?:freeze|strip|chomp|squish|dedent|stripMargin|trimIndent|to_s)$/.test(t.at(to + 1))
      ) {
        to += 2;
        continue;
      }
      break;
    }
    for (;;) {
      // To the left.
      if (
        grammar.adjacent &&
        t.isString(from - 1) &&
        from > limit.from &&
        !this.lineEndsOutside(from - 1, from)
      ) {
        from--;
        continue;
      }
      if (from - 1 > limit.from && this.isConcat(from - 1)) {
        const start = this.operandStart(from - 2, limit.from);
        if (start < 0) break;
        from = start;
        continue;
      }
      break;
    }
    return { from, to };
  }

  private lineEndsOutside(before: number, after: number): boolean {
    return (
      this.t.newline[after] === 1 &&
      !this.bracketed(this.t.parent[before]!) &&
      this.grammar.blocks === 'indent'
    );
  }

  /** Token after an operand: a word with its members, calls and indices, a literal, a bracket. */
  operandEnd(i: number, limit: number): number {
    const { t } = this;
    let k = i;
    while (k < limit && t.kind[k] === PUNCT && !this.isOpen(k) && /^(?:[!&*+-]|\$)$/.test(t.at(k))) k++;
    if (k < limit && t.kind[k] === WORD && /^(?:await|new|typeof)$/.test(t.at(k))) k++;
    k = this.isOpen(k) ? t.match[k]! + 1 : k + 1;
    while (k < limit) {
      const p = this.punct(k);
      if (this.isMember(k) && !this.isConcat(k)) k += 2;
      else if ((p === '(' || p === '[') && t.match[k]! > k && !t.newline[k]) k = t.match[k]! + 1;
      else if (p === '!' && this.punct(k + 1) === '(') k++;
      else break;
    }
    return Math.min(k, limit);
  }

  /** First token of the operand that ends at token `i`; -1 when there is none. */
  private operandStart(i: number, limit: number): number {
    const { t } = this;
    let k = i;
    for (;;) {
      const p = this.punct(k);
      if ((p === ')' || p === ']' || p === '}') && t.match[k]! >= 0) {
        k = t.match[k]! - 1;
        if (t.kind[k] !== WORD && this.punct(k) !== ')' && this.punct(k) !== ']') return k + 1;
        continue;
      }
      if (t.kind[k] !== WORD && t.kind[k] !== STRING && t.kind[k] !== NUMBER) return k < i ? k + 1 : -1;
      if (k - 1 >= limit && this.isMember(k - 1) && !this.isConcat(k - 1)) {
        k -= 2;
        continue;
      }
      return k < limit ? limit : k;
    }
  }

  /** The text of a range when it is literals, holes and what joins them; undefined when it does not begin with a literal. */
  readText(range: Range): MappedText | undefined {
    const { t } = this;
    const from = this.skipGrouping(range);
    const out = new MappedTextBuilder();
    let i = from.from;
    let any = false;
    if (i < from.to && !t.isString(i)) return undefined;
    while (i < from.to) {
      if (t.isString(i)) {
        any = true;
        out.append(t.decode(i));
        i++;
        const p = this.punct(i);
        if (p && this.isMember(i) && !this.isConcat(i)) {
          i += 2;
          if (this.punct(i) === '(' && t.match[i]! > i) i = t.match[i]! + 1;
          continue;
        }
        if (p === '%' && i < from.to) i = this.operandEnd(i + 1, from.to);
        if (i < from.to && this.isMember(i) && t.kind[i + 1] === WORD && !this.isConcat(i))
          i = this.operandEnd(i + 1, from.to);
      } else if (this.isConcat(i)) i++;
      else {
        const end = Math.max(i + 1, this.operandEnd(i, from.to));
        out.hole(t.start[i]!, t.end[end - 1]!);
        i = end;
      }
    }
    return any ? out.build() : undefined;
  }

  /** Without brackets around the whole. */
  skipGrouping(range: Range): Range {
    const { t } = this;
    let { from, to } = range;
    while (to - from > 2 && this.punct(from) === '(' && t.match[from] === to - 1) {
      from++;
      to--;
    }
    return { from, to };
  }

  // -- definitions -----------------------------------------------------------------------------------------------

  /** Everything that gives `path` (words joined by dots; `*.name` whatever stands before the name) a value, in order. */
  definitions(path: string): readonly Definition[] {
    return this.found(path, lastOf(path));
  }

  /** The definition whose value token `i` stands in, when the statement is one. */
  definitionAround(i: number): Definition | undefined {
    const start = this.statementStart(i);
    for (let k = i - 1; k >= start; k--) {
      if (this.t.match[k]! >= 0 && this.t.match[k]! < k) k = this.t.match[k]!;
      else if (this.isAssign(k)) return this.definitionAt(k);
    }
    const open = this.t.parent[i]!;
    if (open < 0 || open >= i) return undefined;
    const declared = this.punct(open) === '{' ? this.entriesAt(open)[0]?.definition : undefined;
    return declared ?? (this.isBlock(open) ? undefined : this.definitionAround(open));
  }

  /** Assignments to members and items of `path`: `path.x = …`, `path["x"] = …`. */
  memberDefinitions(path: string): readonly Definition[] {
    if (path !== 'self') return this.found(path + '.*', lastOf(path));
    // `self` is written in several ways.
    const all = ['self', 'this', 'cls', '@'].flatMap((word) => this.found('self.*', word));
    return [...new Set(all)].sort((a, b) => a.value.from - b.value.from);
  }

  /** Statements that lengthen the text of `path`: `path += …`, `$path .= …`, `path << …`. */
  appends(path: string): readonly Definition[] {
    return this.found(path + ' +', lastOf(path));
  }

  /** True when the whole text says so. */
  says(pattern: RegExp): boolean {
    return this.asked ? this.asked.says(pattern) : pattern.test(this.text);
  }

  /** Offsets at which `word` stands in the text, also as a part of another word. */
  *occurrences(word: string, from = 0, to = this.text.length): Generator<number> {
    this.asked?.word(word);
    for (
      let at = this.text.indexOf(word, from);
      at >= 0 && at < to;
      at = this.text.indexOf(word, at + Math.max(1, word.length))
    )
      yield at;
  }

  /** The definitions with this key: `word` stands on their left side, so only what is near it is looked at. */
  private found(key: string, word: string): readonly Definition[] {
    if (word === '') return [];
    // Told each time: who asks next depends on the same words.
    this.asked?.word(word);
    const search = `${word} ${key}`;
    let found = this.keyed.get(search);
    if (!found) this.keyed.set(search, (found = this.search(key, word)));
    return found;
  }

  private search(key: string, word: string): readonly Definition[] {
    const { t } = this;
    const found: Definition[] = [];
    let looked = -1;
    for (const at of this.occurrences(word)) {
      const token = t.tokenAt(at);
      if (token < 0) continue;
      // `name: Type[…] = value`: the sign stands a few tokens behind the name.
      const last = Math.min(t.length - 1, token + signDistance);
      for (let i = Math.max(token - 1, looked + 1); i <= last; i++)
        for (const entry of this.entriesAt(i)) if (entry.key === key) found.push(entry.definition);
      looked = Math.max(looked, last);
    }
    return found;
  }

  /** The definitions whose sign is token `i`, each under every key by which it is asked for. */
  private entriesAt(i: number): readonly Keyed[] {
    const { t } = this;
    if (i < 1 || (t.kind[i] !== PUNCT && t.kind[i] !== WORD)) return noEntries;
    let known = this.entries.get(i);
    if (!known) this.entries.set(i, (known = this.readEntries(i)));
    return known;
  }

  private readEntries(i: number): readonly Keyed[] {
    const { t } = this;
    const out: Keyed[] = [];
    const add = (key: string, definition: Definition): void => void out.push({ key, definition });
    if (t.kind[i] !== PUNCT) {
      // `#define NAME value`
      if (t.at(i) === 'define' && this.punct(i - 1) === '#' && t.kind[i + 1] === WORD) {
        let end = i + 2;
        while (end < t.length && !t.newline[end]) end++;
        add(t.at(i + 1), {
          path: t.at(i + 1),
          nameToken: i + 1,
          from: i - 1,
          value: { from: i + 2, to: end },
          kind: 'assignment',
        });
      }
      // Elixir: `@name value` gives a module's attribute its value.
      if (
        this.grammar.attributes &&
        t.at(i).length > 1 &&
        t.at(i).startsWith('@') &&
        this.statementStart(i) === i &&
        i + 1 < t.length &&
        !t.newline[i + 1] &&
        (t.kind[i + 1] !== PUNCT || /^[[{%]$/.test(t.at(i + 1))) &&
        t.start[i + 1]! > t.end[i]!
      ) {
        const path = this.normal(t.at(i));
        add(path, {
          path,
          nameToken: i,
          from: i,
          value: { from: i + 1, to: this.statementEnd(i + 1) },
          kind: 'assignment',
        });
      }
      return out.length > 0 ? out : noEntries;
    }
    const op = t.at(i);
    if (op === '{' && this.grammar.declares?.test(t.at(i - 2)) && this.declares(i)) {
      // `mongocxx::options::pool options{client_options};`
      const path = this.normal(t.at(i - 1));
      add(path, {
        path,
        nameToken: i - 1,
        from: i - 2,
        value: { from: i + 1, to: t.match[i]! },
        kind: 'assignment',
      });
    }
    if (!this.assignSet.has(op)) {
      if (!appending.has(op)) return out.length > 0 ? out : noEntries;
      const appended = this.definitionAt(i);
      if (!appended) return noEntries;
      // An event handler that is added is the one there is (C#).
      if (!/Callback$/.test(appended.path)) {
        if (op !== '<<' || t.start[appended.from] === this.lineStart(appended.from))
          add(appended.path + ' +', appended);
        return out.length > 0 ? out : noEntries;
      }
    }
    const single = this.definitionAt(i);
    for (const definition of single ? this.listed(single) : []) {
      add(definition.path, definition);
      const dot = definition.path.lastIndexOf('.');
      if (dot > 0) {
        add(definition.path.slice(0, dot) + '.*', definition);
        // `options.TLSConfig.InsecureSkipVerify = true` is about `options` too.
        const middle = /^(.+)\.(?:\w*(?:ssl|tls|options|settings)\w*)\.[^.]+$/i.exec(definition.path);
        if (middle) add(middle[1]! + '.*', definition);
        add('*.' + definition.path.slice(dot + 1), definition);
      } else add('*.' + definition.path, definition);
    }
    return out.length > 0 ? out : noEntries;
  }

  /** `Type name{value};`: a declaration with one value in braces. */
  private declares(open: number): boolean {
    const { t } = this;
    const close = t.match[open]!;
    return (
      close > open + 1 &&
      t.kind[open - 1] === WORD &&
      t.kind[open - 2] === WORD &&
      this.punct(close + 1) === ';' &&
      this.items(open).length === 1
    );
  }

  /** The definitions of `a, b = x, y` and `a, err := f()`: of a single value the first name is given it. */
  private listed(last: Definition): Definition[] {
    const { t } = this;
    if (last.kind !== 'assignment' || this.punct(last.from - 1) !== ',') return [last];
    const names: Callee[] = [];
    let k = last.from - 1;
    while (this.punct(k) === ',' && names.length < 8) {
      const before = this.pathEndingAt(k - 1);
      if (!before) return [last];
      names.unshift(before);
      k = before.from - 1;
    }
    const begins =
      k < 0 ||
      t.newline[k + 1] === 1 ||
      /^[;{]$/.test(this.punct(k)) ||
      (t.kind[k] === WORD && /^(?:var|let|const|local|my|if)$/.test(t.at(k)));
    if (!begins) return [last];
    const values = [last.value];
    while (this.punct(values[values.length - 1]!.to) === ',' && values.length <= names.length) {
      const from = values[values.length - 1]!.to + 1;
      values.push({ from, to: Math.max(from + 1, this.statementEnd(from)) });
    }
    const all = [...names, { from: last.from, nameToken: last.nameToken, path: last.path }];
    return all.flatMap((name, n) =>
      values[n] && (values.length > 1 || n === 0)
        ? [
            {
              ...last,
              path: this.normal(name.path),
              nameToken: name.nameToken,
              from: name.from,
              value: values[n],
            },
          ]
        : [],
    );
  }

  /** A word in square brackets that is no constant: the name under it is not known here. */
  private isVariable(i: number): boolean {
    return this.t.kind[i] === WORD && !/^[A-Z][A-Z\d_]*$/.test(this.t.at(i));
  }

  /** The assignment whose sign is token `sign`. */
  private definitionAt(sign: number): Definition | undefined {
    const { t } = this;
    let name = sign - 1;
    const parent = t.parent[sign]!;
    if (this.punct(name) === '?' || this.punct(name) === '!') name--;
    // `name: Type = value`
    if (
      t.kind[name] === WORD ||
      this.punct(name) === ']' ||
      this.punct(name) === '>' ||
      this.punct(name) === '}'
    ) {
      for (let k = name; k > sign - 14 && k > parent; k--) {
        if (k < name && t.newline[k + 1] && !this.bracketed(parent)) break;
        const p = this.punct(k);
        if (p === ':' && t.kind[k - 1] === WORD && k > 0 && t.start[k] !== t.end[k - 1]! + 1) {
          if (!this.isConditionalColon(k)) name = k - 1;
          break;
        }
        if (t.kind[k] === STRING || (p && !/^(?:[.<>[\]|,&*?]|::|\*\*)$/.test(p))) break;
      }
    }
    // `Name As Type = value`
    if (t.kind[name] === WORD && t.kind[name - 1] === WORD && t.at(name - 1) === 'As') name -= 2;
    let path = '';
    let from = name;
    let item = false;
    if (this.punct(name) === ']' && t.match[name]! >= 0) {
      const open = t.match[name]!;
      const key = open + 1;
      const base = this.pathEndingAt(open - 1);
      if (!base) return undefined;
      if (name === open + 2 && t.isString(key)) {
        path = this.normal(base.path) + '.' + t.decode(key).text;
        name = key;
      } else if (name === open + 3 && this.punct(key) === ':' && t.kind[key + 1] === WORD) {
        path = this.normal(base.path) + '.' + t.at(key + 1);
        name = key + 1;
      } else if (name === open + 1 || name !== open + 2 || this.isVariable(key)) return undefined;
      else path = this.normal(base.path) + '.' + t.at(key);
      from = base.from;
      item = true;
    } else if (
      this.punct(name) === '}' &&
      t.match[name]! >= 0 &&
      (this.isMember(t.match[name]! - 1) || t.kind[t.match[name]! - 1] === WORD)
    ) {
      // Perl: `$x->{name} = …`
      const open = t.match[name]!;
      if (name !== open + 2) return undefined;
      const base = this.pathEndingAt(this.isMember(open - 1) ? open - 2 : open - 1);
      if (!base) return undefined;
      path = this.normal(base.path) + '.' + (t.isString(open + 1) ? t.decode(open + 1).text : t.at(open + 1));
      name = open + 1;
      from = base.from;
      item = true;
    } else {
      // C arrays: `char uri[] = …`
      if (t.kind[name] !== WORD) return undefined;
      const found = this.pathEndingAt(name);
      if (!found) return undefined;
      path = this.normal(found.path);
      from = found.from;
    }
    const inBrackets = parent >= 0 && this.punct(parent) === '(';
    if (inBrackets && !this.isParameterList(parent)) return undefined;
    const value = { from: sign + 1, to: this.statementEnd(sign) };
    if (this.grammar.bareCalls || this.grammar.holding) value.to = this.beforeModifier(value);
    if (value.to <= value.from) return undefined;
    return {
      path,
      nameToken: name,
      from,
      value,
      kind: inBrackets ? 'parameter' : item ? 'item' : 'assignment',
    };
  }

  /** `x = 1 if y`: the value without its modifier. */
  private beforeModifier(value: Range): number {
    const { t } = this;
    for (let k = value.from + 1; k < value.to; k++) {
      if (t.match[k]! > k) k = t.match[k]!;
      else if (t.kind[k] === WORD && /^(?:if|unless)$/.test(t.at(k))) return k;
    }
    return value.to;
  }

  private isConditionalColon(colon: number): boolean {
    for (let k = colon - 1; k > colon - 12 && k >= 0; k--) if (this.punct(k) === '?') return true;
    return false;
  }

  /** A name as it is looked up: without sigils and with `self`, `this`, `@` as one. */
  normal(path: string): string {
    return path
      .replace(/^(?:this|self|cls|\$this|@@?)\.?/, 'self.')
      .replace(/[$@]/g, '')
      .replace(/^self\.$/, 'self');
  }

  /** True when a `(` opens the parameters of a function. */
  isParameterList(open: number): boolean {
    const { t } = this;
    const close = t.match[open]!;
    if (t.at(open - 1) === 'function') return true;
    const after = this.punct(close + 1);
    if (after === '=>' || after === '{' || (after === '->' && this.grammar.blocks === 'indent')) {
      const callee = this.callee(open);
      return !callee || !/^(?:if|for|while|switch|catch|when|match)$/.test(callee.name);
    }
    for (let k = open - 1; k > open - 6 && k >= 0; k--) {
      if (
        t.kind[k] === WORD &&
        /^(?:def|defp|function|fun|func|fn|sub|class|constructor|Sub|Function|case|record|struct|init)$/.test(
          t.at(k),
        ) &&
        // `MikroORM.init({…})` is a call.
        !this.isMember(k - 1)
      )
        return true;
      if (
        t.kind[k] !== WORD &&
        this.punct(k) !== '.' &&
        this.punct(k) !== '>' &&
        this.punct(k) !== '<' &&
        this.punct(k) !== '*' &&
        this.punct(k) !== '&'
      )
        break;
    }
    return (
      (after === ':' && this.punct(close + 2) !== '' && false) ||
      t.at(close + 1) === 'throws' ||
      t.at(close + 1) === 'async'
    );
  }

  /** True when a token range is one name or path; its path, normalised. `a["b"]` counts as `a.b`. */
  pathOf(range: Range): string | undefined {
    const { t } = this;
    let { from } = range;
    const { to } = this.skipGrouping(range);
    from = this.skipGrouping(range).from;
    while (
      from < to &&
      (t.kind[from] === PUNCT ? sigils.has(t.at(from)) : t.kind[from] === WORD && modifiers.has(t.at(from)))
    )
      from++;
    if (t.kind[from] !== WORD) return undefined;
    const words = [t.at(from)];
    let i = from + 1;
    while (i < to) {
      const p = this.punct(i);
      if (this.isMember(i) && t.kind[i + 1] === WORD) {
        words.push(t.at(i + 1));
        i += 2;
      } else if (this.isMember(i) && this.punct(i + 1) === '{' && t.match[i + 1] === i + 3) {
        words.push(t.isString(i + 2) ? t.decode(i + 2).text : t.at(i + 2));
        i += 4;
      } else if (p === '[' && t.match[i] === i + 2) {
        if (!t.isString(i + 1)) return undefined;
        words.push(t.decode(i + 1).text);
        i += 3;
      } else if (p === '[' && t.match[i] === i + 3 && this.punct(i + 1) === ':') {
        words.push(t.at(i + 2));
        i += 4;
      } else if (p === '!' || p === '?' || p === '!!') i++;
      else if (t.kind[i] === WORD && /^(?:as|satisfies)$/.test(t.at(i))) break;
      else return undefined;
    }
    return words.every((w) => quoteless.test(w) || /^[\w .-]+$/.test(w) || /^[\\\w]+$/.test(w))
      ? this.normal(words.join('.'))
      : undefined;
  }

  /** True when the token is a literal that can never be a URI. */
  isRegex(i: number): boolean {
    return this.t.kind[i] === REGEX;
  }
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

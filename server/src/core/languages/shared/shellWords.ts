/**
 * Words of command lines in the dialects of shells: quotes, escapes, continuation lines, variables as holes,
 * here-documents, comments. Never throws; what is cut off ends at the end of the text.
 */
import { MappedTextBuilder } from '../../text/mappedText';
import type { MappedText, Span } from '../../types';
import type { Word } from './commandLine';

export type ShellDialect = 'sh' | 'fish' | 'batch' | 'powershell' | 'make';

export interface ShellCommand {
  readonly words: readonly Word[];
  /** Words between `(` and `)` of `NAME=( … )`, when this is such an assignment. */
  readonly array?: { readonly name: string; readonly words: readonly Word[] };
  /** Nesting of `if`/`case`/function bodies is not tracked; this is: inside an `if` … `fi`. */
  readonly conditional: boolean;
  readonly span: Span;
  readonly heredocs: readonly Heredoc[];
  /** File that the output goes to. */
  readonly file?: string;
}

/** A here-document: its text (holes where the shell expands), and what it is fed to. */
export interface Heredoc {
  readonly body: MappedText;
  readonly span: Span;
  /** File that the command writes it to, where one is named. */
  readonly file?: string;
}

export interface ShellScript {
  readonly commands: readonly ShellCommand[];
  readonly comments: readonly Span[];
}

const maxDepth = 6;
/** Characters without meaning to any of the shells. */
const plain = /[A-Za-z0-9_./:@+=?~-]+/y;

/** Commands and comments of `text` from `from` to `to`. */
export function shellScript(text: string, dialect: ShellDialect, from = 0, to = text.length): ShellScript {
  const lexer = new ShellLexer(text, dialect, to);
  lexer.run(from, to, 0);
  return { commands: lexer.commands, comments: lexer.comments };
}

interface OpenWord {
  readonly builder: MappedTextBuilder;
  readonly start: number;
  variable?: string;
  /** Pieces so far: a word that is one variable and nothing else stands for it. */
  pieces: number;
  quoted: boolean;
}

class ShellLexer {
  readonly commands: ShellCommand[] = [];
  readonly comments: Span[] = [];
  private ifs = 0;

  constructor(
    private readonly text: string,
    private readonly dialect: ShellDialect,
    private readonly limit: number,
  ) {}

  run(from: number, to: number, depth: number): void {
    const { text, dialect } = this;
    let words: Word[] = [];
    let array: ShellCommand['array'];
    let pending: { marker: string; strip: boolean; raw: boolean; file?: string }[] = [];
    let heredocs: Heredoc[] = [];
    let start = from;
    let redirect: string | undefined;
    let file: string | undefined;
    const queue: (() => void)[] = [];
    const flush = (end: number): void => {
      const first = words[0]?.text.text;
      if (words.length > 0) {
        if (first === 'if' || first === 'elif') this.ifs++;
        if (first === 'elif') this.ifs--;
        if (first === 'fi' && this.ifs > 0) this.ifs--;
      }
      if (words.length > 0 || array || heredocs.length > 0) {
        const command: ShellCommand = {
          words,
          ...(array ? { array } : {}),
          conditional: this.ifs > 0,
          span: { start, end },
          heredocs,
          ...(file !== undefined ? { file } : {}),
        };
        this.commands.push(command);
      }
      words = [];
      array = undefined;
      heredocs = [];
      file = undefined;
      redirect = undefined;
    };
    let i = from;
    while (i < to) {
      const c = text[i]!;
      // Continuation lines.
      const next = text[i + 1];
      if (c === this.escape() && (next === '\n' || (next === '\r' && text[i + 2] === '\n'))) {
        i += next === '\n' ? 2 : 3;
        continue;
      }
      if (c === ' ' || c === '\t' || c === '\r' || (c === ',' && dialect === 'powershell')) {
        i++;
        continue;
      }
      if (c === '\n') {
        i++;
        if (pending.length > 0) {
          const read = this.readHeredocs(pending, i, to);
          heredocs.push(...read.heredocs);
          i = read.at;
          pending = [];
        }
        flush(i - 1);
        start = i;
        continue;
      }
      if (this.isComment(i, words.length === 0)) {
        const end = this.lineEnd(i, to);
        this.comments.push({ start: i, end });
        i = end;
        continue;
      }
      if (dialect === 'powershell' && c === '<' && next === '#') {
        const close = text.indexOf('#>', i);
        const end = close < 0 || close > to ? to : close + 2;
        this.comments.push({ start: i, end });
        i = end;
        continue;
      }
      if (words.length === 0) start = i;
      if (
        (dialect === 'sh' || dialect === 'make' || dialect === 'fish') &&
        c === '<' &&
        next === '<' &&
        text[i + 2] !== '<'
      ) {
        const match = /^<<(-?)[ \t]*(?:'([^'\n]+)'|"([^"\n]+)"|\\?([\w.-]+))/.exec(
          text.slice(i, Math.min(to, i + 120)),
        );
        if (match) {
          pending.push({
            marker: match[2] ?? match[3] ?? match[4]!,
            strip: match[1] === '-',
            raw: match[2] !== undefined || match[3] !== undefined || match[0].includes('\\'),
            ...(file !== undefined ? { file } : {}),
          });
          i += match[0].length;
          continue;
        }
      }
      if (c === '>' || c === '<') {
        // A redirection: the next word is a file.
        i++;
        while (text[i] === '>' || text[i] === '&' || text[i] === '<' || text[i] === '|') i++;
        redirect = c;
        continue;
      }
      if (this.isSeparator(c, next)) {
        // `cat <<EOF > file` names the file behind the marker; the here-document itself comes with the line's end.
        if (pending.length > 0 && (c === '|' || c === '&' || c === ';')) {
          words.push(separatorWord(text, i));
          i += c === next ? 2 : 1;
          continue;
        }
        flush(i);
        i++;
        start = i;
        continue;
      }
      // A word.
      const word: OpenWord = { builder: new MappedTextBuilder(), start: i, pieces: 0, quoted: false };
      const end = this.readWord(word, i, to, queue, depth);
      if (end === i) {
        i++;
        continue;
      }
      const built = word.builder.build();
      const done: Word = {
        text: built,
        span: { start: i, end },
        ...(word.variable !== undefined && word.pieces === 1 ? { variable: word.variable } : {}),
      };
      i = end;
      if (redirect !== undefined) {
        file = redirect === '>' ? built.text : file;
        if (redirect === '>' && pending.length > 0)
          pending = pending.map((p) => ({ ...p, file: built.text }));
        redirect = undefined;
        continue;
      }
      const name = /^([A-Za-z_]\w*)\+?=$/.exec(built.text);
      if (name && text[i] === '(' && (dialect === 'sh' || dialect === 'make')) {
        const list = this.readArray(i + 1, to, queue, depth);
        words.push(done);
        array = { name: name[1]!, words: list.words };
        i = list.at;
        continue;
      }
      words.push(done);
    }
    flush(to);
    for (const run of queue) run();
  }

  private escape(): string {
    return this.dialect === 'batch' ? '^' : this.dialect === 'powershell' ? '`' : '\\';
  }

  private isComment(i: number, first: boolean): boolean {
    const { text, dialect } = this;
    const c = text[i];
    if (dialect === 'batch')
      return first && (/^(?:@?rem)\b/i.test(text.slice(i, i + 5)) || text.startsWith('::', i));
    if (c !== '#') return false;
    const before = text[i - 1];
    return before === undefined || /[\s;&|(){}]/.test(before);
  }

  private isSeparator(c: string, next: string | undefined): boolean {
    if (this.dialect === 'batch')
      return (
        c === '&' ||
        c === '|' ||
        c === '(' ||
        c === ')' ||
        (c === '@' && next !== undefined && /[a-z]/i.test(next))
      );
    return (
      c === ';' ||
      c === '&' ||
      c === '|' ||
      c === '(' ||
      c === ')' ||
      ((c === '{' || c === '}') && (next === undefined || /\s|;/.test(next)))
    );
  }

  private lineEnd(i: number, to: number): number {
    const end = this.text.indexOf('\n', i);
    return end < 0 || end > to ? to : this.text[end - 1] === '\r' ? end - 1 : end;
  }

  private readArray(
    at: number,
    to: number,
    queue: (() => void)[],
    depth: number,
  ): { words: Word[]; at: number } {
    const words: Word[] = [];
    let i = at;
    while (i < to && this.text[i] !== ')') {
      if (/\s/.test(this.text[i]!) || (this.text[i] === '\\' && /[\r\n]/.test(this.text[i + 1] ?? ''))) {
        i++;
        continue;
      }
      if (this.isComment(i, false)) {
        i = this.lineEnd(i, to);
        continue;
      }
      const word: OpenWord = { builder: new MappedTextBuilder(), start: i, pieces: 0, quoted: false };
      const end = this.readWord(word, i, to, queue, depth);
      if (end === i) {
        i++;
        continue;
      }
      words.push({
        text: word.builder.build(),
        span: { start: i, end },
        ...(word.variable !== undefined && word.pieces === 1 ? { variable: word.variable } : {}),
      });
      i = end;
    }
    return { words, at: Math.min(i + 1, to) };
  }

  /** Reads a word into `word`; returns where it ends. */
  private readWord(word: OpenWord, at: number, to: number, queue: (() => void)[], depth: number): number {
    const { text, dialect } = this;
    const { builder } = word;
    const escape = this.escape();
    let i = at;
    while (i < to) {
      const c = text[i]!;
      const next = text[i + 1];
      if (/\s/.test(c) || (c === ',' && dialect === 'powershell')) break;
      // `@` hides a command of a batch file; within a word it is what it is.
      if ((this.isSeparator(c, next) && !(c === '@' && i > at)) || c === '>' || c === '<') {
        // `<user>` and `<password>` in documentation are placeholders, not redirections.
        const placeholder = c === '<' ? /^<[\w .:-]{1,40}>/.exec(text.slice(i, i + 44)) : undefined;
        if (placeholder && i > at) {
          builder.verbatim(text, i, i + placeholder[0].length);
          word.pieces++;
          i += placeholder[0].length;
          continue;
        }
        // An unquoted URI with several options is cut at `&` by every shell; people still mean one URI.
        if (
          c === '&' &&
          next !== '&' &&
          i > at &&
          /mongodb(?:\+srv)?:\/\/[^\s]*\?[^\s]*$/i.test(text.slice(at, i)) &&
          /[\w.]+=/.test(text.slice(i + 1, i + 30))
        ) {
          builder.verbatim(text, i, i + 1);
          i++;
          continue;
        }
        break;
      }
      if (c === escape && i + 1 < to) {
        if (next === '\n' || (next === '\r' && text[i + 2] === '\n')) break;
        builder.escape(next!, i, i + 2);
        word.pieces++;
        i += 2;
        continue;
      }
      if (c === "'" && dialect !== 'batch') {
        const close = this.singleQuoteEnd(i + 1, to);
        word.quoted = true;
        word.pieces++;
        this.singleQuoted(builder, i + 1, close);
        i = Math.min(close + 1, to);
        continue;
      }
      if (c === '$' && next === "'" && dialect === 'sh') {
        i = this.ansiQuoted(builder, i + 2, to);
        word.pieces++;
        continue;
      }
      if (c === '"') {
        word.quoted = true;
        i = this.doubleQuoted(word, i + 1, to, queue, depth);
        continue;
      }
      const after = this.expansion(word, i, to, queue, depth);
      if (after > i) {
        i = after;
        continue;
      }
      const end = this.plainRun(i, to);
      builder.verbatim(text, i, end);
      word.pieces++;
      i = end;
    }
    return i;
  }

  /** End of a run of characters that mean themselves in every dialect; at least one character. */
  private plainRun(from: number, to: number): number {
    plain.lastIndex = from;
    const end = plain.exec(this.text) ? plain.lastIndex : from + 1;
    return Math.min(end, to);
  }

  private singleQuoteEnd(from: number, to: number): number {
    const { text } = this;
    for (let i = from; i < to; i++) {
      if (text[i] !== "'") continue;
      // PowerShell doubles it.
      if (this.dialect === 'powershell' && text[i + 1] === "'") {
        i++;
        continue;
      }
      return i;
    }
    return to;
  }

  private singleQuoted(builder: MappedTextBuilder, from: number, to: number): void {
    const { text } = this;
    if (this.dialect !== 'powershell') {
      if (this.dialect === 'make') {
        makeVerbatim(builder, text, from, to);
        return;
      }
      builder.verbatim(text, from, to);
      return;
    }
    let at = from;
    for (let i = from; i < to; i++) {
      if (text[i] === "'" && text[i + 1] === "'") {
        builder.verbatim(text, at, i).escape("'", i, i + 2);
        i++;
        at = i + 1;
      }
    }
    builder.verbatim(text, at, to);
  }

  private ansiQuoted(builder: MappedTextBuilder, from: number, to: number): number {
    const { text } = this;
    let i = from;
    while (i < to && text[i] !== "'") {
      if (text[i] === '\\' && i + 1 < to) {
        const n = text[i + 1]!;
        const hex = /^\\x([0-9a-f]{1,2})/i.exec(text.slice(i, i + 4));
        if (hex) {
          builder.escape(String.fromCharCode(parseInt(hex[1]!, 16)), i, i + hex[0].length);
          i += hex[0].length;
          continue;
        }
        builder.escape({ n: '\n', t: '\t', r: '\r' }[n] ?? n, i, i + 2);
        i += 2;
        continue;
      }
      builder.verbatim(text, i, i + 1);
      i++;
    }
    return Math.min(i + 1, to);
  }

  private doubleQuoted(
    word: OpenWord,
    from: number,
    to: number,
    queue: (() => void)[],
    depth: number,
  ): number {
    const { text, dialect } = this;
    const { builder } = word;
    const escape = dialect === 'batch' ? '' : this.escape();
    let i = from;
    while (i < to && text[i] !== '"') {
      const c = text[i]!;
      const next = text[i + 1];
      if (c === escape && i + 1 < to) {
        if (dialect === 'powershell') {
          builder.escape({ n: '\n', t: '\t', r: '\r', '0': '\0' }[next!] ?? next!, i, i + 2);
          i += 2;
        } else if (next === '\n') {
          builder.escape('', i, i + 2);
          i += 2;
        } else if (next === '\r' && text[i + 2] === '\n') {
          builder.escape('', i, i + 3);
          i += 3;
        } else if (next === '"' || next === '\\' || next === '$' || next === '`') {
          builder.escape(next, i, i + 2);
          i += 2;
        } else {
          builder.verbatim(text, i, i + 1);
          i++;
        }
        word.pieces++;
        continue;
      }
      const after = this.expansion(word, i, to, queue, depth);
      if (after > i) {
        i = after;
        continue;
      }
      const end = this.plainRun(i, to);
      builder.verbatim(text, i, end);
      word.pieces++;
      i = end;
    }
    if (i === from) word.pieces++;
    return Math.min(i + 1, to);
  }

  /** A variable, command or arithmetic at `i` becomes a hole (or its literal default); returns `i` when there is none. */
  private expansion(word: OpenWord, i: number, to: number, queue: (() => void)[], depth: number): number {
    const { text, dialect } = this;
    const c = text[i]!;
    const { builder } = word;
    const hole = (end: number, name?: string): number => {
      builder.hole(i, end);
      word.pieces++;
      if (name !== undefined) word.variable = name;
      return end;
    };
    // GitHub's expressions and templates stand before any shell.
    if ((c === '$' && text.startsWith('{{', i + 1)) || (c === '{' && text[i + 1] === '{')) {
      const close = text.indexOf('}}', i);
      if (close >= 0 && close < to && close - i < 400) {
        const inner = text.slice(i, close);
        const name = /[.\s]([A-Za-z_]\w*)\s*$/.exec(inner)?.[1];
        return hole(close + 2, name);
      }
    }
    if (dialect === 'batch') {
      const match = /^%(?:~?\d|\*|([\w]+)(?::[^%\r\n]*)?%)|^!([\w]+)!/.exec(
        text.slice(i, Math.min(to, i + 80)),
      );
      // `%40` in a URI is percent-encoding.
      if (match && !/^%[0-9a-f]{2}$/i.test(text.slice(i, i + 3)))
        return hole(i + match[0].length, match[1] ?? match[2]);
      return i;
    }
    if (c === '`' && dialect !== 'powershell') {
      const close = text.indexOf('`', i + 1);
      if (close < 0 || close > to) return i;
      if (depth < maxDepth) queue.push(() => this.run(i + 1, close, depth + 1));
      return hole(close + 1);
    }
    if (c !== '$') return i;
    if (dialect === 'make') {
      if (text[i + 1] === '$') {
        // `$$X` reaches the shell as `$X`.
        const match = /^\$\$(?:\{(\w+)[^}\n]*\}|(\w+)|\(([^)\n]*)\))/.exec(
          text.slice(i, Math.min(to, i + 200)),
        );
        return match ? hole(i + match[0].length, match[1] ?? match[2]) : i;
      }
      const match = /^\$(?:\(([\w.-]+)[^)\n]*\)|\{([\w.-]+)[^}\n]*\}|[@<^?*])/.exec(
        text.slice(i, Math.min(to, i + 200)),
      );
      return match ? hole(i + match[0].length, match[1] ?? match[2]) : i;
    }
    const next = text[i + 1];
    if (next === '(') {
      const end = closing(text, i + 1, to);
      if (depth < maxDepth) queue.push(() => this.run(i + 2, Math.max(i + 2, end - 1), depth + 1));
      return hole(end);
    }
    if (next === '{') {
      const end = closing(text, i + 1, to);
      const inner = text.slice(i + 2, end - 1);
      const fallback = /^(?:env:)?([A-Za-z_]\w*)(:?[-=])["']?(?=mongodb(?:\+srv)?:\/\/)/i.exec(inner);
      if (fallback) {
        // `${X:-mongodb://…}`: the literal default is what runs when nothing else is set.
        const from = i + 2 + fallback[0].length;
        let stop = end - 1;
        if (/["']/.test(text[stop - 1] ?? '')) stop--;
        builder.escape('', i, from);
        this.defaultText(word, from, stop, queue, depth);
        builder.escape('', stop, end);
        word.pieces += 2;
        word.variable = fallback[1]!;
        return end;
      }
      const name = /^(?:env:)?[!#]?([A-Za-z_]\w*)/.exec(inner)?.[1];
      return hole(end, name);
    }
    const name = /^\$(?:(?:env|global|script):)?([A-Za-z_]\w*)/i.exec(text.slice(i, Math.min(to, i + 80)));
    if (name) {
      return hole(i + name[0].length, name[1]);
    }
    if (next !== undefined && /[@*#?$!0-9-]/.test(next)) return hole(i + 2);
    return i;
  }

  private defaultText(word: OpenWord, from: number, to: number, queue: (() => void)[], depth: number): void {
    let i = from;
    while (i < to) {
      const after = this.expansion(word, i, to, queue, depth + 1);
      if (after > i) {
        i = after;
        continue;
      }
      word.builder.verbatim(this.text, i, i + 1);
      i++;
    }
  }

  private readHeredocs(
    pending: readonly { marker: string; strip: boolean; raw: boolean; file?: string }[],
    at: number,
    to: number,
  ): { heredocs: Heredoc[]; at: number } {
    const { text } = this;
    const heredocs: Heredoc[] = [];
    let i = at;
    for (const { marker, raw, file } of pending) {
      const start = i;
      let end = to;
      let after = to;
      while (i < to) {
        const lineEnd = text.indexOf('\n', i);
        const stop = lineEnd < 0 || lineEnd > to ? to : lineEnd;
        if (text.slice(i, stop).trim() === marker) {
          end = i;
          after = Math.min(stop + 1, to);
          break;
        }
        i = stop + 1;
      }
      const body = new MappedTextBuilder();
      if (raw) body.verbatim(text, start, end);
      else {
        const word: OpenWord = { builder: body, start, pieces: 0, quoted: true };
        for (let k = start; k < end; ) {
          if (text[k] === '\\' && /[$`\\]/.test(text[k + 1] ?? '')) {
            body.escape(text[k + 1]!, k, k + 2);
            k += 2;
            continue;
          }
          const next = text[k] === '{' ? k : this.expansion(word, k, end, [], maxDepth);
          if (next > k) {
            k = next;
            continue;
          }
          body.verbatim(text, k, k + 1);
          k++;
        }
      }
      heredocs.push({ body: body.build(), span: { start, end }, ...(file !== undefined ? { file } : {}) });
      i = after;
    }
    return { heredocs, at: i > this.limit ? this.limit : i };
  }
}

function makeVerbatim(builder: MappedTextBuilder, text: string, from: number, to: number): void {
  let at = from;
  for (const match of text.slice(from, to).matchAll(/\$\$|\$\([\w.-]+\)|\$\{[\w.-]+\}/g)) {
    const start = from + match.index;
    builder.verbatim(text, at, start);
    if (match[0] === '$$') builder.escape('$', start, start + 2);
    else builder.hole(start, start + match[0].length);
    at = start + match[0].length;
  }
  builder.verbatim(text, at, to);
}

/** A separator that stands in the way of a here-document's file name, kept as a word of its own. */
function separatorWord(text: string, at: number): Word {
  const length = text[at] === text[at + 1] ? 2 : 1;
  return {
    text: new MappedTextBuilder().verbatim(text, at, at + length).build(),
    span: { start: at, end: at + length },
  };
}

/** Offset behind the bracket that closes the one at `open`; quotes are respected. */
function closing(text: string, open: number, to: number): number {
  const pair = text[open] === '(' ? ')' : '}';
  const opener = text[open]!;
  let depth = 0;
  for (let i = open; i < to; i++) {
    const c = text[i]!;
    if (c === '\\') i++;
    else if (c === "'" && pair === ')') {
      const close = text.indexOf("'", i + 1);
      if (close > 0 && close < to) i = close;
    } else if (c === opener) depth++;
    else if (c === pair && --depth === 0) return i + 1;
  }
  return to;
}

/** TOML: tables, dotted keys, strings of all four kinds, arrays, inline tables. A scanner of its own, for places; tests hold it to `smol-toml`. */
import { MappedTextBuilder, verbatimText } from '../../text/mappedText';
import type { MappedText, Span } from '../../types';
import type { Word } from '../shared/commandLine';
import { withVariables } from './env';
import type { ConfigText, Scope, Setting, StringList } from './settings';

/** The settings of a TOML text. */
export function tomlText(text: string): ConfigText {
  const reader = new TomlReader(text);
  reader.run();
  return {
    settings: reader.settings,
    lists: reader.lists,
    inComment: (at) => reader.comments.some((c) => c.start <= at && at < c.end),
    syntax: 'tomlKey',
    ampersand: '&',
    after: (last) =>
      last.item === undefined ? { at: last.valueSpan.end, before: '\n', after: '' } : undefined,
  };
}

class TomlReader {
  readonly settings: Setting[] = [];
  readonly lists: StringList[] = [];
  readonly comments: Span[] = [];
  private i = 0;

  constructor(private readonly text: string) {}

  run(): void {
    const { text } = this;
    const file: Scope = { span: { start: 0, end: text.length }, parent: undefined, path: [] };
    let scope = file;
    if (text.charCodeAt(0) === 0xfeff) this.i = 1;
    while (this.i < text.length) {
      const before = this.i;
      this.blank(true);
      if (this.i >= text.length) break;
      if (text[this.i] === '[') {
        const open = this.i;
        while (text[this.i] === '[') this.i++;
        const keys = this.keys(']');
        while (text[this.i] === ']') this.i++;
        scope = { span: { start: open, end: text.length }, parent: file, path: keys.map((k) => k.name) };
        this.toLineEnd();
      } else {
        this.pair(scope, false);
        this.toLineEnd();
      }
      if (this.i <= before) this.i = before + 1;
    }
  }

  /** Skips white space and comments. */
  private blank(lines: boolean): void {
    const { text } = this;
    for (;;) {
      const c = text[this.i];
      if (c === ' ' || c === '\t' || (lines && (c === '\n' || c === '\r'))) this.i++;
      else if (c === '#') {
        const start = this.i;
        this.i = this.lineEnd(this.i);
        this.comments.push({ start, end: this.i });
      } else return;
    }
  }

  private lineEnd(from: number): number {
    const end = this.text.indexOf('\n', from);
    return end < 0 ? this.text.length : end;
  }

  private toLineEnd(): void {
    this.blank(false);
    this.i = Math.min(this.lineEnd(this.i) + 1, this.text.length);
  }

  private keys(stop: string): { name: string; span: Span }[] {
    const { text } = this;
    const keys: { name: string; span: Span }[] = [];
    for (;;) {
      while (text[this.i] === ' ' || text[this.i] === '\t') this.i++;
      const c = text[this.i];
      if (c === '"' || c === "'") {
        const start = ++this.i;
        while (this.i < text.length && text[this.i] !== c && text[this.i] !== '\n') this.i++;
        keys.push({ name: text.slice(start, this.i), span: { start, end: this.i } });
        if (text[this.i] === c) this.i++;
      } else {
        const match = /^[\w-]+/.exec(text.slice(this.i, this.i + 200));
        if (!match) return keys;
        keys.push({ name: match[0], span: { start: this.i, end: this.i + match[0].length } });
        this.i += match[0].length;
      }
      while (text[this.i] === ' ' || text[this.i] === '\t') this.i++;
      if (text[this.i] !== '.' || text[this.i] === stop) return keys;
      this.i++;
    }
  }

  private pair(scope: Scope, inline: boolean): void {
    const { text } = this;
    const start = this.i;
    const keys = this.keys('=');
    while (text[this.i] === ' ' || text[this.i] === '\t') this.i++;
    if (text[this.i] !== '=' || keys.length === 0) return;
    this.i++;
    while (text[this.i] === ' ' || text[this.i] === '\t') this.i++;
    const path = [...scope.path, ...keys.map((k) => k.name)];
    const nameSpan = { start: keys[0]!.span.start, end: keys[keys.length - 1]!.span.end };
    this.value(path, scope, start, nameSpan, inline);
  }

  private value(path: readonly string[], scope: Scope, start: number, nameSpan: Span, inline: boolean): void {
    const { text } = this;
    const valueStart = this.i;
    if (text[this.i] === '[') {
      this.array(path, scope);
      return;
    }
    if (text[this.i] === '{') {
      const inner: Scope = { span: { start: valueStart, end: text.length }, parent: scope, path };
      this.i++;
      while (this.i < text.length) {
        this.blank(true);
        if (text[this.i] === '}' || this.i >= text.length) break;
        const before = this.i;
        this.pair(inner, true);
        this.blank(true);
        if (text[this.i] === ',') this.i++;
        else if (this.i === before) this.i++;
        if (text[this.i] === '\n' && this.i - valueStart > 5000) break;
      }
      this.i++;
      return;
    }
    const scalar = this.scalar();
    const end = this.i;
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const lineEnd = this.lineEnd(end);
    const own = !inline && /^\s*$/.test(text.slice(lineStart, start));
    const comma = inline ? /^\s*,\s*/.exec(text.slice(end, end + 100)) : null;
    this.settings.push({
      path,
      scope,
      value: scalar.mapped,
      typed: !scalar.quoted,
      span: { start, end },
      nameSpan,
      valueSpan: { start: valueStart, end },
      ...(own
        ? { removeSpan: { start: lineStart, end: Math.min(lineEnd + 1, text.length) } }
        : comma
          ? { removeSpan: { start, end: end + comma[0].length } }
          : {}),
      ...(scalar.block ? { block: true } : {}),
    });
  }

  private array(path: readonly string[], scope: Scope): void {
    const { text } = this;
    const words: Word[] = [];
    let plain = true;
    this.i++;
    while (this.i < text.length) {
      this.blank(true);
      const c = text[this.i];
      if (c === ']' || c === undefined) break;
      if (c === ',') {
        this.i++;
        continue;
      }
      const before = this.i;
      if (c === '[' || c === '{') {
        plain = false;
        this.value(
          path,
          { span: { start: before, end: text.length }, parent: scope, path },
          before,
          { start: before, end: before },
          true,
        );
      } else {
        const scalar = this.scalar();
        const span = { start: before, end: this.i };
        words.push({ text: scalar.mapped, span });
        this.settings.push({
          path,
          scope,
          value: scalar.mapped,
          typed: !scalar.quoted,
          span,
          nameSpan: { start: before, end: before },
          valueSpan: span,
          item: words.length - 1,
        });
      }
      if (this.i === before) this.i++;
    }
    this.i++;
    if (plain && words.length > 0) this.lists.push({ path, scope, words });
  }

  private scalar(): { mapped: MappedText; quoted: boolean; block: boolean } {
    const { text } = this;
    const start = this.i;
    const quote = text[start];
    if (quote === '"' || quote === "'") {
      const triple = text.startsWith(quote.repeat(3), start);
      const open = start + (triple ? 3 : 1);
      let i = open;
      while (i < text.length) {
        if (quote === '"' && text[i] === '\\') {
          i += 2;
          continue;
        }
        if (triple ? text.startsWith(quote.repeat(3), i) : text[i] === quote || text[i] === '\n') break;
        i++;
      }
      i = Math.min(i, text.length);
      const builder = new MappedTextBuilder();
      if (quote === '"') this.basic(builder, open, i);
      else withVariables(builder, text, open, i, false);
      this.i = Math.min(text[i] === quote ? i + (triple ? 3 : 1) : i, text.length);
      return { mapped: builder.build(), quoted: true, block: triple };
    }
    const match = /^[^\s,#\]}]+/.exec(text.slice(start, start + 400));
    this.i = start + (match?.[0].length ?? 0);
    return { mapped: verbatimText(text, start, this.i), quoted: false, block: false };
  }

  private basic(builder: MappedTextBuilder, start: number, end: number): void {
    let at = start;
    for (const match of this.text
      .slice(start, end)
      .matchAll(/\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|[ \t]*\r?\n\s*|[\s\S])/g)) {
      const from = start + match.index;
      withVariables(builder, this.text, at, from, false);
      const m = match[0];
      const code = /^\\[uUx]/.test(m) ? parseInt(m.slice(2), 16) : NaN;
      const value =
        Number.isNaN(code) || code > 0x10ffff
          ? /^\\\s/.test(m)
            ? ''
            : ({ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', e: '\x1b' }[m[1]!] ?? m[1]!)
          : String.fromCodePoint(code);
      builder.escape(value, from, from + m.length);
      at = from + m.length;
    }
    withVariables(builder, this.text, at, end, false);
  }
}

/** Formats of blocks in braces: Terraform and other HCL, HOCON, Prisma schemas, nginx-like text. One tolerant scanner. */
import { MappedTextBuilder } from '../../text/mappedText';
import type { MappedText, Span } from '../../types';
import type { Word } from '../shared/commandLine';
import { holeAt, withVariables } from './env';
import { splitKey } from './properties';
import type { ConfigText, Scope, Setting, StringList } from './settings';

export type BraceDialect = 'hcl' | 'hocon' | 'prisma' | 'nginx';

/** The settings of a text of blocks. */
export function braceText(text: string, dialect: BraceDialect): ConfigText {
  const reader = new BraceReader(text, dialect);
  reader.run();
  return {
    settings: reader.settings,
    lists: reader.lists,
    inComment: (at) => reader.comments.some((c) => c.start <= at && at < c.end),
    syntax: dialect === 'hcl' || dialect === 'hocon' || dialect === 'prisma' ? 'tomlKey' : 'other',
    ampersand: '&',
    after: (last) => {
      if (last.item !== undefined) return undefined;
      const start = text.lastIndexOf('\n', last.span.start - 1) + 1;
      const indent = text.slice(start, last.span.start);
      return /^\s*$/.test(indent) ? { at: last.valueSpan.end, before: `\n${indent}`, after: '' } : undefined;
    },
  };
}

class BraceReader {
  readonly settings: Setting[] = [];
  readonly lists: StringList[] = [];
  readonly comments: Span[] = [];

  constructor(
    private readonly text: string,
    private readonly dialect: BraceDialect,
  ) {}

  run(): void {
    const { text } = this;
    const root: Scope = { span: { start: 0, end: text.length }, parent: undefined, path: [] };
    const stack: Scope[] = [root];
    let i = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    let head: { name: string; span: Span }[] = [];
    while (i < text.length) {
      const scope = stack[stack.length - 1]!;
      const c = text[i]!;
      const comment = this.comment(i);
      if (comment > i) {
        i = comment;
        continue;
      }
      if (c === '\n') {
        if (this.dialect !== 'hocon') head = [];
        else if (!/^\s*[{]/.test(text.slice(i, i + 80))) head = [];
        i++;
        continue;
      }
      if (c === ' ' || c === '\t' || c === '\r' || c === ',' || c === ';') {
        if (c === ',' || c === ';') head = [];
        i++;
        continue;
      }
      if (c === '{') {
        const path = [...scope.path, ...head.flatMap((h) => splitKey(h.name))];
        if (stack.length < 60) stack.push({ span: { start: i, end: text.length }, parent: scope, path });
        head = [];
        i++;
        continue;
      }
      if (c === '}' || c === ']' || c === ')') {
        if (c === '}' && stack.length > 1) stack.pop();
        head = [];
        i++;
        continue;
      }
      if ((c === '=' || c === ':' || (c === '+' && text[i + 1] === '=')) && head.length > 0) {
        let v = i + (c === '+' ? 2 : 1);
        if (c === '=' && (text[v] === '=' || text[v] === '>')) {
          i = v + 1;
          if (text[v] !== '>') {
            head = [];
            continue;
          }
          v = i;
        }
        while (text[v] === ' ' || text[v] === '\t') v++;
        if (this.dialect === 'hocon' && /^\s*\r?\n\s*[{["]/.test(text.slice(v, v + 200)))
          while (/\s/.test(text[v] ?? '')) v++;
        if (text[v] === '{') {
          i = v;
          continue;
        }
        i = this.value(scope, head[head.length - 1]!, v, head);
        head = [];
        continue;
      }
      if (c === '[') {
        i = this.list(scope, head.length > 0 ? [...scope.path, ...head.map((h) => h.name)] : scope.path, i);
        continue;
      }
      if (c === '"' || c === "'") {
        const s = this.string(i);
        if (this.dialect === 'nginx' && head.length > 0) {
          this.push(scope, head[head.length - 1]!, s.mapped, i, s.end, true, false);
        }
        head.push({ name: s.mapped.text, span: { start: i + 1, end: Math.max(i + 1, s.end - 1) } });
        i = s.end;
        continue;
      }
      const word = /^[\w.$@-]+/.exec(text.slice(i, i + 200));
      if (word) {
        if (this.dialect === 'nginx' && head.length > 0) {
          const all = /^[^\s;{}]+/.exec(text.slice(i, i + 2000))![0];
          const builder = new MappedTextBuilder();
          withVariables(builder, text, i, i + all.length, false);
          this.push(scope, head[head.length - 1]!, builder.build(), i, i + all.length, false, false);
          i += all.length;
          continue;
        }
        head.push({ name: word[0], span: { start: i, end: i + word[0].length } });
        i += word[0].length;
        continue;
      }
      i++;
    }
  }

  private comment(i: number): number {
    const { text } = this;
    const c = text[i];
    let end = i;
    if (c === '#' || (c === '/' && text[i + 1] === '/' && this.dialect !== 'nginx')) {
      const newline = text.indexOf('\n', i);
      end = newline < 0 ? text.length : newline;
    } else if (c === '/' && text[i + 1] === '*') {
      const close = text.indexOf('*/', i + 2);
      end = close < 0 ? text.length : close + 2;
    }
    if (end > i) this.comments.push({ start: i, end });
    return end;
  }

  private push(
    scope: Scope,
    key: { name: string; span: Span },
    value: MappedText,
    start: number,
    end: number,
    quoted: boolean,
    block: boolean,
  ): void {
    const { text } = this;
    const lineStart = text.lastIndexOf('\n', key.span.start - 1) + 1;
    const newline = text.indexOf('\n', end);
    const lineEnd = newline < 0 ? text.length : newline + 1;
    const own =
      /^\s*["']?$/.test(text.slice(lineStart, key.span.start)) &&
      /^[ \t,;]*(?:(?:#|\/\/)[^\n]*)?\r?\n?$/.test(text.slice(end, lineEnd));
    this.settings.push({
      path: [...scope.path, ...splitKey(key.name)],
      scope,
      value,
      typed: !quoted,
      span: { start: key.span.start, end },
      nameSpan: key.span,
      valueSpan: { start, end },
      ...(own ? { removeSpan: { start: lineStart, end: lineEnd } } : {}),
      ...(block ? { block: true } : {}),
    });
  }

  /** Reads the value at `at`; returns where it ends. */
  private value(
    scope: Scope,
    key: { name: string; span: Span },
    at: number,
    head: readonly { name: string; span: Span }[],
  ): number {
    const { text, dialect } = this;
    const c = text[at];
    const whole =
      dialect === 'hocon' && head.length > 1
        ? { name: head.map((h) => h.name).join(' '), span: key.span }
        : key;
    if (c === '[') return this.list(scope, [...scope.path, ...splitKey(whole.name)], at);
    const heredoc =
      dialect === 'hcl' ? /^<<[-~]?\s*["']?(\w+)["']?[ \t]*\r?\n/.exec(text.slice(at, at + 200)) : null;
    if (heredoc) {
      const start = at + heredoc[0].length;
      const closer = new RegExp(`^[ \\t]*${heredoc[1]!}[ \\t]*\\r?$`, 'm').exec(text.slice(start));
      const end = closer ? start + closer.index : text.length;
      const builder = new MappedTextBuilder();
      withVariables(builder, text, start, end, false);
      this.push(scope, whole, builder.build(), start, end, true, true);
      return closer ? end + closer[0].length : end;
    }
    if (c === '"' || c === "'") {
      const s = this.string(at);
      // Concatenation of HOCON and HCL functions: `"mongodb://"${host}"/db"`.
      const builder = new MappedTextBuilder().append(s.mapped);
      let end = s.end;
      if (dialect === 'hocon') {
        for (;;) {
          const hole = text[end] === '$' ? holeAt(text, end, text.length) : undefined;
          if (hole && !hole.value) {
            builder.hole(end, hole.end);
            end = hole.end;
          } else if (text[end] === '"') {
            const next = this.string(end);
            builder.append(next.mapped);
            end = next.end;
          } else break;
        }
      }
      this.push(scope, whole, builder.build(), at, end, true, text.startsWith('"""', at));
      return end;
    }
    // An expression, a bare word or a number: to the end of the line.
    let end = at;
    let depth = 0;
    while (end < text.length) {
      const d = text[end]!;
      if (d === '"') {
        // Strings inside an expression are values of their own: `env("X")`, `coalesce(var.uri, "mongodb://…")`.
        const s = this.string(end);
        // The scheme alone is joined to something: no place of its own.
        if (/^\s*mongodb(?:\+srv)?:\/\/./i.test(s.mapped.text)) {
          // A beginning that the expression joins to the rest: `replace(x, "mongodb+srv://", "mongodb+srv://u:p@")`.
          const begins = s.mapped.text.endsWith('@');
          const value = begins
            ? new MappedTextBuilder().append(s.mapped).hole(s.end, s.end).build()
            : s.mapped;
          this.push(scope, whole, value, end, s.end, true, false);
        }
        end = s.end;
        continue;
      }
      if (d === '[' && dialect === 'hcl') {
        // `jsonencode([{ command = ["mongosh", …] }])`: the words of a command.
        const after = this.list(scope, [...scope.path, ...splitKey(whole.name)], end);
        if (text[after - 1] !== ']') depth++;
        end = Math.max(after, end + 1);
        continue;
      }
      if (d === '\n' && depth <= 0) break;
      if (depth <= 0 && (d === ',' || d === '}' || d === ']' || d === ';')) break;
      if (d === '$' && text[end + 1] === '{') {
        const hole = holeAt(text, end, text.length);
        if (hole) {
          end = hole.end;
          continue;
        }
      }
      if (d === '#' || (d === '/' && text[end + 1] === '/' && text[end - 1] !== ':')) break;
      if (d === '(' || d === '[' || d === '{') depth++;
      if (d === ')' || d === ']' || d === '}') depth--;
      if (end - at > 20_000) break;
      end++;
    }
    let stop = end;
    while (stop > at && /\s/.test(text[stop - 1]!)) stop--;
    if (stop > at) {
      const builder = new MappedTextBuilder();
      const source = text.slice(at, stop);
      if (/^(?:true|false|null|-?\d[\d.]*)$/.test(source)) builder.verbatim(text, at, stop);
      else if (dialect === 'hocon' || dialect === 'nginx') withVariables(builder, text, at, stop, false);
      else builder.hole(at, stop);
      this.push(scope, whole, builder.build(), at, stop, false, false);
    }
    return Math.max(end, at);
  }

  private list(scope: Scope, path: readonly string[], at: number): number {
    const { text } = this;
    const words: Word[] = [];
    let plain = true;
    let i = at + 1;
    while (i < text.length && text[i] !== ']') {
      const comment = this.comment(i);
      if (comment > i) {
        i = comment;
        continue;
      }
      const c = text[i]!;
      if (c === '"' || c === "'") {
        const s = this.string(i);
        const span = { start: i, end: s.end };
        words.push({ text: s.mapped, span });
        // `join("", ["mongodb+srv://", var.user, …])`: the scheme alone is joined to something.
        if (!/^mongodb(?:\+srv)?:\/\/$/i.test(s.mapped.text))
          this.settings.push({
            path,
            scope,
            value: s.mapped,
            typed: false,
            span,
            nameSpan: { start: i, end: i },
            valueSpan: span,
            item: words.length - 1,
          });
        i = s.end;
        continue;
      }
      if (c === '{') {
        // A list of maps: read on as blocks of this scope.
        plain = false;
        break;
      }
      if (c === '[') {
        plain = false;
        i = this.list(scope, path, i);
        continue;
      }
      const bare = /^[^\s,[\]{}"'#]+/.exec(text.slice(i, i + 2000));
      if (bare) {
        const builder = new MappedTextBuilder();
        if (this.dialect === 'hcl') builder.hole(i, i + bare[0].length);
        else withVariables(builder, text, i, i + bare[0].length, false);
        words.push({ text: builder.build(), span: { start: i, end: i + bare[0].length } });
        i += bare[0].length;
        continue;
      }
      i++;
    }
    if (plain && words.length > 0) this.lists.push({ path, scope, words });
    return text[i] === ']' ? i + 1 : i;
  }

  private string(at: number): { mapped: MappedText; end: number } {
    const { text } = this;
    const quote = text[at]!;
    const triple = text.startsWith(quote.repeat(3), at) && this.dialect === 'hocon';
    const open = at + (triple ? 3 : 1);
    let i = open;
    const builder = new MappedTextBuilder();
    let from = open;
    while (i < text.length) {
      if (triple ? text.startsWith(quote.repeat(3), i) : text[i] === quote || text[i] === '\n') break;
      if (text[i] === '\\' && !triple && i + 1 < text.length) {
        builder.verbatim(text, from, i);
        const unicode = /^u([0-9a-fA-F]{4})/.exec(text.slice(i + 1, i + 6));
        const length = unicode ? 6 : 2;
        const n = text[i + 1]!;
        builder.escape(
          unicode ? String.fromCharCode(parseInt(unicode[1]!, 16)) : ({ n: '\n', t: '\t', r: '\r' }[n] ?? n),
          i,
          i + length,
        );
        i += length;
        from = i;
        continue;
      }
      const hole = text[i] === '$' && text[i + 1] === '{' ? holeAt(text, i, text.length) : undefined;
      if (hole && this.dialect !== 'prisma') {
        builder.verbatim(text, from, i).hole(i, hole.end);
        i = hole.end;
        from = i;
        continue;
      }
      i++;
    }
    i = Math.min(i, text.length);
    builder.verbatim(text, from, i);
    const closed = text[i] === quote;
    return { mapped: builder.build(), end: Math.min(closed ? i + (triple ? 3 : 1) : i, text.length) };
  }
}

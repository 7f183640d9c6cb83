/** YAML as people deploy it: templates masked to the same length, several documents, broken tails. Positions from the `yaml` package. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { MappedTextBuilder, sliceMapped, sourceSpan } from '../../text/mappedText';
import type { MappedText, Span } from '../../types';
import type { Word } from '../shared/commandLine';
import { holeAt } from './env';
import { splitKey } from './properties';
import type { ConfigText, Scope, Setting, StringList } from './settings';

/** Documents longer than this (UTF-16 units) are read line by line: the parser needs about a second for 2 MB. */
export const yamlLimit = 500_000;

const relevant = /mongo|tls|ssl|bW9uZ29k/i;
/** Settings that aliases and merge keys may bring in; a document that multiplies itself stops there. */
const maxMerged = 5000;

/** The settings of a YAML text. */
export function yamlText(text: string): ConfigText {
  const masked = maskTemplates(text);
  const reader = new YamlReader(text, masked.text, masked.holes);
  for (const part of documentsOf(masked.text)) {
    const source = masked.text.slice(part.start, part.end);
    if (!relevant.test(text.slice(part.start, part.end))) continue;
    if (source.length > yamlLimit || !reader.read(source, part.start)) reader.readLines(part.start, part.end);
  }
  return {
    settings: reader.settings,
    lists: reader.lists,
    inComment: (at) => inYamlComment(text, at),
    syntax: 'yamlMapping',
    ampersand: '&',
    after: (last) => reader.after(last),
  };
}

/** Documents between `---` lines. */
function documentsOf(text: string): readonly Span[] {
  const parts: Span[] = [];
  let start = 0;
  for (const match of text.matchAll(/^---(?=[ \t\r\n]|$)/gm)) {
    if (match.index > start) parts.push({ start, end: match.index });
    start = match.index + 3;
  }
  parts.push({ start, end: text.length });
  return parts;
}

/** `{{ … }}`, `{% … %}` and `<% … %>` as letters of the same length; on a line of their own as a comment. */
export function maskTemplates(text: string): { text: string; holes: readonly Span[] } {
  if (!/\{\{|\{%|<%/.test(text)) return { text, holes: [] };
  const holes: Span[] = [];
  const masked = text.replace(
    /^([ \t]*)((?:\{\{|\{%|<%)(?:(?!\}\}|%\}|%>)[\s\S]){0,2000}(?:\}\}|%\}|%>))([ \t]*(?:\r?$))|\$?\{\{(?:(?!\}\})[\s\S]){0,2000}\}\}|\{%(?:(?!%\})[\s\S]){0,2000}%\}|<%(?:(?!%>)[\s\S]){0,2000}%>/gm,
    (
      all: string,
      indent: string | undefined,
      own: string | undefined,
      tail: string | undefined,
      at: number,
    ) => {
      if (own !== undefined && indent !== undefined)
        return indent + own.replace(/[^\r\n]/g, '#') + (tail ?? '');
      holes.push({ start: at, end: at + all.length });
      return all.replace(/[^\r\n]/g, 'x');
    },
  );
  return { text: masked, holes };
}

/** `#` at the start of the line or behind white space, outside quotes, before offset `at` of its line. */
function inYamlComment(text: string, at: number): boolean {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  let quote: string | undefined;
  for (let i = start; i < at; i++) {
    const c = text[i];
    if (quote) {
      if (c === quote) quote = undefined;
    } else if ((c === '"' || c === "'") && (i === start || /[\s:[{,-]/.test(text[i - 1]!))) quote = c;
    else if (c === '#' && (i === start || /\s/.test(text[i - 1]!))) return true;
  }
  return false;
}

class YamlReader {
  readonly settings: Setting[] = [];
  readonly lists: StringList[] = [];
  private readonly flow = new Set<Scope>();
  private offset = 0;
  private anchors = new Map<string, unknown>();
  /** How many aliases are being followed, and how many settings they brought. */
  private depth = 0;
  private merged = 0;

  constructor(
    private readonly text: string,
    private readonly masked: string,
    private readonly holes: readonly Span[],
  ) {}

  /** Reads one document; false when nothing could be made of it. */
  read(source: string, offset: number): boolean {
    this.offset = offset;
    this.anchors = new Map();
    this.depth = 0;
    try {
      const [doc] = parseAllDocuments(source, {
        logLevel: 'silent',
        prettyErrors: false,
        uniqueKeys: false,
        strict: false,
        merge: false,
        keepSourceTokens: false,
      });
      if (!doc || !('contents' in doc) || doc.contents === null) return true;
      const before = this.settings.length;
      const root: Scope = {
        span: { start: offset, end: offset + source.length },
        parent: undefined,
        path: [],
      };
      this.node(doc.contents, root, [], undefined);
      return this.settings.length > before || doc.errors.length === 0;
    } catch {
      return false;
    }
  }

  private node(node: unknown, scope: Scope, path: readonly string[], pair: Pair | undefined): void {
    if (path.length > 60) return;
    this.note(node);
    if (isMap(node)) {
      const span = this.range(node.range);
      const inner: Scope =
        path.length === 0 && pair === undefined && scope.parent === undefined && scope.path.length === 0
          ? scope
          : {
              span,
              parent: scope,
              path,
              ...(pair && isScalar(pair.key) ? { head: this.range(pair.key.range) } : {}),
            };
      if (node.flow) this.flow.add(inner);
      for (let i = 0; i < node.items.length; i++) {
        const item = node.items[i]!;
        if (!isScalar(item.key)) continue;
        const key = splitPath(String(item.key.value ?? ''));
        if (item.key.value === '<<' && (isAlias(item.value) || isSeq(item.value) || isMap(item.value)))
          continue;
        if (isScalar(item.value) || item.value === null) {
          if (isScalar(item.value)) {
            this.note(item.value);
            this.scalar(
              item.key,
              item.value,
              inner,
              [...inner.path, ...key],
              node.flow === true,
              i,
              node.items as readonly Pair[],
            );
          }
        } else if (isAlias(item.value)) {
          const target = this.anchors.get(item.value.source);
          this.follow(() => {
            if (isScalar(target))
              this.scalar(item.key as Scalar, target, inner, [...inner.path, ...key], true, 0, []);
            else this.node(target, inner, [...inner.path, ...key], item as Pair);
          });
        } else this.node(item.value, inner, [...inner.path, ...key], item as Pair);
      }
      this.merge(node, inner, new Set(node.items.map((i) => (isScalar(i.key) ? String(i.key.value) : ''))));
    } else if (isSeq(node)) {
      const words: Word[] = [];
      let plain = true;
      node.items.forEach((item, index) => {
        if (isScalar(item)) {
          this.note(item);
          const word = this.item(item, scope, path, index, node.flow === true, node.items);
          if (word) words.push(word);
        } else {
          plain = false;
          const inner = { span: this.range(node.range), parent: scope, path };
          if (!isAlias(item)) this.node(item, inner, path, pair);
          else this.follow(() => this.node(this.anchors.get(item.source), inner, path, pair));
        }
      });
      if (plain && words.length > 0) this.lists.push({ path, scope, words });
    }
  }

  private note(node: unknown): void {
    const { anchor } = (node ?? {}) as { anchor?: string };
    if (anchor !== undefined && this.depth === 0) this.anchors.set(anchor, node);
  }

  /** Reads what an alias stands for, as often as that ends. */
  private follow(read: () => void): void {
    if (this.depth > 4 || this.merged > maxMerged) return;
    this.depth++;
    read();
    this.depth--;
  }

  /** `<<: *defaults` and `<<: [*a, *b]`: the keys of other maps that this one does not have itself. */
  private merge(map: YAMLMap, scope: Scope, own: Set<string>): void {
    for (const { key, value } of map.items) {
      if (!isScalar(key) || key.value !== '<<') continue;
      for (const source of isSeq(value) ? value.items : [value]) {
        const target = isAlias(source) ? this.anchors.get(source.source) : source;
        if (!isMap(target)) continue;
        this.follow(() => {
          target.items.forEach((item) => {
            const { key: name, value: content } = item;
            if (!isScalar(name) || own.has(String(name.value)) || name.value === '<<') return;
            own.add(String(name.value));
            const path = [...scope.path, ...splitPath(String(name.value ?? ''))];
            const found = isAlias(content) ? this.anchors.get(content.source) : content;
            if (isScalar(found)) this.scalar(name, found, scope, path, true, 0, []);
            else this.node(found, scope, path, item as Pair);
          });
          this.merge(target, scope, own);
        });
      }
    }
  }

  private range(range: readonly number[] | null | undefined): Span {
    return range
      ? { start: this.offset + range[0]!, end: this.offset + range[1]! }
      : { start: this.offset, end: this.offset };
  }

  private scalar(
    key: Scalar,
    value: Scalar,
    scope: Scope,
    path: readonly string[],
    flow: boolean,
    index: number,
    items: readonly Pair[],
  ): void {
    const keyRange = this.range(key.range);
    const quoted = /^["']/.test(this.masked[keyRange.start] ?? '');
    const nameSpan = quoted ? { start: keyRange.start + 1, end: keyRange.end - 1 } : keyRange;
    const valueSpan = this.valueRange(value);
    const aliased = this.depth > 0;
    if (valueSpan.end < valueSpan.start || (valueSpan.start < keyRange.end && !aliased)) return;
    if (aliased) this.merged++;
    // An alias's key stands elsewhere than its value.
    const apart = aliased && !/^\s*:\s*(?:&\S+\s+)?$/.test(this.masked.slice(keyRange.end, valueSpan.start));
    const span = apart ? valueSpan : { start: keyRange.start, end: valueSpan.end };
    this.settings.push({
      path,
      scope,
      value: this.mapped(value, valueSpan),
      typed: value.type === 'PLAIN',
      span,
      nameSpan,
      valueSpan,
      ...(aliased ? { merged: true } : this.removal(span, flow, index, items.length)),
      ...(value.type === 'BLOCK_LITERAL' ||
      value.type === 'BLOCK_FOLDED' ||
      this.text.slice(valueSpan.start, valueSpan.end).includes('\n')
        ? { block: true }
        : {}),
    });
  }

  private item(
    item: Scalar,
    scope: Scope,
    path: readonly string[],
    index: number,
    flow: boolean,
    items: readonly unknown[],
  ): Word | undefined {
    const span = this.valueRange(item);
    const value = this.mapped(item, span);
    const name = /^([A-Za-z_][\w.-]*)=/.exec(value.text);
    const removal = this.removal(span, flow, index, items.length);
    if (name) {
      const equals = name[0].length;
      const inner = sliceMapped(value, equals, value.text.length);
      this.settings.push({
        path: [...path, name[1]!],
        scope,
        value: inner,
        typed: false,
        span,
        nameSpan: sourceSpan(value, 0, equals - 1),
        valueSpan: {
          start: sourceSpan(value, 0, equals).end,
          end: sourceSpan(value, 0, value.text.length).end,
        },
        ...removal,
        item: index,
        variable: true,
        ...(this.depth > 0 ? { merged: true } : {}),
      });
    } else {
      this.settings.push({
        path,
        scope,
        value,
        typed: item.type === 'PLAIN',
        span,
        nameSpan: { start: span.start, end: span.start },
        valueSpan: span,
        ...removal,
        item: index,
        ...(this.depth > 0 ? { merged: true } : {}),
        ...(item.type === 'BLOCK_LITERAL' || item.type === 'BLOCK_FOLDED' ? { block: true } : {}),
      });
    }
    const hole = /^\s*\uFFFC\s*$/.test(value.text)
      ? /([A-Za-z_]\w*)[\s})]*$/.exec(this.text.slice(span.start, span.end).replace(/["']$/, ''))?.[1]
      : undefined;
    return { text: value, span, ...(hole !== undefined ? { variable: hole } : {}) };
  }

  /** A value's range without trailing white space and line breaks. */
  private valueRange(value: Scalar): Span {
    const range = this.range(value.range);
    let end = Math.min(range.end, this.text.length);
    while (end > range.start && /\s/.test(this.text[end - 1]!)) end--;
    return { start: range.start, end };
  }

  /** The line of an entry in block style; in flow style the entry and one comma. */
  private removal(span: Span, flow: boolean, index: number, count: number): { removeSpan: Span } | object {
    const { text } = this;
    if (flow) {
      const after = /^\s*,\s*/.exec(text.slice(span.end, span.end + 200));
      if (after) return { removeSpan: { start: span.start, end: span.end + after[0].length } };
      const before = /,\s*$/.exec(text.slice(Math.max(0, span.start - 200), span.start));
      return before && index === count - 1
        ? { removeSpan: { start: span.start - before[0].length, end: span.end } }
        : count === 1
          ? { removeSpan: span }
          : {};
    }
    // A map with nothing left is null, which most readers take for an error.
    if (count === 1) return {};
    const start = text.lastIndexOf('\n', span.start - 1) + 1;
    const before = text.slice(start, span.start);
    const lineEnd = text.indexOf('\n', span.end);
    const end = lineEnd < 0 ? text.length : lineEnd + 1;
    const list = /^\s*-\s+$/.test(before);
    if (!/^\s*(?:-\s+)?$/.test(before) || !/^[ \t]*(?:#[^\n]*)?\r?\n?$/.test(text.slice(span.end, end)))
      return {};
    // The first key of a list's map stands behind the dash: the dash stays.
    if (list && this.masked.slice(span.start, span.end).includes(': '))
      return index === 0 ? {} : { removeSpan: { start, end } };
    return { removeSpan: { start, end } };
  }

  after(last: Setting): { at: number; before: string; after: string } | undefined {
    if (last.variable || last.block || last.merged) return undefined;
    if (this.flow.has(last.scope)) return { at: last.valueSpan.end, before: ', ', after: '' };
    const start = this.text.lastIndexOf('\n', last.span.start - 1) + 1;
    const indent = this.text.slice(start, last.span.start).replace(/-/g, ' ');
    return /^\s*$/.test(indent) ? { at: last.valueSpan.end, before: `\n${indent}`, after: '' } : undefined;
  }

  /** The scalar as the program reads it. */
  private mapped(value: Scalar, span: Span): MappedText {
    const builder = new MappedTextBuilder();
    const { text } = this;
    switch (value.type) {
      case 'BLOCK_LITERAL':
      case 'BLOCK_FOLDED':
        this.block(builder, span, value.type === 'BLOCK_FOLDED');
        break;
      case 'QUOTE_DOUBLE':
        this.quoted(
          builder,
          span.start + 1,
          text[span.end - 1] === '"' && span.end > span.start + 1 ? span.end - 1 : span.end,
          true,
        );
        break;
      case 'QUOTE_SINGLE':
        this.quoted(
          builder,
          span.start + 1,
          text[span.end - 1] === "'" && span.end > span.start + 1 ? span.end - 1 : span.end,
          false,
        );
        break;
      default:
        this.folded(builder, span.start, span.end);
    }
    return builder.build();
  }

  private folded(builder: MappedTextBuilder, start: number, end: number): void {
    let at = start;
    for (const match of this.text.slice(start, end).matchAll(/[ \t]*\r?\n\s*/g)) {
      const from = start + match.index;
      this.pieces(builder, at, from);
      builder.escape(' ', from, from + match[0].length);
      at = from + match[0].length;
    }
    this.pieces(builder, at, end);
  }

  private quoted(builder: MappedTextBuilder, start: number, end: number, double: boolean): void {
    const { text } = this;
    const pattern = double
      ? /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r?\n\s*|[\s\S])|[ \t]*\r?\n\s*/g
      : /''|[ \t]*\r?\n\s*/g;
    let at = start;
    for (const match of text.slice(start, end).matchAll(pattern)) {
      const from = start + match.index;
      if (from < at) continue;
      this.pieces(builder, at, from);
      const m = match[0];
      builder.escape(unescaped(m), from, from + m.length);
      at = from + m.length;
    }
    this.pieces(builder, at, end);
  }

  private block(builder: MappedTextBuilder, span: Span, folded: boolean): void {
    const { text } = this;
    let at = text.indexOf('\n', span.start) + 1;
    if (at === 0 || at > span.end) return;
    const explicit = /^[|>][+-]?(\d)/.exec(text.slice(span.start, span.start + 3))?.[1];
    const first = /^[ ]*(?=[^ \r\n])/m.exec(text.slice(at, span.end));
    const parent = /^[ ]*/.exec(text.slice(text.lastIndexOf('\n', span.start - 1) + 1, span.start))![0]
      .length;
    const indent = explicit !== undefined ? parent + Number(explicit) : (first?.[0].length ?? 0);
    while (at < span.end) {
      const newline = text.indexOf('\n', at);
      const end = newline < 0 || newline > span.end ? span.end : newline;
      const blank = text.slice(at, end).trim() === '';
      this.pieces(builder, Math.min(at + indent, end), end);
      if (newline >= 0 && newline < span.end) {
        const nextLine = text.slice(newline + 1, newline + 1 + indent + 1);
        const more = /\s$/.test(nextLine) || blank;
        if (folded && !more) builder.escape(' ', newline, newline + 1);
        else builder.verbatim(text, newline, newline + 1);
      }
      at = end + 1;
    }
  }

  /** Document text with templates and variables as holes. */
  private pieces(builder: MappedTextBuilder, start: number, end: number): void {
    const { text } = this;
    let at = start;
    let i = start;
    while (i < end) {
      const hole = this.holes.length > 0 ? this.holes.find((h) => h.start <= i && i < h.end) : undefined;
      const found = hole
        ? { end: Math.min(hole.end, end), value: undefined }
        : text[i] === '$'
          ? holeAt(text, i, end)
          : undefined;
      if (!found) {
        i++;
        continue;
      }
      builder.verbatim(text, at, i);
      if (found.value) {
        builder.escape('', i, found.value.start);
        this.pieces(builder, found.value.start, found.value.end);
        builder.escape('', found.value.end, found.end);
      } else builder.hole(i, found.end);
      i = found.end;
      at = i;
    }
    builder.verbatim(text, at, end);
  }

  /** The reader for what the parser cannot or should not read: one line, one key. */
  readLines(from: number, to: number): void {
    const { text } = this;
    const root: Scope = { span: { start: from, end: to }, parent: undefined, path: [] };
    const stack: { indent: number; scope: Scope }[] = [{ indent: -1, scope: root }];
    let at = from;
    while (at < to) {
      const newline = text.indexOf('\n', at);
      const end = newline < 0 || newline > to ? to : newline;
      const stop = text[end - 1] === '\r' && end > at ? end - 1 : end;
      const match = /^([ \t]*(?:-[ \t]+)?)(["']?)([\w.$/-]+)\2[ \t]*(:(?:[ \t]+|$)|=)/.exec(
        text.slice(at, Math.min(stop, at + 400)),
      );
      if (match && relevant.test(text.slice(Math.max(from, at - 2000), Math.min(to, stop + 2000)))) {
        const indent = match[1]!.length;
        while (stack.length > 1 && stack[stack.length - 1]!.indent >= indent) stack.pop();
        const scope = stack[stack.length - 1]!.scope;
        const nameStart = at + indent + match[2]!.length;
        const path = [...scope.path, ...splitPath(match[3]!)];
        const valueStart = at + match[0].length;
        const comment = /[ \t]#/.exec(text.slice(valueStart, stop));
        let valueEnd = comment ? valueStart + comment.index : stop;
        while (valueEnd > valueStart && /[ \t]/.test(text[valueEnd - 1]!)) valueEnd--;
        if (valueEnd <= valueStart)
          stack.push({ indent, scope: { span: { start: at, end: to }, parent: scope, path } });
        else {
          const quote =
            /^["']/.test(text[valueStart]!) &&
            text[valueEnd - 1] === text[valueStart] &&
            valueEnd > valueStart + 1;
          const builder = new MappedTextBuilder();
          this.pieces(builder, quote ? valueStart + 1 : valueStart, quote ? valueEnd - 1 : valueEnd);
          this.settings.push({
            path,
            scope,
            value: builder.build(),
            typed: !quote,
            span: { start: nameStart, end: valueEnd },
            nameSpan: { start: nameStart, end: nameStart + match[3]!.length },
            valueSpan: { start: valueStart, end: valueEnd },
            ...(match[4] === '=' ? { variable: true } : {}),
          });
        }
      }
      at = end + 1;
    }
  }
}

/** A flattened key is split like Spring reads it; anything that looks like a file name or a host stays whole. */
function splitPath(key: string): readonly string[] {
  return /^[\w-]+(?:\.[\w-]+)+$/.test(key) &&
    !/\.(?:ya?ml|properties|conf|cfg|ini|json|toml|sh|js|ts|py|env|xml|io|com|rb|php|go)$/i.test(key)
    ? splitKey(key)
    : [key];
}

function unescaped(escape: string): string {
  if (escape === "''") return "'";
  if (escape[0] !== '\\') return ' ';
  const c = escape[1]!;
  if (c === 'x' || c === 'u' || c === 'U') {
    const code = parseInt(escape.slice(2), 16);
    return Number.isNaN(code) || code > 0x10ffff ? escape : String.fromCodePoint(code);
  }
  if (c === '\n' || c === '\r') return '';
  return { n: '\n', t: '\t', r: '\r', '0': '\0', a: '\x07', b: '\b', e: '\x1b', f: '\f', v: '\v' }[c] ?? c;
}

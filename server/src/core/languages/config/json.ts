/** JSON with and without comments. Positions from `jsonc-parser`, which reads broken files as far as they go. */
import { parseTree, visit, type Node } from 'jsonc-parser';
import { MappedTextBuilder } from '../../text/mappedText';
import type { MappedText, Span } from '../../types';
import type { Word } from '../shared/commandLine';
import { holeAt } from './env';
import { splitKey } from './properties';
import type { ConfigText, Scope, Setting, StringList } from './settings';

/** Files longer than this (UTF-16 units) are only searched for URIs. */
export const jsonLimit = 4_000_000;

/** The settings of a JSON text. */
export function jsonText(text: string): ConfigText {
  const settings: Setting[] = [];
  const lists: StringList[] = [];
  const root: Scope = { span: { start: 0, end: text.length }, parent: undefined, path: [] };
  if (text.length <= jsonLimit) {
    const tree = parseTree(text, [], { allowTrailingComma: true, allowEmptyContent: true });
    if (tree) readJson(text, tree, root, settings, lists);
  }
  let comments: readonly Span[] | undefined;
  return {
    settings,
    lists,
    inComment: (at) => (comments ??= jsonComments(text)).some((c) => c.start <= at && at < c.end),
    syntax: 'jsonProperty',
    ampersand: '&',
    after: (last) => {
      if (last.item !== undefined) return undefined;
      const start = text.lastIndexOf('\n', last.span.start - 1) + 1;
      const indent = text.slice(start, last.span.start);
      return {
        at: last.valueSpan.end,
        before: /^\s*$/.test(indent) && start > 0 ? `,\n${indent}` : ', ',
        after: '',
      };
    },
  };
}

function readJson(text: string, node: Node, scope: Scope, settings: Setting[], lists: StringList[]): void {
  if (scope.path.length > 60) return;
  if (node.type === 'object') {
    const children = node.children ?? [];
    children.forEach((property, index) => {
      const [key, value] = property.children ?? [];
      if (!key || !value) return;
      const path = [...scope.path, ...keyPath(String(key.value))];
      if (value.type === 'object') {
        readJson(
          text,
          value,
          { span: spanOf(value), parent: scope, path, head: spanOf(key) },
          settings,
          lists,
        );
      } else if (value.type === 'array') readArray(text, value, scope, path, settings, lists);
      else {
        const span = { start: property.offset, end: value.offset + value.length };
        settings.push({
          path,
          scope,
          value: mappedScalar(text, value),
          typed: value.type !== 'string',
          span,
          nameSpan: { start: key.offset + 1, end: Math.max(key.offset + 1, key.offset + key.length - 1) },
          valueSpan: spanOf(value),
          ...removal(text, span, index, children.length),
        });
      }
    });
  } else if (node.type === 'array') readArray(text, node, scope, scope.path, settings, lists);
}

function readArray(
  text: string,
  array: Node,
  scope: Scope,
  path: readonly string[],
  settings: Setting[],
  lists: StringList[],
): void {
  const words: Word[] = [];
  let plain = true;
  const children = array.children ?? [];
  children.forEach((item, index) => {
    if (item.type === 'object') {
      plain = false;
      readJson(text, item, { span: spanOf(item), parent: scope, path }, settings, lists);
    } else if (item.type === 'array') {
      plain = false;
      if (path.length < 60) readArray(text, item, scope, [...path, ''], settings, lists);
    } else {
      const value = mappedScalar(text, item);
      const span = spanOf(item);
      words.push({ text: value, span });
      settings.push({
        path,
        scope,
        value,
        typed: item.type !== 'string',
        span,
        nameSpan: { start: span.start, end: span.start },
        valueSpan: span,
        ...removal(text, span, index, children.length),
        item: index,
      });
    }
  });
  if (plain && words.length > 0) lists.push({ path, scope, words });
}

function spanOf(node: Node): Span {
  return { start: node.offset, end: node.offset + node.length };
}

/** A flattened key (`connection.uri`) is split, other keys with dots are names. */
function keyPath(key: string): readonly string[] {
  return /^[a-z][\w-]*(?:\.[a-z][\w-]*)+$/i.test(key) ? splitKey(key) : [key];
}

function removal(text: string, span: Span, index: number, count: number): { removeSpan: Span } | object {
  const after = /^\s*,[ \t]*(?:\r?\n)?/.exec(text.slice(span.end, span.end + 200));
  if (after) {
    // A file of one line has no line start near: only white space is gone back over.
    let line = span.start;
    while (line > 0 && (text[line - 1] === ' ' || text[line - 1] === '\t')) line--;
    const own = (line === 0 || text[line - 1] === '\n') && after[0].endsWith('\n');
    return { removeSpan: { start: own ? line : span.start, end: span.end + after[0].length } };
  }
  const before = /,\s*$/.exec(text.slice(Math.max(0, span.start - 400), span.start));
  if (before && index === count - 1)
    return { removeSpan: { start: span.start - before[0].length, end: span.end } };
  return count === 1 ? { removeSpan: span } : {};
}

function mappedScalar(text: string, node: Node): MappedText {
  const builder = new MappedTextBuilder();
  if (node.type !== 'string') return builder.verbatim(text, node.offset, node.offset + node.length).build();
  const closed = node.length > 1 && text[node.offset + node.length - 1] === '"';
  jsonString(builder, text, node.offset + 1, node.offset + node.length - (closed ? 1 : 0));
  return builder.build();
}

/** The content of a JSON string from `start` to `end`. */
export function jsonString(builder: MappedTextBuilder, text: string, start: number, end: number): void {
  let i = start;
  let from = start;
  while (i < end) {
    const c = text[i]!;
    if (c === '\\' && i + 1 < end) {
      builder.verbatim(text, from, i);
      const unicode = /^u([0-9a-fA-F]{4})/.exec(text.slice(i + 1, Math.min(end, i + 6)));
      const length = unicode ? 6 : 2;
      const n = text[i + 1]!;
      builder.escape(
        unicode
          ? String.fromCharCode(parseInt(unicode[1]!, 16))
          : ({ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }[n] ?? n),
        i,
        i + length,
      );
      i += length;
      from = i;
      continue;
    }
    const hole =
      c === '$' || (c === '{' && text[i + 1] === '{') || c === '<' ? holeAt(text, i, end) : undefined;
    if (hole) {
      builder.verbatim(text, from, i);
      if (hole.value) {
        builder.escape('', i, hole.value.start);
        jsonString(builder, text, hole.value.start, hole.value.end);
        builder.escape('', hole.value.end, hole.end);
      } else builder.hole(i, hole.end);
      i = hole.end;
      from = i;
      continue;
    }
    i++;
  }
  builder.verbatim(text, from, end);
}

function jsonComments(text: string): readonly Span[] {
  const comments: Span[] = [];
  if (!/\/[/*]/.test(text) || text.length > jsonLimit) return comments;
  visit(text, {
    onComment: (offset, length) => {
      comments.push({ start: offset, end: offset + length });
    },
  });
  return comments;
}

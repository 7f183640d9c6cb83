/** `.properties` files: `key=value`, `key: value`, `key value`, continuation lines, `\:` and `\=`. Rules: java.util.Properties.load. */
import { MappedTextBuilder } from '../../text/mappedText';
import type { Span } from '../../types';
import { holeAt } from './env';
import type { ConfigText, Scope, Setting } from './settings';

/** The settings of a `.properties` file; `#---` starts a new document as in Spring Boot. */
export function propertiesText(text: string): ConfigText {
  const settings: Setting[] = [];
  const comments: Span[] = [];
  const file = (): Scope => ({ span: { start: 0, end: text.length }, parent: undefined, path: [] });
  let scope = file();
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    let i = at;
    while (i < text.length && /[ \t\f]/.test(text[i]!)) i++;
    const c = text[i];
    if (c === '#' || c === '!' || c === '\n' || c === '\r' || c === undefined) {
      const end = lineEnd(text, i);
      if (c === '#' || c === '!') {
        comments.push({ start: i, end });
        if (/^[#!]---[ \t]*$/.test(text.slice(i, end).trimEnd())) scope = file();
      }
      at = nextLine(text, end);
      continue;
    }
    const nameStart = i;
    let name = '';
    while (i < text.length && !/[=:\s]/.test(text[i]!)) {
      if (text[i] === '\\' && i + 1 < text.length && !/[\r\n]/.test(text[i + 1]!)) {
        name += text[i + 1]!;
        i += 2;
      } else name += text[i++]!;
    }
    const nameEnd = i;
    while (i < text.length && /[ \t\f]/.test(text[i]!)) i++;
    if (text[i] === '=' || text[i] === ':') {
      i++;
      while (i < text.length && /[ \t\f]/.test(text[i]!)) i++;
    }
    const valueStart = i;
    const builder = new MappedTextBuilder();
    let from = i;
    while (i < text.length && text[i] !== '\n' && text[i] !== '\r') {
      if (text[i] === '\\') {
        builder.verbatim(text, from, i);
        const n = text[i + 1];
        if (n === '\n' || n === '\r') {
          let k = i + (n === '\r' && text[i + 2] === '\n' ? 3 : 2);
          while (k < text.length && /[ \t\f]/.test(text[k]!)) k++;
          builder.escape('', i, k);
          i = k;
        } else if (n === undefined) {
          i++;
        } else {
          const unicode = /^u([0-9a-fA-F]{4})/.exec(text.slice(i + 1, i + 6));
          const length = unicode ? 6 : 2;
          const value = unicode
            ? String.fromCharCode(parseInt(unicode[1]!, 16))
            : ({ t: '\t', n: '\n', r: '\r', f: '\f' }[n] ?? n);
          builder.escape(value, i, i + length);
          i += length;
        }
        from = i;
        continue;
      }
      const hole = holeAt(text, i, lineEnd(text, i));
      if (hole) {
        builder.verbatim(text, from, i);
        if (hole.value) {
          builder.escape('', i, hole.value.start);
          let k = hole.value.start;
          let start = k;
          while (k < hole.value.end) {
            const inner = holeAt(text, k, hole.value.end);
            if (text[k] === '\\' && k + 1 < hole.value.end) {
              builder.verbatim(text, start, k).escape(text[k + 1]!, k, k + 2);
              start = k += 2;
            } else if (inner) {
              builder.verbatim(text, start, k).hole(k, inner.end);
              start = k = inner.end;
            } else k++;
          }
          builder.verbatim(text, start, hole.value.end).escape('', hole.value.end, hole.end);
        } else builder.hole(i, hole.end);
        i = hole.end;
        from = i;
        continue;
      }
      i++;
    }
    let end = i;
    while (end > from && /[ \t]/.test(text[end - 1]!)) end--;
    builder.verbatim(text, from, end);
    const next = nextLine(text, i);
    if (name !== '')
      settings.push({
        path: splitKey(name),
        scope,
        value: builder.build(),
        typed: true,
        span: { start: nameStart, end: Math.max(end, nameEnd) },
        nameSpan: { start: nameStart, end: nameEnd },
        valueSpan: { start: Math.min(valueStart, Math.max(end, nameEnd)), end: Math.max(end, nameEnd) },
        removeSpan: { start: at, end: next },
      });
    at = Math.max(next, at + 1);
  }
  return {
    settings,
    lists: [],
    inComment: (offset) => comments.some((c) => c.start <= offset && offset < c.end),
    syntax: 'properties',
    ampersand: '&',
    after: (last) => {
      const prefix = last.path.slice(0, -1).join('.');
      return { at: last.valueSpan.end, before: prefix === '' ? '\n' : `\n${prefix}.`, after: '' };
    },
  };
}

/** Keys of `a.b[0].c` and `a."b.c".d`. */
export function splitKey(key: string): readonly string[] {
  const parts = key.match(/"[^"]*"|'[^']*'|[^."']+/g) ?? [key];
  return parts.map((p) => p.replace(/^["']|["']$/g, ''));
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : text[end - 1] === '\r' && end > from ? end - 1 : end;
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

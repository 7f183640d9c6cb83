/** `.env` files and their variants: `NAME=value` lines with shell-like quotes. Rules: motdotla/dotenv README, docker env_file. */
import { MappedTextBuilder } from '../../text/mappedText';
import type { MappedText, Span } from '../../types';
import type { ConfigText, Scope, Setting } from './settings';

const line = /^([ \t]*(?:export[ \t]+|set[ \t]+|-[ \t]+)?)([A-Za-z_][\w.-]*)([ \t]*[=:][ \t]*)/;

/** The settings of a `.env` file. */
export function envText(text: string): ConfigText {
  const settings: Setting[] = [];
  const scope: Scope = { span: { start: 0, end: text.length }, parent: undefined, path: [] };
  const comments: Span[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    let end = text.indexOf('\n', at);
    if (end < 0) end = text.length;
    const lineEnd = text[end - 1] === '\r' && end > at ? end - 1 : end;
    const content = text.slice(at, lineEnd);
    let next = end + 1;
    if (/^\s*#/.test(content)) comments.push({ start: at, end: lineEnd });
    else {
      const match = line.exec(content);
      if (match) {
        const nameStart = at + match[1]!.length;
        const nameSpan = { start: nameStart, end: nameStart + match[2]!.length };
        const valueStart = at + match[0].length;
        const value = readValue(text, valueStart, lineEnd);
        if (value.comment) comments.push(value.comment);
        if (value.end > lineEnd) {
          const after = text.indexOf('\n', value.end);
          next = after < 0 ? text.length : after + 1;
        }
        const spanEnd = Math.max(value.end, valueStart);
        settings.push({
          path: [match[2]!],
          scope,
          value: value.mapped,
          typed: false,
          span: { start: nameStart, end: spanEnd },
          nameSpan,
          valueSpan: { start: valueStart, end: spanEnd },
          removeSpan: { start: at, end: Math.min(next, text.length) },
          variable: true,
        });
      }
    }
    at = next;
  }
  return {
    settings,
    lists: [],
    inComment: (offset) => comments.some((c) => c.start <= offset && offset < c.end),
    syntax: 'environment',
    ampersand: '&',
    after: (last) => ({ at: last.valueSpan.end, before: '\n', after: '' }),
  };
}

function readValue(
  text: string,
  start: number,
  lineEnd: number,
): { mapped: MappedText; end: number; comment?: Span } {
  const quote = text[start];
  const builder = new MappedTextBuilder();
  if (quote === '"' || quote === "'" || quote === '`') {
    // A quoted value may go on over several lines; without a closing quote it ends with its line.
    let close = start + 1;
    while (close < text.length && text[close] !== quote)
      close += text[close] === '\\' && quote === '"' ? 2 : 1;
    const closed =
      close < text.length &&
      (close < lineEnd || close - start < 20_000) &&
      !/\n[A-Z_][A-Z0-9_]*=/.test(text.slice(start, close));
    const stop = closed ? close : lineEnd;
    if (quote === "'") builder.verbatim(text, start + 1, stop);
    else withVariables(builder, text, start + 1, stop, quote === '"');
    return { mapped: builder.build(), end: closed ? close + 1 : stop };
  }
  let stop = lineEnd;
  const hash = /[ \t]#/.exec(text.slice(start, lineEnd));
  const comment = hash ? { start: start + hash.index + 1, end: lineEnd } : undefined;
  if (hash) stop = start + hash.index;
  while (stop > start && /[ \t]/.test(text[stop - 1]!)) stop--;
  withVariables(builder, text, start, stop, false);
  return { mapped: builder.build(), end: stop, ...(comment ? { comment } : {}) };
}

/** Text with `$NAME`, `${NAME}` and templates as holes; `${NAME:-mongodb://…}` stands for its default. */
export function withVariables(
  builder: MappedTextBuilder,
  text: string,
  start: number,
  end: number,
  escapes: boolean,
): void {
  let i = start;
  let from = start;
  const take = (to: number): void => {
    builder.verbatim(text, from, to);
  };
  while (i < end) {
    const c = text[i]!;
    if (escapes && c === '\\' && i + 1 < end) {
      take(i);
      const n = text[i + 1]!;
      builder.escape({ n: '\n', r: '\r', t: '\t' }[n] ?? n, i, i + 2);
      i += 2;
      from = i;
      continue;
    }
    const hole = holeAt(text, i, end);
    if (!hole) {
      i++;
      continue;
    }
    take(i);
    if (hole.value) {
      builder.escape('', i, hole.value.start);
      withVariables(builder, text, hole.value.start, hole.value.end, false);
      builder.escape('', hole.value.end, hole.end);
    } else builder.hole(i, hole.end);
    i = hole.end;
    from = i;
  }
  take(end);
}

/** A variable or template at `i`: where it ends, and the place of its literal default when that is a URI. */
export function holeAt(text: string, i: number, end: number): { end: number; value?: Span } | undefined {
  const c = text[i];
  if (c === '$') {
    const next = text[i + 1];
    if (next === '{' && text[i + 2] === '{') return template(text, i + 1, end, '}}');
    if (next === '{' || next === '(') {
      const close = matching(text, i + 1, end);
      if (close < 0) return undefined;
      const inner = text.slice(i + 2, close);
      // `${X:-mongodb://…}` of shells and compose, `${X:mongodb://…}` of Spring.
      const fallback = /^[\w.-]+(?::-|-|:=|:|\|\|)\s*["']?(?=mongodb(?:\+srv)?:\/\/)/i.exec(inner);
      if (fallback && next === '{') {
        let stop = close;
        if (/["']/.test(text[stop - 1]!)) stop--;
        return { end: close + 1, value: { start: i + 2 + fallback[0].length, end: stop } };
      }
      return /^[\w.\s:?*@/|()'"+,!=-]*/.test(inner) ? { end: close + 1 } : undefined;
    }
    // `$$` is an escaped dollar in compose files; `$external` is a value of authSource.
    const name = /^\$([A-Za-z_]\w*)/.exec(text.slice(i, Math.min(end, i + 80)));
    if (name && name[1] !== 'external' && text[i - 1] !== '$') return { end: i + name[0].length };
    return undefined;
  }
  if (c === '{' && text[i + 1] === '{') return template(text, i, end, '}}');
  if (c === '{' && text[i + 1] === '%') return template(text, i, end, '%}');
  if (c === '<' && text[i + 1] === '%') return template(text, i, end, '%>');
  if (c === '#' && text[i + 1] === '{') {
    const hole = template(text, i, end, '}');
    // `#{Name}#` of the pipelines of Azure DevOps (qetza/replacetokens-task); Octopus Deploy writes `#{Name}`.
    return hole && hole.end < end && text[hole.end] === '#' ? { end: hole.end + 1 } : hole;
  }
  return undefined;
}

function template(text: string, i: number, end: number, closer: string): { end: number } | undefined {
  const close = text.indexOf(closer, i + 2);
  return close < 0 || close + closer.length > end || close - i > 500
    ? undefined
    : { end: close + closer.length };
}

function matching(text: string, open: number, end: number): number {
  const opener = text[open]!;
  const closer = opener === '{' ? '}' : ')';
  let depth = 0;
  for (let i = open; i < end && i - open < 2000; i++) {
    if (text[i] === opener) depth++;
    else if (text[i] === closer && --depth === 0) return i;
  }
  return -1;
}

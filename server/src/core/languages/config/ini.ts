/** INI files and their kin: sections, `key = value`, comments with `#` and `;`; systemd units, old mongod.conf, .editorconfig-like text. */
import { MappedTextBuilder } from '../../text/mappedText';
import type { Span } from '../../types';
import { withVariables } from './env';
import { splitKey } from './properties';
import type { ConfigText, Scope, Setting } from './settings';

/** The settings of an INI-like file. */
export function iniText(text: string): ConfigText {
  const settings: Setting[] = [];
  const comments: Span[] = [];
  const file: Scope = { span: { start: 0, end: text.length }, parent: undefined, path: [] };
  let scope = file;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    let end = text.indexOf('\n', at);
    if (end < 0) end = text.length;
    const next = Math.min(end + 1, text.length);
    let stop = text[end - 1] === '\r' && end > at ? end - 1 : end;
    const content = text.slice(at, stop);
    const section = /^\s*\[+([^\]\r\n]+)\]+/.exec(content);
    const match = /^([ \t]*)([\w.$:@/"-][\w.$:@/ "\-[\]]*?)([ \t]*(?:=|:(?!\/\/)[ \t])[ \t]*)/.exec(content);
    if (/^\s*[#;]/.test(content)) comments.push({ start: at, end: stop });
    else if (section && !/^\s*\[[^\]]*\][^\s#;]/.test(content)) {
      scope = { span: { start: at, end: text.length }, parent: file, path: splitKey(section[1]!.trim()) };
    } else if (match) {
      const nameStart = at + match[1]!.length;
      const name = match[2]!.trim();
      let valueStart = at + match[0].length;
      // A continuation line is indented or goes on with flags, and holds no key of its own (systemd.syntax(7)).
      let last = next;
      while (
        last < text.length &&
        text[stop - 1] === '\\' &&
        /^(?:[ \t]+(?![#;[\s]|[\w.]+[ \t]*=)|[ \t]*-)/.test(text.slice(last, last + 200))
      ) {
        const more = text.indexOf('\n', last);
        last = more < 0 ? text.length : more + 1;
        stop = more < 0 ? text.length : text[more - 1] === '\r' ? more - 1 : more;
      }
      const quote = text[valueStart];
      let from = valueStart;
      let to = stop;
      let spanEnd = stop;
      if (
        (quote === '"' || quote === "'") &&
        text.indexOf(quote, valueStart + 1) > 0 &&
        text.indexOf(quote, valueStart + 1) < stop
      ) {
        const close = text.lastIndexOf(quote, stop - 1);
        const first = text.indexOf(quote, valueStart + 1);
        // `"a" "b"` (systemd's Environment) is kept whole; `"a" ; comment` ends at its quote.
        const tail = text.slice(first + 1, stop).trim();
        if (tail === '' || /^[#;]/.test(tail)) {
          from = valueStart + 1;
          to = first;
          spanEnd = first + 1;
        } else if (close > first) to = stop;
      } else {
        const comment = /[ \t][#;]/.exec(text.slice(valueStart, stop));
        if (comment) {
          comments.push({ start: valueStart + comment.index + 1, end: stop });
          to = valueStart + comment.index;
        }
        while (to > valueStart && /[ \t]/.test(text[to - 1]!)) to--;
        spanEnd = to;
      }
      const builder = new MappedTextBuilder();
      withIniEscapes(builder, text, from, Math.max(from, to));
      if (valueStart > spanEnd) valueStart = spanEnd;
      settings.push({
        path: [...scope.path, ...splitKey(name)],
        scope,
        value: builder.build(),
        typed: true,
        span: { start: nameStart, end: Math.max(spanEnd, nameStart + name.length) },
        nameSpan: { start: nameStart, end: nameStart + name.length },
        valueSpan: { start: valueStart, end: Math.max(spanEnd, valueStart) },
        removeSpan: { start: at, end: last },
      });
      at = last;
      continue;
    }
    at = Math.max(next, at + 1);
  }
  return {
    settings,
    lists: [],
    inComment: (offset) => comments.some((c) => c.start <= offset && offset < c.end),
    syntax: 'properties',
    ampersand: '&',
    after: (last) => ({ at: last.valueSpan.end, before: '\n', after: '' }),
  };
}

/** Python's configparser writes `%` as `%%`; only before two hex digits is that plain enough to read. */
function withIniEscapes(builder: MappedTextBuilder, text: string, from: number, to: number): void {
  let at = from;
  for (const match of text.slice(from, to).matchAll(/%%(?=[0-9A-Fa-f]{2})|%\([\w.-]+\)s|\\\r?\n[ \t]*/g)) {
    const start = from + match.index;
    withVariables(builder, text, at, start, false);
    if (match[0] === '%%') builder.escape('%', start, start + 2);
    else if (match[0].startsWith('\\')) builder.escape('', start, start + match[0].length);
    else builder.hole(start, start + match[0].length);
    at = start + match[0].length;
  }
  withVariables(builder, text, at, to, false);
}

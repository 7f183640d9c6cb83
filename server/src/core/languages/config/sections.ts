/** Fluentd's format: sections in angle brackets, `key value` lines, values in quotes where they need them (docs.fluentd.org/configuration/config-file). */
import { MappedTextBuilder } from '../../text/mappedText';
import type { Span } from '../../types';
import { withVariables } from './env';
import type { ConfigText, Scope, Setting } from './settings';

/** True for a text that has sections of Fluentd. */
export function isSections(head: string): boolean {
  return (
    /^[ \t]*<(?:source|match|store|label)\b[^>\n]*>[ \t]*\r?$/m.test(head) && /^[ \t]*@type[ \t]/m.test(head)
  );
}

/** The settings of a text of sections. */
export function sectionText(text: string): ConfigText {
  const settings: Setting[] = [];
  const comments: Span[] = [];
  let scope: Scope = { span: { start: 0, end: text.length }, parent: undefined, path: [] };
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? text.length : newline + 1;
    let stop = newline < 0 ? text.length : newline;
    while (stop > at && /[ \t\r]/.test(text[stop - 1]!)) stop--;
    const content = text.slice(at, stop);
    const open = /^[ \t]*<([\w-]+)[^>]*>$/.exec(content);
    const pair = /^([ \t]*)([@\w.-]+)[ \t]+/.exec(content);
    if (/^[ \t]*#/.test(content)) comments.push({ start: at, end: stop });
    else if (/^[ \t]*<\//.test(content)) scope = scope.parent ?? scope;
    else if (open) {
      if (scope.path.length < 60)
        scope = { span: { start: at, end: text.length }, parent: scope, path: [...scope.path, open[1]!] };
    } else if (pair && pair[0].length < content.length) {
      const start = at + pair[1]!.length;
      const name = pair[2]!;
      const valueStart = at + pair[0].length;
      const quote = text[valueStart];
      const quoted = (quote === '"' || quote === "'") && stop - valueStart > 1 && text[stop - 1] === quote;
      const builder = new MappedTextBuilder();
      withVariables(
        builder,
        text,
        quoted ? valueStart + 1 : valueStart,
        quoted ? stop - 1 : stop,
        quote === '"',
      );
      settings.push({
        path: [...scope.path, name],
        scope,
        value: builder.build(),
        typed: !quoted,
        span: { start, end: stop },
        nameSpan: { start, end: start + name.length },
        valueSpan: { start: valueStart, end: stop },
        removeSpan: { start: at, end: next },
      });
    }
    at = next;
  }
  return {
    settings,
    lists: [],
    inComment: (offset) => comments.some((c) => c.start <= offset && offset < c.end),
    syntax: 'other',
    ampersand: '&',
  };
}

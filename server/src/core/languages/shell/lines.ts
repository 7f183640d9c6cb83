/** Logical lines: continuation lines joined. */
import type { Span } from '../../types';

/** Ranges of logical lines (a `continuation` character ends a line that goes on), without the last line break. */
export function logicalLines(text: string, continuation: string): readonly Span[] {
  const lines: Span[] = [];
  let start = 0;
  let at = 0;
  let open = false;
  while (at < text.length) {
    let end = text.indexOf('\n', at);
    if (end < 0) end = text.length;
    const stop = text[end - 1] === '\r' && end > at ? end - 1 : end;
    const line = text.slice(at, stop);
    // A comment between continuation lines does not end the instruction.
    const comment = /^\s*#/.test(line);
    open = (comment ? open : line.trimEnd().endsWith(continuation)) && end < text.length;
    if (!open) {
      lines.push({ start, end: stop });
      start = end + 1;
    }
    at = end + 1;
  }
  return lines;
}

/** Takes the setting of an environment variable out of a text: its line, or the word before a command. */
import type { Span, TextEdit } from '../types';

/**
 * The edit that removes `NAME=value` at `span`; undefined where what is left might not parse: an item of JSON without a
 * comma behind it, the last line of a continued one, a value on a line of its own.
 */
export function removeAssignment(text: string, span: Span): TextEdit | undefined {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const found = text.indexOf('\n', span.end);
  const lineEnd = found < 0 ? text.length : found;
  const before = text.slice(lineStart, span.start);
  const after = text.slice(span.end, lineEnd).replace(/\r$/, '');
  if (text.slice(span.start, span.end).includes('\n')) return undefined;
  const alone =
    /^\s*(?:-\s+|export\s+|ENV\s+|set\s+|process\.env\.|process\.env\[)?["']?$/.test(before) &&
    /^["']?\s*[,;]?\s*\\?\s*$/.test(after);
  if (alone) {
    const continued = /\\\s*$/.test(text.slice(0, lineStart).replace(/\r?\n$/, ''));
    if (continued && !/\\\s*$/.test(after)) return undefined;
    // A list of JSON: without a comma behind it the one before would be left.
    if (/^\s*["']$/.test(before) && !/,\s*$/.test(after)) return undefined;
    return { span: { start: lineStart, end: Math.min(text.length, lineEnd + 1) }, newText: '' };
  }
  const gap = /^[ \t]+(?=\S)/.exec(after)?.[0];
  if (gap === undefined || !/(?:^|[\s"'`(])$/.test(before)) return undefined;
  return { span: { start: span.start, end: span.end + gap.length }, newText: '' };
}

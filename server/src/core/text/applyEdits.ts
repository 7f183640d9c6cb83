/** Applies replacements to a text. */
import type { TextEdit } from '../types';

/** The text after all edits, or undefined when two of them overlap (equal edits count once). */
export function applyEdits(text: string, edits: readonly TextEdit[]): string | undefined {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = '';
  let at = 0;
  let last: TextEdit | undefined;
  for (const edit of sorted) {
    const sameSpan = last && last.span.start === edit.span.start && last.span.end === edit.span.end;
    if (sameSpan && last!.newText === edit.newText) continue;
    if (edit.span.start < at || sameSpan) return undefined;
    result += text.slice(at, edit.span.start) + edit.newText;
    at = edit.span.end;
    last = edit;
  }
  return result + text.slice(at);
}

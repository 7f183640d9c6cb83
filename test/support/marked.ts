/**
 * Marked text: a line of carets and labels below a line says what is found there (`    ^^^^ rule-id`),
 * or, where one label is enough, guillemets around it: `tls=«True»`.
 */
import { LineIndex } from '../../server/src/core/text/lines';

export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

const markLine = /^[ \t]*(?:\^+[ \t]+[\w:.=+-]+[ \t]*)+$/;

/** Takes the mark lines out: the plain text and what they said. Several marks can share a line below: `^^^ a  ^^ b`. */
export function readMarked(marked: string): { readonly text: string; readonly marks: readonly Mark[] } {
  const kept: string[] = [];
  const pending: { line: number; column: number; length: number; label: string }[] = [];
  for (const line of marked.split('\n')) {
    if (markLine.test(line)) {
      for (const m of line.matchAll(/(\^+)[ \t]+([\w:.=+-]+)/g))
        pending.push({ line: kept.length - 1, column: m.index, length: m[1]!.length, label: m[2]! });
    } else kept.push(line);
  }
  const text = kept.join('\n');
  const lines = new LineIndex(text);
  return {
    text,
    marks: pending.map((p) => {
      const start = lines.lineStart(p.line) + p.column;
      return { start, end: start + p.length, label: p.label };
    }),
  };
}

/** Takes guillemets out: what stood between them has the one label. */
export function readQuoted(
  quoted: string,
  label: string,
): { readonly text: string; readonly marks: readonly Mark[] } {
  const marks: Mark[] = [];
  let text = '';
  for (const piece of quoted.split(/(«|»)/)) {
    if (piece === '«') marks.push({ start: text.length, end: text.length, label });
    else if (piece === '»') marks[marks.length - 1] = { ...marks[marks.length - 1]!, end: text.length };
    else text += piece;
  }
  return { text, marks };
}

/** Writes marks back into a text, for a comparison that shows what is missing and what is too much. Spans over several lines are marked on their first. */
export function writeMarked(text: string, marks: readonly Mark[]): string {
  const lines = new LineIndex(text);
  const below = new Map<number, string[]>();
  for (const mark of [...marks].sort((a, b) => a.start - b.start || a.label.localeCompare(b.label))) {
    const { line, character } = lines.position(mark.start);
    const endOfLine = lines.lineStart(line) + lines.lineText(line).length;
    const carets = '^'.repeat(Math.max(1, Math.min(mark.end, endOfLine) - mark.start));
    below.set(line, [...(below.get(line) ?? []), ' '.repeat(character) + carets + ' ' + mark.label]);
  }
  return text
    .split('\n')
    .flatMap((l, i) => [l, ...(below.get(i) ?? [])])
    .join('\n');
}

/** The changes of a text as a unified diff, for people: secrets are masked, so it is not meant to be applied. */
import pc from 'picocolors';
import { applyEdits, LineIndex, redactText } from '../../core';
import type { TextEdit } from '../../core/types';

/** Lines shown around a change. */
const context = 3;

/** Empty when nothing changes. The edits must not overlap. */
export function renderDiff(path: string, text: string, edits: readonly TextEdit[]): string {
  const lines = text.split('\n');
  const index = new LineIndex(text);
  const groups: { first: number; last: number; readonly edits: TextEdit[] }[] = [];
  for (const edit of [...edits].sort((a, b) => a.span.start - b.span.start)) {
    const first = index.position(edit.span.start).line;
    const last = index.position(edit.span.end).line;
    const group = groups.at(-1);
    if (group && first <= group.last + 2 * context) {
      group.last = Math.max(group.last, last);
      group.edits.push(edit);
    } else groups.push({ first, last, edits: [edit] });
  }
  if (groups.length === 0) return '';
  const out = [pc.bold(`--- ${path}`), pc.bold(`+++ ${path}`)];
  let moved = 0;
  for (const group of groups) {
    const start = index.lineStart(group.first);
    const before = lines.slice(group.first, group.last + 1);
    const part = before.join('\n');
    const shifted = group.edits.map((e) => ({
      ...e,
      span: { start: e.span.start - start, end: e.span.end - start },
    }));
    const after = (applyEdits(part, shifted) ?? part).split('\n');
    const head = lines.slice(Math.max(0, group.first - context), group.first);
    const tail = lines.slice(group.last + 1, group.last + 1 + context);
    // Behind the last line end there is no line.
    if (group.last + 1 + tail.length === lines.length && tail.at(-1) === '') tail.pop();
    const from = group.first - head.length + 1;
    const around = head.length + tail.length;
    out.push(
      pc.cyan(`@@ -${from},${before.length + around} +${from + moved},${after.length + around} @@`),
      ...head.map((l) => ` ${shown(l)}`),
      ...changed(before, after),
      ...tail.map((l) => ` ${shown(l)}`),
    );
    moved += after.length - before.length;
  }
  return out.join('\n') + '\n';
}

/** The lines of a change; equal ones at its beginning and end are shown as such. */
function changed(before: readonly string[], after: readonly string[]): string[] {
  const limit = Math.min(before.length, after.length);
  let head = 0;
  while (head < limit && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < limit - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const same = (l: string): string => ` ${shown(l)}`;
  return [
    ...before.slice(0, head).map(same),
    ...before.slice(head, before.length - tail).map((l) => pc.red(`-${shown(l)}`)),
    ...after.slice(head, after.length - tail).map((l) => pc.green(`+${shown(l)}`)),
    ...before.slice(before.length - tail).map(same),
  ];
}

function shown(line: string): string {
  return redactText(line.replace(/\r$/, ''));
}

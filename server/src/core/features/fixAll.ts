/** Applies every safe fix of a text, those of one pass that do not touch each other at a time, until nothing changes. */
import { applyEdits } from '../text/applyEdits';
import type { Analysis, Fix, TextEdit } from '../types';

/** More rounds than this are a fault of a rule: two fixes that undo each other. */
const maxRounds = 20;

/** The text after all safe fixes, and how many were applied. `again` analyses a changed text. */
export function fixAll(
  analysis: Analysis,
  again: (text: string) => Analysis,
): { readonly analysis: Analysis; readonly text: string; readonly fixed: number } {
  let current = analysis;
  let text = analysis.document.text;
  let fixed = 0;
  for (let round = 0; round < maxRounds; round++) {
    const chosen: Fix[] = [];
    for (const diagnostic of current.diagnostics) {
      const fix = diagnostic.fixes.find((f) => f.safe && f.edits.length > 0);
      if (fix && applyEdits(text, editsOf([...chosen, fix])) !== undefined) chosen.push(fix);
    }
    const next = applyEdits(text, editsOf(chosen));
    if (next === undefined || next === text) break;
    text = next;
    fixed += chosen.length;
    current = again(text);
  }
  return { analysis: current, text, fixed };
}

function editsOf(fixes: readonly Fix[]): readonly TextEdit[] {
  return fixes.flatMap((f) => f.edits);
}

/** The smallest single replacement that turns one text into another; undefined when they are equal. */
export function difference(before: string, after: string): TextEdit | undefined {
  if (before === after) return undefined;
  const limit = Math.min(before.length, after.length);
  let start = 0;
  while (start < limit && before[start] === after[start]) start++;
  let end = 0;
  while (end < limit - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return {
    span: { start, end: before.length - end },
    newText: after.slice(start, after.length - end),
  };
}

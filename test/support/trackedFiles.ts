/** The files of the project: what git tracks. */
import { execFileSync } from 'node:child_process';

let known: readonly string[] | undefined;

/** Paths of all tracked files, relative to the project's folder, sorted. */
export function trackedFiles(): readonly string[] {
  known ??= execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8', maxBuffer: 1e8 })
    .split('\0')
    .filter((f) => f !== '');
  return known;
}

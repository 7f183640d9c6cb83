/** The files of the project: what git tracks, or, in a copy without its history, what .gitignore does not ignore. */
import { spawnSync } from 'node:child_process';
import { walk } from '../../server/src/host/walk';

let known: readonly string[] | undefined;

/** Paths of all files of the project, relative to its folder, with `/`, sorted. */
export function trackedFiles(): readonly string[] {
  if (known) return known;
  const git = spawnSync('git', ['ls-files', '-z'], { encoding: 'utf8', maxBuffer: 1e8 });
  const listed = git.status === 0 ? git.stdout.split('\0').filter((f) => f !== '') : [];
  known = listed.length > 0 ? listed : walk('.').files.map((f) => f.replaceAll('\\', '/'));
  return known;
}

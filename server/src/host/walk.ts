/** Lists the files below a folder as git would: what .gitignore ignores is left out, and said. */
import ignore, { type Ignore } from 'ignore';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

export interface Skipped {
  readonly path: string;
  readonly reason: string;
}

/** Never entered: version control data and installed packages are not this project's text. */
const alwaysSkipped = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  '.venv',
  '__pycache__',
  '.tox',
  '.terraform',
]);

interface Level {
  readonly folder: string;
  readonly rules: Ignore;
}

/** Every file below `folder`, sorted, and what was skipped on the way. Symbolic links are not followed. */
export function walk(folder: string): {
  readonly files: readonly string[];
  readonly skipped: readonly Skipped[];
} {
  const files: string[] = [];
  const skipped: Skipped[] = [];
  visit(folder, levelsAbove(folder));
  return { files, skipped };

  function visit(dir: string, levels: readonly Level[]): void {
    let entries;
    try {
      entries = readdirSync(dir, { withFileTypes: true });
    } catch (error) {
      skipped.push({
        path: dir,
        reason: `folder cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`,
      });
      return;
    }
    const own = readIgnore(dir);
    const all = own ? [...levels, own] : levels;
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const full = path.join(dir, entry.name);
      if (entry.isSymbolicLink()) continue;
      if (entry.isDirectory()) {
        if (alwaysSkipped.has(entry.name)) {
          if (entry.name !== '.git') skipped.push({ path: full, reason: 'never searched' });
        } else if (isIgnored(full, true, all)) skipped.push({ path: full, reason: 'ignored by .gitignore' });
        else visit(full, all);
      } else if (entry.isFile()) {
        if (isIgnored(full, false, all)) skipped.push({ path: full, reason: 'ignored by .gitignore' });
        else files.push(full);
      }
    }
  }
}

/** True when git would leave the file out; undefined when it lies in no repository. */
export function ignoredByGit(file: string): boolean | undefined {
  const full = path.resolve(file);
  let root: string | undefined = path.dirname(full);
  while (root !== undefined && !existsSync(path.join(root, '.git'))) {
    const parent: string = path.dirname(root);
    root = parent === root ? undefined : parent;
  }
  if (root === undefined) return undefined;
  const folder = path.dirname(full);
  const own = readIgnore(folder);
  const above =
    folder === root ? [readRules(path.join(root, '.git', 'info', 'exclude'), root)] : levelsAbove(folder);
  return isIgnored(full, false, [...above.filter((l) => l !== undefined), ...(own ? [own] : [])]);
}

/** The .gitignore files between the repository's root and the folder itself (without it). */
function levelsAbove(folder: string): Level[] {
  const chain: string[] = [];
  let at = path.resolve(folder);
  for (;;) {
    const root = existsSync(path.join(at, '.git'));
    if (at !== path.resolve(folder)) chain.unshift(at);
    if (root) {
      const levels = chain.flatMap((dir) => readIgnore(dir) ?? []);
      const exclude = readRules(path.join(at, '.git', 'info', 'exclude'), at);
      return exclude ? [exclude, ...levels] : levels;
    }
    const parent = path.dirname(at);
    // Not in a repository: nothing above counts.
    if (parent === at) return [];
    at = parent;
  }
}

function readIgnore(dir: string): Level | undefined {
  return readRules(path.join(dir, '.gitignore'), dir);
}

function readRules(file: string, folder: string): Level | undefined {
  try {
    if (!statSync(file).isFile()) return undefined;
    return { folder, rules: ignore().add(readFileSync(file, 'utf8')) };
  } catch {
    return undefined;
  }
}

/** The deepest .gitignore that says something about the path decides. */
function isIgnored(full: string, directory: boolean, levels: readonly Level[]): boolean {
  for (let i = levels.length - 1; i >= 0; i--) {
    const level = levels[i]!;
    const relative = path.relative(level.folder, full).split(path.sep).join('/');
    if (relative === '' || relative.startsWith('..')) continue;
    const verdict = level.rules.test(directory ? relative + '/' : relative);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

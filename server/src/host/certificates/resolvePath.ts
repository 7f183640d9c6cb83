/**
 * Where the file behind a path in a setting may be on this machine.
 *
 * A driver resolves a relative path against the working folder of its process, which nobody knows before it runs.
 * The order tried here:
 * 1. the setting `mongodbTls.paths` (`{"/etc/mongo": "certs"}`: a path or the start of one, and what stands for it here;
 *    `"."` gives the working folder for relative paths),
 * 2. an absolute path as it is, a relative one in each workspace folder,
 * 3. in the folder of the nearest manifest (package.json, pyproject.toml, go.mod …),
 * 4. in the folder of the file that names it,
 * 5. an absolute path through the mounts of compose files and Dockerfiles.
 *
 * Nothing is expanded: `~`, `$VAR`, `file://`, quotes and `%20` go to the driver's open() as they are, so they are looked
 * for as they are. The rule path-not-expanded speaks of them.
 */
import path from 'node:path';
import type { PathMatch } from '../../core/facts';
import { throughMounts, type Mount } from './mounts';

export interface PathContext {
  /** The setting `mongodbTls.paths`. */
  readonly paths: Readonly<Record<string, string>>;
  /** Full paths, the folder of the file that names the path first. */
  readonly workspaceFolders: readonly string[];
  readonly manifestFolder?: string;
  readonly fileFolder?: string;
  readonly mounts: readonly Mount[];
}

export interface Candidate {
  readonly path: string;
  readonly match: PathMatch;
}

/** The places to look at, best first, each once. Empty for a network path (`\\server\share`): opening one signs in there. */
export function resolvePath(written: string, context: PathContext): readonly Candidate[] {
  if (written === '' || written.includes('\0') || /^(\\\\|\/\/)[^\\/]/.test(written)) return [];
  const found: Candidate[] = [];
  const add = (candidate: Candidate) => {
    if (!found.some((c) => c.path === candidate.path)) found.push(candidate);
  };
  const base = context.workspaceFolders[0] ?? context.fileFolder ?? '.';
  for (const [from, to] of Object.entries(context.paths)) {
    const rest = restAfter(written, from);
    if (rest !== undefined)
      add({ path: path.resolve(base, to, ...rest), match: { by: 'setting', folder: to } });
  }
  if (isAbsolute(written)) {
    // A path of the other system (C:\ on Linux) is no place here, but a mount or a setting can give it one.
    if (path.isAbsolute(written)) add({ path: path.normalize(written), match: { by: 'absolute' } });
    const mounted = written.startsWith('/') ? throughMounts(written, context.mounts) : undefined;
    if (mounted) add({ path: mounted.path, match: { by: 'mount', from: mounted.from } });
    return found;
  }
  for (const folder of context.workspaceFolders)
    add({ path: path.resolve(folder, written), match: { by: 'workspaceFolder', folder } });
  if (context.manifestFolder)
    add({
      path: path.resolve(context.manifestFolder, written),
      match: { by: 'manifestFolder', folder: context.manifestFolder },
    });
  if (context.fileFolder)
    add({
      path: path.resolve(context.fileFolder, written),
      match: { by: 'fileFolder', folder: context.fileFolder },
    });
  return found;
}

/** The parts of `written` after `from`, when it starts with it. `.` stands for every relative path. */
function restAfter(written: string, from: string): readonly string[] | undefined {
  if (from === '.' || from === './') return isAbsolute(written) ? undefined : [written];
  const start = from.replace(/[\\/]+$/, '');
  if (written === start) return [];
  if (written.startsWith(start) && /[\\/]/.test(written[start.length] ?? ''))
    return written.slice(start.length + 1).split(/[\\/]/);
  return undefined;
}

/** Absolute for this or the other system. */
function isAbsolute(written: string): boolean {
  return written.startsWith('/') || /^[A-Za-z]:[\\/]/.test(written);
}

/** Folders where containers and packages keep certificates: a path in there says nothing about this machine. */
const containerFolders =
  /^\/(app|certs?|code|config|data|etc|keys?|mnt|mongo(db)?|opt|run|secrets?|srv|ssl|tls|usr\/src|var|vault|workspace)(\/|$)/;

/** True when a missing file may well exist in a container or on a server. */
export function looksLikeContainerPath(written: string): boolean {
  return containerFolders.test(written);
}

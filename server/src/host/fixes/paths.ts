/** How a chosen file is written: relative where the other paths of the connection are, with `/`. */
import path from 'node:path';
import { fileFact } from '../../core/facts';
import { fileReferences, type FileReference } from '../../core/features/fileReferences';
import type { Outlook } from '../../core/types';
import { existsSync } from 'node:fs';
import type { FixWorld } from './types';

/** The text for a path in place of `reference`, or for a new path of the connection. */
export function writtenPath(
  file: string,
  world: FixWorld,
  outlook: Outlook,
  reference?: FileReference,
): string {
  const slashes = (p: string): string => p.split(path.sep).join('/');
  if (reference && path.isAbsolute(reference.path)) return slashes(file);
  const base = reference?.base === 'file' ? folderOf(world) : baseOf(world, outlook);
  const relative = base === undefined ? '' : path.relative(base, file);
  const outside = relative === '' || relative.startsWith('..') || path.isAbsolute(relative);
  return slashes(outside ? file : relative);
}

/** The folder that the relative paths of the connection start from: the one where a file was found, else the workspace's. */
function baseOf(world: FixWorld, outlook: Outlook): string | undefined {
  for (const { path: written, role, base } of fileReferences(outlook, world.analysis.document)) {
    const fact = fileFact(world.facts, { kind: 'file', path: written, role, ...(base ? { base } : {}) });
    if (fact && fact.kind !== 'missing' && 'folder' in fact.match && base === undefined)
      return fact.match.folder;
  }
  return world.folders[0] ?? folderOf(world);
}

function folderOf(world: FixWorld): string | undefined {
  return world.file === undefined ? undefined : path.dirname(world.file);
}

/** A path beside `file` that does not exist: `client.pem`, `client-2.pem` … */
export function freePath(file: string, ending: string): string {
  const { dir, name } = path.parse(file);
  const stem = name.replace(/\.(?:pem|crt|cer|key)$/i, '');
  for (let n = 1; ; n++) {
    const candidate = path.join(dir, `${stem}${n === 1 ? '' : `-${n}`}${ending}`);
    if (candidate !== file && !existsSync(candidate)) return candidate;
  }
}

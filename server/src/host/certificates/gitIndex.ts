/** Whether git tracks a file: read from the index itself, since no program is started for a diagnostic. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** Larger ones are not read: 50 MB is an index of some 500,000 files. */
const maxIndexBytes = 50 * 1024 * 1024;

interface Index {
  readonly modified: number;
  readonly paths: ReadonlySet<string>;
}

/** Remembers the indexes it has read for as long as they do not change. */
export class GitIndexes {
  private readonly read = new Map<string, Index>();

  /** True or false; undefined when the file is in no repository, or its index could not be read. Never throws. */
  async tracks(file: string): Promise<boolean | undefined> {
    try {
      const repository = await findRepository(path.dirname(file));
      if (!repository) return undefined;
      const paths = await this.paths(repository.index);
      return paths?.has(path.relative(repository.root, file).split(path.sep).join('/'));
    } catch {
      return undefined;
    }
  }

  private async paths(file: string): Promise<ReadonlySet<string> | undefined> {
    const found = await stat(file).catch(() => undefined);
    // A repository without an index tracks nothing yet.
    if (!found) return new Set();
    if (found.size > maxIndexBytes) return undefined;
    const known = this.read.get(file);
    if (known?.modified === found.mtimeMs) return known.paths;
    const paths = parseIndex(await readFile(file));
    if (paths) this.read.set(file, { modified: found.mtimeMs, paths });
    return paths;
  }
}

async function findRepository(from: string): Promise<{ root: string; index: string } | undefined> {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const git = path.join(folder, '.git');
    const found = await stat(git).catch(() => undefined);
    if (found?.isDirectory()) return { root: folder, index: path.join(git, 'index') };
    if (found?.isFile() && found.size < 4096) {
      // A worktree or submodule: one line `gitdir: PATH`.
      const target = /^gitdir: (.+)$/m.exec(await readFile(git, 'utf8'))?.[1];
      return target === undefined
        ? undefined
        : { root: folder, index: path.join(path.resolve(folder, target.trim()), 'index') };
    }
    if (path.dirname(folder) === folder) return undefined;
  }
}

/**
 * The paths in an index of version 2, 3 or 4; undefined for anything else.
 * Source: git/git Documentation/gitformat-index.adoc. Repositories with SHA-256 names have longer entries and are not read.
 */
export function parseIndex(bytes: Buffer): ReadonlySet<string> | undefined {
  if (bytes.length < 12 || bytes.toString('latin1', 0, 4) !== 'DIRC') return undefined;
  const version = bytes.readUInt32BE(4);
  const count = bytes.readUInt32BE(8);
  if (version < 2 || version > 4) return undefined;
  const paths = new Set<string>();
  let at = 12;
  let previous = Buffer.alloc(0);
  for (let i = 0; i < count; i++) {
    if (at + 62 > bytes.length) return undefined;
    const entry = at;
    const extended = version >= 3 && (bytes.readUInt16BE(entry + 60) & 0x4000) !== 0;
    at = entry + 62 + (extended ? 2 : 0);
    let prefix = previous.subarray(0, 0);
    if (version === 4) {
      // How many bytes to drop from the end of the previous path, as git's offset encoding.
      let byte = bytes[at++] ?? 0;
      let drop = byte & 0x7f;
      while (byte & 0x80) {
        byte = bytes[at++] ?? 0;
        drop = (drop + 1) * 128 + (byte & 0x7f);
      }
      if (drop > previous.length) return undefined;
      prefix = previous.subarray(0, previous.length - drop);
    }
    const end = bytes.indexOf(0, at);
    if (end < 0) return undefined;
    previous = Buffer.concat([prefix, bytes.subarray(at, end)]);
    paths.add(previous.toString('utf8'));
    // Versions 2 and 3 fill up to a multiple of 8 with at least one NUL.
    at = version === 4 ? end + 1 : entry + Math.floor((end - entry + 8) / 8) * 8;
  }
  return paths;
}

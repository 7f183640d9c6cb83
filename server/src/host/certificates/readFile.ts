/** Opens a file that a setting names, and only if it is an ordinary file of bounded size. */
import { constants } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import type { UnreadableFile } from '../../core/facts';

/** Larger files are not opened: a system bundle has 250 KB, the largest public CRLs some megabytes. */
export const maxFileBytes = 10 * 1024 * 1024;

export type ReadResult =
  | { readonly kind: 'read'; readonly bytes: Buffer; readonly stamp: Stamp }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly why: UnreadableFile['why'] };

/** What tells that a file has changed. */
export interface Stamp {
  readonly modified: number;
  readonly size: number;
  readonly inode: number;
  /** Permission bits; 0 on Windows, where they say nothing. */
  readonly mode: number;
}

/** Looks at a path without opening it. FIFOs, devices, sockets, folders and the files of /proc and /sys are never opened. */
export async function inspectPath(path: string): Promise<Stamp | Exclude<ReadResult, { kind: 'read' }>> {
  try {
    const found = await stat(path);
    const why = obstacle(found);
    if (why) return { kind: 'unreadable', why };
    // Files of the kernel can block, and reading some of them consumes what is in them.
    if (/^\/(proc|sys|dev)(\/|$)/.test(await realpath(path))) return { kind: 'unreadable', why: 'device' };
    return stampOf(found);
  } catch (error) {
    return failure(error);
  }
}

/** Reads a whole file. The caller wipes `bytes` when it is done. Never throws. */
export async function readFile(path: string): Promise<ReadResult> {
  const looked = await inspectPath(path);
  if ('kind' in looked) return looked;
  try {
    // Without O_NONBLOCK an open would hang when a FIFO took the file's place after the look at it.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const found = await file.stat();
      const why = obstacle(found);
      if (why) return { kind: 'unreadable', why };
      const bytes = Buffer.alloc(found.size);
      let length = 0;
      while (length < bytes.length) {
        const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      return { kind: 'read', bytes: bytes.subarray(0, length), stamp: stampOf(found) };
    } finally {
      await file.close();
    }
  } catch (error) {
    return failure(error);
  }
}

function obstacle(found: Stats): UnreadableFile['why'] | undefined {
  if (found.isDirectory()) return 'folder';
  if (found.isFIFO()) return 'fifo';
  if (found.isSocket()) return 'socket';
  if (!found.isFile()) return 'device';
  if (found.size > maxFileBytes) return 'tooLarge';
  return undefined;
}

function stampOf(found: Stats): Stamp {
  return {
    modified: found.mtimeMs,
    size: found.size,
    inode: found.ino,
    mode: process.platform === 'win32' ? 0 : found.mode & 0o777,
  };
}

function failure(error: unknown): Exclude<ReadResult, { kind: 'read' }> {
  const code = (error as NodeJS.ErrnoException).code;
  // A name that cannot exist (a NUL in it, too long, a file used as a folder) is a missing file to every driver.
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG' || code === 'ERR_INVALID_ARG_VALUE')
    return { kind: 'missing' };
  return { kind: 'unreadable', why: code === 'EACCES' || code === 'EPERM' ? 'permission' : 'failed' };
}

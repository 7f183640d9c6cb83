/** Reads a text file as an editor would: BOM kept apart, UTF-16 with BOM understood, binary files named as such. */
import { closeSync, fstatSync, openSync, readSync, constants } from 'node:fs';

/** Larger files are skipped and reported: a source or configuration file of this size is generated. */
export const maxTextBytes = 5 * 1024 * 1024;

export type TextFile =
  | { readonly kind: 'text'; readonly text: string; readonly bom: '' | 'utf8' | 'utf16le' | 'utf16be' }
  | {
      readonly kind: 'skipped';
      readonly reason: 'binary' | 'too large' | 'not a regular file' | 'unreadable';
      readonly detail?: string;
    };

/** Never throws. Opens without blocking, so that a FIFO or a device is refused and not waited for. */
export function readText(path: string, limit = maxTextBytes): TextFile {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    return {
      kind: 'skipped',
      reason: 'unreadable',
      detail: (error as NodeJS.ErrnoException).code ?? 'error',
    };
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) return { kind: 'skipped', reason: 'not a regular file' };
    if (stat.size > limit) return { kind: 'skipped', reason: 'too large', detail: `${stat.size} bytes` };
    const bytes = Buffer.alloc(stat.size);
    let length = 0;
    while (length < bytes.length) {
      const n = readSync(fd, bytes, length, bytes.length - length, length);
      if (n === 0) break;
      length += n;
    }
    return decodeText(bytes.subarray(0, length));
  } catch (error) {
    return {
      kind: 'skipped',
      reason: 'unreadable',
      detail: (error as NodeJS.ErrnoException).code ?? 'error',
    };
  } finally {
    closeSync(fd);
  }
}

/** Bytes to text. A NUL among the first 8,000 bytes means binary, as git has it. */
export function decodeText(bytes: Buffer): TextFile {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { kind: 'text', text: bytes.toString('utf16le', 2), bom: 'utf16le' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return {
      kind: 'text',
      text: Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)))
        .swap16()
        .toString('utf16le'),
      bom: 'utf16be',
    };
  if (bytes.subarray(0, 8000).includes(0)) return { kind: 'skipped', reason: 'binary' };
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return { kind: 'text', text: bytes.toString('utf8', 3), bom: 'utf8' };
  return { kind: 'text', text: bytes.toString('utf8'), bom: '' };
}

/** The bytes of a text with the BOM that it came with. */
export function encodeText(text: string, bom: '' | 'utf8' | 'utf16le' | 'utf16be'): Buffer {
  if (bom === 'utf16le') return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  if (bom === 'utf16be')
    return Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()]);
  return Buffer.from(bom === 'utf8' ? '\uFEFF' + text : text, 'utf8');
}

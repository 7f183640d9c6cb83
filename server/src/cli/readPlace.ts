/** A place in a file as people write it: `file:line` or `file:line:column`. */
import path from 'node:path';
import { readText, type TextFile } from '../host/readText';

export interface FilePlace {
  readonly file: string;
  /** As it is printed: with `/`, without `./`. */
  readonly shown: string;
  readonly read: TextFile & { readonly kind: 'text' };
  readonly text: string;
  /** The line, or the one offset of the column. */
  readonly start: number;
  readonly end: number;
}

/** Reads the file; a sentence when the argument is no such place. Never throws. */
export function readPlace(argument: string): FilePlace | string {
  const parts = /^(.*?):(\d+)(?::(\d+))?$/.exec(argument);
  if (!parts) return `"${argument}" is neither a connection string nor a place in a file (file:line)`;
  const file = parts[1]!;
  const read = readText(file);
  if (read.kind !== 'text') return `${file} cannot be read as text`;
  const lines = read.text.split('\n');
  const line = Number(parts[2]);
  if (line < 1 || line > lines.length) return `${file} has no line ${line}`;
  const start = lines.slice(0, line - 1).reduce((sum, l) => sum + l.length + 1, 0);
  const end = start + lines[line - 1]!.length;
  const shown = path.normalize(file).split(path.sep).join('/');
  if (parts[3] === undefined) return { file, shown, read, text: read.text, start, end };
  const at = Math.min(end, start + Number(parts[3]) - 1);
  return { file, shown, read, text: read.text, start: at, end: at };
}

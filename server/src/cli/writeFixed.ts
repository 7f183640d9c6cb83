/** Writes a changed text in the place of the old one, whole or not at all. */
import { chmodSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { encodeText, type TextFile } from '../host/readText';

/** Replaces a file in one step, so that an interrupted run leaves the old text whole. Keeps the mode, and a link a link. */
function writeWhole(file: string, bytes: Buffer): void {
  const target = realpathSync(file);
  const temporary = `${target}.mongodb-tls-${process.pid}`;
  try {
    const { mode } = statSync(target);
    writeFileSync(temporary, bytes, { mode: 0o600, flag: 'wx' });
    chmodSync(temporary, mode);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Writes a fixed text; answers why it could not. A file that is not the text that was read would lose what is not in it. */
export function writeFixed(
  file: string,
  read: TextFile & { readonly kind: 'text' },
  fixed: string,
): string | undefined {
  try {
    if (!readFileSync(file).equals(encodeText(read.text, read.bom)))
      return 'fixes were not written: the file is not UTF-8';
    writeWhole(file, encodeText(fixed, read.bom));
    return undefined;
  } catch (error) {
    return `fixes could not be written (${(error as NodeJS.ErrnoException).code ?? 'error'})`;
  }
}

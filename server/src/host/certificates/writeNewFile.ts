/** Writes a file that must not exist yet. */
import { open } from 'node:fs/promises';

/** The target of a command exists: nothing was written. */
export class FileExistsError extends Error {
  constructor(readonly path: string) {
    super(`${path} exists already and was left as it is. Choose another name, or move the file away first`);
  }
}

/** Writes `parts` one after the other. `mode` 0600 for whatever holds a private key. Never overwrites: throws FileExistsError. */
export async function writeNewFile(
  path: string,
  parts: readonly (Uint8Array | string)[],
  mode: 0o600 | 0o644,
): Promise<void> {
  let file;
  try {
    // `wx` fails when there is a file or a link, and the mode counts from the first moment on.
    file = await open(path, 'wx', mode);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new FileExistsError(path);
    throw error;
  }
  try {
    for (const part of parts) await file.writeFile(part);
  } finally {
    await file.close();
  }
}

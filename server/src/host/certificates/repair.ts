/** Writes the blocks of a PEM file anew, without what strict readers stumble over. */
import path from 'node:path';
import { encodePem } from '../../core/pem/encodePem';
import { splitPem } from '../../core/pem/splitPem';
import { readFile } from './readFile';
import { writeNewFile } from './writeNewFile';

/** What a person can mend: the message is a sentence for them. */
export class RepairError extends Error {}

/**
 * Writes every block of `file` to `output` in canonical form; nothing between the blocks is kept. Mode 0600 with a
 * private key in it. Throws RepairError when a block is damaged: what is lost cannot be made up. Overwrites nothing (FileExistsError).
 */
export async function repair(request: { readonly file: string; readonly output: string }): Promise<void> {
  const name = path.basename(request.file);
  const read = await readFile(request.file);
  if (read.kind !== 'read') throw new RepairError(`${name} cannot be read`);
  const parts: Uint8Array[] = [];
  const { parts: blocks } = splitPem(read.bytes);
  try {
    const broken = blocks.find((b) => !b.whole);
    if (broken || blocks.length === 0)
      throw new RepairError(
        broken
          ? `${name} is damaged in line ${broken.line}: get the file anew`
          : `${name} has no PEM blocks in it`,
      );
    // The headers of the old encryption are part of the block.
    if (blocks.some((b) => b.encrypted))
      throw new RepairError(
        `${name} has a key with the old encryption: convert it with openssl pkcs8 -topk8`,
      );
    for (const block of blocks) parts.push(encodePem(block.label, block.der));
    const secret = blocks.some((b) => /PRIVATE KEY/.test(b.label));
    await writeNewFile(request.output, parts, secret ? 0o600 : 0o644);
  } finally {
    for (const bytes of [read.bytes, ...parts, ...blocks.map((b) => b.der)]) bytes.fill(0);
  }
}

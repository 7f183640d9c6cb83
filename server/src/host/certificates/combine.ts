/** Puts a private key, its certificate and the chain into the one file that tlsCertificateKeyFile needs. */
import path from 'node:path';
import type { Block, CertificateBlock } from '../../core/facts';
import { encodePem } from '../../core/pem/encodePem';
import { readBlocks } from '../../core/pem/readBlocks';
import { blockTools } from './blockTools';
import { readFile } from './readFile';
import { writeNewFile } from './writeNewFile';

export interface CombineRequest {
  /** Files with the certificate, the key and the chain, in any order; one file may hold several of them. */
  readonly files: readonly string[];
  /** The file to write. Must not exist. */
  readonly output: string;
}

export interface Combined {
  readonly output: string;
  /** Subject of the certificate that the key belongs to. */
  readonly subject: string;
  /** Subjects of the chain behind it, in the order written. */
  readonly chain: readonly string[];
  readonly encryptedKey: boolean;
}

/** What a person can mend: the message is a sentence for them. */
export class CombineError extends Error {}

interface Piece {
  readonly block: Block;
  readonly pem: Uint8Array;
}

/**
 * Writes key, own certificate and intermediate authorities to `output` with mode 0600. An encrypted key stays encrypted, as
 * it is; a root authority is left out, since nobody accepts one from the other side. Overwrites nothing (FileExistsError).
 */
export async function combine(request: CombineRequest): Promise<Combined> {
  const pieces: Piece[] = [];
  try {
    for (const file of request.files) pieces.push(...(await piecesOf(file)));
    const keys = pieces.filter((p) => p.block.kind === 'key');
    const certificates = pieces.flatMap((p) =>
      p.block.kind === 'certificate' ? [{ certificate: p.block, pem: p.pem }] : [],
    );
    if (keys.length === 0) throw new CombineError('None of the files has a private key in it');
    if (keys.length > 1)
      throw new CombineError(
        'The files have several private keys in them: name only the one that belongs to the certificate',
      );
    if (certificates.length === 0) throw new CombineError('None of the files has a certificate in it');
    const key = keys[0]!;
    const own = ownCertificate(
      key.block,
      certificates.map((c) => c.certificate),
    );
    const chain = chainOf(
      own,
      certificates.map((c) => c.certificate),
    );
    const pemOf = (certificate: CertificateBlock) =>
      certificates.find((c) => c.certificate === certificate)!.pem;
    await writeNewFile(request.output, [key.pem, pemOf(own), ...chain.map(pemOf)], 0o600);
    return {
      output: request.output,
      subject: own.subject,
      chain: chain.map((c) => c.subject),
      encryptedKey: key.block.kind === 'key' && key.block.encrypted,
    };
  } finally {
    for (const piece of pieces) piece.pem.fill(0);
  }
}

async function piecesOf(file: string): Promise<Piece[]> {
  const name = path.basename(file);
  const read = await readFile(file);
  if (read.kind !== 'read') throw new CombineError(`${name} cannot be read`);
  try {
    const { encoding, blocks, problems } = readBlocks(read.bytes, blockTools);
    if (encoding === 'pkcs12')
      throw new CombineError(`${name} is a PKCS#12 store: it is one file already. Convert it to PEM instead`);
    if (encoding !== 'pem' && encoding !== 'der') throw new CombineError(`${name} is neither PEM nor DER`);
    const broken = problems.find((p) => p.id !== 'byte-order-mark' && p.id !== 'indented');
    if (broken) throw new CombineError(`${name} is damaged in line ${broken.line}`);
    // Parameters of a curve and the like are no part of what a driver reads.
    return blocks
      .filter((b) => b.kind === 'certificate' || b.kind === 'key')
      .map((block) => ({
        block,
        pem: encoding === 'der' ? encodePem(labelOf(block), read.bytes) : pemLines(read.bytes, block),
      }));
  } finally {
    read.bytes.fill(0);
  }
}

/** The block as it stands in the file (an encrypted key keeps its headers), without indentation and with Unix line ends. */
function pemLines(bytes: Uint8Array, block: Block): Uint8Array {
  const out = new Uint8Array(block.span.end - block.span.start + 1);
  let length = 0;
  let lineStart = true;
  for (let i = block.span.start; i < block.span.end; i++) {
    const byte = bytes[i]!;
    if (byte === 0x0d || (lineStart && (byte === 0x20 || byte === 0x09))) continue;
    lineStart = byte === 0x0a;
    out[length++] = byte;
  }
  out[length++] = 0x0a;
  const exact = out.slice(0, length);
  out.fill(0);
  return exact;
}

function labelOf(block: Block): string {
  if (block.kind === 'certificate') return 'CERTIFICATE';
  if (block.kind === 'crl') return 'X509 CRL';
  if (block.kind !== 'key') throw new CombineError('A DER file is neither a certificate nor a key');
  if (block.encrypted) return 'ENCRYPTED PRIVATE KEY';
  return block.format === 'PKCS#1'
    ? 'RSA PRIVATE KEY'
    : block.format === 'SEC1'
      ? 'EC PRIVATE KEY'
      : 'PRIVATE KEY';
}

function ownCertificate(key: Block, certificates: readonly CertificateBlock[]): CertificateBlock {
  const publicKey = key.kind === 'key' ? key.publicKey : undefined;
  if (publicKey !== undefined) {
    const own = certificates.find((c) => c.key.id === publicKey);
    if (!own)
      throw new CombineError(
        `The private key does not belong to ${certificates.length === 1 ? 'the certificate' : 'any of the certificates'} (${certificates[0]!.subject})`,
      );
    return own;
  }
  // The key cannot be looked into without its password: the one certificate that issued none of the others is meant.
  const leaves = certificates.filter(
    (c) => !c.ca && !certificates.some((d) => d !== c && d.issuerKey === c.subjectKey),
  );
  if (leaves.length !== 1)
    throw new CombineError(
      leaves.length === 0
        ? 'All certificates in the files are authorities: the own one is missing'
        : 'The files have several certificates that are no authorities: name only the one that belongs to the key',
    );
  return leaves[0]!;
}

/** The intermediate authorities above `own`, each issued by the next. */
function chainOf(own: CertificateBlock, certificates: readonly CertificateBlock[]): CertificateBlock[] {
  const chain: CertificateBlock[] = [];
  for (let at = own; ; ) {
    const issuer = certificates.find(
      (c) => c !== own && !chain.includes(c) && c.subjectKey === at.issuerKey && !c.selfIssued,
    );
    if (!issuer) return chain;
    chain.push(issuer);
    at = issuer;
  }
}

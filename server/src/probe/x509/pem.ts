/** PEM blocks of a file: which there are, what can be read, and what is wrong with the rest. */
import { parseCertificate } from './certificate';
import type { Certificate } from './certificate';

export interface PemBlock {
  readonly label: string;
  readonly der: Buffer;
  /** The block as it stands in the file: what OpenSSL reads. */
  readonly text: string;
  readonly encrypted: boolean;
}

const block = /-----BEGIN ([A-Z0-9 ]+)-----\r?\n?([\s\S]*?)-----END \1-----/g;

export function pemBlocks(text: string): PemBlock[] {
  return [...text.matchAll(block)].map(([all, label, body]) => ({
    label: label!,
    der: Buffer.from(body!.replace(/^[A-Za-z-]+:.*$/gm, '').replace(/[^A-Za-z0-9+/=]/g, ''), 'base64'),
    text: all,
    encrypted: label === 'ENCRYPTED PRIVATE KEY' || /Proc-Type:.*ENCRYPTED/.test(body!),
  }));
}

const certificateLabels = ['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'];

/** The certificates among the blocks; those that cannot be read are left out. */
export function certificatesOf(blocks: readonly PemBlock[]): Certificate[] {
  return blocks.flatMap((b) => {
    const certificate = certificateLabels.includes(b.label) ? parseCertificate(b.der) : undefined;
    return certificate ? [certificate] : [];
  });
}

export function isPrivateKey(b: PemBlock): boolean {
  return b.label.endsWith('PRIVATE KEY');
}

/** What a file is when it is not PEM: a sentence's object. */
export function natureOf(bytes: Buffer): string {
  if (bytes.length === 0) return 'an empty file';
  if (bytes[0] === 0x30 && (bytes[1]! & 0x80) !== 0) {
    if (parseCertificate(bytes)) return 'a certificate in DER form';
    if (bytes.subarray(0, 64).includes(Buffer.from('2a864886f70d0107', 'hex'))) return 'a PKCS #12 file';
    return 'a DER file';
  }
  if (bytes.length > 4 && bytes.readUInt32BE(0) === 0xfeedfeed) return 'a Java key store';
  const text = bytes.toString('latin1');
  if (text.includes('-----BEGIN')) return 'a damaged PEM file';
  return 'not a PEM file';
}

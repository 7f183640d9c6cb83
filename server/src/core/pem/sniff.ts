/** What a file is, by its first bytes and shape. */
import type { FileEncoding } from '../facts';
import { DerError, TAG, children, expect, oid, root } from './der';

/** Recognises PEM, DER, PKCS#12, Java key stores, SSH keys, and text in the wrong encoding. Never throws. */
export function sniff(bytes: Uint8Array): FileEncoding {
  if (bytes.length === 0) return 'empty';
  const first =
    bytes.length >= 4 ? ((bytes[0]! << 24) | (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!) >>> 0 : 0;
  if (first === 0xfeedfeed) return 'jks';
  if (first === 0xcececece) return 'jceks';
  // Windows PowerShell 5 writes `cat a b > c` as UTF-16, which no driver reads.
  if (first >>> 16 === 0xfffe || first >>> 16 === 0xfeff) return 'utf16';
  if (startsWith(bytes, 'PuTTY-User-Key-File')) return 'ppk';
  if (startsWith(bytes, 'ssh-') || startsWith(bytes, 'ecdsa-sha2-')) return 'openssh';
  if (bytes[0] === 0x30) {
    const encoding = derEncoding(bytes);
    if (encoding) return encoding;
  }
  if (includes(bytes, '-----BEGIN ')) return 'pem';
  if (isText(bytes)) return bytes[0] === 0x4d && bytes[1] === 0x49 && isBase64(bytes) ? 'base64' : 'text';
  return 'binary';
}

function derEncoding(bytes: Uint8Array): 'der' | 'pkcs12' | undefined {
  try {
    const parts = children(bytes, root(bytes), 12);
    // PFX ::= SEQUENCE { version INTEGER (3), authSafe ContentInfo { OBJECT IDENTIFIER pkcs-7 … }, … } (RFC 7292, section 4)
    if (parts[0]?.tag === TAG.integer && parts[1]?.tag === TAG.sequence) {
      const type = children(bytes, parts[1], 4)[0];
      if (type?.tag === TAG.oid && oid(bytes, expect(type, TAG.oid)).startsWith('1.2.840.113549.1.7.'))
        return 'pkcs12';
    }
    return 'der';
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

function startsWith(bytes: Uint8Array, text: string, at = 0): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

function includes(bytes: Uint8Array, text: string): boolean {
  const first = text.charCodeAt(0);
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
    if (startsWith(bytes, text, at)) return true;
  return false;
}

function isText(bytes: Uint8Array): boolean {
  const sample = Math.min(bytes.length, 4096);
  for (let i = 0; i < sample; i++) {
    const byte = bytes[i]!;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c) return false;
  }
  return true;
}

function isBase64(bytes: Uint8Array): boolean {
  const sample = Math.min(bytes.length, 4096);
  for (let i = 0; i < sample; i++) {
    const byte = bytes[i]!;
    const digit =
      (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
    if (
      !digit &&
      byte !== 0x2b &&
      byte !== 0x2f &&
      byte !== 0x3d &&
      byte !== 0x0a &&
      byte !== 0x0d &&
      byte !== 0x20
    )
      return false;
  }
  return true;
}

/** Checks the signature of a signed structure (a CRL, an OCSP response) with the key of a certificate. */
import { constants, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

const hashes: Readonly<Record<string, string | null>> = {
  '1.2.840.113549.1.1.5': 'sha1',
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.1': 'sha1',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
  '1.3.101.112': null,
  '1.3.101.113': null,
};

/** False for algorithms that are not known: what cannot be checked is not valid. */
export function verifySignature(
  algorithm: string,
  signed: Uint8Array,
  key: KeyObject,
  signature: Uint8Array,
): boolean {
  try {
    if (algorithm === '1.2.840.113549.1.1.10') {
      // RSA-PSS names its hash in parameters; the three in use are tried.
      return ['sha256', 'sha384', 'sha512'].some((hash) =>
        verify(hash, signed, { key, padding: constants.RSA_PKCS1_PSS_PADDING }, signature),
      );
    }
    const hash = hashes[algorithm];
    return hash !== undefined && verify(hash, signed, key, signature);
  } catch {
    return false;
  }
}

/** Names of keys and signatures by object identifier. */
import { DerError, TAG, children, expect, oid, smallInteger, type Element } from './der';
import type { SignatureFacts } from '../facts';

const signatures: Readonly<Record<string, SignatureFacts>> = {
  '1.2.840.113549.1.1.4': { name: 'RSA with MD5', weakHash: 'MD5' },
  '1.2.840.113549.1.1.5': { name: 'RSA with SHA-1', weakHash: 'SHA-1' },
  '1.2.840.113549.1.1.11': { name: 'RSA with SHA-256' },
  '1.2.840.113549.1.1.12': { name: 'RSA with SHA-384' },
  '1.2.840.113549.1.1.13': { name: 'RSA with SHA-512' },
  '1.2.840.113549.1.1.14': { name: 'RSA with SHA-224' },
  '1.2.840.10045.4.1': { name: 'ECDSA with SHA-1', weakHash: 'SHA-1' },
  '1.2.840.10045.4.3.1': { name: 'ECDSA with SHA-224' },
  '1.2.840.10045.4.3.2': { name: 'ECDSA with SHA-256' },
  '1.2.840.10045.4.3.3': { name: 'ECDSA with SHA-384' },
  '1.2.840.10045.4.3.4': { name: 'ECDSA with SHA-512' },
  '1.2.840.10040.4.3': { name: 'DSA with SHA-1', weakHash: 'SHA-1' },
  '2.16.840.1.101.3.4.3.2': { name: 'DSA with SHA-256' },
  '1.3.101.112': { name: 'Ed25519' },
  '1.3.101.113': { name: 'Ed448' },
};

const hashes: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};

const curves: Readonly<Record<string, readonly [name: string, bits: number]>> = {
  '1.2.840.10045.3.1.7': ['P-256', 256],
  '1.3.132.0.34': ['P-384', 384],
  '1.3.132.0.35': ['P-521', 521],
  '1.3.132.0.33': ['P-224', 224],
  '1.2.840.10045.3.1.1': ['P-192', 192],
  '1.3.132.0.10': ['secp256k1', 256],
  '1.3.36.3.3.2.8.1.1.7': ['brainpoolP256r1', 256],
};

/** Reads an AlgorithmIdentifier of a signature. Throws DerError. */
export function readSignatureAlgorithm(bytes: Uint8Array, element: Element | undefined): SignatureFacts {
  const [id, parameters] = children(bytes, expect(element, TAG.sequence), 4);
  const written = oid(bytes, expect(id, TAG.oid));
  if (written !== '1.2.840.113549.1.1.10') return signatures[written] ?? { name: written };
  // RSA-PSS: the hash is the first parameter, SHA-1 when it is not written (RFC 4055, section 3.1).
  const first = parameters && children(bytes, parameters, 8).find((c) => c.tag === 0xa0);
  const algorithm = first && children(bytes, first, 2)[0];
  const hashId = algorithm && children(bytes, algorithm, 4)[0];
  const hash = hashId ? (hashes[oid(bytes, hashId)] ?? oid(bytes, hashId)) : 'SHA-1';
  return { name: `RSA-PSS with ${hash}`, ...(hash === 'SHA-1' ? { weakHash: hash } : {}) };
}

/** Type, size and curve of a SubjectPublicKeyInfo. Throws DerError. */
export function readPublicKey(
  bytes: Uint8Array,
  spki: Element,
): { type: string; bits?: number; curve?: string } {
  const [algorithm, key] = children(bytes, expect(spki, TAG.sequence), 2);
  const [id, parameters] = children(bytes, expect(algorithm, TAG.sequence), 4);
  const type = oid(bytes, expect(id, TAG.oid));
  const content = expect(key, TAG.bitString);
  switch (type) {
    case '1.2.840.113549.1.1.1':
    case '1.2.840.113549.1.1.10': {
      // The first byte of a BIT STRING counts its unused bits; the rest is the RSAPublicKey.
      const inner = { ...content, from: content.from + 1 };
      const modulus = children(bytes, expect(children(bytes, inner, 1)[0], TAG.sequence), 2)[0];
      return { type: 'RSA', bits: bitLength(bytes, expect(modulus, TAG.integer)) };
    }
    case '1.2.840.10045.2.1': {
      const curve = parameters?.tag === TAG.oid ? oid(bytes, parameters) : undefined;
      const known = curve === undefined ? undefined : curves[curve];
      if (known) return { type: 'EC', bits: known[1], curve: known[0] };
      return { type: 'EC', ...(curve === undefined ? {} : { curve }) };
    }
    case '1.3.101.112':
      return { type: 'Ed25519', bits: 256 };
    case '1.3.101.113':
      return { type: 'Ed448', bits: 448 };
    case '1.2.840.10040.4.1': {
      const p = parameters && children(bytes, parameters, 3)[0];
      return { type: 'DSA', ...(p ? { bits: bitLength(bytes, p) } : {}) };
    }
    default:
      return { type };
  }
}

/** Bits of a positive INTEGER. */
export function bitLength(bytes: Uint8Array, integer: Element): number {
  let from = integer.from;
  while (from < integer.to && bytes[from] === 0) from++;
  if (from === integer.to) return 0;
  return (integer.to - from) * 8 - Math.clz32(bytes[from]!) + 24;
}

/** What the private key in a DER is, by its outer shape; undefined when it is none. Throws DerError on broken DER. */
export function privateKeyFormat(
  bytes: Uint8Array,
  key: Element,
): 'PKCS#8' | 'encrypted PKCS#8' | 'PKCS#1' | 'SEC1' | undefined {
  const parts = children(bytes, expect(key, TAG.sequence), 12);
  const [first, second] = parts;
  if (!first || !second) throw new DerError('not a key');
  if (first.tag === TAG.sequence && second.tag === TAG.octetString && parts.length === 2)
    return children(bytes, first, 3)[0]?.tag === TAG.oid ? 'encrypted PKCS#8' : undefined;
  if (first.tag !== TAG.integer || first.to - first.from !== 1) return undefined;
  const version = smallInteger(bytes, first);
  if (second.tag === TAG.sequence && parts[2]?.tag === TAG.octetString) return 'PKCS#8';
  if (version === 1 && second.tag === TAG.octetString) return 'SEC1';
  if (second.tag === TAG.integer && parts.length >= 9) return 'PKCS#1';
  return undefined;
}

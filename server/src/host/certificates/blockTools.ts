/** What core/pem needs from node:crypto: a hash, and the public half of a private key. */
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import type { BlockTools } from '../../core/pem/readBlocks';

/** Keys above this size are not handed to the library: a look at a file must not take seconds. */
const maxKeyBytes = 32 * 1024;

const names: Readonly<Record<string, string>> = {
  rsa: 'RSA',
  'rsa-pss': 'RSA',
  ec: 'EC',
  ed25519: 'Ed25519',
  ed448: 'Ed448',
  dsa: 'DSA',
};

export const blockTools: BlockTools = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest('hex').toUpperCase(),
  publicKey(der, format) {
    if (der.length > maxKeyBytes) return undefined;
    const key = Buffer.from(der.buffer, der.byteOffset, der.byteLength);
    try {
      const type = format === 'PKCS#8' ? 'pkcs8' : format === 'PKCS#1' ? 'pkcs1' : 'sec1';
      const publicKey = createPublicKey(createPrivateKey({ key, format: 'der', type }) as never);
      const spki = publicKey.export({ format: 'der', type: 'spki' });
      const kind = publicKey.asymmetricKeyType ?? '';
      const details = publicKey.asymmetricKeyDetails;
      const bits = details?.modulusLength ?? curveBits[details?.namedCurve ?? ''];
      return {
        id: blockTools.sha256(spki),
        type: names[kind] ?? kind,
        ...(bits === undefined ? {} : { bits }),
      };
    } catch {
      // A key that this runtime's library does not know (BoringSSL has fewer kinds): nothing is claimed about it.
      return undefined;
    }
  },
};

const curveBits: Readonly<Record<string, number>> = {
  prime256v1: 256,
  secp384r1: 384,
  secp521r1: 521,
  secp224r1: 224,
  secp256k1: 256,
};

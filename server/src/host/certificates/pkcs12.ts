/**
 * Opens a PKCS#12 store (RFC 7292): the structures by the ASN.1 library, the cryptography by node:crypto, and what that no
 * longer has (the key derivation of PKCS#12 and RC2) by the few lines here and in rc2.ts. OpenSSL 3 and BoringSSL open no
 * store with RC2, which Windows and older Java still write.
 */
import { createDecipheriv, createHash, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { EncryptedContentInfo } from '@peculiar/asn1-cms';
import {
  AuthenticatedSafe,
  CertBag,
  PFX,
  PKCS8ShroudedKeyBag,
  SafeContents,
  id_certBag,
  id_keyBag,
  id_pkcs8ShroudedKeyBag,
  id_SafeContents,
} from '@peculiar/asn1-pfx';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { children, elementAt, expect, oid, smallInteger, TAG, type Element } from '../../core/pem/der';
import { decryptRc2 } from './rc2';

export interface OpenedStore {
  /** DER. */
  readonly certificates: readonly Uint8Array[];
  /** PKCS#8, decrypted: the caller wipes them. */
  readonly keys: readonly Uint8Array[];
}

/** The password is wrong, or the store cannot be read; the message is a sentence for a person. */
export class Pkcs12Error extends Error {
  constructor(
    message: string,
    readonly wrongPassword = false,
  ) {
    super(message);
  }
}

/** More rounds than this would take minutes: OpenSSL writes 2,048, Java 10,000, the most careful tools 600,000. */
const maxIterations = 5_000_000;
const derivePbkdf2 = promisify(pbkdf2);

/** Opens a store. Throws Pkcs12Error. */
export async function openPkcs12(bytes: Uint8Array, password: string): Promise<OpenedStore> {
  let pfx: PFX;
  try {
    pfx = AsnConvert.parse(bytes, PFX);
  } catch {
    throw new Pkcs12Error('The file is not a PKCS#12 store, or a damaged one');
  }
  try {
    const content = new Uint8Array(AsnConvert.parse(pfx.authSafe.content, OctetString).buffer);
    verifyMac(pfx, content, password);
    const certificates: Uint8Array[] = [];
    const keys: Uint8Array[] = [];
    for (const part of AsnConvert.parse(content, AuthenticatedSafe)) {
      if (part.contentType === '1.2.840.113549.1.7.1') {
        await collect(
          new Uint8Array(AsnConvert.parse(part.content, OctetString).buffer),
          password,
          certificates,
          keys,
        );
      } else if (part.contentType === '1.2.840.113549.1.7.6') {
        const info = encryptedContentInfo(new Uint8Array(part.content));
        const sealed = info.encryptedContent;
        const pieces = sealed?.constructedValue ?? (sealed?.value ? [sealed.value] : []);
        const whole = Buffer.concat(pieces.map((piece) => new Uint8Array(piece.buffer)));
        const opened = await decrypt(info.contentEncryptionAlgorithm, whole, password);
        await collect(opened, password, certificates, keys);
        opened.fill(0);
      } else throw new Pkcs12Error('The store is sealed for a certificate, not with a password');
    }
    return { certificates, keys };
  } catch (error) {
    if (error instanceof Pkcs12Error) throw error;
    throw new Pkcs12Error('The store could not be opened: it is damaged, or the password is wrong', true);
  }
}

/** The second part of EncryptedData (RFC 5652, section 8), which the library has no class for. */
function encryptedContentInfo(bytes: Uint8Array): EncryptedContentInfo {
  const info = expect(children(bytes, elementAt(bytes, 0, bytes.length), 3)[1], TAG.sequence);
  return AsnConvert.parse(bytes.slice(info.start, info.to), EncryptedContentInfo);
}

async function collect(
  contents: Uint8Array,
  password: string,
  certificates: Uint8Array[],
  keys: Uint8Array[],
): Promise<void> {
  for (const bag of AsnConvert.parse(contents, SafeContents)) {
    if (bag.bagId === id_certBag) {
      const { certValue } = AsnConvert.parse(bag.bagValue, CertBag);
      certificates.push(new Uint8Array(AsnConvert.parse(certValue, OctetString).buffer));
    } else if (bag.bagId === id_keyBag) {
      keys.push(new Uint8Array(bag.bagValue.slice(0)));
    } else if (bag.bagId === id_pkcs8ShroudedKeyBag) {
      const { encryptionAlgorithm, encryptedData } = AsnConvert.parse(bag.bagValue, PKCS8ShroudedKeyBag);
      keys.push(await decrypt(encryptionAlgorithm, new Uint8Array(encryptedData.buffer), password));
    } else if (bag.bagId === id_SafeContents) {
      await collect(new Uint8Array(bag.bagValue), password, certificates, keys);
    }
  }
}

const digests: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** Tells a wrong password from a damaged store. */
function verifyMac(pfx: PFX, content: Uint8Array, password: string): void {
  const { macData } = pfx;
  if (!macData) return;
  const digest = digests[macData.mac.digestAlgorithm.algorithm];
  // PBMAC1 (RFC 9579): a wrong password shows when the content is decrypted.
  if (!digest) return;
  const size = createHash(digest).digest().length;
  const key = deriveKey(
    digest,
    3,
    password,
    new Uint8Array(macData.macSalt.buffer),
    checked(macData.iterations),
    size,
  );
  const mac = createHmac(digest, key).update(content).digest();
  const wanted = new Uint8Array(macData.mac.digest.buffer);
  if (mac.length !== wanted.length || !timingSafeEqual(mac, wanted))
    throw new Pkcs12Error('The password is wrong, or the store is damaged', true);
}

function checked(iterations: number): number {
  if (iterations < 1 || iterations > maxIterations)
    throw new Pkcs12Error('The store asks for an unreasonable number of rounds');
  return iterations;
}

async function decrypt(
  algorithm: AlgorithmIdentifier,
  sealed: Uint8Array,
  password: string,
): Promise<Uint8Array> {
  const parameters = new Uint8Array(algorithm.parameters ?? new ArrayBuffer(0));
  const whole = elementAt(parameters, 0, parameters.length);
  if (algorithm.algorithm === '1.2.840.113549.1.5.13')
    return await decryptPbes2(parameters, whole, sealed, password);
  const legacy = legacyCiphers[algorithm.algorithm];
  if (!legacy)
    throw new Pkcs12Error(
      'The store is encrypted in a way that is not supported here: export it anew with AES-256',
    );
  const [saltElement, countElement] = children(parameters, whole, 2);
  const salt = octets(parameters, saltElement);
  const count = checked(smallInteger(parameters, expect(countElement, TAG.integer)));
  const key = deriveKey('sha1', 1, password, salt, count, legacy.keyBytes);
  const iv = deriveKey('sha1', 2, password, salt, count, 8);
  return legacy.open(key, iv, sealed);
}

interface LegacyCipher {
  readonly keyBytes: number;
  readonly open: (key: Uint8Array, iv: Uint8Array, sealed: Uint8Array) => Uint8Array;
}

const tripleDes = (key: Uint8Array, iv: Uint8Array, sealed: Uint8Array) =>
  openWith('des-ede3-cbc', key, iv, sealed);

/** Encryption of PKCS#12 itself (RFC 7292, appendix C). */
const legacyCiphers: Readonly<Record<string, LegacyCipher>> = {
  '1.2.840.113549.1.12.1.3': { keyBytes: 24, open: tripleDes },
  // Two keys: the first is used again as the third.
  '1.2.840.113549.1.12.1.4': {
    keyBytes: 16,
    open: (key, iv, sealed) => tripleDes(Buffer.concat([key, key.subarray(0, 8)]), iv, sealed),
  },
  '1.2.840.113549.1.12.1.5': { keyBytes: 16, open: (key, iv, sealed) => decryptRc2(key, 128, iv, sealed) },
  '1.2.840.113549.1.12.1.6': { keyBytes: 5, open: (key, iv, sealed) => decryptRc2(key, 40, iv, sealed) },
};

const pbes2Ciphers: Readonly<Record<string, readonly [name: string, keyBytes: number]>> = {
  '2.16.840.1.101.3.4.1.2': ['aes-128-cbc', 16],
  '2.16.840.1.101.3.4.1.22': ['aes-192-cbc', 24],
  '2.16.840.1.101.3.4.1.42': ['aes-256-cbc', 32],
  '1.2.840.113549.3.7': ['des-ede3-cbc', 24],
};

const prfs: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};

/** PBES2 with PBKDF2 (RFC 8018, appendices A.2 and A.4). */
async function decryptPbes2(
  bytes: Uint8Array,
  whole: Element,
  sealed: Uint8Array,
  password: string,
): Promise<Uint8Array> {
  const [derivation, encryption] = children(bytes, whole, 2).map((e) =>
    children(bytes, expect(e, TAG.sequence), 2),
  );
  if (!derivation?.[0] || !encryption?.[0] || oid(bytes, derivation[0]) !== '1.2.840.113549.1.5.12')
    throw new Pkcs12Error('The store derives its key in a way that is not supported here');
  const parameters = children(bytes, expect(derivation[1], TAG.sequence), 4);
  const salt = octets(bytes, parameters[0]);
  const count = checked(smallInteger(bytes, expect(parameters[1], TAG.integer)));
  const prf = parameters.find((p) => p.tag === TAG.sequence);
  const digest = prf ? prfs[oid(bytes, expect(children(bytes, prf, 2)[0], TAG.oid))] : 'sha1';
  const cipher = pbes2Ciphers[oid(bytes, encryption[0])];
  if (!digest || !cipher)
    throw new Pkcs12Error(
      'The store is encrypted in a way that is not supported here: export it anew with AES-256',
    );
  const key = await derivePbkdf2(Buffer.from(password, 'utf8'), salt, count, cipher[1], digest);
  return openWith(cipher[0], key, octets(bytes, encryption[1]), sealed);
}

function octets(bytes: Uint8Array, element: Element | undefined): Uint8Array {
  const { from, to } = expect(element, TAG.octetString);
  return bytes.slice(from, to);
}

function openWith(cipher: string, key: Uint8Array, iv: Uint8Array, sealed: Uint8Array): Uint8Array {
  const decipher = createDecipheriv(cipher, key, iv);
  const first = decipher.update(sealed);
  const opened = Buffer.concat([first, decipher.final()]);
  first.fill(0);
  return new Uint8Array(opened);
}

/** The key derivation of PKCS#12 (RFC 7292, appendix B.2). `purpose`: 1 key, 2 initial value, 3 MAC key. */
function deriveKey(
  digest: string,
  purpose: 1 | 2 | 3,
  password: string,
  salt: Uint8Array,
  iterations: number,
  length: number,
): Uint8Array {
  const block = digest === 'sha384' || digest === 'sha512' ? 128 : 64;
  const fill = (source: Uint8Array): Uint8Array => {
    const size = source.length === 0 ? 0 : block * Math.ceil(source.length / block);
    return Uint8Array.from({ length: size }, (_, i) => source[i % source.length]!);
  };
  const diversifier = new Uint8Array(block).fill(purpose);
  const input = Buffer.concat([fill(salt), fill(bigEndian(password))]);
  const out = new Uint8Array(length);
  for (let at = 0; at < length; ) {
    let hash = createHash(digest).update(diversifier).update(input).digest();
    for (let i = 1; i < iterations; i++) hash = createHash(digest).update(hash).digest();
    out.set(hash.subarray(0, length - at), at);
    at += hash.length;
    // Every block of the input plus the hash, repeated, plus one, without carry out of the block.
    for (let start = 0; start < input.length; start += block) {
      let carry = 1;
      for (let i = block - 1; i >= 0; i--) {
        carry += input[start + i]! + hash[i % hash.length]!;
        input[start + i] = carry & 0xff;
        carry >>= 8;
      }
    }
  }
  input.fill(0);
  return out;
}

/** The password as UTF-16 with the high byte first and two zero bytes behind it. */
function bigEndian(password: string): Uint8Array {
  const bytes = Buffer.from(password + '\0', 'utf16le').swap16();
  return new Uint8Array(bytes);
}

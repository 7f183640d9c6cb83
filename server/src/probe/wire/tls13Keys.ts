/** The part of TLS 1.3 that reads a server's first encrypted flight (RFC 8446 7.1): key agreement, key schedule, records. */
import {
  createDecipheriv,
  createHash,
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';

const x25519 = 0x001d;
const p256 = 0x0017;

/** Key pairs for the two groups that every TLS 1.3 server of today knows. */
export class KeyShares {
  private readonly pairs = new Map<number, { publicKey: KeyObject; privateKey: KeyObject }>([
    [x25519, generateKeyPairSync('x25519')],
    [p256, generateKeyPairSync('ec', { namedCurve: 'P-256' })],
  ]);

  get offered(): { group: number; key: Buffer }[] {
    return [...this.pairs].map(([group, { publicKey }]) => {
      const spki = publicKey.export({ type: 'spki', format: 'der' });
      return { group, key: spki.subarray(spki.length - (group === x25519 ? 32 : 65)) };
    });
  }

  /** The shared secret with the server's share; undefined when the group was not offered. */
  shared(group: number, key: Buffer): Buffer | undefined {
    const own = this.pairs.get(group);
    if (!own) return undefined;
    const template = own.publicKey.export({ type: 'spki', format: 'der' });
    const spki = Buffer.concat([template.subarray(0, template.length - key.length), key]);
    return diffieHellman({
      privateKey: own.privateKey,
      publicKey: createPublicKey({ key: spki, format: 'der', type: 'spki' }),
    });
  }
}

/** Decrypts the records of the server's handshake flight. */
export class HandshakeDecryptor {
  private readonly key: Buffer;
  private readonly iv: Buffer;
  private readonly algorithm: 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305';
  private sequence = 0;

  /** `transcript` is ClientHello and ServerHello. */
  constructor(cipherId: number, shared: Buffer, transcript: Buffer) {
    const hash = cipherId === 0x1302 ? 'sha384' : 'sha256';
    const size = hash === 'sha384' ? 48 : 32;
    this.algorithm =
      cipherId === 0x1302 ? 'aes-256-gcm' : cipherId === 0x1303 ? 'chacha20-poly1305' : 'aes-128-gcm';
    const hmac = (key: Buffer, data: Buffer): Buffer => createHmac(hash, key).update(data).digest();
    const digest = (data: Buffer): Buffer => createHash(hash).update(data).digest();
    const expand = (secret: Buffer, label: string, context: Buffer, length: number): Buffer => {
      const name = Buffer.from(`tls13 ${label}`);
      const info = Buffer.concat([
        Buffer.from([length >> 8, length & 0xff, name.length]),
        name,
        Buffer.from([context.length]),
        context,
      ]);
      // One block is enough: no key here is longer than the hash.
      return hmac(secret, Buffer.concat([info, Buffer.from([1])])).subarray(0, length);
    };
    const zero = Buffer.alloc(size);
    const early = hmac(zero, zero);
    const handshake = hmac(expand(early, 'derived', digest(Buffer.alloc(0)), size), shared);
    const traffic = expand(handshake, 's hs traffic', digest(transcript), size);
    this.key = expand(traffic, 'key', Buffer.alloc(0), this.algorithm === 'aes-128-gcm' ? 16 : 32);
    this.iv = expand(traffic, 'iv', Buffer.alloc(0), 12);
  }

  /** Contents and inner type of an application_data record. Throws when it was not made with these keys. */
  open(header: Buffer, body: Buffer): { type: number; data: Buffer } {
    const nonce = Buffer.from(this.iv);
    nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ this.sequence++) >>> 0, 8);
    const decipher = createDecipheriv(this.algorithm as 'aes-128-gcm', this.key, nonce, {
      authTagLength: 16,
    });
    decipher.setAAD(header);
    decipher.setAuthTag(body.subarray(body.length - 16));
    const plain = Buffer.concat([decipher.update(body.subarray(0, body.length - 16)), decipher.final()]);
    let end = plain.length;
    while (end > 0 && plain[end - 1] === 0) end--;
    return { type: plain[end - 1] ?? 0, data: plain.subarray(0, Math.max(0, end - 1)) };
  }
}

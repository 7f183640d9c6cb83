/** Writes a TLS ClientHello (RFC 5246, RFC 8446): the question that every TLS server answers before any secret is needed. */
import { randomBytes } from 'node:crypto';
import { ciphers } from './ciphers';

/** 0x0301 TLS 1.0 … 0x0304 TLS 1.3. */
export type TlsVersion = 0x0301 | 0x0302 | 0x0303 | 0x0304;

export interface ClientHelloOptions {
  readonly max: TlsVersion;
  /** Lowest version offered; only TLS 1.3 can say so in the message. */
  readonly min: TlsVersion;
  /** Host name for SNI; undefined for addresses (RFC 6066 forbids them). */
  readonly serverName: string | undefined;
  readonly cipherIds?: readonly number[];
  readonly keyShares: readonly { readonly group: number; readonly key: Buffer }[];
}

/** A hello record, and its handshake message for the transcript. */
export function clientHello(options: ClientHelloOptions): { record: Buffer; message: Buffer } {
  const offers13 = options.max >= 0x0304;
  const suites = (options.cipherIds ?? ciphers.map((c) => c.id))
    .filter((id) => id >> 8 !== 0x13 || offers13)
    .filter((id) => id >> 8 === 0x13 || options.min <= 0x0303);
  const legacy = Math.min(options.max, 0x0303);
  const extensions: Buffer[] = [];
  const add = (type: number, body: Buffer): void => {
    extensions.push(u16(type), sized(2, body));
  };
  if (options.serverName !== undefined)
    add(0, sized(2, Buffer.concat([Buffer.from([0]), sized(2, Buffer.from(options.serverName, 'latin1'))])));
  // status_request: an OCSP staple, if the server has one.
  add(5, Buffer.from([1, 0, 0, 0, 0]));
  add(10, sized(2, list16([0x001d, 0x0017, 0x0018, 0x0019, 0x0100])));
  add(11, Buffer.from([1, 0]));
  // Old servers sign with SHA-1; offering it here only lets them answer, nothing is accepted.
  add(
    13,
    sized(
      2,
      list16([
        0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b, 0x0401,
        0x0501, 0x0601, 0x0203, 0x0201,
      ]),
    ),
  );
  add(23, Buffer.alloc(0));
  add(0xff01, Buffer.from([0]));
  if (offers13) {
    const versions = ([0x0304, 0x0303, 0x0302, 0x0301] as const).filter(
      (v) => v >= options.min && v <= options.max,
    );
    add(43, sized(1, list16(versions)));
    add(45, sized(1, Buffer.from([1])));
    add(
      51,
      sized(2, Buffer.concat(options.keyShares.map((s) => Buffer.concat([u16(s.group), sized(2, s.key)])))),
    );
  }
  const body = Buffer.concat([
    u16(legacy),
    randomBytes(32),
    sized(1, offers13 ? randomBytes(32) : Buffer.alloc(0)),
    sized(2, list16(suites)),
    Buffer.from([1, 0]),
    sized(2, Buffer.concat(extensions)),
  ]);
  const message = Buffer.concat([Buffer.from([1]), sized(3, body)]);
  // The record's version of a first hello is TLS 1.0 for the sake of old middle boxes (RFC 8446 5.1).
  return { record: Buffer.concat([Buffer.from([0x16, 3, 1]), sized(2, message)]), message };
}

function u16(n: number): Buffer {
  return Buffer.from([n >> 8, n & 0xff]);
}

function list16(numbers: readonly number[]): Buffer {
  return Buffer.concat(numbers.map(u16));
}

/** The bytes with their length in front, in `width` octets. */
function sized(width: number, body: Buffer): Buffer {
  const length = Buffer.alloc(width);
  length.writeUIntBE(body.length, 0, width);
  return Buffer.concat([length, body]);
}

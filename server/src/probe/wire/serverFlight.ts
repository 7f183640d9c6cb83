/**
 * Sends one ClientHello and reads the server's whole answer without finishing the handshake: version, cipher, the exact
 * chain that was sent, the OCSP staple, and whether a client certificate is asked for. Needs no TLS library for TLS 1.0 to
 * 1.2, so it works on every runtime and with servers that the runtime's own library refuses; TLS 1.3 is decrypted here.
 */
import type { Duplex } from 'node:stream';
import { clientHello } from './clientHello';
import type { TlsVersion } from './clientHello';
import { HandshakeDecryptor, KeyShares } from './tls13Keys';
import { Wire, WireError } from './wire';
import type { Stop } from './wire';

/** Chains, staples and CA lists of honest servers are far smaller. */
const flightLimit = 256 * 1024;
const messageLimit = 128 * 1024;

export interface CertificateRequest {
  /** Distinguished names of the CAs that the server takes, as DER. Empty: any. */
  readonly authorities: readonly Buffer[];
}

/** What came back. */
export type Flight =
  | {
      readonly kind: 'tls';
      readonly version: TlsVersion;
      readonly cipherId: number;
      /** DER certificates as sent, the server's own first. Undefined: they could not be read (another key exchange group). */
      readonly chain: readonly Buffer[] | undefined;
      readonly staple: Buffer | undefined;
      readonly request: CertificateRequest | undefined;
      /** Size of the server's Diffie-Hellman prime in bits, where it uses one. */
      readonly dhBits: number | undefined;
    }
  | { readonly kind: 'alert'; readonly alert: number; readonly afterHello: boolean }
  | { readonly kind: 'notTls'; readonly bytes: Buffer }
  | { readonly kind: 'stopped'; readonly stop: Stop; readonly afterHello: boolean };

export interface FlightOptions {
  readonly max: TlsVersion;
  readonly min: TlsVersion;
  readonly serverName: string | undefined;
  readonly cipherIds?: readonly number[];
  /** Stop after the ServerHello: only version and cipher are wanted. */
  readonly helloOnly?: boolean;
}

/** Asks over `stream` and destroys it. Never throws. `deadline` is a time of performance.now(). */
export async function readServerFlight(
  stream: Duplex,
  options: FlightOptions,
  deadline: number,
): Promise<Flight> {
  const wire = new Wire(stream, flightLimit);
  const reader = new FlightReader(wire, options, deadline);
  try {
    return await reader.read();
  } catch (error) {
    if (error instanceof WireError) {
      if (!reader.sawRecord && error.received.length > 0) return { kind: 'notTls', bytes: error.received };
      return { kind: 'stopped', stop: error.stop, afterHello: reader.sawHello || reader.sawRecord };
    }
    // Bytes that make no sense: not a TLS server, or a broken one.
    return { kind: 'stopped', stop: { kind: 'error', code: 'MALFORMED' }, afterHello: reader.sawHello };
  } finally {
    wire.destroy();
  }
}

/** One set for all questions of this process: no handshake is ever finished with them. */
let ownShares: KeyShares | undefined;

class FlightReader {
  sawRecord = false;
  sawHello = false;
  private readonly shares: KeyShares | undefined;
  private readonly hello: { record: Buffer; message: Buffer };
  private decryptor: HandshakeDecryptor | undefined;
  private messages: Buffer = Buffer.alloc(0);

  constructor(
    private readonly wire: Wire,
    private readonly options: FlightOptions,
    private readonly deadline: number,
  ) {
    this.shares = options.max >= 0x0304 ? (ownShares ??= new KeyShares()) : undefined;
    this.hello = clientHello({ ...options, keyShares: this.shares?.offered ?? [] });
  }

  async read(): Promise<Flight> {
    this.wire.write(this.hello.record);
    const first = await this.message();
    if (!Buffer.isBuffer(first)) return first;
    if (first[0] !== 2) throw new RangeError('no ServerHello');
    this.sawHello = true;
    const server = parseServerHello(first);
    const found = {
      kind: 'tls' as const,
      version: server.version,
      cipherId: server.cipherId,
      chain: undefined as Buffer[] | undefined,
      staple: undefined as Buffer | undefined,
      request: undefined as CertificateRequest | undefined,
      dhBits: undefined as number | undefined,
    };
    if (this.options.helloOnly) return found;
    if (server.version === 0x0304) {
      const shared = server.share && this.shares?.shared(server.share.group, server.share.key);
      // A HelloRetryRequest, for a group beyond the two offered: the version is known, the rest is left to the real handshake.
      if (!shared) return found;
      this.decryptor = new HandshakeDecryptor(
        server.cipherId,
        shared,
        Buffer.concat([this.hello.message, first]),
      );
      this.messages = Buffer.alloc(0);
    }
    for (let count = 0; count < 32; count++) {
      const message = await this.message();
      if (!Buffer.isBuffer(message)) return found.chain ? found : message;
      const body = message.subarray(4);
      switch (message[0]) {
        case 11:
          Object.assign(found, parseCertificates(body, server.version));
          break;
        case 12:
          found.dhBits = dhBits(body, server.cipherId);
          break;
        case 13:
          found.request = { authorities: parseAuthorities(body, server.version) };
          break;
        case 22:
          if (body[0] === 1) found.staple = body.subarray(4, 4 + body.readUIntBE(1, 3));
          break;
        case 14: // ServerHelloDone
        case 15: // CertificateVerify: nothing that matters follows
        case 20:
          return found;
      }
    }
    throw new RangeError('too many messages');
  }

  /** The next handshake message, or the flight's end. */
  private async message(): Promise<Buffer | Flight> {
    for (;;) {
      if (this.messages.length >= 4) {
        const length = 4 + this.messages.readUIntBE(1, 3);
        if (length > messageLimit) throw new RangeError('message too long');
        if (this.messages.length >= length) {
          const message = this.messages.subarray(0, length);
          this.messages = this.messages.subarray(length);
          return message;
        }
      }
      const record = await this.record();
      if (record.type === 0x15) {
        return { kind: 'alert', alert: record.data[1] ?? 0, afterHello: this.sawHello };
      }
      if (record.type === 0x16) this.messages = Buffer.concat([this.messages, record.data]);
      else if (record.type === 0x100) return { kind: 'notTls', bytes: record.data };
      else if (record.type !== 0x14) throw new RangeError('unexpected record');
    }
  }

  /** The next record, decrypted; type 0x100 stands for bytes that are no TLS. */
  private async record(): Promise<{ type: number; data: Buffer }> {
    const header = await this.wire.read(5, this.deadline);
    const type = header[0]!;
    const length = header.readUInt16BE(3);
    if (type < 0x14 || type > 0x17 || header[1] !== 3 || header[2]! > 4 || length > 18432) {
      if (this.sawRecord) throw new RangeError('bad record');
      // A little patience for the rest of a banner or a status line.
      const rest = await this.wire.readBanner(Math.min(this.deadline, performance.now() + 50));
      return { type: 0x100, data: Buffer.concat([header, rest]).subarray(0, 64) };
    }
    this.sawRecord = true;
    const body = await this.wire.read(length, this.deadline);
    if (type === 0x17 && this.decryptor) return this.decryptor.open(header, body);
    return { type, data: body };
  }
}

function parseServerHello(message: Buffer): {
  version: TlsVersion;
  cipherId: number;
  share: { group: number; key: Buffer } | undefined;
} {
  let version = message.readUInt16BE(4);
  let at = 4 + 2 + 32;
  at += 1 + message[at]!;
  const cipherId = message.readUInt16BE(at);
  at += 3;
  let share: { group: number; key: Buffer } | undefined;
  if (at + 2 <= message.length) {
    const end = at + 2 + message.readUInt16BE(at);
    at += 2;
    while (at + 4 <= end) {
      const type = message.readUInt16BE(at);
      const body = message.subarray(at + 4, at + 4 + message.readUInt16BE(at + 2));
      if (type === 43) version = body.readUInt16BE(0);
      if (type === 51 && body.length > 4)
        share = { group: body.readUInt16BE(0), key: body.subarray(4, 4 + body.readUInt16BE(2)) };
      at += 4 + body.length;
    }
  }
  if (version < 0x0300 || version > 0x0304) throw new RangeError('no such version');
  return { version: version as TlsVersion, cipherId, share };
}

function parseCertificates(body: Buffer, version: number): { chain: Buffer[]; staple?: Buffer } {
  let at = version === 0x0304 ? 1 + body[0]! : 0;
  const end = Math.min(body.length, at + 3 + body.readUIntBE(at, 3));
  at += 3;
  const chain: Buffer[] = [];
  let staple: Buffer | undefined;
  while (at + 3 <= end && chain.length < 64) {
    const length = body.readUIntBE(at, 3);
    const certificate = body.subarray(at + 3, at + 3 + length);
    if (certificate.length !== length) throw new RangeError('truncated certificate');
    chain.push(certificate);
    at += 3 + length;
    if (version === 0x0304) {
      const extensions = body.subarray(at + 2, at + 2 + body.readUInt16BE(at));
      for (let e = 0; e + 4 <= extensions.length; ) {
        const size = extensions.readUInt16BE(e + 2);
        const value = extensions.subarray(e + 4, e + 4 + size);
        if (extensions.readUInt16BE(e) === 5 && chain.length === 1 && value[0] === 1)
          staple = value.subarray(4, 4 + value.readUIntBE(1, 3));
        e += 4 + size;
      }
      at += 2 + extensions.length;
    }
  }
  return { chain, ...(staple ? { staple } : {}) };
}

function parseAuthorities(body: Buffer, version: number): Buffer[] {
  let list: Buffer | undefined;
  if (version === 0x0304) {
    let at = 1 + body[0]!;
    const end = at + 2 + body.readUInt16BE(at);
    at += 2;
    while (at + 4 <= end) {
      const size = body.readUInt16BE(at + 2);
      if (body.readUInt16BE(at) === 47) list = body.subarray(at + 6, at + 4 + size);
      at += 4 + size;
    }
  } else {
    let at = 1 + body[0]!;
    if (version === 0x0303) at += 2 + body.readUInt16BE(at);
    list = body.subarray(at + 2, at + 2 + body.readUInt16BE(at));
  }
  const names: Buffer[] = [];
  for (let at = 0; list && at + 2 <= list.length && names.length < 1000; ) {
    const size = list.readUInt16BE(at);
    names.push(list.subarray(at + 2, at + 2 + size));
    at += 2 + size;
  }
  return names;
}

/** Length of dh_p, first of the ServerDHParams; undefined for other key exchanges. */
function dhBits(body: Buffer, cipherId: number): number | undefined {
  const dhe = [0x009f, 0xccaa, 0x009e, 0x006b, 0x0067, 0x0039, 0x0033];
  if (!dhe.includes(cipherId)) return undefined;
  const prime = body.subarray(2, 2 + body.readUInt16BE(0));
  let start = 0;
  while (prime[start] === 0) start++;
  return (prime.length - start) * 8 - Math.clz32(prime[start] ?? 0) + 24;
}

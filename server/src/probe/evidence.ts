/** What the stages saw. Gathered once per host; every profile judges the same evidence. */
import type { Document } from 'bson';
import type { Fault } from './faults';
import type { TlsVersion } from './wire/clientHello';
import type { Flight } from './wire/serverFlight';
import type { Stop } from './wire/wire';
import type { Certificate } from './x509/certificate';
import type { Crl } from './x509/crl';
import type { OcspEvidence } from './x509/driverOcsp';

export type FileFault = Extract<Fault, { kind: 'file' }>;

/** The files of the connection, read once. */
export interface Materials {
  readonly ca?: {
    readonly path: string;
    readonly certificates: readonly Certificate[];
    readonly bytes: Buffer;
    readonly fault?: FileFault;
  };
  readonly client?: {
    readonly path: string;
    readonly certificates: readonly Certificate[];
    /** PEM with certificate and key, for the handshake; never leaves the process. */
    readonly pem: Buffer;
    readonly passphrase?: string;
    readonly fault?: FileFault;
  };
  readonly crl?: { readonly path: string; readonly crls: readonly Crl[]; readonly fault?: FileFault };
}

export interface AddressResult {
  readonly address: string;
  readonly ms: number;
  /** Undefined: it accepts connections. */
  readonly code?: string;
}

/** A plaintext greeting's fate. */
export type Greeting =
  | { readonly kind: 'reply'; readonly hello: Document; readonly receivedAt: number }
  | { readonly kind: 'notMongo'; readonly bytes: Buffer }
  | { readonly kind: 'stopped'; readonly stop: Stop };

/** A whole TLS session with the runtime's own library. */
export interface Session {
  readonly presented: boolean;
  /** `TLSv1.3`; undefined when the handshake did not end well. */
  readonly protocol?: string;
  readonly handshakeStop?: Stop;
  readonly leaf?: Buffer;
  readonly greeting?: Greeting;
  readonly auth?: AuthResult;
  readonly ms: { readonly handshake: number; readonly hello: number; readonly auth: number };
}

export type AuthResult =
  | { readonly kind: 'ok'; readonly mechanism: string }
  | { readonly kind: 'untested'; readonly mechanism: string }
  | { readonly kind: 'failed'; readonly fault: Extract<Fault, { kind: 'auth' }> };

export interface HostEvidence {
  readonly label: string;
  /** The name to verify: as written, without port; `localhost` for a socket. */
  readonly host: string;
  readonly serverName: string | undefined;
  /** A Unix socket. */
  readonly socket: boolean;
  readonly fault?: Fault;
  readonly dnsMs: number;
  readonly addresses: readonly AddressResult[];
  readonly flight?: Flight;
  readonly flightMs: number;
  /** Follow-ups of a flight that brought no TLS. */
  readonly withoutName?: Flight;
  readonly only12?: Flight;
  readonly closesOnAccept?: boolean;
  readonly versions: ReadonlyMap<TlsVersion, boolean>;
  readonly rangeMs: number;
  /** Cipher lists that were refused, by the name of the library that has them. */
  readonly ciphers: ReadonlyMap<string, boolean>;
  readonly chain?: readonly Certificate[];
  readonly ocsp?: OcspEvidence;
  readonly ocspMs: number;
  readonly plain?: Greeting;
  readonly plainMs: number;
  readonly plainAuth?: AuthResult;
  readonly session?: Session;
  /** A second session without the client certificate, for the profiles that do not read the file. */
  readonly sessionWithout?: Session;
}

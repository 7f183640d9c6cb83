/** From what a driver checks to whether it connects to a server whose certificate has a given fault. */
import type { PredictQuery, Prediction, ServerFault } from '../types';

export interface Handshake {
  readonly tls: boolean;
  readonly chain: boolean | null;
  readonly hostname: boolean | null;
  readonly crl: boolean | null;
  /** Revocation by OCSP that the driver does itself, and whether it insists on a staple where the certificate does. */
  readonly ocsp: Prediction['ocsp'];
  /** The server's CA is trusted: named by an option or a variable, taken as right. */
  readonly trusted: boolean;
  /** Does a name that stands only in the certificate's CN count? */
  readonly commonName: boolean;
  /** Does the driver still speak TLS 1.1? null: depends on the runtime. */
  readonly tls11: boolean | null;
}

/** Debian's policy manual, 9.2.3: `/nonexistent` never exists. A connection that must read a file below it is not made. */
export function readsImpossibleFile(query: PredictQuery): boolean {
  if (/[?&](?:tls|ssl)\w*=(?:%2F|\/)nonexistent(?:%2F|\/)/i.test(query.uri ?? '')) return true;
  return Object.entries(query.options ?? {}).some(
    ([name, value]) =>
      /^(?:tls|ssl)/i.test(name) && typeof value === 'string' && value.startsWith('/nonexistent/'),
  );
}

/** Is the connection made? null where it honestly depends on something unknown. */
export function connects(server: ServerFault, by: Handshake): boolean | null {
  if (server === 'plain') return !by.tls;
  if (!by.tls) return false;
  if (server === 'tls11' && by.tls11 !== true) return by.tls11;
  if (by.chain && !by.trusted) return false;
  switch (server) {
    case 'good':
      return true;
    case 'tls11':
      return true;
    case 'wronghost':
      return !by.hostname;
    case 'unknownca':
    case 'expired':
      return !by.chain;
    case 'revoked':
      return !(by.chain && by.crl);
    case 'ocsp':
      return by.ocsp === null ? null : !(by.chain && (by.ocsp === 'both' || by.ocsp === 'endpoint'));
    case 'muststaple':
      return by.ocsp === null ? null : !(by.chain && (by.ocsp === 'both' || by.ocsp === 'staple'));
    case 'cnonly':
      return !by.hostname || by.commonName;
  }
}

/** Building blocks of a prediction: a refusal, a client that was made, and whether a handshake with a faulty server succeeds. */
import type { Aspect, Decision, PredictQuery, Prediction, ServerFault } from '../types';

/** The one fault that a server of a query can have. */
export const serverFaults: readonly ServerFault[] = [
  'good',
  'wronghost',
  'unknownca',
  'expired',
  'revoked',
  'ocsp',
  'muststaple',
  'cnonly',
  'tls11',
  'plain',
];

/** What a client that was made will do. `null`: honestly not known. */
export interface Behaviour {
  readonly warnings: readonly string[];
  readonly tls: boolean;
  /** Checks made when TLS is on; `accepted` blanks them when it is off. */
  readonly chain: boolean | null;
  readonly hostname: boolean | null;
  readonly crl: boolean | null;
  readonly ocsp: Prediction['ocsp'];
  readonly clientCertificate: boolean | null;
  readonly minProtocol: string | null;
  readonly decidedBy: Readonly<Partial<Record<Aspect, Decision>>>;
}

/** What a driver does with a server's certificate that no option decides. */
export interface Handshake {
  /** Files of authorities that the settings name: what is trusted is then known. */
  readonly caFile?: string | undefined;
  /** True: the right authority is trusted for another reason: a variable, a context, or no option says more than the runtime's store. */
  readonly trustElsewhere?: boolean;
  /** Is a certificate accepted whose host name is in the common name only? */
  readonly commonName: boolean | null;
  /** Is a must-staple certificate without a staple refused? */
  readonly mustStaple: boolean;
  /** Does the driver still speak TLS 1.1? Where it is left out, its lowest version decides. */
  readonly tls11?: boolean | null;
}

export const byDefault: Decision = { kind: 'default' };
export const byScheme: Decision = { kind: 'scheme' };

/** The decision of an option of the connection string, by its name as written. */
export function byUri(name: string): Decision {
  return { kind: 'option', name, place: 'uri' };
}

/** The decision of an option beside the connection string, by its name as written. */
export function byOption(name: string): Decision {
  return { kind: 'option', name, place: 'options' };
}

/**
 * The driver refuses to make the client. `error` is left out for languages without error classes; `query` adds
 * `connected` when it names a server.
 */
export function refused(
  error: string | undefined,
  message: string,
  warnings: readonly string[] = [],
  query?: PredictQuery,
): Prediction {
  return {
    outcome: 'error',
    ...(error === undefined ? {} : { error }),
    message,
    warnings,
    tls: false,
    chain: null,
    hostname: null,
    crl: null,
    ocsp: null,
    clientCertificate: null,
    minProtocol: null,
    ...(query?.server === undefined ? {} : { connected: false }),
    decidedBy: {},
  };
}

/** The client is made. Adds `connected` when the query names a server. */
export function accepted(query: PredictQuery, behaviour: Behaviour, handshake: Handshake): Prediction {
  const { tls } = behaviour;
  const made: Prediction = {
    outcome: 'ok',
    warnings: behaviour.warnings,
    tls,
    chain: tls ? behaviour.chain : null,
    hostname: tls ? behaviour.hostname : null,
    crl: tls ? behaviour.crl : null,
    ocsp: tls ? behaviour.ocsp : null,
    clientCertificate: tls ? behaviour.clientCertificate : null,
    minProtocol: tls ? behaviour.minProtocol : null,
    decidedBy: tls ? behaviour.decidedBy : { tls: behaviour.decidedBy.tls ?? byDefault },
  };
  return query.server === undefined ? made : { ...made, connected: connects(query, made, handshake) };
}

/** Debian's policy manual, 9.2.3: `/nonexistent` never exists. A connection that must read a file below it is not made. */
function readsImpossibleFile({ uri, options }: PredictQuery, caFile: string | undefined): boolean {
  const impossible = (path: unknown): boolean => typeof path === 'string' && path.startsWith('/nonexistent/');
  return (
    impossible(caFile) ||
    (typeof uri === 'string' && /[?&](?:tls|ssl)\w*=(?:%2F|\/)nonexistent(?:%2F|\/)/i.test(uri)) ||
    Object.entries(options ?? {}).some(([name, value]) => /^(?:tls|ssl)/i.test(name) && impossible(value))
  );
}

/** Would a driver with these checks connect to a server with this one fault? `null` when a check that decides is not known. */
function connects(query: PredictQuery, made: Prediction, handshake: Handshake): boolean | null {
  const { server } = query;
  if (!made.tls) return server === 'plain';
  if (server === 'plain' || readsImpossibleFile(query, handshake.caFile)) return false;
  if (server === 'tls11') {
    const old = made.minProtocol === 'TLS 1.0' || made.minProtocol === 'TLS 1.1';
    return handshake.tls11 !== undefined ? handshake.tls11 : old ? null : false;
  }
  const { chain } = made;
  if (server === 'unknownca' || server === 'expired') return chain === null ? null : !chain;
  const trusted = handshake.caFile !== undefined || handshake.trustElsewhere === true;
  if (chain === null) return null;
  if (chain && !trusted) return false;
  switch (server) {
    case 'wronghost':
      return made.hostname === null ? null : !made.hostname;
    case 'cnonly':
      if (made.hostname === false || handshake.commonName) return true;
      return made.hostname === null || handshake.commonName === null ? null : false;
    case 'revoked':
      // A list is consulted while the chain is checked, and what it says is dropped where the chain's faults are.
      return chain === false ? true : made.crl === null ? null : !made.crl;
    case 'ocsp':
      return made.ocsp === null ? null : made.ocsp === 'none' || made.ocsp === 'staple';
    case 'muststaple':
      return made.ocsp === null
        ? null
        : !handshake.mustStaple || made.ocsp === 'none' || made.ocsp === 'endpoint';
    default:
      return true;
  }
}

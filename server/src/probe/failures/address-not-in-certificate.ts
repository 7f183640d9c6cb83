/** Connected by IP address. */
import { defineFailure, list } from './failure';

export default defineFailure({
  id: 'address-not-in-certificate',
  stage: 'hostname',
  category: 'hostname',
  kind: 'hostname',
  recognise: (fault) => fault.address,
  title: (fault) => `The certificate is not for the address ${fault.host}; it names ${list(fault.names)}.`,
  fix: (fault) =>
    `${fault.names.some((n) => !/^[\d.]+$|:/.test(n)) ? `Connect by a name that it has: ${list(fault.names.filter((n) => !/^[\d.]+$|:/.test(n)))}.` : `Issue it again with subjectAltName=IP:${fault.host}.`} A DNS entry never matches an address.`,
  remedy: (fault) =>
    fault.nearest && !fault.nearest.includes('*')
      ? { kind: 'host', from: fault.host, to: fault.nearest }
      : undefined,
  source: {
    repo: 'openssl/openssl',
    ref: 'openssl-3.0.19',
    path: 'crypto/x509/v3_utl.c',
    note: 'do_x509_check; RFC 9525, before it RFC 6125',
  },
});

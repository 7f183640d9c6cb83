/** The name is not in the certificate. */
import { defineFailure, list } from './failure';

export default defineFailure({
  id: 'wrong-host',
  stage: 'hostname',
  category: 'hostname',
  kind: 'hostname',
  title: (fault) =>
    `The certificate is not for ${fault.host}; it names ${fault.names.length > 0 ? list(fault.names) : (fault.commonName ?? 'nothing')}.`,
  fix: (fault) =>
    `${fault.nearest ? `Connect by ${fault.nearest}, or issue` : 'Connect by a name that it has, or issue'} the certificate again with subjectAltName=DNS:${fault.host}.`,
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

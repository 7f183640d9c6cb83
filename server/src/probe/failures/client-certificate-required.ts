/** None was presented. */
import { defineFailure, list } from './failure';

export default defineFailure({
  id: 'client-certificate-required',
  stage: 'handshake',
  category: 'client-cert',
  kind: 'clientCertificate',
  recognise: (fault) => fault.problem === 'missing',
  title: () => `The server demands a client certificate, and these settings present none.`,
  fix: (fault) =>
    `Set tlsCertificateKeyFile to a PEM file with a client certificate and its key.${fault.authorities.length ? ` The server takes certificates of: ${list(fault.authorities)}.` : ''}`,
  remedy: () => ({ kind: 'file', option: 'tlsCertificateKeyFile' }),
  source: {
    repo: 'mongodb/mongo',
    ref: '39f7c90',
    path: 'src/mongo/util/net/ssl_manager_openssl.cpp',
    note: 'parseAndValidatePeerCertificate: "no SSL certificate provided by peer; connection rejected"',
  },
});

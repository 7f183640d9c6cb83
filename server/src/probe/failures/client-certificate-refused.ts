/** Refused for another reason. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'client-certificate-refused',
  stage: 'handshake',
  category: 'client-cert',
  kind: 'clientCertificate',
  title: (fault) =>
    `The server refuses the client certificate${fault.alert ? ` (TLS alert ${fault.alert})` : ''}.`,
  fix: () =>
    `Look into the server log at this time; check the chain of the certificate, its revocation, and that it is not the certificate of a cluster member.`,
  source: {
    repo: 'mongodb/mongo',
    ref: '39f7c90',
    path: 'src/mongo/util/net/ssl_manager_openssl.cpp',
    note: 'parseAndValidatePeerCertificate: "SSL peer certificate validation failed"',
  },
});

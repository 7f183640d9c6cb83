/** No clientAuth. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'client-certificate-purpose',
  stage: 'handshake',
  category: 'client-cert',
  kind: 'clientCertificate',
  recognise: (fault) => fault.problem === 'purpose',
  title: () => `The client certificate may not be used by clients: its extendedKeyUsage has no clientAuth.`,
  fix: () => `Have it issued again with extendedKeyUsage=clientAuth.`,
  source: {
    repo: 'mongodb/mongo',
    ref: '39f7c90',
    path: 'src/mongo/util/net/ssl_manager_openssl.cpp',
    note: 'parseAndValidatePeerCertificate: "SSL peer certificate validation failed"',
  },
});

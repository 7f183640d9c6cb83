/** Out of date. */
import { day, defineFailure } from './failure';

export default defineFailure({
  id: 'client-certificate-expired',
  stage: 'handshake',
  category: 'client-cert',
  kind: 'clientCertificate',
  recognise: (fault) => fault.problem === 'expired',
  title: (fault) =>
    `The client certificate expired${fault.certificate ? ` on ${day(fault.certificate.notAfter)}` : ''}.`,
  fix: () => `Have a new client certificate issued and put it into tlsCertificateKeyFile.`,
  remedy: () => ({ kind: 'file', option: 'tlsCertificateKeyFile' }),
  source: {
    repo: 'mongodb/mongo',
    ref: '39f7c90',
    path: 'src/mongo/util/net/ssl_manager_openssl.cpp',
    note: 'parseAndValidatePeerCertificate: "SSL peer certificate validation failed"',
  },
});

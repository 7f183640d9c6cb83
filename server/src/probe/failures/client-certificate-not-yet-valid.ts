/** From the future. */
import { day, defineFailure } from './failure';

export default defineFailure({
  id: 'client-certificate-not-yet-valid',
  stage: 'handshake',
  category: 'client-cert',
  kind: 'clientCertificate',
  recognise: (fault) => fault.problem === 'notYetValid',
  title: (fault) =>
    `The client certificate is not valid before ${fault.certificate ? day(fault.certificate.notBefore) : 'a later day'}.`,
  fix: () => `Check the clock of the machine that issued it, and the server clock.`,
  source: {
    repo: 'mongodb/mongo',
    ref: '39f7c90',
    path: 'src/mongo/util/net/ssl_manager_openssl.cpp',
    note: 'parseAndValidatePeerCertificate: "SSL peer certificate validation failed"',
  },
});

/** From a CA that the server does not know. */
import { defineFailure, list } from './failure';

export default defineFailure({
  id: 'client-certificate-unknown-ca',
  stage: 'handshake',
  category: 'client-cert',
  kind: 'clientCertificate',
  recognise: (fault) => fault.problem === 'unknownCa',
  title: (fault) =>
    `The server does not know the CA of the client certificate (issued by "${fault.certificate?.issuer ?? ''}").`,
  fix: (fault) =>
    `Use a certificate of one of these: ${list(fault.authorities)}. Or add its CA to net.tls.CAFile (or clusterCAFile) of the server.`,
  remedy: () => ({ kind: 'file', option: 'tlsCertificateKeyFile' }),
  source: {
    repo: 'mongodb/mongo',
    ref: '39f7c90',
    path: 'src/mongo/util/net/ssl_manager_openssl.cpp',
    note: 'parseAndValidatePeerCertificate: "SSL peer certificate validation failed"',
  },
});

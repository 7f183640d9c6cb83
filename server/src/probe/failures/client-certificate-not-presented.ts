/** The driver does not read the file. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'client-certificate-not-presented',
  stage: 'handshake',
  category: 'client-cert',
  kind: 'clientCertificate',
  recognise: (fault) => fault.problem === 'notPresented',
  title: () =>
    `The server demands a client certificate, and this driver does not read tlsCertificateKeyFile.`,
  fix: () =>
    `Give the certificate in the way of the driver: a key store (Java), SslSettings.ClientCertificates (.NET).`,
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/uri-options/uri-options.md' },
});

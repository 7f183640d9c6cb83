/** The server does not send its whole chain. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'missing-intermediate',
  stage: 'chain',
  category: 'verification',
  kind: 'verify',
  recognise: (fault) => fault.hint === 'missingIntermediate',
  title: (fault) =>
    `The certificate of the CA "${fault.certificate.issuer}" is missing: the server does not send it, and ${fault.store} does not have it.`,
  fix: () =>
    `Put the intermediate certificate after the server certificate in net.tls.certificateKeyFile of the server.`,
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

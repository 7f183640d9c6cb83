/** The CA file ends before the root. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'ca-intermediate-only',
  stage: 'chain',
  category: 'verification',
  kind: 'verify',
  recognise: (fault) => fault.hint === 'intermediateOnly',
  title: (fault) =>
    `The CA file has the intermediate "${fault.certificate.subject}" but not the root "${fault.certificate.issuer}" above it.`,
  fix: () =>
    `Add the root certificate to tlsCAFile: OpenSSL, and so most drivers, want a self-signed root at the end.`,
  remedy: () => ({ kind: 'file', option: 'tlsCAFile' }),
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

/** Anything else. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'chain-not-trusted',
  stage: 'chain',
  category: 'verification',
  kind: 'verify',
  title: (fault) => `The certificate chain cannot be verified (code ${fault.code}).`,
  fix: () => `Look at the chain below and at the CA file.`,
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

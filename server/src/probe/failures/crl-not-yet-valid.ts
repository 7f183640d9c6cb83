/** thisUpdate is in the future. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'crl-not-yet-valid',
  stage: 'revocation',
  category: 'revocation',
  kind: 'crl',
  recognise: (fault) => fault.problem.code === 11,
  title: () => `The CRL is from the future.`,
  fix: () => `Check the clock of this machine and of the CA.`,
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

/** Not signed by the issuer. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'crl-bad-signature',
  stage: 'revocation',
  category: 'revocation',
  kind: 'crl',
  recognise: (fault) => fault.problem.code === 8,
  title: (fault) => `The signature of the CRL does not fit the CA "${fault.problem.certificate.issuer}".`,
  fix: () => `Fetch the CRL again from the CA.`,
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

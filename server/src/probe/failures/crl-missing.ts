/** No CRL of the issuer. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'crl-missing',
  stage: 'revocation',
  category: 'revocation',
  kind: 'crl',
  title: (fault) => `tlsCRLFile has no CRL of the CA "${fault.problem.certificate.issuer}".`,
  fix: (fault) =>
    `Add the CRL of that CA to the file${fault.problem.depth > 0 ? '; Node wants one for every CA of the chain' : ''}.`,
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

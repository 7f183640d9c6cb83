/** On the list. */
import { day, defineFailure } from './failure';

export default defineFailure({
  id: 'revoked-by-crl',
  stage: 'revocation',
  category: 'revocation',
  kind: 'crl',
  recognise: (fault) => fault.problem.code === 23,
  title: (fault) =>
    `The CRL lists the certificate "${fault.problem.certificate.subject}" as revoked${fault.problem.revokedAt ? ` since ${day(fault.problem.revokedAt)}` : ''}.`,
  fix: () => `Do not trust this server until its owner has a new certificate.`,
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

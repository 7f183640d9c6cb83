/** nextUpdate is past. */
import { day, defineFailure } from './failure';

export default defineFailure({
  id: 'crl-expired',
  stage: 'revocation',
  category: 'revocation',
  kind: 'crl',
  recognise: (fault) => fault.problem.code === 12,
  title: (fault) =>
    `The CRL is out of date${fault.problem.crl?.nextUpdate ? ` since ${day(fault.problem.crl.nextUpdate)}` : ''}.`,
  fix: () => `Fetch the current CRL from the CA, and keep doing it before nextUpdate.`,
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

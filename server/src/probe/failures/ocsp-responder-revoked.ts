/** The responder says revoked. */
import { day, defineFailure } from './failure';

export default defineFailure({
  id: 'ocsp-responder-revoked',
  stage: 'revocation',
  category: 'revocation',
  kind: 'ocsp',
  title: (fault) =>
    `The OCSP responder of the CA says that the server certificate is revoked${fault.outcome.answer?.readable && fault.outcome.answer.revokedAt ? ` since ${day(fault.outcome.answer.revokedAt)}` : ''}.`,
  fix: () => `Do not trust this server until its owner has a new certificate.`,
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/ocsp-support/ocsp-support.md' },
});

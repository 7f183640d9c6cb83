/** The staple cannot be taken. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'ocsp-staple-invalid',
  stage: 'revocation',
  category: 'revocation',
  kind: 'ocsp',
  recognise: (fault) => fault.outcome.problem === 'stapleInvalid',
  title: (fault) => `${fault.outcome.because[0]!.toUpperCase() + fault.outcome.because.slice(1)}.`,
  fix: () =>
    `Let the server fetch a fresh response: check its clock, its way to the OCSP responder, and the certificate of the responder.`,
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/ocsp-support/ocsp-support.md' },
});

/** Must-staple and no staple. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'must-staple-missing',
  stage: 'revocation',
  category: 'revocation',
  kind: 'ocsp',
  recognise: (fault) => fault.outcome.problem === 'noStaple',
  title: () => `The certificate demands OCSP stapling (must-staple), and the server staples nothing.`,
  fix: () =>
    `Let the server reach the OCSP responder of its CA (mongod staples from 4.4 on), or use a certificate without must-staple.`,
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/ocsp-support/ocsp-support.md' },
});

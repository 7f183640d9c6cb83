/** The server does not offer the mechanism. */
import { defineFailure, list } from './failure';

export default defineFailure({
  id: 'auth-mechanism-unknown',
  stage: 'auth',
  category: 'auth',
  kind: 'auth',
  recognise: (fault) => fault.problem === 'mechanism',
  title: (fault) => `The server does not offer ${fault.mechanism} to this user.`,
  fix: (fault) => `${fault.offered ? `Use one of: ${list(fault.offered)}.` : 'Check authMechanism.'}`,
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/auth/auth.md' },
});

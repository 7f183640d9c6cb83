/** The server does not know the password. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'server-proof-wrong',
  stage: 'auth',
  category: 'auth',
  kind: 'auth',
  recognise: (fault) => fault.problem === 'serverProof',
  title: () => `The server could not prove that it knows the password: it may be another server.`,
  fix: () => `Check host and certificate; do not send the password elsewhere.`,
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/auth/auth.md' },
});

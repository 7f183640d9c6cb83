/** Closed during authentication. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'auth-interrupted',
  stage: 'auth',
  category: 'auth',
  kind: 'auth',
  recognise: (fault) => fault.problem === 'stopped',
  title: (fault) => `The server ended the connection during authentication with ${fault.mechanism}.`,
  fix: () => `Look into the server log at this time.`,
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/auth/auth.md' },
});

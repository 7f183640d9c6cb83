/** User, password or authSource. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'auth-failed',
  stage: 'auth',
  category: 'auth',
  kind: 'auth',
  title: (fault) =>
    `TLS is fine; the server refuses user or password with ${fault.mechanism}${fault.code ? ` (error ${fault.code})` : ''}.`,
  fix: () =>
    `Check user, password and authSource (the database in which the user was created, often admin). Special characters of the password must be percent-encoded in a URI.`,
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/auth/auth.md' },
});

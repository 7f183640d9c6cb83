/** No such user in $external. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'x509-user-unknown',
  stage: 'auth',
  category: 'auth',
  kind: 'auth',
  recognise: (fault) => fault.mechanism === 'MONGODB-X509',
  title: (fault) =>
    `The server accepts the certificate but has no user in \$external for its subject${fault.code ? ` (error ${fault.code})` : ''}.`,
  fix: () =>
    `Create the user with exactly the subject of the certificate (openssl x509 -subject -nameopt RFC2253). It must differ from the members' subjects in O, OU or DC.`,
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/auth/auth.md' },
});

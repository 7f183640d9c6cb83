/** Alert 80 elsewhere. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'server-internal-error',
  stage: 'handshake',
  category: 'network',
  kind: 'alert',
  recognise: (fault) => fault.alert === 80,
  title: () => `The server ends the handshake with alert 80 (internal error).`,
  fix: () =>
    `Look into the server log. Behind a cloud front end it often means that your address is not on the access list.`,
  source: { repo: 'tlswg/tls13-spec', ref: 'rfc8446', path: 'draft-ietf-tls-tls13.md' },
});

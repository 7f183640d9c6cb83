/** Nonsense. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'broken-handshake',
  stage: 'handshake',
  category: 'not-tls',
  kind: 'handshakeStopped',
  recognise: (fault) => fault.stop.kind === 'error' || fault.stop.kind === 'limit',
  title: () => `What comes back is not a TLS handshake that can be followed.`,
  fix: () => `Check host and port, and look for a proxy in between.`,
  source: { repo: 'tlswg/tls13-spec', ref: 'rfc8446', path: 'draft-ietf-tls-tls13.md' },
});

/** Any other alert. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'handshake-alert',
  stage: 'handshake',
  category: 'protocol',
  kind: 'alert',
  title: (fault) => `The server ends the handshake with TLS alert ${fault.alert}.`,
  fix: () => `Look into the server log at this time: it names the reason.`,
  source: { repo: 'tlswg/tls13-spec', ref: 'rfc8446', path: 'draft-ietf-tls-tls13.md' },
});

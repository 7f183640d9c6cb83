/** Another service. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'other-protocol-on-port',
  stage: 'handshake',
  category: 'not-tls',
  kind: 'otherProtocol',
  title: (fault) => `The port answers with ${fault.protocol} ("${fault.start}").`,
  fix: () => `Check host and port.`,
  source: { repo: 'tlswg/tls13-spec', ref: 'rfc8446', path: 'draft-ietf-tls-tls13.md' },
});

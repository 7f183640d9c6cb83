/** Accepted, then silence. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'silent-server',
  stage: 'handshake',
  category: 'network',
  kind: 'handshakeStopped',
  recognise: (fault) => fault.stop.kind === 'timeout',
  title: () => `The connection is accepted and then nothing comes: neither TLS nor MongoDB answers.`,
  fix: () => `Look for a firewall or proxy that swallows the traffic, or an overloaded server.`,
  source: { repo: 'tlswg/tls13-spec', ref: 'rfc8446', path: 'draft-ietf-tls-tls13.md' },
});

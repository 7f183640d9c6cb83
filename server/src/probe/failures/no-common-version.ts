/** Alert 70. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'no-common-version',
  stage: 'handshake',
  category: 'protocol',
  kind: 'alert',
  recognise: (fault) => fault.alert === 70,
  title: () => `The server refuses every protocol version that was offered, TLS 1.0 to TLS 1.3 (alert 70).`,
  fix: () => `Look into the server log and its net.tls.disabledProtocols.`,
  source: { repo: 'tlswg/tls13-spec', ref: 'rfc8446', path: 'draft-ietf-tls-tls13.md' },
});

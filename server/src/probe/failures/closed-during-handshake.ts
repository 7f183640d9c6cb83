/** Closed when TLS begins. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'closed-during-handshake',
  stage: 'handshake',
  category: 'not-tls',
  kind: 'handshakeStopped',
  title: () => `The server closes the connection when TLS begins, and does not answer without TLS either.`,
  fix: () => `Check that TLS is on at the server (net.tls.mode) and that no IP filter is in between.`,
  source: {
    repo: 'mongodb/mongo',
    ref: '6b0141d',
    path: 'src/mongo/transport/asio/asio_session_impl.cpp',
    note: 'maybeHandshakeSSLForIngress closes without an alert when it has no TLS context',
  },
});

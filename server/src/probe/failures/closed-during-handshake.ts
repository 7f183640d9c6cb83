/** Closed when TLS begins. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'closed-during-handshake',
  stage: 'handshake',
  category: 'not-tls',
  kind: 'handshakeStopped',
  title: () => `The server closes the connection when TLS begins, and does not answer without TLS either.`,
  fix: () => `Check that TLS is on at the server (net.tls.mode) and that no IP filter is in between.`,
  source: { repo: 'mongodb/mongo', ref: 'master', path: 'src/mongo/util/net/ssl_manager_openssl.cpp' },
});

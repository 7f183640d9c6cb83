/** TLS to a server without TLS. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'plaintext-server',
  stage: 'handshake',
  category: 'not-tls',
  kind: 'plaintextServer',
  title: () => `The server on this port speaks MongoDB without TLS.`,
  fix: () =>
    `Turn TLS on at the server (net.tls.mode: requireTLS with certificateKeyFile and CAFile), or connect to its TLS port.`,
  source: {
    repo: 'mongodb/mongo',
    ref: '6b0141d',
    path: 'src/mongo/transport/asio/asio_session_impl.cpp',
    note: 'maybeHandshakeSSLForIngress: "SSL handshake received but server is started without SSL support"',
  },
});

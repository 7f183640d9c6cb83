/** Closed after the greeting. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'closed-after-hello',
  stage: 'hello',
  category: 'network',
  kind: 'greetingStopped',
  title: () => `The server closes the connection at the first MongoDB message.`,
  fix: () => `Look into the server log: an IP filter, a connection limit, or a refused client.`,
  source: {
    repo: 'mongodb/mongo',
    ref: '6b0141d',
    path: 'src/mongo/transport/asio/asio_session_impl.cpp',
    note: 'maybeHandshakeSSLForIngress: the certificate of the client is judged after the handshake',
  },
});

/** Plaintext to a server that wants TLS. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'tls-required',
  stage: 'hello',
  category: 'server-expects-tls',
  kind: 'tlsServer',
  title: () => `The server speaks TLS, and these settings connect without it.`,
  fix: () => `Add tls=true, and tlsCAFile when the certificate is from a CA of your own.`,
  remedy: () => ({ kind: 'set', option: 'tls', value: 'true' }),
  source: {
    repo: 'mongodb/mongo',
    ref: '6b0141d',
    path: 'src/mongo/transport/asio/asio_session_impl.cpp',
    note: 'maybeHandshakeSSLForIngress: "The server is configured to only allow SSL connections"',
  },
});

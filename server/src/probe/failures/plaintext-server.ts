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
  source: { repo: 'mongodb/mongo', ref: 'master', path: 'src/mongo/util/net/ssl_manager_openssl.cpp' },
});

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
  source: { repo: 'mongodb/mongo', ref: 'master', path: 'src/mongo/util/net/ssl_manager_openssl.cpp' },
});

/** Only TLS 1.1 or older. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'tls-version-too-old',
  stage: 'range',
  category: 'protocol',
  kind: 'versions',
  title: (fault) =>
    `The server offers ${fault.offered} at most, and the driver wants ${fault.wanted} or newer.`,
  fix: () =>
    `Turn on TLS 1.2 or 1.3 at the server (update MongoDB and its OpenSSL; net.tls.disabledProtocols must not list them).`,
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'CHANGES.md' },
});

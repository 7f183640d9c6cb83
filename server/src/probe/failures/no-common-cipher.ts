/** Alert 40 or 71 to the hello. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'no-common-cipher',
  stage: 'handshake',
  category: 'protocol',
  kind: 'alert',
  recognise: (fault) => fault.alert === 40 || fault.alert === 71,
  title: (fault) =>
    `The server finds no common cipher suite, key exchange or certificate type (alert ${fault.alert}).`,
  fix: () => `Upgrade the server, or give it a certificate with an RSA or ECDSA key and suites with ECDHE.`,
  source: { repo: 'tlswg/tls13-spec', ref: 'rfc8446', path: 'draft-ietf-tls-tls13.md' },
});

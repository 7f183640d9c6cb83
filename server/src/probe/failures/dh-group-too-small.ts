/** Weak Diffie-Hellman. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'dh-group-too-small',
  stage: 'range',
  category: 'protocol',
  kind: 'dhTooSmall',
  title: (fault) =>
    `The server uses a Diffie-Hellman group of ${fault.bits} bits, too small for ${fault.library}.`,
  fix: () =>
    `Give the server a group of 2048 bits or more (net.tls / opensslDiffieHellmanParameters), or ECDHE.`,
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'ssl/t1_lib.c' },
});

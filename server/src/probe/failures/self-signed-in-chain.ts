/** The server sends a root that is not trusted. */
import { defineFailure } from './failure';
import { verifyCode } from '../x509/path';

export default defineFailure({
  id: 'self-signed-in-chain',
  stage: 'chain',
  category: 'verification',
  kind: 'verify',
  recognise: (fault) => fault.code === verifyCode.selfSignedInChain,
  title: (fault) =>
    `The server sends the root "${fault.certificate.subject}", and it is not in ${fault.store}.`,
  fix: () =>
    `If this is your CA, point tlsCAFile to its certificate. If not, something intercepts the connection.`,
  remedy: () => ({ kind: 'file', option: 'tlsCAFile' }),
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

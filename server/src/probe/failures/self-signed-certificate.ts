/** The server certificate is its own issuer. */
import { defineFailure } from './failure';
import { verifyCode } from '../x509/path';

export default defineFailure({
  id: 'self-signed-certificate',
  stage: 'chain',
  category: 'verification',
  kind: 'verify',
  recognise: (fault) => fault.code === verifyCode.selfSignedLeaf,
  title: (fault) => `The server certificate is self-signed, and it is not in ${fault.store}.`,
  fix: () =>
    `Point tlsCAFile to this certificate after checking its fingerprint with the owner of the server, or better: have one issued by a CA.`,
  remedy: () => ({ kind: 'file', option: 'tlsCAFile' }),
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

/** Signed with SHA-1 or MD5. */
import { defineFailure, place } from './failure';
import { verifyCode } from '../x509/path';

export default defineFailure({
  id: 'weak-signature',
  stage: 'chain',
  category: 'verification',
  kind: 'verify',
  recognise: (fault) => fault.code === verifyCode.digestTooWeak,
  title: (fault) =>
    `The ${place(fault.depth, fault.certificate)} is signed with ${fault.certificate.signature.weakHash ?? 'an old hash'}, which is no longer accepted.`,
  fix: () => `Issue it again with SHA-256.`,
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

/** Too short or signed with SHA-1. */
import { defineFailure, place } from './failure';
import { verifyCode } from '../x509/path';

export default defineFailure({
  id: 'weak-key',
  stage: 'chain',
  category: 'verification',
  kind: 'verify',
  recognise: (fault) => fault.code === verifyCode.leafKeyTooWeak || fault.code === verifyCode.caKeyTooWeak,
  title: (fault) =>
    `The key of the ${place(fault.depth, fault.certificate)} is too short (${fault.certificate.key.bits ?? '?'} bits).`,
  fix: () => `Issue it again with RSA 2048 or more, or ECDSA P-256.`,
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

/** Nobody knows a critical extension. */
import { defineFailure, place } from './failure';
import { verifyCode } from '../x509/path';

export default defineFailure({
  id: 'unknown-critical-extension',
  stage: 'chain',
  category: 'verification',
  kind: 'verify',
  recognise: (fault) => fault.code === verifyCode.unhandledCritical,
  title: (fault) =>
    `The ${place(fault.depth, fault.certificate)} has a critical extension that TLS libraries do not know.`,
  fix: () => `Issue it again without that extension.`,
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

/** The CA may not speak for this name. */
import { defineFailure } from './failure';
import { verifyCode } from '../x509/path';

export default defineFailure({
  id: 'name-constraint',
  stage: 'chain',
  category: 'verification',
  kind: 'verify',
  recognise: (fault) =>
    fault.code === verifyCode.permittedViolation || fault.code === verifyCode.excludedViolation,
  title: () =>
    `The CA that issued the server certificate is not allowed to issue for its names (name constraints).`,
  fix: () => `Use names inside the permitted domains, or a CA that is not limited.`,
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

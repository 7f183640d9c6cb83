/** pathlen exceeded. */
import { defineFailure, place } from './failure';
import { verifyCode } from '../x509/path';

export default defineFailure({
  id: 'path-too-long',
  stage: 'chain',
  category: 'verification',
  kind: 'verify',
  recognise: (fault) => fault.code === verifyCode.pathLengthExceeded,
  title: (fault) =>
    `The ${place(fault.depth, fault.certificate)} does not allow so many CAs below it (path length).`,
  fix: () => `Issue the certificate from a CA that is allowed to, or raise pathlen of the CA above.`,
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

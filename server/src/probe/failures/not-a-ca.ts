/** A certificate that is no CA issued another. */
import { defineFailure, place } from './failure';
import { verifyCode } from '../x509/path';

export default defineFailure({
  id: 'not-a-ca',
  stage: 'chain',
  category: 'verification',
  kind: 'verify',
  recognise: (fault) => fault.code === verifyCode.invalidCa || fault.code === verifyCode.noCertSign,
  title: (fault) =>
    `The ${place(fault.depth, fault.certificate)} issued a certificate, but it is not allowed to act as a CA.`,
  fix: () =>
    `Issue the CA certificate again with basicConstraints=critical,CA:TRUE and keyUsage=keyCertSign.`,
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

/** X.509 version 1. */
import { defineFailure } from './failure';
import { verifyCode } from '../x509/path';

export default defineFailure({
  id: 'old-certificate-version',
  stage: 'chain',
  category: 'verification',
  kind: 'verify',
  recognise: (fault) => fault.code === verifyCode.notVersion3,
  title: (fault) =>
    `The server certificate is of X.509 version ${fault.certificate.version}, and this driver wants version 3.`,
  fix: () => `Issue it with extensions (subjectAltName at least): openssl x509 -req needs -extfile for that.`,
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

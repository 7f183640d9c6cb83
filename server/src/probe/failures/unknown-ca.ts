/** No trusted issuer. */
import { defineFailure } from './failure';
import { verifyCode } from '../x509/path';

export default defineFailure({
  id: 'unknown-ca',
  stage: 'chain',
  category: 'verification',
  kind: 'verify',
  recognise: (fault) =>
    fault.code === verifyCode.unableToGetIssuerLocally || fault.code === verifyCode.unableToGetIssuer,
  title: (fault) => `The CA "${fault.certificate.issuer}" is not in ${fault.store}.`,
  fix: () => `Point tlsCAFile to the certificate of that CA.`,
  remedy: () => ({ kind: 'file', option: 'tlsCAFile' }),
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

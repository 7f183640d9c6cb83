/** A certificate of the path is from the future. */
import { day, defineFailure, place } from './failure';
import { verifyCode } from '../x509/path';

export default defineFailure({
  id: 'certificate-not-yet-valid',
  stage: 'chain',
  category: 'verification',
  kind: 'verify',
  recognise: (fault) => fault.code === verifyCode.notYetValid,
  title: (fault) =>
    `The ${place(fault.depth, fault.certificate)} is not valid before ${day(fault.certificate.notBefore)}.`,
  fix: () => `Check the clock of this machine and of the machine that issued the certificate.`,
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

/** A certificate of the path is out of date. */
import { day, defineFailure, place } from './failure';
import { verifyCode } from '../x509/path';

export default defineFailure({
  id: 'certificate-expired',
  stage: 'chain',
  category: 'verification',
  kind: 'verify',
  recognise: (fault) => fault.code === verifyCode.expired,
  title: (fault) =>
    `The ${place(fault.depth, fault.certificate)} expired on ${day(fault.certificate.notAfter)}.`,
  fix: () =>
    `Renew it. When only a root or intermediate is out of date, put its current version into the chain or the CA file; check the clock of this machine too.`,
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

/** A signature in the chain is wrong. */
import { defineFailure, place } from './failure';
import { verifyCode } from '../x509/path';

export default defineFailure({
  id: 'bad-signature',
  stage: 'chain',
  category: 'verification',
  kind: 'verify',
  recognise: (fault) => fault.code === verifyCode.signatureFailure,
  title: (fault) => `The signature of the ${place(fault.depth, fault.certificate)} does not fit its issuer.`,
  fix: () => `Get the current certificates from whoever runs the CA.`,
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

/** A CA certificate as the server certificate. */
import { defineFailure } from './failure';
import { verifyCode } from '../x509/path';

export default defineFailure({
  id: 'ca-as-server-certificate',
  stage: 'chain',
  category: 'verification',
  kind: 'verify',
  recognise: (fault) => fault.code === verifyCode.caAsLeaf,
  title: () => `The server uses a CA certificate as its own, which this driver refuses.`,
  fix: () => `Issue a server certificate with basicConstraints=CA:FALSE.`,
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

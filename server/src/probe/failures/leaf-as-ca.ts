/** The CA file holds the server certificate instead of its CA. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'leaf-as-ca',
  stage: 'chain',
  category: 'verification',
  kind: 'verify',
  recognise: (fault) => fault.hint === 'leafAsCa',
  title: () => `tlsCAFile holds the server certificate itself, and not the CA that issued it.`,
  fix: (fault) => `Put the certificate of the CA "${fault.certificate.issuer}" into tlsCAFile.`,
  remedy: () => ({ kind: 'file', option: 'tlsCAFile' }),
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

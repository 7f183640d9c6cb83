/** A CA of that name, with another key. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'ca-key-differs',
  stage: 'chain',
  category: 'verification',
  kind: 'verify',
  recognise: (fault) => fault.hint === 'wrongKey',
  title: (fault) =>
    `There is a CA named "${fault.certificate.issuer}" in ${fault.store}, but with another key than the one that signed.`,
  fix: () =>
    `The CA was renewed or is another one of the same name: get its current certificate from whoever runs it.`,
  remedy: () => ({ kind: 'file', option: 'tlsCAFile' }),
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

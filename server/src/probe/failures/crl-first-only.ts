/** Node reads one CRL of a file. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'crl-first-only',
  stage: 'revocation',
  category: 'revocation',
  kind: 'crl',
  recognise: (fault) => fault.problem.code === 3 && fault.firstOnly,
  title: (fault) =>
    `The Node driver reads only the first CRL of tlsCRLFile and wants one for every CA of the chain: the one of "${fault.problem.certificate.issuer}" is missing.`,
  fix: () =>
    `Pass the lists one by one instead of tlsCRLFile: crl: [bufferOfIntermediateCrl, bufferOfRootCrl].`,
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

/** A CA file without a usable certificate. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'ca-file-unusable',
  stage: 'files',
  category: 'key-file',
  kind: 'file',
  recognise: (fault) => fault.option === 'tlsCAFile' && fault.problem === 'unusable',
  title: (fault) =>
    `tlsCAFile "${fault.path}" is ${fault.nature ?? 'not usable'}: it holds no CA certificate that a driver can read.`,
  fix: () =>
    `Give the CA certificate in PEM form (text with -----BEGIN CERTIFICATE----- on a line of its own). From DER: openssl x509 -inform DER -in ca.der -out ca.pem.`,
  remedy: (fault) => (fault.option === 'tlsCRLFile' ? undefined : { kind: 'file', option: fault.option }),
  source: {
    repo: 'nodejs/node',
    ref: 'v20.20.2',
    path: 'src/crypto/crypto_context.cc',
    note: 'Node loads such a file silently and fails later with UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  },
});

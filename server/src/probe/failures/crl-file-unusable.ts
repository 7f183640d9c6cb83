/** A CRL file without a CRL. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'crl-file-unusable',
  stage: 'files',
  category: 'key-file',
  kind: 'file',
  recognise: (fault) => fault.option === 'tlsCRLFile',
  title: (fault) =>
    `tlsCRLFile "${fault.path}" is ${fault.nature ?? 'not usable'}: it holds no revocation list that a driver can read.`,
  fix: () => `Give the CRL in PEM form. From DER: openssl crl -inform DER -in list.crl -out list.pem.`,
  source: { repo: 'nodejs/node', ref: 'v20.20.2', path: 'src/crypto/crypto_context.cc' },
});

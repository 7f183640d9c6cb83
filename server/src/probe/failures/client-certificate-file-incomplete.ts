/** No certificate in the file. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'client-certificate-file-incomplete',
  stage: 'files',
  category: 'key-file',
  kind: 'file',
  recognise: (fault) => fault.problem === 'noCertificate',
  title: (fault) => `"${fault.path}" holds a private key and no certificate.`,
  fix: () => `tlsCertificateKeyFile needs both in one file: cat client.key client.crt > client.pem.`,
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/uri-options/uri-options.md' },
});

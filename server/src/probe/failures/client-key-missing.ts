/** No key in the file. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'client-key-missing',
  stage: 'files',
  category: 'key-file',
  kind: 'file',
  recognise: (fault) => fault.problem === 'noKey',
  title: (fault) => `"${fault.path}" holds a certificate and no private key.`,
  fix: () => `tlsCertificateKeyFile needs both in one file: cat client.key client.crt > client.pem.`,
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/uri-options/uri-options.md' },
});

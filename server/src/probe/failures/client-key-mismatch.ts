/** Key and certificate do not belong together. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'client-key-mismatch',
  stage: 'files',
  category: 'key-file',
  kind: 'file',
  recognise: (fault) => fault.problem === 'mismatch',
  title: (fault) => `The private key in "${fault.path}" does not belong to the certificate in the same file.`,
  fix: () => `Put the certificate and its own key into one file: cat client.key client.crt > client.pem.`,
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/uri-options/uri-options.md' },
});

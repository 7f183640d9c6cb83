/** An encrypted key and no password. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'client-key-password-missing',
  stage: 'files',
  category: 'key-file',
  kind: 'file',
  recognise: (fault) => fault.problem === 'noPassword',
  title: (fault) =>
    `The private key in "${fault.path}" is encrypted, and tlsCertificateKeyFilePassword is not set.`,
  fix: () => `Set tlsCertificateKeyFilePassword from an environment variable or a secret store.`,
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/uri-options/uri-options.md' },
});

/** The password does not open the key. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'client-key-password-wrong',
  stage: 'files',
  category: 'key-file',
  kind: 'file',
  recognise: (fault) => fault.problem === 'wrongPassword',
  title: (fault) => `tlsCertificateKeyFilePassword does not open the private key in "${fault.path}".`,
  fix: () =>
    `Give the password that the key was encrypted with. Characters such as @ : / ? # % must be percent-encoded in a URI.`,
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/uri-options/uri-options.md' },
});

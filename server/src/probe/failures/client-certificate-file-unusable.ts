/** Not a PEM file, or a key that cannot be read. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'client-certificate-file-unusable',
  stage: 'files',
  category: 'key-file',
  kind: 'file',
  title: (fault) =>
    `${fault.option} "${fault.path}" is ${fault.nature ?? 'a file whose private key cannot be read'}.`,
  fix: () =>
    `Give a PEM file with the certificate and its key. From PKCS #12: openssl pkcs12 -in client.p12 -out client.pem.`,
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/uri-options/uri-options.md' },
});

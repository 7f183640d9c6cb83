/** PyMongo with PyOpenSSL cannot use a CRL file. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'tls-crl-with-pyopenssl',
  stage: 'files',
  category: 'revocation',
  kind: 'option',
  recognise: (fault) => /PyOpenSSL/.test(fault.message),
  title: () => `The driver refuses tlsCRLFile while PyOpenSSL is installed.`,
  fix: () =>
    `Choose one way of checking revocation: remove tlsCRLFile and rely on OCSP, or uninstall pyopenssl and keep the CRL file.`,
  source: { repo: 'mongodb/mongo-python-driver', ref: 'ebc4bff', path: 'pymongo/ssl_support.py' },
});

/** PyOpenSSL takes away what tlsCRLFile needs. */
import { optionsAbout } from '../model/meaning';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'crl-with-pyopenssl',
    category: 'validity',
    severity: 'error',
    fixable: false,
    messages: {
      pyopenssl:
        'tlsCRLFile cannot be used where PyOpenSSL is installed (the ocsp extra brings it): PyMongo refuses to start. Remove tlsCRLFile, or do without the extra',
    },
    docs: {
      what: 'tlsCRLFile is used in a project that installs PyOpenSSL.',
      why: 'With PyOpenSSL present PyMongo checks OCSP and cannot read revocation lists: it refuses to start. AsyncMongoClient always uses the standard library and is not affected.',
      instead: 'Choose one: OCSP with pymongo[ocsp], or revocation lists without it.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?tls=true&«tlsCRLFile=/crl.pem»")',
          versions: { pymongo: '4.6.3+pyopenssl' },
        },
      ],
      good: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?tls=true&tlsCRLFile=/crl.pem")',
          versions: { pymongo: '4.6.3' },
        },
      ],
    },
    sources: [{ repo: 'mongodb/mongo-python-driver', ref: '4.17.0', path: 'pymongo/pyopenssl_context.py' }],
  },
  about: { settings: ['crlFile'], shows: ['refused'] },
  *check({ outlook }) {
    if (
      !outlook.version?.extras?.includes('pyopenssl') ||
      !outlook.outcome.known ||
      outlook.outcome.value !== 'error'
    )
      return;
    for (const option of optionsAbout(outlook, 'crlFile'))
      if (!option.conditional) yield { message: 'pyopenssl', span: option.span };
  },
});

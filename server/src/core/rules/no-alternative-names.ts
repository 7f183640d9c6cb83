/** A server certificate has no subject alternative names. */
import { certificatesOf } from '../facts';
import { isLeaf } from '../features/fileAdvice';
import { readFiles } from '../features/fileReferences';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'no-alternative-names',
    category: 'files',
    severity: 'warning',

    fixable: false,
    messages: {
      none: '{subject} in {file} has no subject alternative names. Go, rustls and PyMongo with PyOpenSSL refuse such a server certificate; the common name alone no longer counts. Have one issued with subjectAltName=DNS:…',
    },
    docs: {
      what: 'A server certificate names its host only in the common name.',
      why: 'Go ("certificate relies on legacy Common Name field"), rustls and PyOpenSSL do not look at the common name; OpenSSL and Node still do.',
      instead: 'Have the certificate issued with every host name and address as subject alternative name.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='«ca.pem»')`,
          files: { 'ca.pem': 'self-signed server without names' },
        },
      ],
      good: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='ca.pem')`,
          files: { 'ca.pem': 'self-signed server' },
        },
      ],
    },
    sources: [{ repo: 'golang/go', ref: 'go1.26.0', path: 'src/crypto/x509/verify.go' }],
  },
  about: { shows: ['files'] },
  *check(input) {
    for (const { reference, fact } of readFiles(input)) {
      const { role, option, path, span } = reference;
      if (role !== 'serverCertificate' && role !== 'ca') continue;
      // Between members the cluster certificate's names do not matter.
      if (/cluster/i.test(option.name)) continue;
      const own = certificatesOf(fact)[0];
      if (!own || own.names.length > 0) continue;
      if (role === 'serverCertificate' || (isLeaf(own) && own.extendedKeyUsage?.includes('serverAuth')))
        yield { message: 'none', data: { file: path, subject: own.subject }, span };
    }
  },
});

/** The first certificate of the file is not the one that belongs to the key. */
import { certificatesOf, keysOf } from '../facts';
import { readFiles } from '../features/fileReferences';
import { commandFix } from '../model/commandFixes';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'certificate-order',
    category: 'files',
    severity: 'error',

    fixable: true,
    messages: {
      ca: 'In {file} the certificate authority {first} stands before the own certificate {own}. The first certificate has to be the one of the key: put the authority behind it',
      shared:
        '{file} is used as CA file and as client certificate, and the certificate authority {first} comes first in it. The first certificate has to be the one of the key: put {own} before it, or use two files',
      other:
        'In {file} the certificate {first} stands before {own}, which the private key belongs to. The first certificate has to be the one of the key',
    },
    docs: {
      what: 'A file with a client or server certificate and its chain does not start with the certificate that belongs to the private key.',
      why: 'Drivers take the first certificate as their own and the others as its chain. OpenSSL answers "key values mismatch".',
      instead:
        'Order the file: private key, own certificate, intermediate authorities. The command Combine Certificate and Key does so.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCertificateKeyFile='«client.pem»')`,
          files: { 'client.pem': 'client after its CA' },
        },
      ],
      good: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCertificateKeyFile='client.pem')`,
          files: { 'client.pem': 'client' },
        },
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCertificateKeyFile='client.pem')`,
          files: { 'client.pem': 'client before its CA' },
        },
      ],
    },
    sources: [
      {
        repo: 'openssl/openssl',
        ref: 'openssl-3.0.19',
        path: 'ssl/ssl_rsa.c',
        note: 'the first certificate is the own one; the others follow as its chain',
      },
      { repo: 'mongodb/mongo-python-driver', ref: '4.17.0', path: 'pymongo/ssl_support.py' },
    ],
  },
  about: { shows: ['files'] },
  *check(input) {
    const files = readFiles(input);
    for (const { reference, fact } of files) {
      const { role, path, span } = reference;
      if (role !== 'certificateKey' && role !== 'serverCertificate' && role !== 'certificate') continue;
      const certificates = certificatesOf(fact);
      const [first] = certificates;
      if (!first || certificates.length < 2) continue;
      const key = keysOf(fact)[0]?.publicKey;
      // An encrypted key tells nothing: then only an authority before a certificate that is none gives it away.
      const own =
        key === undefined
          ? first.ca
            ? certificates.find((c) => !c.ca)
            : undefined
          : certificates.find((c) => c.key.id === key);
      if (!own || own === first) continue;
      const shared = files.some((f) => f.reference.role === 'ca' && f.fact.path === fact.path);
      yield {
        message: first.ca ? (shared ? 'shared' : 'ca') : 'other',
        data: { file: path, first: first.subject, own: own.subject },
        span,
        fixes:
          shared || key === undefined || role === 'certificate'
            ? []
            : [commandFix('order-file', 'Write a file in the right order and use it…')],
      };
    }
  },
});

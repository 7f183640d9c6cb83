/** The private key does not belong to the certificate. */
import { certificatesOf, keysOf } from '../facts';
import { readFiles } from '../features/fileReferences';
import { chooseFile } from '../model/commandFixes';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'key-mismatch',
    category: 'files',
    severity: 'error',

    fixable: true,
    messages: {
      one: 'The private key in {file} does not belong to the certificate in it ({subject}). The driver refuses the pair: find the key that the certificate was requested with, or have a new certificate issued for this key',
      two: 'The private key in {file} does not belong to the certificate in {other} ({subject}). The driver refuses the pair',
    },
    docs: {
      what: 'A certificate and a private key are used together, and the public key in the certificate is not that of the private key.',
      why: 'OpenSSL answers "key values mismatch", and no connection is made.',
      instead: 'Use the key that the certificate was requested with, or have a new certificate issued.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCertificateKeyFile='«client.pem»')`,
          files: { 'client.pem': 'client with another key' },
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
          files: { 'client.pem': 'encrypted client' },
        },
      ],
    },
    sources: [
      { repo: 'mongodb/mongo-python-driver', ref: '4.17.0', path: 'pymongo/ssl_support.py' },
      {
        repo: 'openssl/openssl',
        ref: 'openssl-3.0.19',
        path: 'ssl/ssl_rsa.c',
        note: 'the first certificate is the own one; the others follow as its chain',
      },
    ],
  },
  about: { shows: ['files'] },
  *check(input) {
    const files = readFiles(input);
    for (const { reference, fact } of files) {
      const { role, path, span, option } = reference;
      const [key] = keysOf(fact);
      if (!key?.publicKey) continue;
      if (role === 'certificateKey' || role === 'serverCertificate') {
        // When another certificate of the file belongs to the key, the order is what is wrong.
        const certificates = certificatesOf(fact);
        const [first] = certificates;
        if (!first || certificates.some((c) => c.key.id === key.publicKey)) continue;
        yield {
          message: 'one',
          data: { file: path, subject: first.subject },
          span,
          fixes: [chooseFile(option.name)],
        };
      } else if (role === 'key') {
        const own = files.filter((f) => f.reference.role === 'certificate');
        const first = own.length === 1 ? certificatesOf(own[0]!.fact)[0] : undefined;
        if (!first || first.key.id === key.publicKey) continue;
        yield {
          message: 'two',
          data: { file: path, other: own[0]!.reference.path, subject: first.subject },
          span,
          fixes: [chooseFile(option.name)],
        };
      }
    }
  },
});

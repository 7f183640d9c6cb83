/** A file that should hold a certificate holds none. */
import { certificatesOf, crlsOf } from '../facts';
import { contentText } from '../features/certificateHover';
import { readFiles } from '../features/fileReferences';
import { chooseFile } from '../model/commandFixes';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'no-certificate-in-file',
    category: 'files',
    severity: 'error',

    fixable: true,
    messages: {
      ca: '{file} has no certificate in it ({found}), so {option} makes the driver trust nobody',
      own: '{file} has no certificate in it ({found}). {option} needs the certificate and its private key',
      crl: '{file} has no revocation list in it ({found}). {option} needs a block -----BEGIN X509 CRL-----',
    },
    docs: {
      what: 'The named PEM file has other blocks than the one that its option is about: only a private key where a certificate is needed, or a certificate where a revocation list is.',
      why: 'PyMongo fails when the client is made. Node fails at connect(), for a CA file only with "unable to verify the first certificate".',
      instead:
        'Name the right file. A client certificate and its key can be put into one file with the command Combine Certificate and Key.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCertificateKeyFile='«client.pem»')`,
          files: { 'client.pem': 'key only' },
        },
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCRLFile='«crl.pem»')`,
          files: { 'crl.pem': 'root' },
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
client = MongoClient('h.corp', tls=True, tlsCAFile='ca.pem')`,
          files: { 'ca.pem': 'root' },
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
    for (const { reference, fact } of readFiles(input)) {
      // A damaged file is reported as such.
      if (fact.encoding !== 'pem' || fact.problems.some((p) => p.id !== 'byte-order-mark')) continue;
      const { role, option, path, span } = reference;
      if (role === 'key') continue;
      if (role === 'crl' ? crlsOf(fact).length > 0 : certificatesOf(fact).length > 0) continue;
      const message = role === 'crl' ? 'crl' : role === 'ca' ? 'ca' : 'own';
      yield {
        message,
        data: { option: option.name, file: path, found: contentText(fact).replace('PEM: ', '') },
        span,
        fixes: [chooseFile(option.name)],
      };
    }
  },
});

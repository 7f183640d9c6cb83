/** A file that should hold a private key holds none. */
import { keysOf } from '../facts';
import { contentText } from '../features/certificateHover';
import { readFiles } from '../features/fileReferences';
import { chooseFile, commandFix } from '../model/commandFixes';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'no-private-key-in-file',
    category: 'files',
    severity: 'error',

    fixable: true,
    messages: {
      none: '{file} has no private key in it ({found}). {option} needs the certificate and its private key in one file',
      key: '{file} has no private key in it ({found}), and {option} needs one',
    },
    docs: {
      what: 'The named PEM file holds a certificate without its private key.',
      why: "A client proves who it is with the private key. PyMongo fails with: Private key doesn't match certificate; Node with: DECODER routines::unsupported; Go with: failed to find PRIVATE KEY.",
      instead:
        'Put both into one file with the command Combine Certificate and Key, or: cat client.key client.crt > client.pem',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCertificateKeyFile='«client.crt»')`,
          files: { 'client.crt': 'client certificate only' },
        },
      ],
      good: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCertificateKeyFile='client.pem')`,
          files: { 'client.pem': 'client' },
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
      if (
        fact.encoding !== 'pem' ||
        fact.blocks.length === 0 ||
        fact.problems.some((p) => p.id !== 'byte-order-mark')
      )
        continue;
      const { role, option, path, span } = reference;
      if (
        (role !== 'certificateKey' && role !== 'serverCertificate' && role !== 'key') ||
        keysOf(fact).length > 0
      )
        continue;
      const data = { option: option.name, file: path, found: contentText(fact).replace('PEM: ', '') };
      yield {
        message: role === 'key' ? 'key' : 'none',
        data,
        span,
        fixes:
          role === 'key'
            ? [chooseFile(option.name)]
            : [
                commandFix('combine-key', 'Combine with the private key into one file…'),
                chooseFile(option.name),
              ],
      };
    }
  },
});

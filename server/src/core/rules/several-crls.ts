/** Node reads only the first revocation list of a file. */
import { crlsOf } from '../facts';
import { readFiles } from '../features/fileReferences';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'several-crls',
    category: 'files',
    severity: 'warning',

    fixable: false,
    messages: {
      several:
        '{file} holds {count} revocation lists, and Node reads only the first, of {first}. It then wants a list for every certificate of the chain and fails with UNABLE_TO_GET_CRL: pass the lists one by one, as crl: [list, list]',
    },
    docs: {
      what: 'A file with several revocation lists is given to a driver on Node.js.',
      why: 'Node loads the first list and switches on the check of the whole chain, so the lists that it did not read are missed.',
      instead: 'Read the lists into separate buffers and pass them with the option crl.',
    },
    examples: {
      bad: [
        {
          file: 'app.js',
          code: `const { MongoClient } = require('mongodb');
const client = new MongoClient('mongodb://h.corp/', { tls: true, tlsCRLFile: '«crl.pem»' });`,
          files: { 'crl.pem': 'two CRLs' },
        },
      ],
      good: [
        {
          file: 'app.js',
          code: `const { MongoClient } = require('mongodb');
const client = new MongoClient('mongodb://h.corp/', { tls: true, tlsCRLFile: 'crl.pem' });`,
          files: { 'crl.pem': 'CRL' },
        },
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCRLFile='crl.pem')`,
          files: { 'crl.pem': 'two CRLs' },
        },
      ],
    },
    sources: [
      {
        repo: 'nodejs/node',
        ref: 'v22.0.0',
        path: 'src/crypto/crypto_context.cc',
        note: 'SecureContext::AddCRL reads one CRL',
      },
      {
        repo: 'mongodb/node-mongodb-native',
        ref: 'v7.5.0',
        path: 'src/mongo_client.ts',
        note: 'the files are read when the client connects',
      },
    ],
  },
  about: { drivers: ['node', 'mongoose', 'mongosh'], shows: ['files'] },
  *check(input) {
    if (!['node', 'mongoose', 'mongosh'].includes(input.outlook.driver?.id ?? '')) return;
    for (const { reference, fact } of readFiles(input)) {
      const lists = crlsOf(fact);
      if (reference.role !== 'crl' || lists.length < 2) continue;
      yield {
        message: 'several',
        data: { file: reference.path, count: String(lists.length), first: lists[0]!.issuer },
        span: reference.span,
      };
    }
  },
});

/** A file has nothing in it that a TLS option could use. */
import { readFiles } from '../features/fileReferences';
import { chooseFile } from '../model/commandFixes';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'not-pem',
    category: 'files',
    severity: 'error',

    fixable: true,
    messages: {
      empty: '{file} is empty, and {option} needs a PEM file',
      text: '{file} has no PEM block in it: no line -----BEGIN …-----. {option} needs a PEM file',
      binary: '{file} is neither PEM nor any certificate format known here. {option} needs a PEM file',
    },
    docs: {
      what: 'The named file is empty or is not a certificate file at all.',
      why: 'PyMongo refuses it when the client is made. Node accepts an empty or wrong CA file and then trusts no server.',
      instead: 'Name the right file; the connection details of the deployment say where it comes from.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='«ca.pem»')`,
          files: { 'ca.pem': 'empty' },
        },
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='«notes.txt»')`,
          files: { 'notes.txt': 'text' },
        },
      ],
      good: [
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
        path: 'crypto/pem/pem_lib.c',
        note: 'BEGIN and END stand at the start of a line',
      },
    ],
  },
  about: { shows: ['files'] },
  *check(input) {
    for (const { reference, fact } of readFiles(input)) {
      const { encoding } = fact;
      if (encoding !== 'empty' && encoding !== 'text' && encoding !== 'binary') continue;
      yield {
        message: encoding,
        data: { option: reference.option.name, file: reference.path },
        span: reference.span,
        fixes: [chooseFile(reference.option.name)],
      };
    }
  },
});

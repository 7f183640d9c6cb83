/** A private key is in the git repository. */
import { keysOf } from '../facts';
import { readFiles } from '../features/fileReferences';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'private-key-in-git',
    category: 'files',
    severity: 'warning',

    fixable: false,
    messages: {
      tracked:
        'The private key in {file} is tracked by git: everyone with a copy of the repository has it. Take it out (git rm --cached), add it to .gitignore, and have the certificate replaced, since the history keeps the key',
    },
    docs: {
      what: 'A file with a private key that is not encrypted is tracked by git.',
      why: 'The key is in every clone and stays in the history after it is deleted.',
      instead: 'Remove the file from the repository, ignore it, and replace key and certificate.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCertificateKeyFile='«client.pem»')`,
          files: { 'client.pem': 'client tracked by git' },
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
    sources: [{ repo: 'mongodb/mongo', ref: '6b0141d1', path: 'src/mongo/util/net/ssl_options_server.cpp' }],
  },
  about: { shows: ['files'] },
  *check(input) {
    for (const { reference, fact } of readFiles(input)) {
      if (!fact.tracked || !keysOf(fact).some((k) => !k.encrypted)) continue;
      yield { message: 'tracked', data: { file: reference.path }, span: reference.span };
    }
  },
});

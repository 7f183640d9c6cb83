/** The path of a TLS file leads to something that is not a readable file. */
import { unreadableText } from '../features/certificateHover';
import { referencedFiles } from '../features/fileReferences';
import { chooseFile } from '../model/commandFixes';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'file-not-readable',
    category: 'files',
    severity: 'error',

    fixable: true,
    messages: {
      unreadable: '{file} {why}. {option} needs a PEM file',
    },
    docs: {
      what: 'A TLS option names a folder, a device, a named pipe, a file above 10 MB, or one that the current user may not read.',
      why: 'The driver cannot load it and does not connect.',
      instead: 'Name the file itself, and let the user of the process read it.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='«certs»')`,
          files: { certs: 'folder' },
        },
      ],
      good: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='ca.pem')`,
          files: { 'ca.pem': 'root' },
        },
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='secret.pem')`,
          files: { 'secret.pem': 'missing' },
        },
      ],
    },
    sources: [
      { repo: 'mongodb/mongo-python-driver', ref: '4.17.0', path: 'pymongo/ssl_support.py' },
      {
        repo: 'mongodb/node-mongodb-native',
        ref: 'v7.5.0',
        path: 'src/mongo_client.ts',
        note: 'the files are read when the client connects',
      },
    ],
  },
  about: { shows: ['unreadFiles'] },
  *check(input) {
    for (const { reference, fact } of referencedFiles(input)) {
      // A named pipe works for a driver (process substitution), and this user's permissions may not be the program's.
      if (fact.kind !== 'unreadable' || !['folder', 'device', 'socket'].includes(fact.why)) continue;
      const { option, path, span } = reference;
      yield {
        message: 'unreadable',
        data: { option: option.name, file: path, why: unreadableText(fact.why) },
        span,
        fixes: [chooseFile(option.name)],
      };
    }
  },
});

/** The file that an option names is not there. */
import { isPlaceholderPath, referencedFiles } from '../features/fileReferences';
import { chooseFile } from '../model/commandFixes';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'file-not-found',
    category: 'files',
    severity: 'information',

    fixable: true,
    messages: {
      missing:
        '{file} was not found here (looked at: {tried}). {option} is resolved against the working folder of the process: if that is another folder, name it in the setting mongodbTls.paths',
    },
    docs: {
      what: 'A TLS option names a file that is not where the working folder, the manifest or the source file would have it.',
      why: 'The driver does not connect without the file: PyMongo raises FileNotFoundError when the client is made, Node 6 and later fail at connect().',
      instead:
        'Correct the path, make it absolute, or say in the setting mongodbTls.paths what stands for it on this machine.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='«certs/ca.pem»')`,
          files: { 'certs/ca.pem': 'missing' },
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
client = MongoClient('h.corp', tls=True, tlsCAFile='/etc/ssl/mongo/ca.pem')`,
          files: { '/etc/ssl/mongo/ca.pem': 'missing' },
        },
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='ca.pem')`,
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
      if (fact.kind !== 'missing' || fact.container || isPlaceholderPath(reference.path)) continue;
      const { option, path, span } = reference;
      yield {
        message: 'missing',
        data: { option: option.name, file: path, tried: fact.tried.join(', ') },
        span,
        fixes: [chooseFile(option.name)],
      };
    }
  },
});

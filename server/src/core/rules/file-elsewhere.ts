/** The file that an option names is not here, and need not be: a placeholder, or a path in a container. */
import { isPlaceholderPath, referencedFiles } from '../features/fileReferences';
import { chooseFile } from '../model/commandFixes';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'file-elsewhere',
    category: 'files',
    severity: 'hint',

    fixable: true,
    messages: {
      container:
        '{file} is not on this machine. Where it lies on a server or in a container, nothing is wrong; to have it checked here, map it with the setting mongodbTls.paths or a mount of a compose file',
      placeholder: '{file} looks like a placeholder: {option} needs the path of a real file',
    },
    docs: {
      what: 'A TLS option names a file that is missing here, but whose path looks like a placeholder or lies where containers and servers keep certificates.',
      why: 'What is in the file cannot be checked before the program runs where it lies.',
      instead: 'Put the real path in, or map the path with the setting mongodbTls.paths.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='«/etc/ssl/mongo/ca.pem»')`,
          files: { '/etc/ssl/mongo/ca.pem': 'missing' },
        },
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='«/path/to/ca.pem»')`,
          files: { '/path/to/ca.pem': 'missing' },
        },
      ],
      good: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='certs/ca.pem')`,
          files: { 'certs/ca.pem': 'missing' },
        },
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='/etc/ssl/mongo/ca.pem')`,
          files: { '/etc/ssl/mongo/ca.pem': 'root' },
        },
      ],
    },
    sources: [{ repo: 'mongodb/mongo-python-driver', ref: '4.17.0', path: 'pymongo/ssl_support.py' }],
  },
  about: { shows: ['unreadFiles'] },
  *check(input) {
    for (const { reference, fact } of referencedFiles(input)) {
      if (fact.kind !== 'missing') continue;
      const { option, path, span } = reference;
      const data = { option: option.name, file: path };
      if (isPlaceholderPath(path))
        yield { message: 'placeholder', data, span, fixes: [chooseFile(option.name)] };
      else if (fact.container) yield { message: 'container', data, span };
    }
  },
});

/** A private key can be read by every user of the machine. */
import { keysOf } from '../facts';
import { readFiles } from '../features/fileReferences';
import { commandFix } from '../model/commandFixes';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'private-key-readable',
    category: 'files',
    severity: 'warning',

    fixable: true,
    messages: {
      everyone:
        'The private key in {file} can be read by every user of this machine (mode {mode}). Take the right away: chmod 600 {file}',
    },
    docs: {
      what: 'The permissions of a file with a private key let everyone on the machine read it.',
      why: 'Whoever has the key can pose as its owner.',
      instead: 'chmod 600, and let only the user of the process own the file.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCertificateKeyFile='«client.pem»')`,
          files: { 'client.pem': 'client readable by everyone' },
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
          files: { 'client.pem': 'encrypted client readable by everyone' },
        },
      ],
    },
    sources: [{ repo: 'mongodb/mongo', ref: '6b0141d1', path: 'src/mongo/util/net/ssl_options_server.cpp' }],
  },
  about: { shows: ['files'] },
  *check(input) {
    for (const { reference, fact } of readFiles(input)) {
      if (fact.mode === undefined || (fact.mode & 0o004) === 0 || !keysOf(fact).some((k) => !k.encrypted))
        continue;
      const mode = fact.mode.toString(8).padStart(4, '0');
      yield {
        message: 'everyone',
        data: { file: reference.path, mode },
        span: reference.span,
        fixes: [commandFix('restrict-file', 'Let only the owner read the file (0600)…')],
      };
    }
  },
});

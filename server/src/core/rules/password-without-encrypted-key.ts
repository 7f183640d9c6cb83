/** A password is given for a private key that is not encrypted. */
import { keysOf } from '../facts';
import { readFiles } from '../features/fileReferences';
import { optionsAbout } from '../model/meaning';
import { removeOption } from '../model/edits';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'password-without-encrypted-key',
    category: 'files',
    severity: 'information',

    fixable: true,
    messages: {
      unused:
        '{option} has no effect: the private key in {file} is not encrypted. Encrypt the key, or take the option out',
    },
    docs: {
      what: 'An option gives the password of a private key, and the key in the file is stored without one.',
      why: 'The password protects nothing, and whoever reads the settings believes that it does.',
      instead: 'Encrypt the key (openssl pkcs8 -topk8 -v2 aes-256-cbc), or remove the option.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `import os
from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCertificateKeyFile='client.pem', «tlsCertificateKeyFilePassword»=os.environ['PW'])`,
          files: { 'client.pem': 'client' },
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
          code: `import os
from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCertificateKeyFile='client.pem', tlsCertificateKeyFilePassword=os.environ['PW'])`,
          files: { 'client.pem': 'encrypted client' },
        },
      ],
    },
    sources: [
      { repo: 'mongodb/mongo-python-driver', ref: '4.17.0', path: 'pymongo/ssl_support.py' },
      { repo: 'mongodb/specifications', ref: '92b3c0b9', path: 'source/uri-options/uri-options.md' },
    ],
  },
  about: { settings: ['keyPassword'], shows: ['files'] },
  *check(input) {
    const [password] = optionsAbout(input.outlook, 'keyPassword');
    if (!password) return;
    const keys = readFiles(input).flatMap(({ reference, fact }) =>
      keysOf(fact).map((key) => ({ reference, key })),
    );
    if (keys.length === 0 || keys.some(({ key }) => key.encrypted)) return;
    const edit = removeOption(password);
    yield {
      message: 'unused',
      data: { option: password.name, file: keys[0]!.reference.path },
      span: password.nameSpan,
      fixes: edit ? [{ title: `Remove ${password.name}`, safe: false, edits: [edit] }] : [],
    };
  },
});

/** The private key is encrypted, and no password is given. */
import { keysOf } from '../facts';
import { readFiles } from '../features/fileReferences';
import { passwordOption } from '../features/fileAdvice';
import { optionsAbout } from '../model/meaning';
import { keyPasswordFromEnvironment, keyPasswordVariable } from '../model/keyPassword';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'encrypted-key-without-password',
    category: 'files',
    severity: 'warning',

    fixable: true,
    messages: {
      prompts:
        'The private key in {file} is encrypted, and no option gives its password: {driver} asks for it on the terminal and a service hangs or fails there. Add {option} from the environment or a secret store',
      fails:
        'The private key in {file} is encrypted, and no option gives its password, so the connection fails. Add {option} from the environment or a secret store',
    },
    docs: {
      what: 'The private key of a client or server certificate is encrypted, and the connection has no option with its password.',
      why: 'PyMongo, libmongoc, mongosh and the tools ask on the terminal; in a service nobody answers. Node fails with ERR_OSSL_BAD_DECRYPT.',
      instead:
        'Give the password by tlsCertificateKeyFilePassword (or the option of the driver for it) from the environment or a secret store, never as text in the source.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCertificateKeyFile='«client.pem»')`,
          files: { 'client.pem': 'encrypted client' },
        },
      ],
      good: [
        {
          file: 'app.py',
          code: `import os
from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCertificateKeyFile='client.pem', tlsCertificateKeyFilePassword=os.environ['KEY_PASSWORD'])`,
          files: { 'client.pem': 'encrypted client' },
        },
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
      { repo: 'mongodb/specifications', ref: '92b3c0b9', path: 'source/uri-options/uri-options.md' },
    ],
  },
  about: { shows: ['files'] },
  *check(input) {
    const { outlook } = input;
    if (outlook.site.open || outlook.uri?.open || optionsAbout(outlook, 'keyPassword', 'context').length > 0)
      return;
    for (const { reference, fact } of readFiles(input)) {
      const { role, path, span } = reference;
      if (role !== 'certificateKey' && role !== 'serverCertificate' && role !== 'key') continue;
      if (!keysOf(fact)[0]?.encrypted) continue;
      const fails = ['node', 'mongoose', 'go', 'java', 'csharp', 'rust'].includes(outlook.driver?.id ?? '');
      const data = {
        file: path,
        option: passwordOption(outlook.driver),
        driver: outlook.driver?.title ?? 'the driver',
      };
      const edits = keyPasswordFromEnvironment(outlook, input.document);
      yield {
        message: fails ? 'fails' : 'prompts',
        data,
        span,
        fixes: edits ? [{ title: `Read the password from ${keyPasswordVariable}`, safe: false, edits }] : [],
      };
    }
  },
});

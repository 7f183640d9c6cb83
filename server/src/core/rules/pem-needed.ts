/** A binary file stands where the driver reads PEM. */
import { readFiles } from '../features/fileReferences';
import type { FileFacts } from '../facts';
import { convertCommand } from '../features/fileAdvice';
import { commandFix } from '../model/commandFixes';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'pem-needed',
    category: 'files',
    severity: 'error',

    fixable: true,
    messages: {
      der: '{file} is DER (binary), and {option} reads PEM. Convert it: {command}',
      pkcs12: '{file} is a PKCS#12 store, and {option} reads PEM. Convert it: {command}',
      jks: '{file} is a Java key store, and {option} reads PEM. Convert it: {command}',
      ssh: '{file} is an SSH key. TLS needs a certificate with its private key in PEM, which no tool can make from an SSH key alone',
      utf16:
        '{file} is text in UTF-16, as Windows PowerShell writes it with > or Out-File, and the driver finds nothing in it. Save it as UTF-8, or make it with Out-File -Encoding ascii',
      base64:
        '{file} holds base64 without its BEGIN and END lines. Put the line -----BEGIN CERTIFICATE----- before it and -----END CERTIFICATE----- behind it',
    },
    docs: {
      what: 'A TLS option names a DER file, a PKCS#12 or Java key store, an SSH key, or text in an encoding that no driver reads.',
      why: 'PyMongo fails with "no certificate or crl found" or "PEM lib"; Node loads such a CA file without a word and then trusts nobody.',
      instead:
        'Convert the file to PEM with the command in the message, or with the command Convert to PEM of this extension.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='«ca.der»')`,
          files: { 'ca.der': 'root as DER' },
        },
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCertificateKeyFile='«client.p12»')`,
          files: { 'client.p12': 'PKCS#12' },
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
      const message = messages[fact.encoding];
      if (!message) continue;
      const { option, path, span, role } = reference;
      yield {
        message,
        data: { option: option.name, file: path, command: convertCommand(path, fact, role) },
        span,
        fixes:
          message === 'der' || message === 'pkcs12'
            ? [commandFix('convert-file', 'Convert to PEM and use the new file…')]
            : [],
      };
    }
  },
});

const messages: Readonly<Partial<Record<FileFacts['encoding'], string>>> = {
  der: 'der',
  pkcs12: 'pkcs12',
  jks: 'jks',
  jceks: 'jks',
  openssh: 'ssh',
  ppk: 'ssh',
  utf16: 'utf16',
  base64: 'base64',
};

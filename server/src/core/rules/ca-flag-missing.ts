/** A certificate in the CA file may not sign others. */
import { isLeaf, judgedCertificates } from '../features/fileAdvice';
import { readFiles } from '../features/fileReferences';
import { chooseFile } from '../model/commandFixes';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'ca-flag-missing',
    category: 'files',
    severity: 'error',

    fixable: true,
    messages: {
      flag: '{subject} in {file} says that it is no certificate authority (basic constraints CA:FALSE), so no certificate that it signed is accepted. Make the authority anew with basicConstraints=critical,CA:TRUE',
      usage:
        '{subject} in {file} may not sign certificates: its key usage is {usage}, without keyCertSign. OpenSSL answers "key usage does not include certificate signing" or "invalid CA certificate". Make the authority anew with keyUsage=critical,keyCertSign,cRLSign',
    },
    docs: {
      what: 'A self-signed certificate in the file with trusted authorities lacks the CA flag or the right to sign certificates.',
      why: 'Every TLS library refuses chains through it, with messages that name the purpose and not the file.',
      instead:
        'Make the authority anew with basicConstraints=critical,CA:TRUE and keyUsage=critical,keyCertSign,cRLSign.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='«ca.pem»')`,
          files: { 'ca.pem': 'root without CA flag' },
        },
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='«ca.pem»')`,
          files: { 'ca.pem': 'root without keyCertSign' },
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
client = MongoClient('h.corp', tls=True, tlsCAFile='ca.pem')`,
          files: { 'ca.pem': 'self-signed server' },
        },
      ],
    },
    sources: [
      { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'crypto/x509/v3_purp.c' },
      { repo: 'ietf/rfc', ref: 'rfc5280', path: 'rfc5280.txt' },
    ],
  },
  about: { shows: ['files'] },
  *check(input) {
    for (const { reference, fact } of readFiles(input)) {
      if (reference.role !== 'ca') continue;
      for (const certificate of judgedCertificates(fact, 'ca')) {
        if (!certificate.selfIssued || isLeaf(certificate)) continue;
        const usage = certificate.keyUsage;
        const data = { file: reference.path, subject: certificate.subject, usage: usage?.join(', ') ?? '' };
        if (certificate.ca === false)
          yield { message: 'flag', data, span: reference.span, fixes: [chooseFile(reference.option.name)] };
        else if (usage && !usage.includes('keyCertSign'))
          yield { message: 'usage', data, span: reference.span, fixes: [chooseFile(reference.option.name)] };
      }
    }
  },
});

/** A certificate in a file has expired. */
import { expiringCertificates } from '../features/fileAdvice';
import { validityText } from '../features/certificateHover';
import { readFiles } from '../features/fileReferences';
import { chooseFile } from '../model/commandFixes';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'certificate-expired',
    category: 'files',
    severity: 'error',

    fixable: true,
    messages: {
      expired: '{subject} in {file} {when} ({date}). {advice}',
    },
    docs: {
      what: 'A certificate that the connection uses is past its end date.',
      why: 'A server refuses an expired client certificate, and a client refuses every server certificate below an expired authority.',
      instead: 'Have the certificate renewed, and replace the file.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCertificateKeyFile='«client.pem»')`,
          files: { 'client.pem': 'expired client' },
        },
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='«ca.pem»')`,
          files: { 'ca.pem': 'expired root' },
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
    sources: [
      { repo: 'ietf/rfc', ref: 'rfc5280', path: 'rfc5280.txt' },
      { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'crypto/x509/x509_vfy.c' },
    ],
  },
  about: { shows: ['files'] },
  *check(input) {
    for (const { reference, fact } of readFiles(input))
      for (const certificate of expiringCertificates(fact, reference.role, -1)) {
        const advice =
          reference.role === 'ca'
            ? 'Servers whose certificates it signed are refused: get the new authority'
            : 'It is refused by whoever checks it: have it renewed';
        const data = {
          file: reference.path,
          subject: certificate.subject,
          when: validityText(certificate, fact.asOf),
          date: certificate.notAfter.slice(0, 10),
          advice,
        };
        yield { message: 'expired', data, span: reference.span, fixes: [chooseFile(reference.option.name)] };
      }
  },
});

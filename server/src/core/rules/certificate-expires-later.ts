/** A certificate in a file expires within 60 days. */
import { expiringCertificates } from '../features/fileAdvice';
import { validityText } from '../features/certificateHover';
import { readFiles } from '../features/fileReferences';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'certificate-expires-later',
    category: 'files',
    severity: 'information',

    fixable: false,
    messages: {
      expires: '{subject} in {file} {when} ({date}). Have it renewed before then',
    },
    docs: {
      what: 'A certificate that the connection uses comes to its end date within the number of days in the setting mongodbTls.expiryDays.',
      why: 'From that day on no connection is made.',
      instead: 'Have the certificate renewed, and replace the file.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCertificateKeyFile='«client.pem»')`,
          files: { 'client.pem': 'client for 45 days' },
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
          files: { 'client.pem': 'expired client' },
        },
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCertificateKeyFile='client.pem')`,
          files: { 'client.pem': 'client for 12 days' },
        },
      ],
    },
    sources: [{ repo: 'ietf/rfc', ref: 'rfc5280', path: 'rfc5280.txt' }],
  },
  *check(input) {
    for (const { reference, fact } of readFiles(input))
      for (const certificate of expiringCertificates(
        fact,
        reference.role,
        input.config.expiryDays.information,
        input.config.expiryDays.warning,
      )) {
        const data = {
          file: reference.path,
          subject: certificate.subject,
          when: validityText(certificate, fact.asOf),
          date: certificate.notAfter.slice(0, 10),
        };
        yield { message: 'expires', data, span: reference.span };
      }
  },
});

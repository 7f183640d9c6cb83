/** A certificate in a file expires within 60 days. */
import { expiryFindings } from '../features/expiryFindings';
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
  about: { shows: ['files'] },
  check: (input) =>
    expiryFindings(input, input.config.expiryDays.warning, input.config.expiryDays.information),
});

/** A certificate in a file is not valid yet. */
import { judgedCertificates } from '../features/fileAdvice';
import { readFiles } from '../features/fileReferences';
import { chooseFile } from '../model/commandFixes';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'certificate-not-yet-valid',
    category: 'files',
    severity: 'error',

    fixable: true,
    messages: {
      early:
        '{subject} in {file} is not valid before {date}. Until then it is refused: check the clock of this machine and of the one that issued it, or use the previous certificate',
    },
    docs: {
      what: 'A certificate that the connection uses starts to be valid in the future.',
      why: 'Whoever checks it refuses it until then. Often a clock is wrong.',
      instead: 'Wait, check the clocks, or use the previous certificate.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCertificateKeyFile='«client.pem»')`,
          files: { 'client.pem': 'future client' },
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
      for (const certificate of judgedCertificates(fact, reference.role)) {
        if (Date.parse(certificate.notBefore) <= fact.asOf) continue;
        const data = {
          file: reference.path,
          subject: certificate.subject,
          date: certificate.notBefore.slice(0, 10),
        };
        yield {
          message: 'early',
          data,
          span: reference.span,
          fixes: [chooseFile(reference.option.name)],
        };
      }
  },
});

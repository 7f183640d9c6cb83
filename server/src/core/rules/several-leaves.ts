/** A client certificate file holds several certificates that are no authorities. */
import { certificatesOf } from '../facts';
import { readFiles } from '../features/fileReferences';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'several-leaves',
    category: 'files',
    severity: 'warning',

    fixable: false,
    messages: {
      several:
        '{file} holds {count} certificates that are not authorities. Only the first, {first}, is used; the others are sent as if they were its chain, which some servers refuse',
    },
    docs: {
      what: 'A file with a client or server certificate holds more than one certificate that cannot be part of a chain.',
      why: 'Only the first is used. What follows is sent as its chain.',
      instead: 'Keep one certificate with its key and its intermediate authorities per file.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCertificateKeyFile='«client.pem»')`,
          files: { 'client.pem': 'client and another leaf' },
        },
      ],
      good: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCertificateKeyFile='client.pem')`,
          files: { 'client.pem': 'client before its CA' },
        },
      ],
    },
    sources: [
      {
        repo: 'openssl/openssl',
        ref: 'openssl-3.0.19',
        path: 'ssl/ssl_rsa.c',
        note: 'the first certificate is the own one; the others follow as its chain',
      },
    ],
  },
  about: { shows: ['files'] },
  *check(input) {
    for (const { reference, fact } of readFiles(input)) {
      const { role, path, span } = reference;
      if (role !== 'certificateKey' && role !== 'serverCertificate' && role !== 'certificate') continue;
      const certificates = certificatesOf(fact);
      // An authority of X.509 version 1 has no extension that says so: being somebody's issuer does.
      const leaves = certificates.filter(
        (c) => !c.ca && !certificates.some((d) => d !== c && d.issuerKey === c.subjectKey),
      );
      if (leaves.length < 2) continue;
      yield {
        message: 'several',
        data: { file: path, count: String(leaves.length), first: leaves[0]!.subject },
        span,
      };
    }
  },
});

/** A revocation list has expired or is not valid yet. */
import { crlsOf } from '../facts';
import { readFiles } from '../features/fileReferences';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'crl-out-of-date',
    category: 'files',
    severity: 'error',

    fixable: false,
    messages: {
      expired:
        'The revocation list of {issuer} in {file} expired on {date}. The driver then refuses every server, revoked or not ("CRL has expired"): fetch the current list',
      early:
        'The revocation list of {issuer} in {file} is not valid before {date}. The driver refuses every server until then ("CRL is not yet valid"): check the clocks',
    },
    docs: {
      what: 'The next update of a revocation list is in the past, or its own date in the future.',
      why: 'OpenSSL refuses every certificate when the list that should speak of it is out of date.',
      instead: 'Fetch the current list from the authority, and renew it before its next update.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCRLFile='«crl.pem»')`,
          files: { 'crl.pem': 'expired CRL' },
        },
      ],
      good: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCRLFile='crl.pem')`,
          files: { 'crl.pem': 'CRL' },
        },
      ],
    },
    sources: [
      { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'crypto/x509/x509_vfy.c' },
      { repo: 'ietf/rfc', ref: 'rfc5280', path: 'rfc5280.txt' },
    ],
  },
  about: { shows: ['files'] },
  *check(input) {
    for (const { reference, fact } of readFiles(input)) {
      if (reference.role !== 'crl') continue;
      for (const crl of crlsOf(fact)) {
        const data = { file: reference.path, issuer: crl.issuer };
        if (crl.nextUpdate !== undefined && Date.parse(crl.nextUpdate) < fact.asOf)
          yield {
            message: 'expired',
            data: { ...data, date: crl.nextUpdate.slice(0, 10) },
            span: reference.span,
          };
        else if (Date.parse(crl.thisUpdate) > fact.asOf)
          yield {
            message: 'early',
            data: { ...data, date: crl.thisUpdate.slice(0, 10) },
            span: reference.span,
          };
      }
    }
  },
});

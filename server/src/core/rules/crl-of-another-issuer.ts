/** A revocation list is not of an authority in the CA file. */
import { certificatesOf, crlsOf } from '../facts';
import { readFiles } from '../features/fileReferences';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'crl-of-another-issuer',
    category: 'files',
    severity: 'warning',

    fixable: false,
    messages: {
      other:
        '{file} holds the revocation list of {issuer}, which is not among the authorities in {ca}. Unless that is an intermediate authority below them, the driver finds no list for its servers and refuses them ("unable to get certificate CRL"): take the list of the authority that signs the servers',
    },
    docs: {
      what: 'No revocation list in the file was issued by an authority in the CA file.',
      why: 'With revocation lists switched on, a certificate without a list of its issuer is refused.',
      instead: 'Fetch the list of the authority that signs the server certificates.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='ca.pem', tlsCRLFile='«crl.pem»')`,
          files: { 'ca.pem': 'another root', 'crl.pem': 'CRL' },
        },
      ],
      good: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='ca.pem', tlsCRLFile='crl.pem')`,
          files: { 'ca.pem': 'root', 'crl.pem': 'CRL' },
        },
      ],
    },
    sources: [{ repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'crypto/x509/x509_vfy.c' }],
  },
  about: { shows: ['files'] },
  *check(input) {
    const files = readFiles(input);
    const authorities = files.filter((f) => f.reference.role === 'ca');
    if (authorities.length !== 1) return;
    const ca = authorities[0]!;
    // The list may be of an intermediate authority that the server sends along: its name is not known then.
    const known = new Set(certificatesOf(ca.fact).flatMap((c) => [c.subjectKey]));
    if (known.size === 0) return;
    for (const { reference, fact } of files) {
      const lists = crlsOf(fact);
      if (reference.role !== 'crl' || lists.length === 0 || lists.some((crl) => known.has(crl.issuerKey)))
        continue;
      yield {
        message: 'other',
        data: { file: reference.path, issuer: lists[0]!.issuer, ca: ca.reference.path },
        span: reference.span,
      };
    }
  },
});

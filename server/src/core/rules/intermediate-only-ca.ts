/** The CA file holds intermediate authorities without their root. */
import { certificatesOf } from '../facts';
import { tlsLibrary } from '../features/fileAdvice';
import { readFiles } from '../features/fileReferences';
import { chooseFile } from '../model/commandFixes';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'intermediate-only-ca',
    category: 'files',
    severity: 'error',

    fixable: true,
    messages: {
      openssl:
        '{file} holds {subject}, but not the root {issuer} above it. OpenSSL, which this driver uses, accepts no chain without a root ("unable to get issuer certificate"): add the root',
      unknown:
        '{file} holds {subject}, but not the root {issuer} above it. Go and Java accept that, OpenSSL (Python, Node, C, PHP, Ruby, mongosh) does not: add the root',
    },
    docs: {
      what: 'Every certificate in the file with trusted authorities is an intermediate one.',
      why: 'OpenSSL builds the chain up to a self-signed root and fails with "unable to get issuer certificate". Go and Java are content with an intermediate authority.',
      instead: 'Add the certificate of the root authority to the file.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='«ca.pem»')`,
          files: { 'ca.pem': 'intermediate' },
        },
      ],
      good: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='ca.pem')`,
          files: { 'ca.pem': 'root and intermediate' },
        },
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='ca.pem')`,
          files: { 'ca.pem': 'root' },
        },
      ],
    },
    sources: [
      { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'crypto/x509/x509_vfy.c' },
      { repo: 'golang/go', ref: 'go1.26.0', path: 'src/crypto/x509/verify.go' },
    ],
  },
  about: { shows: ['files'] },
  *check(input) {
    const { outlook } = input;
    const library = tlsLibrary(outlook.driver);
    if (library !== undefined && library !== 'openssl') return;
    // Node's switch to trust a chain that ends below its root.
    if (outlook.options.some((o) => o.name === 'allowPartialTrustChain' || o.name === 'secureContext'))
      return;
    for (const { reference, fact } of readFiles(input)) {
      const certificates = certificatesOf(fact);
      const [first] = certificates;
      if (reference.role !== 'ca' || !first || !certificates.every((c) => c.ca && !c.selfIssued)) continue;
      const data = { file: reference.path, subject: first.subject, issuer: first.issuer };
      yield {
        message: library === 'openssl' ? 'openssl' : 'unknown',
        data,
        span: reference.span,
        fixes: [chooseFile(reference.option.name)],
      };
    }
  },
});

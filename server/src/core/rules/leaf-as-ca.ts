/** The CA file holds a server certificate instead of an authority. */
import { certificatesOf } from '../facts';
import { isLeaf, tlsLibrary } from '../features/fileAdvice';
import { readFiles } from '../features/fileReferences';
import { chooseFile } from '../model/commandFixes';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'leaf-as-ca',
    category: 'files',
    severity: 'warning',

    fixable: true,
    messages: {
      issued:
        '{file} holds no certificate authority, only {subject}, which was issued by {issuer}. {option} needs the authority: OpenSSL answers "unable to get local issuer certificate"',
      selfSigned:
        '{file} holds no certificate authority, only the self-signed certificate {subject}. It is trusted for that one server and for nothing else: when the server gets a new certificate, every client needs the new file. A local authority avoids that',
    },
    docs: {
      what: 'The file with trusted authorities holds only certificates of servers.',
      why: 'OpenSSL (PyMongo, Node, libmongoc, mongosh) accepts no chain that ends in a certificate issued by somebody else. A self-signed server certificate works, until it is renewed.',
      instead: 'Name the certificate of the authority that signed the server certificate.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='«ca.pem»')`,
          files: { 'ca.pem': 'server certificate only' },
        },
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='«ca.pem»')`,
          files: { 'ca.pem': 'self-signed server' },
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
          files: { 'ca.pem': 'root and server certificate' },
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
    const library = tlsLibrary(input.outlook.driver);
    for (const { reference, fact } of readFiles(input)) {
      if (reference.role !== 'ca') continue;
      const certificates = certificatesOf(fact);
      if (certificates.length === 0 || !certificates.every(isLeaf)) continue;
      const [first] = certificates;
      // Go and Java trust what is in the file itself, whoever issued it.
      if (!first!.selfIssued && library !== undefined && library !== 'openssl') continue;
      const data = {
        option: reference.option.name,
        file: reference.path,
        subject: first!.subject,
        issuer: first!.issuer,
      };
      yield {
        message: first!.selfIssued ? 'selfSigned' : 'issued',
        data,
        span: reference.span,
        fixes: [chooseFile(reference.option.name)],
      };
    }
  },
});

/** A certificate has a key or a signature that current libraries refuse. */
import { judgedCertificates } from '../features/fileAdvice';
import { readFiles } from '../features/fileReferences';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'weak-certificate',
    category: 'files',
    severity: 'warning',

    fixable: false,
    messages: {
      rsa: '{subject} in {file} has an RSA key of {bits} bits. OpenSSL at security level 2 (Debian, Ubuntu, Python there, Node 24) refuses it, Node 20 and 22 and Go still take it: have it issued with 2048 bits or more',
      hash: '{subject} in {file} is signed with {hash}. OpenSSL 3 and Go refuse such a signature: have it issued with SHA-256',
    },
    docs: {
      what: 'A certificate has an RSA key below 2048 bits, or is signed with SHA-1 or MD5.',
      why: 'Such keys and signatures can be forged, and more and more TLS libraries refuse them.',
      instead: 'Have the certificate issued anew with RSA 2048 (or an EC key) and SHA-256.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCertificateKeyFile='«client.pem»')`,
          files: { 'client.pem': 'client with RSA 1024' },
        },
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCertificateKeyFile='«client.pem»')`,
          files: { 'client.pem': 'client signed with SHA-1' },
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
      { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'ssl/ssl_cert.c', note: 'security levels' },
      { repo: 'golang/go', ref: 'go1.26.0', path: 'src/crypto/x509/verify.go' },
    ],
  },
  about: { shows: ['files'] },
  *check(input) {
    for (const { reference, fact } of readFiles(input))
      for (const certificate of judgedCertificates(fact, reference.role)) {
        const { key, signature, subject } = certificate;
        const data = {
          file: reference.path,
          subject,
          bits: String(key.bits),
          hash: signature.weakHash ?? '',
        };
        if (key.type === 'RSA' && key.bits !== undefined && key.bits < 2048)
          yield { message: 'rsa', data, span: reference.span };
        // Nobody checks the signature that a root makes over itself.
        else if (signature.weakHash && !certificate.selfIssued)
          yield { message: 'hash', data, span: reference.span };
      }
  },
});

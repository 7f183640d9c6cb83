/** A certificate may not be used for what it is used for. */
import { certificatesOf } from '../facts';
import { readFiles } from '../features/fileReferences';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'key-usage-missing',
    category: 'files',
    severity: 'error',

    fixable: false,
    messages: {
      client:
        '{subject} in {file} may only be used for {usage}, not as a client certificate (clientAuth): the server refuses it. Have one issued with extendedKeyUsage=clientAuth',
      server:
        '{subject} in {file} may only be used for {usage}, not by a server (serverAuth): clients refuse it. Have one issued with extendedKeyUsage=serverAuth,clientAuth',
      member:
        '{subject} in {file} has no clientAuth in its extended key usage ({usage}). Members of a replica set or sharded cluster present this certificate to each other and refuse it without: have one issued with extendedKeyUsage=serverAuth,clientAuth',
    },
    docs: {
      what: 'The extended key usage of a certificate does not allow its role: clientAuth for clients and cluster members, serverAuth for servers.',
      why: 'The other side refuses the certificate; mongod logs "unsupported certificate purpose", the client only sees a closed connection.',
      instead: 'Have the certificate issued with the right extended key usage.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCertificateKeyFile='«client.pem»')`,
          files: { 'client.pem': 'client with serverAuth only' },
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
      { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'crypto/x509/v3_purp.c' },
      { repo: 'mongodb/mongo', ref: '6b0141d1', path: 'src/mongo/util/net/ssl_options_server.cpp' },
    ],
  },
  about: { shows: ['files'] },
  *check(input) {
    const { outlook } = input;
    for (const { reference, fact } of readFiles(input)) {
      const { role, path, span } = reference;
      const own = certificatesOf(fact)[0];
      const usage = own?.extendedKeyUsage;
      if (!own || !usage || usage.includes('any')) continue;
      const data = { file: path, subject: own.subject, usage: usage.join(', ') };
      if (role === 'certificateKey' || role === 'certificate') {
        if (!usage.includes('clientAuth')) yield { message: 'client', data, span };
      } else if (role === 'serverCertificate') {
        // What a member shows to the others may come from clusterFile instead.
        const member =
          outlook.options.some((o) => /replSet|clusterRole|clusterAuthMode/i.test(o.name)) &&
          !outlook.options.some((o) => /clusterFile$/i.test(o.name));
        if (!usage.includes('serverAuth') && !/clusterFile$/i.test(reference.option.name))
          yield { message: 'server', data, span };
        else if (!usage.includes('clientAuth') && (member || /clusterFile$/i.test(reference.option.name)))
          yield { message: 'member', data, span };
      }
    }
  },
});

/** The host of the connection is not in the server certificate that is trusted. */
import { certificatesOf } from '../facts';
import { coversHost, isLeaf } from '../features/fileAdvice';
import { readFiles } from '../features/fileReferences';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'host-not-in-certificate',
    category: 'files',
    severity: 'warning',

    fixable: false,
    messages: {
      absent:
        '{host} is not among the names of the server certificate in {file} ({names}). A server that shows this certificate is refused under that name: connect by one of its names, or have it issued for {host} too',
    },
    docs: {
      what: 'The CA file holds the self-signed certificate of one server, and the connection uses another name than those in it.',
      why: 'The driver compares the name that it connects to with the names in the certificate and refuses the server.',
      instead:
        'Connect by a name in the certificate, or have it issued with the missing name as subject alternative name.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('mongodb://db.corp/', tls=True, tlsCAFile='«ca.pem»')`,
          files: { 'ca.pem': 'self-signed server' },
        },
      ],
      good: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('mongodb://localhost/', tls=True, tlsCAFile='ca.pem')`,
          files: { 'ca.pem': 'self-signed server' },
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
      { repo: 'mongodb/mongo-python-driver', ref: '4.17.0', path: 'pymongo/ssl_support.py' },
      {
        repo: 'mongodb/node-mongodb-native',
        ref: 'v7.5.0',
        path: 'src/mongo_client.ts',
        note: 'the files are read when the client connects',
      },
    ],
  },
  about: { shows: ['files'] },
  *check(input) {
    const { outlook } = input;
    if (
      !outlook.hosts.known ||
      outlook.uri?.scheme === 'mongodb+srv' ||
      (outlook.hostname.known && outlook.hostname.value === false)
    )
      return;
    for (const { reference, fact } of readFiles(input)) {
      const certificates = certificatesOf(fact);
      if (
        reference.role !== 'ca' ||
        certificates.length === 0 ||
        !certificates.every((c) => isLeaf(c) && c.selfIssued)
      )
        continue;
      for (const host of new Set(outlook.hosts.value.map(withoutPort))) {
        if (host === '' || host.startsWith('/') || certificates.some((c) => coversHost(c, host))) continue;
        const names = certificates
          .flatMap((c) => (c.names.length ? c.names.map((n) => n.value) : [c.commonName ?? '']))
          .join(', ');
        yield { message: 'absent', data: { host, file: reference.path, names }, span: reference.span };
      }
    }
  },
});

function withoutPort(host: string): string {
  return host.replace(/^(\[[^\]]*\]|[^:]*):\d+$/, '$1').replace(/^\[|\]$/g, '');
}

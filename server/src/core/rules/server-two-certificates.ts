/** A certificate from a file and from the system store. */
import { serverSettings } from '../model/serverSettings';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'server-two-certificates',
    category: 'validity',
    severity: 'error',
    fixable: false,
    messages: {
      both: '{first} and {second} exclude each other: the server refuses to start. Keep one',
    },
    docs: {
      what: 'A server names its certificate twice, by file and by selector.',
      why: 'The server refuses to start.',
      instead: 'Keep the file or the selector.',
    },
    examples: {
      bad: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    «certificateSelector: subject=db.example.com»\n    CAFile: /etc/ssl/ca.pem\n',
        },
      ],
      good: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n',
        },
      ],
    },
    sources: [
      { repo: 'mongodb/docs', ref: '009abe2b', path: 'source/reference/configuration-options.txt' },
      { repo: 'mongodb/mongo', ref: '39f7c903', path: 'src/mongo/util/net/ssl_options_server.idl' },
    ],
  },
  about: { drivers: ['mongod'] },
  *check({ outlook }) {
    const settings = serverSettings(outlook);
    for (const [a, b] of [
      ['certificateKeyFile', 'certificateSelector'],
      ['clusterFile', 'clusterCertificateSelector'],
    ] as const) {
      const first = settings.get(a);
      const second = settings.get(b);
      if (first && second)
        yield { message: 'both', data: { first: first.name, second: second.name }, span: second.span };
    }
  },
});

/** net.tls beside net.ssl. */
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'server-tls-and-ssl',
    category: 'validity',
    severity: 'error',
    fixable: false,
    messages: {
      both: '{name} stands beside net.tls: the server refuses to start when both are given. Keep net.tls',
    },
    docs: {
      what: 'A server configuration has both net.tls and net.ssl.',
      why: 'They are two names of the same settings, and the server refuses to start.',
      instead: 'Keep net.tls.',
    },
    examples: {
      bad: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n  ssl:\n    «mode: requireSSL»\n',
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
  *check({ outlook }) {
    const old = outlook.options.find(
      (o) => /^(?:net\.ssl\.|-*ssl[A-Z])/.test(o.name) && (o.place === 'config' || o.place === 'flag'),
    );
    if (outlook.driver?.id !== 'mongod' || !old) return;
    if (outlook.options.some((o) => /^(?:net\.tls\.|-*tls[A-Z])/.test(o.name)))
      yield { message: 'both', data: { name: old.name }, span: old.span };
  },
});

/** net.tls beside net.ssl. */
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'server-tls-and-ssl',
    category: 'validity',
    severity: 'error',
    fixable: false,
    messages: {
      both: '{name} stands beside the mode of TLS under its new name: the server refuses to start when both are given. Keep the new one',
    },
    docs: {
      what: 'A server has its TLS mode twice: under net.tls (or --tlsMode) and under net.ssl (or --sslMode).',
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
          file: 'start.sh',
          code: 'mongod --tlsMode requireTLS --tlsCertificateKeyFile /etc/mongod.pem --sslCAFile /etc/ca.pem --replSet rs0\n',
        },
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n',
        },
      ],
    },
    sources: [
      { repo: 'mongodb/docs', ref: '009abe2b', path: 'source/reference/configuration-options.txt' },
      {
        repo: 'mongodb/mongo',
        ref: '0780841a',
        path: 'src/mongo/util/net/ssl_options_server.cpp',
        note: 'net.tls.mode and net.ssl.mode are incompatibleWith each other; the other old names are aliases',
      },
    ],
  },
  about: { drivers: ['mongod'] },
  *check({ outlook }) {
    // Of the other settings the old name is an alias: it may stand beside the new names.
    const written = outlook.options.filter((o) => o.place === 'config' || o.place === 'flag');
    const old = written.find((o) =>
      /^(?:net\.ssl\.(?:mode|sslOnNormalPorts)|-*ssl(?:Mode|OnNormalPorts))$/.test(o.name),
    );
    if (outlook.driver?.id !== 'mongod' || !old) return;
    if (written.some((o) => /^(?:net\.tls\.mode|-*tlsMode)$/.test(o.name)))
      yield { message: 'both', data: { name: old.name }, span: old.span };
  },
});

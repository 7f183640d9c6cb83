/** The password of the server key in its configuration. */
import { isPlaceholder } from '../uri/secrets';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'server-key-password',
    category: 'secrets',
    severity: 'warning',
    fixable: false,
    messages: {
      literal:
        '{name} holds the password of the private key in a file that many can read. Leave it out (mongod then asks), or use an expansion directive with a protected file',
    },
    docs: {
      what: 'A server configuration holds a literal key password.',
      why: 'Configuration files end up in repositories and backups.',
      instead: 'Leave it out, or use __exec or __rest with a protected source.',
    },
    examples: {
      bad: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n    «certificateKeyFilePassword: Vq7rTz01x»\n',
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
  *check({ outlook, document }) {
    if (outlook.driver?.id !== 'mongod') return;
    for (const option of outlook.options) {
      if (!/(?:KeyFilePassword|PEMKeyPassword|clusterPassword)$/i.test(option.name) || !option.value.known)
        continue;
      const written = document.text
        .slice(option.valueSpan.start, option.valueSpan.end)
        .replace(/^["']|["']$/g, '');
      if (written === '' || /[${}<>]/.test(written) || isPlaceholder(written)) continue;
      yield { message: 'literal', data: { name: option.name }, span: option.span };
    }
  },
});

/** The server accepts any client certificate. */
import { removeOption } from '../model/edits';
import { serverSettings } from '../model/serverSettings';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'server-invalid-certificates',
    category: 'server-authentication',
    severity: 'warning',
    strict: 'error',
    fixable: true,
    messages: {
      on: '{name} makes the server accept any certificate of clients and members, even expired or self-made ones: a certificate proves nothing any more. Remove it',
    },
    docs: {
      what: 'mongod or mongos accepts invalid certificates.',
      why: 'Whoever makes a certificate can join as a client, and members do not know each other for certain.',
      instead: 'Remove the setting, and issue certificates that are valid and hold the right names.',
    },
    examples: {
      bad: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n    «allowInvalidCertificates: true»\n',
        },
      ],
      good: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n',
        },
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n    allowInvalidCertificates: false\n',
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
    const option = serverSettings(outlook).get('allowInvalidCertificates');
    if (!option?.value.known || String(option.value.value) !== 'true') return;
    const edit = removeOption(option);
    yield {
      message: 'on',
      data: { name: option.name },
      span: option.span,
      fixes: edit ? [{ title: `Remove ${option.name}`, safe: false, edits: [edit] }] : [],
    };
  },
});

/** Old protocol versions switched on again. */
import { removeOption } from '../model/edits';
import { serverSettings } from '../model/serverSettings';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'server-protocols-enabled',
    category: 'server-authentication',
    severity: 'warning',
    fixable: true,
    messages: {
      none: 'disabledProtocols: none switches TLS 1.0 and 1.1 on again, which the server disables by itself: they are broken. Remove the setting',
    },
    docs: {
      what: 'A server configuration enables TLS 1.0 and 1.1.',
      why: 'They have known attacks. The server disables TLS 1.0 by itself since 4.0, and current versions TLS 1.1 too.',
      instead: 'Remove the setting.',
    },
    examples: {
      bad: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n    «disabledProtocols: none»\n',
        },
      ],
      good: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n',
        },
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n    disabledProtocols: TLS1_0,TLS1_1\n',
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
    const option = serverSettings(outlook).get('disabledProtocols');
    if (!option?.value.known || String(option.value.value).toLowerCase() !== 'none') return;
    const edit = removeOption(option);
    yield {
      message: 'none',
      span: option.span,
      fixes: edit ? [{ title: 'Remove disabledProtocols', safe: false, edits: [edit] }] : [],
    };
  },
});

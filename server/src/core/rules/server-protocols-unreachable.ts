/** TLS 1.2 and 1.3 both switched off. */
import { removeOption } from '../model/edits';
import { serverSettings } from '../model/serverSettings';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'server-protocols-unreachable',
    category: 'compatibility',
    severity: 'error',
    fixable: true,
    messages: {
      off: 'disabledProtocols switches off {names}, so current drivers, which speak TLS 1.2 and 1.3, cannot connect. Leave TLS1_2 or TLS1_3 on',
    },
    docs: {
      what: 'A server configuration disables TLS 1.2 and TLS 1.3.',
      why: 'Current runtimes offer nothing older.',
      instead: 'Disable TLS1_0 and TLS1_1 only, or remove the setting.',
    },
    examples: {
      bad: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n    «disabledProtocols: TLS1_2,TLS1_3»\n',
        },
      ],
      good: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n',
        },
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n    disabledProtocols: TLS1_3\n',
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
    if (!option?.value.known || typeof option.value.value !== 'string') return;
    const names = option.value.value.split(',').map((n) => n.trim());
    if (!names.includes('TLS1_2') || !names.includes('TLS1_3')) return;
    const edit = removeOption(option);
    yield {
      message: 'off',
      data: { names: 'TLS1_2 and TLS1_3' },
      span: option.span,
      fixes: edit ? [{ title: 'Remove disabledProtocols', safe: false, edits: [edit] }] : [],
    };
  },
});

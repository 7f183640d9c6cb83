/** The server takes plaintext too. */
import { setValue } from '../model/edits';
import { serverSettings } from '../model/serverSettings';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'server-tls-optional',
    category: 'plaintext',
    severity: 'warning',
    fixable: true,
    messages: {
      optional:
        '{mode} accepts plaintext connections beside TLS: a client without TLS is served all the same. When every client has TLS, set {require}',
    },
    docs: {
      what: 'The TLS mode of mongod or mongos accepts plaintext.',
      why: 'allowTLS and preferTLS are meant for the days of a change. A client that forgot TLS, or was made to forget it, is not stopped.',
      instead: 'Set requireTLS when every client and member speaks TLS.',
    },
    examples: {
      bad: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    «mode: preferTLS»\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n',
        },
        {
          file: 'start.sh',
          code: 'mongod «--tlsMode allowTLS» --tlsCertificateKeyFile /etc/ssl/mongod.pem --tlsCAFile /etc/ssl/ca.pem',
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
    const mode = serverSettings(outlook).get('mode');
    if (!mode?.value.known || typeof mode.value.value !== 'string') return;
    const value = mode.value.value;
    if (!/^(?:allow|prefer)(?:TLS|SSL)$/.test(value)) return;
    const require = value.endsWith('SSL') ? 'requireSSL' : 'requireTLS';
    const edit =
      mode.place === 'config'
        ? setValue(outlook.site, mode, require)
        : { span: mode.valueSpan, newText: require };
    yield {
      message: 'optional',
      data: { mode: value, require },
      span: mode.span,
      fixes: edit ? [{ title: `Set ${require}`, safe: false, edits: [edit] }] : [],
    };
  },
});

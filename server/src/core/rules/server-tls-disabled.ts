/** The server speaks no TLS. */
import { setValue } from '../model/edits';
import { serverSettings } from '../model/serverSettings';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'server-tls-disabled',
    category: 'plaintext',
    severity: 'warning',
    fixable: true,
    messages: {
      off: '{name}: {mode} turns TLS off for the whole server: every client, and every member of the set, talks plaintext. Set {require}',
    },
    docs: {
      what: 'The TLS mode of mongod or mongos is disabled.',
      why: 'Everything that clients and other members send can be read and changed on the network.',
      instead:
        'Set the mode to requireTLS, with certificateKeyFile and CAFile. To change a running set, go through allowTLS and preferTLS.',
    },
    examples: {
      bad: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    «mode: disabled»\n',
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
    if (!mode?.value.known || typeof mode.value.value !== 'string' || mode.value.value !== 'disabled') return;
    const require = /ssl/i.test(mode.name) ? 'requireSSL' : 'requireTLS';
    const edit = setValue(outlook.site, mode, require);
    yield {
      message: 'off',
      data: { name: mode.name, mode: mode.value.value, require },
      span: mode.span,
      fixes: edit ? [{ title: `Set ${require} (needs a certificate)`, safe: false, edits: [edit] }] : [],
    };
  },
});

/** The server does not check the names of other members. */
import { removeOption } from '../model/edits';
import { serverSettings } from '../model/serverSettings';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'server-invalid-hostnames',
    category: 'server-authentication',
    severity: 'warning',
    strict: 'error',
    fixable: true,
    messages: {
      on: '{name} makes the server accept a certificate of another host when it connects to members of its set: any certificate of the CA will do. Remove it, and issue certificates with the right names',
    },
    docs: {
      what: 'mongod or mongos does not check host names.',
      why: 'Any holder of a certificate of the same CA can pose as a member.',
      instead: 'Remove the setting, and issue certificates that are valid and hold the right names.',
    },
    examples: {
      bad: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n    «allowInvalidHostnames: true»\n',
        },
      ],
      good: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n',
        },
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n    allowInvalidHostnames: false\n',
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
    const option = serverSettings(outlook).get('allowInvalidHostnames');
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

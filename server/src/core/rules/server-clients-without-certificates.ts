/** Clients need no certificate. */
import { serverSettings } from '../model/serverSettings';
import type { WrittenOption } from '../types';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'server-clients-without-certificates',
    category: 'server-authentication',
    severity: 'hint',
    strict: 'information',
    quiet: 'off',
    fixable: false,
    messages: {
      on: '{name} lets clients connect without a certificate: they are then only known by their login. That is right where clients log in with a password, and wrong where certificates are the login',
    },
    docs: {
      what: 'mongod or mongos lets clients connect without a certificate.',
      why: 'With the setting a client certificate is checked only when one is shown. It is common with password logins.',
      instead:
        'Remove it where every client has a certificate. Where security.authorization is enabled or a keyFile is named, clients log in anyway, and nothing is said.',
    },
    examples: {
      bad: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n    «allowConnectionsWithoutCertificates: true»\n',
        },
      ],
      good: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n',
        },
        {
          file: 'mongod.conf',
          code: 'systemLog:\n  destination: file\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n    allowConnectionsWithoutCertificates: true\nsecurity:\n  authorization: enabled\n',
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
    // Who has to log in has a name, with a certificate or without one.
    if (outlook.options.some(demandsLogin)) return;
    const option = serverSettings(outlook).get('allowConnectionsWithoutCertificates');
    if (option?.value.known && String(option.value.value) === 'true')
      yield { message: 'on', data: { name: option.name }, span: option.span };
  },
});

/** Sections of the configuration by which clients have to log in; a key file implies authorization (source/reference/configuration-options.txt). */
function demandsLogin(option: WrittenOption): boolean {
  return (
    option.name === 'security.keyFile' ||
    (option.name === 'security.authorization' && option.value.known && option.value.value === 'enabled')
  );
}

/** A server with TLS and no certificate of its own. */
import { isOn, serverSettings } from '../model/serverSettings';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'server-certificate-missing',
    category: 'validity',
    severity: 'error',
    fixable: false,
    messages: {
      certificate:
        'TLS is on and {name} is not set: the server has no certificate to show, and refuses to start. Name the PEM file with its certificate and key',
    },
    docs: {
      what: 'mongod or mongos has TLS on and no certificate.',
      why: 'The server refuses to start.',
      instead: 'Name a PEM file that holds certificate and key in certificateKeyFile.',
    },
    examples: {
      bad: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    «mode: requireTLS»\n    CAFile: /etc/ssl/ca.pem\n',
        },
      ],
      good: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n',
        },
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: disabled\n',
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
    const settings = serverSettings(outlook);
    const mode = settings.get('mode');
    if (!mode || !isOn(mode) || outlook.site.open) return;
    if (settings.has('certificateKeyFile') || settings.has('certificateSelector')) return;
    yield {
      message: 'certificate',
      data: { name: mode.place === 'config' ? 'net.tls.certificateKeyFile' : '--tlsCertificateKeyFile' },
      span: mode.span,
    };
  },
});

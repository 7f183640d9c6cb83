/** A server with TLS and no chain of trust. */
import { isOn, serverSettings } from '../model/serverSettings';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'server-ca-missing',
    category: 'validity',
    severity: 'warning',
    fixable: false,
    messages: {
      ca: 'TLS is on and neither CAFile nor tlsUseSystemCA is set: the server cannot check any certificate, and MongoDB 7.0.6, 6.0.14, 5.0.25 and later refuse to start. Name the CA in {name}',
    },
    docs: {
      what: 'mongod or mongos has TLS on and no CA.',
      why: 'Without a CA the server checks neither clients nor members. From 4.4.29, 5.0.25, 6.0.14 and 7.0.6 on it does not start.',
      instead: 'Name the CA of clients and members in CAFile.',
    },
    examples: {
      bad: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    «mode: requireTLS»\n    certificateKeyFile: /etc/ssl/mongod.pem\n',
        },
      ],
      good: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n',
        },
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\nsetParameter:\n  tlsUseSystemCA: true\n',
        },
      ],
    },
    sources: [
      { repo: 'mongodb/docs', ref: '009abe2b', path: 'source/reference/configuration-options.txt' },
      { repo: 'mongodb/mongo', ref: '39f7c903', path: 'src/mongo/util/net/ssl_options_server.idl' },
    ],
  },
  wholeText: true,
  about: { drivers: ['mongod'] },
  *check({ outlook, document }) {
    const settings = serverSettings(outlook);
    const mode = settings.get('mode');
    if (!mode || !isOn(mode) || settings.has('CAFile') || settings.has('clusterCAFile') || outlook.site.open)
      return;
    // Files that need the CA say so themselves (server-file-without-ca).
    if (settings.has('CRLFile')) return;
    if (/tlsUseSystemCA/i.test(document.text)) return;
    yield {
      message: 'ca',
      data: { name: mode.place === 'config' ? 'net.tls.CAFile' : '--tlsCAFile' },
      span: mode.span,
    };
  },
});

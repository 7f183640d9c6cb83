/** A revocation list or cluster CA without the CA that it belongs to. */
import { serverSettings } from '../model/serverSettings';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'server-file-without-ca',
    category: 'validity',
    severity: 'error',
    fixable: false,
    messages: {
      crl: '{name} needs CAFile: without it the server refuses to start. Name the CA',
    },
    docs: {
      what: 'CRLFile or clusterCAFile is set and CAFile is not.',
      why: 'The server refuses to start.',
      instead: 'Name the CA in CAFile.',
    },
    examples: {
      bad: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    «CRLFile: /etc/ssl/crl.pem»\n',
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
    const settings = serverSettings(outlook);
    if (settings.has('CAFile') || outlook.site.open) return;
    for (const key of ['CRLFile', 'clusterCAFile']) {
      const option = settings.get(key);
      if (option) yield { message: 'crl', data: { name: option.name }, span: option.span };
    }
  },
});

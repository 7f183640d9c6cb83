/** The server hides its certificate from other members. */
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'server-withholds-certificate',
    category: 'compatibility',
    severity: 'information',
    fixable: false,
    messages: {
      withhold:
        'tlsWithholdClientCertificate keeps the server from showing its certificate to other members: they must allow connections without certificates, or the set breaks',
    },
    docs: {
      what: 'tlsWithholdClientCertificate is set.',
      why: 'Members that ask for a certificate refuse this one.',
      instead: 'Set it only where every member has allowConnectionsWithoutCertificates.',
    },
    examples: {
      bad: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\nsetParameter:\n  «tlsWithholdClientCertificate»: true\n',
        },
      ],
      good: [
        {
          file: 'mongod.conf',
          code: 'net:\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /s.pem\n    CAFile: /ca.pem\nsetParameter:\n  tlsWithholdClientCertificate: ${WITHHOLD}\n',
        },
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n',
        },
      ],
    },
    sources: [{ repo: 'mongodb/mongo', ref: '9b4febc0', path: 'src/mongo/util/net/ssl_parameters.idl' }],
  },
  needle: /tlsWithholdClientCertificate/,
  *checkDocument({ document, outlooks }) {
    if (!outlooks.some((o) => o.site.kind === 'serverConfig' || o.driver?.id === 'mongod')) return;
    for (const match of document.text.matchAll(/\btlsWithholdClientCertificate\b(?=[\s"':=]*(?:true|1)\b)/g))
      yield { message: 'withhold', span: { start: match.index, end: match.index + match[0].length } };
  },
});

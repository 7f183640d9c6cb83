/** Amazon DocumentDB uses a CA that no trust store holds. */
import { serviceOf } from '../model/hosts';
import { optionsAbout } from '../model/meaning';
import { commandFix } from '../model/commandFixes';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'documentdb-without-ca',
    category: 'server-authentication',
    severity: 'warning',
    fixable: true,
    messages: {
      ca: 'Amazon DocumentDB has certificates of its own CA, which no trust store holds: without tlsCAFile the connection will fail. Download the global bundle (global-bundle.pem) and name it in tlsCAFile',
    },
    docs: {
      what: 'A TLS connection to Amazon DocumentDB names no CA file.',
      why: 'Its certificates are issued by an Amazon RDS CA that is not in the trust stores of operating systems and runtimes, so the driver refuses the certificate, and people then switch the check off.',
      instead:
        'Download global-bundle.pem from the Amazon RDS trust store and name it in tlsCAFile (in Java: import it into a trust store).',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://app:%s@«shop.cluster-c1.eu-west-1.docdb.amazonaws.com»/?tls=true&retryWrites=false" % PW)',
        },
      ],
      good: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://c.cluster-x.eu-west-1.docdb.amazonaws.com/?tls=true", tlsCAFile=ca_file)',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://c.cluster-x.eu-west-1.docdb.amazonaws.com/?tls=true", **options)',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://app:%s@shop.cluster-c1.eu-west-1.docdb.amazonaws.com/?tls=true&retryWrites=false&tlsCAFile=global-bundle.pem" % PW)',
        },
      ],
    },
    sources: [
      {
        repo: 'docs.aws.amazon.com',
        ref: '2026-11',
        path: 'documentdb/latest/developerguide/connect_programmatically.html',
        note: 'global-bundle.pem',
      },
      {
        repo: 'aws-samples/amazon-documentdb-samples',
        ref: '9bda5e6',
        path: 'samples/connect-and-query/sample_python_documentdb.py',
      },
    ],
  },
  about: { shows: ['service'] },
  *check({ outlook }) {
    const { uri } = outlook;
    if (
      !uri ||
      !outlook.driver ||
      uri.open ||
      outlook.site.open ||
      ![
        'pymongo',
        'motor',
        'mongoengine',
        'node',
        'mongoose',
        'c',
        'cxx',
        'php',
        'ruby',
        'go',
        'rust',
      ].includes(outlook.driver.id)
    )
      return;
    const host = uri.hosts.find((h) => serviceOf(h.host) === 'documentdb');
    if (
      !host ||
      !outlook.tls.known ||
      !outlook.tls.value ||
      !outlook.chain.known ||
      outlook.chain.value === false
    )
      return;
    if (
      optionsAbout(outlook, 'caFile', 'context').length > 0 ||
      outlook.options.some((o) => /ca$|context|tlsconfig/i.test(o.name))
    )
      return;
    yield {
      message: 'ca',
      span: host.span,
      fixes: [commandFix('add-ca', 'Name the CA bundle of Amazon DocumentDB…')],
    };
  },
});

/** Amazon DocumentDB has no retryable writes. */
import { addOption } from '../model/edits';
import { serviceOf } from '../model/hosts';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'documentdb-retry-writes',
    category: 'compatibility',
    severity: 'warning',
    fixable: true,
    messages: {
      missing:
        'Amazon DocumentDB does not support retryable writes, and drivers turn them on by default: writes will fail. Add retryWrites=false',
    },
    docs: {
      what: 'A connection to Amazon DocumentDB does not turn retryable writes off.',
      why: 'Drivers of 2019 and later use retryable writes by default; Amazon DocumentDB refuses such writes.',
      instead: 'Add retryWrites=false.',
    },
    examples: {
      bad: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://app:${PW}@«shop.cluster-c1.eu-west-1.docdb.amazonaws.com:27017»/?tls=true&tlsCAFile=global-bundle.pem',
        },
      ],
      good: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://app:${PW}@shop.cluster-c1.eu-west-1.docdb.amazonaws.com:27017/?tls=true&tlsCAFile=global-bundle.pem&retryWrites=false',
        },
        { file: '.env', code: 'MONGO_URL=mongodb://db.example.com/?tls=true' },
      ],
    },
    sources: [{ repo: 'aws-samples/amazon-documentdb-samples', ref: 'main', path: 'README.md' }],
  },
  *check({ outlook }) {
    const { uri } = outlook;
    if (
      !uri ||
      uri.open ||
      outlook.site.open ||
      !outlook.hosts.known ||
      !outlook.hosts.value.some((h) => serviceOf(h) === 'documentdb')
    )
      return;
    if (outlook.options.some((o) => /^retry_?writes$/i.test(o.name))) return;
    const edit = addOption(outlook, 'retryWrites', false, 'uri');
    const first = uri.hosts[0]!;
    yield {
      message: 'missing',
      span: { start: first.span.start, end: uri.hosts[uri.hosts.length - 1]!.span.end },
      fixes: edit ? [{ title: 'Add retryWrites=false', safe: false, edits: [edit] }] : [],
    };
  },
});

/** rds-combined-ca-bundle.pem is no longer enough. */
import { optionsAbout } from '../model/meaning';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'documentdb-retired-bundle',
    category: 'files',
    severity: 'warning',
    fixable: true,
    messages: {
      bundle:
        '{file} is the retired CA bundle of Amazon RDS: certificates issued since 2024 are not covered, and the connection will fail after the next rotation. Download global-bundle.pem and name that',
    },
    docs: {
      what: 'tlsCAFile names the retired CA bundle of Amazon RDS and DocumentDB.',
      why: 'rds-combined-ca-bundle.pem and rds-ca-2019-root.pem hold CAs that ended in 2024.',
      instead: 'Use global-bundle.pem.',
    },
    examples: {
      bad: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://app:${PW}@shop.cluster-c1.eu-west-1.docdb.amazonaws.com/?tls=true&retryWrites=false&tlsCAFile=«rds-combined-ca-bundle.pem»',
        },
      ],
      good: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://app:${PW}@shop.cluster-c1.eu-west-1.docdb.amazonaws.com/?tls=true&retryWrites=false&tlsCAFile=global-bundle.pem',
        },
      ],
    },
    sources: [
      {
        repo: 'docs.aws.amazon.com',
        ref: '2026-11',
        path: 'documentdb/latest/developerguide/ca_cert_rotation.html',
        note: 'global-bundle.pem',
      },
      {
        repo: 'aws-samples/amazon-documentdb-samples',
        ref: '9bda5e6',
        path: 'samples/connect-and-query/sample_python_documentdb.py',
      },
    ],
  },
  about: { settings: ['caFile'] },
  *check({ outlook, document }) {
    for (const option of optionsAbout(outlook, 'caFile')) {
      if (!option.value.known || typeof option.value.value !== 'string') continue;
      const file = /rds-combined-ca-bundle\.pem|rds-ca-20(?:15|19)-root\.pem/.exec(option.value.value)?.[0];
      const at = file ? document.text.indexOf(file, option.valueSpan.start) : -1;
      if (!file || at < 0 || at >= option.valueSpan.end) continue;
      const span = { start: at, end: at + file.length };
      yield {
        message: 'bundle',
        data: { file },
        span,
        fixes: [
          {
            title: 'Name global-bundle.pem (download it first)',
            safe: false,
            edits: [{ span, newText: 'global-bundle.pem' }],
          },
        ],
      };
    }
  },
});

/** Azure Cosmos DB for MongoDB (RU) has no retryable writes. */
import { addOption } from '../model/edits';
import { serviceOf } from '../model/hosts';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'cosmos-retry-writes',
    category: 'compatibility',
    severity: 'warning',
    fixable: true,
    messages: {
      missing:
        'Azure Cosmos DB does not support retryable writes on this endpoint, and drivers turn them on by default: writes can fail. Add retryWrites=false',
    },
    docs: {
      what: 'A connection to Azure Cosmos DB for MongoDB does not turn retryable writes off.',
      why: 'The request-unit endpoint (mongo.cosmos.azure.com) refuses retryable writes, which drivers use by default.',
      instead: 'Add retryWrites=false.',
    },
    examples: {
      bad: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://app:${PW}@«shop.mongo.cosmos.azure.com:10255»/?ssl=true&replicaSet=globaldb',
        },
      ],
      good: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://app:${PW}@shop.mongo.cosmos.azure.com:10255/?ssl=true&replicaSet=globaldb&retryWrites=false',
        },
        { file: '.env', code: 'MONGO_URL=mongodb://db.example.com/?tls=true' },
      ],
    },
    sources: [{ repo: 'microsoft/vscode-cosmosdb', ref: 'main', path: 'README.md' }],
  },
  *check({ outlook }) {
    const { uri } = outlook;
    if (
      !uri ||
      uri.open ||
      outlook.site.open ||
      !outlook.hosts.known ||
      !outlook.hosts.value.some((h) => serviceOf(h) === 'cosmos' && !/mongocluster/i.test(h))
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

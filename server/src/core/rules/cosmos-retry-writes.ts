/** Azure Cosmos DB for MongoDB (RU) has no retryable writes. */
import { serviceOf } from '../model/hosts';
import { withoutRetryWritesOff } from '../model/retryableWrites';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'cosmos-retry-writes',
    category: 'compatibility',
    severity: 'warning',
    fixable: true,
    messages: {
      missing:
        'Azure Cosmos DB refuses retryable writes on this endpoint unless the account has them enabled, and drivers turn them on by default: writes fail. Add retryWrites=false, or enable them for the account',
    },
    docs: {
      what: 'A connection to Azure Cosmos DB for MongoDB does not turn retryable writes off.',
      why: 'The request-unit endpoint (mongo.cosmos.azure.com) refuses retryable writes unless they are enabled for the account, and drivers use them by default.',
      instead:
        'Add retryWrites=false, or enable retryable writes for the account and write retryWrites=true.',
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
    sources: [
      {
        repo: 'azure.microsoft.com',
        ref: '2022-11-09',
        path: 'en-us/updates/general-availability-retryable-writes-in-azure-cosmos-db-for-mongodb',
        note: 'a feature that has to be enabled',
      },
    ],
  },
  about: { shows: ['service'] },
  check: ({ outlook }) =>
    withoutRetryWritesOff(outlook, (h) => serviceOf(h) === 'cosmos' && !/mongocluster/i.test(h)),
});

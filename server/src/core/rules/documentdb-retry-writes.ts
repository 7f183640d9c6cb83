/** Amazon DocumentDB before engine 8.0.2 has no retryable writes. */
import { serviceOf } from '../model/hosts';
import { withoutRetryWritesOff } from '../model/retryableWrites';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'documentdb-retry-writes',
    category: 'compatibility',
    severity: 'warning',
    fixable: true,
    messages: {
      missing:
        'Amazon DocumentDB refuses retryable writes up to engine version 8.0.1, and drivers turn them on by default: writes fail. Add retryWrites=false, or retryWrites=true on 8.0.2 and later',
    },
    docs: {
      what: 'A connection to Amazon DocumentDB does not turn retryable writes off.',
      why: 'Drivers of 2019 and later use retryable writes by default; Amazon DocumentDB refuses such writes up to engine version 8.0.1.',
      instead: 'Add retryWrites=false. On engine version 8.0.2 and later write retryWrites=true.',
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
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://shop.cluster-c1.eu-west-1.docdb.amazonaws.com/", tls=True, tlsCAFile="global-bundle.pem", retryWrites=False)',
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nnew MongoClient('mongodb://shop.cluster-c1.eu-west-1.docdb.amazonaws.com/?tls=true', { tlsCAFile: 'global-bundle.pem', retryWrites: retry });",
        },
      ],
    },
    sources: [
      {
        repo: 'docs.aws.amazon.com',
        ref: '2026-11',
        path: 'documentdb/latest/developerguide/retryable-writes.html',
        note: 'since engine 8.0.2',
      },
      {
        repo: 'aws-samples/amazon-documentdb-samples',
        ref: '9bda5e6',
        path: 'samples/connect-and-query/sample_python_documentdb.py',
      },
    ],
  },
  about: { shows: ['service'] },
  check: ({ outlook }) => withoutRetryWritesOff(outlook, (h) => serviceOf(h) === 'documentdb'),
});

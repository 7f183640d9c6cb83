/** Motor has a successor inside PyMongo. */
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'motor-deprecated',
    category: 'hygiene',
    severity: 'hint',
    quiet: 'off',
    fixable: false,
    messages: {
      motor:
        'Motor is deprecated since May 2025. PyMongo has the asynchronous client itself now (AsyncMongoClient), with the same TLS options',
    },
    docs: {
      what: 'A connection is made with Motor.',
      why: 'It gets no new features, and later no fixes for TLS either.',
      instead: 'Use pymongo.AsyncMongoClient.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from motor.motor_asyncio import AsyncIOMotorClient\nclient = «AsyncIOMotorClient»("mongodb://localhost/")',
        },
      ],
      good: [
        {
          file: 'app.py',
          code: 'from pymongo import AsyncMongoClient\nclient = AsyncMongoClient("mongodb://localhost/")',
        },
      ],
    },
    sources: [{ repo: 'mongodb/motor', ref: '71d9ba6f', path: 'README.md' }],
  },
  about: { drivers: ['motor'] },
  *check({ outlook }) {
    if (outlook.driver?.id === 'motor' && outlook.site.headSpan)
      yield { message: 'motor', span: outlook.site.headSpan };
  },
});

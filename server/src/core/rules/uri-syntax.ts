/** A URI that no driver can read: unescaped characters, missing hosts, impossible ports. */
import { sources } from '../model/sources';
import { checkSpecification } from '../uri/specification';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'uri-syntax',
    category: 'validity',
    severity: 'error',
    fixable: false,
    messages: {},
    docs: {
      what: 'The connection string breaks the rules of the connection string specification.',
      why: 'Drivers refuse it when they start, often with a text about something else (a bad port, a bad database name).',
      instead:
        'Percent-encode user name, password and socket paths, write host:port, and give every option a value.',
    },
    examples: {
      bad: [
        { file: '.env', code: 'MONGO_URL=mongodb://app:«p@ss/word»@db.example.com/?tls=true' },
        { file: '.env', code: 'MONGO_URL=mongodb://«db.example.com:70000»/?tls=true' },
        { file: '.env', code: 'MONGO_URL=mongodb://db.example.com/?«tls»' },
      ],
      good: [
        { file: '.env', code: 'MONGO_URL=mongodb://app:p%40ss%2Fword@db.example.com/?tls=true' },
        { file: '.env', code: 'MONGO_URL=mongodb://${HOST}:${PORT}/?tls=true' },
        { file: '.env', code: 'MONGO_URL=mongodb://%2Ftmp%2Fmongodb-27017.sock/app' },
      ],
    },
    sources: [sources.connectionString],
  },
  *check({ outlook }) {
    if (!outlook.uri) return;
    for (const problem of checkSpecification(outlook.uri))
      if (problem.topic === 'syntax') yield { message: problem.message, span: problem.span };
  },
});

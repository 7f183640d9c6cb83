/** Authentication options that contradict each other or lack something. */
import { namesUser } from '../model/meaning';
import { sources } from '../model/sources';
import { checkSpecification } from '../uri/specification';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'authentication-options',
    category: 'validity',
    severity: 'error',
    fixable: false,
    messages: {},
    docs: {
      what: 'The authentication mechanism and its user name, password, source or properties do not fit together.',
      why: 'Drivers refuse to start.',
      instead: 'Give the mechanism what it needs, and nothing that it refuses.',
    },
    examples: {
      bad: [
        { file: '.env', code: 'MONGO_URL=mongodb://localhost/?«authMechanism=SCRAM-SHA-256»' },
        { file: '.env', code: 'MONGO_URL=mongodb://app:${PW}@localhost/?«authSource=»' },
      ],
      good: [
        { file: '.env', code: 'MONGO_URL=mongodb://app:${PW}@localhost/?authMechanism=SCRAM-SHA-256' },
        { file: '.env', code: 'MONGO_URL=mongodb://${AUTH}localhost/?authMechanism=${MECH}' },
      ],
    },
    sources: [sources.auth],
  },
  about: { shows: ['specificationProblem'] },
  *check({ outlook, document }) {
    if (!outlook.uri) return;
    const named = namesUser(outlook, document);
    for (const problem of checkSpecification(outlook.uri))
      if (problem.topic === 'authentication' && !(named && / needs a user name/.test(problem.message)))
        yield { message: problem.message, span: problem.span };
  },
});

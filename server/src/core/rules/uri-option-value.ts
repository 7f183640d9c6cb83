/** An option whose value is not one that it can have. */
import { sources } from '../model/sources';
import { checkSpecification } from '../uri/specification';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'uri-option-value',
    category: 'validity',
    severity: 'warning',
    fixable: false,
    messages: {},
    docs: {
      what: 'An option of the connection string has a value of the wrong kind or out of range.',
      why: 'Most drivers ignore such an option with a warning, so the default counts; some refuse to start.',
      instead: 'Write a value that the option can have.',
    },
    examples: {
      bad: [
        { file: '.env', code: 'MONGO_URL=mongodb://localhost/?«connectTimeoutMS=10s»' },
        { file: '.env', code: 'MONGO_URL=mongodb://localhost/?«readPreference=any»' },
        { file: '.env', code: 'MONGO_URL=mongodb://localhost/?«w=0»&journal=true' },
      ],
      good: [
        { file: '.env', code: 'MONGO_URL=mongodb://localhost/?connectTimeoutMS=10000' },
        { file: '.env', code: 'MONGO_URL=mongodb://localhost/?connectTimeoutMS=${TIMEOUT}' },
      ],
    },
    sources: [sources.uriOptions, sources.writeConcern],
  },
  about: { shows: ['specificationProblem'] },
  *check({ outlook }) {
    if (!outlook.uri) return;
    for (const problem of checkSpecification(outlook.uri))
      if (problem.topic === 'option-value' || problem.topic === 'write-concern')
        yield {
          message: problem.message,
          span: problem.span,
          ...(problem.level === 'error' ? { severity: 'error' as const } : {}),
        };
  },
});

/** srvMaxHosts and srvServiceName where they cannot be. */
import { sources } from '../model/sources';
import { checkSpecification } from '../uri/specification';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'srv-options',
    category: 'validity',
    severity: 'error',
    fixable: false,
    messages: {},
    docs: {
      what: 'An option for mongodb+srv:// is written where it has no place.',
      why: 'Drivers refuse srvMaxHosts and srvServiceName with mongodb://, and srvMaxHosts with replicaSet or loadBalanced=true.',
      instead: 'Remove the option, or use mongodb+srv://.',
    },
    examples: {
      bad: [
        { file: '.env', code: 'MONGO_URL=mongodb://localhost/?«srvMaxHosts=2»' },
        { file: '.env', code: 'MONGO_URL=mongodb+srv://cluster.example.com/?«srvMaxHosts=2»&replicaSet=rs0' },
      ],
      good: [{ file: '.env', code: 'MONGO_URL=mongodb+srv://cluster.example.com/?srvMaxHosts=2' }],
    },
    sources: [sources.srv],
  },
  about: { shows: ['specificationProblem'] },
  *check({ outlook }) {
    if (!outlook.uri) return;
    for (const problem of checkSpecification(outlook.uri))
      if (problem.topic === 'srv') yield { message: problem.message, span: problem.span };
  },
});

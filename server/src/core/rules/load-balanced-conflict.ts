/** loadBalanced=true excludes several hosts, a replica set and a direct connection. */
import { sources } from '../model/sources';
import { checkSpecification } from '../uri/specification';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'load-balanced-conflict',
    category: 'validity',
    severity: 'error',
    fixable: false,
    messages: {},
    docs: {
      what: 'loadBalanced=true is written beside something that it excludes.',
      why: 'Drivers refuse to start.',
      instead: 'Keep the one host of the load balancer and remove the other option.',
    },
    examples: {
      bad: [{ file: '.env', code: 'MONGO_URL=mongodb://localhost/?«loadBalanced=true»&replicaSet=rs0' }],
      good: [
        { file: '.env', code: 'MONGO_URL=mongodb://localhost/?loadBalanced=true&directConnection=false' },
      ],
    },
    sources: [sources.loadBalancers],
  },
  about: { shows: ['specificationProblem'] },
  *check({ outlook }) {
    if (!outlook.uri) return;
    for (const problem of checkSpecification(outlook.uri))
      if (problem.topic === 'load-balanced') yield { message: problem.message, span: problem.span };
  },
});

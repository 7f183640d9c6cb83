/** loadBalanced=true, but the server answers without a service id. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'not-load-balanced',
  stage: 'hello',
  category: 'other',
  kind: 'notBalanced',
  title: () => 'loadBalanced=true is set, but there is no load balancer: the server tells no service id.',
  fix: () => 'Remove loadBalanced=true, or connect to the address of the load balancer.',
  source: {
    repo: 'mongodb/specifications',
    ref: '92b3c0b',
    path: 'source/load-balancers/load-balancers.md',
    note: 'Connection establishment: serviceId',
  },
});

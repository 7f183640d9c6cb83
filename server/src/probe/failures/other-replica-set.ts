/** The set has another name. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'other-replica-set',
  stage: 'hello',
  category: 'other',
  kind: 'setName',
  title: (fault) =>
    `The server is ${fault.found ? `in the replica set ${fault.found}` : 'in no replica set'}, and replicaSet asks for ${fault.wanted}.`,
  fix: (fault) =>
    `${fault.found ? `Write replicaSet=${fault.found}.` : 'Remove replicaSet, or start the server with replication.replSetName.'}`,
  remedy: (fault) => (fault.found ? { kind: 'set', option: 'replicaSet', value: fault.found } : undefined),
  source: {
    repo: 'mongodb/specifications',
    ref: '92b3c0b',
    path: 'source/server-discovery-and-monitoring/server-discovery-and-monitoring.md',
  },
});

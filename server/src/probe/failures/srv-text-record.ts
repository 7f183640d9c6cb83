/** A TXT record that drivers refuse. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'srv-text-record',
  stage: 'dns',
  category: 'dns',
  kind: 'srvText',
  title: (fault) =>
    `The TXT record of ${fault.name} has ${fault.text}; only one record with authSource, replicaSet and loadBalanced is allowed.`,
  fix: () => `Correct the TXT record.`,
  source: {
    repo: 'mongodb/specifications',
    ref: '92b3c0b',
    path: 'source/initial-dns-seedlist-discovery/initial-dns-seedlist-discovery.md',
  },
});

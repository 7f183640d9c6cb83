/** The DNS server does not answer SRV questions. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'srv-lookup-failed',
  stage: 'dns',
  category: 'dns',
  kind: 'dns',
  recognise: (fault) => fault.record === 'SRV',
  title: (fault) => `The DNS server did not answer the question for ${fault.name} (${fault.code}).`,
  fix: () =>
    `Try another resolver or network: some routers and VPNs refuse SRV questions. The provider also offers a mongodb:// string that needs none.`,
  source: {
    repo: 'mongodb/specifications',
    ref: '92b3c0b',
    path: 'source/initial-dns-seedlist-discovery/initial-dns-seedlist-discovery.md',
  },
});

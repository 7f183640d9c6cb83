/** SRV leads out of the domain. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'srv-foreign-domain',
  stage: 'dns',
  category: 'dns',
  kind: 'srvDomain',
  title: (fault) =>
    `The SRV record of ${fault.name} names ${fault.returned}, which is not in the same domain. Drivers refuse that.`,
  fix: () => `Correct the DNS records; if you do not own them, do not connect.`,
  source: {
    repo: 'mongodb/specifications',
    ref: '92b3c0b',
    path: 'source/initial-dns-seedlist-discovery/initial-dns-seedlist-discovery.md',
  },
});

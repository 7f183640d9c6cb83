/** No SRV record. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'srv-not-found',
  stage: 'dns',
  category: 'dns',
  kind: 'dns',
  recognise: (fault) => fault.record === 'SRV' && ['ENOTFOUND', 'ENODATA', 'NXDOMAIN'].includes(fault.code),
  title: (fault) => `There is no SRV record ${fault.name}.`,
  fix: () =>
    `Copy the host name again from the provider. For a plain host use mongodb:// with tls=true instead of mongodb+srv://.`,
  source: {
    repo: 'mongodb/specifications',
    ref: '92b3c0b',
    path: 'source/initial-dns-seedlist-discovery/initial-dns-seedlist-discovery.md',
  },
});

/** Atlas answers the hello with alert 80. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'atlas-access-list',
  stage: 'handshake',
  category: 'network',
  kind: 'alert',
  recognise: (fault) => fault.alert === 80 && /\.mongodb\.net$/i.test(fault.host),
  title: () => `Atlas refuses your address: it answers the first TLS message with alert 80 (internal error).`,
  fix: () =>
    `Add the address that you come from to Network Access in Atlas (mind VPN, NAT and serverless addresses), and check that the cluster is not paused. No certificate is at fault.`,
  source: { repo: 'Automattic/mongoose', ref: '14015', path: 'issues/14015' },
});

/** Packets are dropped. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'connection-timeout',
  stage: 'tcp',
  category: 'network',
  kind: 'tcp',
  recognise: (fault) => fault.code === 'ETIMEDOUT',
  title: (fault) => `${fault.host} does not answer: packets are dropped on the way.`,
  fix: () =>
    `Look for a firewall, a security group or a missing VPN. With Atlas: add your address to the network access list.`,
  source: { repo: 'nodejs/node', ref: 'v20.20.2', path: 'doc/api/errors.md', note: 'libuv error names' },
});

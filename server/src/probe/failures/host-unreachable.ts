/** No route. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'host-unreachable',
  stage: 'tcp',
  category: 'network',
  kind: 'tcp',
  title: (fault) => `${fault.host} cannot be reached (${fault.code}).`,
  fix: () =>
    `Check the network: VPN, routes, and whether the address is of a protocol (IPv6) that this machine has.`,
  source: { repo: 'nodejs/node', ref: 'v20.20.2', path: 'doc/api/errors.md', note: 'libuv error names' },
});

/** The name has no address. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'host-not-found',
  stage: 'dns',
  category: 'dns',
  kind: 'dns',
  title: (fault) => `The host name ${fault.name} has no address (${fault.code}).`,
  fix: () =>
    `Check the spelling, and whether the name exists only in another network (a private endpoint, a VPN, a Docker network).`,
  source: { repo: 'nodejs/node', ref: 'v20.20.2', path: 'doc/api/errors.md', note: 'libuv error names' },
});

/** Nothing listens there. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'connection-refused',
  stage: 'tcp',
  category: 'network',
  kind: 'tcp',
  recognise: (fault) => fault.code === 'ECONNREFUSED',
  title: (fault) => `Nothing accepts connections at ${fault.host}.`,
  fix: () =>
    `Check the port, that the server runs, and that its net.bindIp includes the address you come in on. In Docker, localhost is the container itself.`,
  source: { repo: 'nodejs/node', ref: 'v20.20.2', path: 'doc/api/errors.md', note: 'libuv error names' },
});

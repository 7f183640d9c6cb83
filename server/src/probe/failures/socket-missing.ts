/** No such Unix socket. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'socket-missing',
  stage: 'tcp',
  category: 'network',
  kind: 'tcp',
  recognise: (fault) => fault.code === 'ENOENT' || fault.code === 'EACCES',
  title: (fault) => `The Unix socket ${fault.host} cannot be opened (${fault.code}).`,
  fix: () => `Check net.unixDomainSocket.pathPrefix of the server, and the rights of the socket file.`,
  source: { repo: 'nodejs/node', ref: 'v20.20.2', path: 'doc/api/errors.md', note: 'libuv error names' },
});

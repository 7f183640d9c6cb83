/** Reset during the handshake. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'connection-reset',
  stage: 'handshake',
  category: 'network',
  kind: 'handshakeStopped',
  recognise: (fault) => fault.stop.kind === 'error' && fault.stop.code === 'ECONNRESET',
  title: () => `The connection is reset as soon as TLS begins.`,
  fix: () => `Look for a middle box or an IP filter; check that TLS is on at the server (net.tls.mode).`,
  source: { repo: 'nodejs/node', ref: 'v20.20.2', path: 'doc/api/errors.md', note: 'libuv error names' },
});

/** Closed before a byte was sent. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'closed-on-accept',
  stage: 'tcp',
  category: 'network',
  kind: 'handshakeStopped',
  recognise: (fault) => fault.onAccept,
  title: () => `The server closes connections at once, before anything is sent.`,
  fix: () => `Look for a connection limit, an IP filter, or a port forwarder whose other end is down.`,
  source: {
    repo: 'mongodb/specifications',
    ref: '92b3c0b',
    path: 'source/server-discovery-and-monitoring/server-discovery-and-monitoring.md',
    note: 'a network error on a new connection makes the server Unknown',
  },
});

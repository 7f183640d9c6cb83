/** Accepted, then silence. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'silent-server',
  stage: 'handshake',
  category: 'network',
  kind: 'handshakeStopped',
  recognise: (fault) => fault.stop.kind === 'timeout',
  title: () => `The connection is accepted and then nothing comes: neither TLS nor MongoDB answers.`,
  fix: () => `Look for a firewall or proxy that swallows the traffic, or an overloaded server.`,
  source: {
    repo: 'mongodb/specifications',
    ref: '92b3c0b',
    path: 'source/server-discovery-and-monitoring/server-discovery-and-monitoring.md',
    note: 'a timeout of the first hello makes the server Unknown',
  },
});

/** A web server. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'http-on-port',
  stage: 'handshake',
  category: 'not-tls',
  kind: 'otherProtocol',
  recognise: (fault) => fault.protocol === 'HTTP',
  title: (fault) => `A web server answers on this port ("${fault.start}").`,
  fix: () => `Check host and port; a proxy in between can answer like this too.`,
  source: { repo: 'mongodb/mongo', ref: 'master', path: 'src/mongo/transport/session_workflow.cpp' },
});

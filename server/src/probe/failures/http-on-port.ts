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
  source: {
    repo: 'mongodb/mongo',
    ref: '6b0141d',
    path: 'src/mongo/transport/asio/asio_session_impl.cpp',
    note: 'sendHTTPResponse: what mongod itself answers to HTTP',
  },
});

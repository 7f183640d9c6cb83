/** TLS with something else inside. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'https-on-port',
  stage: 'hello',
  category: 'other',
  kind: 'otherProtocol',
  recognise: (fault) => fault.over === 'tls',
  title: (fault) => `Behind the TLS handshake there is no MongoDB: the server speaks ${fault.protocol}.`,
  fix: () => `Check host and port; this is another service.`,
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/mongodb-handshake/handshake.md' },
});

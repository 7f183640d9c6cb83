/** Connected, then no answer. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'no-hello',
  stage: 'hello',
  category: 'network',
  kind: 'greetingStopped',
  recognise: (fault) => fault.stop.kind === 'timeout',
  title: () => `The connection stands, and the server does not answer MongoDB's hello.`,
  fix: () => `Check that this is a MongoDB port; look for an overloaded server or a proxy.`,
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/mongodb-handshake/handshake.md' },
});

/** The library does not offer what the server wants. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'cipher-not-accepted',
  stage: 'range',
  category: 'protocol',
  kind: 'cipher',
  title: (fault) =>
    `The server insists on ${fault.cipher}, and ${fault.library} does not offer a suite that it takes.`,
  fix: () => `Upgrade the server to one with ECDHE suites (MongoDB 4.2, 4.0.3, 3.6.14 or newer).`,
  source: { repo: 'python/cpython', ref: 'v3.11.7', path: 'Modules/_ssl.c' },
});

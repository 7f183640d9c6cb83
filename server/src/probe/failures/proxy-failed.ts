/** The SOCKS5 proxy is in the way. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'proxy-failed',
  stage: 'tcp',
  category: 'network',
  kind: 'proxy',
  title: (fault) => `The SOCKS5 proxy did not make the connection (${fault.code}).`,
  fix: () =>
    `Check proxyHost, proxyPort, proxyUsername and proxyPassword, and that the proxy may reach the server.`,
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/socks5-support/socks5.md' },
});

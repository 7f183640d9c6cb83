/** TLS 1.3 offers are dropped. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'version-intolerant',
  stage: 'handshake',
  category: 'protocol',
  kind: 'versionIntolerant',
  title: () => `Something on the way drops TLS 1.3 greetings; TLS 1.2 alone works.`,
  fix: () => `Update the proxy, firewall or server that does it.`,
  source: { repo: 'tlswg/tls13-spec', ref: 'rfc8446', path: 'draft-ietf-tls-tls13.md' },
});

/** The server accepts no or other names. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'server-name-refused',
  stage: 'handshake',
  category: 'protocol',
  kind: 'serverName',
  title: (fault) =>
    `${fault.sent ? `The server does not know the name ${fault.host} (SNI).` : 'The server wants a host name (SNI), and an IP address sends none.'}`,
  fix: () => `Connect by the name that the server or proxy is set up for; no IP address, no alias.`,
  source: {
    repo: 'mongodb/specifications',
    ref: '92b3c0b',
    path: 'source/ocsp-support/ocsp-support.md',
    note: 'SNI is a MUST',
  },
});

/** An SSH server. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'ssh-on-port',
  stage: 'handshake',
  category: 'not-tls',
  kind: 'otherProtocol',
  recognise: (fault) => fault.protocol === 'SSH',
  title: (fault) => `An SSH server answers on this port ("${fault.start}").`,
  fix: () => `Check the port. To reach MongoDB through SSH, open a tunnel and connect to its local end.`,
  source: {
    repo: 'openbsd/src',
    ref: 'master',
    path: 'usr.bin/ssh/PROTOCOL',
    note: 'the banner is that of RFC 4253 section 4.2',
  },
});

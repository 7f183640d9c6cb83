/** A name in the CN only. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'only-common-name',
  stage: 'hostname',
  category: 'hostname',
  kind: 'hostname',
  recognise: (fault) => fault.onlyCommonName,
  title: (fault) =>
    `The certificate names ${fault.host} in its common name only, and this driver reads only subjectAltName.`,
  fix: (fault) => `Issue the certificate again with subjectAltName=DNS:${fault.host}.`,
  source: {
    repo: 'golang/go',
    ref: '28fad8d',
    path: 'src/crypto/x509/verify.go',
    note: 'VerifyHostname: "certificate relies on legacy Common Name field, use SANs instead"',
  },
});

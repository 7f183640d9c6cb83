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
  source: { repo: 'ietf/rfc', ref: 'rfc6125', path: 'rfc6125.txt' },
});

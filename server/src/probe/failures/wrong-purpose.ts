/** No serverAuth. */
import { defineFailure, place } from './failure';
import { verifyCode } from '../x509/path';

export default defineFailure({
  id: 'wrong-purpose',
  stage: 'chain',
  category: 'verification',
  kind: 'verify',
  recognise: (fault) => fault.code === verifyCode.invalidPurpose,
  title: (fault) =>
    `The ${place(fault.depth, fault.certificate)} may not be used by servers: its extendedKeyUsage has no serverAuth.`,
  fix: () =>
    `Issue it again with extendedKeyUsage=serverAuth (members of a replica set: serverAuth,clientAuth).`,
  source: { repo: 'openssl/openssl', ref: 'openssl-3.0.19', path: 'include/openssl/x509_vfy.h.in' },
});

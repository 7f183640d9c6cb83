/** MONGODB-X509 needs TLS. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'x509-without-tls',
  stage: 'auth',
  category: 'auth',
  kind: 'auth',
  recognise: (fault) => fault.problem === 'noTls',
  title: (fault) => `${fault.mechanism} is asked for on a connection without TLS.`,
  fix: (fault) => `Add tls=true${fault.mechanism === 'MONGODB-X509' ? ' and tlsCertificateKeyFile' : ''}.`,
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/auth/auth.md' },
});

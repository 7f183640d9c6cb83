/** Advice that several causes give for the same surroundings, and how the surroundings are told. */
import type { Advice, ErrorContext } from '../types';

/** Provoked on loopback with real drivers; the texts are in test/explain/messages. */
export const ourLab = 'provoked on loopback: test/explain/messages';

export const python = (c: ErrorContext): boolean => c.runtimes.has('python') || c.runtimes.has('pyopenssl');
export const node = (c: ErrorContext): boolean => c.runtimes.has('node') || c.runtimes.has('mongoose');
export const macPython = (c: ErrorContext): boolean => c.macos && c.runtimes.has('python');

export const atlas =
  'Atlas uses public CAs: no CA file is needed; update the root certificates of this machine or runtime.';

export const documentDb: Advice = {
  when: (c) => c.documentDb,
  text: 'Amazon DocumentDB: download global-bundle.pem from Amazon and set tlsCAFile to it; rds-combined-ca-bundle.pem is retired.',
};

export const java: Advice = {
  when: (c) => c.runtimes.has('java'),
  text: 'Java: the driver has no tlsCAFile; import the CA with keytool -importcert into a trust store and name it with -Djavax.net.ssl.trustStore, or pass an SSLContext with applyToSslSettings. Spring Boot: an SSL bundle.',
};

export const dotnet: Advice = {
  when: (c) => c.runtimes.has('dotnet'),
  text: '.NET: the driver has no tlsCAFile; import the CA into the store of the operating system (Linux: the folder of CA certificates, then update-ca-certificates).',
};

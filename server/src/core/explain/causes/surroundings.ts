/** Advice that several causes give for the same surroundings, and how the surroundings are told. */
import type { Advice, ErrorContext, Pattern } from '../types';

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
  instead: true,
  when: (c) => c.runtimes.has('java'),
  text: 'Java: the driver has no tlsCAFile; import the CA with keytool -importcert into a trust store and name it with -Djavax.net.ssl.trustStore, or pass an SSLContext with applyToSslSettings. Spring Boot: an SSL bundle.',
};

export const dotnet: Advice = {
  instead: true,
  when: (c) => c.runtimes.has('dotnet'),
  text: '.NET: the driver has no tlsCAFile; import the CA into the store of the operating system (Linux: the folder of CA certificates, then update-ca-certificates).',
};

/**
 * The same TLS alert as a number, in OpenSSL's "alert number N", GnuTLS' "received alert [N]" and in the hexadecimal codes of OpenSSL 3, OpenSSL 1.1
 * and BoringSSL: their last three digits are 1000 + N, whatever the words beside them (measured).
 */
export function alertCodes(alert: number): readonly Pattern[] {
  const hex = (1000 + alert).toString(16);
  return [
    { text: `alert number ${alert}`, notAfter: /^\d/ },
    { text: `received alert [${alert}]`, runtime: 'gnutls', weight: 'decisive' },
    { text: `error:0a000${hex}`, runtime: 'openssl' },
    { text: 'error:14', after: new RegExp(`^[0-9a-f]{3}${hex}\\b`, 'i'), runtime: 'openssl' },
    { text: `reason(${1000 + alert})`, runtime: 'openssl' },
    { text: `error:10000${hex}`, runtime: 'boringssl' },
  ];
}

/** The Go driver tells of a connection that had passed its handshake: nothing says that it was shaking hands. */
export const inUse = /(?:^|failed with: |[^:] )connection\([^)]{1,200}\) $/i;

/** Environment variables that change TLS. */
import { redactText } from '../../core/uri/redact';
import type { TlsVariable } from '../../core/environment/types';

const effects: Readonly<Record<string, string>> = {
  SSL_CERT_FILE:
    'replaces the default CA file of OpenSSL, Go and Python; Node.js reads it only with --use-openssl-ca',
  SSL_CERT_DIR: 'replaces the default CA folder of OpenSSL, Go and Python',
  REQUESTS_CA_BUNDLE: 'CA file of the package requests (OCSP queries); PyMongo itself does not read it',
  CURL_CA_BUNDLE: 'CA file of curl; drivers do not read it',
  NODE_EXTRA_CA_CERTS: 'adds CAs to those built into Node.js; has no effect when tlsCAFile is set',
  NODE_TLS_REJECT_UNAUTHORIZED: '0 switches the check of certificates off in every Node.js program',
  NODE_USE_SYSTEM_CA: 'Node.js also trusts the CAs of the system',
  NODE_OPTIONS: 'options of every Node.js program, also for TLS',
  JAVA_TOOL_OPTIONS: 'options of every JVM, for example the trust store',
  JDK_JAVA_OPTIONS: 'options of every JVM, for example the trust store',
  GODEBUG: 'switches of every Go program, also for TLS',
  OPENSSL_CONF: 'configuration of OpenSSL: protocols, ciphers, security level, providers',
  OPENSSL_MODULES: 'folder of the providers of OpenSSL',
  SSLKEYLOGFILE: 'session keys are written into this file: whoever reads it can read the connections',
  HTTP_PROXY: 'proxy for HTTP, also for OCSP and CRL queries',
  HTTPS_PROXY: 'proxy for HTTPS; MongoDB connections do not use it',
  ALL_PROXY: 'proxy for all protocols of the programs that read it',
  NO_PROXY: 'hosts that are reached without the proxy',
};

/** The variables that are set, in the order of their names. Credentials in values are replaced by `****`. */
export function tlsVariables(env: Readonly<Record<string, string | undefined>>): readonly TlsVariable[] {
  const found: TlsVariable[] = [];
  for (const [name, value] of Object.entries(env)) {
    const known = name.toUpperCase().endsWith('_PROXY') ? name.toUpperCase() : name;
    const effect = effects[known];
    if (effect === undefined || value === undefined || value === '') continue;
    found.push({ name, value: redactValue(value), effect, from: 'environment' });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Passwords stand in proxy URLs and in options such as -Djavax.net.ssl.trustStorePassword=…. */
function redactValue(value: string): string {
  return redactText(value)
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1****@')
    .replace(/^[^\s/@:]+:[^\s/@]+@/, '****@');
}

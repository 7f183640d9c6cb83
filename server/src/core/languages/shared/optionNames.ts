/** Names that say "TLS" in code, so that a finder knows which options to deliver and which ones only MongoDB has. */

/**
 * Only MongoDB clients have these: with any sign of MongoDB in the file they need no other evidence. Lower case.
 * Sources: mongodb/specifications uri-options.md; pymongo/common.py 3.13; node-mongodb-native connection_string.ts 5.9; options-*.json of the other drivers.
 */
const own = [
  'tlsCAFile', 'tlsCertificateKeyFile', 'tlsCertificateKeyFilePassword', 'tlsCertificateKeyPassword', 'tlsAllowInvalidCertificates',
  'tlsAllowInvalidHostnames', 'tlsInsecure', 'tlsCRLFile', 'tlsDisableOCSPEndpointCheck',
  'tlsDisableCertificateRevocationCheck', 'tlsCertificateFile', 'tlsPrivateKeyFile', 'sslAllowInvalidCertificates',
  'sslAllowInvalidHostnames', 'sslInvalidHostNameAllowed', 'sslCertificateAuthorityFile', 'sslClientCertificateKeyFile',
  'sslClientCertificateKeyPassword', 'sslVerifyCertificate', 'sslPEMKeyFile', 'sslPEMKeyPassword', 'sslCAFile', 'ssl_pem_passphrase',
  'ssl_match_hostname', 'ssl_crlfile', 'ssl_clrfile', 
  'invalidHostNameAllowed', 'weak_cert_validation',
  'allow_invalid_hostname', 'ssl_verify_ocsp_endpoint', 'ssl_verify_certificate', 'ssl_verify_hostname',
  'AllowInsecureTls', 'tlsAllowInvalidCertificate', 'tlsCertificateSelector', 'tlsUseSystemCA',
  'sslAllowsInvalidCert',
]; // prettier-ignore

/** These say TLS anywhere; they count only in a construct that is MongoDB's. */
const generic = [
  'tls', 'ssl', 'sslValidate', 'sslCA', 'sslCert', 'sslKey', 'sslPass', 'sslCRL', 'ssl_ca_certs', 'ssl_certfile', 'ssl_keyfile',
  'ssl_cert_reqs', 'ssl_ca_cert', 'ssl_cert', 'ssl_key', 'ssl_verify', 'ssl_key_pass_phrase', 'ssl_opts', 'rejectUnauthorized',
  'checkServerIdentity', 'secureContext', 'ssl_context', 'sslContext', 'sslEnabled', 'UseTls', 'UseSsl',
  'VerifySslCertificate', 'CheckCertificateRevocation', 'ServerCertificateValidationCallback', 'EnabledSslProtocols',
  'ClientCertificates', 'ClientCertificateSelectionCallback', 'InsecureSkipVerify', 'TLSConfig', 'SetTLSConfig', 'SetDisableOCSPEndpointCheck', 'tls_opts', 'ssl_opts',
  'allow_invalid_certificates', 'allow_invalid_hostnames', 'ca_file_path', 'cert_key_file_path',
  'tls_certificate_key_file_password', 'SSL_verify_mode',
  'SSL_verifycn_scheme', 'SSL_ca_file', 'SSL_cert_file', 'SSL_key_file', 'allow_self_signed', 'verify_peer', 'verify_peer_name',
  'cacertfile', 'server_name_indication', 'allow_insecure', 'cafile', 'tls_ca_certs',
  // No driver has these; programs call their own settings so.
  'tls_ca_file', 'tls_certificate_key_file', 'tls_allow_invalid_certificates', 'tls_allow_invalid_hostnames', 'tls_insecure',
]; // prettier-ignore

/** Who logs in decides about X.509, and services refuse retryable writes: delivered everywhere. */
const everywhere = [
  'retryWrites',
  'retry_writes',
  'authMechanism',
  'auth_mechanism',
  'auth_mech',
  'authMechanismProperties',
  'tlsMinVersion',
  'tlsConfig',
];

/** Too common to look for, each in the languages that have it: they count only beside others in a construct that is MongoDB's. */
export const weakNames = {
  node: ['ca', 'cert', 'key', 'pfx', 'crl', 'passphrase', 'servername', 'ciphers', 'ecdhCurve', 'minVersion', 'maxVersion', 'secureProtocol',
    'minDHSize', 'honorCipherOrder', 'sigalgs', 'ALPNProtocols', 'requestOCSP', 'requestCert', 'allowPartialTrustChain', 'secureOptions', 'caFile',
    // mongoose: the login beside the URI.
    'pass'],
  jvm: ['enabled', 'context', 'socketFactory'],
  go: ['RootCAs', 'Certificates', 'MinVersion', 'MaxVersion', 'ServerName', 'VerifyPeerCertificate', 'GetClientCertificate', 'VerifyConnection', 'Password'],
  dotnet: ['Password'],
  c: ['ca_file', 'ca_dir', 'pem_file', 'pem_pwd', 'pem_password', 'crl_file'],
  php: ['ca_file', 'ca_dir', 'pem_file', 'pem_pwd', 'crl_file', 'context', 'cafile', 'local_cert', 'passphrase'],
  r: ['ca', 'cert', 'key', 'crl_file'],
  beam: ['verify', 'certfile', 'keyfile', 'cacertfile', 'cacerts', 'customize_hostname_check'],
  none: [],
} as const satisfies Readonly<Record<string, readonly string[]>>; // prettier-ignore

/** Secrets beside the options: delivered as places, never as texts. */
const secrets = ['password', 'tlsCertificateKeyFilePassword', 'sslPass'];

const lower = (names: readonly string[]): ReadonlySet<string> => new Set(names.map((n) => n.toLowerCase()));

export const ownNames = lower(own);
export const anchorNames = lower([...own, ...generic]);
const delivered = lower([...own, ...generic, ...secrets, ...everywhere]);

/** Names worth looking for in a text, for one regular expression. */
export const anchorWords: readonly string[] = [...new Set([...own, ...generic, 'applyToSslSettings'])];

/** Methods that hold options without being one. */
export const holders: ReadonlySet<string> = new Set(['applyToSslSettings']);

/** True for names that a construct of MongoDB delivers as options, in every language. */
export function isOptionName(name: string): boolean {
  const key = name.toLowerCase();
  return delivered.has(key) || /^tls[a-z_]*(?:certificate|cafile|insecure|hostname|crl)/.test(key);
}

const exact: ReadonlySet<string> = new Set([...own, ...generic, ...secrets, ...everywhere]);

/** The names that count in a language, as they are written; with its own common names. */
export function optionNames(language: keyof typeof weakNames): (name: string) => boolean {
  const common: ReadonlySet<string> = new Set<string>(weakNames[language]);
  // The Node driver reads names without regard to case.
  if (language === 'node') return (name) => common.has(name) || isOptionName(name);
  return (name) => common.has(name) || exact.has(name);
}

/** True for options that are about TLS, not only about who logs in. */
export function isTlsName(name: string): boolean {
  return !/^(?:pass(?:word)?$|auth|retry)/i.test(name);
}

/** Setters and builder methods name an option in their own way: `setTls`, `withSsl`, `.SetTLSConfig` keep their own names where the driver has them. */
export function optionOfMethod(method: string): string | undefined {
  if (isOptionName(method)) return method;
  const m = /^(?:set|with|use|set_|with_|apply|add)_?([A-Z_a-z]\w*)$/.exec(method);
  if (!m) return undefined;
  const rest = m[1]!;
  return anchorNames.has(rest.toLowerCase()) || /^retryWrites$/i.test(rest)
    ? rest[0]!.toLowerCase() + rest.slice(1)
    : undefined;
}

/** The list of rules, sorted by id. A new rule is one file in this folder, one import and one line here. */
import type { Rule } from '../types';
import { rule as airflowSsl } from './airflow-ssl';
import { rule as allowPartialTrustChain } from './allow-partial-trust-chain';
import { rule as authMechanismSpelling } from './auth-mechanism-spelling';
import { rule as authenticationOptions } from './authentication-options';
import { rule as booleanType } from './boolean-type';
import { rule as caFlagMissing } from './ca-flag-missing';
import { rule as certifiForPrivateHost } from './certifi-for-private-host';
import { rule as certificateChecksOff } from './certificate-checks-off';
import { rule as certificateExpired } from './certificate-expired';
import { rule as certificateExpiresLater } from './certificate-expires-later';
import { rule as certificateExpiresSoon } from './certificate-expires-soon';
import { rule as certificateNotYetValid } from './certificate-not-yet-valid';
import { rule as certificateOrder } from './certificate-order';
import { rule as checkServerIdentityFalse } from './check-server-identity-false';
import { rule as checksOffByDefault } from './checks-off-by-default';
import { rule as conflictBetweenFiles } from './conflict-between-files';
import { rule as conflictingTlsOptions } from './conflicting-tls-options';
import { rule as contentsForPath } from './contents-for-path';
import { rule as cosmosRetryWrites } from './cosmos-retry-writes';
import { rule as crlOfAnotherIssuer } from './crl-of-another-issuer';
import { rule as crlOutOfDate } from './crl-out-of-date';
import { rule as crlWithChecksOff } from './crl-with-checks-off';
import { rule as crlWithPyopenssl } from './crl-with-pyopenssl';
import { rule as csharpRevocationConflict } from './csharp-revocation-conflict';
import { rule as damagedPem } from './damaged-pem';
import { rule as deprecatedOption } from './deprecated-option';
import { rule as directConnectionConflict } from './direct-connection-conflict';
import { rule as directConnectionWithReplicaSet } from './direct-connection-with-replica-set';
import { rule as documentdbRetiredBundle } from './documentdb-retired-bundle';
import { rule as documentdbRetryWrites } from './documentdb-retry-writes';
import { rule as documentdbWithoutCa } from './documentdb-without-ca';
import { rule as driverRefuses } from './driver-refuses';
import { rule as driverWarns } from './driver-warns';
import { rule as duplicateUriOption } from './duplicate-uri-option';
import { rule as elixirWithoutVerification } from './elixir-without-verification';
import { rule as elixirX509InUrl } from './elixir-x509-in-url';
import { rule as encryptedKeyWithoutPassword } from './encrypted-key-without-password';
import { rule as fileElsewhere } from './file-elsewhere';
import { rule as fileNotFound } from './file-not-found';
import { rule as fileNotReadable } from './file-not-readable';
import { rule as foreignOption } from './foreign-option';
import { rule as frameworkDropsOption } from './framework-drops-option';
import { rule as goBuildTlsConfig } from './go-build-tls-config';
import { rule as hashInUriValue } from './hash-in-uri-value';
import { rule as hostNotInCertificate } from './host-not-in-certificate';
import { rule as hostnameCheckOff } from './hostname-check-off';
import { rule as htmlEntityInUri } from './html-entity-in-uri';
import { rule as intermediateOnlyCa } from './intermediate-only-ca';
import { rule as ipAddressHost } from './ip-address-host';
import { rule as kafkaSslWithoutTls } from './kafka-ssl-without-tls';
import { rule as keyMismatch } from './key-mismatch';
import { rule as keyPasswordInUri } from './key-password-in-uri';
import { rule as keyUsageMissing } from './key-usage-missing';
import { rule as leafAsCa } from './leaf-as-ca';
import { rule as loadBalancedConflict } from './load-balanced-conflict';
import { rule as mongoExpressAllowsCertificates } from './mongo-express-allows-certificates';
import { rule as motorDeprecated } from './motor-deprecated';
import { rule as noAlternativeNames } from './no-alternative-names';
import { rule as noCertificateInFile } from './no-certificate-in-file';
import { rule as noPrivateKeyInFile } from './no-private-key-in-file';
import { rule as nodeTlsRejectUnauthorized } from './node-tls-reject-unauthorized';
import { rule as notPem } from './not-pem';
import { rule as ocspEndpointCheck } from './ocsp-endpoint-check';
import { rule as optionSetTwice } from './option-set-twice';
import { rule as optionTooNew } from './option-too-new';
import { rule as optionWithoutEffect } from './option-without-effect';
import { rule as passwordInSource } from './password-in-source';
import { rule as passwordWithoutEncryptedKey } from './password-without-encrypted-key';
import { rule as pathNotExpanded } from './path-not-expanded';
import { rule as pathWithEscape } from './path-with-escape';
import { rule as pemByteOrderMark } from './pem-byte-order-mark';
import { rule as pemNeeded } from './pem-needed';
import { rule as percentInUriValue } from './percent-in-uri-value';
import { rule as perlPresence } from './perl-presence';
import { rule as phpDriverOptionsTls } from './php-driver-options-tls';
import { rule as phpStringBoolean } from './php-string-boolean';
import { rule as plusInUriValue } from './plus-in-uri-value';
import { rule as privateKeyInGit } from './private-key-in-git';
import { rule as privateKeyReadable } from './private-key-readable';
import { rule as proxyOptions } from './proxy-options';
import { rule as proxyPasswordInPlaintext } from './proxy-password-in-plaintext';
import { rule as pymongoObsoleteExtra } from './pymongo-obsolete-extra';
import { rule as pythonHttpsVerify } from './python-https-verify';
import { rule as pythonWithOldServer } from './python-with-old-server';
import { rule as rejectUnauthorizedInUri } from './reject-unauthorized-in-uri';
import { rule as remoteProxyForLocalServer } from './remote-proxy-for-local-server';
import { rule as removedOption } from './removed-option';
import { rule as rubyHostnameOnly } from './ruby-hostname-only';
import { rule as rubyTlsNames } from './ruby-tls-names';
import { rule as secureContextShadowsCa } from './secure-context-shadows-ca';
import { rule as semicolonSeparator } from './semicolon-separator';
import { rule as serverCaMissing } from './server-ca-missing';
import { rule as serverCertificateMissing } from './server-certificate-missing';
import { rule as serverClientsWithoutCertificates } from './server-clients-without-certificates';
import { rule as serverExclusiveSettings } from './server-exclusive-settings';
import { rule as serverFileWithoutCa } from './server-file-without-ca';
import { rule as serverInvalidCertificates } from './server-invalid-certificates';
import { rule as serverInvalidHostnames } from './server-invalid-hostnames';
import { rule as serverKeyPassword } from './server-key-password';
import { rule as serverOldTlsNames } from './server-old-tls-names';
import { rule as serverProtocolsEnabled } from './server-protocols-enabled';
import { rule as serverProtocolsUnreachable } from './server-protocols-unreachable';
import { rule as serverTlsAndSsl } from './server-tls-and-ssl';
import { rule as serverTlsDisabled } from './server-tls-disabled';
import { rule as serverTlsOptional } from './server-tls-optional';
import { rule as serverTwoCertificates } from './server-two-certificates';
import { rule as serverWithholdsCertificate } from './server-withholds-certificate';
import { rule as severalCrls } from './several-crls';
import { rule as severalLeaves } from './several-leaves';
import { rule as socketOptionWithoutEffect } from './socket-option-without-effect';
import { rule as springBoot4Keys } from './spring-boot-4-keys';
import { rule as springSslDisabledWithoutEffect } from './spring-ssl-disabled-without-effect';
import { rule as srvMultipleHosts } from './srv-multiple-hosts';
import { rule as srvOptions } from './srv-options';
import { rule as srvRedundantTls } from './srv-redundant-tls';
import { rule as srvWithPort } from './srv-with-port';
import { rule as suppressionWithoutReason } from './suppression-without-reason';
import { rule as tlsAndSslConflict } from './tls-and-ssl-conflict';
import { rule as tlsAndSslRedundant } from './tls-and-ssl-redundant';
import { rule as tlsBooleanSpelling } from './tls-boolean-spelling';
import { rule as tlsFalseWithTlsOptions } from './tls-false-with-tls-options';
import { rule as tlsImplied } from './tls-implied';
import { rule as tlsMissingRemote } from './tls-missing-remote';
import { rule as tlsOffRemote } from './tls-off-remote';
import { rule as tlsOptionWithoutTls } from './tls-option-without-tls';
import { rule as tlsTrueWithoutEffect } from './tls-true-without-effect';
import { rule as unknownFlag } from './unknown-flag';
import { rule as unknownOption } from './unknown-option';
import { rule as unusedSuppression } from './unused-suppression';
import { rule as uriOptionValue } from './uri-option-value';
import { rule as uriScheme } from './uri-scheme';
import { rule as uriSyntax } from './uri-syntax';
import { rule as userWithoutPassword } from './user-without-password';
import { rule as weakCertificate } from './weak-certificate';
import { rule as weakProtocol } from './weak-protocol';
import { rule as windowsPathInUri } from './windows-path-in-uri';
import { rule as x509AuthSource } from './x509-auth-source';
import { rule as x509Password } from './x509-password';
import { rule as x509WithoutCertificate } from './x509-without-certificate';
import { rule as x509WithoutTls } from './x509-without-tls';

/** Every rule. One line each. */
export const rules: readonly Rule[] = [
  airflowSsl,
  allowPartialTrustChain,
  authMechanismSpelling,
  authenticationOptions,
  booleanType,
  caFlagMissing,
  certifiForPrivateHost,
  certificateChecksOff,
  certificateExpired,
  certificateExpiresLater,
  certificateExpiresSoon,
  certificateNotYetValid,
  certificateOrder,
  checkServerIdentityFalse,
  checksOffByDefault,
  conflictBetweenFiles,
  conflictingTlsOptions,
  contentsForPath,
  cosmosRetryWrites,
  crlOfAnotherIssuer,
  crlOutOfDate,
  crlWithChecksOff,
  crlWithPyopenssl,
  csharpRevocationConflict,
  damagedPem,
  deprecatedOption,
  directConnectionConflict,
  directConnectionWithReplicaSet,
  documentdbRetiredBundle,
  documentdbRetryWrites,
  documentdbWithoutCa,
  driverRefuses,
  driverWarns,
  duplicateUriOption,
  elixirWithoutVerification,
  elixirX509InUrl,
  encryptedKeyWithoutPassword,
  fileElsewhere,
  fileNotFound,
  fileNotReadable,
  foreignOption,
  frameworkDropsOption,
  goBuildTlsConfig,
  hashInUriValue,
  hostNotInCertificate,
  hostnameCheckOff,
  htmlEntityInUri,
  intermediateOnlyCa,
  ipAddressHost,
  kafkaSslWithoutTls,
  keyMismatch,
  keyPasswordInUri,
  keyUsageMissing,
  leafAsCa,
  loadBalancedConflict,
  mongoExpressAllowsCertificates,
  motorDeprecated,
  noAlternativeNames,
  noCertificateInFile,
  noPrivateKeyInFile,
  nodeTlsRejectUnauthorized,
  notPem,
  ocspEndpointCheck,
  optionSetTwice,
  optionTooNew,
  optionWithoutEffect,
  passwordInSource,
  passwordWithoutEncryptedKey,
  pathNotExpanded,
  pathWithEscape,
  pemByteOrderMark,
  pemNeeded,
  percentInUriValue,
  perlPresence,
  phpDriverOptionsTls,
  phpStringBoolean,
  plusInUriValue,
  privateKeyInGit,
  privateKeyReadable,
  proxyOptions,
  proxyPasswordInPlaintext,
  pymongoObsoleteExtra,
  pythonHttpsVerify,
  pythonWithOldServer,
  rejectUnauthorizedInUri,
  remoteProxyForLocalServer,
  removedOption,
  rubyHostnameOnly,
  rubyTlsNames,
  secureContextShadowsCa,
  semicolonSeparator,
  serverCaMissing,
  serverCertificateMissing,
  serverClientsWithoutCertificates,
  serverExclusiveSettings,
  serverFileWithoutCa,
  serverInvalidCertificates,
  serverInvalidHostnames,
  serverKeyPassword,
  serverOldTlsNames,
  serverProtocolsEnabled,
  serverProtocolsUnreachable,
  serverTlsAndSsl,
  serverTlsDisabled,
  serverTlsOptional,
  serverTwoCertificates,
  serverWithholdsCertificate,
  severalCrls,
  severalLeaves,
  socketOptionWithoutEffect,
  springBoot4Keys,
  springSslDisabledWithoutEffect,
  srvMultipleHosts,
  srvOptions,
  srvRedundantTls,
  srvWithPort,
  suppressionWithoutReason,
  tlsAndSslConflict,
  tlsAndSslRedundant,
  tlsBooleanSpelling,
  tlsFalseWithTlsOptions,
  tlsImplied,
  tlsMissingRemote,
  tlsOffRemote,
  tlsOptionWithoutTls,
  tlsTrueWithoutEffect,
  unknownFlag,
  unknownOption,
  unusedSuppression,
  uriOptionValue,
  uriScheme,
  uriSyntax,
  userWithoutPassword,
  weakCertificate,
  weakProtocol,
  windowsPathInUri,
  x509AuthSource,
  x509Password,
  x509WithoutCertificate,
  x509WithoutTls,
];

/** A rule by its id; undefined when there is none. */
export function ruleById(id: string): Rule | undefined {
  return rules.find((r) => r.meta.id === id);
}

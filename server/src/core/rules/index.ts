/** The list of rules, sorted by id. A new rule is one file in this folder, one import and one line here. */
import type { Rule } from '../types';
import { rule as authenticationOptions } from './authentication-options';
import { rule as certificateChecksOff } from './certificate-checks-off';
import { rule as conflictingTlsOptions } from './conflicting-tls-options';
import { rule as directConnectionConflict } from './direct-connection-conflict';
import { rule as driverRefuses } from './driver-refuses';
import { rule as driverWarns } from './driver-warns';
import { rule as duplicateUriOption } from './duplicate-uri-option';
import { rule as hostnameCheckOff } from './hostname-check-off';
import { rule as loadBalancedConflict } from './load-balanced-conflict';
import { rule as optionSetTwice } from './option-set-twice';
import { rule as passwordInSource } from './password-in-source';
import { rule as proxyOptions } from './proxy-options';
import { rule as srvMultipleHosts } from './srv-multiple-hosts';
import { rule as srvOptions } from './srv-options';
import { rule as srvWithPort } from './srv-with-port';
import { rule as tlsAndSslConflict } from './tls-and-ssl-conflict';
import { rule as tlsAndSslRedundant } from './tls-and-ssl-redundant';
import { rule as tlsBooleanSpelling } from './tls-boolean-spelling';
import { rule as tlsMissingRemote } from './tls-missing-remote';
import { rule as tlsOffRemote } from './tls-off-remote';
import { rule as tlsOptionWithoutTls } from './tls-option-without-tls';
import { rule as unknownOption } from './unknown-option';
import { rule as uriOptionValue } from './uri-option-value';
import { rule as uriSyntax } from './uri-syntax';
import { rule as x509AuthSource } from './x509-auth-source';
import { rule as x509Password } from './x509-password';
import { rule as x509WithoutCertificate } from './x509-without-certificate';
import { rule as x509WithoutTls } from './x509-without-tls';

/** Every rule. One line each. */
export const rules: readonly Rule[] = [
  authenticationOptions,
  certificateChecksOff,
  conflictingTlsOptions,
  directConnectionConflict,
  driverRefuses,
  driverWarns,
  duplicateUriOption,
  hostnameCheckOff,
  loadBalancedConflict,
  optionSetTwice,
  passwordInSource,
  proxyOptions,
  srvMultipleHosts,
  srvOptions,
  srvWithPort,
  tlsAndSslConflict,
  tlsAndSslRedundant,
  tlsBooleanSpelling,
  tlsMissingRemote,
  tlsOffRemote,
  tlsOptionWithoutTls,
  unknownOption,
  uriOptionValue,
  uriSyntax,
  x509AuthSource,
  x509Password,
  x509WithoutCertificate,
  x509WithoutTls,
];

/** A rule by its id; undefined when there is none. */
export function ruleById(id: string): Rule | undefined {
  return rules.find((r) => r.meta.id === id);
}

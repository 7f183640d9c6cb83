/** The list of rules, sorted by id. A new rule is one file in this folder, one import and one line here. */
import type { Rule } from '../types';
import { rule as certificateChecksOff } from './certificate-checks-off';
import { rule as conflictingTlsOptions } from './conflicting-tls-options';
import { rule as hostnameCheckOff } from './hostname-check-off';
import { rule as passwordInSource } from './password-in-source';
import { rule as tlsAndSslConflict } from './tls-and-ssl-conflict';
import { rule as tlsAndSslRedundant } from './tls-and-ssl-redundant';
import { rule as tlsBooleanSpelling } from './tls-boolean-spelling';
import { rule as tlsMissingRemote } from './tls-missing-remote';
import { rule as tlsOffRemote } from './tls-off-remote';
import { rule as tlsOptionWithoutTls } from './tls-option-without-tls';
import { rule as x509WithoutTls } from './x509-without-tls';

/** Every rule. One line each. */
export const rules: readonly Rule[] = [
  certificateChecksOff,
  conflictingTlsOptions,
  hostnameCheckOff,
  passwordInSource,
  tlsAndSslConflict,
  tlsAndSslRedundant,
  tlsBooleanSpelling,
  tlsMissingRemote,
  tlsOffRemote,
  tlsOptionWithoutTls,
  x509WithoutTls,
];

/** A rule by its id; undefined when there is none. */
export function ruleById(id: string): Rule | undefined {
  return rules.find((r) => r.meta.id === id);
}

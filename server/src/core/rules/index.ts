/** The list of rules, sorted by id. A new rule is one file in this folder, one import and one line here. */
import type { Rule } from '../types';

/** Every rule. One line each. */
export const rules: readonly Rule[] = [];

/** A rule by its id; undefined when there is none. */
export function ruleById(id: string): Rule | undefined {
  return rules.find((r) => r.meta.id === id);
}

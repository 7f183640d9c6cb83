/** A rule's file exports one of these. The function only fixes the types; tests run every example. */
import type { Rule } from '../types';

export function defineRule(rule: Rule): Rule {
  return rule;
}

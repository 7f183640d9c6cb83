/** Settings of an analysis: defaults, and the severity that a rule has under them. */
import type { AnalysisConfig, AnalysisContext, Facts, RuleMeta, Severity, Workspace } from './types';

export const defaultConfig: AnalysisConfig = {
  profile: 'recommended',
  rules: {},
  localHosts: [],
  comments: false,
  privateHosts: false,
  expiryDays: { warning: 30, information: 60 },
};

/** A workspace of which nothing is known. */
export const emptyWorkspace: Workspace = { versions: {}, variables: {} };

/** No file has been looked at. */
export const noFacts: Facts = { get: () => undefined };

/** A context from parts; what is missing is the default. */
export function contextOf(parts: Partial<AnalysisContext> = {}): AnalysisContext {
  return { config: defaultConfig, workspace: emptyWorkspace, facts: noFacts, onBug: () => {}, ...parts };
}

/** The rule's severity: the setting for this rule, else the profile's, else the rule's own. */
export function severityOf(meta: RuleMeta, config: AnalysisConfig): Severity | 'off' {
  const set = config.rules[meta.id];
  if (set) return set;
  if (config.profile === 'strict') return meta.strict ?? meta.severity;
  if (config.profile === 'quiet') return meta.quiet ?? quieter(meta);
  return meta.severity;
}

/** `quiet` keeps what leaves data or the server's identity unprotected and what a driver refuses; the rest is off. */
function quieter(meta: RuleMeta): Severity | 'off' {
  if (meta.severity === 'error') return 'error';
  if (
    meta.severity === 'warning' &&
    (meta.category === 'plaintext' || meta.category === 'server-authentication')
  )
    return 'warning';
  return 'off';
}

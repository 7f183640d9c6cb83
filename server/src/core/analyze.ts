/** The one way in: a text and its context -> connections, what their drivers will do, and what is wrong with it. Pure. */
import { severityOf } from './config';
import { covers, findSuppressions, type Suppression } from './features/suppressions';
import { findSites, mayConnect } from './languages';
import { resolve } from './model/resolve';
import { ruleById, rules } from './rules';
import { isMoved, moved, reachOf, recall, remember, type Known } from './siteMemory';
import { LineIndex } from './text/lines';
import type {
  Analysis,
  AnalysisConfig,
  AnalysisContext,
  ConnectionSite,
  Diagnostic,
  FactRequest,
  Facts,
  Finding,
  Fix,
  Outlook,
  Rule,
  Severity,
  SourceDocument,
  Span,
} from './types';

/** The documentation page of a rule, relative to the project's documentation. */
export function docsUrl(rule: string): string {
  return `https://github.com/mongodb-tls-lens/mongodb-tls-lens/blob/main/docs/rules/${rule}.md`;
}

/** Rules that look at one connection, rules that look at the document, and those that speak only when the others are silent. */
const siteRules = rules.filter((r) => r.check && !r.meta.fallback);
const documentRules = rules.filter((r) => r.checkDocument);
const fallbackRules = rules.filter((r) => r.check && r.meta.fallback);

/** Analyses one document. Never throws: faults of single finders and rules go to `context.onBug`. */
export function analyze(document: SourceDocument, context: AnalysisContext): Analysis {
  // Most files of a workspace end here.
  if (!mayConnect(document.text)) return { document, outlooks: [], diagnostics: [], wanted: [] };
  const { config, workspace, onBug } = context;
  const wanted = new Map<string, FactRequest>();
  const facts: Facts = {
    get(request) {
      const key = `${request.role} ${request.base ?? ''} ${request.path}`;
      if (!wanted.has(key)) wanted.set(key, request);
      return context.facts.get(request);
    },
  };
  const severities = new Map<Rule, Severity>();
  for (const rule of rules) {
    const severity = severityOf(rule.meta, config);
    if (severity !== 'off') severities.set(rule, severity);
  }
  /** What `check` finds, as diagnostics; false when it failed. */
  const run = (rule: Rule, check: () => Iterable<Finding>, to: Diagnostic[]): boolean => {
    const severity = severities.get(rule);
    if (!severity) return true;
    try {
      for (const finding of check())
        to.push(shape(rule, severityFor(rule, severity, finding, config), finding));
      return true;
    } catch (error) {
      onBug(`rule ${rule.meta.id}`, error);
      return false;
    }
  };
  const sites = findSites(document, onBug);
  const key = JSON.stringify([config, workspace.versions]);
  const before = recall(document.path, key);
  const known: (Known | undefined)[] = [];
  const outlooks: Outlook[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [n, site] of sites.entries()) {
    // What a variable has in other files can change without a change here.
    const same = site.reads
      ? undefined
      : (again(before[n], site, document, facts) ??
        again(before[before.length - sites.length + n], site, document, facts));
    try {
      const outlook =
        same && same.outlook.site.span.start === site.span.start
          ? same.outlook
          : resolve(site, workspace, config);
      outlooks.push(outlook);
      if (!isJudgedContext(outlook, config)) {
        known.push(undefined);
        continue;
      }
      if (same) {
        diagnostics.push(...same.diagnostics);
        known.push({ ...same, outlook });
        continue;
      }
      const asked: (readonly [FactRequest, unknown])[] = [];
      const noted: Facts = {
        get(request) {
          const answer = facts.get(request);
          asked.push([request, answer]);
          return answer;
        },
      };
      const found: Diagnostic[] = [];
      let whole = true;
      for (const rule of siteRules)
        whole = run(rule, () => rule.check!({ outlook, document, facts: noted, config }), found) && whole;
      const said = saidOnce(found);
      diagnostics.push(...said);
      const reach = whole ? reachOf(site, document) : undefined;
      known.push(
        reach && {
          site,
          outlook,
          reach,
          text: document.text.slice(reach.start, reach.end),
          asked,
          diagnostics: said,
        },
      );
    } catch (error) {
      known.push(undefined);
      onBug('resolve', error);
    }
  }
  remember(document.path, key, known);
  const judged = outlooks.filter((o) => isJudgedContext(o, config));
  for (const rule of documentRules)
    run(rule, () => rule.checkDocument!({ document, outlooks: judged, facts, config }), diagnostics);
  for (const rule of fallbackRules)
    for (const outlook of judged.filter((o) => !isSaid(o, diagnostics)))
      run(rule, () => rule.check!({ outlook, document, facts, config }), diagnostics);
  return {
    document,
    outlooks,
    diagnostics: withoutSuppressed(document, withoutGuesses(sorted(diagnostics), sites), config),
    wanted: [...wanted.values()],
  };
}

/** What was known of a site, when `site` is the same one at its place now and files answer as before. Its own site then, where nothing moved. */
function again(
  before: Known | undefined,
  site: ConnectionSite,
  document: SourceDocument,
  facts: Facts,
): Known | undefined {
  if (!before) return undefined;
  const delta = site.span.start - before.site.span.start;
  const reach = { start: before.reach.start + delta, end: before.reach.end + delta };
  if (
    !isMoved(before.site, site, delta) ||
    reach.start < 0 ||
    !document.text.startsWith(before.text, reach.start) ||
    !before.asked.every(([request, answer]) => facts.get(request) === answer)
  )
    return undefined;
  if (delta === 0) return { ...before, site };
  return { ...before, site, reach, diagnostics: before.diagnostics.map((d) => moved(d, delta)) };
}

/** Prose and test tables are shown, not judged; commented-out code when the setting says so. */
export function isJudgedContext(outlook: Outlook, config: AnalysisConfig): boolean {
  const context = outlook.site.context ?? 'code';
  return context === 'code' || (context === 'comment' && config.comments);
}

/** True when a rule already says that the driver refuses or warns at this connection. */
function isSaid(outlook: Outlook, diagnostics: readonly Diagnostic[]): boolean {
  const inside = (d: Diagnostic, span: Span | undefined): boolean =>
    span !== undefined && d.span.start >= span.start && d.span.end <= span.end;
  return diagnostics.some(
    (d) =>
      (d.category === 'validity' || d.category === 'compatibility') &&
      (inside(d, outlook.site.span) || inside(d, outlook.uri?.span)),
  );
}

/** Leaves out what another rule says better of the same place (`insteadOf`). */
function saidOnce(found: readonly Diagnostic[]): readonly Diagnostic[] {
  if (found.length < 2) return found;
  return found.filter(
    (d) =>
      !found.some(
        (other) =>
          ruleById(other.rule)?.meta.insteadOf?.includes(d.rule) &&
          other.span.start <= d.span.end &&
          d.span.start <= other.span.end,
      ),
  );
}

/** A finding's own severity counts unless a setting names the rule. */
function severityFor(rule: Rule, severity: Severity, finding: Finding, config: AnalysisConfig): Severity {
  return finding.severity && config.rules[rule.meta.id] === undefined ? finding.severity : severity;
}

function shape(rule: Rule, severity: Severity, finding: Finding): Diagnostic {
  const { meta } = rule;
  const template = meta.messages[finding.message] ?? finding.message;
  return {
    rule: meta.id,
    category: meta.category,
    severity,
    message: template.replace(/\{(\w+)\}/g, (all, key: string) => finding.data?.[key] ?? all),
    span: finding.span,
    docs: docsUrl(meta.id),
    fixes: finding.fixes ?? [],
    ...(finding.related && finding.related.length > 0 ? { related: finding.related } : {}),
  };
}

/** By place; the same rule at the same place once. */
function sorted(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const ordered = [...diagnostics].sort(
    (a, b) =>
      a.span.start - b.span.start ||
      a.span.end - b.span.end ||
      (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
  );
  return ordered.filter((d, i) => {
    const before = ordered[i - 1];
    return !(
      before &&
      before.rule === d.rule &&
      before.span.start === d.span.start &&
      before.span.end === d.span.end &&
      before.message === d.message
    );
  });
}

/**
 * Leaves out fixes that would write into text which stands for other text (base64, the value of a shell variable):
 * there a place in the URI is not a place in the document.
 */
function withoutGuesses(diagnostics: readonly Diagnostic[], sites: readonly ConnectionSite[]): Diagnostic[] {
  // One escaped character, or two in UTF-16, can be replaced whole.
  const encoded = sites.flatMap((site) =>
    (site.uri?.mapped.segments ?? []).flatMap((s) => (s.kind === 'escape' && s.length > 2 ? [s.source] : [])),
  );
  if (encoded.length === 0) return [...diagnostics];
  const guesses = ({ edits }: Fix): boolean =>
    edits.some(({ span }) => encoded.some((e) => span.start < e.end && span.end > e.start));
  return diagnostics.map((d) =>
    d.fixes.some(guesses) ? { ...d, fixes: d.fixes.filter((f) => !guesses(f)) } : d,
  );
}

/** Leaves out what comments switch off, and reports the comments that switch off nothing. */
function withoutSuppressed(
  document: SourceDocument,
  diagnostics: readonly Diagnostic[],
  config: AnalysisConfig,
): readonly Diagnostic[] {
  const suppressions = findSuppressions(document.text);
  if (suppressions.length === 0) return diagnostics;
  const lines = new LineIndex(document.text);
  const used = new Set<Suppression>();
  const left = diagnostics.filter((d) => {
    // The rules about these comments cannot be switched off by the comment itself.
    if (d.rule === 'suppression-without-reason') return true;
    const line = lines.position(d.span.start).line;
    const by = suppressions.filter((s) => covers(s, d.rule, line));
    for (const s of by) used.add(s);
    return by.length === 0;
  });
  const rule = ruleById('unused-suppression')!;
  const severity = severityOf(rule.meta, config);
  if (severity === 'off') return left;
  // Certificates are judged only where files may be read: a comment about them is not called unused.
  const unused = suppressions.filter(
    (s) => !used.has(s) && !s.rules.some((id) => ruleById(id)?.meta.category === 'files'),
  );
  const found = unused.map((s) => {
    const rules = s.rules.length > 0 ? s.rules.join(', ') : 'every check';
    const lineStart = lines.lineStart(lines.position(s.span.start).line);
    const next = lines.lineStart(lines.position(s.span.start).line + 1);
    const alone = /^\W*mongodb-tls-ignore/.test(document.text.slice(lineStart, next));
    const fixes = alone
      ? [
          {
            title: 'Remove the comment',
            safe: true,
            edits: [{ span: { start: lineStart, end: next }, newText: '' }],
          },
        ]
      : [];
    return shape(rule, severity, { message: 'unused', data: { rules }, span: s.span, fixes });
  });
  return found.length > 0 ? sorted([...left, ...found]) : left;
}

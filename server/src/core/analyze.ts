/** The one way in: a text and its context -> connections, what their drivers will do, and what is wrong with it. Pure. */
import { severityOf } from './config';
import { covers, findSuppressions, type Suppression } from './features/suppressions';
import { findSites } from './languages';
import { resolve } from './model/resolve';
import { ruleById, rules } from './rules';
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

/** Analyses one document. Never throws: faults of single finders and rules go to `context.onBug`. */
export function analyze(document: SourceDocument, context: AnalysisContext): Analysis {
  const { config, onBug } = context;
  const wanted: FactRequest[] = [];
  const facts: Facts = {
    get(request) {
      if (!wanted.some((w) => w.path === request.path && w.role === request.role && w.base === request.base))
        wanted.push(request);
      return context.facts.get(request);
    },
  };
  const sites = findSites(document, onBug);
  const outlooks: Outlook[] = [];
  for (const site of sites) {
    try {
      outlooks.push(resolve(site, context.workspace, config));
    } catch (error) {
      onBug('resolve', error);
    }
  }
  const judged = outlooks.filter((o) => isJudgedContext(o, config));
  const diagnostics: Diagnostic[] = [];
  const ordered = [...rules.filter((r) => !r.meta.fallback), ...rules.filter((r) => r.meta.fallback)];
  for (const rule of ordered) {
    const severity = severityOf(rule.meta, config);
    if (severity === 'off') continue;
    try {
      for (const outlook of rule.check
        ? rule.meta.fallback
          ? judged.filter((o) => !isSaid(o, diagnostics))
          : judged
        : [])
        for (const finding of rule.check!({ outlook, document, facts, config }))
          diagnostics.push(shape(rule, severityFor(rule, severity, finding, config), finding));
      if (rule.checkDocument)
        for (const finding of rule.checkDocument({ document, outlooks: judged, facts, config }))
          diagnostics.push(shape(rule, severityFor(rule, severity, finding, config), finding));
    } catch (error) {
      onBug(`rule ${rule.meta.id}`, error);
    }
  }
  return {
    document,
    outlooks,
    diagnostics: withoutSuppressed(document, withoutGuesses(sorted(diagnostics), sites), config),
    wanted,
  };
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

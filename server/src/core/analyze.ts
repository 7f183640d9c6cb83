/** The one way in: a text and its context -> connections, what their drivers will do, and what is wrong with it. Pure. */
import { severityOf } from './config';
import { covers, findSuppressions, type Suppression } from './features/suppressions';
import { RuleChoice } from './features/traits';
import { findPlaced, mayConnect } from './languages';
import { resolve } from './model/resolve';
import { ruleById, rules } from './rules';
import { movedDiagnostic, reachOf, sameRequest, SiteMemory, type Recalled } from './siteMemory';
import { LineIndex } from './text/lines';
import { DocumentMemory } from './text/memory';
import { sourceSpan } from './text/mappedText';
import { extentOf, movedBy, movedSpan, ownString } from './text/placed';
import type {
  Analysis,
  AnalysisConfig,
  AnalysisContext,
  Diagnostic,
  FactRequest,
  Facts,
  Finding,
  Fix,
  Memory,
  Outlook,
  PlacedSite,
  Rule,
  Severity,
  SourceDocument,
  Span,
  Workspace,
} from './types';

/** The documentation page of a rule, relative to the project's documentation. */
export function docsUrl(rule: string): string {
  return `https://github.com/mongodb-tls-lens/mongodb-tls-lens/blob/main/docs/rules/${rule}.md`;
}

/** Rules that look at one connection (those that speak only when the others are silent among them), and rules that look at the document. */
const siteRules = new RuleChoice(rules.filter((r) => r.check));
const documentRules = rules.filter((r) => r.checkDocument);

/** Severities under a configuration: the same object for every keystroke. */
const severitiesOf = new WeakMap<AnalysisConfig, ReadonlyMap<Rule, Severity>>();

function severitiesUnder(config: AnalysisConfig): ReadonlyMap<Rule, Severity> {
  let found = severitiesOf.get(config);
  if (!found) {
    const severities = rules.map((rule) => [rule, severityOf(rule.meta, config)] as const);
    found = new Map(severities.flatMap(([rule, s]) => (s === 'off' ? [] : [[rule, s] as const])));
    severitiesOf.set(config, found);
  }
  return found;
}

/**
 * Analyses one document. Never throws: faults of single finders and rules go to `context.onBug`. For a document that is
 * edited, `memory` holds what was found out about its last text; the result is the same without.
 */
export function analyze(
  document: SourceDocument,
  context: AnalysisContext,
  memory: Memory = new DocumentMemory(),
): Analysis {
  const { config, workspace, onBug } = context;
  memory.begin(document.text);
  // Most files of a workspace end here.
  if (!mayConnect(memory.searches)) return { document, outlooks: [], diagnostics: [], wanted: [] };
  const requests: FactRequest[] = [];
  const facts: Facts = {
    get(request) {
      requests.push(request);
      return context.facts.get(request);
    },
  };
  const severities = severitiesUnder(config);
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
  const placed = findPlaced(document, onBug, memory);
  const later = (p: PlacedSite): (() => Outlook) => outlookLater(p, workspace, config);
  const sites = new SiteMemory(memory, document, config, workspace.versions, later, placed.length);
  const diagnostics: Diagnostic[] = [];
  const entries: Entry[] = [];
  /** Judges a connection of which nothing is known. */
  const judge = (p: PlacedSite): Entry => {
    const site = movedBy(p.site, p.moved);
    const outlook = resolve(site, workspace, config);
    const entry: Entry = { placed: p, judged: isJudgedContext(outlook, config), outlook };
    if (!entry.judged) return entry;
    const asked: (readonly [FactRequest, unknown])[] = [];
    const noted: Facts = {
      still: true,
      get(request) {
        const answer = facts.get(request);
        if (!asked.some(([known]) => sameRequest(known, request))) asked.push([request, answer]);
        return answer;
      },
    };
    let whole = false;
    const noting: SourceDocument = {
      ...document,
      get text() {
        whole = true;
        return document.text;
      },
    };
    const found: Diagnostic[] = [];
    const input = { outlook, document, facts: noted, config };
    const wide = { ...input, document: noting };
    const fallback: Rule[] = [];
    for (const rule of siteRules.for(input))
      if (rule.meta.fallback) fallback.push(rule);
      else if (!run(rule, () => rule.check!(rule.wholeText ? wide : input), found)) whole = true;
    entry.fallback = fallback;
    const said = saidOnce(found);
    diagnostics.push(...said);
    const reach = whole ? undefined : reachOf(extentOf(site), document);
    if (reach) {
      const text = ownString(document.text.slice(reach.start, reach.end));
      entry.recalled = { known: { placed: p, outlook, reach, text, asked, diagnostics: said }, moved: 0 };
    }
    return entry;
  };
  for (let n = 0; n < placed.length; n++) {
    const p = placed[n]!;
    try {
      const recalled = sites.recall(p, n, facts);
      const entry = recalled ? { placed: p, judged: true, recalled } : judge(p);
      if (recalled)
        for (const d of recalled.known.diagnostics) diagnostics.push(movedDiagnostic(d, recalled.moved));
      entries.push(entry);
      sites.remember(p, entry.recalled);
    } catch (error) {
      sites.remember(p, undefined);
      onBug('resolve', error);
    }
  }
  const outlookOf = (entry: Entry): Outlook =>
    (entry.outlook ??=
      entry.recalled!.moved === 0
        ? entry.recalled!.known.outlook
        : outlookLater(entry.placed, workspace, config)());
  const judged = entries.filter((e) => e.judged);
  const input = {
    document,
    facts,
    config,
    get outlooks() {
      return judged.map(outlookOf);
    },
  };
  for (const rule of documentRules)
    if (!rule.needle || memory.searches.has(rule.needle))
      run(rule, () => rule.checkDocument!(input), diagnostics);
  for (const entry of judged) {
    const { known, moved = 0 } = entry.recalled ?? {};
    // Nothing to say, whether others speak or not.
    if (known?.fallback?.length === 0 || isSaid(entry, diagnostics)) continue;
    if (known?.fallback) {
      for (const d of known.fallback) diagnostics.push(movedDiagnostic(d, moved));
      continue;
    }
    const said: Diagnostic[] = [];
    const input = { outlook: outlookOf(entry), document, facts, config };
    let whole = true;
    const fallback = entry.fallback ?? siteRules.for(input).filter((r) => r.meta.fallback);
    for (const rule of fallback) whole = run(rule, () => rule.check!(input), said) && whole;
    if (known && whole) known.fallback = moved === 0 ? said : said.map((d) => movedBy(d, -moved));
    diagnostics.push(...said);
  }
  const wanted = sites.close(requests);
  let outlooks: readonly Outlook[] | undefined;
  return {
    document,
    // Most edits are followed by diagnostics alone: the rest is made when somebody asks.
    get outlooks() {
      return (outlooks ??= entries.map(outlookOf));
    },
    diagnostics: withoutSuppressed(
      document,
      withoutGuesses(saidOnce(sorted(diagnostics)), placed),
      config,
      memory,
    ),
    wanted,
  };
}

/** The outlook of a site, made when somebody asks. A function of its own: what it holds may outlive the text. */
function outlookLater(
  { site, moved }: PlacedSite,
  workspace: Workspace,
  config: AnalysisConfig,
): () => Outlook {
  let outlook: Outlook | undefined;
  return () => (outlook ??= resolve(movedBy(site, moved), workspace, config));
}

/** A site of the text: judged now (`outlook`) or before (`recalled`). */
interface Entry {
  readonly placed: PlacedSite;
  readonly judged: boolean;
  outlook?: Outlook;
  recalled?: Recalled;
  /** Rules that will speak if nobody else does; absent: not chosen yet. */
  fallback?: readonly Rule[];
}

function spanOf({ placed }: Entry): Span {
  return movedSpan(placed.site.span, placed.moved);
}

/** Where the URI stands; undefined without one. */
function uriSpanOf({ placed }: Entry): Span | undefined {
  const mapped = placed.site.uri?.mapped;
  return mapped && movedSpan(sourceSpan(mapped, 0, mapped.text.length), placed.moved);
}

/** Prose and test tables are shown, not judged; commented-out code when the setting says so. */
export function isJudgedContext(outlook: Outlook, config: AnalysisConfig): boolean {
  const context = outlook.site.context ?? 'code';
  return context === 'code' || (context === 'comment' && config.comments);
}

/** True when a rule already says that the driver refuses or warns at this connection. */
function isSaid(entry: Entry, diagnostics: readonly Diagnostic[]): boolean {
  const span = spanOf(entry);
  const uriSpan = uriSpanOf(entry);
  const inside = (d: Diagnostic, span: Span | undefined): boolean =>
    span !== undefined && d.span.start >= span.start && d.span.end <= span.end;
  return diagnostics.some(
    (d) =>
      (d.category === 'validity' || d.category === 'compatibility') &&
      (inside(d, span) || inside(d, uriSpan)),
  );
}

/** Rules that others give way to, with those others. */
const betterWords = new Map(
  rules.flatMap(({ meta }) => (meta.insteadOf ? [[meta.id, new Set(meta.insteadOf)] as const] : [])),
);

/** Leaves out what another rule says better of the same place (`insteadOf`). */
function saidOnce(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const better = found.filter((d) => betterWords.has(d.rule));
  if (better.length === 0) return found;
  return found.filter(
    (d) =>
      !better.some(
        (other) =>
          betterWords.get(other.rule)!.has(d.rule) &&
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
 * there a place in the URI is not a place in the document. And those that would begin inside a literal and end with an operand
 * that is joined to it (`"…&tls=" + value`): its quotes would be lost.
 */
function withoutGuesses(
  diagnostics: readonly Diagnostic[],
  sites: readonly PlacedSite[],
): readonly Diagnostic[] {
  // One escaped character, or two in UTF-16, can be replaced whole.
  const encoded: Span[] = [];
  const operands: Span[] = [];
  for (const { site, moved } of sites) {
    const segments = site.uri?.mapped.segments ?? [];
    for (let n = 0; n < segments.length; n++) {
      const s = segments[n]!;
      if (s.kind === 'escape' && s.length > 2) encoded.push(movedSpan(s.source, moved));
      const before = segments[n - 1]?.source.end ?? s.source.start;
      const after = segments[n + 1]?.source.start ?? s.source.end;
      if (s.kind === 'hole' && (before < s.source.start || after > s.source.end))
        operands.push(movedSpan(s.source, moved));
    }
  }
  if (encoded.length + operands.length === 0) return diagnostics;
  const guesses = ({ edits }: Fix): boolean =>
    edits.some(
      ({ span }) =>
        encoded.some((e) => span.start < e.end && span.end > e.start) ||
        operands.some(
          (o) => (span.end === o.end && span.start < o.start) || (span.start === o.start && span.end > o.end),
        ),
    );
  return diagnostics.map((d) =>
    d.fixes.some(guesses) ? { ...d, fixes: d.fixes.filter((f) => !guesses(f)) } : d,
  );
}

const suppressionComment = /mongodb-tls-ignore-/;

/** Leaves out what comments switch off, and reports the comments that switch off nothing. */
function withoutSuppressed(
  document: SourceDocument,
  diagnostics: readonly Diagnostic[],
  config: AnalysisConfig,
  memory: Memory,
): readonly Diagnostic[] {
  if (!memory.searches.has(suppressionComment)) return diagnostics;
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

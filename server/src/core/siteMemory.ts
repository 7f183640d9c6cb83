/**
 * What was found out about the connections of a document's last text. An answer is given again only for a site that is the
 * same but for its place in the text, and only when everything that the rules read for it is the same.
 */
import { mayBeSettled } from './model/definitions';
import { renamedHost } from './model/renamedHost';
import { isMoved, isPlaced, movedBy, movedSpan, ownString, placedBy } from './text/placed';
import type {
  AnalysisConfig,
  ConnectionSite,
  Diagnostic,
  FactRequest,
  Facts,
  Memory,
  Outlook,
  PlacedSite,
  SourceDocument,
  Span,
  Workspace,
} from './types';

/** One site with everything that its analysis read and said, where the site was then. Kept as it is; what has moved is told by `Recalled`. */
export interface Known {
  readonly placed: PlacedSite;
  readonly outlook: Outlook;
  /** Offsets of everything that the site points at, and the text there. */
  readonly reach: Span;
  readonly text: string;
  /** What the rules asked about files, with the answers. */
  readonly asked: readonly (readonly [FactRequest, unknown])[];
  /** Of the rules that look at this connection alone, in the order of the rules. */
  readonly diagnostics: readonly Diagnostic[];
  /** Of the rules that speak when the others are silent; absent: they were not asked. */
  fallback?: readonly Diagnostic[];
  /** Every word of the diagnostics; absent until somebody asks (`wordsOf`). */
  words?: string;
}

/** What is known of a site as its finder gave it, and how many characters further on all of that is than the site. */
interface Held {
  readonly known: Known;
  readonly site: ConnectionSite;
  readonly ahead: number;
}

/** What is known of a site, and how many characters further on all of it is by now. */
export interface Recalled {
  readonly known: Known;
  readonly moved: number;
  /** Absent: it was found out just now. */
  readonly held?: Held;
}

interface Last {
  /** Settings and versions under which the answers hold. */
  readonly config: AnalysisConfig;
  readonly versions: Workspace['versions'];
  readonly held: readonly (Held | undefined)[];
  readonly bySite: WeakMap<ConnectionSite, Held>;
  /** Every question about a file, and each once. */
  readonly requests: readonly FactRequest[];
  readonly wanted: readonly FactRequest[];
}

const key = Symbol('sites');

/** A site that points farther than this around is judged anew each time. */
const maxReach = 8000;
/** More sites than this are not compared one by one. */
const maxSites = 500;

/** What is known of the sites of the last text, while it is asked for the sites of the next. */
export class SiteMemory {
  private readonly before: Last | undefined;
  private readonly last: readonly (Held | undefined)[];
  private readonly bySite: WeakMap<ConnectionSite, Held>;
  private readonly now: (Held | undefined)[] = [];

  constructor(
    private readonly memory: Memory,
    private readonly document: SourceDocument,
    private readonly config: AnalysisConfig,
    private readonly versions: Workspace['versions'],
    /** The outlook of a site, as a function that does not hold the text: what is known outlives it. */
    private readonly outlookLater: (placed: PlacedSite) => () => Outlook,
    /** Number of sites of this text. */
    private readonly count: number,
  ) {
    this.before = memory.take(key) as Last | undefined;
    const { before } = this;
    const holds = before?.config === config && before.versions === versions;
    this.last = holds ? before.held : [];
    this.bySite = holds ? before.bySite : new WeakMap();
  }

  /** What is known of site number `n`; undefined when it must be judged. */
  recall(placed: PlacedSite, n: number, facts: Facts): Recalled | undefined {
    // The finder itself says that it is the same site: it has only moved.
    const held = this.heldAt(n, placed.site);
    if (!held && isOpenToOthers(placed.site)) return undefined;
    const found = held
      ? { known: held.known, moved: placed.moved + held.ahead, held }
      : this.count > maxSites
        ? undefined
        : (this.compared(this.last[n], placed) ??
          (this.last.length === this.count
            ? undefined
            : this.compared(this.last[this.last.length - this.count + n], placed)) ??
          this.renamed(this.last[n], placed));
    if (!found) return undefined;
    for (const [request, answer] of found.known.asked) if (facts.get(request) !== answer) return undefined;
    return found;
  }

  /** Most sites are where they were in the list, counted from its beginning or its end. */
  private heldAt(n: number, site: ConnectionSite): Held | undefined {
    const { last } = this;
    const before = last[n];
    if (before?.site === site) return before;
    const behind = last[last.length - this.count + n];
    return behind?.site === site ? behind : this.bySite.get(site);
  }

  private compared(before: Held | undefined, placed: PlacedSite): Recalled | undefined {
    if (!before) return undefined;
    const { known } = before;
    const delta = placed.site.span.start - before.site.span.start;
    if (!isMoved(before.site, placed.site, delta)) return undefined;
    const moved = placed.moved + before.ahead + delta;
    const start = known.reach.start + moved;
    return start >= 0 && this.document.text.startsWith(known.text, start) ? { known, moved } : undefined;
  }

  /** What is known of a site in which a server has another name now. */
  private renamed(before: Held | undefined, placed: PlacedSite): Recalled | undefined {
    const renamed = before && renamedHost(before.site, placed.site, this.config);
    if (!renamed) return undefined;
    const { known, ahead } = before;
    const { span, name, grown } = renamed;
    const delta = placed.site.span.start - before.site.span.start;
    if (!isSameBeside(before.site, placed.site, (at) => at + delta + (at >= span.end ? grown : 0)))
      return undefined;
    // Certificates name servers, and findings may.
    if (known.asked.some(([, answer]) => (answer as { kind?: unknown } | undefined)?.kind === 'file'))
      return undefined;
    if (wordsOf(known).includes(name)) return undefined;
    const [start, end] = [span.start - ahead, span.end - ahead];
    const { diagnostics, fallback } = known;
    const cuts = (at: Span): boolean =>
      (at.start > start && at.start < end) || (at.end > start && at.end < end);
    for (const list of [diagnostics, fallback ?? []])
      for (const d of list)
        if (cuts(d.span) || d.fixes.some((f) => f.edits.some((e) => cuts(e.span)))) return undefined;
    const moved = placed.moved + ahead + delta;
    const place = (at: number): number => at + moved + (at >= end ? grown : 0);
    const reach = { start: place(known.reach.start), end: place(known.reach.end) };
    const text = this.document.text.slice(reach.start, reach.end);
    const inReach = [start - known.reach.start, end - known.reach.start] as const;
    if (!text.startsWith(known.text.slice(0, inReach[0])) || !text.endsWith(known.text.slice(inReach[1])))
      return undefined;
    const outlookOf = this.outlookLater(placed);
    const found: Known = {
      placed,
      get outlook() {
        return outlookOf();
      },
      reach,
      text: ownString(text),
      asked: known.asked,
      diagnostics: placedBy(diagnostics, place),
      ...(fallback ? { fallback: placedBy(fallback, place) } : {}),
      words: wordsOf(known),
    };
    return { known: found, moved: 0 };
  }

  /** Keeps what is known of the next site; in the order of the text. */
  remember({ site, moved }: PlacedSite, recalled: Recalled | undefined): void {
    let held = recalled?.held;
    if (recalled && !held && !isOpenToOthers(site)) {
      held = { known: recalled.known, site, ahead: recalled.moved - moved };
      this.bySite.set(site, held);
    } else if (!recalled) this.bySite.delete(site);
    this.now.push(held);
  }

  /** Ends the analysis of this text. Gives each of the questions about files once: the same list as long as they are the same. */
  close(requests: readonly FactRequest[]): readonly FactRequest[] {
    const { config, versions, now, bySite, before } = this;
    const same =
      before?.requests.length === requests.length &&
      requests.every((request, n) => sameRequest(request, before.requests[n]!));
    const wanted = same ? before.wanted : eachOnce(requests);
    this.memory.keep(key, { config, versions, held: now, bySite, requests, wanted } satisfies Last);
    return wanted;
  }
}

/** True when all is the same but the URI's text, with its places where `place` puts them. */
function isSameBeside(before: ConnectionSite, now: ConnectionSite, place: (at: number) => number): boolean {
  const beside = ({ uri, ...rest }: ConnectionSite): unknown => [
    rest,
    uri?.span,
    uri?.ampersand,
    uri?.variable,
    uri?.mapped.segments.map(({ kind, source }) => [kind, source]),
  ];
  return isPlaced(beside(before), beside(now), place);
}

/** Everything that is said of a site, and that fixes would write. */
function wordsOf(known: Known): string {
  return (known.words ??= [...known.diagnostics, ...(known.fallback ?? [])]
    .flatMap((d) => [
      d.message,
      ...(d.related ?? []).map((r) => r.message),
      ...d.fixes.flatMap((f) => [f.title, JSON.stringify(f.command), ...f.edits.map((e) => e.newText)]),
    ])
    .join('\n'));
}

/** What a variable has in other files can change without a change here, and what code there settles: such a site is judged anew. */
function isOpenToOthers(site: ConnectionSite): boolean {
  return site.reads !== undefined || mayBeSettled(site);
}

export function sameRequest(a: FactRequest, b: FactRequest): boolean {
  return a === b || (a.path === b.path && a.role === b.role && a.base === b.base);
}

function eachOnce(requests: readonly FactRequest[]): readonly FactRequest[] {
  const found = new Map<string, FactRequest>();
  for (const request of requests) {
    const key = `${request.role} ${request.base ?? ''} ${request.path}`;
    if (!found.has(key)) found.set(key, request);
  }
  return [...found.values()];
}

/** A diagnostic that is `delta` characters further on. Its fixes are moved when somebody asks for them: most never are. */
export function movedDiagnostic(diagnostic: Diagnostic, delta: number): Diagnostic {
  if (delta === 0) return diagnostic;
  let fixes: Diagnostic['fixes'] | undefined;
  return {
    ...diagnostic,
    span: movedSpan(diagnostic.span, delta),
    get fixes() {
      return (fixes ??= movedBy(diagnostic.fixes, delta));
    },
  };
}

/** The part of the text that a site points at; undefined when it is too large. */
export function reachOf(extent: Span | undefined, document: SourceDocument): Span | undefined {
  return extent && extent.end - extent.start <= maxReach && extent.end <= document.text.length
    ? extent
    : undefined;
}

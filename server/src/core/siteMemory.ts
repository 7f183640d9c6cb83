/**
 * What was found out about the connections of a document's last text. An answer is given again only for a site that is the
 * same but for its place in the text, and only when everything that the rules read for it is the same.
 */
import { isMoved, movedBy, movedSpan } from './text/placed';
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
}

/** What is known, and how many characters further on all of it is by now. */
export interface Recalled {
  readonly known: Known;
  readonly moved: number;
}

/** A site of a text, with what is known of it. */
interface Held extends Recalled {
  readonly placed: PlacedSite;
}

interface Last {
  /** Settings and versions under which the answers hold. */
  readonly config: AnalysisConfig;
  readonly versions: Workspace['versions'];
  readonly held: readonly (Held | undefined)[];
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
  private readonly bySite = new Map<ConnectionSite, Held>();
  private readonly now: (Held | undefined)[] = [];

  constructor(
    private readonly memory: Memory,
    private readonly document: SourceDocument,
    private readonly config: AnalysisConfig,
    private readonly versions: Workspace['versions'],
    /** Number of sites of this text. */
    private readonly count: number,
  ) {
    this.before = memory.take(key) as Last | undefined;
    const { before } = this;
    this.last = before?.config === config && before.versions === versions ? before.held : [];
    for (const held of this.last) if (held) this.bySite.set(held.placed.site, held);
  }

  /** What is known of site number `n`; undefined when it must be judged. */
  recall(placed: PlacedSite, n: number, facts: Facts): Recalled | undefined {
    // What a variable has in other files can change without a change here.
    if (placed.site.reads) return undefined;
    // The finder itself says that it is the same site: it has only moved.
    const same = this.bySite.get(placed.site);
    const found = same
      ? { known: same.known, moved: same.moved + placed.moved - same.placed.moved }
      : this.count > maxSites
        ? undefined
        : (this.compared(this.last[n], placed) ??
          this.compared(this.last[this.last.length - this.count + n], placed));
    if (!found) return undefined;
    for (const [request, answer] of found.known.asked) if (facts.get(request) !== answer) return undefined;
    return found;
  }

  private compared(before: Held | undefined, placed: PlacedSite): Recalled | undefined {
    if (!before) return undefined;
    const { known } = before;
    const site = movedBy(placed.site, placed.moved);
    const delta = site.span.start - before.placed.site.span.start - before.placed.moved;
    if (!isMoved(movedBy(before.placed.site, before.placed.moved), site, delta)) return undefined;
    const moved = before.moved + delta;
    const start = known.reach.start + moved;
    return start >= 0 && this.document.text.startsWith(known.text, start) ? { known, moved } : undefined;
  }

  /** Keeps what is known of the next site; in the order of the text. */
  remember(placed: PlacedSite, recalled: Recalled | undefined): void {
    this.now.push(recalled && { ...recalled, placed });
  }

  /** Ends the analysis of this text. Gives each of the questions about files once: the same list as long as they are the same. */
  close(requests: readonly FactRequest[]): readonly FactRequest[] {
    const { config, versions, now, before } = this;
    const same =
      before?.requests.length === requests.length &&
      requests.every((request, n) => sameRequest(request, before.requests[n]!));
    const wanted = same ? before.wanted : eachOnce(requests);
    this.memory.keep(key, { config, versions, held: now, requests, wanted } satisfies Last);
    return wanted;
  }
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

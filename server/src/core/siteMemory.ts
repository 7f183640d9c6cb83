/**
 * What was found out about the connections of a document's last text. An answer is given again only for a site that is the
 * same but for its place in the text, and only when everything that the rules read for it is the same.
 */
import { isMoved, movedBy } from './text/placed';
import type {
  ConnectionSite,
  Diagnostic,
  FactRequest,
  Facts,
  Memory,
  Outlook,
  PlacedSite,
  SourceDocument,
  Span,
} from './types';

/** One site with everything that its analysis read and said, where the site was then. */
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

interface Last {
  /** Settings and versions under which the answers hold. */
  readonly context: string;
  readonly known: readonly (Known | undefined)[];
}

const key = Symbol('sites');

/** A site that points farther than this around is judged anew each time. */
const maxReach = 8000;
/** More sites than this are not compared one by one. */
const maxSites = 500;

/** What is known of the sites of the last text, while it is asked for the sites of the next. */
export class SiteMemory {
  private readonly last: readonly (Known | undefined)[];
  private readonly bySite = new Map<ConnectionSite, Known>();
  private readonly now: (Known | undefined)[] = [];

  constructor(
    private readonly memory: Memory,
    private readonly document: SourceDocument,
    private readonly context: string,
    /** Number of sites of this text. */
    private readonly count: number,
  ) {
    const last = memory.take(key) as Last | undefined;
    this.last = last?.context === context ? last.known : [];
    for (const known of this.last) if (known) this.bySite.set(known.placed.site, known);
  }

  /** What is known of site number `n`, moved to its place in this text; undefined when it must be judged. */
  recall(placed: PlacedSite, n: number, facts: Facts): Known | undefined {
    // What a variable has in other files can change without a change here.
    if (placed.site.reads) return undefined;
    // The finder itself says that it is the same site: it has only moved.
    const same = this.bySite.get(placed.site);
    const found = same
      ? moved(same, placed, placed.moved - same.placed.moved)
      : this.count > maxSites
        ? undefined
        : (this.compared(this.last[n], placed) ??
          this.compared(this.last[this.last.length - this.count + n], placed));
    return found?.asked.every(([request, answer]) => facts.get(request) === answer) ? found : undefined;
  }

  private compared(before: Known | undefined, placed: PlacedSite): Known | undefined {
    if (!before) return undefined;
    const site = movedBy(placed.site, placed.moved);
    const delta = site.span.start - siteStart(before);
    if (!isMoved(movedBy(before.placed.site, before.placed.moved), site, delta)) return undefined;
    const start = before.reach.start + delta;
    return start >= 0 && this.document.text.startsWith(before.text, start)
      ? moved(before, placed, delta)
      : undefined;
  }

  /** Keeps what is known of the next site; in the order of the text. */
  remember(known: Known | undefined): void {
    this.now.push(known);
  }

  /** Ends the analysis of this text. */
  close(): void {
    this.memory.keep(key, { context: this.context, known: this.now } satisfies Last);
  }
}

function siteStart(known: Known): number {
  return known.placed.site.span.start + known.placed.moved;
}

function moved(known: Known, placed: PlacedSite, delta: number): Known {
  if (delta === 0) return { ...known, placed };
  const { reach } = known;
  return {
    ...known,
    placed,
    reach: { start: reach.start + delta, end: reach.end + delta },
    diagnostics: known.diagnostics.map((d) => movedBy(d, delta)),
    ...(known.fallback ? { fallback: known.fallback.map((d) => movedBy(d, delta)) } : {}),
  };
}

/** The part of the text that a site points at; undefined when it is too large. */
export function reachOf(extent: Span | undefined, document: SourceDocument): Span | undefined {
  return extent && extent.end - extent.start <= maxReach && extent.end <= document.text.length
    ? extent
    : undefined;
}

/**
 * What was found out about the connections of a document's last text, so that an edit is paid for where it was made.
 * A pure cache: an answer is given again only for a site that is the same but for its place in the text.
 */
import type { ConnectionSite, Diagnostic, FactRequest, Outlook, SourceDocument, Span } from './types';

/** One site with everything that its analysis read and said. */
export interface Known {
  readonly site: ConnectionSite;
  readonly outlook: Outlook;
  /** Offsets of everything that the site points at, and the text there. */
  readonly reach: Span;
  readonly text: string;
  /** What the rules asked about files, with the answers. */
  readonly asked: readonly (readonly [FactRequest, unknown])[];
  /** Of the rules that look at this connection alone, in the order of the rules. */
  readonly diagnostics: readonly Diagnostic[];
}

interface Remembered {
  /** Settings and versions under which the answers hold. */
  readonly context: string;
  readonly known: readonly (Known | undefined)[];
}

/** By path, the one used last at the end. */
const memory = new Map<string, Remembered>();
const maxDocuments = 16;
const maxSites = 500;
/** A site that points farther than this around is judged anew each time. */
const maxReach = 8000;

/** The sites of the last text of a document under the same settings, by position in the list. */
export function recall(path: string, context: string): readonly (Known | undefined)[] {
  const found = memory.get(path);
  return found?.context === context ? found.known : [];
}

/** Keeps what is known now. */
export function remember(path: string, context: string, known: readonly (Known | undefined)[]): void {
  memory.delete(path);
  if (known.length === 0 || known.length > maxSites) return;
  memory.set(path, { context, known });
  if (memory.size > maxDocuments) memory.delete(memory.keys().next().value!);
}

/** The part of the text that a site points at; undefined when it is too large, or when rules read the text around it. */
export function reachOf(site: ConnectionSite, document: SourceDocument): Span | undefined {
  // Rules about server configurations look at the sections around an option.
  if (site.kind === 'serverConfig') return undefined;
  let { start, end } = site.span;
  const add = (span: Span | undefined): void => {
    if (!span) return;
    if (span.start < start) start = span.start;
    if (span.end > end) end = span.end;
  };
  add(site.headSpan);
  add(site.uri?.span);
  add(site.reads?.span);
  add(site.defines?.span);
  for (const option of site.options) {
    add(option.span);
    add(option.nameSpan);
    add(option.valueSpan);
    add(option.removeSpan);
  }
  return end - start <= maxReach && end <= document.text.length ? { start, end } : undefined;
}

/** True when `now` is `before` moved by `delta` characters: equal in everything, offsets apart. */
export function isMoved(before: unknown, now: unknown, delta: number): boolean {
  if (before === now && (delta === 0 || typeof before !== 'object' || before === null)) return true;
  if (typeof before !== 'object' || typeof now !== 'object' || before === null || now === null) return false;
  if (Array.isArray(before)) {
    if (!Array.isArray(now) || before.length !== now.length) return false;
    for (let i = 0; i < before.length; i++) if (!isMoved(before[i], now[i], delta)) return false;
    return true;
  }
  const a = before as Record<string, unknown>;
  const b = now as Record<string, unknown>;
  // Places in a mapped text (`at` beside `length`) are no offsets of the document.
  const placed = !('length' in a);
  let keys = 0;
  for (const key in a) {
    keys++;
    const value = a[key];
    if (typeof value === 'number' && (key === 'start' || key === 'end' || (key === 'at' && placed))) {
      if (b[key] !== value + delta) return false;
    } else if (!(key in b) || !isMoved(value, b[key], delta)) return false;
  }
  for (const _ in b) keys--;
  return keys === 0;
}

/** A diagnostic at its new place. */
export function moved(diagnostic: Diagnostic, delta: number): Diagnostic {
  if (delta === 0) return diagnostic;
  const by = (span: Span): Span => ({ start: span.start + delta, end: span.end + delta });
  return {
    ...diagnostic,
    span: by(diagnostic.span),
    fixes: diagnostic.fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map((edit) => ({ ...edit, span: by(edit.span) })),
    })),
  };
}

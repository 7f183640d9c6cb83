/** One analysis per state of a document, shared by every request; made when somebody asks. */
import { analyze, contextOf, DocumentMemory } from '../core';
import { isMoved } from '../core/text/placed';
import type { Analysis, AnalysisContext, FactRequest } from '../core/types';
import type { OpenDocuments, View } from './documents';

/** What has changed besides the texts. */
export interface Changes {
  /** Nothing but what is known of files that options name: contexts answer from there anyway. */
  readonly sameContexts?: boolean;
}

interface Entry {
  readonly key: string;
  /** When the context was made, and when the analysis. */
  readonly generation: number;
  readonly state: number;
  readonly analysis: Analysis;
  /** No two analyses have the same: a document that is closed and opened again begins at version 1 again. */
  readonly id: string;
  /** What is known of the text, for the analysis of the next. */
  readonly memory: DocumentMemory;
  /** Holds for the whole generation: looking it up again would cost more than most edits. */
  readonly context: AnalysisContext | undefined;
}

/** What an analysis needs besides the text; `undefined`: the document is to be left alone. */
export interface ContextSource {
  contextFor(view: View): AnalysisContext | undefined;
  /** Told after every new analysis which files its rules would like to know about. */
  wanted(view: View, requests: readonly FactRequest[]): void;
}

export class Analyses {
  private readonly entries = new Map<string, Entry>();
  private generation = 0;
  private state = 0;
  private made = 0;

  constructor(
    private readonly documents: OpenDocuments,
    private readonly source: ContextSource,
  ) {}

  /** The analysis of an open document; undefined when it is not open or is to be left alone. */
  of(uri: string): { readonly view: View; readonly analysis: Analysis; readonly id: string } | undefined {
    const view = this.documents.view(uri);
    if (!view) return undefined;
    const known = this.entries.get(uri);
    const current = known?.generation === this.generation ? known : undefined;
    if (current?.key === view.key && current.state === this.state)
      return { view, analysis: current.analysis, id: current.id };
    const context = current ? current.context : withSameParts(this.source.contextFor(view), known?.context);
    // A text that was left alone is not in the memory.
    const last = known?.context ? known : undefined;
    const memory = last?.memory ?? new DocumentMemory();
    memory.tell(last && view.edit?.from === last.key ? view.edit.change : undefined);
    const analysis: Analysis = context
      ? analyze(view.source, context, memory)
      : { document: view.source, outlooks: [], diagnostics: [], wanted: [] };
    const id = String(++this.made);
    const { generation, state } = this;
    this.entries.set(uri, { key: view.key, generation, state, analysis, id, memory, context });
    if (analysis.wanted.length > 0) this.source.wanted(view, analysis.wanted);
    return { view, analysis, id };
  }

  /** Analyses another text in the place of an open document: for fixes that are applied one after the other. */
  preview(view: View, text: string): Analysis {
    const context = this.source.contextFor(view) ?? contextOf();
    return analyze({ ...view.source, text }, context);
  }

  forget(uri: string): void {
    this.entries.delete(uri);
  }

  /** Settings, files or versions changed: every analysis is made again when next asked for. */
  outdate({ sameContexts = false }: Changes = {}): void {
    this.state++;
    if (!sameContexts) this.generation++;
  }
}

/**
 * A context with the objects of the one before it where they say the same: what is known of a document holds under these
 * objects, and most of what outdates an analysis (a file that was looked up) leaves them as they were.
 */
function withSameParts(
  now: AnalysisContext | undefined,
  before: AnalysisContext | undefined,
): AnalysisContext | undefined {
  if (!now || !before) return now;
  const config = isMoved(before.config, now.config, 0) ? before.config : now.config;
  const { versions, project } = before.workspace;
  return isMoved([versions, project], [now.workspace.versions, now.workspace.project], 0)
    ? { ...now, config, workspace: { ...now.workspace, versions, ...(project ? { project } : {}) } }
    : { ...now, config };
}

/** What a fix that is more than an edit gets, asks and answers. */
import type { Analysis, Facts, Span, TextEdit } from '../../core/types';

/** Everything that a fix may look at. Nothing is read before it is needed. */
export interface FixWorld {
  /** Of the document as it is now. */
  readonly analysis: Analysis;
  /** The finding or place that the fix was chosen at. */
  readonly at: Span;
  /** The part of the text that belongs to the document: less than all of it for a cell of a notebook. */
  readonly own: Span;
  /** Full path of the document; absent for one that is on no disk. */
  readonly file?: string;
  /** Full paths of the folders of the workspace, the one that holds the document first. */
  readonly folders: readonly string[];
  readonly facts: Facts;
  /** What the user answered so far, by the question's name. Secrets among them. */
  readonly answers: Readonly<Record<string, string>>;
  /** The text of another file, as an editor has it or else from disk; undefined when there is none. */
  readText(file: string): string | undefined;
  /** Looks an SRV name up. */
  lookUpSrv(
    name: string,
    service: string,
  ): Promise<{
    readonly hosts: readonly (
      | { readonly host: string; readonly port: number }
      | { readonly socket: string }
    )[];
    readonly options: Readonly<Record<string, string>>;
    readonly problem?: string;
  }>;
}

/** A change of another file. */
export interface FileChange {
  /** Full path. */
  readonly file: string;
  /** The file is not there yet. */
  readonly create: boolean;
  /** Of its text as `readText` gave it; of an empty text when it is made. */
  readonly edits: readonly TextEdit[];
}

export type Question = { readonly name: string; readonly title: string } & (
  | { readonly kind: 'file'; readonly button: string; readonly folder?: string }
  | { readonly kind: 'confirm'; readonly detail: string; readonly button: string }
  | { readonly kind: 'text' | 'password'; readonly prompt: string }
);

export type FixOutcome =
  | { readonly kind: 'ask'; readonly question: Question }
  | { readonly kind: 'refused'; readonly why: string }
  | {
      readonly kind: 'done';
      /** Of the document. */
      readonly edits: readonly TextEdit[];
      readonly files: readonly FileChange[];
      /** What else there is to know or to do, in sentences. */
      readonly notes: readonly string[];
    };

export const refused = (why: string): FixOutcome => ({ kind: 'refused', why });
export const done = (
  edits: readonly TextEdit[],
  notes: readonly string[] = [],
  files: readonly FileChange[] = [],
): FixOutcome => ({ kind: 'done', edits, files, notes });

/** Nothing is known any more of what the fix was chosen for. */
export const gone = refused('The text has changed: choose the fix again.');

/** What all configuration formats have in common: settings with a path, a value and their places. Each format makes a list of them. */
import type { MappedText, OptionSyntax, Span } from '../../types';
import type { Word } from '../shared/commandLine';

/** A map, section or file that settings stand in. */
export interface Scope {
  readonly span: Span;
  readonly parent: Scope | undefined;
  /** Keys from the top of the document to here. */
  readonly path: readonly string[];
  /** Where its own key stands, in formats that nest. */
  readonly head?: Span;
}

/** One scalar with its key. Items of a list have the key of the list. */
export interface Setting {
  /** Keys from the top, the last is the name; a flattened key (`a.b.c`) is split. */
  readonly path: readonly string[];
  readonly scope: Scope;
  readonly value: MappedText;
  /** Unquoted, so that `true` is a boolean in formats that have them. */
  readonly typed: boolean;
  /** Spans as in WrittenOption. */
  readonly span: Span;
  readonly nameSpan: Span;
  readonly valueSpan: Span;
  readonly removeSpan?: Span;
  /** Index in a list, when the setting is an item of one. */
  readonly item?: number;
  /** `NAME=value` in a list, a `.env` line, an `env:` entry: a variable of the process. */
  readonly variable?: boolean;
  /** Written elsewhere in the document and brought here by an alias or a merge key; its spans are there. */
  readonly merged?: boolean;
  /** Several lines of text (block scalar, here-document, multi-line string). */
  readonly block?: boolean;
}

/** A list of strings: perhaps a command's arguments. */
export interface StringList {
  readonly path: readonly string[];
  readonly scope: Scope;
  readonly words: readonly Word[];
}

/** A document as its format's reader sees it. */
export interface ConfigText {
  readonly settings: readonly Setting[];
  readonly lists: readonly StringList[];
  /** True when offset `at` lies in a comment. */
  readonly inComment: (at: number) => boolean;
  readonly syntax: OptionSyntax;
  /** How the format writes `&` in a value. */
  readonly ampersand: string;
  /** Where a further option goes behind `last`, its neighbour: `before` + option. */
  readonly after?: (
    last: Setting,
  ) => { readonly at: number; readonly before: string; readonly after: string } | undefined;
}

/**
 * The open documents, and how each is shown to the analysis: a document is its own text, a notebook cell is a part of
 * the text of all cells of its language, so that an import in one cell counts for the next.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  NotebookDocuments,
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Position } from 'vscode-languageserver';
import type { Change, SourceDocument, Span } from '../core/types';

/** One open document or cell, with offsets of the analysed text. */
export interface View {
  readonly uri: string;
  readonly version: number;
  readonly languageId: string;
  /** What decides an analysis: the same key, the same text. */
  readonly key: string;
  /** The text that is analysed. */
  readonly source: SourceDocument;
  /** How the text became what it is, where one edit made it from the text with another key. */
  readonly edit?: Edit;
  /** The span that is this document's own part of the text. */
  readonly own: Span;
  positionAt(offset: number): Position;
  offsetAt(position: Position): number;
  /** True when the span lies in this document's own part. */
  holds(span: Span): boolean;
}

interface Edit {
  /** Key of the view before. */
  readonly from: string;
  readonly change: Change;
}

export class OpenDocuments {
  /** The last edit of each document. */
  private readonly edits = new WeakMap<TextDocument, Edit>();
  readonly texts = new TextDocuments<TextDocument>({
    create: (uri, languageId, version, content) => TextDocument.create(uri, languageId, version, content),
    update: (document, changes, version) => {
      this.onFirstEdit?.();
      this.onFirstEdit = undefined;
      const [first] = changes;
      const single = changes.length === 1 && first && 'range' in first ? first : undefined;
      const start = single ? document.offsetAt(single.range.start) : 0;
      const oldEnd = single ? document.offsetAt(single.range.end) : 0;
      const from = keyOf(document);
      const updated = TextDocument.update(document, changes, version);
      if (single && start <= oldEnd)
        this.edits.set(updated, { from, change: { start, oldEnd, newEnd: start + single.text.length } });
      else this.edits.delete(updated);
      return updated;
    },
  });
  readonly notebooks = new NotebookDocuments(this.texts);
  private workspaceFolders: readonly string[] = [];
  /** Relative paths of open documents: taking a URI apart costs more than a small edit. */
  private paths = new WeakMap<TextDocument, string>();

  constructor(private onFirstEdit?: () => void) {}

  /** Full paths of the workspace's folders. */
  get folders(): readonly string[] {
    return this.workspaceFolders;
  }

  set folders(folders: readonly string[]) {
    this.workspaceFolders = folders;
    this.paths = new WeakMap();
  }

  listen(connection: Connection): void {
    this.texts.listen(connection);
    this.notebooks.listen(connection);
  }

  /** The view of an open document; undefined when it is not open. */
  view(uri: string): View | undefined {
    const document = this.texts.get(uri);
    if (!document) return undefined;
    const cells = this.cellsBeside(document);
    if (cells) return this.cellView(document, cells);
    let relative = this.paths.get(document);
    if (relative === undefined) this.paths.set(document, (relative = this.pathOf(uri)));
    return plainView(document, relative, this.edits.get(document));
  }

  all(): readonly View[] {
    return this.texts.keys().flatMap((uri) => this.view(uri) ?? []);
  }

  /** Path relative to the workspace folder that holds it, with `/`; the whole path where none does. */
  pathOf(uri: string): string {
    const file = filePath(uri);
    if (file === undefined)
      return decodeURIComponent(uri.replace(/^[a-z-]+:\/*/i, '').replace(/[#?].*$/, ''));
    const folder = this.folderOf(file);
    return (folder ? path.relative(folder, file) : file).split(path.sep).join('/');
  }

  /** The workspace folder that holds a file: the deepest. */
  folderOf(file: string): string | undefined {
    return this.folders
      .filter((f) => file === f || file.startsWith(f.endsWith(path.sep) ? f : f + path.sep))
      .sort((a, b) => b.length - a.length)[0];
  }

  /** The cells of the same notebook and language, in order; undefined for what is no cell. */
  private cellsBeside(document: TextDocument): readonly TextDocument[] | undefined {
    const notebook = this.notebooks.findNotebookDocumentForCell(document.uri);
    if (!notebook) return undefined;
    return notebook.cells.flatMap((cell) => {
      const text = this.texts.get(cell.document);
      return text && text.languageId === document.languageId ? [text] : [];
    });
  }

  private cellView(document: TextDocument, cells: readonly TextDocument[]): View {
    let text = '';
    let start = 0;
    for (const cell of cells) {
      if (cell.uri === document.uri) start = text.length;
      text += cell.getText() + '\n';
    }
    const own = { start, end: start + document.getText().length };
    return {
      uri: document.uri,
      version: document.version,
      languageId: document.languageId,
      key: cells.map((c) => `${c.uri}@${c.version}`).join(' '),
      // The notebook's own ending would ask for the finder of .ipynb: the language decides.
      source: { path: '', languageId: document.languageId, text },
      own,
      positionAt: (offset) => document.positionAt(offset - start),
      offsetAt: (position) => document.offsetAt(position) + start,
      holds: (span) => span.start >= own.start && span.end <= own.end,
    };
  }
}

/** The view of a text that is not open. */
export function textView(uri: string, relative: string, text: string): View {
  return plainView(TextDocument.create(uri, '', 0, text), relative);
}

function keyOf(document: TextDocument): string {
  return String(document.version);
}

function plainView(document: TextDocument, relative: string, edit?: Edit): View {
  const text = document.getText();
  return {
    uri: document.uri,
    version: document.version,
    languageId: document.languageId,
    key: keyOf(document),
    ...(edit ? { edit } : {}),
    source: { path: relative, ...(document.languageId ? { languageId: document.languageId } : {}), text },
    own: { start: 0, end: text.length },
    positionAt: (offset) => document.positionAt(offset),
    offsetAt: (position) => document.offsetAt(position),
    holds: () => true,
  };
}

/** The full path of a `file:` URI, and of a notebook cell the notebook's; undefined for everything else. */
export function filePath(uri: string): string | undefined {
  try {
    const url = new URL(uri);
    if (url.protocol === 'vscode-notebook-cell:') return fileURLToPath(`file://${url.host}${url.pathname}`);
    return url.protocol === 'file:' ? fileURLToPath(url.href.replace(/[#?].*$/, '')) : undefined;
  } catch {
    return undefined;
  }
}

export const syncKind = TextDocumentSyncKind.Incremental;

/** Migrations of the whole workspace, or of one file: every change as one edit that the editor shows before it makes it. */
import { pathToFileURL } from 'node:url';
import type { ChangeAnnotation, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import { analyze, contextTowards, isConcerned, LineIndex, migrate, migrationKinds } from '../../core';
import type { Outlook, TextEdit } from '../../core/types';
import { toLspEdit } from '../convert';
import { filePath, textView, type View } from '../documents';
import type { ServerRequests } from '../messages';
import type { Session } from '../session';

interface Change {
  readonly view: View;
  /** Null: the file is not open. */
  readonly version: number | null;
  readonly edits: readonly TextEdit[];
  /** What a person has to do, as `app.py:3: …`. */
  readonly left: readonly string[];
}

/** A text to look at, with the connections that are known to be in it. */
interface Looked {
  readonly view: View;
  readonly version: number | null;
  readonly outlooks: readonly Outlook[];
}

/** The migrations that have something to do, with the number of files. */
export async function listMigrations(
  session: Session,
  uri: string | undefined,
): Promise<ServerRequests['mongodbTls/migrations']['result']> {
  const views = await viewsOf(session, uri);
  return migrationKinds.flatMap(({ id, title }) => {
    const files = changesOf(session, id, views).filter((c) => c.edits.length > 0).length;
    return files > 0 ? [{ id, title, files }] : [];
  });
}

/** The edit of a migration; nothing is changed by the server. */
export async function migrateWorkspace(
  session: Session,
  { id, uri, all }: ServerRequests['mongodbTls/migrate']['params'],
): Promise<ServerRequests['mongodbTls/migrate']['result']> {
  const changes = changesOf(session, id, await viewsOf(session, uri));
  const changed = changes.filter((c) => c.edits.length > 0);
  const title = migrationKinds.find((k) => k.id === id)?.title;
  if (!title || changed.length === 0) return { refused: 'There is nothing to migrate here.' };
  return {
    edit: toPreviewedEdit(session, title, changed, all !== true),
    files: changed.length,
    left: changes.flatMap((c) => c.left),
  };
}

/** An edit whose changes wait for a yes where the editor can show them; versions keep it off texts that changed meanwhile. */
export function toPreviewedEdit(
  session: Session,
  label: string,
  changes: readonly Pick<Change, 'view' | 'version' | 'edits'>[],
  needsConfirmation = true,
): WorkspaceEdit {
  const { versionedEdits, annotations } = session.client;
  if (!versionedEdits)
    return {
      changes: Object.fromEntries(
        changes.map(({ view, edits }) => [view.uri, edits.map((e) => toLspEdit(view, e))]),
      ),
    };
  const annotation: ChangeAnnotation = { label, needsConfirmation };
  return {
    documentChanges: changes.map(
      ({ view, version, edits }): TextDocumentEdit => ({
        textDocument: { uri: view.uri, version },
        edits: edits.map((e) => ({
          ...toLspEdit(view, e),
          ...(annotations ? { annotationId: 'migration' } : {}),
        })),
      }),
    ),
    ...(annotations ? { changeAnnotations: { migration: annotation } } : {}),
  };
}

/** The texts to look at: one document, or all of the workspace, as the editor has them. */
async function viewsOf(session: Session, uri: string | undefined): Promise<readonly Looked[]> {
  const open = session.documents.all();
  if (uri !== undefined || !session.trusted())
    return open.filter((v) => uri === undefined || v.uri === uri).map((v) => looked(session, v));
  await session.workspace.ready;
  const files = new Set(open.map((v) => filePath(v.uri)));
  const closed = session.workspace
    .found()
    .filter((f) => !files.has(f.file))
    .map((f) => ({
      view: textView(pathToFileURL(f.file).href, f.path, f.text),
      version: null,
      outlooks: f.analysis.outlooks,
    }));
  return [...open.map((v) => looked(session, v)), ...closed];
}

function looked(session: Session, view: View): Looked {
  const outlooks = session.analyses.of(view.uri)?.analysis.outlooks ?? [];
  return { view, version: view.version, outlooks };
}

function changesOf(session: Session, id: string, views: readonly Looked[]): readonly Change[] {
  return views.flatMap(({ view, version, outlooks }) => {
    if (!isConcerned(id, outlooks)) return [];
    const context = session.workspace.contextFor(view);
    if (!context) return [];
    const towards = contextTowards(id, context);
    const found = migrate(id, analyze(view.source, towards), (text) =>
      analyze({ ...view.source, text }, towards),
    );
    // A cell's own changes only: its neighbours come by themselves.
    if (!found) return [];
    const edits = found.edits.filter((e) => view.holds(e.span));
    const lines = new LineIndex(view.source.text);
    const left = found.left
      .filter((d) => view.holds(d.span))
      .map((d) => `${view.source.path}:${lines.position(d.span.start).line + 1}: ${d.message}`);
    return [{ view, version, edits, left }];
  });
}

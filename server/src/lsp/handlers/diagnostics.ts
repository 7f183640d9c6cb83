/** Diagnostics: answered when pulled, pushed at once to clients that cannot pull. */
import {
  DocumentDiagnosticReportKind,
  type Diagnostic,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  type Position,
} from 'vscode-languageserver';
import { toLspDiagnostic } from '../convert';
import { pemDiagnostics } from './certificates';
import type { Session } from '../session';

/** The diagnostics of an open document, and an id that changes when they may have. */
export function diagnosticsOf(
  session: Session,
  uri: string,
): { readonly items: Diagnostic[]; readonly id: string } | undefined {
  const found = session.analyses.of(uri);
  if (!found) return undefined;
  const { view, analysis, id } = found;
  const before = session.shown.get(uri) ?? [];
  const shown: Diagnostic[] = [];
  for (const d of analysis.diagnostics) {
    const item = toLspDiagnostic(view, d, (path) => session.workspace.addressOf(path));
    if (item) shown.push(sameDiagnostic(before[shown.length], item));
  }
  session.shown.set(uri, shown);
  return { items: [...shown, ...pemDiagnostics(view), ...session.tests.diagnostics(view)], id };
}

/** The diagnostic that was shown before when it says the same at the same place: its text is written already (`PromptWriter`). */
function sameDiagnostic(before: Diagnostic | undefined, now: Diagnostic): Diagnostic {
  return before &&
    before.message === now.message &&
    before.code === now.code &&
    before.severity === now.severity &&
    isSamePosition(before.range.start, now.range.start) &&
    isSamePosition(before.range.end, now.range.end) &&
    !before.relatedInformation &&
    !now.relatedInformation
    ? before
    : now;
}

function isSamePosition(a: Position, b: Position): boolean {
  return a.line === b.line && a.character === b.character;
}

export function pullDiagnostics(
  session: Session,
  params: DocumentDiagnosticParams,
): DocumentDiagnosticReport {
  const found = diagnosticsOf(session, params.textDocument.uri);
  if (!found) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
  if (params.previousResultId === found.id)
    return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: found.id };
  return { kind: DocumentDiagnosticReportKind.Full, resultId: found.id, items: found.items };
}

/** Sends a document's diagnostics to a client that cannot ask for them. */
export function pushDiagnostics(session: Session, uri: string): void {
  const found = diagnosticsOf(session, uri);
  const version = session.documents.texts.get(uri)?.version;
  void session.connection.sendDiagnostics({
    uri,
    ...(version === undefined ? {} : { version }),
    diagnostics: found?.items ?? [],
  });
}

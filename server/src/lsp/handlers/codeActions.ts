/** Quick fixes, "ignore here", migrations of a file, and source.fixAll.mongodbTls. */
import { CodeActionKind, type CodeAction, type CodeActionParams } from 'vscode-languageserver';
import { difference, fixAll, ignoreEdit, migrations } from '../../core';
import type { Diagnostic, Span } from '../../core/types';
import { toLspDiagnostic, toQuickFix, toWorkspaceEdit } from '../convert';
import type { Session } from '../session';
import { fixCommandAt } from './commandFixes';
import { toPreviewedEdit } from './migrations';
import { rewriteActions } from './rewrites';

/** Applies all safe fixes of a document; also offered on save. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.mongodbTls`;

export function codeActions(session: Session, params: CodeActionParams): CodeAction[] {
  const found = session.analyses.of(params.textDocument.uri);
  if (!found) return [];
  const { view, analysis } = found;
  const only = params.context.only;
  const wants = (kind: string): boolean => !only || only.some((k) => kind === k || kind.startsWith(`${k}.`));
  const actions: CodeAction[] = [];
  const versioned = session.client.versionedEdits;
  if (wants(CodeActionKind.QuickFix)) {
    const span: Span = { start: view.offsetAt(params.range.start), end: view.offsetAt(params.range.end) };
    const here = analysis.diagnostics.filter((d) => d.span.start <= span.end && span.start <= d.span.end);
    const remedies = new Map<string, CodeAction>();
    for (const d of here) {
      const lsp = toLspDiagnostic(view, d);
      if (!lsp) continue;
      d.fixes.forEach((fix, i) => {
        const command = fix.command && fixCommandAt(session, view, fix.command.id, fix.title, d.span);
        const action = toQuickFix(view, fix, lsp, i === 0 && fix.safe, versioned, command);
        if (!action) return;
        // Two findings at one place can have the same remedy: it is offered once, for both.
        const remedy = JSON.stringify([fix.title, fix.edits, fix.command]);
        const same = remedies.get(remedy);
        if (same) same.diagnostics = [...(same.diagnostics ?? []), lsp];
        else {
          remedies.set(remedy, action);
          actions.push(action);
        }
      });
    }
    for (const d of here) {
      const action = ignoreHere(d);
      if (action) actions.push(action);
    }
  }
  if (wants(CodeActionKind.RefactorRewrite)) {
    const span: Span = { start: view.offsetAt(params.range.start), end: view.offsetAt(params.range.end) };
    for (const migration of migrations(analysis)) {
      // At one of the places that it changes, or when a client asks for rewrites by name.
      const here = migration.edits.some((e) => e.span.start <= span.end && span.start <= e.span.end);
      if ((here || only) && migration.edits.every((e) => view.holds(e.span)))
        actions.push({
          title: migration.title,
          kind: CodeActionKind.RefactorRewrite,
          edit: toPreviewedEdit(session, migration.title, [
            { view, version: view.version, edits: migration.edits },
          ]),
        });
    }
  }
  if (wants(CodeActionKind.RefactorRewrite))
    actions.push(...rewriteActions(session, view, analysis, params.range));
  // Only when asked for by name: as a lamp at every line it would be in the way.
  if (only && wants(fixAllKind)) {
    const fixed = fixAll(analysis, (text) => session.analyses.preview(view, text));
    const edit = difference(view.source.text, fixed.text);
    const change = edit && toWorkspaceEdit(view, [edit], versioned);
    if (change)
      actions.push({
        title: `Fix all safe MongoDB TLS problems (${fixed.fixed})`,
        kind: fixAllKind,
        edit: change,
      });
  }
  return actions;

  function ignoreHere(d: Diagnostic): CodeAction | undefined {
    const edit = ignoreEdit(view.source, d.rule, d.span);
    const change = edit && toWorkspaceEdit(view, [edit], versioned);
    const lsp = toLspDiagnostic(view, d);
    return change && lsp
      ? {
          title: `Ignore ${d.rule} here`,
          kind: CodeActionKind.QuickFix,
          diagnostics: [lsp],
          edit: change,
        }
      : undefined;
  }
}

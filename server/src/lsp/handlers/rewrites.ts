/** Rewrites at the cursor (core/features/rewrites.ts) as code actions. */
import { CodeActionKind, type CodeAction, type Range } from 'vscode-languageserver';
import { isJudgedContext } from '../../core';
import { rewritesAt } from '../../core/features/rewrites';
import type { Analysis } from '../../core/types';
import { toWorkspaceEdit } from '../convert';
import type { View } from '../documents';
import type { Session } from '../session';
import { fixCommandAt } from './commandFixes';

/** The rewrites at a place that this client can run. */
export function rewriteActions(session: Session, view: View, analysis: Analysis, range: Range): CodeAction[] {
  const { analysis: config } = session.settingsOf(view.uri);
  const outlooks = analysis.outlooks.filter((o) => isJudgedContext(o, config));
  const at = { start: view.offsetAt(range.start), end: view.offsetAt(range.end) };
  return rewritesAt(analysis, outlooks, at).flatMap(({ fix, span }): CodeAction[] => {
    if (!view.holds(span)) return [];
    const { title } = fix;
    const kind = CodeActionKind.RefactorRewrite;
    if (fix.command) {
      const command = fixCommandAt(session, view, fix.command.id, title, span);
      return command ? [{ title, kind, command }] : [];
    }
    const edit = toWorkspaceEdit(view, fix.edits, session.client.versionedEdits);
    return edit ? [{ title, kind, edit }] : [];
  });
}

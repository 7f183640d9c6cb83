/** Core <-> LSP, both directions. Nothing else knows both vocabularies. */
import {
  CodeActionKind,
  DiagnosticSeverity,
  DiagnosticTag,
  type CodeAction,
  type Command,
  type Diagnostic as LspDiagnostic,
  type Range,
  type TextEdit as LspTextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Diagnostic, Fix, Severity, Span, TextEdit } from '../core/types';
import type { View } from './documents';

export const diagnosticSource = 'mongodb-tls';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function toLspRange(view: View, span: Span): Range {
  return { start: view.positionAt(span.start), end: view.positionAt(span.end) };
}

/** A diagnostic; undefined when it lies in another cell of the same notebook. `addressOf` gives the URI of a file that it names. */
export function toLspDiagnostic(
  view: View,
  d: Diagnostic,
  addressOf: (path: string) => string | undefined = () => undefined,
): LspDiagnostic | undefined {
  if (!view.holds(d.span)) return undefined;
  const related = (d.related ?? []).flatMap(({ path, range, message }) => {
    const uri = addressOf(path);
    return uri === undefined ? [] : [{ location: { uri, range }, message }];
  });
  return {
    range: toLspRange(view, d.span),
    severity: severities[d.severity],
    source: diagnosticSource,
    code: d.rule,
    codeDescription: { href: d.docs },
    message: d.message,
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    ...(d.rule.startsWith('deprecated-') ? { tags: [DiagnosticTag.Deprecated] } : {}),
  };
}

export function toLspEdit(view: View, edit: TextEdit): LspTextEdit {
  return { range: toLspRange(view, edit.span), newText: edit.newText };
}

/** Edits of one document; undefined when one of them lies in another cell. */
export function toWorkspaceEdit(
  view: View,
  edits: readonly TextEdit[],
  versioned: boolean,
): WorkspaceEdit | undefined {
  if (!edits.every((e) => view.holds(e.span))) return undefined;
  const lspEdits = edits.map((e) => toLspEdit(view, e));
  return versioned
    ? { documentChanges: [{ textDocument: { uri: view.uri, version: view.version }, edits: lspEdits }] }
    : { changes: { [view.uri]: lspEdits } };
}

/** A quick fix: an edit, or the command that `place` stands for. Undefined when there is neither. */
export function toQuickFix(
  view: View,
  fix: Fix,
  diagnostic: LspDiagnostic,
  preferred: boolean,
  versioned: boolean,
  command?: Command,
): CodeAction | undefined {
  const edit = fix.edits.length > 0 ? toWorkspaceEdit(view, fix.edits, versioned) : undefined;
  if (!edit && !command) return undefined;
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    ...(preferred ? { isPreferred: true } : {}),
    ...(edit ? { edit } : {}),
    ...(command ? { command } : {}),
  };
}

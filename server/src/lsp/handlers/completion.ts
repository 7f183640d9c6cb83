/** Completion of option names and values. */
import {
  CompletionItemKind,
  CompletionItemTag,
  MarkupKind,
  type CompletionItem,
  type CompletionParams,
} from 'vscode-languageserver';
import { completeAt } from '../../core';
import { toLspRange } from '../convert';
import type { Session } from '../session';

export function completion(session: Session, params: CompletionParams): CompletionItem[] {
  const found = session.analyses.of(params.textDocument.uri);
  if (!found) return [];
  const { view, analysis } = found;
  return completeAt(analysis, view.offsetAt(params.position)).flatMap((c): CompletionItem[] => {
    if (!view.holds(c.span)) return [];
    const range = toLspRange(view, c.span);
    return [
      {
        label: c.label,
        kind: c.kind === 'option' ? CompletionItemKind.Property : CompletionItemKind.Value,
        detail: c.detail,
        sortText: String(c.order).padStart(4, '0'),
        filterText: c.label,
        textEdit: { range, newText: c.newText },
        ...(c.documentation ? { documentation: { kind: MarkupKind.PlainText, value: c.documentation } } : {}),
        ...(c.deprecated ? { tags: [CompletionItemTag.Deprecated] } : {}),
        // A name is followed by its value: ask for that at once.
        ...(c.kind === 'option' && session.client.vscode
          ? { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } }
          : {}),
      },
    ];
  });
}

/** Hover over a URI, an option, the call, or the path of a certificate. */
import { MarkupKind, type Hover, type HoverParams } from 'vscode-languageserver';
import { hoverAt } from '../../core';
import { toLspRange } from '../convert';
import type { Session } from '../session';

export function hover(session: Session, params: HoverParams): Hover | null {
  const found = session.analyses.of(params.textDocument.uri);
  if (!found) return null;
  const { view, analysis } = found;
  const hover = hoverAt(analysis, view.offsetAt(params.position));
  if (!hover || !view.holds(hover.span)) return null;
  return {
    contents: { kind: MarkupKind.Markdown, value: hover.markdown },
    range: toLspRange(view, hover.span),
  };
}

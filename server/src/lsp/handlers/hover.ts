/** Hover over a URI, an option, the call, or the path of a certificate. */
import { MarkupKind, type Hover, type HoverParams } from 'vscode-languageserver';
import { hoverAt } from '../../core';
import { certificateHover } from '../../core/features/certificateHover';
import { pemHoverAt } from '../../core/features/pemDocument';
import { toLspRange } from '../convert';
import type { Session } from '../session';
import { pemDocument } from './certificates';

export function hover(session: Session, params: HoverParams): Hover | null {
  const found = session.analyses.of(params.textDocument.uri);
  if (!found) return null;
  const { view, analysis } = found;
  const offset = view.offsetAt(params.position);
  const pem = pemDocument(view);
  const facts = session.workspace.contextFor(view)?.facts;
  const hovers = pem
    ? [pemHoverAt(pem, offset)]
    : [facts && certificateHover(analysis, facts, offset), hoverAt(analysis, offset)];
  const shown = hovers.flatMap((h) => (h && view.holds(h.span) ? [h] : []));
  const first = shown[0];
  if (!first) return null;
  return {
    contents: { kind: MarkupKind.Markdown, value: shown.map((h) => h.markdown).join('\n\n---\n\n') },
    range: toLspRange(view, first.span),
  };
}

/** From the use of a variable (`process.env.MONGO_URL`) to the places that give it a URI. */
import type { Location, DefinitionParams } from 'vscode-languageserver';
import { LineIndex } from '../../core';
import { toLspRange } from '../convert';
import type { Session } from '../session';

export function definition(session: Session, params: DefinitionParams): Location[] {
  const found = session.analyses.of(params.textDocument.uri);
  if (!found) return [];
  const { view, analysis } = found;
  const offset = view.offsetAt(params.position);
  const use = analysis.outlooks
    .map((o) => o.site.reads)
    .find((r) => r && r.span.start <= offset && offset <= r.span.end);
  if (!use) return [];
  const here = analysis.outlooks.flatMap(({ site }) =>
    site.defines?.variable === use.variable && view.holds(site.defines.span)
      ? [{ uri: view.uri, range: toLspRange(view, site.defines.span) }]
      : [],
  );
  const elsewhere = session.workspace.definitions(use).flatMap((d) => {
    if (d.uri === view.uri) return [];
    const lines = new LineIndex(d.text);
    return [
      {
        uri: d.uri,
        range: { start: lines.position(d.variable.start), end: lines.position(d.variable.end) },
      },
    ];
  });
  return [...here, ...elsewhere];
}

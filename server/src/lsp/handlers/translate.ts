/** The TLS options at a place in the words of another driver. */
import { outlookAt } from '../../core/features/outlookAt';
import { translate, translationMarkdown, translationTargets } from '../../core/features/translate';
import type { ServerRequests } from '../messages';
import type { Session } from '../session';
import { toPreviewedEdit } from './migrations';

type Translate = ServerRequests['mongodbTls/translate'];

/** A translation as a report, and the edit that renames what stands in the URI. */
export function translateAt(session: Session, params: Translate['params']): Translate['result'] {
  const found = session.analyses.of(params.uri);
  if (!found) return { refused: 'The document is not open, or it is switched off in the settings.' };
  const { view, analysis } = found;
  const offset = view.offsetAt(params.position);
  const outlook = outlookAt(analysis.outlooks, view.source.text, { start: offset, end: offset }, true);
  if (!outlook) return { refused: 'There is no MongoDB connection here. Put the cursor on one.' };
  if (params.target === undefined)
    return { targets: translationTargets.map(({ id, title }) => ({ id, title })) };
  const target = translationTargets.find((d) => d.id === params.target);
  const version = target && session.workspace.contextFor(view)?.workspace.versions[target.id]?.exact;
  const translated = target && translate(outlook, target, version);
  if (!translated) return { refused: 'These options cannot be translated.' };
  const title = `TLS options for ${target.title}`;
  const { edits } = translated;
  return {
    title,
    markdown: translationMarkdown(translated),
    code: translated.code,
    edit:
      edits.length > 0 && edits.every((e) => view.holds(e.span))
        ? toPreviewedEdit(session, title, [{ view, version: view.version, edits }])
        : null,
  };
}

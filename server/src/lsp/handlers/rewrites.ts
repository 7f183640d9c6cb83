/** Changes that no finding asks for, offered where the cursor is: other forms of a connection string, a secret moved out. */
import { CodeActionKind, type CodeAction, type Range } from 'vscode-languageserver';
import { isJudgedContext } from '../../core';
import { atlasSrvName, seedList, srvLookup, toSrv } from '../../core/features/srvForm';
import { isPrivate } from '../../core/model/hosts';
import { moveSecret, secretPlaces, variableFor } from '../../core/model/moveSecret';
import type { Analysis, Outlook, Span } from '../../core/types';
import { toWorkspaceEdit } from '../convert';
import type { View } from '../documents';
import type { Session } from '../session';
import { fixCommandAt } from './commandFixes';

/** The rewrites at a place. */
export function rewritesAt(session: Session, view: View, analysis: Analysis, range: Range): CodeAction[] {
  const at: Span = { start: view.offsetAt(range.start), end: view.offsetAt(range.end) };
  const touches = (span: Span): boolean => span.start <= at.end && at.start <= span.end;
  const settings = session.settingsOf(view.uri).analysis;
  return analysis.outlooks
    .filter((o) => isJudgedContext(o, settings))
    .flatMap((outlook) => [
      ...(outlook.uri && touches(outlook.uri.span) ? otherForm(session, view, analysis, outlook) : []),
      ...secretsHere(session, view, analysis, outlook, touches),
    ]);
}

const kind = CodeActionKind.RefactorRewrite;

function otherForm(session: Session, view: View, analysis: Analysis, outlook: Outlook): CodeAction[] {
  const span = outlook.uri!.span;
  if (!view.holds(span)) return [];
  if (srvLookup(outlook)) {
    const title = 'Convert to mongodb:// (looks the SRV name up in DNS)';
    const command = fixCommandAt(session, view, 'srv-to-standard', title, span);
    return command ? [{ title, kind, command }] : [];
  }
  const seeds = seedList(outlook);
  if (!seeds) return [];
  const name = atlasSrvName(seeds);
  if (name !== undefined) {
    const change = toSrv(outlook, analysis.document, name);
    const edit =
      change.kind === 'edits'
        ? toWorkspaceEdit(view, change.edits, session.client.versionedEdits)
        : undefined;
    return edit ? [{ title: `Convert to mongodb+srv://${name}`, kind, edit }] : [];
  }
  // One host, or hosts that no public DNS knows, have no SRV name.
  if (seeds.length < 2 || outlook.uri!.hosts.some((h) => isPrivate(h.host))) return [];
  const title = 'Convert to mongodb+srv:// (looks an SRV name up in DNS)…';
  const command = fixCommandAt(session, view, 'standard-to-srv', title, span);
  return command ? [{ title, kind, command }] : [];
}

/** Secrets that no finding speaks of, such as the password of a key beside the URI. */
function secretsHere(
  session: Session,
  view: View,
  analysis: Analysis,
  outlook: Outlook,
  touches: (span: Span) => boolean,
): CodeAction[] {
  return secretPlaces(outlook, analysis.document).flatMap((place) => {
    if (!touches(place.span) || !view.holds(place.span)) return [];
    const found = analysis.diagnostics.some(
      (d) => d.span.start <= place.span.start && place.span.end <= d.span.end && d.category === 'secrets',
    );
    if (found || !moveSecret(analysis.document, outlook, place, variableFor(place))) return [];
    const title = 'Move the secret to an environment variable and .env';
    const command = fixCommandAt(session, view, 'move-secret', title, place.span);
    return command ? [{ title, kind, command }] : [];
  });
}

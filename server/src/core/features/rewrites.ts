/** Changes that no finding asks for, offered where the cursor is: other forms of a connection string, a secret moved out. */
import { commandFix } from '../model/commandFixes';
import { isPrivate } from '../model/hosts';
import { canMoveSecret, secretPlaces } from '../model/moveSecret';
import { touches } from '../text/span';
import type { Analysis, Fix, Outlook, Span } from '../types';
import { atlasSrvName, seedList, srvLookup, toSrv } from './srvForm';

/** A fix with the place that it is for. */
export interface Rewrite {
  readonly fix: Fix;
  readonly span: Span;
}

/** The rewrites of the connections that touch `at`. `outlooks`: those that count, of the analysis. */
export function rewritesAt(analysis: Analysis, outlooks: readonly Outlook[], at: Span): readonly Rewrite[] {
  const here = (span: Span): boolean =>
    touches(span, at.start) || touches(span, at.end) || (at.start <= span.start && span.end <= at.end);
  return outlooks.flatMap((outlook) => [
    ...(outlook.uri && here(outlook.uri.span) ? otherForm(analysis, outlook, outlook.uri.span) : []),
    ...secretsHere(analysis, outlook, here),
  ]);
}

function otherForm(analysis: Analysis, outlook: Outlook, span: Span): Rewrite[] {
  if (srvLookup(outlook))
    return [
      { span, fix: commandFix('srv-to-standard', 'Convert to mongodb:// (looks the SRV name up in DNS)') },
    ];
  const seeds = seedList(outlook);
  if (!seeds) return [];
  const name = atlasSrvName(seeds);
  if (name !== undefined) {
    const change = toSrv(outlook, analysis.document, name);
    return change.kind === 'edits'
      ? [{ span, fix: { title: `Convert to mongodb+srv://${name}`, safe: false, edits: change.edits } }]
      : [];
  }
  // One host, or hosts that no public DNS knows, have no SRV name.
  if (seeds.length < 2 || outlook.uri!.hosts.some((h) => isPrivate(h.host))) return [];
  return [
    {
      span,
      fix: commandFix('standard-to-srv', 'Convert to mongodb+srv:// (looks an SRV name up in DNS)…'),
    },
  ];
}

/** Secrets that no finding speaks of, such as the password of a key beside the URI. */
function secretsHere(analysis: Analysis, outlook: Outlook, here: (span: Span) => boolean): Rewrite[] {
  return secretPlaces(outlook, analysis.document).flatMap((place) => {
    const { span } = place;
    const found = analysis.diagnostics.some(
      (d) => d.category === 'secrets' && d.span.start <= span.start && span.end <= d.span.end,
    );
    if (!here(span) || found || !canMoveSecret(analysis.document, outlook, place)) return [];
    return [{ span, fix: commandFix('move-secret', 'Move the secret to an environment variable and .env') }];
  });
}

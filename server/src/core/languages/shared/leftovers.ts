/** URIs that a finder's structure did not reach: in comments, in broken text. Nothing typed is lost. */
import { verbatimText } from '../../text/mappedText';
import type { ConnectionSite, SiteDriver } from '../../types';
import { uriRanges } from './runningText';
import { holePlaceholders, siteUri } from './uriLiteral';

/** Plain URI sites for every URI of `text` that no site covers. */
export function leftovers(
  text: string,
  finder: string,
  sites: readonly ConnectionSite[],
  inComment: (at: number) => boolean,
  ampersand = '&',
  driver: SiteDriver = { id: 'unknown', because: 'nothing near the URI names a driver' },
): readonly ConnectionSite[] {
  const spans = sites.flatMap((s) => (s.uri ? [s.uri.span] : []));
  return uriRanges(text).flatMap((range): ConnectionSite[] => {
    if (spans.some((s) => range.start < s.end && s.start < range.end)) return [];
    const uri = siteUri(holePlaceholders(verbatimText(text, range.start, range.end)), ampersand);
    if (!uri) return [];
    return [
      {
        kind: 'uri',
        finder,
        span: uri.span,
        uri,
        options: [],
        open: false,
        driver,
        ...(inComment(range.start) ? { context: 'comment' as const } : {}),
      },
    ];
  });
}

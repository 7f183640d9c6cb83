/** Turns a string literal that holds a URI into the site's view of it: masked, with its place. */
import { maskUri } from '../../uri/parseUri';
import { sliceMapped, sourceSpan } from '../../text/mappedText';
import type { MappedText, SiteUri } from '../../types';

/** The literal's URI when its text (white space aside) begins with a MongoDB scheme. `ampersand` is how the place writes `&`. */
export function siteUri(literal: MappedText, ampersand?: string): SiteUri | undefined {
  const start = literal.text.search(/\S/);
  if (start < 0 || !/^mongodb(?:\+srv)?:\/\//i.test(literal.text.slice(start, start + 16))) return undefined;
  const end = literal.text.trimEnd().length;
  const mapped = maskUri(
    start === 0 && end === literal.text.length ? literal : sliceMapped(literal, start, end),
  );
  return {
    mapped,
    span: sourceSpan(mapped, 0, mapped.text.length),
    ...(ampersand !== undefined ? { ampersand } : {}),
  };
}

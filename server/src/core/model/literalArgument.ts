/** The text that a client is made from where it is no connection string, and so no part of the site: `MongoClient("")`. */
import type { Outlook, SourceDocument, Span } from '../types';

/** The first argument of a call, where it is one literal without escapes and interpolations. */
const literal = /^[ \t\r\n]*\([ \t\r\n]*(["'`])([^"'`\\${}%\r\n]*)\1[ \t\r\n]*[,)]/;

/** The value and its place inside the quotes; undefined where the call has a connection string, or its argument is no plain literal. */
export function literalArgument(
  { site, uri }: Outlook,
  { text }: SourceDocument,
): { readonly value: string; readonly span: Span } | undefined {
  if (site.kind !== 'options' || uri || !site.headSpan || site.hosts) return undefined;
  const match = literal.exec(text.slice(site.headSpan.end, site.span.end));
  if (!match) return undefined;
  const start = site.headSpan.end + match[0].indexOf(match[1]!) + 1;
  return { value: match[2]!, span: { start, end: start + match[2]!.length } };
}

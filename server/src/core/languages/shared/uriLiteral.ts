/** Turns a string literal that holds a URI into the site's view of it: masked, with its place. */
import { maskUri } from '../../uri/parseUri';
import { MappedTextBuilder, sliceMapped, sourceSpan } from '../../text/mappedText';
import type { MappedText, SiteUri } from '../../types';

/**
 * The notation of documents: what is optional stands in brackets, `[user:password@]`, `[:port]`, `[/database]`,
 * `[?options]`. It describes a URI and is none. A bracket of an IPv6 address never begins like that.
 */
const optionalParts = /\[(?:[^\s[\]@/]{1,80}@\]|:[a-z]\w*\]|[/?][\w.[?]|,[\w.[ ])/i;

/** The literal's URI when its text (white space aside) begins with a MongoDB scheme. `ampersand` is how the place writes `&`. */
export function siteUri(literal: MappedText, ampersand?: string): SiteUri | undefined {
  const start = literal.text.search(/\S/);
  if (start < 0 || !/^mongodb(?:\+srv)?:\/\//i.test(literal.text.slice(start, start + 16))) return undefined;
  const end = literal.text.trimEnd().length;
  if (literal.text.includes('[', start) && optionalParts.test(literal.text.slice(start, end)))
    return undefined;
  // `[[ $uri == mongodb://* ]]` asks for the scheme.
  if (/^mongodb(?:\+srv)?:\/\/\*$/i.test(literal.text.slice(start, end))) return undefined;
  const mapped = maskUri(
    start === 0 && end === literal.text.length ? literal : sliceMapped(literal, start, end),
  );
  return {
    mapped,
    span: sourceSpan(mapped, 0, mapped.text.length),
    ...(ampersand !== undefined ? { ampersand } : {}),
  };
}

const formatVerbs =
  /%(?:\(\w+\)|\d+\$)?[-+ 0#]*(?:\d+)?(?:\.\d+)?(?:l{0,2}|z|h)(?:s|d|i|v|t|q|u|p|@)(?![0-9A-Fa-f])|%(?:\(\w+\))?s|%@|\$\{[^}]*\}|\{\{[^}]*\}\}|#\{[^}]*\}#?|\{\w*\}|(?<=[/:@,=?&])\$[A-Z][A-Z0-9_]+(?![\w$])|~[A-Z][A-Z0-9_]*~|__[A-Z][A-Z0-9_]*[A-Z0-9]__|%[A-Z][A-Z0-9]*_[A-Z0-9_]*%/g;

/**
 * The same literal with what a format call or a template would fill in as holes: `%s`, `{}`, `{name}`, `${NAME}`, `{{ name }}`,
 * and what scripts replace: `~NAME~`, `__NAME__`, `%DB_NAME%`.
 * Such a text is never a value of its own in a URI, whoever fills it in.
 */
export function holePlaceholders(literal: MappedText): MappedText {
  if (!/[%{$]|~[A-Z]|__[A-Z]/.test(literal.text)) return literal;
  const out = new MappedTextBuilder();
  let at = 0;
  let found = false;
  for (const m of literal.text.matchAll(formatVerbs)) {
    // `%de` may be an escape of a URI; `%s` cannot.
    if (/^%[0-9A-Fa-f]{2}/.test(literal.text.slice(m.index, m.index + 3)) && !/^%[A-Z]\w*_\w*%$/.test(m[0]))
      continue;
    found = true;
    out.append(sliceMapped(literal, at, m.index));
    const span = sourceSpan(literal, m.index, m.index + m[0].length);
    out.hole(span.start, span.end);
    at = m.index + m[0].length;
  }
  if (!found) return literal;
  return out.append(sliceMapped(literal, at, literal.text.length)).build();
}

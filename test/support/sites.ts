/** Sites as short lines, so that tests of finders are data. */
import { parseUri } from '../../server/src/core/uri/parseUri';
import { findSites } from '../../server/src/core/languages/index';
import { HOLE } from '../../server/src/core/text/mappedText';
import { applyEdits } from '../../server/src/core/text/applyEdits';
import type { ConnectionSite, OptionValue, Value } from '../../server/src/core/types';

function value(v: Value<OptionValue>): string {
  if (!v.known) return `?${v.why}`;
  if (typeof v.value === 'object' && v.value !== null) return v.value.placeholder ? 'placeholder' : 'secret';
  return String(v.value);
}

/** The sites of a text, one line each: kind, driver, URI with `_` for holes, options with values, and what is special about it. */
export function shownSites(path: string, text: string): string[] {
  return sitesOf(path, text).map((s) => {
    const parts: string[] = [
      s.kind,
      s.driver.framework ? `${s.driver.id}/${s.driver.framework}` : s.driver.id,
    ];
    if (s.context && s.context !== 'code') parts.push(`(${s.context})`);
    if (s.uri)
      parts.push(s.uri.mapped.text.replaceAll(HOLE, '_') + (s.uri.variable ? ` of ${s.uri.variable}` : ''));
    if (s.hosts?.known) parts.push(`hosts ${s.hosts.value.join(',')}`);
    if (s.reads) parts.push(`reads ${s.reads.variable}`);
    for (const o of s.options) parts.push(`${o.name}=${value(o.value)}${o.conditional ? ' sometimes' : ''}`);
    if (s.open) parts.push('open');
    return parts.join(' | ');
  });
}

/** The sites of a text; throws when a finder did. */
export function sitesOf(path: string, text: string): readonly ConnectionSite[] {
  return findSites({ path, text }, (where, error) => {
    throw new Error(`${where}: ${String(error)}`, { cause: error });
  });
}

/** What is wrong with the places of a site: spans outside the text, names that are not there, edits that overlap. */
export function misplaced(text: string, site: ConnectionSite): string[] {
  const wrong: string[] = [];
  const check = (what: string, span: { start: number; end: number } | undefined): void => {
    if (
      span &&
      !(Number.isInteger(span.start) && span.start >= 0 && span.end >= span.start && span.end <= text.length)
    )
      wrong.push(`${what} ${JSON.stringify(span)} of ${text.length}`);
  };
  check('site', site.span);
  check('head', site.headSpan);
  check('uri', site.uri?.span);
  check('reads', site.reads?.span);
  check('defines', site.defines?.span);
  for (const o of site.options) {
    check(o.name, o.span);
    check(`name of ${o.name}`, o.nameSpan);
    check(`value of ${o.name}`, o.valueSpan);
    check(`removal of ${o.name}`, o.removeSpan);
    if (o.removeSpan && applyEdits(text, [{ span: o.removeSpan, newText: '' }]) === undefined)
      wrong.push(`removal of ${o.name}`);
  }
  if (site.insertion && (site.insertion.at < 0 || site.insertion.at > text.length))
    wrong.push(`insertion at ${site.insertion.at}`);
  if (site.uri) {
    const uri = parseUri(site.uri.mapped);
    if (!uri) wrong.push('the URI does not begin with a scheme');
    for (const part of [...(uri?.hosts ?? []), ...(uri?.options ?? [])]) check('part of the URI', part.span);
  }
  return wrong;
}

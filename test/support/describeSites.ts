/** The sites of a text as lines that people can read and compare: `kind first-last driver/framework uri {options} context`. */
import { findSites } from '../../server/src/core/languages';
import type { ConnectionSite, WrittenOption } from '../../server/src/core/types';

export function sitesOf(path: string, text: string): readonly ConnectionSite[] {
  return findSites({ path, text }, (where, error) => {
    throw new Error(`${where} failed`, { cause: error });
  });
}

/** One line per site, by place. */
export function describeSites(path: string, text: string): string[] {
  const line = (offset: number): number => text.slice(0, offset).split('\n').length;
  return [...sitesOf(path, text)]
    .sort((a, b) => a.span.start - b.span.start)
    .map((s) => {
      const first = line(s.span.start);
      const last = line(s.span.end);
      return [
        s.kind,
        first === last ? `${first}` : `${first}-${last}`,
        s.driver.id + (s.driver.framework ? `/${s.driver.framework}` : ''),
        ...(s.uri ? [s.uri.mapped.text.replaceAll('\uFFFC', '…')] : []),
        ...(s.options.length > 0 ? [`{${s.options.map(option).join(' ')}}`] : []),
        ...(s.defines ? [`defines ${s.defines.variable}`] : []),
        ...(s.reads ? [`reads ${s.reads.variable}`] : []),
        ...(s.context ? [s.context] : []),
      ].join(' ');
    });
}

function option(o: WrittenOption): string {
  const value = !o.value.known
    ? '…'
    : typeof o.value.value === 'object' && o.value.value !== null
      ? '<secret>'
      : JSON.stringify(o.value.value);
  return `${o.name}=${value}${o.conditional ? '?' : ''}`;
}

/** The text without the options that can be removed: what a fix leaves. */
export function withoutOptions(path: string, text: string): string {
  const spans = sitesOf(path, text)
    .flatMap((s) => s.options.flatMap((o) => o.removeSpan ?? []))
    .sort((a, b) => b.start - a.start);
  let left = text;
  // The comma between two options goes with either of them: once.
  let until = text.length;
  for (const s of spans) {
    left = left.slice(0, s.start) + left.slice(Math.min(s.end, until));
    until = s.start;
  }
  return left;
}

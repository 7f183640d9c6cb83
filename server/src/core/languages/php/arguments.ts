/** Which argument of a PHP client an option stands in: the second takes options of the connection string, the third those of the driver. */
import type { ConnectionSite, WrittenOption } from '../../types';

/** TLS options that the driver does not read in its third argument. */
const uriOption = /^(?:tls\w*|ssl)$/i;

/** The site with the options of the third argument marked, and those that nobody reads there as dropped. */
export function withArguments(site: ConnectionSite, text: string): ConnectionSite {
  if (site.driver.id !== 'php' || !site.headSpan) return site;
  const open = text.indexOf('(', site.headSpan.end);
  if (open < 0 || open > site.headSpan.end + 2) return site;
  const isThird = (o: WrittenOption): boolean =>
    o.place === 'options' &&
    o.span.start > open &&
    o.span.end <= site.span.end &&
    argumentAt(text, open, o.span.start) === 2;
  const third = site.options.filter(isThird);
  if (third.length === 0) return site;
  const dropped = third
    .map((o) => o.name)
    .filter(
      (name) => uriOption.test(name) && site.options.every((o) => o.name !== name || third.includes(o)),
    );
  return {
    ...site,
    options: site.options.map((o) => (third.includes(o) ? { ...o, argument: 2 } : o)),
    ...(dropped.length > 0 ? { dropped: [...(site.dropped ?? []), ...dropped] } : {}),
  };
}

/** Index of the argument at `offset`, by the commas outside brackets and strings; -1 where the call ends before. */
function argumentAt(text: string, open: number, offset: number): number {
  let depth = 0;
  let index = 0;
  for (let i = open + 1; i < offset; i++) {
    const c = text[i]!;
    if (c === '"' || c === "'") {
      for (i++; i < offset && text[i] !== c; i++) if (text[i] === '\\') i++;
    } else if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) {
      if (--depth < 0) return -1;
    } else if (c === ',' && depth === 0) index++;
  }
  return index;
}

/** Which argument of a PHP client an option stands in: the second takes options of the connection string, the third those of the driver. */
import type { ConnectionSite, Span, WrittenOption } from '../../types';

/** TLS options that the driver does not read in its third argument. */
const uriOption = /^(?:tls\w*|ssl)$/i;

/** The site with the options of the third argument marked, and those that nobody reads there as dropped. */
export function withArguments(site: ConnectionSite, text: string): ConnectionSite {
  if (site.driver.id !== 'php') return site;
  const open = site.headSpan ? text.indexOf('(', site.headSpan.end) : -1;
  const call = open >= 0 && open <= site.headSpan!.end + 2;
  const entries = driverEntries(text, site.span);
  if (!call && entries.length === 0) return site;
  const isThird = (o: WrittenOption): boolean =>
    o.place === 'options' &&
    (entries.some(({ start, end }) => o.span.start > start && o.span.end <= end) ||
      (call &&
        o.span.start > open &&
        o.span.end <= site.span.end &&
        argumentAt(text, open, o.span.start) === 2));
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

/**
 * The arrays that frameworks hand to the client as its third argument.
 * Sources: mongodb/laravel-mongodb src/Connection.php (`driver_options`), yiisoft/yii2-mongodb src/Connection.php (`driverOptions`).
 */
const driverArray = /['"]driver_?options['"]\s*=>\s*(?:\[|array\s*\()/gi;

function driverEntries(text: string, { start, end }: Span): readonly Span[] {
  const found: Span[] = [];
  for (const m of text.slice(start, end).matchAll(driverArray)) {
    const open = start + m.index + m[0].length - 1;
    found.push({ start: open, end: closing(text, open, end) });
  }
  return found;
}

/** Brackets and commas outside of literals, each with the number of brackets that are open behind it. */
function* marks(text: string, from: number, to: number): Generator<{ at: number; c: string; depth: number }> {
  let depth = 0;
  for (let i = from; i < to; i++) {
    const c = text[i]!;
    if (c === '"' || c === "'") {
      for (i++; i < to && text[i] !== c; i++) if (text[i] === '\\') i++;
    } else if ('([{'.includes(c)) yield { at: i, c, depth: ++depth };
    else if (')]}'.includes(c)) yield { at: i, c, depth: --depth };
    else if (c === ',') yield { at: i, c, depth };
  }
}

/** The offset behind the bracket that closes the one at `open`; `limit` where there is none. */
function closing(text: string, open: number, limit: number): number {
  for (const { at, depth } of marks(text, open, limit)) if (depth === 0) return at + 1;
  return limit;
}

/** Index of the argument at `offset`, by the commas outside brackets and strings; -1 where the call ends before. */
function argumentAt(text: string, open: number, offset: number): number {
  let index = 0;
  for (const { c, depth } of marks(text, open + 1, offset)) {
    if (depth < 0) return -1;
    if (c === ',' && depth === 0) index++;
  }
  return index;
}

/** Which argument of a PHP client an option stands in: the second takes options of the connection string, the third those of the driver. */
import type { ConnectionSite, WrittenOption } from '../../types';

/** The options of a site that stand in the third argument and have one of `names`: by default those of TLS, which the driver does not read there. */
export function outsideUriOptions(
  site: ConnectionSite,
  text: string,
  names = /^(?:tls\w*|ssl)$/i,
): readonly WrittenOption[] {
  if (site.driver.id !== 'php' || !site.headSpan) return [];
  const open = text.indexOf('(', site.headSpan.end);
  if (open < 0 || open > site.headSpan.end + 2) return [];
  return site.options.filter(
    (o) =>
      o.place === 'options' &&
      names.test(o.name) &&
      o.span.start > open &&
      o.span.end <= site.span.end &&
      argumentAt(text, open, o.span.start) === 2,
  );
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

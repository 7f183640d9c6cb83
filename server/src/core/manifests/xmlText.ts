/**
 * Parts of an XML text, by searching for their ends: an expression such as `<a>[^]*?</a>` takes the square of the
 * length where the ends are missing. Manifests are small and regular; nothing here knows nesting.
 */

/** What stands in each element of this name, without attributes. */
export function elements(text: string, name: string): readonly string[] {
  const found: string[] = [];
  const [open, close] = [`<${name}>`, `</${name}>`];
  for (let at = text.indexOf(open); at >= 0; ) {
    const end = text.indexOf(close, at);
    if (end < 0) break;
    found.push(text.slice(at + open.length, end));
    at = text.indexOf(open, end);
  }
  return found;
}

/** The text without its comments; one that never ends stays. */
export function withoutComments(text: string): string {
  let kept = '';
  let from = 0;
  for (let at = text.indexOf('<!--'); at >= 0; at = text.indexOf('<!--', from)) {
    const end = text.indexOf('-->', at);
    if (end < 0) break;
    kept += text.slice(from, at);
    from = end + 3;
  }
  return kept + text.slice(from);
}

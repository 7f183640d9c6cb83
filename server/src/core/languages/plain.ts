/** URIs in any text of any language: the fallback where no finder knows the file. */
import { verbatimText } from '../text/mappedText';
import { siteUri } from './shared/uriLiteral';
import type { ConnectionSite, Finder, SourceDocument } from '../types';

const needle = /mongodb(?:\+srv)?:\/\//gi;

export const plain: Finder = {
  id: 'plain',
  languageIds: [],
  files: [],
  find(doc: SourceDocument): readonly ConnectionSite[] {
    const sites: ConnectionSite[] = [];
    for (const match of doc.text.matchAll(needle)) {
      const start = match.index;
      if (start > 0 && /[\w.+-]/.test(doc.text[start - 1]!)) continue;
      const end = uriEnd(doc.text, start + match[0].length, doc.text[start - 1]);
      if (end === start + match[0].length) continue;
      const uri = siteUri(verbatimText(doc.text, start, end), '&');
      if (!uri) continue;
      sites.push({
        kind: 'uri',
        finder: 'plain',
        span: uri.span,
        uri,
        options: [],
        open: false,
        driver: { id: 'unknown', because: 'nothing near the URI names a driver' },
      });
    }
    return sites;
  },
};

/** Where a URI in running text ends: at white space, at the quote that opened it, or at what only a sentence would hold. */
function uriEnd(text: string, from: number, before: string | undefined): number {
  const closer =
    before === undefined
      ? undefined
      : { '"': '"', "'": "'", '`': '`', '(': ')', '<': '>', '[': ']', '{': '}' }[before];
  let end = from;
  while (end < text.length) {
    const c = text[end]!;
    if (c === closer) break;
    if (/[\s"'`|\\]/.test(c)) break;
    // `<password>` is a placeholder, `mongodb://x<br>` is not part of it.
    if (c === '<') {
      const close = text.indexOf('>', end);
      if (close < 0 || close - end > 40 || /[\s/"']/.test(text.slice(end, close))) break;
      end = close + 1;
      continue;
    }
    if (c === '>') break;
    end++;
  }
  while (
    end > from &&
    /[.,;:!?)\]}]/.test(text[end - 1]!) &&
    !(text[end - 1] === '}' && text.lastIndexOf('{', end) > from) &&
    !(text[end - 1] === ']' && text.lastIndexOf('[', end) >= from)
  )
    end--;
  return end;
}

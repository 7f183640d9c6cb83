/** URIs in running text: comments, prose, log lines, values that hold more than one thing. */
import { HOLE, MappedTextBuilder, sliceMapped } from '../../text/mappedText';
import { siteUri } from './uriLiteral';
import type { MappedText, SiteUri, Span } from '../../types';

const scheme = /mongodb(?:\+srv)?:\/\//gi;

/** Commas, stops and brackets of Arabic, Greek, Chinese and Japanese sentences, and typographic quotes: no URI holds them. */
const foreignPunctuation =
  /[\u00ab\u00b7\u00bb\u060c\u061b\u061f\u2018-\u201f\u2026\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/;

/** Ranges of `text` that hold a URI: a scheme with something behind it, not part of a longer word. */
export function uriRanges(text: string, from = 0, to = text.length): readonly Span[] {
  const ranges: Span[] = [];
  scheme.lastIndex = from;
  for (let match = scheme.exec(text); match && match.index < to; match = scheme.exec(text)) {
    const start = match.index;
    if (start > 0 && /[\w.+-]/.test(text[start - 1]!)) continue;
    const end = Math.min(uriEnd(text, start + match[0].length, text[start - 1]), to);
    if (end <= start + match[0].length) continue;
    ranges.push({ start, end });
    scheme.lastIndex = end;
  }
  return ranges;
}

/** The URIs in a mapped text, each with its place in the document. */
export function urisIn(mapped: MappedText, ampersand?: string): readonly SiteUri[] {
  return uriRanges(mapped.text).flatMap((r) => siteUri(sliceMapped(mapped, r.start, r.end), ampersand) ?? []);
}

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
    if (/[\s"'`|\\]/.test(c) || foreignPunctuation.test(c)) break;
    // The next entry of a list of URIs.
    if (c === ',' && /^mongodb(?:\+srv)?:\/\//i.test(text.slice(end + 1, end + 16))) break;
    // `<password>` is a placeholder, `mongodb://x<br>` is not part of it.
    if (c === '<') {
      const close = text.indexOf('>', end);
      if (close < 0 || close - end > 40 || /[/"'\n\r]/.test(text.slice(end, close))) break;
      end = close + 1;
      continue;
    }
    if (c === '>') break;
    // A quote or bracket of HTML that stands in a text.
    if (c === '&' && /^&(?:amp;)?(?:quot|apos|lt|gt|#39|#34|#x27|#x22);/i.test(text.slice(end, end + 12)))
      break;
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

/** Document text from `start` to `end`, with every match of `holes` (a global pattern) as a hole. */
export function textWithHoles(document: string, start: number, end: number, holes: RegExp): MappedText {
  const builder = new MappedTextBuilder();
  let at = start;
  for (const match of document.slice(start, end).matchAll(holes)) {
    const from = start + match.index;
    builder.verbatim(document, at, from).hole(from, from + match[0].length);
    at = from + match[0].length;
  }
  return builder.verbatim(document, at, end).build();
}

/** True when nothing but holes and white space is left. */
export function onlyHoles(text: string): boolean {
  return text.includes(HOLE) && text.replaceAll(HOLE, '').trim() === '';
}

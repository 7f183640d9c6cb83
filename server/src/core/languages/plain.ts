/** URIs in any text of any language: the fallback where no finder knows the file. */
import { verbatimText } from '../text/mappedText';
import { uriRanges } from './shared/runningText';
import { siteUri } from './shared/uriLiteral';
import type { ConnectionSite, Finder, SourceDocument } from '../types';

export const plain: Finder = {
  id: 'plain',
  languageIds: [],
  files: [],
  find(doc: SourceDocument): readonly ConnectionSite[] {
    // A text that is nothing but a URI has no sentence whose punctuation could stand behind it.
    const whole = /^\s*(mongodb(?:\+srv)?:\/\/[^\s"'`<>|\\]+)\s*$/i.exec(doc.text);
    const start = whole ? doc.text.indexOf(whole[1]!) : 0;
    const ranges = whole ? [{ start, end: start + whole[1]!.length }] : uriRanges(doc.text);
    return ranges.flatMap((range) => {
      const uri = siteUri(verbatimText(doc.text, range.start, range.end), '&');
      if (!uri) return [];
      return {
        kind: 'uri' as const,
        finder: 'plain',
        span: uri.span,
        uri,
        options: [],
        open: false,
        driver: { id: 'unknown' as const, because: 'nothing near the URI names a driver' },
      };
    });
  },
};

/** &amp; where no XML is: the option is then called amp;tls. */
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'html-entity-in-uri',
    category: 'validity',
    severity: 'error',
    fixable: true,
    insteadOf: ['unknown-option', 'uri-syntax', 'semicolon-separator'],
    messages: {
      entity:
        '&amp; stands in this URI, but this is no XML: the option behind it is read as amp;{option} and has no effect, or the driver refuses it. Write &',
    },
    docs: {
      what: 'A connection string was copied from a web page or an XML file and holds &amp; instead of &.',
      why: 'The driver sees an option named amp;tls. Some refuse it, some ignore it, and the connection is in plaintext.',
      instead: 'Write & between options.',
    },
    examples: {
      bad: [{ file: '.env', code: 'MONGO_URL=mongodb://db.example.com/?w=1«&amp;»tls=true' }],
      good: [
        {
          file: 'web.config',
          code: '<add name="db" connectionString="mongodb://db.example.com/?w=1&amp;tls=true" />',
        },
        { file: '.env', code: 'MONGO_URL=mongodb://db.example.com/?w=1&tls=true' },
      ],
    },
    sources: [sources.connectionString],
  },
  about: { shows: ['specialCharacters'] },
  *check({ outlook, document }) {
    const { uri, site } = outlook;
    if (!uri) return;
    const ampersand = site.uri?.ampersand ?? '&';
    const text = document.text.slice(uri.span.start, uri.span.end);
    // In XML `&amp;` is right, and twice encoded is one time too many.
    const entity = ampersand === '&amp;' ? /&amp;amp;(?=([A-Za-z]\w*)=)/g : /&amp;(?=([A-Za-z]\w*)=)/g;
    for (const match of text.matchAll(entity)) {
      const span = {
        start: uri.span.start + match.index,
        end: uri.span.start + match.index + match[0].length,
      };
      yield {
        message: 'entity',
        data: { option: match[1]! },
        span,
        fixes: [{ title: `Write ${ampersand}`, safe: false, edits: [{ span, newText: ampersand }] }],
      };
    }
  },
});

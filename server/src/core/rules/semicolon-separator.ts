/** Options separated by a semicolon. */
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'semicolon-separator',
    category: 'compatibility',
    severity: 'warning',
    fixable: true,
    messages: {
      semicolon:
        'Options are separated by ; here: only some drivers understand that, the Node.js, C and Rust drivers do not. Write &',
    },
    docs: {
      what: 'Options of a connection string are separated by semicolons.',
      why: 'It is a spelling of old drivers. The Node.js, C, PHP, Ruby and Rust drivers read it as part of a value or refuse it, so options are lost.',
      instead: 'Separate options with &.',
    },
    examples: {
      bad: [{ file: '.env', code: 'MONGO_URL=mongodb://db.example.com/?tls=true«;»w=majority' }],
      good: [{ file: '.env', code: 'MONGO_URL=mongodb://db.example.com/?tls=true&w=majority' }],
    },
    sources: [sources.connectionString],
  },
  about: { shows: ['specialCharacters'] },
  *check({ outlook, document }) {
    const { uri, site } = outlook;
    if (!uri) return;
    for (const option of uri.options) {
      const next = option.span.end;
      if (document.text[next] !== ';' || next >= uri.span.end) continue;
      const span = { start: next, end: next + 1 };
      const fixes =
        site.uri?.ampersand === undefined
          ? []
          : [{ title: 'Write &', safe: false, edits: [{ span, newText: site.uri.ampersand }] }];
      yield { message: 'semicolon', span, fixes };
    }
  },
});

/** Backslashes of a Windows path in a URI. */
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'windows-path-in-uri',
    category: 'compatibility',
    severity: 'warning',
    fixable: true,
    messages: {
      backslash:
        'Backslashes in a URI are read differently by drivers, and in most string literals they are escapes. Write / instead',
    },
    docs: {
      what: 'A path in a connection string has backslashes.',
      why: 'In a string literal \\t, \\n and \\c are escapes and corrupt the path; in the URI itself drivers treat a backslash each in their own way.',
      instead: 'Write forward slashes, which Windows accepts, or percent-encode them as %5C.',
    },
    examples: {
      bad: [
        { file: '.env', code: 'MONGO_URL=mongodb://db.example.com/?tls=true&tlsCAFile=«C:\\certs\\ca.pem»' },
      ],
      good: [
        { file: '.env', code: 'MONGO_URL=mongodb://db.example.com/?tls=true&tlsCAFile=C:/certs/ca.pem' },
      ],
    },
    sources: [sources.connectionString],
  },
  about: { shows: ['specialCharacters'] },
  *check({ outlook, document }) {
    for (const option of outlook.uri?.options ?? []) {
      if (!/file$/i.test(option.name) || option.hole) continue;
      const written = document.text.slice(option.valueSpan.start, option.valueSpan.end);
      if (!/^[A-Za-z]:\\|^\\\\/.test(written)) continue;
      const newText = written.replace(/\\{1,2}/g, '/');
      yield {
        message: 'backslash',
        span: option.valueSpan,
        fixes: [
          { title: 'Write forward slashes', safe: false, edits: [{ span: option.valueSpan, newText }] },
        ],
      };
    }
  },
});

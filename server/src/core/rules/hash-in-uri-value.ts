/** A # ends the URI for some drivers, in silence. */
import { isSecretOption } from '../uri/secrets';
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'hash-in-uri-value',
    category: 'compatibility',
    severity: 'warning',
    fixable: true,
    messages: {
      hash: 'The Node.js driver drops everything from # on, with all options behind it, and says nothing. Write %23',
    },
    docs: {
      what: 'A connection string holds a # that is not percent-encoded.',
      why: 'The Node.js driver takes it for the start of a fragment and drops the rest: a tls=true behind it is lost in silence. PyMongo takes it literally.',
      instead: 'Percent-encode it as %23.',
    },
    examples: {
      bad: [
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://db.example.com/?appName=a«#»b&tls=true');",
        },
      ],
      good: [
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://db.example.com/?appName=a%23b&tls=true');",
        },
      ],
    },
    sources: [sources.nodeConnectionString],
  },
  about: { shows: ['specialCharacters'] },
  *check({ outlook, document }) {
    for (const option of outlook.uri?.options ?? []) {
      const written = document.text.slice(option.valueSpan.start, option.valueSpan.end);
      const at = written.indexOf('#');
      // `#{name}` is an interpolation, and masked values do not show what they hold.
      if (at < 0 || option.hole || /#\{/.test(written) || isSecretOption(option.name)) continue;
      const span = { start: option.valueSpan.start + at, end: option.valueSpan.start + at + 1 };
      yield {
        message: 'hash',
        span,
        fixes: [{ title: 'Write %23', safe: false, edits: [{ span, newText: '%23' }] }],
      };
    }
  },
});

/** One option twice in one URI: the first wins, the last wins, or nobody starts, by driver. */
import { removeOption } from '../model/edits';
import { sources } from '../model/sources';
import type { WrittenOption } from '../types';
import { defineRule } from './defineRule';

/** Options that the specification allows to repeat. */
const repeatable = new Set(['readpreferencetags']);

export const rule = defineRule({
  meta: {
    id: 'duplicate-uri-option',
    category: 'validity',
    severity: 'warning',
    fixable: true,
    messages: {
      same: '{option} is written twice in this URI. Some drivers warn, the Node driver 6 and later refuses. Keep one',
      different:
        '{option} is written twice in this URI with different values: by driver the first wins, the last wins, or it is an error. Keep one',
    },
    docs: {
      what: 'The same option stands more than once in a connection string.',
      why: 'PyMongo and libmongoc take the last and warn, Java takes the last in silence, Perl and Elixir the first, the Node driver 6+ and Rust refuse. With tls that is the difference between TLS and plaintext.',
      instead: 'Keep one of them.',
    },
    examples: {
      bad: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://db.example.com/?tls=true&w=1&«tls=true»',
        },
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://db.example.com/?tls=true&«tls=false»',
        },
      ],
      good: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://db.example.com/?tls=true&readPreferenceTags=dc:ny&readPreferenceTags=',
        },
      ],
    },
    sources: [sources.connectionString, sources.pymongoUri, sources.nodeConnectionString],
  },
  about: { shows: ['severalUriOptions'] },
  *check({ outlook }) {
    const first = new Map<string, WrittenOption>();
    for (const option of outlook.options) {
      if (option.place !== 'uri') continue;
      const key = option.name.toLowerCase();
      const before = first.get(key);
      if (!before) {
        first.set(key, option);
        continue;
      }
      if (repeatable.has(key)) continue;
      const same = before.value.known && option.value.known && before.value.value === option.value.value;
      const edit = removeOption(option);
      yield {
        message: same ? 'same' : 'different',
        data: { option: option.name },
        span: option.span,
        fixes: edit ? [{ title: `Remove the second ${option.name}`, safe: same, edits: [edit] }] : [],
      };
    }
  },
});

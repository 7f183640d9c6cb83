/** tls and ssl with one value: allowed, and one too many. */
import { removeOption } from '../model/edits';
import { booleanOf, optionsAbout } from '../model/meaning';
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'tls-and-ssl-redundant',
    category: 'hygiene',
    severity: 'hint',
    fixable: true,
    messages: { redundant: 'ssl says the same as tls and is its old name. Remove ssl' },
    docs: {
      what: 'Both tls and ssl are written, with the same value.',
      why: 'It works, but whoever changes one of them later gets an error, or plaintext, from the other.',
      instead: 'Keep tls, the name of the specification.',
    },
    examples: {
      bad: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://db.example.com/?tls=true&«ssl=true»',
        },
      ],
      good: [{ file: '.env', code: 'MONGO_URL=mongodb://db.example.com/?tls=true' }],
    },
    sources: [sources.uriOptions],
  },
  about: { shows: ['severalSwitches'] },
  *check({ outlook }) {
    const options = optionsAbout(outlook, 'tls').filter((o) => !o.conditional);
    const tls = options.find((o) => o.name.toLowerCase() === 'tls');
    const ssl = options.find((o) => o.name.toLowerCase() === 'ssl');
    if (!tls || !ssl || tls.place !== ssl.place) return;
    const value = booleanOf(outlook, tls);
    if (value === undefined || booleanOf(outlook, ssl) !== value) return;
    const edit = removeOption(ssl);
    yield {
      message: 'redundant',
      span: ssl.span,
      fixes: edit ? [{ title: 'Remove ssl', safe: true, edits: [edit] }] : [],
    };
  },
});

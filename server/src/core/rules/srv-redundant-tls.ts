/** mongodb+srv:// starts TLS by itself. */
import { removeOption } from '../model/edits';
import { booleanOf } from '../model/meaning';
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'srv-redundant-tls',
    category: 'hygiene',
    severity: 'hint',
    quiet: 'off',
    fixable: true,
    messages: {
      redundant: '{option}=true says what mongodb+srv:// already implies. It can go',
    },
    docs: {
      what: 'tls=true is written in a mongodb+srv:// URI.',
      why: 'It changes nothing. It is only one more place to look at.',
      instead: 'Remove it.',
    },
    examples: {
      bad: [{ file: '.env', code: 'MONGO_URL=mongodb+srv://cluster.example.com/?«tls=true»&w=1' }],
      good: [
        { file: '.env', code: 'MONGO_URL=mongodb+srv://cluster.example.com/?w=1' },
        { file: '.env', code: 'MONGO_URL=mongodb://db.example.com/?tls=true' },
      ],
    },
    sources: [sources.srv],
  },
  about: { shows: ['srv'] },
  *check({ outlook }) {
    if (outlook.uri?.scheme !== 'mongodb+srv') return;
    // With options beside the URI that want tls and ssl to agree, the word may have been written for them.
    if (outlook.options.filter((o) => /^(?:tls|ssl)$/i.test(o.name)).length !== 1) return;
    for (const option of outlook.options) {
      if (
        option.place !== 'uri' ||
        !/^(?:tls|ssl)$/i.test(option.name) ||
        booleanOf(outlook, option) !== true
      )
        continue;
      const edit = removeOption(option);
      yield {
        message: 'redundant',
        data: { option: option.name },
        span: option.span,
        fixes: edit ? [{ title: `Remove ${option.name}=true`, safe: true, edits: [edit] }] : [],
      };
    }
  },
});

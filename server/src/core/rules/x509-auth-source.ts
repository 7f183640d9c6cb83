/** MONGODB-X509 users live in $external and nowhere else. */
import { removeOption, setValue } from '../model/edits';
import { sources } from '../model/sources';
import { decode } from '../uri/percent';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'x509-auth-source',
    category: 'validity',
    severity: 'error',
    fixable: true,
    messages: {
      source:
        'MONGODB-X509 users are in $external, not in {source}: the driver refuses to start. Remove authSource or write %24external',
    },
    docs: {
      what: 'MONGODB-X509 is used with an authSource other than $external.',
      why: 'Certificate users are kept in $external. Every driver refuses another authSource when it starts.',
      instead: 'Remove authSource, or write authSource=%24external.',
    },
    examples: {
      bad: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://db.example.com/?tls=true&authMechanism=MONGODB-X509&«authSource=admin»',
        },
      ],
      good: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://db.example.com/?tls=true&authMechanism=MONGODB-X509&authSource=%24external',
        },
      ],
    },
    sources: [sources.auth],
  },
  about: { names: ['authmechanism', 'auth_mechanism', 'auth_mech', 'authmech'] },
  *check({ outlook }) {
    const mechanism = outlook.options.find(
      (o) =>
        /^auth_?mech(?:anism)?$/i.test(o.name) && o.value.known && String(o.value.value) === 'MONGODB-X509',
    );
    const source = outlook.options.find((o) => /^auth_?source$/i.test(o.name));
    if (!mechanism || !source?.value.known || typeof source.value.value !== 'string') return;
    const text = decode(source.value.value);
    if (text === '$external' || text === '' || /[\uFFFC<>{}]/.test(text)) return;
    const remove = removeOption(source);
    const set = setValue(outlook.site, source, '$external');
    yield {
      message: 'source',
      data: { source: text },
      span: source.span,
      fixes: [
        ...(remove ? [{ title: 'Remove authSource', safe: true, edits: [remove] }] : []),
        ...(set ? [{ title: 'Write authSource=$external', safe: true, edits: [set] }] : []),
      ],
    };
  },
});

/** directConnection=true means one host, named, and nothing looked up. */
import { removeOption } from '../model/edits';
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'direct-connection-conflict',
    category: 'validity',
    severity: 'error',
    fixable: true,
    messages: {
      srv: 'directConnection=true cannot be used with mongodb+srv://, which stands for several hosts: the driver refuses to start. Remove directConnection',
      hosts:
        'directConnection=true connects to one host, and the URI names {count}: the driver refuses to start. Remove directConnection or keep one host',
    },
    docs: {
      what: 'directConnection=true is written where there is more than one host.',
      why: 'A direct connection talks to exactly the host that is named. Drivers refuse several hosts and mongodb+srv://.',
      instead: 'Remove directConnection, or keep one host with mongodb://.',
    },
    examples: {
      bad: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb+srv://cluster.example.com/?«directConnection=true»',
        },
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://a.example.com,b.example.com/?tls=true&«directConnection=true»',
        },
      ],
      good: [{ file: '.env', code: 'MONGO_URL=mongodb://a.example.com/?tls=true&directConnection=true' }],
    },
    sources: [sources.uriOptions],
  },
  about: { names: ['directconnection'] },
  *check({ outlook }) {
    const { uri } = outlook;
    const option = outlook.options.find(
      (o) =>
        o.name.toLowerCase() === 'directconnection' &&
        o.value.known &&
        String(o.value.value) === 'true' &&
        !o.conditional,
    );
    if (!uri || !option || uri.open) return;
    const message = uri.scheme === 'mongodb+srv' ? 'srv' : uri.hosts.length > 1 ? 'hosts' : undefined;
    if (!message) return;
    const edit = removeOption(option);
    yield {
      message,
      data: { count: String(uri.hosts.length) },
      span: option.span,
      fixes: edit ? [{ title: 'Remove directConnection', safe: true, edits: [edit] }] : [],
    };
  },
});

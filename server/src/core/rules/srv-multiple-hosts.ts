/** mongodb+srv:// names one host, whose SRV record names the rest. */
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'srv-multiple-hosts',
    category: 'validity',
    severity: 'error',
    fixable: false,
    messages: {
      hosts:
        'A mongodb+srv:// URI names one host, and this one names {count}: the driver refuses to start. Keep the name of the SRV record, or use mongodb:// with tls=true',
    },
    docs: {
      what: 'A mongodb+srv:// URI names several hosts.',
      why: 'The one name is looked up in DNS and the SRV record lists the hosts. Every driver refuses more than one.',
      instead:
        'Keep the name of the SRV record. For a list of hosts use mongodb:// and add tls=true, which mongodb+srv:// implies and mongodb:// does not.',
    },
    examples: {
      bad: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb+srv://«a.example.com,b.example.com»/app',
        },
      ],
      good: [
        { file: '.env', code: 'MONGO_URL=mongodb+srv://${HOSTS}/app' },
        { file: '.env', code: 'MONGO_URL=mongodb://a.example.com,b.example.com/app?tls=true' },
      ],
    },
    sources: [sources.srv],
  },
  about: { shows: ['srv'] },
  *check({ outlook }) {
    const { uri } = outlook;
    if (uri?.scheme !== 'mongodb+srv' || uri.hosts.length < 2) return;
    yield {
      message: 'hosts',
      data: { count: String(uri.hosts.length) },
      span: { start: uri.hosts[0]!.span.start, end: uri.hosts[uri.hosts.length - 1]!.span.end },
    };
  },
});

/** mongodb+srv:// takes ports from DNS. */
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'srv-with-port',
    category: 'validity',
    severity: 'error',
    fixable: true,
    messages: {
      port: 'A mongodb+srv:// URI must not name a port, because the port comes from the SRV record: the driver refuses to start. Remove {port}',
    },
    docs: {
      what: 'A mongodb+srv:// URI names a port.',
      why: 'Host names and ports come from the SRV record. Every driver refuses a port.',
      instead: 'Remove the port, or use mongodb:// with the hosts of the SRV record and tls=true.',
    },
    examples: {
      bad: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb+srv://cluster.example.com«:27017»/app',
        },
      ],
      good: [
        { file: '.env', code: 'MONGO_URL=mongodb+srv://${HOST}/app' },
        { file: '.env', code: 'MONGO_URL=mongodb+srv://cluster.example.com/app' },
      ],
    },
    sources: [sources.srv],
  },
  about: { shows: ['srv'] },
  *check({ outlook }) {
    const { uri } = outlook;
    if (uri?.scheme !== 'mongodb+srv') return;
    for (const host of uri.hosts) {
      if (host.port === undefined || host.hole || /[<>{}]/.test(host.text) || host.text.startsWith('['))
        continue;
      const span = { start: host.span.end - host.port.length - 1, end: host.span.end };
      yield {
        message: 'port',
        data: { port: `:${host.port}` },
        span,
        fixes: [{ title: `Remove :${host.port}`, safe: true, edits: [{ span, newText: '' }] }],
      };
    }
  },
});

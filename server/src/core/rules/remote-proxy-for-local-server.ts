/** localhost, seen from the proxy, is the proxy. */
import { isLoopback } from '../model/hosts';
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'remote-proxy-for-local-server',
    category: 'compatibility',
    severity: 'information',
    fixable: false,
    messages: {
      proxy:
        'The server is named localhost and the proxy is {host}: the proxy looks localhost up itself, so this is a server on the proxy. Name the server by an address that the proxy can reach',
    },
    docs: {
      what: 'A SOCKS5 proxy on another host is used for a server named localhost.',
      why: 'The proxy connects to the name that it is given. For it, localhost is itself.',
      instead: 'Name the server by a host name that the proxy can resolve.',
    },
    examples: {
      bad: [{ file: '.env', code: 'MONGO_URL=mongodb://localhost/?«proxyHost=proxy.example.com»' }],
      good: [
        { file: '.env', code: 'MONGO_URL=mongodb://localhost/?proxyHost=127.0.0.1' },
        { file: '.env', code: 'MONGO_URL=mongodb://db.example.com/?tls=true&proxyHost=proxy.example.com' },
      ],
    },
    sources: [sources.compassValidation],
  },
  about: { names: ['proxyhost'] },
  *check({ outlook }) {
    const host = outlook.options.find((o) => o.name.toLowerCase() === 'proxyhost');
    if (!host?.value.known || typeof host.value.value !== 'string' || isLoopback(host.value.value)) return;
    if (!outlook.hosts.known || !outlook.hosts.value.some(isLoopback)) return;
    yield { message: 'proxy', data: { host: host.value.value }, span: host.span };
  },
});

/** The password of a SOCKS5 proxy crosses the network readable. */
import { isLoopback } from '../model/hosts';
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'proxy-password-in-plaintext',
    category: 'secrets',
    severity: 'warning',
    fixable: false,
    messages: {
      proxy:
        'The password for the proxy {host} is sent to it in plaintext: SOCKS5 has no encryption of its own. Use a proxy on this machine, or a tunnel',
    },
    docs: {
      what: 'A SOCKS5 proxy on another host is used with a password.',
      why: 'SOCKS5 sends user name and password readable.',
      instead: 'Use a proxy on the same machine (an SSH tunnel, for example), or none.',
    },
    examples: {
      bad: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://db.example.com/?tls=true&proxyHost=proxy.example.com&proxyUsername=app&«proxyPassword=${PROXY_PW}»',
        },
      ],
      good: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://db.example.com/?tls=true&proxyHost=127.0.0.1&proxyUsername=app&proxyPassword=${PROXY_PW}',
        },
      ],
    },
    sources: [sources.compassValidation],
  },
  about: { names: ['proxyhost'] },
  *check({ outlook }) {
    const option = (name: string): (typeof outlook.options)[number] | undefined =>
      outlook.options.find((o) => o.name.toLowerCase() === name);
    const host = option('proxyhost');
    const password = option('proxypassword');
    if (
      !host?.value.known ||
      typeof host.value.value !== 'string' ||
      !password ||
      isLoopback(host.value.value)
    )
      return;
    yield { message: 'proxy', data: { host: host.value.value }, span: password.span };
  },
});

/** Certificates seldom hold IP addresses. */
import { isLoopback } from '../model/hosts';
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'ip-address-host',
    category: 'compatibility',
    severity: 'hint',
    quiet: 'off',
    fixable: false,
    messages: {
      address:
        'The server is named by its address {host}: its certificate must hold that address as a subjectAltName of type IP, which few do. Use the host name that is in the certificate',
    },
    docs: {
      what: 'A TLS connection names the server by an IP address.',
      why: 'The host name check compares the address with the addresses in the certificate. Without one the connection fails, and people then switch the check off.',
      instead: 'Use the host name that is in the certificate.',
    },
    examples: {
      bad: [{ file: '.env', code: 'MONGO_URL=mongodb://«203.0.113.7»/?tls=true' }],
      good: [
        { file: '.env', code: 'MONGO_URL=mongodb://${HOST}:27017/?tls=true' },
        { file: '.env', code: 'MONGO_URL=mongodb://203.0.113.7/?tls=${TLS}' },
        { file: '.env', code: 'MONGO_URL=mongodb://db.example.com/?tls=true' },
        { file: '.env', code: 'MONGO_URL=mongodb://127.0.0.1/?tls=true' },
        {
          file: 'Db.java',
          code: 'import com.mongodb.client.MongoClients;\nclass Db {\n  Object c = MongoClients.create("mongodb://203.0.113.7/?tls=true&tlsInsecure=true");\n}',
        },
      ],
    },
    sources: [sources.uriOptions, sources.nodeConnect],
  },
  about: { shows: ['address'] },
  *check({ outlook }) {
    if (!outlook.uri || !outlook.tls.known || !outlook.tls.value) return;
    // Without the check of the name nobody asks what the certificate holds.
    if (outlook.hostname.known && outlook.hostname.value === false) return;
    for (const host of outlook.uri.hosts) {
      if (
        host.hole ||
        isLoopback(host.host) ||
        !(/^\d{1,3}(?:\.\d{1,3}){3}$/.test(host.host) || host.host.includes(':'))
      )
        continue;
      yield { message: 'address', data: { host: host.host }, span: host.span };
    }
  },
});

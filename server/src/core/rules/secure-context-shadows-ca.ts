/** A secureContext brings its own CAs. */
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'secure-context-shadows-ca',
    category: 'server-authentication',
    severity: 'warning',
    fixable: false,
    messages: {
      shadow:
        '{option} has no effect beside secureContext, which brings its own trust: the CA has to be given to tls.createSecureContext',
    },
    docs: {
      what: 'A CA is given beside a secureContext.',
      why: 'Node.js takes the CAs from the secureContext alone. Without the CA in it, the connection fails, or trusts more than was meant.',
      instead: 'Give the CA to tls.createSecureContext({ ca }).',
    },
    examples: {
      bad: [
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true', { secureContext, «tlsCAFile: '/etc/ca.pem'» });",
        },
      ],
      good: [
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true', { secureContext });",
        },
      ],
    },
    sources: [sources.nodeConnect],
  },
  about: { names: ['securecontext'] },
  *check({ outlook }) {
    if (outlook.driver?.id !== 'node' && outlook.driver?.id !== 'mongoose') return;
    if (!outlook.options.some((o) => o.name === 'secureContext' && !o.conditional)) return;
    for (const option of outlook.options)
      if (/^(?:tlsCAFile|sslCA|ca)$/i.test(option.name))
        yield { message: 'shadow', data: { option: option.name }, span: option.span };
  },
});

/** A certificate that is no root as trust anchor: it works until that certificate is renewed. */
import { removeOption } from '../model/edits';
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'allow-partial-trust-chain',
    category: 'compatibility',
    severity: 'information',
    quiet: 'off',
    fixable: true,
    messages: {
      partial:
        'allowPartialTrustChain lets a certificate that is no root be the trust anchor: the connection fails when that certificate is renewed. Put the root CA into tlsCAFile and remove it',
    },
    docs: {
      what: 'The Node.js driver trusts a certificate of the CA file that is no root.',
      why: 'A leaf or intermediate certificate changes every few months, and every client has to change with it. Other drivers do not accept such a file at all.',
      instead: 'Put the root CA into tlsCAFile and remove the option.',
    },
    examples: {
      bad: [
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true', { tlsCAFile: '/etc/leaf.pem', «allowPartialTrustChain: true» });",
        },
      ],
      good: [
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true', { tlsCAFile: '/etc/ca.pem', allowPartialTrustChain: partial });",
        },
      ],
    },
    sources: [sources.nodeConnect],
  },
  about: { names: ['allowpartialtrustchain'] },
  *check({ outlook }) {
    for (const option of outlook.options) {
      if (option.name !== 'allowPartialTrustChain' || !option.value.known || option.value.value !== true)
        continue;
      const edit = removeOption(option);
      yield {
        message: 'partial',
        span: option.span,
        fixes: edit ? [{ title: 'Remove allowPartialTrustChain', safe: false, edits: [edit] }] : [],
      };
    }
  },
});

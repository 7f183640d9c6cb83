/** SOCKS5 proxy options that lack each other. */
import { checkSpecification } from '../uri/specification';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'proxy-options',
    category: 'validity',
    severity: 'error',
    fixable: false,
    messages: {},
    docs: {
      what: 'A proxy option is written without the ones that it needs, or twice.',
      why: 'Drivers that support a SOCKS5 proxy refuse to start.',
      instead: 'Write proxyHost, and proxyUsername and proxyPassword only together.',
    },
    examples: {
      bad: [{ file: '.env', code: 'MONGO_URL=mongodb://localhost/?«proxyPort=1080»' }],
      good: [{ file: '.env', code: 'MONGO_URL=mongodb://localhost/?proxyHost=127.0.0.1&proxyPort=1080' }],
    },
    sources: [{ repo: 'mongodb/specifications', ref: '92b3c0b9', path: 'source/socks5-support/socks5.md' }],
  },
  about: { shows: ['specificationProblem'] },
  *check({ outlook }) {
    if (!outlook.uri) return;
    for (const problem of checkSpecification(outlook.uri))
      if (problem.topic === 'proxy') yield { message: problem.message, span: problem.span };
  },
});

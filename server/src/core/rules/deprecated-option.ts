/** An option that works and will not for long. */
import { renamedOptions } from '../model/renamedOptions';
import { replacementFixes } from '../model/replacement';
import { sources } from '../model/sources';
import { withArticle } from '../model/wording';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'deprecated-option',
    category: 'compatibility',
    severity: 'information',
    quiet: 'off',
    fixable: true,
    messages: {
      renamed: '{option} is deprecated since {driver} {deprecated}. Write {replacement}',
      going: '{option} is deprecated since {driver} {deprecated}: a later version will refuse it. Remove it',
    },
    docs: {
      what: 'An option is written that the installed version of the driver has deprecated.',
      why: 'It still works. The next major version removes it, and the program then refuses to start, or loses a setting in silence.',
      instead: 'Use the new name, which this version already knows.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", ssl=True, «ssl_ca_certs»="/etc/ca.pem")',
          versions: { pymongo: '3.12.0' },
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true', { «sslCA»: '/etc/ca.pem' });",
          versions: { node: '5.9.2' },
        },
      ],
      good: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", ssl=True, ssl_ca_certs="/etc/ca.pem")',
          versions: { pymongo: '3.6.0' },
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", tls=True, tlsCAFile="/etc/ca.pem")',
          versions: { pymongo: '3.12.0' },
        },
      ],
    },
    sources: [sources.pymongoCommon, sources.nodeConnectionString],
  },
  about: { shows: ['renamedOption'] },
  *check({ outlook }) {
    for (const { option, entry, instead, fix, combined } of renamedOptions(outlook, 'deprecated')) {
      if (entry.name === 'ssl' || option.place === 'config') continue;
      yield {
        message: instead ? 'renamed' : 'going',
        data: {
          option: option.name,
          driver: withArticle(outlook.driver!.title),
          deprecated: entry.deprecated!,
          replacement: instead ?? '',
        },
        span: option.nameSpan,
        fixes: fix ? replacementFixes(outlook, option, fix) : combined ? [combined] : [],
      };
    }
  },
});

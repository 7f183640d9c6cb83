/** An option that the installed version no longer knows. */
import { removeOption } from '../model/edits';
import { renamedOptions } from '../model/renamedOptions';
import { replacementFixes } from '../model/replacement';
import { sources } from '../model/sources';
import { withArticle } from '../model/wording';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'removed-option',
    category: 'validity',
    severity: 'error',
    fixable: true,
    messages: {
      renamed: '{option} was removed in {driver} {removed}: {outcome}. Write {replacement}',
      gone: '{option} was removed in {driver} {removed}: {outcome}. Remove it',
    },
    docs: {
      what: 'An option is written that the installed version of the driver has removed.',
      why: 'In code the driver refuses to start. In a URI PyMongo only warns and ignores it, so checks or a CA that were set are not.',
      instead:
        'Use the name of the installed version. Two files for certificate and key become one that holds both.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", tls=True, «ssl_ca_certs»="/etc/ca.pem")',
          versions: { pymongo: '4.6.3' },
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true', { «sslCA»: '/etc/ca.pem' });",
          versions: { node: '6.12.0' },
        },
      ],
      good: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", tls=True, ssl_ca_certs="/etc/ca.pem")',
          versions: { pymongo: '3.12.0' },
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", tls=True, tlsCAFile="/etc/ca.pem")',
          versions: { pymongo: '4.6.3' },
        },
      ],
    },
    sources: [sources.pymongoCommon, sources.nodeConnectionString],
  },
  about: { shows: ['renamedOption'] },
  *check({ outlook }) {
    const refused = outlook.outcome.known && outlook.outcome.value === 'error';
    // Without a known version the newest is assumed: that is no certainty, and the message says so.
    const certain = outlook.version !== undefined;
    for (const { option, entry, instead, fix, combined } of renamedOptions(outlook, 'removed')) {
      const removal = fix || combined ? undefined : removeOption(option);
      yield {
        message: instead ? 'renamed' : 'gone',
        ...(certain && (refused || option.place !== 'uri') ? {} : { severity: 'warning' as const }),
        data: {
          option: option.name,
          driver: withArticle(outlook.driver!.title),
          removed: entry.removed!,
          replacement: instead ?? '',
          outcome:
            option.place === 'uri' && !refused
              ? 'it is ignored'
              : certain
                ? 'the driver refuses to start'
                : 'since then the driver refuses to start, and no file here names an older version',
        },
        span: option.nameSpan,
        fixes: fix
          ? replacementFixes(outlook, option, { ...fix, safe: fix.safe && refused })
          : combined
            ? [combined]
            : removal
              ? [{ title: `Remove ${option.name}`, safe: false, edits: [removal] }]
              : [],
      };
    }
  },
});

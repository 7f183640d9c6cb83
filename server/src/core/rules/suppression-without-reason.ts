/** A comment that switches off without saying why. */
import { findSuppressions } from '../features/suppressions';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'suppression-without-reason',
    category: 'hygiene',
    severity: 'off',
    strict: 'warning',
    fixable: false,
    messages: {
      reason: 'This comment switches a check off without a reason. Add one behind two hyphens: -- reason',
    },
    docs: {
      what: 'A mongodb-tls-ignore comment gives no reason.',
      why: 'Whoever reads it later cannot tell whether it still holds.',
      instead: 'Write the reason behind two hyphens.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\n# «mongodb-tls-ignore-next-line tls-off-remote»\nclient = MongoClient("mongodb://db.example.com/", tls=False)',
        },
      ],
      good: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\n# mongodb-tls-ignore-next-line tls-off-remote -- a test rig without TLS\nclient = MongoClient("mongodb://db.example.com/", tls=False)',
        },
      ],
    },
    sources: [{ repo: 'mongodb-tls-lens', ref: 'docs', path: 'docs/suppressions.md' }],
  },
  needle: /mongodb-tls-ignore-/,
  *checkDocument({ document }) {
    for (const suppression of findSuppressions(document.text))
      if (!suppression.reason) yield { message: 'reason', span: suppression.span };
  },
});

/** A comment that switches off what is not there. */
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'unused-suppression',
    category: 'hygiene',
    severity: 'hint',
    strict: 'warning',
    fixable: true,
    messages: {
      unused: 'This comment switches off {rules}, and nothing is found there any more. Remove it',
    },
    docs: {
      what: 'A mongodb-tls-ignore comment covers no diagnostic.',
      why: 'It may hide a fault that is made later.',
      instead: 'Remove it.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\n# «mongodb-tls-ignore-next-line tls-off-remote»\nclient = MongoClient("mongodb://localhost/")',
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
  *checkDocument() {
    // Only the analysis knows what a comment covered: analyze.ts reports these.
  },
});

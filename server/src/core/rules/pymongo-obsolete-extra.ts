/** Extras of PyMongo that bring nothing. */
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'pymongo-obsolete-extra',
    category: 'hygiene',
    severity: 'information',
    fixable: true,
    messages: {
      obsolete:
        'The extra {extra} of PyMongo brings nothing since PyMongo {since} and no longer exists in current versions. Write pymongo (or pymongo[ocsp] for OCSP)',
    },
    docs: {
      what: 'A requirement names pymongo[tls] or pymongo[srv].',
      why: 'On Python 3 the tls extra is empty since 3.11; the srv extra is since 4.3, because its package became a normal requirement. Newer versions of pip warn.',
      instead: 'Write pymongo.',
    },
    examples: {
      bad: [{ file: 'requirements.txt', code: 'flask==3.0.3\npymongo«[tls]»==4.6.3' }],
      good: [
        { file: 'requirements.txt', code: 'flask==3.0.3\npymongo[ocsp]==4.6.3' },
        { file: 'requirements.txt', code: 'pymongo==4.6.3' },
      ],
    },
    sources: [{ repo: 'mongodb/mongo-python-driver', ref: '4.17.0', path: 'pyproject.toml' }],
  },
  needle: /pymongo\[/,
  *checkDocument({ document }) {
    if (
      !/(?:requirements[^/]*\.(?:txt|in)|pyproject\.toml|setup\.(?:cfg|py)|Pipfile|environment\.ya?ml)$/.test(
        document.path,
      )
    )
      return;
    for (const match of document.text.matchAll(/\bpymongo(\[(tls|srv|tls,\s*srv|srv,\s*tls)\])/g)) {
      const span = { start: match.index + 'pymongo'.length, end: match.index + match[0].length };
      yield {
        message: 'obsolete',
        data: { extra: match[2]!, since: match[2]!.includes('tls') ? '3.11' : '4.3' },
        span,
        fixes: [{ title: 'Write pymongo', safe: true, edits: [{ span, newText: '' }] }],
      };
    }
  },
});

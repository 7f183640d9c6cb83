/** The specification's pairs of TLS options that exclude each other, whatever their values. */
import { takenAway } from '../model/takenAway';
import { specifiedKey } from '../model/meaning';
import { sources } from '../model/sources';
import type { SettingKey, WrittenOption } from '../types';
import { defineRule } from './defineRule';

/** uri-options.md, "Conflicting TLS options" 1 to 7; the eighth, tls against ssl, is a rule of its own. The second of a pair is the one to drop. */
const pairs: readonly (readonly [SettingKey, SettingKey])[] = [
  ['insecure', 'allowInvalidCertificates'],
  ['insecure', 'allowInvalidHostnames'],
  ['insecure', 'disableOcspEndpointCheck'],
  ['insecure', 'disableRevocationCheck'],
  ['allowInvalidCertificates', 'disableOcspEndpointCheck'],
  ['allowInvalidCertificates', 'disableRevocationCheck'],
  ['disableOcspEndpointCheck', 'disableRevocationCheck'],
];

const pairNames = [
  'tlsinsecure',
  'tlsallowinvalidcertificates',
  'tlsdisableocspendpointcheck',
  'tlsdisablecertificaterevocationcheck',
];

export const rule = defineRule({
  meta: {
    id: 'conflicting-tls-options',
    category: 'validity',
    severity: 'error',
    fixable: true,
    messages: {
      pair: '{first} and {second} cannot be used together, whatever their values: drivers must refuse that. Remove {first}, or at least one of the two',
    },
    docs: {
      what: 'Two TLS options are written that the specification does not allow together.',
      why: 'Most drivers refuse to start. Those that do not each have their own idea of which of the two counts.',
      instead: 'Best remove both and name the CA with tlsCAFile; at least remove one.',
    },
    examples: {
      bad: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://db.example.com/?tls=true&tlsInsecure=true&«tlsAllowInvalidHostnames=true»',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?tls=true&tlsInsecure=false&«tlsAllowInvalidCertificates=false»")',
        },
      ],
      good: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://db.example.com/?tls=true&tlsAllowInvalidCertificates=false&tlsAllowInvalidHostnames=false',
        },
      ],
    },
    sources: [sources.conflicts, sources.pymongoUri, sources.nodeConnectionString],
  },
  about: { names: pairNames, shows: ['severalTlsOptions'] },
  *check({ outlook }) {
    const written = outlook.options.filter((o) => /^-*tls/i.test(o.name) && !o.conditional);
    const about = (key: SettingKey): WrittenOption | undefined =>
      written.find((o) => specifiedKey(o) === key);
    for (const [a, b] of pairs) {
      const first = about(a);
      const second = about(b);
      if (!first || !second) continue;
      // Both removals keep or raise security: of the pair the broader bypass goes first.
      const fixes = [first, second].flatMap((o) => {
        const away = takenAway(outlook, o);
        return away ? [{ title: away.title, safe: false, edits: [away.edit] }] : [];
      });
      const later = second.span.start > first.span.start ? second : first;
      yield { message: 'pair', data: { first: first.name, second: second.name }, span: later.span, fixes };
    }
  },
});

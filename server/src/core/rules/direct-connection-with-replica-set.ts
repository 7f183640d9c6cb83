/** A direct connection to a member, with the name of its set. */
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'direct-connection-with-replica-set',
    category: 'hygiene',
    severity: 'information',
    quiet: 'off',
    fixable: false,
    messages: {
      both: 'directConnection=true and replicaSet are both written: the driver connects to this one host only, and only if it is a member of that set. Remove directConnection to follow the set',
    },
    docs: {
      what: 'directConnection=true and replicaSet are written together.',
      why: 'It is allowed, and often a leftover: the driver does not look for the primary, so writes fail when the primary moves.',
      instead: 'Remove directConnection unless exactly this member is meant.',
    },
    examples: {
      bad: [{ file: '.env', code: 'MONGO_URL=mongodb://localhost/?replicaSet=rs0&«directConnection=true»' }],
      good: [{ file: '.env', code: 'MONGO_URL=mongodb://localhost/?replicaSet=rs0' }],
    },
    sources: [sources.compassValidation],
  },
  about: { names: ['directconnection'] },
  *check({ outlook }) {
    const direct = outlook.options.find(
      (o) => o.name.toLowerCase() === 'directconnection' && o.value.known && String(o.value.value) === 'true',
    );
    if (!direct || direct.conditional || !outlook.options.some((o) => o.name.toLowerCase() === 'replicaset'))
      return;
    if (outlook.uri?.scheme === 'mongodb+srv' || (outlook.uri?.hosts.length ?? 1) > 1) return;
    yield { message: 'both', span: direct.span };
  },
});

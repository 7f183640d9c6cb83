/** A revocation list beside an option that switches checks off. */
import { removeOption } from '../model/edits';
import { booleanOf, optionsAbout } from '../model/meaning';
import { driverName } from '../model/wording';
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'crl-with-checks-off',
    category: 'validity',
    severity: 'error',
    fixable: true,
    messages: {
      refused:
        'tlsCRLFile checks revocation and {option} switches the checks off: {driver} refuses the two together. Remove {option}',
      pointless:
        'tlsCRLFile checks revocation and {option} switches the checks off, so the list is pointless. Remove {option}',
    },
    docs: {
      what: 'A revocation list is given together with an option that switches certificate checks off.',
      why: 'PyMongo 3.11 and later refuses to start. Elsewhere the list is read and the result is not used.',
      instead: 'Remove the option that switches checks off.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?tls=true&tlsCRLFile=/crl.pem&«tlsInsecure=true»")',
        },
      ],
      good: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?tls=true&tlsCRLFile=/crl.pem&tlsInsecure=false")',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?tls=true&tlsCRLFile=/crl.pem")',
        },
      ],
    },
    sources: [sources.pymongoUri],
  },
  about: { settings: ['crlFile'] },
  *check({ outlook }) {
    if (optionsAbout(outlook, 'crlFile').length === 0) return;
    for (const option of optionsAbout(
      outlook,
      'insecure',
      'allowInvalidCertificates',
      'disableOcspEndpointCheck',
    )) {
      if (option.conditional || booleanOf(outlook, option) !== true) continue;
      const edit = removeOption(option);
      const refused =
        outlook.driver !== undefined && outlook.outcome.known && outlook.outcome.value === 'error';
      yield {
        message: refused ? 'refused' : 'pointless',
        ...(refused ? {} : { severity: 'warning' as const }),
        data: { option: option.name, driver: driverName(outlook) },
        span: option.span,
        fixes: edit ? [{ title: `Remove ${option.name}`, safe: false, edits: [edit] }] : [],
      };
    }
  },
});

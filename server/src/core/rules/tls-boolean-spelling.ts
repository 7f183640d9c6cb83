/** `tls=True`, `tls=1`, `tls=yes`, `tls=`: only lower-case true and false are read everywhere. */
import { setValue } from '../model/edits';
import { catalogueOption, meaning } from '../model/meaning';
import { sources } from '../model/sources';
import { driverName } from '../model/wording';
import type { SettingKey } from '../types';
import { defineRule } from './defineRule';

const booleans: readonly SettingKey[] = [
  'tls',
  'insecure',
  'allowInvalidCertificates',
  'allowInvalidHostnames',
  'disableOcspEndpointCheck',
  'disableRevocationCheck',
];
const truths: Readonly<Record<string, boolean>> = {
  true: true,
  t: true,
  '1': true,
  yes: true,
  y: true,
  on: true,
  enabled: true,
  false: false,
  f: false,
  '0': false,
  no: false,
  n: false,
  off: false,
  disabled: false,
};

export const rule = defineRule({
  meta: {
    id: 'tls-boolean-spelling',
    category: 'validity',
    severity: 'warning',
    fixable: true,
    messages: {
      plaintext:
        '{written} is not read as a boolean by {driver}: the option is dropped and the connection is in plaintext. Write {option}=true',
      refused: '{written} is refused by {driver}: only true and false, in lower case, are booleans in a URI',
      ignored:
        '{written} is not read as a boolean by {driver}, so the option has no effect: only true and false, in lower case, are booleans in a URI',
      portable:
        '{written} is a boolean to some drivers, an error to others, and dropped by the rest (which leaves the connection in plaintext): only true and false, in lower case, are read everywhere',
    },
    docs: {
      what: 'A boolean in a connection string is not spelled true or false in lower case.',
      why: 'PyMongo drops tls=True with a warning and talks plaintext, the Node driver 6 and later and the Go driver refuse it, Java accepts it. Code that formats a Python True into the URI falls into this.',
      instead: 'Write true or false in lower case.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?tls=«True»")',
        },
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://db.example.com/?tls=«yes»',
        },
      ],
      good: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?tls=true")',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient(f"mongodb://db.example.com/?tls={use_tls}")',
        },
      ],
    },
    sources: [sources.connectionString, sources.pymongoCommon, sources.nodeConnectionString],
  },
  about: { shows: ['uriOptions'] },
  *check({ outlook }) {
    for (const option of outlook.options) {
      if (option.place !== 'uri' || !option.value.known || typeof option.value.value !== 'string') continue;
      const m = meaning(outlook, option);
      const value = option.value.value;
      if (!m || !booleans.includes(m.key) || value === 'true' || value === 'false') continue;
      // Of an option that the driver does not have, the spelling is not what is wrong.
      if (outlook.driver && !catalogueOption(outlook.driver, option)) continue;
      // A value with an interpolation, a template or a placeholder is not known.
      if (/[\uFFFC${}<>%]/.test(value)) continue;
      const truth = truths[value.toLowerCase()];
      const edit = truth === undefined ? undefined : setValue(outlook.site, option, truth);
      const refused = outlook.outcome.known && outlook.outcome.value === 'error';
      const plain = m.key === 'tls' && truth === true && outlook.tls.known && !outlook.tls.value;
      // A driver that reads the spelling as it was meant has nothing to complain about but portability.
      const message = !outlook.driver
        ? 'portable'
        : refused
          ? 'refused'
          : plain
            ? 'plaintext'
            : outlook.cases.some((c) => c.prediction.warnings.length > 0)
              ? 'ignored'
              : 'portable';
      yield {
        message,
        ...(message === 'refused' || message === 'plaintext' ? { severity: 'error' as const } : {}),
        data: { written: `${option.name}=${value}`, option: option.name, driver: driverName(outlook) },
        span: option.valueSpan.end > option.valueSpan.start ? option.valueSpan : option.span,
        // Where nothing worked before, nothing can break; turning plaintext into TLS can.
        fixes: edit ? [{ title: `Write ${option.name}=${truth}`, safe: refused, edits: [edit] }] : [],
      };
    }
  },
});

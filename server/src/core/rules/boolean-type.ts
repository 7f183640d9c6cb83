/** A number, None or a text where the driver wants a boolean. */
import { removeOption, setValue } from '../model/edits';
import { meaning } from '../model/meaning';
import { driverName } from '../model/wording';
import type { SettingKey } from '../types';
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

const booleans: readonly SettingKey[] = [
  'tls',
  'insecure',
  'allowInvalidCertificates',
  'allowInvalidHostnames',
  'disableOcspEndpointCheck',
];

export const rule = defineRule({
  meta: {
    id: 'boolean-type',
    category: 'validity',
    severity: 'error',
    fixable: true,
    messages: {
      type: '{option} must be {wanted} in {driver}, which refuses {written} when it starts. Write {wanted}',
    },
    docs: {
      what: 'A TLS option beside the URI has a value that is no boolean.',
      why: 'PyMongo raises TypeError or ValueError when the client is made.',
      instead: 'Write the boolean of the language.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", tls=«1»)',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", tls=True, tlsAllowInvalidHostnames=«None»)',
        },
      ],
      good: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", tls=use_tls)',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", tls=True)',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", tls=flag)',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", tls="true")',
        },
      ],
    },
    sources: [sources.pymongoCommon],
  },
  about: { drivers: ['pymongo', 'motor'], shows: ['refused'] },
  *check({ outlook }) {
    const id = outlook.driver?.id;
    if ((id !== 'pymongo' && id !== 'motor') || !outlook.outcome.known || outlook.outcome.value !== 'error')
      return;
    for (const option of outlook.options) {
      if (option.place !== 'options' || !option.value.known) continue;
      const about = meaning(outlook, option);
      if (!about || !booleans.includes(about.key)) continue;
      const value = option.value.value;
      if (
        typeof value === 'boolean' ||
        value === 'true' ||
        value === 'false' ||
        /^ssl_cert_reqs$/.test(option.name)
      )
        continue;
      const truth =
        value === 1 || /^(?:true|1|yes|on)$/i.test(String(value))
          ? true
          : value === 0 || /^(?:false|0|no|off)$/i.test(String(value))
            ? false
            : undefined;
      const edit = truth === undefined ? undefined : setValue(outlook.site, option, truth);
      const remove = value === null ? removeOption(option) : undefined;
      yield {
        message: 'type',
        data: {
          option: option.name,
          wanted: 'True or False',
          driver: driverName(outlook),
          written: value === null ? 'None' : typeof value === 'object' ? 'this value' : String(value),
        },
        span: option.valueSpan,
        fixes: [
          ...(edit ? [{ title: `Write ${truth ? 'True' : 'False'}`, safe: true, edits: [edit] }] : []),
          ...(remove ? [{ title: `Remove ${option.name}`, safe: true, edits: [remove] }] : []),
        ],
      };
    }
  },
});

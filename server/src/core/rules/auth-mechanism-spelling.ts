/** Authentication mechanisms are spelled in upper case. */
import { setValue } from '../model/edits';
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

const mechanisms = [
  'MONGODB-X509',
  'SCRAM-SHA-1',
  'SCRAM-SHA-256',
  'PLAIN',
  'GSSAPI',
  'MONGODB-AWS',
  'MONGODB-OIDC',
  'MONGODB-CR',
];

export const rule = defineRule({
  meta: {
    id: 'auth-mechanism-spelling',
    category: 'validity',
    severity: 'error',
    fixable: true,
    messages: {
      spelling:
        '{written} is not how {mechanism} is spelled: PyMongo drops it with a warning and does not log in at all. Write {mechanism}',
    },
    docs: {
      what: 'The name of an authentication mechanism is not in upper case.',
      why: 'PyMongo warns, drops the option and connects without logging in. Other drivers take it or refuse it.',
      instead: 'Write the name in upper case.',
    },
    examples: {
      bad: [
        { file: '.env', code: 'MONGO_URL=mongodb://db.example.com/?tls=true&authMechanism=«mongodb-x509»' },
      ],
      good: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://db.example.com/?tls=true&tlsCertificateKeyFile=/c.pem&authMechanism=MONGODB-X509',
        },
      ],
    },
    sources: [sources.auth, sources.pymongoCommon],
  },
  about: { names: ['authmechanism', 'auth_mechanism', 'auth_mech', 'authmech'] },
  *check({ outlook }) {
    for (const option of outlook.options) {
      if (
        !/^auth_?mech(?:anism)?$/i.test(option.name) ||
        !option.value.known ||
        typeof option.value.value !== 'string'
      )
        continue;
      const written = option.value.value;
      const mechanism = mechanisms.find((m) => m.toLowerCase() === written.toLowerCase() && m !== written);
      if (!mechanism) continue;
      const edit = setValue(outlook.site, option, mechanism);
      yield {
        message: 'spelling',
        data: { written, mechanism },
        span: option.valueSpan,
        fixes: edit ? [{ title: `Write ${mechanism}`, safe: false, edits: [edit] }] : [],
      };
    }
  },
});

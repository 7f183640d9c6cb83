/** The Perl driver looks whether a bypass is written, not what it says: false switches the check off too. */
import { removeOption } from '../model/edits';
import { optionsAbout } from '../model/meaning';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'perl-presence',
    category: 'server-authentication',
    severity: 'warning',
    strict: 'error',
    fixable: true,
    messages: {
      presence:
        '{option}=false turns the check off in the Perl driver, which asks only whether the option is there: anyone on the network can pose as the server. Remove it',
    },
    docs: {
      what: 'A connection string for the Perl driver has tlsInsecure=false or tlsAllowInvalid…=false.',
      why: 'The driver asks only whether the option is there. What was written to keep the check turns it off.',
      instead: 'Remove the option: checking is the default.',
    },
    examples: {
      bad: [
        {
          file: 'app.pl',
          code: 'use MongoDB;\nmy $c = MongoDB->connect("mongodb://db.example.com/?tls=true&«tlsInsecure=false»");\n',
        },
      ],
      good: [
        {
          file: 'app.pl',
          code: 'use MongoDB;\nmy $c = MongoDB->connect("mongodb://db.example.com/?tls=true&tlsCAFile=/etc/ca.pem");\n',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nc = MongoClient("mongodb://db.example.com/?tls=true&tlsInsecure=false")\n',
        },
      ],
    },
    sources: [{ repo: 'mongodb/mongo-perl-driver', ref: 'v2.2.2', path: 'lib/MongoDB/MongoClient.pm' }],
  },
  about: { drivers: ['perl'] },
  *check({ outlook }) {
    if (outlook.driver?.id !== 'perl') return;
    const off = [outlook.chain, outlook.hostname].some((v) => v.known && v.value === false);
    if (!off) return;
    for (const option of optionsAbout(
      outlook,
      'insecure',
      'allowInvalidCertificates',
      'allowInvalidHostnames',
    )) {
      if (option.place !== 'uri' || !option.value.known || option.value.value !== 'false') continue;
      const edit = removeOption(option);
      yield {
        message: 'presence',
        data: { option: option.name },
        span: option.span,
        fixes: edit ? [{ title: `Remove ${option.name}`, safe: false, edits: [edit] }] : [],
      };
    }
  },
});

/** rejectUnauthorized is no URI option. */
import { removeOption } from '../model/edits';
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'reject-unauthorized-in-uri',
    category: 'compatibility',
    severity: 'warning',
    fixable: true,
    messages: {
      text: 'rejectUnauthorized in a URI is read as a text and has no effect: the certificate is still checked, and should be. Remove it, and name the CA with tlsCAFile',
    },
    docs: {
      what: 'rejectUnauthorized is written in a connection string.',
      why: 'In a URI it arrives as the text "false", which is not false. In the options of the Node.js driver it is a boolean.',
      instead: 'Remove it, and name the CA with tlsCAFile.',
    },
    examples: {
      bad: [
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true&«rejectUnauthorized=false»');",
        },
      ],
      good: [
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true&tlsCAFile=/etc/ca.pem');",
        },
      ],
    },
    sources: [sources.nodeConnectionString],
  },
  about: { names: ['rejectunauthorized'] },
  *check({ outlook }) {
    for (const option of outlook.options) {
      if (option.place !== 'uri' || option.name.toLowerCase() !== 'rejectunauthorized') continue;
      const edit = removeOption(option);
      yield {
        message: 'text',
        span: option.span,
        fixes: edit ? [{ title: 'Remove rejectUnauthorized', safe: false, edits: [edit] }] : [],
      };
    }
  },
});

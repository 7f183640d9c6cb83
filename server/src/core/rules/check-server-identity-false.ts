/** checkServerIdentity is a function, not a switch. */
import { removeOption } from '../model/edits';
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'check-server-identity-false',
    category: 'validity',
    severity: 'error',
    fixable: true,
    messages: {
      false:
        'checkServerIdentity: false makes every connection fail with ERR_INTERNAL_ASSERTION in the Node.js driver 4 and later. Remove it: the host name is then checked',
    },
    docs: {
      what: 'checkServerIdentity is set to false.',
      why: 'Node.js calls it as a function. Version 3 of the driver understood false; from version 4 on every connection fails.',
      instead: 'Remove it.',
    },
    examples: {
      bad: [
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true', { «checkServerIdentity: false» });",
        },
      ],
      good: [
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true', { checkServerIdentity: check });",
        },
      ],
    },
    sources: [sources.nodeConnect],
  },
  about: { drivers: ['node', 'mongoose'], names: ['checkserveridentity'] },
  *check({ outlook }) {
    if (outlook.driver?.id !== 'node' && outlook.driver?.id !== 'mongoose') return;
    for (const option of outlook.options) {
      if (
        option.place !== 'options' ||
        option.name !== 'checkServerIdentity' ||
        !option.value.known ||
        option.value.value !== false
      )
        continue;
      const edit = removeOption(option);
      yield {
        message: 'false',
        span: option.span,
        fixes: edit ? [{ title: 'Remove checkServerIdentity', safe: true, edits: [edit] }] : [],
      };
    }
  },
});

/** TLS options of Node.js that never reach the socket. */
import { removeOption } from '../model/edits';
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'socket-option-without-effect',
    category: 'compatibility',
    severity: 'information',
    quiet: 'off',
    fixable: true,
    messages: {
      dead: '{option} is accepted by the Node.js driver and never reaches the socket: it has no effect. Remove it',
    },
    docs: {
      what: 'An option of Node.js tls.connect is given that the driver does not pass on.',
      why: 'The driver hands a fixed list of options to the socket, and this one is not among them.',
      instead: 'Remove it. Protocol versions and the like go into secureContext.',
    },
    examples: {
      bad: [
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true', { «requestOCSP: true» });",
        },
      ],
      good: [
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true', { secureContext });",
        },
      ],
    },
    sources: [sources.nodeConnect],
  },
  *check({ outlook }) {
    if (outlook.driver?.id !== 'node' && outlook.driver?.id !== 'mongoose') return;
    for (const option of outlook.options) {
      if (
        option.place !== 'options' ||
        !/^(?:requestOCSP|requestCert|SNICallback|pskCallback|enableTrace)$/.test(option.name)
      )
        continue;
      if (outlook.outcome.known && outlook.outcome.value === 'error') continue;
      const edit = removeOption(option);
      yield {
        message: 'dead',
        data: { option: option.name },
        span: option.span,
        fixes: edit ? [{ title: `Remove ${option.name}`, safe: false, edits: [edit] }] : [],
      };
    }
  },
});

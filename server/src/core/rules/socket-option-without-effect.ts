/** TLS options of Node.js that the driver does not hand to the socket. */
import { removeOption } from '../model/edits';
import { sources } from '../model/sources';
import { driverName, sentence } from '../model/wording';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'socket-option-without-effect',
    category: 'compatibility',
    severity: 'information',
    quiet: 'off',
    fixable: true,
    messages: {
      refused:
        '{driver} refuses {option} when it starts. Give secureContext instead: tls.createSecureContext({ {option}: … })',
      dead: '{option} is accepted by the Node.js driver and never reaches the socket: it has no effect. Remove it',
    },
    docs: {
      what: 'An option of Node.js tls.connect is given that the driver does not pass on.',
      why: 'The driver hands a fixed list of options to the socket, and this one is not among them. Some are accepted in silence, minVersion and the like make the driver refuse to start.',
      instead: 'Remove it. Protocol versions and the like go into secureContext.',
    },
    examples: {
      bad: [
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true', { «requestOCSP: true» });",
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true', { «minVersion: 'TLSv1.2'» });",
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
  about: { drivers: ['node', 'mongoose'] },
  *check({ outlook }) {
    if (outlook.driver?.id !== 'node' && outlook.driver?.id !== 'mongoose') return;
    for (const option of outlook.options) {
      if (option.place !== 'options') continue;
      const refused =
        /^(?:minVersion|maxVersion|sigalgs|honorCipherOrder)$/.test(option.name) &&
        outlook.cases.length > 0 &&
        outlook.cases.every((c) => c.prediction.message?.toLowerCase().includes(option.name.toLowerCase()));
      if (refused) {
        const edit = removeOption(option);
        yield {
          message: 'refused',
          severity: 'error',
          data: { option: option.name, driver: sentence(driverName(outlook)) },
          span: option.span,
          fixes: edit ? [{ title: `Remove ${option.name}`, safe: false, edits: [edit] }] : [],
        };
        continue;
      }
      if (!/^(?:requestOCSP|requestCert|SNICallback|pskCallback|enableTrace)$/.test(option.name)) continue;
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

/** A percent sign in an option's value that encodes nothing. */
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

const stray = /%(?![0-9a-f]{2})/i;

export const rule = defineRule({
  meta: {
    id: 'percent-in-uri-value',
    category: 'compatibility',
    severity: 'information',
    quiet: 'off',
    fixable: true,
    messages: {
      stray:
        'The value of {option} holds a % that encodes nothing: some drivers keep it, others refuse the URI. Write %25',
    },
    docs: {
      what: 'The value of an option in a connection string holds a percent sign without two hexadecimal digits behind it.',
      why: 'Values are percent-decoded. PyMongo and the Node.js driver keep a % that encodes nothing, others refuse the URI, and two digits that happen to follow change the value.',
      instead: 'Write %25 for a percent sign.',
    },
    examples: {
      bad: [{ file: '.env', code: 'MONGO_URL=mongodb://localhost/?tls=true&tlsCAFile=«/certs/100%/ca.pem»' }],
      good: [
        { file: '.env', code: 'MONGO_URL=mongodb://localhost/?tls=true&tlsCAFile=/certs/100%25/ca.pem' },
        { file: '.env', code: 'MONGO_URL=mongodb://localhost/?tls=true&tlsCAFile=%2Fcerts%2Fca.pem' },
        { file: 'run.bat', code: 'set MONGO_URL=mongodb://localhost/?tls=true^&tlsCAFile=%CA_FILE%' },
        { file: '.env', code: 'MONGO_URL=mongodb://localhost/?tls=true&tlsCAFile=${CA}' },
      ],
    },
    sources: [sources.connectionString],
  },
  about: { shows: ['specialCharacters'] },
  *check({ outlook, document }) {
    if (!outlook.uri) return;
    for (const option of outlook.uri.options) {
      // `%s`, `%(name)s` and `%NAME%` are put in by programs and shells.
      if (option.hole || !stray.test(option.raw) || /%(?:[sdv(]|\w+%)/.test(option.raw)) continue;
      const written = document.text.slice(option.valueSpan.start, option.valueSpan.end);
      if (written !== option.raw) continue;
      const newText = written.replace(/%(?![0-9a-f]{2})/gi, '%25');
      yield {
        message: 'stray',
        data: { option: option.name },
        span: option.valueSpan,
        fixes: [{ title: 'Write %25', safe: false, edits: [{ span: option.valueSpan, newText }] }],
      };
    }
  },
});

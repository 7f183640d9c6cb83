/** A plus sign in a URI value is a space to the drivers. */
import { isSecretOption } from '../uri/secrets';
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'plus-in-uri-value',
    category: 'validity',
    severity: 'warning',
    fixable: true,
    messages: {
      plus: 'PyMongo and the Node.js driver read a + in a URI value as a space, so {option} is not what it looks like. Write %2B',
    },
    docs: {
      what: 'An option of the connection string holds a plus sign.',
      why: 'PyMongo and the Node.js driver decode + to a space, as in a web form. A file of that name is then not found.',
      instead: 'Percent-encode it as %2B.',
    },
    examples: {
      bad: [
        { file: '.env', code: 'MONGO_URL=mongodb://db.example.com/?tls=true&tlsCAFile=«/etc/ca+root.pem»' },
      ],
      good: [
        { file: '.env', code: 'MONGO_URL=mongodb://db.example.com/?tls=true&tlsCAFile=/etc/ca%2Broot.pem' },
      ],
    },
    sources: [sources.pymongoUri],
  },
  about: { shows: ['specialCharacters'] },
  *check({ outlook, document }) {
    for (const option of outlook.uri?.options ?? []) {
      if (
        !option.raw.includes('+') ||
        isSecretOption(option.name) ||
        /^(?:appname|authmechanismproperties)$/i.test(option.name)
      )
        continue;
      const written = document.text.slice(option.valueSpan.start, option.valueSpan.end);
      const edits = [{ span: option.valueSpan, newText: written.replaceAll('+', '%2B') }];
      yield {
        message: 'plus',
        data: { option: option.name },
        span: option.valueSpan,
        fixes: [{ title: 'Write %2B for +', safe: false, edits }],
      };
    }
  },
});

/** The Elixir driver reads X.509 authentication from its keyword list only. */
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'elixir-x509-in-url',
    category: 'compatibility',
    severity: 'error',
    fixable: false,
    messages: {
      url: 'The Elixir driver does not log in with a certificate when authMechanism stands in the URL. Write auth_mechanism: :x509 beside it',
    },
    docs: {
      what: 'authMechanism=MONGODB-X509 stands in the URL of the Elixir driver.',
      why: 'The driver turns the text into an atom that none of its mechanisms has: the login with the client certificate does not happen.',
      instead: 'Write auth_mechanism: :x509 in the keyword list, and the certificate in ssl_opts.',
    },
    examples: {
      bad: [
        {
          file: 'app.ex',
          code: '{:ok, c} = Mongo.start_link(url: "mongodb://localhost/?ssl=true&«authMechanism=MONGODB-X509»", ssl_opts: opts)\n',
        },
      ],
      good: [
        {
          file: 'app.ex',
          code: '{:ok, c} = Mongo.start_link(url: "mongodb://localhost/?ssl=true", auth_mechanism: :x509, ssl_opts: opts)\n',
        },
        {
          file: 'app.ex',
          code: '{:ok, c} = Mongo.start_link(url: "mongodb://localhost/?ssl=true&authMechanism=#{mechanism}", ssl_opts: opts)\n',
        },
      ],
    },
    sources: [
      { repo: 'zookzook/elixir-mongodb-driver', ref: 'v1.6.1', path: 'lib/mongo/url_parser.ex' },
      { repo: 'zookzook/elixir-mongodb-driver', ref: 'v1.6.1', path: 'lib/mongo/auth.ex' },
    ],
  },
  about: { drivers: ['elixir'] },
  *check({ outlook }) {
    if (outlook.driver?.id !== 'elixir') return;
    if (outlook.options.some((o) => o.place !== 'uri' && o.name === 'auth_mechanism')) return;
    for (const option of outlook.options)
      if (
        option.place === 'uri' &&
        /^authMechanism$/i.test(option.name) &&
        option.value.known &&
        /^MONGODB-X509$/i.test(String(option.value.value))
      )
        yield { message: 'url', span: option.span };
  },
});

/** ssl: true alone leaves it to Erlang whether the certificate is checked; before OTP 26 it is not. */
import { optionsAbout } from '../model/meaning';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'elixir-without-verification',
    category: 'server-authentication',
    severity: 'information',
    strict: 'warning',
    fixable: false,
    messages: {
      open: 'Nothing here says that the certificate is checked: on Erlang/OTP 25 and older it is not, and anyone on the network can pose as the server. Write ssl_opts with verify: :verify_peer and cacertfile or cacerts',
    },
    docs: {
      what: 'The Elixir driver connects with TLS and without ssl_opts that say how to verify.',
      why: 'The driver leaves verification to Erlang. Up to OTP 25 the default is verify_none: any certificate is accepted.',
      instead:
        'Write ssl_opts: [verify: :verify_peer, cacertfile: "…"], or cacerts: :public_key.cacerts_get() for the authorities of the system.',
    },
    examples: {
      bad: [
        {
          file: 'app.ex',
          code: '{:ok, c} = Mongo.start_link(url: "mongodb://db.example.com/app", «ssl: true»)\n',
        },
      ],
      good: [
        {
          file: 'app.ex',
          code: '{:ok, c} = Mongo.start_link(url: "mongodb://db.example.com/app", ssl: true, ssl_opts: [verify: :verify_peer, cacertfile: "/a.pem"])\n',
        },
        {
          file: 'app.ex',
          code: '{:ok, c} = Mongo.start_link(url: "mongodb://db.example.com/app", ssl: true, ssl_opts: options)\n',
        },
        {
          file: 'app.ex',
          code: '{:ok, c} = Mongo.start_link(url: "mongodb://db.example.com/app", ssl: use_tls)\n',
        },
      ],
    },
    sources: [
      { repo: 'zookzook/elixir-mongodb-driver', ref: 'v1.6.1', path: 'lib/mongo/mongo_db_connection.ex' },
    ],
  },
  about: { drivers: ['elixir'] },
  *check({ outlook }) {
    if (outlook.driver?.id !== 'elixir' || outlook.site.open || outlook.uri?.open) return;
    if (!outlook.tls.known || !outlook.tls.value) return;
    if (outlook.chain.known && outlook.chain.value !== null) return;
    if (outlook.options.some((o) => /^(?:ssl_opts|verify|cacert\w*)$/.test(o.name))) return;
    const option = optionsAbout(outlook, 'tls')[0];
    if (option) yield { message: 'open', span: option.span };
  },
});

/** The Ruby driver and Mongoid know only ssl names beside the URI: tls there is ignored. */
import { renameOption } from '../model/edits';
import { defineRule } from './defineRule';

/** Names of the URI and what the driver's own options are called. Bypasses have no entry: they are not carried over. */
const rubyNames: Readonly<Record<string, string>> = {
  tls: 'ssl',
  tlscafile: 'ssl_ca_cert',
  tls_ca_file: 'ssl_ca_cert',
};

export const rule = defineRule({
  meta: {
    id: 'ruby-tls-names',
    category: 'compatibility',
    severity: 'error',
    fixable: true,
    messages: {
      ignored:
        '{option} is ignored here: beside the connection string the Ruby driver and Mongoid know only {next}. Write {next}',
    },
    docs: {
      what: 'An option of the Ruby driver or of mongoid.yml is written with the name that connection strings use.',
      why: 'In options the driver knows ssl, ssl_ca_cert and so on. A tls among them is ignored with a line in the log, and the connection is in plaintext.',
      instead: 'Write ssl: true and ssl_ca_cert, or put tls=true into the connection string.',
    },
    examples: {
      bad: [
        {
          file: 'config/mongoid.yml',
          code: 'production:\n  clients:\n    default:\n      database: app\n      hosts:\n        - db.example.com:27017\n      options:\n        «tls»: true\n',
        },
        {
          file: 'app.rb',
          code: "require 'mongo'\nc = Mongo::Client.new(['db.example.com:27017'], «tls»: true)\n",
        },
      ],
      good: [
        {
          file: 'config/mongoid.yml',
          code: 'production:\n  clients:\n    default:\n      database: app\n      hosts:\n        - db.example.com:27017\n      options:\n        ssl: true\n',
        },
        {
          file: 'app.rb',
          code: "require 'mongo'\nc = Mongo::Client.new('mongodb://db.example.com/?tls=true')\n",
        },
      ],
    },
    sources: [
      {
        repo: 'mongodb/mongo-ruby-driver',
        ref: 'v2.25.0',
        path: 'lib/mongo/client.rb',
        note: 'VALID_OPTIONS',
      },
    ],
  },
  about: { drivers: ['ruby'] },
  *check({ outlook }) {
    if (outlook.driver?.id !== 'ruby') return;
    for (const option of outlook.options) {
      const next = option.place === 'uri' ? undefined : rubyNames[option.name.toLowerCase()];
      if (!next) continue;
      const taken = outlook.options.some((o) => o.place !== 'uri' && o.name === next);
      const edit = taken ? undefined : renameOption(option, next);
      yield {
        message: 'ignored',
        data: { option: option.name, next },
        span: option.nameSpan,
        fixes: edit ? [{ title: `Write ${next}`, safe: false, edits: [edit] }] : [],
      };
    }
  },
});

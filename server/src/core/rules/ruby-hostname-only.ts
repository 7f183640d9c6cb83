/** The Ruby driver reads tlsAllowInvalidHostnames and checks the host name all the same. */
import { removeOption } from '../model/edits';
import { booleanOf, optionsAbout } from '../model/meaning';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'ruby-hostname-only',
    category: 'compatibility',
    severity: 'information',
    fixable: true,
    messages: {
      ignored:
        '{option} has no effect in the Ruby driver while the certificate is checked: the host name is checked too. Remove it, and give the server a certificate that names its hosts',
    },
    docs: {
      what: 'An option of the Ruby driver asks to skip the host name check and nothing else.',
      why: 'OpenSSL for Ruby checks the host name whenever it checks the certificate, so the option does nothing. It looks like the reason why a connection works, or like a way to make it work.',
      instead:
        'Remove it. A server whose certificate lacks its name needs one with the right subject alternative names.',
    },
    examples: {
      bad: [
        {
          file: 'app.rb',
          code: "require 'mongo'\nc = Mongo::Client.new('mongodb://db.example.com/?tls=true&«tlsAllowInvalidHostnames=true»')\n",
        },
      ],
      good: [
        {
          file: 'app.rb',
          code: "require 'mongo'\nc = Mongo::Client.new('mongodb://db.example.com/?tls=true&tlsAllowInvalidHostnames=false')\n",
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nc = MongoClient("mongodb://db.example.com/?tls=true&tlsAllowInvalidHostnames=true")\n',
        },
      ],
    },
    sources: [
      {
        repo: 'mongodb/mongo-ruby-driver',
        ref: 'v2.25.0',
        path: 'lib/mongo/socket/ssl.rb',
        note: 'verify_hostname= since 2.7.0; measured on 2.25.0 with Ruby 3.1',
      },
    ],
  },
  about: { drivers: ['ruby'] },
  *check({ outlook }) {
    if (outlook.driver?.id !== 'ruby' || !outlook.hostname.known || outlook.hostname.value !== true) return;
    for (const option of optionsAbout(outlook, 'allowInvalidHostnames')) {
      if (option.conditional || booleanOf(outlook, option) !== true) continue;
      const edit = removeOption(option);
      yield {
        message: 'ignored',
        data: { option: option.name },
        span: option.span,
        fixes: edit ? [{ title: `Remove ${option.name}`, safe: false, edits: [edit] }] : [],
      };
    }
  },
});

/** The public CAs of certifi for a host that only a private network knows. */
import { isLoopback, isPrivate } from '../model/hosts';
import { optionsAbout } from '../model/meaning';
import { listed } from '../model/wording';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'certifi-for-private-host',
    category: 'compatibility',
    severity: 'information',
    quiet: 'off',
    fixable: false,
    messages: {
      private:
        'certifi holds public authorities only, and {hosts} has a name that they do not certify: with a certificate of a private CA the connection fails. Name the PEM file of that CA',
    },
    docs: {
      what: 'tlsCAFile is certifi.where(), and the host has a name of a private network.',
      why: 'certifi.where() replaces the authorities of the operating system by the public ones of Mozilla. It is right for MongoDB Atlas; a server in a private network mostly has a certificate of a private CA, which is then not trusted.',
      instead: 'Name the PEM file of the private CA in tlsCAFile.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'import certifi\nfrom pymongo import MongoClient\nclient = MongoClient("mongodb://mongo.prod.internal/", tls=True, tlsCAFile=«certifi.where()»)',
        },
      ],
      good: [
        {
          file: 'app.py',
          code: 'import certifi\nfrom pymongo import MongoClient\nclient = MongoClient("mongodb+srv://c.abcde.mongodb.net/", tlsCAFile=certifi.where())',
        },
        {
          file: 'app.py',
          code: 'import certifi\nfrom pymongo import MongoClient\nclient = MongoClient(uri, tls=True, tlsCAFile=certifi.where())',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://mongo.prod.internal/", tls=True, tlsCAFile=ca_file())',
        },
      ],
    },
    sources: [
      { repo: 'mongodb/mongo-python-driver', ref: '4.17.0', path: 'pymongo/ssl_support.py' },
      { repo: 'certifi/python-certifi', ref: 'f4bc676', path: 'README.rst' },
    ],
  },
  about: { settings: ['caFile'], shows: ['unknownValue'] },
  *check({ outlook, document }) {
    if (!outlook.hosts.known || !outlook.tls.known || !outlook.tls.value) return;
    const hosts = outlook.hosts.value;
    if (hosts.length === 0 || !hosts.every((h) => isPrivate(h) && !isLoopback(h))) return;
    for (const option of optionsAbout(outlook, 'caFile')) {
      if (option.value.known || option.conditional) continue;
      const written = document.text.slice(option.valueSpan.start, option.valueSpan.end);
      if (/^certifi\s*\.\s*where\s*\(\s*\)$/.test(written))
        yield { message: 'private', data: { hosts: listed(hosts.slice(0, 3)) }, span: option.valueSpan };
    }
  },
});

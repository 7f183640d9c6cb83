/** Old drivers that encrypt and do not check the certificate, unless they are told to. */
import { optionsAbout } from '../model/meaning';
import { driverName, sentence } from '../model/wording';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'checks-off-by-default',
    category: 'server-authentication',
    severity: 'warning',
    strict: 'error',
    fixable: false,
    messages: {
      default:
        '{driver} encrypts and does not check the certificate unless it is told to: anyone on the network can pose as the server. Write {advice}',
      fluentd:
        'The MongoDB plugin of Fluentd encrypts and does not check the certificate unless it is told to: anyone on the network can pose as the server. Write ssl_verify true, and name a private CA with ssl_ca_cert',
    },
    docs: {
      what: 'The installed version of the driver does not check certificates by default, and nothing here turns the check on.',
      why: 'The Node.js driver before 3.4 (with its old parser before 4.0) and PyMongo before 3.0 encrypt with whoever answers, and so does the MongoDB plugin of Fluentd.',
      instead: 'Update the driver. Until then turn the check on and name the CA.',
    },
    examples: {
      bad: [
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nMongoClient.connect('mongodb://db.example.com/?«ssl=true»');",
          versions: { node: '3.3.5' },
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("db.example.com", «ssl=True»)',
          versions: { pymongo: '2.8' },
        },
        {
          file: 'fluent.conf',
          code: '<match app.**>\n  @type mongo\n  host db.example.com\n  database logs\n  «ssl true»\n</match>\n',
        },
      ],
      good: [
        {
          file: 'fluent.conf',
          code: '<match app.**>\n  @type mongo\n  host db.example.com\n  database logs\n  ssl true\n  ssl_verify "#{ENV[\'VERIFY\']}"\n</match>\n',
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nMongoClient.connect('mongodb://db.example.com/?ssl=true');",
          versions: { node: '5.9.2' },
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nMongoClient.connect('mongodb://db.example.com/?ssl=true', { sslValidate: true, sslCA: [ca] });",
          versions: { node: '3.3.5' },
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nMongoClient.connect('mongodb://db.example.com/?ssl=true', { sslValidate: validate });",
          versions: { node: '3.3.5' },
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("db.example.com", ssl=True)',
          versions: { pymongo: '3.12.0' },
        },
      ],
    },
    sources: [
      { repo: 'mongodb/node-mongodb-native', ref: 'v3.3.5', path: 'lib/operations/connect.js' },
      { repo: 'mongodb/mongo-python-driver', ref: '3.0', path: 'doc/changelog.rst' },
    ],
  },
  *check({ outlook }) {
    const { driver, site } = outlook;
    if (site.driver.framework === 'fluentd') {
      const ssl = optionsAbout(outlook, 'tls')[0];
      if (
        ssl &&
        outlook.tls.known &&
        outlook.tls.value &&
        !outlook.options.some((o) => o.name === 'ssl_verify')
      )
        yield { message: 'fluentd', span: ssl.span };
      return;
    }
    // Erlang decides for Elixir, and mongo-express has a default of its own: both have their rule.
    if (!driver || driver.id === 'elixir' || site.driver.framework || site.open || outlook.uri?.open) return;
    if (!outlook.version || !outlook.tls.known || !outlook.tls.value) return;
    if (!outlook.chain.known || outlook.chain.value !== false) return;
    if (outlook.origins.chain?.decision.kind !== 'default') return;
    const on = optionsAbout(outlook, 'tls')[0];
    yield {
      message: 'default',
      data: {
        driver: sentence(driverName(outlook)),
        advice:
          driver.id === 'node' || driver.id === 'mongoose'
            ? 'sslValidate: true and sslCA, or update the driver'
            : driver.id === 'pymongo'
              ? 'ssl_cert_reqs=ssl.CERT_REQUIRED and ssl_ca_certs, or update the driver'
              : 'the option that turns the check on, or update the driver',
      },
      span: on?.span ?? outlook.uri?.schemeSpan ?? site.headSpan ?? site.span,
    };
  },
});

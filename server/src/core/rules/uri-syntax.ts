/** A URI that no driver can read: unescaped characters, missing hosts, impossible ports. */
import { literalArgument } from '../model/literalArgument';
import { sources } from '../model/sources';
import { driverName } from '../model/wording';
import type { Outlook } from '../types';
import { checkSpecification } from '../uri/specification';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'uri-syntax',
    category: 'validity',
    severity: 'error',
    fixable: false,
    insteadOf: ['tls-boolean-spelling'],
    messages: {
      bare: 'The connection string ends after its scheme: drivers refuse it. Name a host',
      empty: 'The connection string is empty, and {driver} refuses it. Name a host: mongodb://host:27017/',
    },
    docs: {
      what: 'The connection string breaks the rules of the connection string specification.',
      why: 'Drivers refuse it when they start, often with a text about something else (a bad port, a bad database name).',
      instead:
        'Percent-encode user name, password and socket paths, write host:port, and give every option a value.',
    },
    examples: {
      bad: [
        { file: '.env', code: 'MONGO_URL=mongodb://app:«p@ss/word»@db.example.com/?tls=true' },
        { file: '.env', code: 'MONGO_URL=mongodb://«db.example.com:70000»/?tls=true' },
        { file: '.env', code: 'MONGO_URL=mongodb://db.example.com/?«tls»' },
        { file: '.env', code: 'MONGO_URL=«mongodb://»' },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient(«''»);",
        },
      ],
      good: [
        { file: '.env', code: 'MONGO_URL=mongodb://app:p%40ss%2Fword@db.example.com/?tls=true' },
        { file: '.env', code: 'MONGO_URL=mongodb://${HOST}:${PORT}/?tls=true' },
        {
          file: 'userdata.sh.tftpl',
          code: 'MONGO_URL=mongodb+srv://${host}/shop?%{ if plain }tls=false&%{ endif }retryWrites=true',
        },
        { file: '.env', code: 'MONGO_URL=mongodb://%2Ftmp%2Fmongodb-27017.sock/app' },
        { file: '.env', code: 'MONGO_URL=mongodb://host:port/?tls=true' },
        { file: '.env', code: 'MONGO_URL=' },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://' + host);",
        },
      ],
    },
    sources: [sources.connectionString],
  },
  *check({ outlook, document }) {
    const argument = literalArgument(outlook, document);
    if (argument?.value === '' && isEmptyRefused(outlook)) {
      const { start, end } = argument.span;
      const data = { driver: driverName(outlook) };
      yield { message: 'empty', data, span: { start: start - 1, end: end + 1 } };
    }
    if (argument && /^mongodb(?:\+srv)?:\/\/$/i.test(argument.value))
      yield { message: 'bare', span: argument.span };
    if (!outlook.uri) return;
    if (isBare(outlook)) yield { message: 'bare', span: outlook.uri.schemeSpan };
    for (const problem of checkSpecification(outlook.uri))
      if (problem.topic === 'syntax') yield { message: problem.message, span: problem.span };
  },
});

/** A client without a connection string is fine for some drivers. */
function isEmptyRefused({ driver, cases }: Outlook): boolean {
  return (
    driver !== undefined &&
    cases.length > 0 &&
    [...new Set(cases.map((c) => c.version))].every(
      (version) => driver.predict({ driver: driver.id, version, uri: '' }).outcome === 'error',
    )
  );
}

/** `MONGO_URL=mongodb://` and nothing behind it. In code a bare scheme is a prefix. */
function isBare({ site, uri }: Outlook): boolean {
  const variable = site.defines?.variable;
  return (
    uri !== undefined &&
    variable !== undefined &&
    uri.span.end === uri.schemeSpan.end &&
    site.finder === 'env' &&
    /ur[il]|dsn|connection|mongo/i.test(variable) &&
    !/scheme|prefix|protocol/i.test(variable)
  );
}

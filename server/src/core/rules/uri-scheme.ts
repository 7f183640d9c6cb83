/** A connection string with another scheme than mongodb:// or mongodb+srv://. */
import { editDistance } from '../model/nearest';
import { sources } from '../model/sources';
import { literalArgument } from '../model/literalArgument';
import type { Finding } from '../types';
import { defineRule } from './defineRule';

/** Text formats that give a value to a name, one a line. */
const assignments = /(?:^|[\/.])(?:env(?:\.[\w.-]+)?|properties|ya?ml|Dockerfile[\w.-]*)$/i;
/** A name for the whole connection string of MongoDB. Airflow has its own scheme for its connections. */
const named =
  /^[ \t]*(?:export[ \t]+|ENV[ \t]+|-[ \t]+["']?)?(?!AIRFLOW_CONN_)([\w.-]{0,60}mongo[\w.-]{0,60}(?:ur[il]|connection[_-]?string|dsn))["']?[ \t]*[=:][ \t]*["']?([a-z+]{3,13}:\/\/)/gim;
const schemes = ['mongodb://', 'mongodb+srv://'];

export const rule = defineRule({
  meta: {
    id: 'uri-scheme',
    category: 'validity',
    severity: 'error',
    fixable: true,
    messages: {
      scheme: '{scheme} is no scheme of MongoDB, and drivers refuse it. Write {right}',
    },
    docs: {
      what: 'A connection string starts with something that only looks like mongodb:// or mongodb+srv://.',
      why: 'Drivers refuse it when the client is made.',
      instead: 'Write mongodb://host:port/ or mongodb+srv://host/.',
    },
    examples: {
      bad: [
        { file: '.env', code: 'MONGO_URL=«mongo://»localhost:27017/app' },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('«mongodb:/»localhost:27017');",
        },
      ],
      good: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://localhost:27017/app\nMONGO_HTTP_URL=http://localhost:28017',
        },
        { file: '.env', code: 'AIRFLOW_CONN_MONGO_URI=mongo://localhost:27017\nMONGO_URL=' },
        { file: '.env', code: 'MONGO_URL=${SCHEME}localhost' },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient(`${scheme}localhost`);\nconst other = new MongoClient('mongodb://' + host);",
        },
        { file: 'app.py', code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", 27017)' },
      ],
    },
    sources: [sources.connectionString, sources.pymongoUri, sources.nodeConnectionString],
  },
  *check({ outlook, document }) {
    const argument = literalArgument(outlook, document);
    const scheme = /^[a-z+]{3,13}[:;]?\/{1,3}/i.exec(argument?.value ?? '')?.[0];
    if (argument && scheme && isWrong(scheme)) yield wrongScheme(scheme, argument.span.start);
  },
  *checkDocument({ document }) {
    if (!assignments.test(document.path)) return;
    for (const match of document.text.matchAll(named)) {
      const scheme = match[2]!;
      const end = match.index + match[0].length;
      if (isWrong(scheme)) yield wrongScheme(scheme, end - scheme.length);
    }
  },
});

/** Near to a scheme of MongoDB and none of them; a name of something else (`http://`) is left alone. */
function isWrong(scheme: string): boolean {
  const lower = scheme.toLowerCase();
  return (
    !schemes.includes(lower) && (lower === 'mongo://' || schemes.some((s) => editDistance(lower, s, 3) <= 2))
  );
}

function wrongScheme(scheme: string, start: number): Finding {
  const right = /srv/i.test(scheme) ? 'mongodb+srv://' : 'mongodb://';
  const span = { start, end: start + scheme.length };
  return {
    message: 'scheme',
    data: { scheme, right },
    span,
    fixes: [{ title: `Write ${right}`, safe: false, edits: [{ span, newText: right }] }],
  };
}

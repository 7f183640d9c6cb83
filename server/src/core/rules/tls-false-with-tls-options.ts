/** TLS is off and its options are on. */
import { setValue } from '../model/edits';
import { booleanOf, optionsAbout } from '../model/meaning';
import { driverName, listed } from '../model/wording';
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'tls-false-with-tls-options',
    category: 'validity',
    severity: 'error',
    fixable: true,
    messages: {
      refused: '{off} and {options} contradict each other: {driver} refuses to start. Write tls=true',
      overruled:
        '{off} has no effect: {options} turns TLS on in {driver}, and the order of the two decides in some drivers. Write tls=true',
      dead: '{off} leaves the connection in plaintext, and {options} beside it has no effect in {driver}. Write tls=true',
    },
    docs: {
      what: 'TLS is turned off explicitly, and options are written that only make sense with TLS.',
      why: 'PyMongo refuses to start. Node.js, Java, C and Ruby say nothing and talk plaintext, although the settings look protected.',
      instead: 'Turn TLS on.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://localhost/", «tls=False», tlsCAFile="/etc/ca.pem")',
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/', { «tls: false», tlsCAFile: '/etc/ca.pem' });",
        },
        {
          file: 'main.go',
          code: 'package main\n\nimport "go.mongodb.org/mongo-driver/v2/mongo/options"\n\nvar o = options.Client().ApplyURI("mongodb://localhost/?«tls=false»&tlsCAFile=/etc/ca.pem")\n',
        },
      ],
      good: [
        {
          file: 'main.go',
          code: 'package main\n\nimport "go.mongodb.org/mongo-driver/v2/mongo/options"\n\nvar o = options.Client().ApplyURI("mongodb://localhost/?tls=true&tlsCAFile=/etc/ca.pem")\n',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://localhost/", tls=False)',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://localhost/", tls=USE_TLS, tlsCAFile="/etc/ca.pem")',
        },
        {
          file: 'form.jsx',
          code: "const initial = { uri: 'mongodb://localhost:27017', tls: false, tlsCAFile: '' };",
        },
      ],
    },
    sources: [sources.pymongoOptions, sources.nodeConnectionString],
  },
  about: { shows: ['switchedOff'] },
  *check({ outlook }) {
    if (!outlook.driver) return;
    const off = optionsAbout(outlook, 'tls').find((o) => !o.conditional && booleanOf(outlook, o) === false);
    const running = outlook.cases.filter((c) => c.prediction.outcome === 'ok');
    if (!off || optionsAbout(outlook, 'tls').some((o) => booleanOf(outlook, o) !== false)) return;
    const overruled = running.length > 0 && running.every((c) => c.prediction.tls);
    if (!overruled && running.some((c) => c.prediction.tls)) return;
    const dead = optionsAbout(
      outlook,
      'caFile',
      'certificateKeyFile',
      'certificateFile',
      'keyFile',
      'crlFile',
      'keyPassword',
      // An empty text names no file: the field of a form that was not filled in.
    ).filter((o) => !o.conditional && !(o.value.known && (o.value.value === '' || o.value.value === null)));
    if (dead.length === 0) return;
    const edit = setValue(outlook.site, off, true);
    yield {
      message: running.length === 0 ? 'refused' : overruled ? 'overruled' : 'dead',
      ...(running.length === 0 ? {} : { severity: 'warning' as const }),
      data: {
        off: `${off.name}=false`,
        options: listed([...new Set(dead.map((o) => o.name))]),
        driver: driverName(outlook),
      },
      span: off.span,
      fixes: edit ? [{ title: `Turn TLS on (${off.name}=true)`, safe: false, edits: [edit] }] : [],
    };
  },
});

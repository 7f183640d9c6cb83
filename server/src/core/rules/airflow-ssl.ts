/** Airflow loses ssl beside allow_insecure: the connection is in plaintext. */
import { defineRule } from './defineRule';

/** One object of JSON or Python without inner ones, its quotes escaped or not. */
const object = /\{[^{}]{0,2000}\}/g;
const pair = (name: string): RegExp => new RegExp(`\\\\*["']${name}\\\\*["']\\s*:\\s*(?:[Tt]rue)\\b`);
const ssl = pair('ssl');
const insecure = /\\*["']allow_insecure\\*["']\s*:/;

export const rule = defineRule({
  meta: {
    id: 'airflow-ssl',
    category: 'plaintext',
    severity: 'error',
    fixable: true,
    insteadOf: ['framework-drops-option', 'tls-true-without-effect'],
    messages: {
      lost: 'Airflow loses ssl when allow_insecure stands beside it: the connection is in plaintext. Write tls, and leave allow_insecure out',
    },
    docs: {
      what: 'The extras of an Airflow connection to MongoDB hold ssl and allow_insecure.',
      why: 'The Mongo hook takes ssl out of the extras to build options from allow_insecure, and does not put it back: the connection is in plaintext, and passwords cross the network readable.',
      instead: 'Write "tls": true without allow_insecure, and name a private CA with tlsCAFile.',
    },
    examples: {
      bad: [
        {
          file: 'dags/sync.py',
          code: `from airflow.models import Connection\nc = Connection(conn_id='mongo', conn_type='mongo', host='db.example.com', extra='{«"ssl": true», "allow_insecure": true}')\n`,
        },
        {
          file: '.env',
          code: `AIRFLOW_CONN_MONGO_DEFAULT='{"conn_type": "mongo", "host": "db.example.com", "extra": {«"ssl": true», "allow_insecure": false}}'\n`,
        },
        {
          file: 'connections.json',
          code: `{"airflow_mongo": {"conn_type": "mongo", "host": "db.example.com", "extra": "{«\\"ssl\\": true», \\"allow_insecure\\": true}"}}\n`,
        },
      ],
      good: [
        {
          file: 'dags/sync.py',
          code: `from airflow.models import Connection\nc = Connection(conn_id='mongo', conn_type='mongo', host='db.example.com', extra='{"tls": true, "tlsCAFile": "/etc/ca.pem"}')\n`,
        },
        {
          file: 'dags/sync.py',
          code: `from airflow.models import Connection\nc = Connection(conn_id='ftp', conn_type='ftp', extra='{"ssl": true, "allow_insecure": true}')\n`,
        },
        {
          file: 'dags/sync.py',
          code: `from airflow.models import Connection\nc = Connection(conn_id='mongo', conn_type='mongo', extra=f'{{"ssl": {tls}, "allow_insecure": {insecure}}}')\n`,
        },
      ],
    },
    sources: [
      {
        repo: 'apache/airflow',
        ref: '006470dd',
        path: 'providers/mongo/src/airflow/providers/mongo/hooks/mongo.py',
        note: '__init__ and get_conn',
      },
    ],
  },
  needle: /allow_insecure/,
  *checkDocument({ document: { text } }) {
    if (!text.includes('allow_insecure') || !/airflow/i.test(text)) return;
    if (!/conn_type\\*["']?\s*[=:]\s*\\*["']mongo/i.test(text)) return;
    for (const match of text.matchAll(object)) {
      const found = ssl.exec(match[0]);
      if (!found || !insecure.test(match[0])) continue;
      const start = match.index + found.index;
      const name = start + found[0].indexOf('ssl');
      yield {
        message: 'lost',
        span: { start, end: start + found[0].length },
        fixes: [
          {
            title: 'Write tls',
            safe: false,
            edits: [{ span: { start: name, end: name + 3 }, newText: 'tls' }],
          },
        ],
      };
    }
  },
});

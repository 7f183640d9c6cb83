/** A Windows path in a literal whose backslashes became control characters. */
import { fileReferences } from '../features/fileReferences';
import { defineRule } from './defineRule';

// What \a \b \t \n \v \f \r in a literal become.
const control = /[\u0007-\u000d]/;

export const rule = defineRule({
  meta: {
    id: 'path-with-escape',
    category: 'files',
    severity: 'error',
    fixable: true,
    messages: {
      control:
        'The backslashes in this path are escapes of the language: {option} gets a path with a tab or line break in it, which no file has. Write the path with /',
    },
    docs: {
      what: 'A path with backslashes stands in a literal where \\t, \\n and the like are escapes.',
      why: 'The driver looks for a file with a tab or a line break in its name and does not find it.',
      instead: 'Write the path with forward slashes, which Windows accepts, or in a raw literal.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", tls=True, tlsCAFile=«"C:\\certs\\new\\test.pem"»)',
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true', { tlsCAFile: «'C:\\\\certs\\new\\\\ca.pem'» });",
        },
      ],
      good: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", tls=True, tlsCAFile=r"C:\\certs\\new\\test.pem")',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", tls=True, tlsCAFile="C:/certs/new/test.pem")',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", tls=True, tlsCAFile="C:\\\\certs\\\\" + name)',
        },
      ],
    },
    sources: [
      { repo: 'mongodb/mongo-python-driver', ref: '4.17.0', path: 'pymongo/ssl_support.py' },
      { repo: 'mongodb/node-mongodb-native', ref: 'v7.5.0', path: 'src/mongo_client.ts' },
    ],
  },
  about: { shows: ['paths'] },
  *check({ outlook, document }) {
    for (const { option, path } of fileReferences(outlook, document)) {
      if (option.place === 'uri' || !control.test(path) || /-----BEGIN/.test(path)) continue;
      const written = document.text.slice(option.valueSpan.start, option.valueSpan.end);
      if (!/^["'][^"'\r\n]*\\[^"'\r\n]*["']$/.test(written)) continue;
      const newText = written.replace(/\\{1,2}/g, '/');
      yield {
        message: 'control',
        data: { option: option.name },
        span: option.valueSpan,
        fixes: [
          { title: 'Write the path with /', safe: false, edits: [{ span: option.valueSpan, newText }] },
        ],
      };
    }
  },
});

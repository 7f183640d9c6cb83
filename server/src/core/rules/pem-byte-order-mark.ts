/** A PEM file starts with a byte order mark, which some drivers stumble over. */
import { readFiles } from '../features/fileReferences';
import { tlsLibrary } from '../features/fileAdvice';
import { compareVersions } from '../drivers/versions';
import type { Outlook } from '../types';
import { commandFix } from '../model/commandFixes';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'pem-byte-order-mark',
    category: 'files',
    severity: 'information',

    fixable: true,
    messages: {
      mark: '{file} starts with a byte order mark, and {reader} does not find the first block behind it. Save the file as UTF-8 without a mark',
    },
    docs: {
      what: 'The named PEM file starts with the three bytes EF BB BF that some Windows editors write.',
      why: 'Go and the Node driver before 6.0 do not recognise the first BEGIN line; OpenSSL 3 does.',
      instead: 'Save the file as UTF-8 without a byte order mark.',
    },
    examples: {
      bad: [
        {
          file: 'app.js',
          code: `const { MongoClient } = require('mongodb');
const client = new MongoClient('mongodb://h.corp/', { tls: true, tlsCAFile: '«ca.pem»' });`,
          files: { 'ca.pem': 'root with a byte order mark' },
          versions: { node: '5.9.2' },
        },
      ],
      good: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='ca.pem')`,
          files: { 'ca.pem': 'root with a byte order mark' },
        },
        {
          file: 'app.js',
          code: `const { MongoClient } = require('mongodb');
const client = new MongoClient('mongodb://h.corp/', { tls: true, tlsCAFile: 'ca.pem' });`,
          files: { 'ca.pem': 'root with a byte order mark' },
          versions: { node: '7.5.0' },
        },
      ],
    },
    sources: [
      { repo: 'golang/go', ref: 'go1.26.0', path: 'src/crypto/x509/verify.go' },
      {
        repo: 'mongodb/node-mongodb-native',
        ref: 'v7.5.0',
        path: 'src/mongo_client.ts',
        note: 'the files are read when the client connects',
      },
    ],
  },
  about: { shows: ['files'] },
  *check(input) {
    const reader =
      tlsLibrary(input.outlook.driver) === 'go'
        ? 'Go'
        : readsAsText(input.outlook)
          ? 'this version of the driver'
          : undefined;
    if (reader === undefined) return;
    for (const { reference, fact } of readFiles(input)) {
      if (!fact.problems.some((p) => p.id === 'byte-order-mark')) continue;
      yield {
        message: 'mark',
        data: { file: reference.path, reader },
        span: reference.span,
        fixes: [commandFix('repair-file', 'Write a copy without the mark and use it…')],
      };
    }
  },
});

/** The Node driver before 6.0 read the file as ASCII text (v5.9.2 src/connection_string.ts), which turns the mark into letters. */
function readsAsText(outlook: Outlook): boolean {
  return (
    outlook.cases.length > 0 &&
    outlook.cases.every((c) => c.driver === 'node' && compareVersions(c.version, '6.0.0') < 0)
  );
}

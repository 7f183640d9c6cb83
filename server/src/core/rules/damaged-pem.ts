/** A PEM file is damaged, so that drivers stop reading it. */
import { readFiles } from '../features/fileReferences';
import { problemText } from '../features/pemDocument';
import { chooseFile, commandFix } from '../model/commandFixes';
import type { FileFacts } from '../facts';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'damaged-pem',
    category: 'files',
    severity: 'error',

    fixable: true,
    messages: {
      damaged: '{file}, line {line}: {problem}',
    },
    docs: {
      what: 'A block of the named PEM file is cut off, has lost its line breaks, is indented, or is not base64.',
      why: 'OpenSSL, and with it PyMongo, refuses the whole file; Node silently stops at the damaged block.',
      instead: 'Copy the file again from where it comes from, with its line breaks.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='«ca.pem»')`,
          files: { 'ca.pem': 'root cut off' },
        },
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='«ca.pem»')`,
          files: { 'ca.pem': 'root on one line' },
        },
      ],
      good: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='ca.pem')`,
          files: { 'ca.pem': 'root' },
        },
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='ca.pem')`,
          files: { 'ca.pem': 'root with Windows line ends' },
        },
      ],
    },
    sources: [
      {
        repo: 'openssl/openssl',
        ref: 'openssl-3.0.19',
        path: 'crypto/pem/pem_lib.c',
        note: 'BEGIN and END stand at the start of a line',
      },
      { repo: 'mongodb/mongo-python-driver', ref: '4.17.0', path: 'pymongo/ssl_support.py' },
    ],
  },
  about: { shows: ['files'] },
  *check(input) {
    for (const { reference, fact } of readFiles(input)) {
      // A byte order mark is read over by OpenSSL 3: pem-byte-order-mark speaks of it where it matters.
      const problem = fact.problems.find((p) => p.id !== 'byte-order-mark');
      if (!problem) continue;
      const data = { file: reference.path, line: String(problem.line), problem: problemText(problem) };
      yield {
        message: 'damaged',
        data,
        span: reference.span,
        fixes: isRepairable(fact)
          ? [commandFix('repair-file', 'Write a repaired copy of the file and use it…')]
          : [chooseFile(reference.option.name)],
      };
    }
  },
});

/** True when nothing is lost: only the form of the lines is wrong. */
function isRepairable(fact: FileFacts): boolean {
  return fact.problems.every((p) => ['byte-order-mark', 'indented', 'one-line'].includes(p.id));
}

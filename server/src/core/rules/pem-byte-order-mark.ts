/** A PEM file starts with a byte order mark, which some drivers stumble over. */
import { readFiles } from '../features/fileReferences';
import { tlsLibrary } from '../features/fileAdvice';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'pem-byte-order-mark',
    category: 'files',
    severity: 'information',


    fixable: false,
    messages: {
      mark: '{file} starts with a byte order mark, and {reader} does not find the first block behind it. Save the file as UTF-8 without a mark',
    },
    docs: {
      what: 'The named PEM file starts with the three bytes EF BB BF that some Windows editors write.',
      why: 'Go and the 4.x Node driver do not recognise the first BEGIN line; OpenSSL 3 does.',
      instead: 'Save the file as UTF-8 without a byte order mark.',
    },
    examples: {
      bad: [{ file: 'app.go', code: `package main

import (
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

func main() {
	mongo.Connect(options.Client().ApplyURI("mongodb://h.corp/?tls=true&tlsCAFile=ca.pem"))
                                                                                ^^^^^^ pem-byte-order-mark
}
`, files: {'ca.pem': 'root with a byte order mark'} }],
      good: [{ file: 'app.py', code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='ca.pem')`, files: {'ca.pem': 'root with a byte order mark'} }],
    },
    sources: [{ repo: 'golang/go', ref: 'go1.26.0', path: 'src/crypto/x509/verify.go' }],
  },
  *check(input) {
    if (tlsLibrary(input.outlook.driver) !== 'go') return;
    for (const { reference, fact } of readFiles(input)) {
      if (!fact.problems.some((p) => p.id === 'byte-order-mark')) continue;
      yield { message: 'mark', data: { file: reference.path, reader: 'Go' }, span: reference.span };
    }
  },
});

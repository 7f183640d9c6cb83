/** Which connection a place means, for commands at the cursor and `file:line`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyze, contextOf } from '../../../server/src/core';
import { outlookAt } from '../../../server/src/core/features/outlookAt';

const text = `from pymongo import MongoClient
options = {
    "tls": True,
}
a = MongoClient("mongodb://a.example.org/", **options)

b = MongoClient("mongodb://b.example.org/?tls=true")  # the second
`;
const { outlooks } = analyze({ path: 'app.py', text }, contextOf());
const hostAt = (needle: string, orOnly = false): string | undefined => {
  const start = text.indexOf(needle);
  return outlookAt(outlooks, text, { start, end: start }, orOnly)?.uri?.hosts[0]?.host;
};

test('a connection is meant at its URI, at its options, and anywhere on their lines', () => {
  assert.equal(hostAt('a.example'), 'a.example.org');
  assert.equal(hostAt('"tls": True'), 'a.example.org');
  assert.equal(hostAt('a = Mongo'), 'a.example.org');
  assert.equal(hostAt('# the second'), 'b.example.org');
});

test('a place beside every connection means none, unless there is only one', () => {
  assert.equal(hostAt('from pymongo'), undefined);
  assert.equal(hostAt('from pymongo', true), undefined);
  const only = 'from pymongo import MongoClient\n\nc = MongoClient("mongodb://c.example.org/")\n';
  const one = analyze({ path: 'app.py', text: only }, contextOf()).outlooks;
  assert.equal(outlookAt(one, only, { start: 0, end: 0 }), undefined);
  assert.ok(outlookAt(one, only, { start: 0, end: 0 }, true));
});

/** What a driver answers does not depend on what its servers are called, where the analysis says so. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drivers } from '../../../server/src/core/drivers';
import { plainHostsOf, standIn } from '../../../server/src/core/model/plainHosts';

const form = (uri: string): string | undefined => plainHostsOf(uri)?.form;

test('plain names have stand-ins of the same form, equal ones for equal names', () => {
  assert.equal(
    form('mongodb://u:p%40x@a.example.com:27017,b-2.example.com,a.example.com/shop?tls=true'),
    'mongodb://u:p%40x@h0.h.h:27017,h1.h.h,h0.h.h/shop?tls=true',
  );
  assert.equal(form('mongodb+srv://shop.ab1.example.org'), 'mongodb+srv://h0.h.h.h');
});

test('what a driver may look at is left as it is', () => {
  for (const hosts of [
    'localhost',
    '127.0.0.1',
    '10.0.0.7:27017',
    '[::1]:27017',
    '%2Ftmp%2Fmongodb-27017.sock',
    'a..example.com',
    '.example.com',
    'a.example.com:',
    'a.example.com:x',
    'A.example.com',
    'a_b.example.com',
    'a.example.com?tls=true',
    'shop.docdb.amazonaws.com',
    'shop.ab1.mongodb.net',
    'a.example.com,',
    '',
  ])
    assert.equal(form(`mongodb://${hosts}/shop`), undefined, hosts);
});

const uris = [
  'mongodb://one.example.com',
  'mongodb://one.example.com:27017,two.example.com:27018/?replicaSet=rs0&tls=true',
  'mongodb://ada@one.example.com/shop?tls=true',
  'mongodb://ada:x@one.example.com,one.example.com/shop?ssl=true&directConnection=true',
  'mongodb+srv://shop.example.com/?tlsCAFile=/ca.pem',
  'mongodb+srv://example.com',
  'mongodb+srv://shop.example.com:27017',
  'mongodb+srv://shop.example.com,other.example.com/?tlsInsecure=true',
  'mongodb://one.example.com:0/?loadBalanced=true&tls=maybe',
  'mongodb://one.example.com:99999',
];

for (const driver of drivers)
  test(`${driver.id} answers the same whatever plain servers are called`, () => {
    for (const version of driver.versions)
      for (const uri of uris) {
        const answer = (asked: string): unknown => {
          const prediction = driver.predict({ driver: driver.id, version, uri: asked });
          // Answers that name the host are not shared.
          return JSON.stringify(prediction).includes(asked === uri ? 'example' : standIn)
            ? [prediction.outcome, prediction.warnings.length]
            : prediction;
        };
        assert.deepEqual(answer(form(uri)!), answer(uri), `${version} ${uri}`);
      }
  });

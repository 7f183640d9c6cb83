/** Motor, MongoEngine and mongoose: what they change about the driver below. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { predict } from '../../../server/src/core/drivers';
import { bundledVersion } from '../../../server/src/core/drivers/bundledVersions';

test('a wrapper predicts as the driver that its version brings', () => {
  assert.equal(bundledVersion('mongoose', '5.13.22'), '3.7.4');
  assert.equal(bundledVersion('mongoose', '7.6.3'), '5.9.2');
  assert.equal(bundledVersion('mongoose', '8.19.1'), '6.20.0');
  assert.equal(bundledVersion('motor', '2.5.1'), '3.13.0');
  assert.equal(bundledVersion('mongoengine', undefined), '4.20.0');
  assert.equal(bundledVersion('mongoose', '4.0.0'), '3.0.11');
});

test('Motor 2 still takes the names that begin with ssl_, Motor 3 refuses them', () => {
  const query = {
    driver: 'motor',
    host: 'h',
    options: { ssl: true, ssl_ca_certs: '/ca.pem', io_loop: 'loop' },
  };
  assert.equal(predict({ ...query, version: '2.5.1' })!.outcome, 'ok');
  assert.match(predict({ ...query, version: '3.7.1' })!.message!, /^Unknown option: ssl_ca_certs\./);
});

test('MongoEngine refuses in a URI what PyMongo only warns of, and wraps what the client raises', () => {
  const strict = predict({ driver: 'mongoengine', uri: 'mongodb://h/db?tls=True' })!;
  assert.deepEqual(
    [strict.error, strict.message],
    ['ValueError', "The value of tls must be 'true' or 'false'"],
  );
  const wrapped = predict({
    driver: 'mongoengine',
    host: 'h',
    options: { tls: 1, alias: 'other', uuidRepresentation: 'standard' },
  })!;
  assert.deepEqual(
    [wrapped.error, wrapped.message, wrapped.warnings],
    [
      'mongoengine.connection.ConnectionFailure',
      'Cannot connect to database other :\ntls must be True or False, was: tls=1',
      [],
    ],
  );
});

test("MongoEngine's own parameters are no unknown options, and None is not handed on", () => {
  const p = predict({
    driver: 'mongoengine',
    uri: 'mongodb://h/db?tls=true',
    options: {
      db: 'x',
      alias: 'y',
      username: 'u',
      password: 'p',
      authentication_source: 'admin',
      tlsCAFile: null,
      is_slave: false,
    },
  })!;
  assert.deepEqual([p.outcome, p.tls], ['ok', true]);
});

test('mongoose 5 asks for the old URL parser, so that tls=true is ignored until useNewUrlParser is set', () => {
  const query = { driver: 'mongoose', version: '5.13.22', uri: 'mongodb://h/db?tls=true' };
  assert.equal(predict(query)!.tls, false);
  assert.equal(predict({ ...query, options: { useNewUrlParser: true } })!.tls, true);
});

test('mongoose takes its own options out; what only version 5 knows, the driver behind 6 refuses', () => {
  const options = { autoIndex: false, bufferCommands: false, user: 'u', pass: 'p', dbName: 'd', tls: true };
  const p = predict({ driver: 'mongoose', uri: 'mongodb://h/', options })!;
  assert.deepEqual(
    [p.outcome, p.tls, p.decidedBy.tls],
    ['ok', true, { kind: 'option', name: 'tls', place: 'options' }],
  );
  assert.equal(
    predict({ driver: 'mongoose', version: '6.0.0', uri: 'mongodb://h/', options: { useCreateIndex: true } })!
      .message,
    'option usecreateindex is not supported',
  );
  assert.equal(
    predict({ driver: 'mongoose', version: '8.0.0', uri: 'mongodb://h/', options: { sslCA: '/ca.pem' } })!
      .message,
    'option sslca is not supported',
  );
});

test('MongoEngine names tls when PyMongo 4 refuses the value of ssl in a URI, and ssl with PyMongo 3', () => {
  const message = (version: string): string | undefined =>
    predict({ driver: 'mongoengine', version, uri: 'mongodb://h/db?ssl=True' })!.message;
  assert.equal(message('0.29.1'), "The value of tls must be 'true' or 'false'");
  assert.equal(message('0.20.0'), "The value of ssl must be 'true' or 'false'");
});

test('PyMongo 4.12 makes the client of a mongodb+srv URI before the scheme turns TLS on', () => {
  const ask = (version: string, options: Record<string, unknown>): unknown => {
    const p = predict({ driver: 'pymongo', version, uri: 'mongodb+srv://x.y.z/', options })!;
    return [p.outcome, p.error];
  };
  assert.deepEqual(ask('4.20.0', { ssl: false, tlsCAFile: '/a' }), [
    'error',
    'pymongo.errors.ConfigurationError',
  ]);
  assert.deepEqual(ask('4.11.3', { ssl: false, tlsCAFile: '/a' }), ['error', 'pymongo.errors.InvalidURI']);
  assert.deepEqual(ask('4.20.0', { ssl: false }), ['error', 'pymongo.errors.InvalidURI']);
  assert.deepEqual(ask('4.20.0', { ssl: false, tls: false }), ['ok', undefined]);
});

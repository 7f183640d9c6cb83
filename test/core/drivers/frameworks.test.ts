/** What frameworks rename, drop and add before the driver sees it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { driverById } from '../../../server/src/core/drivers';
import { frameworkById, frameworks, through } from '../../../server/src/core/drivers/frameworks';
import type { Prediction } from '../../../server/src/core/types';

/** What the driver behind a framework does. */
function ask(
  id: string,
  options: Record<string, unknown>,
  uri = 'mongodb://db.example.com/x',
  version?: string,
): Prediction & { dropped: readonly string[] } {
  const framework = frameworkById(id);
  assert.ok(framework, id);
  const behind = through(framework, { driver: framework.driver, uri, options }, version);
  return { ...behind.back(driverById(framework.driver)!.predict(behind.query)), dropped: behind.dropped };
}

test('Spring Boot: ssl.enabled=true turns TLS on, false does not cancel the connection string', () => {
  const on = ask('spring', { 'ssl.enabled': true });
  assert.equal(on.tls, true);
  assert.deepEqual(on.decidedBy.tls, { kind: 'option', name: 'ssl.enabled', place: 'options' });
  assert.equal(ask('spring', { 'ssl.enabled': 'false' }, 'mongodb://h/?tls=true').tls, true);
  assert.equal(ask('spring', { 'ssl.bundle': 'mongo' }).tls, true);
});

test('Quarkus: tls-insecure counts only beside tls, and drops the host name only', () => {
  assert.deepEqual(ask('quarkus', { 'tls-insecure': true }, 'mongodb://h/?tls=true').dropped, [
    'tls-insecure',
  ]);
  const both = ask('quarkus', { tls: 'true', 'tls-insecure': 'true' });
  assert.deepEqual([both.tls, both.chain, both.hostname], [true, true, false]);
  assert.equal(ask('quarkus', { tls: true }, 'mongodb://h/?tlsInsecure=true').hostname, true);
});

test('Micronaut: the builder of the driver', () => {
  const answer = ask('micronaut', { 'ssl.enabled': 'true', 'ssl.invalid-host-name-allowed': 'true' });
  assert.deepEqual([answer.tls, answer.hostname], [true, false]);
});

test('Mongoid: tls in the options is unknown to the driver', () => {
  assert.equal(ask('mongoid', { tls: true }).tls, false);
  assert.equal(ask('mongoid', { ssl: true, ssl_verify: false }).chain, false);
});

test('Laravel: texts of env() other than true and false stay texts', () => {
  assert.equal(ask('laravel', { tls: 'true', tlsAllowInvalidCertificates: 'false' }).chain, true);
});

test('TypeORM: what its list does not have is dropped, by version', () => {
  assert.equal(ask('typeorm', { ssl: true }).tls, false);
  assert.deepEqual(ask('typeorm', { ssl: true }).dropped, ['ssl']);
  assert.equal(ask('typeorm', { ssl: true }, undefined, '0.3.20').tls, true);
  assert.deepEqual(ask('typeorm', { tls: true }, undefined, '0.3.20').dropped, ['tls']);
  assert.deepEqual(ask('typeorm', { tls: true, tlsInsecure: true }).dropped, ['tlsInsecure']);
});

test('Airflow: ssl beside allow_insecure is lost', () => {
  assert.equal(ask('airflow', { ssl: true, allow_insecure: true }).tls, false);
  const tls = ask('airflow', { tls: true, allow_insecure: true });
  assert.deepEqual([tls.tls, tls.chain], [true, false]);
  assert.deepEqual(tls.decidedBy.chain, { kind: 'option', name: 'allow_insecure', place: 'options' });
});

test('Airflow: the scheme that srv asks for turns TLS on, unless an extra says no', () => {
  const srv = ask('airflow', { srv: true });
  assert.equal(srv.tls, true);
  assert.deepEqual(srv.decidedBy.tls, { kind: 'option', name: 'srv', place: 'options' });
  assert.equal(ask('airflow', { srv: true, tls: false }).tls, false);
  assert.equal(ask('airflow', { srv: false }).tls, false);
});

test('mongo-express: verification is off unless a variable says otherwise, and TLS is off by default', () => {
  const answer = ask('mongo-express', { ME_CONFIG_MONGODB_TLS: 'true' });
  assert.deepEqual([answer.tls, answer.chain], [true, false]);
  assert.equal(
    ask('mongo-express', { ME_CONFIG_MONGODB_TLS: 'true', ME_CONFIG_MONGODB_TLS_ALLOW_CERTS: 'false' }).chain,
    true,
  );
  assert.equal(ask('mongo-express', {}, 'mongodb://h/?tls=true').outcome, 'error');
});

test('mongo-express: other names and a safe default before 1.1, and no way to turn verification off before 1.0', () => {
  const old = { ME_CONFIG_MONGODB_SSL: 'true', ME_CONFIG_MONGODB_SSLVALIDATE: 'false' };
  const predicted = (version: string, options: Record<string, unknown> = old): unknown[] => {
    const answer = ask('mongo-express', options, undefined, version);
    return [answer.tls, answer.chain, answer.dropped];
  };
  assert.deepEqual(predicted('1.0.2'), [true, false, []]);
  assert.deepEqual(predicted('1.0.2', { ME_CONFIG_MONGODB_SSL: 'true' }), [true, true, []]);
  assert.deepEqual(predicted('0.54.0'), [true, true, ['ME_CONFIG_MONGODB_SSLVALIDATE']]);
  assert.deepEqual(predicted('1.0.0-alpha.4'), [true, true, ['ME_CONFIG_MONGODB_SSLVALIDATE']]);
  assert.deepEqual(predicted('1.1.0-rc-4'), [false, null, Object.keys(old)]);
  assert.deepEqual(predicted('1.0.2', { ME_CONFIG_MONGODB_TLS: 'true' }), [
    false,
    null,
    ['ME_CONFIG_MONGODB_TLS'],
  ]);
});

test('Telegraf: whatever has an effect replaces the TLS of the connection string', () => {
  const predicted = (options: Record<string, unknown>, uri = 'mongodb://h/'): unknown[] => {
    const answer = ask('telegraf', options, uri);
    return [answer.tls, answer.chain, answer.clientCertificate];
  };
  assert.deepEqual(predicted({ tls_ca: '/ca.pem' }), [true, true, false]);
  assert.deepEqual(predicted({ tls_cert: '/c.pem', tls_key: '/k.pem' }), [true, true, true]);
  assert.deepEqual(predicted({ insecure_skip_verify: true }), [true, false, false]);
  assert.deepEqual(predicted({ insecure_skip_verify: false }), [false, null, null]);
  assert.deepEqual(predicted({ tls_enable: true }), [true, true, false]);
  assert.deepEqual(predicted({ tls_enable: false, tls_ca: '/ca.pem' }, 'mongodb://h/?tls=true'), [
    true,
    true,
    false,
  ]);
  assert.deepEqual(predicted({ tls_ca: '/ca.pem' }, 'mongodb://h/?tlsInsecure=true&tls=true'), [
    true,
    true,
    false,
  ]);
});

test('Fluentd: nothing is verified unless ssl_verify says so, and nothing is read without ssl', () => {
  const predicted = (options: Record<string, unknown>): unknown[] => {
    const answer = ask('fluentd', options);
    return [answer.tls, answer.chain];
  };
  assert.deepEqual(predicted({ ssl: true }), [true, false]);
  assert.deepEqual(predicted({ ssl: true, ssl_verify: true, ssl_ca_cert: '/ca.pem' }), [true, true]);
  assert.deepEqual(predicted({ ssl_ca_cert: '/ca.pem', ssl_verify: true }), [false, null]);
});

test('Kafka connector: stores do not turn TLS on', () => {
  assert.equal(ask('kafka-connector', { 'connection.ssl.truststore': '/t.jks' }).tls, false);
});

test('Debezium: the connection string wins over the properties', () => {
  assert.equal(ask('debezium', { 'mongodb.ssl.enabled': 'true' }).tls, true);
  assert.equal(ask('debezium', { 'mongodb.ssl.enabled': 'true' }, 'mongodb://h/?tls=false').tls, false);
  assert.deepEqual(ask('debezium', { 'mongodb.ssl.enabled': 'true' }).decidedBy.tls, {
    kind: 'option',
    name: 'mongodb.ssl.enabled',
    place: 'options',
  });
});

test('Meteor, Parse, MikroORM and NestJS hand options to the Node driver; Strapi and Prisma do not', () => {
  assert.equal(ask('meteor', { tls: true, tlsCAFileAsset: 'ca.pem' }).tls, true);
  assert.equal(ask('parse', { 'databaseOptions.tls': true }).tls, true);
  assert.equal(ask('mikro-orm', { 'driverOptions.tls': true }).tls, true);
  assert.equal(ask('nestjs', { tls: true }).tls, true);
  assert.deepEqual(ask('strapi', { tls: true }).dropped, ['tls']);
  assert.deepEqual(ask('prisma', { sslaccept: 'strict' }).dropped, ['sslaccept']);
});

test('every framework has a driver that is modelled, and survives junk', () => {
  for (const framework of frameworks) {
    assert.ok(driverById(framework.driver), framework.id);
    for (const options of [{}, { '': 1 }, { ssl: null, tls: {}, 'ssl.enabled': [] }]) {
      const reached = framework.toDriver(options, 'x');
      assert.ok(Array.isArray(reached.dropped));
    }
  }
});

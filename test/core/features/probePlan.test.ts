/** From a connection in a text to the plan of its test. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { driverById } from '../../../server/src/core/drivers';
import { parseProfile, planFromUri } from '../../../server/src/core/features/probePlan';

const context = { folder: '/', timeoutMs: 1000 };

test('a plan holds hosts, files and decoded credentials, and its query holds no password', () => {
  const result = planFromUri(
    'mongodb://al%40ice:s%3Acret@a:1,[::1]/db?tls=true&tlsCAFile=/ca%20x.pem',
    context,
  );
  assert.ok(result.kind === 'plan');
  const { plan } = result;
  assert.deepEqual(plan.hosts, [
    { host: 'a', port: 1 },
    { host: '::1', port: 27017 },
  ]);
  assert.deepEqual(plan.credentials, { user: 'al@ice', password: 's:cret', source: 'db' });
  assert.equal(plan.files.ca, '/ca x.pem');
  assert.ok(!JSON.stringify(plan.query).includes('cret'));
});

test('placeholders are asked for, and the answers are taken', () => {
  const uri = 'mongodb+srv://user:<db_password>@cluster0.example.net/';
  const asked = planFromUri(uri, context);
  assert.deepEqual(asked.kind === 'missing' && asked.values.map((v) => [v.name, v.secret]), [
    ['password', true],
  ]);
  const answered = planFromUri(uri, { ...context, values: { password: 'p' } });
  assert.equal(answered.kind === 'plan' && answered.plan.credentials?.password, 'p');
});

test('what is no connection string is said to be none', () => {
  assert.equal(planFromUri('http://localhost', context).kind, 'impossible');
  assert.equal(planFromUri('mongodb://', context).kind, 'impossible');
  assert.equal(planFromUri('mongodb://h:99999/', context).kind, 'impossible');
});

test('drivers are asked for by id, version and back end', () => {
  assert.deepEqual(parseProfile('pymongo[ocsp]@4.18.2', driverById), {
    driver: 'pymongo',
    version: '4.18.2',
    backend: 'pyopenssl',
  });
  assert.deepEqual(parseProfile('node@7.9.0', driverById), { driver: 'node', version: '7.9.0' });
  assert.equal(parseProfile('cobol@1', driverById), undefined);
});

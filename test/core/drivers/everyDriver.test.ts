/** What holds for the model of every driver. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drivers, predict } from '../../../server/src/core/drivers';
import { isVersion } from '../../../server/src/core/drivers/versions';
import type { PredictQuery } from '../../../server/src/core/types';

/** Numbers of a linear congruence, so that a failure can be repeated. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1103515245 + 12345) % 2147483648);
}

const pieces = [
  'mongodb://',
  'mongodb+srv://',
  'h',
  'a.b.c',
  '@',
  ':',
  '/',
  '?',
  '&',
  '=',
  ';',
  '%',
  '%zz',
  '%41',
  ',',
  '[::1]',
  'tls=true',
  'ssl=false',
  'tlsCAFile=/ca.pem',
  'tlsInsecure=',
  'tls',
  '\u0000',
  '\ud800',
  '😀',
  'x'.repeat(300),
  ' ',
  '\n',
  'authMechanism=MONGODB-X509',
  'a=b=c',
];
const values: readonly unknown[] = [
  true,
  false,
  null,
  undefined,
  0,
  1,
  -1,
  NaN,
  '',
  'true',
  'false',
  'yes',
  [],
  {},
  { a: 1 },
  ['x'],
  Symbol.iterator.toString(),
];

test('no driver throws, whatever it is given', () => {
  const next = numbers(7);
  const pick = <T>(list: readonly T[]): T => list[next() % list.length]!;
  for (let i = 0; i < 4000; i++) {
    const uri = Array.from({ length: next() % 12 }, () => pick(pieces)).join('');
    for (const driver of drivers) {
      const options: Record<string, unknown> = {};
      for (let n = driver.options.length > 0 ? next() % 3 : 0; n > 0; n--)
        options[pick(driver.options).name] = pick(values);
      const query = {
        driver: driver.id,
        version: pick(['', 'x', '0', '999', '3.0.0', ...driver.versions]),
        uri,
        options,
      } as PredictQuery;
      const answer = driver.predict(query);
      assert.ok(answer.outcome === 'ok' || answer.outcome === 'error', driver.id);
      if (!answer.tls)
        assert.equal(answer.chain ?? answer.hostname, null, `${driver.id}: nothing is checked without TLS`);
    }
  }
  for (const driver of drivers) {
    for (const odd of [null, 5, 'x', [], true])
      driver.predict({
        driver: driver.id,
        uri: odd,
        host: odd,
        options: odd,
        env: odd,
      } as unknown as PredictQuery);
  }
});

test('no driver prints a password', () => {
  for (const driver of drivers) {
    for (const version of driver.versions) {
      for (const query of [
        '',
        '?tls=nonsense',
        '?tls=true&ssl=false',
        '?tlsFoo=1',
        '?x',
        '?tls=%zz',
        '?tlsInsecure=true&tlsAllowInvalidCertificates=true',
      ]) {
        for (const host of ['h', 'h:99999', '', 'h:port']) {
          const answer = driver.predict({
            driver: driver.id,
            version,
            uri: `mongodb://user:c4nary@${host}/${query}`,
          });
          assert.doesNotMatch(JSON.stringify(answer), /c4nary/, `${driver.id} ${version}`);
        }
      }
    }
  }
});

test('every catalogue row is complete, and names a replacement that exists', () => {
  for (const driver of drivers) {
    const names = new Set(driver.options.flatMap((o) => [o.name, ...(o.aliases ?? [])]));
    const seen = new Set<string>();
    for (const row of driver.options) {
      const where = `${driver.id} ${row.name}`;
      assert.ok(!seen.has(`${row.place} ${row.name}`), `${where} is there once`);
      seen.add(`${row.place} ${row.name}`);
      assert.match(row.effect, /\.$/, where);
      assert.ok(row.source.repo && row.source.ref && row.source.path, where);
      if (row.replacedBy !== undefined) assert.ok(names.has(row.replacedBy), `${where}: ${row.replacedBy}`);
      for (const version of [row.since, row.deprecated, row.removed])
        if (version !== undefined) assert.ok(isVersion(version), where);
    }
  }
});

test('no driver prints a part of a password that has unescaped characters anywhere', () => {
  for (const driver of drivers) {
    for (const password of [
      'c4nary/x',
      'x/c4nary',
      'c4nary@x',
      'c4nary?x',
      'x?c4nary',
      'x:c4nary',
      'x,c4nary',
      '%c4nary',
    ]) {
      for (const version of driver.versions) {
        const answer = predict({ driver: driver.id, version, uri: `mongodb://user:${password}@h/?tls=true` });
        assert.doesNotMatch(JSON.stringify(answer), /c4nary/i, `${driver.id} ${version} ${password}`);
      }
    }
  }
});

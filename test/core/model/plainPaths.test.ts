/** What a driver answers does not depend on what files are called, where the analysis says so. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drivers } from '../../../server/src/core/drivers';
import { pathStandIn, withPlainPaths } from '../../../server/src/core/model/plainPaths';
import type { PredictQuery } from '../../../server/src/core/types';

const query = (uri: string, options?: Record<string, unknown>): PredictQuery => ({
  driver: 'pymongo',
  uri,
  ...(options ? { options } : {}),
});

test('plain paths have stand-ins of the same form, equal ones for equal paths', () => {
  assert.deepEqual(
    withPlainPaths(
      query('mongodb://h/?tlsCAFile=/etc/ca.pem&tls=true&tlsCertificateKeyFile=client.pem', {
        ca: '/etc/ca.pem',
        key: 'certs/my-key.key',
        tls: true,
      }),
    ),
    query('mongodb://h/?tlsCAFile=/d/pathpatha.pem&tls=true&tlsCertificateKeyFile=pathpathc.pem', {
      ca: '/d/pathpatha.pem',
      key: 'd/pathpathb.key',
      tls: true,
    }),
  );
});

test('what a driver may look at is left as it is', () => {
  for (const path of [
    '~/ca.pem',
    '/nonexistent/ca.pem',
    'ca',
    'C:\\ca.pem',
    '/etc/ca.p12',
    '',
    './ca.pem',
    'a b.pem',
  ]) {
    const asked = query(`mongodb://h/?tlsCAFile=${path}`, { tlsCAFile: path });
    assert.equal(withPlainPaths(asked), asked, path);
  }
});

for (const driver of drivers)
  test(`${driver.id} answers the same whatever files are called`, () => {
    const names = driver.options.filter((o) => o.type === 'path' || o.type === 'string').map((o) => o.name);
    for (const version of driver.versions)
      for (const name of names)
        for (const path of ['/etc/ssl/shop-ca.pem', 'certs/client.key']) {
          const questions: PredictQuery[] = [
            { driver: driver.id, version, uri: `mongodb://h.example.com/?tls=true&${name}=${path}` },
            {
              driver: driver.id,
              version,
              uri: 'mongodb://h.example.com/?tls=true',
              options: { [name]: path },
            },
          ];
          for (const asked of questions) {
            const answer = (q: PredictQuery): unknown => {
              const prediction = driver.predict(q);
              // Answers that name the file are not shared.
              const words = JSON.stringify([prediction.message, prediction.warnings]);
              return words.includes(q === asked ? path : pathStandIn)
                ? [prediction.outcome, prediction.warnings.length]
                : prediction;
            };
            assert.deepEqual(answer(withPlainPaths(asked)), answer(asked), `${version} ${name} ${path}`);
          }
        }
  });

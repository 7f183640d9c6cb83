/** Queries that make no sense: every model answers and none throws. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { predict } from '../../../server/src/core/drivers';
import { predictLine } from '../../../server/src/core/drivers/predictLine';
import type { PredictQuery } from '../../../server/src/core/types';

const drivers = ['pymongo', 'motor', 'mongoengine', 'node', 'mongoose'];
const versions = [
  '0.1',
  '2.6',
  '2.9.5',
  '3.0.3',
  '3.5.1',
  '3.8.0',
  '3.9.0',
  '3.13.0',
  '4.0.1',
  '4.5.0',
  '4.18.2',
  '5.9.2',
  '6.3.0',
  '7.9.0',
  '99',
  '',
  'latest',
  '4.0rc1',
];

/** A small generator with a fixed seed: the same junk in every run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

const pieces = [
  'mongodb://',
  'mongodb+srv://',
  'MONGODB://',
  'http://',
  '',
  'h',
  'h:27017',
  'u:p@',
  'u@',
  '@',
  ':',
  '[::1]',
  '[',
  ']',
  ',',
  '/',
  '?',
  '#',
  '%',
  '%zz',
  '%2F',
  '+',
  ' ',
  '\t',
  '\n',
  '\0',
  'ü',
  '\ud800',
  '😀',
  '.sock',
  '%2Ftmp%2Fx.sock',
  'tls=true',
  'tls=',
  'tls',
  '=',
  '&',
  ';',
  'tlsCAFile=/x',
  'tlsInsecure=1',
  'authMechanism=MONGODB-X509',
  'readPreferenceTags=',
  '..',
  '.',
  '$',
  '"',
  '\\',
  '<password>',
  '\ufffc',
];
const values: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  NaN,
  Infinity,
  '',
  'x',
  'true',
  'ssl.CERT_NONE',
  [],
  [[]],
  [null],
  {},
  { a: { b: [] } },
  '\ud800',
  '@noop',
  'x'.repeat(2000),
  -0,
  1e308,
];
const names = [
  'tls',
  'ssl',
  'TLS',
  'tlsCAFile',
  'tlsInsecure',
  'tlsAllowInvalidCertificates',
  'tlsAllowInvalidHostnames',
  'tlsCRLFile',
  'tlsDisableOCSPEndpointCheck',
  'ssl_cert_reqs',
  'ssl_match_hostname',
  'checkServerIdentity',
  'rejectUnauthorized',
  'secureContext',
  'auth',
  'authMechanism',
  'authSource',
  'authMechanismProperties',
  'compressors',
  'readPreference',
  'readPreferenceTags',
  'w',
  'host',
  'port',
  'appname',
  'serverApi',
  'heartbeatFrequencyMS',
  'zlibCompressionLevel',
  'uuidRepresentation',
  '__proto__',
  'constructor',
  'toString',
  '',
  'ü',
  'srvAllowedHostsSuffix',
  'datetime_conversion',
  'user',
  'pass',
  'alias',
  'maxPoolSize',
];

test('junk of every kind gets a prediction and never an exception', () => {
  const random = randomFrom(42);
  const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
  for (let i = 0; i < 6000; i++) {
    const uri = Array.from({ length: 1 + random(9) }, () => pick(pieces)).join('');
    const options: Record<string, unknown> = {};
    for (let n = random(4); n > 0; n--) options[pick(names)] = pick(values);
    const query = {
      driver: pick(drivers),
      version: pick(versions),
      ...(random(4) ? { uri: random(3) ? 'mongodb://' + uri : uri } : { host: random(2) ? uri : [uri, 'h'] }),
      ...(random(2) ? { options } : {}),
      ...(random(3)
        ? {}
        : { server: 'good', backend: 'pyopenssl', env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } }),
    } as PredictQuery;
    const p = predict(query)!;
    assert.ok(
      p.outcome === 'ok'
        ? typeof p.tls === 'boolean'
        : typeof p.message === 'string' && typeof p.error === 'string',
      JSON.stringify(query),
    );
  }
});

test('fields of wrong types do no harm even without the checks of the command line', () => {
  for (const driver of drivers)
    for (const wrong of [3, null, [], {}, true])
      for (const field of ['version', 'uri', 'host', 'options', 'env', 'backend']) {
        const query = { driver, [field]: wrong } as unknown as PredictQuery;
        if (field === 'version' && typeof wrong !== 'string') assert.ok(predictLine(JSON.stringify(query)));
        else assert.ok(predict(query), JSON.stringify(query));
      }
});

test('very long input takes no more than linear work', () => {
  for (const driver of drivers)
    for (const version of ['3.8.0', '4.20.0', '7.9.0']) {
      for (const text of [
        'a'.repeat(300_000),
        '%'.repeat(300_000),
        ':'.repeat(300_000),
        '@'.repeat(100_000),
        'a,'.repeat(50_000),
        '['.repeat(100_000),
        '1'.repeat(100_000) + '_',
        '/..'.repeat(50_000),
      ]) {
        predict({ driver, version, uri: `mongodb://${text}` });
        predict({ driver, version, uri: `mongodb://h/${text}?${text}` });
        predict({ driver, version, uri: `mongodb://h/?maxPoolSize=${text}&${text}=x` });
        predict({
          driver,
          version,
          uri: 'mongodb://h/?tls=true',
          options: {
            checkServerIdentity: text,
            connectTimeoutMS: text,
            [text]: 1,
            srvAllowedHostsSuffix: '.'.repeat(100_000) + 'x',
          },
        });
      }
    }
});

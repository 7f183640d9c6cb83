/** The Node driver: what its versions do with a connection string and options. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { predict } from '../../../server/src/core/drivers';
import type { PredictQuery, Prediction } from '../../../server/src/core/types';

const ask = (query: Omit<PredictQuery, 'driver'>): Prediction => predict({ driver: 'node', ...query })!;

test('a CA file alone leaves the Node driver in plaintext, by its default', () => {
  const p = ask({ uri: 'mongodb://h/?tlsCAFile=/ca.pem' });
  assert.deepEqual([p.tls, p.chain, p.decidedBy.tls], [false, null, { kind: 'default' }]);
});

test('options in the object win over the URI, but tls and ssl must agree', () => {
  assert.equal(
    ask({ uri: 'mongodb://h/?tls=true', options: { tls: false } }).message,
    'All values of tls/ssl must be the same.',
  );
  const p = ask({
    uri: 'mongodb://h/?tls=true&tlsAllowInvalidCertificates=true',
    options: { tlsAllowInvalidCertificates: false },
  });
  assert.deepEqual(
    [p.chain, p.decidedBy.chain],
    [true, { kind: 'option', name: 'tlsAllowInvalidCertificates', place: 'options' }],
  );
});

test('rejectUnauthorized counts as an option and not in a URI, where it is a text', () => {
  assert.equal(ask({ uri: 'mongodb://h/?tls=true&rejectUnauthorized=false' }).chain, true);
  assert.equal(ask({ uri: 'mongodb://h/?tls=true', options: { rejectUnauthorized: false } }).chain, false);
});

test("Node's variable switches verification off from driver 6.5 on, unless an option says otherwise", () => {
  const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
  const uri = 'mongodb://h/?tls=true&tlsCAFile=/ca.pem';
  const off = ask({ uri, env, server: 'unknownca' });
  assert.deepEqual([off.chain, off.hostname, off.connected], [false, false, true]);
  assert.deepEqual(off.decidedBy.chain, { kind: 'environment', name: 'NODE_TLS_REJECT_UNAUTHORIZED' });
  assert.equal(ask({ uri, env, version: '6.4.0' }).chain, true);
  assert.equal(ask({ uri: uri + '&tlsAllowInvalidCertificates=false', env }).chain, true);
  assert.equal(ask({ uri, env: { NODE_TLS_REJECT_UNAUTHORIZED: 'false' } }).chain, true);
});

test('a host name check that is no function stops every connection before it starts', () => {
  const p = ask({ uri: 'mongodb://h/', options: { tls: true, checkServerIdentity: false }, server: 'good' });
  assert.deepEqual(
    [p.outcome, p.tls, p.connected, p.decidedBy.tls],
    ['ok', false, false, { kind: 'option', name: 'checkServerIdentity', place: 'options' }],
  );
});

test('a host name check of the program is off when it does nothing, on when it is the one of Node, and unknown otherwise', () => {
  const hostname = (code: string): boolean | null =>
    ask({ uri: 'mongodb://h/?tls=true', options: { checkServerIdentity: code } }).hostname;
  assert.equal(hostname('() => undefined'), false);
  assert.equal(hostname('(host, cert) => {}'), false);
  assert.equal(hostname('function () { return undefined; }'), false);
  assert.equal(hostname('tls.checkServerIdentity'), true);
  assert.equal(hostname('verifyPinned'), null);
});

test('the lowest protocol is TLS 1.2 unless the program or the command line chooses another', () => {
  assert.equal(ask({ uri: 'mongodb://h/?tls=true' }).minProtocol, 'TLS 1.2');
  assert.equal(
    ask({ uri: 'mongodb://h/?tls=true', options: { secureContext: 'createSecureContext()' } }).minProtocol,
    null,
  );
  assert.equal(
    ask({ uri: 'mongodb://h/?tls=true', env: { NODE_OPTIONS: '--tls-min-v1.0' } }).minProtocol,
    'TLS 1.0',
  );
});

test('a client certificate is there when its file or its contents are given', () => {
  assert.equal(ask({ uri: 'mongodb://h/?tls=true&tlsCertificateKeyFile=/c.pem' }).clientCertificate, true);
  assert.equal(
    ask({ uri: 'mongodb://h/?tls=true&tlsCertificateKeyFile=/c.pem', version: '5.9.2' }).clientCertificate,
    true,
  );
  assert.equal(ask({ uri: 'mongodb://h/?tls=true', options: { key: 'x' } }).clientCertificate, false);
});

test('driver 3.7 turns TLS on for a CA file, and with the old URL parser reads no name that begins with tls', () => {
  const version = '3.7.4';
  const p = ask({ uri: 'mongodb://h/?tlsCAFile=/ca.pem', version });
  assert.deepEqual([p.outcome, p.tls, p.chain], ['ok', true, true]);
  assert.equal(
    ask({ uri: 'mongodb://h/?tls=true', version, options: { useNewUrlParser: false } }).tls,
    false,
  );
  const old = ask({ uri: 'mongodb://h/?ssl=true', version: '2.2.36' });
  assert.deepEqual([old.tls, old.chain, old.hostname], [true, false, false]);
});

test('contents where driver 4 and 5 want a path name no file', () => {
  assert.match(
    ask({
      uri: 'mongodb://h/',
      version: '5.9.2',
      options: { tls: true, sslCA: '-----BEGIN CERTIFICATE-----' },
    }).message!,
    /^ENOENT/,
  );
});

test('errors of the driver are named as it names them', () => {
  const refusals: [string, string | undefined, string, string][] = [
    [
      'mongodb://h/?tls=true&tls=true',
      undefined,
      'MongoInvalidArgumentError',
      'URI option "tls" cannot appear more than once in the connection string',
    ],
    [
      'mongodb://h/?tlsFoo=1&sslCA=x',
      undefined,
      'MongoParseError',
      'options tlsfoo, sslca are not supported',
    ],
    ['mongodb://h/?tls=yes', '6.0.0', 'MongoParseError', 'tls/ssl must be either "true" or "false"'],
    ['mongodb://u:p@ss@h/?tls=true', undefined, 'MongoParseError', 'Invalid connection string'],
    ['mongodb+srv://a.b.c:1/', undefined, 'MongoParseError', 'mongodb+srv URI cannot have port number'],
    ['mongodb://h:x/', undefined, 'MongoRuntimeError', 'Unable to parse h:x with URL'],
    [
      'http://h/',
      undefined,
      'MongoParseError',
      'Invalid scheme, expected connection string to start with "mongodb://" or "mongodb+srv://"',
    ],
  ];
  for (const [uri, version, error, message] of refusals) {
    const p = ask({ uri, ...(version === undefined ? {} : { version }) });
    assert.deepEqual([p.outcome, p.error, p.message], ['error', error, message], uri);
  }
});

/** PyMongo: what its versions and back ends do with a connection string and options. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { predict } from '../../../server/src/core/drivers';
import type { PredictQuery, Prediction } from '../../../server/src/core/types';

const ask = (query: Omit<PredictQuery, 'driver'>): Prediction => predict({ driver: 'pymongo', ...query })!;

test('PyMongo verifies chain and host name when TLS is on, and says that these are its defaults', () => {
  const p = ask({ uri: 'mongodb://db.example.com/?tls=true' });
  assert.deepEqual(
    [p.outcome, p.tls, p.chain, p.hostname, p.crl, p.clientCertificate],
    ['ok', true, true, true, false, false],
  );
  assert.deepEqual(p.decidedBy, {
    tls: { kind: 'option', name: 'tls', place: 'uri' },
    chain: { kind: 'default' },
    hostname: { kind: 'default' },
    crl: { kind: 'default' },
    clientCertificate: { kind: 'default' },
  });
});

test('a CA file alone turns TLS on in PyMongo 3.9 and later, and it is named as the reason', () => {
  const p = ask({ host: 'db.example.com', options: { tlsCAFile: '/etc/ca.pem' } });
  assert.equal(p.tls, true);
  assert.deepEqual(p.decidedBy.tls, { kind: 'option', name: 'tlsCAFile', place: 'options' });
});

test('an option that allows invalid certificates decides chain and host name, but leaves the connection in plaintext without tls', () => {
  const by = { kind: 'option', name: 'tlsAllowInvalidCertificates', place: 'uri' };
  const on = ask({ uri: 'mongodb://h/?tls=true&tlsAllowInvalidCertificates=true' });
  assert.deepEqual([on.tls, on.chain, on.hostname], [true, false, false]);
  assert.deepEqual([on.decidedBy.chain, on.decidedBy.hostname], [by, by]);
  const off = ask({ uri: 'mongodb://h/?tlsAllowInvalidCertificates=true' });
  assert.deepEqual([off.tls, off.chain, off.decidedBy.tls], [false, null, { kind: 'default' }]);
});

test('tlsInsecure is named where it decides', () => {
  const p = ask({ host: 'h', options: { tls: true, tlsInsecure: true } });
  assert.deepEqual(p.decidedBy.hostname, { kind: 'option', name: 'tlsInsecure', place: 'options' });
});

test('mongodb+srv turns TLS on by its scheme, and tls=false turns it off again from 4.0', () => {
  assert.deepEqual(ask({ uri: 'mongodb+srv://c.example.com/' }).decidedBy.tls, { kind: 'scheme' });
  assert.equal(ask({ uri: 'mongodb+srv://c.example.com/?tls=false' }).tls, false);
  assert.equal(ask({ uri: 'mongodb+srv://c.example.com/?tls=false', version: '3.13.0' }).outcome, 'error');
});

test('a boolean in capitals is dropped with a warning and TLS stays off', () => {
  const p = ask({ uri: 'mongodb://h/?tls=True' });
  assert.deepEqual(
    [p.outcome, p.tls, p.warnings],
    ['ok', false, ["UserWarning: The value of tls must be 'true' or 'false'"]],
  );
});

test('versions that nobody measured behave like the measured ones around them', () => {
  assert.equal(ask({ uri: 'mongodb://h/?tls=true', version: '3.5.1' }).tls, false);
  assert.equal(ask({ uri: 'mongodb://h/?tls=true', version: '4.10.2' }).tls, true);
  assert.equal(ask({ uri: 'mongodb://h/?tls=true', version: '99.0' }).tls, true);
  assert.equal(ask({ uri: 'mongodb://h/?ssl=true', version: '1.0' }).tls, true);
  assert.equal(ask({ uri: 'mongodb://h/?tls=true', version: 'latest' }).tls, true);
});

test('suggestions for an unknown option are those of Python', () => {
  assert.equal(
    ask({ host: 'h', options: { tls_ca_file: 'x' }, version: '4.18.2' }).message,
    'Unknown option: tls_ca_file. Did you mean one of (tlscafile, tlscrlfile, tlscertificatekeyfile) or maybe a camelCase version of one? Refer to docstring.',
  );
});

test('with PyOpenSSL a CRL is refused, revocation is asked by OCSP, and a name in the CN does not count', () => {
  assert.equal(
    ask({ uri: 'mongodb://h/?tls=true&tlsCRLFile=c.pem', backend: 'pyopenssl' }).message,
    'tlsCRLFile cannot be used with PyOpenSSL',
  );
  const uri = 'mongodb://h/?tls=true&tlsCAFile=ca.pem';
  const meets = (
    server: PredictQuery['server'] & string,
    extra = '',
    backend: 'ssl' | 'pyopenssl' = 'pyopenssl',
  ): boolean | null | undefined => ask({ uri: uri + extra, backend, server }).connected;
  assert.deepEqual([meets('ocsp'), meets('muststaple'), meets('cnonly')], [false, false, false]);
  assert.deepEqual(
    [meets('ocsp', '', 'ssl'), meets('muststaple', '', 'ssl'), meets('cnonly', '', 'ssl')],
    [true, true, true],
  );
  assert.deepEqual(
    [
      meets('ocsp', '&tlsDisableOCSPEndpointCheck=true'),
      meets('muststaple', '&tlsDisableOCSPEndpointCheck=true'),
    ],
    [true, false],
  );
});

test('a file below /nonexistent cannot be read, so no connection is made', () => {
  const query = { driver: 'pymongo', uri: 'mongodb://h/?tls=true&tlsCAFile=/nonexistent/ca.pem', server: 'good' } as const;
  assert.equal(predict(query)?.connected, false);
  assert.equal(predict({ ...query, uri: 'mongodb://h/?tls=true&tlsCAFile=/etc/ca.pem' })?.connected, true);
});

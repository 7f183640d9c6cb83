/** What the facts about a runtime mean for its connections. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conclude } from '../../../server/src/core/environment/conclude';
import type { RuntimeReport } from '../../../server/src/core/environment/types';

const all = { pyopenssl: '26.0.0', service_identity: '24.2.0', requests: '2.32.0', cryptography: '47.0.0' };
const none = { pyopenssl: null, service_identity: null, requests: null, cryptography: null };

function python(more: Partial<RuntimeReport> = {}): RuntimeReport {
  return {
    runtime: 'python',
    path: '/w/.venv/bin/python',
    foundBy: '.venv',
    chosen: true,
    version: '3.11.7',
    protocols: ['TLS 1.2', 'TLS 1.3'],
    cas: { file: '/etc/ssl/cert.pem', count: 140 },
    drivers: { pymongo: '4.10.0' },
    extras: none,
    ...more,
  };
}
const ids = (...args: Parameters<typeof conclude>) => conclude(...args).map((c) => c.id);

test('a runtime that cannot speak TLS 1.2 is an error', () => {
  const [c] = conclude([python({ protocols: ['TLS 1.0'] })]);
  assert.equal(c?.id, 'no-tls-1.2');
  assert.equal(c?.severity, 'error');
  assert.match(conclude([python({ protocols: [] })])[0]!.message, /no TLS at all/);
});

test('a runtime without root certificates is an error, with the command of the platform', () => {
  const report = python({ cas: { file: '/x.pem', count: 0 } });
  assert.match(conclude([report], [], { platform: 'linux' })[0]!.command!, /ca-certificates/);
  assert.match(
    conclude([report], [], { platform: 'macos' })[0]!.command!,
    /Python 3\.11\/Install Certificates\.command/,
  );
});

test('an unknown number of root certificates says nothing', () => {
  assert.ok(!ids([python({ cas: { file: '/x.pem' } })]).includes('no-root-certificates'));
});

test('PyMongo without the ocsp extra does not check OCSP, with it no CRL file works', () => {
  const without = conclude([python()]).find((c) => c.id === 'ocsp-not-available');
  assert.match(without!.command!, /pymongo\[ocsp\]/);
  assert.ok(ids([python({ extras: all })]).includes('crl-impossible'));
  assert.equal(conclude([python({ extras: all })], [], { usesCrl: true })[0]?.severity, 'error');
});

test('Python 3.10 and newer cannot reach MongoDB 3.4, unless PyMongo uses PyOpenSSL', () => {
  const old = { serverVersion: '3.4.24' };
  assert.ok(ids([python({ drivers: { pymongo: '3.13.0' } })], [], old).includes('python-3.10-old-server'));
  assert.ok(
    !ids([python({ drivers: { pymongo: '3.13.0' }, version: '3.9.18' })], [], old).includes(
      'python-3.10-old-server',
    ),
  );
  assert.ok(
    !ids([python({ drivers: { pymongo: '3.13.0' }, extras: all })], [], old).includes(
      'python-3.10-old-server',
    ),
  );
  assert.ok(!ids([python()], [], { serverVersion: '7.0.0' }).includes('python-3.10-old-server'));
});

test('PyMongo that is too new or too old for the server is an error with the version that fits', () => {
  const tooNew = conclude([python({ drivers: { pymongo: '4.14.0' } })], [], { serverVersion: '4.0.28' })[0]!;
  assert.equal(tooNew.id, 'driver-too-new');
  assert.match(tooNew.command!, /"pymongo<4\.14"/);
  assert.match(
    conclude([python({ drivers: { pymongo: '4.14.0' } })], [], { serverVersion: '3.6.9' })[0]!.command!,
    /"pymongo<4\.11"/,
  );
  assert.ok(
    ids([python({ drivers: { pymongo: '3.6.1' } })], [], { serverVersion: '7.0.1' }).includes(
      'driver-too-old',
    ),
  );
  assert.ok(!ids([python()], [], { serverVersion: '7.0.1' }).some((id) => id.startsWith('driver-too')));
});

test('NODE_TLS_REJECT_UNAUTHORIZED=0 is an error whoever is asked', () => {
  const variable = { name: 'NODE_TLS_REJECT_UNAUTHORIZED', value: '0', effect: '', from: 'environment' };
  assert.equal(conclude([], [variable])[0]?.severity, 'error');
  assert.deepEqual(conclude([], [{ ...variable, value: '1' }]), []);
});

test('a missing runtime says where it was looked for', () => {
  const {
    path: _path,
    version: _version,
    ...rest
  } = python({ problem: { kind: 'not-found', looked: ['.venv', 'PATH'] }, drivers: {}, extras: {} });
  assert.match(conclude([rest])[0]!.message, /\.venv, PATH/);
});

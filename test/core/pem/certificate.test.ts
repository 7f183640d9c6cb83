/** Certificates: names, dates, purposes and keys as read from DER. */
import assert from 'node:assert/strict';
import { X509Certificate, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { readCertificate } from '../../../server/src/core/pem/certificate';
import { readCrl } from '../../../server/src/core/pem/crl';
import { blockTools } from '../../../server/src/host/certificates/blockTools';
import {
  issueCertificate,
  type CertificateRequest,
} from '../../../server/src/host/certificates/issueCertificate';
import { issueCrl, sampleDay } from '../../support/sampleFiles';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const subject = [
  ['C', 'DE'],
  ['O', 'Prüf, GmbH'],
  ['CN', ' db+1 '],
] as const;

function make(changes: Partial<CertificateRequest> = {}) {
  const der = issueCertificate({
    subject,
    publicKey: pair.publicKey,
    issuer: { subject, privateKey: pair.privateKey },
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2027-01-01T00:00:00Z'),
    ...changes,
  });
  const read = readCertificate(der, blockTools.sha256);
  assert.ok(read);
  return { der, read, node: new X509Certificate(der) };
}

test('every field agrees with what Node reads', () => {
  const { read, node } = make({
    names: ['db.example.com', '*.db.example.com', '10.0.0.1', '2001:db8::1'],
    ca: false,
    keyUsage: ['digitalSignature', 'keyAgreement'],
    extendedKeyUsage: ['serverAuth', 'clientAuth'],
  });
  assert.equal(read.fingerprint, node.fingerprint256);
  assert.equal(read.serial, node.serialNumber);
  assert.equal(Date.parse(read.notBefore), Date.parse(node.validFrom));
  assert.equal(Date.parse(read.notAfter), Date.parse(node.validTo));
  assert.equal(read.ca, node.ca);
  assert.deepEqual(read.names, [
    { type: 'dns', value: 'db.example.com' },
    { type: 'dns', value: '*.db.example.com' },
    { type: 'ip', value: '10.0.0.1' },
    { type: 'ip', value: '2001:db8::1' },
  ]);
  assert.deepEqual(read.keyUsage, ['digitalSignature', 'keyAgreement']);
  assert.deepEqual(read.extendedKeyUsage, ['serverAuth', 'clientAuth']);
  assert.deepEqual([read.key.type, read.key.curve, read.key.bits], ['EC', 'P-256', 256]);
  assert.equal(read.signature.name, 'ECDSA with SHA-256');
  assert.ok(read.selfIssued && read.subjectKeyId !== undefined && read.subjectKeyId === read.authorityKeyId);
});

test('names are readable for people and escaped for MONGODB-X509', () => {
  const { read } = make();
  assert.equal(read.subject, 'CN=\\ db\\+1\\ , O=Prüf\\, GmbH, C=DE');
  assert.equal(read.subjectRfc2253, 'CN=\\ db\\+1\\ ,O=Pr\\C3\\BCf\\, GmbH,C=DE');
});

test('negative and very long serials are shown as they are', () => {
  assert.equal(make({ serial: Uint8Array.of(0xff, 0x01) }).read.serial, '-FF');
  assert.equal(make({ serial: Uint8Array.of(0x00, 0x80) }).read.serial, '80');
  assert.equal(make({ serial: new Uint8Array(20).fill(0x7f) }).read.serial, '7F'.repeat(20));
});

test('the year 9999, the last of UTCTime and the first behind it are read', () => {
  for (const date of [
    '9999-12-31T23:59:59Z',
    '2049-12-31T23:59:59Z',
    '2050-01-01T00:00:00Z',
    '1950-01-01T00:00:00Z',
  ])
    assert.equal(make({ notAfter: new Date(date) }).read.notAfter, date);
});

test('an RSA key of 16,384 bits is read', () => {
  const n = Buffer.alloc(2048, 0xa5).toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'RSA', n, e: 'AQAB' }, format: 'jwk' });
  assert.deepEqual(make({ publicKey }).read.key.bits, 16384);
});

test('whatever is cut off anywhere is refused, not half read', () => {
  const { der } = make({ names: ['a.example.com'], ca: true });
  for (let length = 0; length < der.length; length++)
    assert.equal(readCertificate(der.subarray(0, length), blockTools.sha256), undefined);
});

test('a revocation list gives its issuer, dates and count', () => {
  const crl = readCrl(issueCrl('Root', new Date(sampleDay), new Date(sampleDay + 86_400_000)));
  assert.deepEqual(crl && [crl.issuer, crl.thisUpdate, crl.nextUpdate, crl.revoked], [
    'CN=Root, O=Test',
    '2026-06-01T12:00:00Z',
    '2026-06-02T12:00:00Z',
    0,
  ]);
});

/** Combining and converting files that OpenSSL made, and reading back what was written with OpenSSL. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { combine } from '../../server/src/host/certificates/combine';
import { convert } from '../../server/src/host/certificates/convert';
import { FileExistsError } from '../../server/src/host/certificates/writeNewFile';
import { Pki } from './support/pki';

const openssl = spawnSync('openssl', ['version']).status === 0;
const skip = openssl ? false : 'OpenSSL is not on the PATH: node scripts/setup.mjs openssl';

describe('combining and converting certificate files', { skip }, () => {
  let pki: Pki;
  before(() => {
    pki = new Pki();
    const authority = ['basicConstraints=critical,CA:TRUE'];
    pki.certificate('root', { extensions: authority });
    pki.certificate('middle', { issuer: 'root', extensions: authority });
    pki.certificate('client', {
      issuer: 'middle',
      subject: '/O=Test/CN=client',
      extensions: ['extendedKeyUsage=clientAuth'],
    });
    pki.openssl('pkey', '-in', 'client.key', '-aes256', '-passout', 'pass:swordfish', '-out', 'sealed.key');
    pki.openssl('ec', '-in', 'client.key', '-aes256', '-passout', 'pass:swordfish', '-out', 'old.key');
  });
  after(() => pki?.remove());

  const subjects = (file: string) =>
    [
      ...readFileSync(file, 'utf8').matchAll(/-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----/g),
    ].map((m) =>
      spawnSync('openssl', ['x509', '-noout', '-subject', '-nameopt', 'RFC2253'], { input: m[0] })
        .stdout.toString()
        .trim(),
    );
  const matches = (file: string, password = '') => {
    const key = spawnSync('openssl', [
      'pkey',
      '-in',
      file,
      '-pubout',
      '-passin',
      `pass:${password}`,
    ]).stdout.toString();
    const certificate = spawnSync('openssl', ['x509', '-in', file, '-noout', '-pubkey']).stdout.toString();
    return key !== '' && key === certificate;
  };

  test('combines key, certificate and chain in the order that drivers need, readable by the owner only', async () => {
    const output = pki.file('combined.pem');
    const files = ['root.crt', 'middle.crt', 'client.crt', 'client.key'].map((f) => pki.file(f));
    const done = await combine({ files, output });
    assert.deepEqual(subjects(output), ['subject=CN=client,O=Test', 'subject=CN=middle,O=Test']);
    assert.deepEqual(done.chain, ['CN=middle, O=Test']);
    assert.equal(statSync(output).mode & 0o777, 0o600);
    assert.ok(readFileSync(output, 'utf8').startsWith('-----BEGIN PRIVATE KEY-----'));
    assert.ok(matches(output));
  });

  test('never overwrites a file', async () => {
    const output = pki.write('precious.pem', 'precious');
    await assert.rejects(
      combine({ files: [pki.file('client.crt'), pki.file('client.key')], output }),
      FileExistsError,
    );
    assert.equal(readFileSync(output, 'utf8'), 'precious');
  });

  for (const name of ['sealed.key', 'old.key'])
    test(`keeps the encryption of ${name}`, async () => {
      const output = pki.file(`combined-${name}.pem`);
      const done = await combine({
        files: [pki.file('client.crt'), pki.file(name), pki.file('middle.crt')],
        output,
      });
      assert.ok(done.encryptedKey);
      assert.match(readFileSync(output, 'utf8'), /ENCRYPTED/);
      assert.ok(matches(output, 'swordfish'));
    });

  test('says that a key belongs to no certificate, and writes nothing', async () => {
    const files = [pki.file('client.crt'), pki.file('root.key')];
    await assert.rejects(
      combine({ files, output: pki.file('none.pem') }),
      /does not belong to the certificate \(CN=client, O=Test\)/,
    );
    assert.throws(() => statSync(pki.file('none.pem')));
  });

  const stores: readonly (readonly [title: string, args: readonly string[]])[] = [
    ['AES-256 and PBKDF2', []],
    ['3DES and RC2, as older Windows and Java write', ['-legacy']],
    ['RC2 with 128 bits', ['-legacy', '-certpbe', 'PBE-SHA1-RC2-128', '-keypbe', 'PBE-SHA1-RC2-128']],
    [
      '3DES for both',
      ['-legacy', '-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'],
    ],
    ['3DES with two keys', ['-legacy', '-certpbe', 'PBE-SHA1-2DES', '-keypbe', 'PBE-SHA1-2DES']],
    ['AES-128', ['-certpbe', 'AES-128-CBC', '-keypbe', 'AES-128-CBC']],
    ['a SHA-512 MAC', ['-macalg', 'sha512', '-iter', '10000']],
  ];
  for (const [title, args] of stores)
    test(`converts a PKCS#12 store with ${title}, and keeps its key under its password`, async () => {
      const name = title.replace(/\W/g, '');
      pki.openssl(
        'pkcs12',
        '-export',
        '-in',
        'client.crt',
        '-inkey',
        'client.key',
        '-certfile',
        'middle.crt',
        '-passout',
        'pass:pässword',
        '-out',
        `${name}.p12`,
        ...args,
      );
      const output = pki.file(`${name}.pem`);
      await assert.rejects(
        convert({ file: pki.file(`${name}.p12`), output, password: 'wrong' }),
        /password is wrong/,
      );
      const done = await convert({ file: pki.file(`${name}.p12`), output, password: 'pässword' });
      assert.deepEqual(done.contents, [
        'private key, encrypted with the same password',
        'CN=client, O=Test',
        'CN=middle, O=Test',
      ]);
      assert.deepEqual(subjects(output), ['subject=CN=client,O=Test', 'subject=CN=middle,O=Test']);
      assert.equal(statSync(output).mode & 0o777, 0o600);
      assert.ok(matches(output, 'pässword'));
    });

  test('converts DER certificates, keys and revocation lists', async () => {
    pki.openssl('x509', '-in', 'client.crt', '-outform', 'DER', '-out', 'client.der');
    pki.openssl('pkey', '-in', 'client.key', '-outform', 'DER', '-out', 'key.der');
    pki.crl('root.crl', 'root');
    pki.openssl('crl', '-in', 'root.crl', '-outform', 'DER', '-out', 'crl.der');
    for (const name of ['client', 'key', 'crl'])
      await convert({ file: pki.file(`${name}.der`), output: pki.file(`${name}.from-der.pem`) });
    assert.equal(pki.read('client.from-der.pem').toString(), pki.read('client.crt').toString());
    assert.equal(
      pki.openssl('pkey', '-in', 'key.from-der.pem', '-pubout').toString(),
      pki.openssl('pkey', '-in', 'client.key', '-pubout').toString(),
    );
    assert.equal(pki.read('crl.from-der.pem').toString(), pki.read('root.crl').toString());
    assert.equal(statSync(pki.file('key.from-der.pem')).mode & 0o777, 0o600);
  });

  test('a certificate and a key in DER are combined too', async () => {
    const output = pki.file('from-der.pem');
    await combine({ files: [pki.file('client.der'), pki.file('key.der')], output });
    assert.ok(matches(output));
  });
});

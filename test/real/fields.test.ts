/** What we read from certificates against what OpenSSL prints of them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { inspect } from '../../server/src/cli/inspect';
import { certificatesOf } from '../../server/src/core/facts';
import { FileStore } from '../../server/src/host/certificates/fileStore';
import { Pki } from './support/pki';

const skip =
  spawnSync('openssl', ['version']).status === 0
    ? false
    : 'OpenSSL is not on the PATH: node scripts/setup.mjs openssl';

describe('fields of certificates against OpenSSL', { skip }, () => {
  let pki: Pki;
  before(() => {
    pki = new Pki();
  });
  after(() => pki?.remove());

  async function read(name: string) {
    const fact = await new FileStore().file(pki.file(name));
    assert.ok(fact?.kind === 'file');
    const [certificate] = certificatesOf(fact);
    assert.ok(certificate);
    return certificate;
  }

  test('subjects as MongoDB wants them for MONGODB-X509, with everything that needs escaping', async () => {
    const subjects = [
      '/CN=client',
      '/C=DE/ST=Berlin/L=Berlin/O=Example, Inc./OU=R+D/CN=db.example.com/emailAddress=a@example.com',
      '/DC=com/DC=example/UID=ada/CN=Ada',
      '/CN=Prüfung 日本 😀',
      '/CN= leading and trailing ',
      '/CN=#hash',
      '/CN=quote"back\\\\slash<>;=',
      '/O=One+OU=Two/CN=three',
      '/serialNumber=12+CN=multi valued',
      '/CN=tab\tinside',
      '/title=Dr/GN=Ada/SN=Lovelace/initials=AL/dnQualifier=x/CN=names',
      '/postalCode=10115/street=Hauptstraße 1/businessCategory=Private/CN=place',
      '/2.5.4.97=NTRDE-123/CN=organisation',
      '/1.2.3.4=unknown type/CN=oid',
    ];
    pki.key('subject.key');
    for (const subject of subjects) {
      pki.openssl(
        'req',
        '-x509',
        '-new',
        '-key',
        'subject.key',
        '-subj',
        subject,
        '-utf8',
        '-multivalue-rdn',
        '-days',
        '1',
        '-out',
        'subject.crt',
      );
      const printed = pki
        .openssl('x509', '-in', 'subject.crt', '-noout', '-subject', '-nameopt', 'RFC2253')
        .toString()
        .replace(/^subject=|\n$/g, '');
      assert.equal((await read('subject.crt')).subjectRfc2253, printed);
    }
  });

  test('names, usages, addresses and must-staple', async () => {
    pki.certificate('full', {
      extensions: [
        'subjectAltName=DNS:a.example.com,IP:192.0.2.7,IP:2001:db8::7,email:a@example.com,URI:https://example.com/x',
        'keyUsage=digitalSignature,keyEncipherment,decipherOnly,keyAgreement',
        'extendedKeyUsage=serverAuth,clientAuth,1.2.3.4',
        'authorityInfoAccess=OCSP;URI:http://ocsp.example.com/,caIssuers;URI:http://example.com/ca.cer',
        'crlDistributionPoints=URI:http://example.com/a.crl,URI:ldap://example.com/b',
        'tlsfeature=status_request',
        'basicConstraints=critical,CA:TRUE,pathlen:3',
      ],
    });
    const c = await read('full.crt');
    assert.deepEqual(
      c.names.map((n) => `${n.type} ${n.value}`),
      [
        'dns a.example.com',
        'ip 192.0.2.7',
        'ip 2001:db8::7',
        'email a@example.com',
        'uri https://example.com/x',
      ],
    );
    assert.deepEqual(c.keyUsage, ['digitalSignature', 'keyEncipherment', 'keyAgreement', 'decipherOnly']);
    assert.deepEqual(c.extendedKeyUsage, ['serverAuth', 'clientAuth', '1.2.3.4']);
    assert.deepEqual(c.ocsp, ['http://ocsp.example.com/']);
    assert.deepEqual(c.crl, ['http://example.com/a.crl', 'ldap://example.com/b']);
    assert.deepEqual([c.mustStaple, c.ca, c.pathLength], [true, true, 3]);
    const fingerprint = pki
      .openssl('x509', '-in', 'full.crt', '-noout', '-fingerprint', '-sha256')
      .toString();
    assert.ok(fingerprint.includes(c.fingerprint));
  });

  test('every kind of key and signature', async () => {
    const kinds: readonly (readonly [string, readonly string[], string, string])[] = [
      ['rsa', ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'], 'RSA 2048', 'RSA with SHA-256'],
      [
        'pss',
        ['-algorithm', 'RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:2048'],
        'RSA 2048',
        'RSA-PSS with SHA-256',
      ],
      ['p384', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'], 'EC 384', 'ECDSA with SHA-256'],
      [
        'k256',
        ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:secp256k1'],
        'EC 256',
        'ECDSA with SHA-256',
      ],
      ['ed25519', ['-algorithm', 'ED25519'], 'Ed25519 256', 'Ed25519'],
      ['ed448', ['-algorithm', 'ED448'], 'Ed448 448', 'Ed448'],
    ];
    for (const [name, args, key, signature] of kinds) {
      pki.openssl('genpkey', ...args, '-out', `${name}.key`);
      pki.openssl(
        'req',
        '-x509',
        '-new',
        '-key',
        `${name}.key`,
        '-subj',
        '/CN=k',
        '-days',
        '1',
        ...(name.startsWith('ed') ? [] : ['-sha256']),
        '-out',
        `${name}.crt`,
      );
      pki.join(`${name}.pem`, `${name}.key`, `${name}.crt`);
      const fact = await new FileStore().file(pki.file(`${name}.pem`));
      assert.ok(fact?.kind === 'file');
      const [own] = certificatesOf(fact);
      const [first] = fact.blocks;
      assert.deepEqual([`${own!.key.type} ${own!.key.bits}`, own!.signature.name], [key, signature]);
      assert.equal(first?.kind === 'key' && first.publicKey, own!.key.id, `the key of ${name} is recognised`);
    }
  });

  test('a key is recognised in each of its forms', async () => {
    pki.certificate('forms', { key: 'rsa:2048' });
    pki.openssl('rsa', '-in', 'forms.key', '-traditional', '-out', 'pkcs1.key');
    pki.key('sec.key');
    pki.openssl('ec', '-in', 'sec.key', '-out', 'sec1.key');
    const kinds = async (name: string) => {
      const fact = await new FileStore().file(pki.file(name));
      return fact?.kind === 'file'
        ? fact.blocks.map((b) => (b.kind === 'key' ? `${b.format} ${b.type} ${b.encrypted}` : b.kind))
        : [];
    };
    assert.deepEqual(await kinds('forms.key'), ['PKCS#8 RSA false']);
    assert.deepEqual(await kinds('pkcs1.key'), ['PKCS#1 RSA false']);
    assert.deepEqual(await kinds('sec1.key'), ['SEC1 EC false']);
    pki.openssl('pkcs8', '-topk8', '-in', 'sec.key', '-passout', 'pass:x', '-out', 'sealed.key');
    assert.deepEqual(await kinds('sealed.key'), ['PKCS#8 undefined true']);
  });

  test('inspect prints every block and nothing of a private key, as text and as JSON', async () => {
    pki.certificate('shown', {
      subject: '/O=Test/CN=shown',
      extensions: ['subjectAltName=DNS:shown.example.com'],
    });
    pki.crl('shown.crl', 'shown');
    pki.join('shown.pem', 'shown.key', 'shown.crt', 'shown.crl');
    const print = async (json: boolean, ...names: string[]) => {
      let out = '';
      const code = await inspect(
        names.map((n) => pki.file(n)),
        { json, out: (t) => (out += t) },
      );
      return { out, code };
    };
    const text = await print(false, 'shown.pem');
    assert.equal(text.code, 0);
    for (const part of [
      '1. Private key',
      'Belongs to',
      'certificate 2',
      '2. Certificate',
      'shown.example.com',
      'MONGODB-X509 user',
      'CN=shown,O=Test',
      '3. Revocation list',
    ])
      assert.ok(text.out.includes(part), `${part}\n${text.out}`);
    const json = await print(true, 'shown.pem', 'nowhere.pem');
    assert.equal(json.code, 2);
    const [shown, nowhere] = JSON.parse(json.out) as [
      { encoding: string; blocks: { kind: string }[] },
      { error: string },
    ];
    assert.deepEqual(
      [shown.encoding, shown.blocks.map((b) => b.kind)],
      ['pem', ['key', 'certificate', 'crl']],
    );
    assert.match(nowhere.error, /does not exist/);
    const secret = pki.read('shown.key').toString().split('\n')[1]!;
    for (const { out } of [text, json])
      assert.ok(!out.includes(secret) && !out.includes(Buffer.from(secret, 'base64').toString('hex')));
  });
});

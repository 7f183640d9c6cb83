/**
 * Certificate files made with OpenSSL, what we say about them, and what PyMongo and the Node driver do with them: a finding
 * of severity error or of "the driver refuses" must come true, and a file without one must connect.
 */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { execFileSync, spawnSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import type { TlsOptions } from 'node:tls';
import { FileStore } from '../../server/src/host/certificates/fileStore';
import { run } from '../support/checkRule';
import {
  missingDrivers,
  startNodeDriver,
  startPyMongo,
  startServer,
  type Driver,
} from './support/driverPairs';
import { Pki } from './support/pki';

interface Case {
  readonly title: string;
  /** Path or `path contents` by option. */
  readonly ca?: () => string | Buffer;
  readonly client?: () => string | Buffer;
  readonly crl?: () => string | Buffer;
  readonly password?: string;
  /** Certificate that the server shows, with what is above it; default `server`. */
  readonly server?: readonly string[];
  readonly host?: string;
  /** Rules that speak, in PyMongo's and in the Node driver's code; one list for both. */
  readonly says: readonly string[] | { readonly python: readonly string[]; readonly node: readonly string[] };
  /** Do the drivers connect? `either`: it depends on how the TLS library of the machine was built. */
  readonly pymongo: boolean | 'either';
  readonly node: boolean | 'either';
}

const missing =
  missingDrivers() ??
  (spawnSync('openssl', ['version']).status === 0
    ? undefined
    : 'OpenSSL is not on the PATH: node scripts/setup.mjs openssl');

let pki: Pki;
const text = (name: string) => pki.read(name).toString('latin1');
const both = (...names: string[]) => Buffer.concat(names.map((n) => pki.read(n)));
const root = () => text('root.crt');
const pair = () => text('client.key') + text('client.crt');

const cases: readonly Case[] = [
  // The form of a CA file.
  { title: 'a CA file', ca: root, says: [], pymongo: true, node: true },
  {
    title: 'Windows line ends',
    ca: () => root().replaceAll('\n', '\r\n'),
    says: [],
    pymongo: true,
    node: true,
  },
  {
    title: 'a byte order mark',
    ca: () => '\u00ef\u00bb\u00bf' + root(),
    says: [],
    pymongo: true,
    node: true,
  },
  {
    title: 'text of openssl -text before the block',
    ca: () => pki.openssl('x509', '-in', 'root.crt', '-text'),
    says: [],
    pymongo: true,
    node: true,
  },
  {
    title: 'other text before the block',
    ca: () => 'our certificate\n' + root(),
    says: [],
    pymongo: true,
    node: true,
  },
  { title: 'no newline at the end', ca: () => root().trimEnd(), says: [], pymongo: true, node: true },
  {
    title: 'base64 on one long line',
    ca: () =>
      root().replace(
        /(-----BEGIN CERTIFICATE-----\n)([^-]+)/,
        (_, b: string, c: string) => b + c.replaceAll('\n', '') + '\n',
      ),
    says: [],
    pymongo: true,
    node: true,
  },
  {
    title: 'an indented body',
    ca: () => root().replace(/\n(?!-|$)/g, '\n  '),
    says: [],
    pymongo: true,
    node: true,
  },
  {
    title: 'blanks behind BEGIN',
    ca: () => root().replace('-----\n', '-----  \n'),
    says: [],
    pymongo: true,
    node: true,
  },
  {
    title: 'an OpenSSL TRUSTED CERTIFICATE',
    ca: () => pki.openssl('x509', '-in', 'root.crt', '-trustout'),
    says: [],
    pymongo: true,
    node: true,
  },
  {
    title: 'an indented block',
    ca: () => root().replace(/^/gm, '    '),
    says: ['damaged-pem'],
    pymongo: false,
    node: false,
  },
  {
    title: 'a block behind tabs',
    ca: () => root().replace(/^/gm, '\t'),
    says: ['damaged-pem'],
    pymongo: false,
    node: false,
  },
  {
    title: 'everything on one line',
    ca: () => root().replaceAll('\n', ' '),
    says: ['damaged-pem'],
    pymongo: false,
    node: false,
  },
  {
    title: 'line breaks lost',
    ca: () => root().replaceAll('\n', ''),
    says: ['damaged-pem'],
    pymongo: false,
    node: false,
  },
  {
    title: 'line breaks written as \\n',
    ca: () => root().replaceAll('\n', '\\n'),
    says: ['damaged-pem'],
    pymongo: false,
    node: false,
  },
  {
    title: 'line ends of old Macs',
    ca: () => root().replaceAll('\n', '\r'),
    says: ['damaged-pem'],
    pymongo: false,
    node: false,
  },
  {
    title: 'no END line',
    ca: () => root().replace(/-----END.*/, ''),
    says: ['damaged-pem'],
    pymongo: false,
    node: false,
  },
  { title: 'cut off', ca: () => root().slice(0, 300), says: ['damaged-pem'], pymongo: false, node: false },
  {
    title: 'a character that is no base64',
    ca: () => root().replace(/\n(.{10})./, '\n$1*'),
    says: ['damaged-pem'],
    pymongo: false,
    node: false,
  },
  {
    title: 'an END line of something else',
    ca: () => root().replace('END CERTIFICATE', 'END X509 CRL'),
    says: ['damaged-pem'],
    pymongo: false,
    node: false,
  },
  {
    title: 'a damaged block before a good one',
    ca: () => root().replace(/\n(.{10})./, '\n$1*') + root(),
    says: ['damaged-pem'],
    pymongo: false,
    node: false,
  },
  // Node stops reading at the damaged block and has the good one already.
  {
    title: 'a damaged block behind a good one',
    ca: () => root() + root().slice(0, 300),
    says: ['damaged-pem'],
    pymongo: false,
    node: true,
  },
  // The wrong kind of file.
  {
    title: 'a DER file as CA',
    ca: () => pki.openssl('x509', '-in', 'root.crt', '-outform', 'DER'),
    says: ['pem-needed'],
    pymongo: false,
    node: false,
  },
  {
    title: 'a PKCS#12 store as CA',
    ca: () => pki.read('client.p12'),
    says: ['pem-needed'],
    pymongo: false,
    node: false,
  },
  {
    title: 'UTF-16 as PowerShell writes it',
    ca: () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(root(), 'utf16le')]),
    says: ['pem-needed'],
    pymongo: false,
    node: false,
  },
  {
    title: 'base64 without BEGIN and END',
    ca: () => root().replace(/-----[^-]+-----\n/g, ''),
    says: ['pem-needed'],
    pymongo: false,
    node: false,
  },
  {
    title: 'an SSH public key',
    ca: () => 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ root@localhost\n',
    says: ['pem-needed'],
    pymongo: false,
    node: false,
  },
  { title: 'an empty file', ca: () => '', says: ['not-pem'], pymongo: false, node: false },
  { title: 'a text', ca: () => 'ask the database team\n', says: ['not-pem'], pymongo: false, node: false },
  {
    title: 'random bytes',
    ca: () => Buffer.from('80016fe2e20d04ff0012', 'hex'),
    says: ['not-pem'],
    pymongo: false,
    node: false,
  },
  {
    title: 'only a private key',
    ca: () => text('root.key'),
    says: ['no-certificate-in-file'],
    pymongo: false,
    node: false,
  },
  {
    title: 'only a revocation list',
    ca: () => text('root.crl'),
    says: ['no-certificate-in-file'],
    pymongo: false,
    node: false,
  },
  { title: 'a folder', ca: () => '/folder', says: ['file-not-readable'], pymongo: false, node: false },
  {
    title: 'a file that is not there',
    ca: () => '/nothing.pem',
    says: ['file-not-found'],
    pymongo: false,
    node: false,
  },
  // Who is trusted.
  {
    title: 'a root behind its intermediate',
    ca: () => both('middle.crt', 'root.crt'),
    server: ['far', 'middle'],
    says: [],
    pymongo: true,
    node: true,
  },
  {
    title: 'only the intermediate',
    ca: () => text('middle.crt'),
    server: ['far', 'middle'],
    says: ['intermediate-only-ca'],
    pymongo: false,
    node: false,
  },
  {
    title: 'only the certificate of the server',
    ca: () => text('server.crt'),
    says: ['leaf-as-ca'],
    pymongo: false,
    node: false,
  },
  {
    title: 'a self-signed server certificate',
    ca: () => text('alone.crt'),
    server: ['alone'],
    says: ['leaf-as-ca'],
    pymongo: true,
    node: true,
  },
  {
    title: 'a self-signed server certificate for another host',
    ca: () => text('alone.crt'),
    server: ['alone'],
    host: '127.0.0.1',
    says: ['host-not-in-certificate', 'leaf-as-ca'],
    pymongo: false,
    node: false,
  },
  {
    title: 'a self-signed server certificate without names',
    ca: () => text('nameless.crt'),
    server: ['nameless'],
    says: ['leaf-as-ca', 'no-alternative-names'],
    pymongo: true,
    node: true,
  },
  {
    title: 'a root without any extension',
    ca: () => text('old.crt'),
    server: ['by-old'],
    says: [],
    pymongo: true,
    node: true,
  },
  {
    title: 'a root that says that it is no authority',
    ca: () => text('noca.crt'),
    server: ['by-noca'],
    says: ['ca-flag-missing'],
    pymongo: false,
    node: false,
  },
  {
    title: 'a root without keyCertSign',
    ca: () => text('nosign.crt'),
    server: ['by-nosign'],
    says: ['ca-flag-missing'],
    pymongo: false,
    node: false,
  },
  {
    title: 'an expired root',
    ca: () => text('expired.crt'),
    server: ['by-expired'],
    says: ['certificate-expired'],
    pymongo: false,
    node: false,
  },
  {
    title: 'a root of tomorrow',
    ca: () => text('tomorrow.crt'),
    server: ['by-tomorrow'],
    says: ['certificate-not-yet-valid'],
    pymongo: false,
    node: false,
  },
  {
    title: 'a root for 12 more days',
    ca: () => text('soon.crt'),
    server: ['by-soon'],
    says: ['certificate-expires-soon'],
    pymongo: true,
    node: true,
  },
  {
    title: 'a root for 45 more days',
    ca: () => text('later.crt'),
    server: ['by-later'],
    says: ['certificate-expires-later'],
    pymongo: true,
    node: true,
  },
  {
    title: 'a root with RSA 1024',
    ca: () => text('weak.crt'),
    server: ['by-weak'],
    says: ['weak-certificate'],
    pymongo: 'either',
    node: 'either',
  },
  {
    title: 'an expired root beside its successor',
    ca: () => both('renewed-old.crt', 'renewed.crt'),
    server: ['by-renewed'],
    says: [],
    pymongo: true,
    node: true,
  },
  // Client certificates.
  { title: 'key before certificate', client: pair, says: [], pymongo: true, node: true },
  {
    title: 'certificate before key',
    client: () => both('client.crt', 'client.key'),
    says: [],
    pymongo: true,
    node: true,
  },
  {
    title: 'key, certificate and chain',
    client: () => both('client.key', 'client.crt', 'root.crt'),
    says: [],
    pymongo: true,
    node: true,
  },
  {
    title: 'parameters of the curve before the key',
    client: () => Buffer.concat([pki.openssl('ecparam', '-name', 'prime256v1'), Buffer.from(pair())]),
    says: [],
    pymongo: true,
    node: true,
  },
  {
    title: 'a client file with Windows line ends and a mark',
    client: () => '\u00ef\u00bb\u00bf' + pair().replaceAll('\n', '\r\n'),
    says: [],
    pymongo: true,
    node: true,
  },
  {
    title: 'a client file that is indented',
    client: () => pair().replace(/^/gm, '  '),
    says: ['damaged-pem'],
    pymongo: false,
    node: false,
  },
  {
    title: 'a client file on one line',
    client: () => pair().replaceAll('\n', ' '),
    says: ['damaged-pem'],
    pymongo: false,
    node: false,
  },
  {
    title: 'the authority before the client',
    client: () => both('root.crt', 'client.crt', 'client.key'),
    says: ['certificate-order'],
    pymongo: false,
    node: false,
  },
  {
    title: 'a certificate without its key',
    client: () => text('client.crt'),
    says: ['no-private-key-in-file'],
    pymongo: false,
    node: false,
  },
  {
    title: 'a key without its certificate',
    client: () => text('client.key'),
    says: ['no-certificate-in-file'],
    pymongo: false,
    node: false,
  },
  {
    title: 'the key of another certificate',
    client: () => both('client.crt', 'server.key'),
    says: ['key-mismatch'],
    pymongo: false,
    node: false,
  },
  {
    title: 'two keys, the wrong one first',
    client: () => both('client.crt', 'server.key', 'client.key'),
    says: ['key-mismatch'],
    pymongo: false,
    node: false,
  },
  {
    title: 'another certificate behind the own one',
    client: () => both('client.key', 'client.crt', 'other-client.crt'),
    says: ['several-leaves'],
    pymongo: true,
    node: true,
  },
  {
    title: 'another certificate before the own one',
    client: () => both('client.key', 'other-client.crt', 'client.crt'),
    says: ['certificate-order', 'several-leaves'],
    pymongo: false,
    node: false,
  },
  {
    title: 'a client certificate for servers only',
    client: () => both('serverish.key', 'serverish.crt'),
    says: ['key-usage-missing'],
    pymongo: false,
    node: false,
  },
  {
    title: 'an expired client certificate',
    client: () => both('late.key', 'late.crt'),
    says: ['certificate-expired'],
    pymongo: false,
    node: false,
  },
  {
    title: 'a client certificate of tomorrow',
    client: () => both('early.key', 'early.crt'),
    says: ['certificate-not-yet-valid'],
    pymongo: false,
    node: false,
  },
  {
    title: 'a client certificate with RSA 1024',
    client: () => both('small.key', 'small.crt'),
    says: ['weak-certificate'],
    pymongo: 'either',
    node: 'either',
  },
  {
    title: 'a client certificate signed with SHA-1',
    client: () => both('sha1.key', 'sha1.crt'),
    says: ['weak-certificate'],
    pymongo: false,
    node: false,
  },
  {
    title: 'a DER client certificate',
    client: () => pki.openssl('x509', '-in', 'client.crt', '-outform', 'DER'),
    says: ['pem-needed'],
    pymongo: false,
    node: false,
  },
  {
    title: 'a PKCS#12 store as client certificate',
    client: () => pki.read('client.p12'),
    says: ['pem-needed'],
    pymongo: false,
    node: false,
  },
  {
    title: 'an encrypted key with its password',
    client: () => both('sealed.key', 'client.crt'),
    password: 'swordfish',
    says: [],
    pymongo: true,
    node: true,
  },
  {
    title: 'an encrypted key of the old form with its password',
    client: () => both('old-sealed.key', 'client.crt'),
    password: 'swordfish',
    says: [],
    pymongo: true,
    node: true,
  },
  {
    title: 'an encrypted key without password',
    client: () => both('sealed.key', 'client.crt'),
    says: ['encrypted-key-without-password'],
    pymongo: false,
    node: false,
  },
  {
    title: 'an encrypted key of the old form without password',
    client: () => both('old-sealed.key', 'client.crt'),
    says: ['encrypted-key-without-password'],
    pymongo: false,
    node: false,
  },
  {
    title: 'a password for a key that is not encrypted',
    client: pair,
    password: 'swordfish',
    says: ['password-without-encrypted-key'],
    pymongo: true,
    node: true,
  },
  // Revocation lists.
  { title: 'a revocation list', crl: () => text('root.crl'), says: [], pymongo: true, node: true },
  {
    title: 'an expired revocation list',
    crl: () => text('expired.crl'),
    says: ['crl-out-of-date'],
    pymongo: false,
    node: false,
  },
  {
    title: 'a revocation list of tomorrow',
    crl: () => text('future.crl'),
    says: ['crl-out-of-date'],
    pymongo: false,
    node: false,
  },
  {
    title: 'a revocation list of another authority',
    crl: () => text('other.crl'),
    says: ['crl-of-another-issuer'],
    pymongo: false,
    node: false,
  },
  {
    title: 'a revocation list in DER',
    crl: () => pki.openssl('crl', '-in', 'root.crl', '-outform', 'DER'),
    says: ['pem-needed'],
    pymongo: false,
    node: false,
  },
  {
    title: 'a certificate as revocation list',
    crl: root,
    says: ['no-certificate-in-file'],
    pymongo: false,
    node: false,
  },
  { title: 'an empty revocation list file', crl: () => '', says: ['not-pem'], pymongo: false, node: false },
  {
    title: 'two revocation lists',
    crl: () => both('root.crl', 'middle.crl'),
    server: ['far', 'middle'],
    says: { python: [], node: ['several-crls'] },
    pymongo: true,
    node: false,
  },
];

describe('certificate files, what we say of them and what the drivers do', { skip: missing ?? false }, () => {
  let drivers: readonly [Driver, Driver];
  const store = new FileStore();

  before(() => {
    pki = new Pki();
    const authority = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'];
    const server = ['subjectAltName=DNS:localhost', 'extendedKeyUsage=serverAuth'];
    const client = ['extendedKeyUsage=clientAuth'];
    const stamp = (days: number) =>
      new Date(Date.now() + days * 86_400_000).toISOString().replace(/[-:T]|\.\d+/g, '');
    pki.certificate('root', { extensions: authority });
    pki.certificate('middle', { issuer: 'root', extensions: authority });
    pki.certificate('server', { issuer: 'root', extensions: server });
    pki.certificate('far', { issuer: 'middle', extensions: server });
    pki.certificate('alone', { extensions: ['basicConstraints=CA:FALSE', ...server] });
    pki.certificate('nameless', {
      subject: '/CN=localhost',
      extensions: ['basicConstraints=CA:FALSE', 'extendedKeyUsage=serverAuth'],
    });
    const authorities = {
      old: {},
      noca: { extensions: ['basicConstraints=CA:FALSE'] },
      nosign: { extensions: ['basicConstraints=critical,CA:TRUE', 'keyUsage=digitalSignature'] },
      expired: { extensions: authority, notBefore: stamp(-400), notAfter: stamp(-3) },
      tomorrow: { extensions: authority, notBefore: stamp(1), notAfter: stamp(400) },
      soon: { extensions: authority, notBefore: stamp(-1), notAfter: stamp(12.5) },
      later: { extensions: authority, notBefore: stamp(-1), notAfter: stamp(45.5) },
      weak: { extensions: authority, key: 'rsa:1024' as const },
    };
    for (const [name, options] of Object.entries(authorities)) {
      pki.certificate(name, options);
      pki.certificate(`by-${name}`, {
        issuer: name,
        extensions: server,
        notBefore: stamp(-1),
        notAfter: stamp(100),
      });
    }
    pki.certificate('renewed', { subject: '/CN=Renewed', extensions: authority });
    pki.certificate('renewed-old', {
      subject: '/CN=Renewed',
      extensions: authority,
      notBefore: stamp(-400),
      notAfter: stamp(-3),
    });
    pki.certificate('by-renewed', { issuer: 'renewed', extensions: server });
    pki.certificate('client', { issuer: 'root', extensions: client });
    pki.certificate('other-client', { issuer: 'root', extensions: client });
    pki.certificate('serverish', { issuer: 'root', extensions: ['extendedKeyUsage=serverAuth'] });
    pki.certificate('late', {
      issuer: 'root',
      extensions: client,
      notBefore: stamp(-400),
      notAfter: stamp(-3),
    });
    pki.certificate('early', {
      issuer: 'root',
      extensions: client,
      notBefore: stamp(2),
      notAfter: stamp(400),
    });
    pki.certificate('small', { issuer: 'root', extensions: client, key: 'rsa:1024' });
    pki.certificate('rsaroot', { extensions: authority, key: 'rsa:2048' });
    pki.certificate('sha1', { issuer: 'rsaroot', extensions: client, key: 'rsa:2048', hash: 'sha1' });
    pki.openssl('pkey', '-in', 'client.key', '-aes256', '-passout', 'pass:swordfish', '-out', 'sealed.key');
    pki.openssl('ec', '-in', 'client.key', '-aes256', '-passout', 'pass:swordfish', '-out', 'old-sealed.key');
    pki.openssl(
      'pkcs12',
      '-export',
      '-in',
      'client.crt',
      '-inkey',
      'client.key',
      '-passout',
      'pass:swordfish',
      '-out',
      'client.p12',
    );
    pki.crl('root.crl', 'root');
    pki.crl('middle.crl', 'middle');
    pki.crl('other.crl', 'rsaroot');
    pki.crl('expired.crl', 'root', { last: '20200101000000Z', next: '20210101000000Z' });
    pki.crl('future.crl', 'root', { last: stamp(3), next: stamp(30) });
    mkdirSync(pki.file('folder'));
    drivers = [startPyMongo(), startNodeDriver()];
  });
  after(() => {
    for (const driver of drivers ?? []) driver.close();
    pki?.remove();
  });

  function place(name: string, content: (() => string | Buffer) | undefined): string | undefined {
    const made = content?.();
    if (made === undefined) return undefined;
    if (typeof made === 'string' && made.startsWith('/') && !made.includes('\n'))
      return pki.file(made.slice(1));
    const file = pki.write(name, typeof made === 'string' ? Buffer.from(made, 'latin1') : made);
    chmodSync(file, 0o600);
    return file;
  }

  /** Rules of category files that speak about a document, and whether one of them is an error. */
  async function findings(path: string, text: string): Promise<{ rules: string[]; messages: string[] }> {
    const where = { workspaceFolders: [pki.folder], fileFolder: pki.folder };
    await store.load(run({ path, text }).wanted, where);
    const found = run({ path, text }, { facts: store.factsFor(where) }).diagnostics.filter(
      (d) => d.category === 'files',
    );
    return { rules: [...new Set(found.map((d) => d.rule))].sort(), messages: found.map((d) => d.message) };
  }

  assert.ok(cases.length >= 60, 'at least 60 files');
  for (const [i, c] of cases.entries())
    test(`${c.title}: ${Array.isArray(c.says) && c.says.length ? c.says.join(', ') : Array.isArray(c.says) ? 'nothing to say' : 'depends on the driver'}`, async () => {
      const ca = place(`case-${i}-ca.pem`, c.ca) ?? pki.file('root.crt');
      const client = place(`case-${i}-client.pem`, c.client);
      const crl = place(`case-${i}-crl.pem`, c.crl);
      const query = [
        'tls=true',
        `tlsCAFile=${encodeURIComponent(ca)}`,
        ...(client ? [`tlsCertificateKeyFile=${encodeURIComponent(client)}`] : []),
        ...(c.password ? [`tlsCertificateKeyFilePassword=${c.password}`] : []),
        ...(crl ? [`tlsCRLFile=${encodeURIComponent(crl)}`] : []),
      ].join('&');
      const host = c.host ?? 'localhost';
      const python = await findings(
        'app.py',
        `from pymongo import MongoClient\nclient = MongoClient("mongodb://${host}:27017/?${query}")\n`,
      );
      const node = await findings(
        'app.js',
        `const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://${host}:27017/?${query}');\n`,
      );
      const says = Array.isArray(c.says)
        ? { python: c.says as string[], node: c.says as string[] }
        : (c.says as { python: string[]; node: string[] });
      assert.deepEqual(python.rules, [...says.python].sort(), python.messages.join('\n'));
      assert.deepEqual(node.rules, [...says.node].sort(), node.messages.join('\n'));
      for (const message of [...python.messages, ...node.messages])
        assert.ok(!message.includes('swordfish') && !/[{}]/.test(message), message);

      const shown = c.server ?? ['server'];
      const options: TlsOptions = {
        key: pki.read(`${shown[0]!}.key`),
        cert: both(...shown.map((name) => `${name}.crt`)),
        ...(client
          ? { ca: both('root.crt', 'rsaroot.crt'), requestCert: true, rejectUnauthorized: true }
          : {}),
      };
      const server = await startServer(options);
      try {
        const [py, js] = await Promise.all(drivers.map((d) => d.connect({ port: server.port, query, host })));
        if (c.pymongo !== 'either') assert.equal(py!.ok, c.pymongo, `PyMongo: ${py!.error || 'connected'}`);
        if (c.node !== 'either') assert.equal(js!.ok, c.node, `Node driver: ${js!.error || 'connected'}`);
      } finally {
        await server.close();
      }
    });

  test('a private key that everybody can read', async () => {
    const file = pki.write('open.pem', pair());
    chmodSync(file, 0o644);
    const found = await findings(
      'app.py',
      `from pymongo import MongoClient\nMongoClient('localhost', tls=True, tlsCertificateKeyFile='${file}')\n`,
    );
    assert.deepEqual(found.rules, ['private-key-readable']);
    assert.match(found.messages[0]!, /mode 0644/);
  });

  test('a private key that git tracks, and one that it does not', async () => {
    const repository = pki.file('repository');
    mkdirSync(repository);
    const git = (...args: string[]) => execFileSync('git', args, { cwd: repository, stdio: 'ignore' });
    git('init', '-q');
    pki.write('repository/tracked.pem', pair());
    pki.write('repository/untracked.pem', pair());
    for (const name of ['tracked.pem', 'untracked.pem']) chmodSync(pki.file(`repository/${name}`), 0o600);
    git('add', 'tracked.pem');
    const about = (name: string) =>
      findings(
        'app.py',
        `from pymongo import MongoClient\nMongoClient('localhost', tls=True, tlsCertificateKeyFile='${repository}/${name}')\n`,
      );
    assert.deepEqual((await about('tracked.pem')).rules, ['private-key-in-git']);
    assert.deepEqual((await about('untracked.pem')).rules, []);
    for (const version of ['3', '4']) {
      git('update-index', '--index-version', version);
      assert.deepEqual(
        (await about('tracked.pem')).rules,
        ['private-key-in-git'],
        `index version ${version}`,
      );
    }
    rmSync(repository, { recursive: true });
  });

  test('a named pipe is never opened', async () => {
    execFileSync('mkfifo', [pki.file('pipe.pem')]);
    const found = await findings(
      'app.py',
      `from pymongo import MongoClient\nMongoClient('localhost', tls=True, tlsCAFile='${pki.file('pipe.pem')}')\n`,
    );
    assert.deepEqual(found.rules, []);
    assert.equal((await store.file(pki.file('pipe.pem')))?.kind, 'unreadable');
  });
});

/**
 * The scenarios of the connection test: a server with one fault each (or none), the options of the client, and the cause
 * that the test must name. What the drivers do is not written here: they are run.
 */
import { readFileSync } from 'node:fs';
import net from 'node:net';
import type { Socket } from 'node:net';
import http from 'node:http';
import type { TlsOptions } from 'node:tls';
import { networkScenarios } from './networkScenarios';
import { Pki, extensions } from './pki';
import type { Issued } from './pki';
import { startRaw, startResponder } from './responder';
import type { ResponderOptions, Running } from './responder';

export interface Scenario {
  readonly id: string;
  readonly group: string;
  /** Starts the server; the port goes into the URI. */
  start(): Promise<Running>;
  /** Host in the URI; 127.0.0.1 is where servers listen. */
  readonly host?: string;
  readonly user?: string;
  /** Options of the URI. */
  readonly options: Readonly<Record<string, string>>;
  /** Id of the cause for a driver that checks everything; null: passes. */
  readonly cause: string | null;
  /** Category of the cause, of the twelve. */
  readonly category?: string;
  /** Silence is the fault: it may take the wait that is configured. */
  readonly silent?: boolean;
  /** Not run with real drivers, and why. */
  readonly withoutDrivers?: string;
  /** The DNS server, `address:port`. */
  readonly dns?: string;
  /** Only drivers whose label begins with one of these are run: the others cannot be made to meet the fault. */
  readonly drivers?: readonly string[];
}

/** Every scenario, with its certificates made in `folder`. */
export function makeScenarios(folder: string): Scenario[] {
  const pki = new Pki(folder);
  const root = pki.issue('root', { subject: '/O=Probe Test/CN=Probe Root', extensions: extensions.root });
  const inter = pki.issue('inter', {
    subject: '/O=Probe Test/CN=Probe Intermediate',
    issuer: root,
    extensions: extensions.ca,
  });
  const other = pki.issue('other', {
    subject: '/O=Somebody Else/CN=Other Root',
    extensions: extensions.root,
  });
  const imposter = pki.issue('imposter', {
    subject: '/O=Probe Test/CN=Probe Root',
    extensions: extensions.root,
  });
  const san = 'DNS:localhost,IP:127.0.0.1';
  const leaf = (name: string, more: Partial<Parameters<Pki['issue']>[1]> = {}): Issued =>
    pki.issue(name, {
      issuer: root,
      subject: `/O=Probe Test/CN=${name}`,
      extensions: extensions.server(san),
      ...more,
    });

  const good = leaf('good');
  const viaInter = leaf('via-inter', { issuer: inter });
  const text = (...items: readonly Issued[]): string => items.map((i) => pki.read(i.cert)).join('');
  const key = (item: Issued): string => pki.read(item.key);
  const server = (
    item: Issued,
    more: Partial<ResponderOptions> = {},
    chain: readonly Issued[] = [],
  ): (() => Promise<Running>) => {
    const cert = text(item, ...chain);
    return () => startResponder({ cert, key: key(item), ...more });
  };
  const tlsOf = (tls: TlsOptions, more: Partial<ResponderOptions> = {}): Partial<ResponderOptions> => ({
    tls,
    ...more,
  });
  const ca = root.cert;
  const on = { tls: 'true', tlsCAFile: ca };
  const list: Scenario[] = [];
  const add = (group: string, id: string, scenario: Omit<Scenario, 'id' | 'group'>): void => {
    list.push({ id, group, ...scenario });
  };

  // -- certificates --
  add('certificates', 'good', { start: server(good), options: on, cause: null });
  add('certificates', 'good-chain', { start: server(viaInter, {}, [inter]), options: on, cause: null });
  add('certificates', 'good-chain-with-root', {
    start: server(viaInter, {}, [inter, root]),
    options: on,
    cause: null,
  });
  add('certificates', 'chain-in-wrong-order', {
    start: server(viaInter, {}, [root, inter]),
    options: on,
    cause: null,
  });
  add('certificates', 'unneeded-certificate-sent', {
    start: server(good, {}, [other]),
    options: on,
    cause: null,
  });
  add('certificates', 'good-rsa', {
    start: server(leaf('good-rsa', { key: 'rsa2048' })),
    options: on,
    cause: null,
  });
  add('certificates', 'several-cas-in-file', {
    start: server(good),
    options: { tls: 'true', tlsCAFile: pki.write('both-cas.pem', text(other, root)) },
    cause: null,
  });
  const other1 = leaf('from-other', { issuer: other });
  add('certificates', 'unknown-ca', {
    start: server(other1),
    options: on,
    cause: 'unknown-ca',
    category: 'verification',
  });
  add('certificates', 'unknown-ca-sends-root', {
    start: server(other1, {}, [other]),
    options: on,
    cause: 'self-signed-in-chain',
    category: 'verification',
  });
  add('certificates', 'no-ca-file', {
    start: server(good),
    options: { tls: 'true' },
    cause: 'unknown-ca',
    category: 'verification',
  });
  add('certificates', 'missing-intermediate', {
    start: server(viaInter),
    options: on,
    cause: 'missing-intermediate',
    category: 'verification',
  });
  const expired = leaf('expired', { from: -30, to: -2 });
  add('certificates', 'expired', {
    start: server(expired),
    options: on,
    cause: 'certificate-expired',
    category: 'verification',
  });
  const future = leaf('future', { from: 5, to: 30 });
  add('certificates', 'not-yet-valid', {
    start: server(future),
    options: on,
    cause: 'certificate-not-yet-valid',
    category: 'verification',
  });
  const oldInter = pki.issue('old-inter', {
    subject: '/O=Probe Test/CN=Old Intermediate',
    issuer: root,
    extensions: extensions.ca,
    from: -30,
    to: -1,
  });
  add('certificates', 'expired-intermediate', {
    start: server(leaf('below-old', { issuer: oldInter }), {}, [oldInter]),
    options: on,
    cause: 'certificate-expired',
    category: 'verification',
  });
  const oldRoot = pki.issue('old-root', {
    subject: '/O=Probe Test/CN=Old Root',
    extensions: extensions.root,
    from: -30,
    to: -1,
  });
  add('certificates', 'expired-root', {
    start: server(leaf('below-old-root', { issuer: oldRoot })),
    options: { tls: 'true', tlsCAFile: oldRoot.cert },
    cause: 'certificate-expired',
    category: 'verification',
  });
  const selfSigned = pki.issue('self', {
    subject: '/CN=self',
    extensions: [`subjectAltName = ${san}`, 'basicConstraints = critical,CA:FALSE'],
  });
  add('certificates', 'self-signed', {
    start: server(selfSigned),
    options: on,
    cause: 'self-signed-certificate',
    category: 'verification',
  });
  add('certificates', 'self-signed-without-ca-file', {
    start: server(selfSigned),
    options: { tls: 'true' },
    cause: 'self-signed-certificate',
    category: 'verification',
  });
  add('certificates', 'self-signed-in-ca-file', {
    start: server(selfSigned),
    options: { tls: 'true', tlsCAFile: selfSigned.cert },
    cause: null,
  });
  const selfCa = pki.issue('self-ca', {
    subject: '/CN=self-ca',
    extensions: [`subjectAltName = ${san}`, 'basicConstraints = critical,CA:TRUE'],
  });
  add('certificates', 'self-signed-ca-in-ca-file', {
    start: server(selfCa),
    options: { tls: 'true', tlsCAFile: selfCa.cert },
    cause: null,
  });
  add('certificates', 'same-name-other-key', {
    start: server(good),
    options: { tls: 'true', tlsCAFile: imposter.cert },
    cause: 'ca-key-differs',
    category: 'verification',
  });
  add('certificates', 'ca-file-intermediate-only', {
    start: server(viaInter, {}, [inter]),
    options: { tls: 'true', tlsCAFile: inter.cert },
    cause: 'ca-intermediate-only',
    category: 'verification',
  });
  add('certificates', 'ca-file-intermediate-and-root', {
    start: server(viaInter),
    options: { tls: 'true', tlsCAFile: pki.write('inter-root.pem', text(inter, root)) },
    cause: null,
  });
  add('certificates', 'ca-file-has-leaf', {
    start: server(good),
    options: { tls: 'true', tlsCAFile: good.cert },
    cause: 'leaf-as-ca',
    category: 'verification',
  });
  add('certificates', 'client-purpose-only', {
    start: server(leaf('client-purpose', { extensions: [...extensions.client, `subjectAltName = ${san}`] })),
    options: on,
    cause: 'wrong-purpose',
    category: 'verification',
  });
  add('certificates', 'any-purpose', {
    start: server(
      leaf('any-purpose', {
        extensions: extensions
          .server(san)
          .map((l) => (l.startsWith('extendedKeyUsage') ? 'extendedKeyUsage = anyExtendedKeyUsage' : l)),
      }),
    ),
    options: on,
    cause: 'wrong-purpose',
    category: 'verification',
  });
  add('certificates', 'no-purpose', {
    start: server(
      leaf('no-purpose', {
        extensions: extensions.server(san).filter((l) => !l.startsWith('extendedKeyUsage')),
      }),
    ),
    options: on,
    cause: null,
  });
  const notCa = pki.issue('not-ca', {
    subject: '/O=Probe Test/CN=Not A CA',
    issuer: root,
    extensions: [
      'basicConstraints = critical,CA:FALSE',
      'subjectKeyIdentifier = hash',
      'authorityKeyIdentifier = keyid',
    ],
  });
  add('certificates', 'issuer-is-no-ca', {
    start: server(leaf('below-not-ca', { issuer: notCa }), {}, [notCa]),
    options: on,
    cause: 'not-a-ca',
    category: 'verification',
  });
  const noSign = pki.issue('no-sign', {
    subject: '/O=Probe Test/CN=No Sign',
    issuer: root,
    extensions: [
      'basicConstraints = critical,CA:TRUE',
      'keyUsage = critical,cRLSign',
      'subjectKeyIdentifier = hash',
      'authorityKeyIdentifier = keyid',
    ],
  });
  add('certificates', 'issuer-may-not-sign', {
    start: server(leaf('below-no-sign', { issuer: noSign }), {}, [noSign]),
    options: on,
    cause: 'not-a-ca',
    category: 'verification',
  });
  const short = pki.issue('short', {
    subject: '/O=Probe Test/CN=Short Path',
    issuer: root,
    extensions: ['basicConstraints = critical,CA:TRUE,pathlen:0', ...extensions.ca.slice(1)],
  });
  const tooDeep = pki.issue('too-deep', {
    subject: '/O=Probe Test/CN=Too Deep',
    issuer: short,
    extensions: extensions.ca,
  });
  add('certificates', 'path-too-long', {
    start: server(leaf('below-too-deep', { issuer: tooDeep }), {}, [tooDeep, short]),
    options: on,
    cause: 'path-too-long',
    category: 'verification',
  });
  const limited = pki.issue('limited', {
    subject: '/O=Probe Test/CN=Limited',
    issuer: root,
    extensions: [...extensions.ca, 'nameConstraints = critical,permitted;DNS:example.com'],
  });
  add('certificates', 'name-constraint', {
    start: server(leaf('outside', { issuer: limited, extensions: extensions.server('DNS:localhost') }), {}, [
      limited,
    ]),
    options: on,
    cause: 'name-constraint',
    category: 'verification',
  });
  const excluded = pki.issue('excluded', {
    subject: '/O=Probe Test/CN=Excluded',
    issuer: root,
    extensions: [...extensions.ca, 'nameConstraints = critical,excluded;DNS:localhost'],
  });
  add('certificates', 'name-excluded', {
    start: server(
      leaf('inside-excluded', { issuer: excluded, extensions: extensions.server('DNS:localhost') }),
      {},
      [excluded],
    ),
    options: on,
    cause: 'name-constraint',
    category: 'verification',
  });
  add('certificates', 'critical-unknown-extension', {
    start: server(
      leaf('critical', { extensions: [...extensions.server(san), '1.2.3.4.5 = critical,ASN1:UTF8String:x'] }),
    ),
    options: on,
    cause: 'unknown-critical-extension',
    category: 'verification',
  });
  const level0 = (more: TlsOptions = {}): Partial<ResponderOptions> =>
    tlsOf({ ciphers: 'DEFAULT@SECLEVEL=0', ...more });
  add('certificates', 'rsa-1024', {
    start: server(leaf('weak', { key: 'rsa1024' }), level0()),
    options: on,
    cause: null,
  });
  const weakRoot = pki.issue('weak-root', {
    subject: '/O=Probe Test/CN=Weak Root',
    key: 'rsa1024',
    extensions: extensions.root,
  });
  add('certificates', 'rsa-1024-root', {
    start: server(leaf('below-weak', { issuer: weakRoot, key: 'rsa2048' }), level0()),
    options: { tls: 'true', tlsCAFile: weakRoot.cert },
    cause: null,
  });
  add('certificates', 'sha1-signature', {
    start: server(leaf('sha1', { digest: 'sha1' }), level0()),
    options: on,
    cause: 'weak-signature',
    category: 'verification',
  });
  const v1Root = pki.issue('v1-root', {
    subject: '/O=Probe Test/CN=V1 Root',
    key: 'rsa2048',
    version1: true,
  });
  add('certificates', 'version-1-root', {
    start: server(
      leaf('below-v1', {
        issuer: v1Root,
        extensions: extensions.server(san).filter((l) => !l.startsWith('authorityKey')),
      }),
    ),
    options: { tls: 'true', tlsCAFile: v1Root.cert },
    cause: null,
  });
  const v1Leaf = pki.issue('v1-leaf', {
    subject: '/O=Probe Test/CN=localhost',
    issuer: root,
    version1: true,
  });
  add('certificates', 'version-1-leaf', { start: server(v1Leaf), options: on, cause: null });

  // -- host names --
  const named = (name: string, names: string, subject = `/O=Probe Test/CN=${name}`): Issued =>
    leaf(name, { subject, extensions: extensions.server(names) });
  const wrongHost = named('wrong-host', 'DNS:db.example.com');
  add('host names', 'wrong-host', {
    start: server(wrongHost),
    options: on,
    cause: 'wrong-host',
    category: 'hostname',
  });
  add('host names', 'address-without-ip-entry', {
    start: server(named('dns-only', 'DNS:localhost')),
    host: '127.0.0.1',
    options: on,
    cause: 'address-not-in-certificate',
    category: 'hostname',
  });
  add('host names', 'address-with-ip-entry', {
    start: server(good),
    host: '127.0.0.1',
    options: on,
    cause: null,
  });
  add('host names', 'address-as-dns-entry', {
    start: server(named('ip-as-dns', 'DNS:127.0.0.1')),
    host: '127.0.0.1',
    options: on,
    cause: 'address-not-in-certificate',
    category: 'hostname',
  });
  add('host names', 'name-with-ip-entry-only', {
    start: server(named('ip-only', 'IP:127.0.0.1')),
    options: on,
    cause: 'wrong-host',
    category: 'hostname',
  });
  add('host names', 'common-name-only', {
    start: server(named('cn-only', '', '/O=Probe Test/CN=localhost')),
    options: on,
    cause: null,
  });
  add('host names', 'common-name-beside-other-names', {
    start: server(named('cn-and-san', 'DNS:db.example.com', '/O=Probe Test/CN=localhost')),
    options: on,
    cause: 'wrong-host',
    category: 'hostname',
  });
  add('host names', 'common-name-beside-ip', {
    start: server(named('cn-and-ip', 'IP:127.0.0.1', '/O=Probe Test/CN=localhost')),
    options: on,
    cause: null,
  });
  add('host names', 'common-name-wrong', {
    start: server(named('cn-wrong', '', '/O=Probe Test/CN=db.example.com')),
    options: on,
    cause: 'wrong-host',
    category: 'hostname',
  });
  add('host names', 'upper-case-name', {
    start: server(named('upper', 'DNS:LOCALHOST')),
    options: on,
    cause: null,
  });
  add('host names', 'several-names', {
    start: server(named('several', 'DNS:a.example.com,DNS:b.example.com,DNS:localhost')),
    options: on,
    cause: null,
  });
  add('host names', 'wrong-host-names-allowed', {
    start: server(wrongHost),
    options: { ...on, tlsAllowInvalidHostnames: 'true' },
    cause: null,
  });
  add('host names', 'wrong-host-certificates-allowed', {
    start: server(wrongHost),
    options: { ...on, tlsAllowInvalidCertificates: 'true' },
    cause: null,
  });
  add('host names', 'wrong-host-insecure', {
    start: server(wrongHost),
    options: { ...on, tlsInsecure: 'true' },
    cause: null,
  });

  // -- options that switch checks off --
  add('switches', 'unknown-ca-insecure', {
    start: server(other1),
    options: { ...on, tlsInsecure: 'true' },
    cause: null,
  });
  add('switches', 'unknown-ca-certificates-allowed', {
    start: server(other1),
    options: { ...on, tlsAllowInvalidCertificates: 'true' },
    cause: null,
  });
  add('switches', 'unknown-ca-names-allowed', {
    start: server(other1),
    options: { ...on, tlsAllowInvalidHostnames: 'true' },
    cause: 'unknown-ca',
    category: 'verification',
  });
  add('switches', 'expired-insecure', {
    start: server(expired),
    options: { ...on, tlsInsecure: 'true' },
    cause: null,
  });
  add('switches', 'conflicting-options', {
    start: server(good),
    options: { ...on, tlsInsecure: 'true', tlsAllowInvalidCertificates: 'true' },
    cause: null,
    withoutDrivers: 'the specification profile reads no conflicts',
  });
  add('switches', 'ca-file-without-tls', {
    start: server(good),
    options: { tlsCAFile: ca },
    cause: 'tls-required',
    category: 'server-expects-tls',
  });

  // -- files --
  const bad = (id: string, file: string, cause: string, more: Record<string, string> = {}): void =>
    add('files', id, {
      start: server(good),
      options: { tls: 'true', tlsCAFile: file, ...more },
      cause,
      category: 'key-file',
    });
  bad('ca-missing', pki.file('no-such-file.pem'), 'file-missing');
  bad('ca-folder', folder, 'file-is-folder');
  bad('ca-empty', pki.write('empty.pem'), 'ca-file-unusable');
  bad('ca-der', pki.write('ca.der', pki.openssl(['x509', '-in', ca, '-outform', 'DER'])), 'ca-file-unusable');
  bad('ca-key-instead', root.key, 'ca-file-unusable');
  bad('ca-truncated', pki.write('truncated.pem', pki.read(ca).slice(0, 300)), 'ca-file-unusable');
  add('files', 'ca-crlf', {
    start: server(good),
    options: { tls: 'true', tlsCAFile: pki.write('crlf.pem', pki.read(ca).replaceAll('\n', '\r\n')) },
    cause: null,
  });
  add('files', 'ca-with-text', {
    start: server(good),
    options: { tls: 'true', tlsCAFile: pki.write('text.pem', pki.openssl(['x509', '-in', ca, '-text'])) },
    cause: null,
  });
  const client = pki.issue('client', {
    subject: '/O=Probe Test/OU=Clients/CN=client',
    issuer: root,
    extensions: extensions.client,
  });
  const clientFile = pki.write('client-both.pem', pki.read(client.key), pki.read(client.cert));
  const clientOther = pki.issue('client-other', {
    subject: '/O=Somebody Else/CN=client',
    issuer: other,
    extensions: extensions.client,
  });
  const clientExpired = pki.issue('client-expired', {
    subject: '/O=Probe Test/CN=old',
    issuer: root,
    extensions: extensions.client,
    from: -30,
    to: -1,
  });
  const clientServerUse = pki.issue('client-server-use', {
    subject: '/O=Probe Test/CN=server use',
    issuer: root,
    extensions: extensions.server(''),
  });
  const both = (name: string, item: Issued): string =>
    pki.write(`${name}-both.pem`, pki.read(item.cert), pki.read(item.key));
  const keyFault = (id: string, file: string, cause: string, more: Record<string, string> = {}): void =>
    add('files', id, {
      start: server(good),
      options: { ...on, tlsCertificateKeyFile: file, ...more },
      cause,
      category: 'key-file',
    });
  keyFault('client-file-missing', pki.file('nothing.pem'), 'file-missing');
  keyFault('client-key-missing', client.cert, 'client-key-missing');
  keyFault('client-certificate-missing', client.key, 'client-certificate-file-incomplete');
  keyFault(
    'client-key-mismatch',
    pki.write('mismatch.pem', pki.read(client.cert), pki.read(clientOther.key)),
    'client-key-mismatch',
  );
  keyFault(
    'client-pkcs12',
    pki.write(
      'client.p12',
      pki.openssl(['pkcs12', '-export', '-in', client.cert, '-inkey', client.key, '-passout', 'pass:x']),
    ),
    'client-certificate-file-unusable',
  );
  keyFault(
    'client-ca-first',
    pki.write('ca-first.pem', pki.read(ca), pki.read(client.cert), pki.read(client.key)),
    'client-certificate-order',
  );
  const encrypted = pki.write(
    'encrypted.pem',
    pki.openssl(['pkcs8', '-topk8', '-in', client.key, '-passout', 'pass:secret', '-v2', 'aes-256-cbc']),
    pki.read(client.cert),
  );
  keyFault('client-key-password-wrong', encrypted, 'client-key-password-wrong', {
    tlsCertificateKeyFilePassword: 'nonsense',
  });
  add('files', 'client-key-password-missing', {
    start: server(good),
    options: { ...on, tlsCertificateKeyFile: encrypted },
    cause: 'client-key-password-missing',
    category: 'key-file',
    withoutDrivers: 'Python and libmongoc would ask for the password on the terminal',
  });
  add('files', 'client-key-password-right', {
    start: server(good),
    options: { ...on, tlsCertificateKeyFile: encrypted, tlsCertificateKeyFilePassword: 'secret' },
    cause: null,
  });

  // -- client certificates --
  for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
    const v = version.slice(-1);
    for (const style of ['mongod', 'alert'] as const) {
      const demanding = server(good, {
        client: style,
        ca: text(root),
        tls: { minVersion: version, maxVersion: version },
      });
      const wants = (id: string, file: string | undefined, cause: string | null): void =>
        add('client certificates', `${id}-${style}-1.${v}`, {
          start: demanding,
          options: { ...on, ...(file === undefined ? {} : { tlsCertificateKeyFile: file }) },
          cause,
          ...(cause === null ? {} : { category: 'client-cert' }),
        });
      wants('client-good', clientFile, null);
      wants('client-missing', undefined, 'client-certificate-required');
      wants('client-other-ca', both(`other-${style}-${v}`, clientOther), 'client-certificate-unknown-ca');
      wants('client-expired', both(`expired-${style}-${v}`, clientExpired), 'client-certificate-expired');
      wants(
        'client-wrong-purpose',
        both(`purpose-${style}-${v}`, clientServerUse),
        'client-certificate-purpose',
      );
    }
  }
  add('client certificates', 'client-optional-none', {
    start: server(good, { client: 'optional', ca: text(root) }),
    options: on,
    cause: null,
  });
  add('client certificates', 'client-optional-good', {
    start: server(good, { client: 'optional', ca: text(root) }),
    options: { ...on, tlsCertificateKeyFile: clientFile },
    cause: null,
  });
  add('client certificates', 'client-not-asked', {
    start: server(good),
    options: { ...on, tlsCertificateKeyFile: clientFile },
    cause: null,
  });

  // -- protocols --
  for (const [id, version] of [
    ['1.0', 'TLSv1'],
    ['1.1', 'TLSv1.1'],
  ] as const)
    add('protocols', `only-tls-${id}`, {
      start: server(
        leaf(`tls-${id}`, { key: 'rsa2048' }),
        level0({ minVersion: version, maxVersion: version }),
      ),
      options: on,
      cause: 'tls-version-too-old',
      category: 'protocol',
    });
  add('protocols', 'only-tls-1.2', {
    start: server(good, tlsOf({ maxVersion: 'TLSv1.2' })),
    options: on,
    cause: null,
  });
  add('protocols', 'only-tls-1.3', {
    start: server(good, tlsOf({ minVersion: 'TLSv1.3' })),
    options: on,
    cause: null,
  });
  add('protocols', 'all-versions', {
    start: server(good, level0({ minVersion: 'TLSv1' })),
    options: on,
    cause: null,
  });
  const rsa = leaf('rsa-exchange', { key: 'rsa2048' });
  add('protocols', 'rsa-key-exchange-gcm', {
    start: server(rsa, tlsOf({ maxVersion: 'TLSv1.2', ciphers: 'AES256-GCM-SHA384' })),
    options: on,
    cause: null,
  });
  add('protocols', 'rsa-key-exchange-cbc', {
    start: server(rsa, tlsOf({ maxVersion: 'TLSv1.2', ciphers: 'AES256-SHA' })),
    options: on,
    cause: null,
  });
  add('protocols', 'ecdhe-cbc-sha1', {
    start: server(rsa, tlsOf({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES256-SHA' })),
    options: on,
    cause: null,
  });
  add('protocols', 'ecdhe-cbc-sha2', {
    start: server(rsa, tlsOf({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES256-SHA384' })),
    options: on,
    cause: null,
  });
  add('protocols', 'dhe-2048', {
    start: server(
      rsa,
      tlsOf({ maxVersion: 'TLSv1.2', ciphers: 'DHE-RSA-AES256-GCM-SHA384', dhparam: 'auto' }),
    ),
    options: on,
    cause: null,
  });
  add('protocols', 'p384-only', {
    start: server(good, tlsOf({ ecdhCurve: 'P-384' })),
    options: on,
    cause: null,
  });
  const alert =
    (code: number): (() => Promise<Running>) =>
    () =>
      startRaw((s) => s.once('data', () => s.end(Buffer.from([0x15, 3, 3, 0, 2, 2, code]))));
  const alertCauses: readonly [number, string, string][] = [
    [40, 'no-common-cipher', 'protocol'],
    [70, 'no-common-version', 'protocol'],
    [71, 'no-common-cipher', 'protocol'],
    [80, 'server-internal-error', 'network'],
    [112, 'server-name-refused', 'protocol'],
    [86, 'handshake-alert', 'protocol'],
  ];
  for (const [code, cause, category] of alertCauses)
    add('protocols', `alert-${code}`, { start: alert(code), options: on, cause, category });
  const sniOnly = server(
    good,
    tlsOf({ SNICallback: (name, done) => (name === 'localhost' ? done(null) : done(new Error('unknown'))) }),
  );
  add('protocols', 'server-name-known', { start: sniOnly, options: on, cause: null });

  // -- revocation lists --
  const revoked = leaf('revoked');
  const revokedInter = leaf('revoked-inter', { issuer: inter });
  const crlRoot = pki.crl('root', root, [revoked]);
  const crlInter = pki.crl('inter', inter, [revokedInter]);
  const crlOther = pki.crl('other', other, []);
  const crls = (
    id: string,
    item: Issued,
    chain: readonly Issued[],
    crl: string,
    cause: string | null,
    category = 'revocation',
  ): void =>
    add('revocation lists', id, {
      start: server(item, {}, chain),
      options: { ...on, tlsCRLFile: crl },
      cause,
      ...(cause ? { category } : {}),
    });
  crls('crl-good', good, [], crlRoot, null);
  crls('crl-revoked', revoked, [], crlRoot, 'revoked-by-crl');
  crls('crl-intermediate-good', viaInter, [inter], crlInter, null);
  crls('crl-intermediate-revoked', revokedInter, [inter], crlInter, 'revoked-by-crl');
  crls(
    'crl-intermediate-and-root',
    viaInter,
    [inter],
    pki.write('both.crl.pem', pki.read(crlInter), pki.read(crlRoot)),
    null,
  );
  crls('crl-expired', good, [], pki.crl('stale', root, [], -20, -1), 'crl-expired');
  crls('crl-future', good, [], pki.crl('early', root, [], 2, 20), 'crl-not-yet-valid');
  crls('crl-other-ca', good, [], crlOther, 'crl-missing');
  crls('crl-bad-signature', good, [], pki.crl('forged', root, [], -1, 30, imposter), 'crl-bad-signature');
  crls(
    'crl-der',
    good,
    [],
    pki.write('list.der', pki.openssl(['crl', '-in', crlRoot, '-outform', 'DER'])),
    'crl-file-unusable',
    'key-file',
  );
  crls('crl-file-has-certificate', good, [], ca, 'crl-file-unusable', 'key-file');
  add('revocation lists', 'revoked-without-crl', { start: server(revoked), options: on, cause: null });

  // -- OCSP --
  const delegate = pki.issue('delegate', {
    subject: '/O=Probe Test/CN=OCSP Signer',
    issuer: root,
    extensions: [
      'extendedKeyUsage = OCSPSigning',
      'basicConstraints = CA:FALSE',
      'authorityKeyIdentifier = keyid',
      'subjectKeyIdentifier = hash',
    ],
  });
  const plainDelegate = pki.issue('plain-delegate', {
    subject: '/O=Probe Test/CN=No OCSP Signer',
    issuer: root,
    extensions: [
      'basicConstraints = CA:FALSE',
      'authorityKeyIdentifier = keyid',
      'subjectKeyIdentifier = hash',
    ],
  });
  const oldDelegate = pki.issue('old-delegate', {
    subject: '/O=Probe Test/CN=Old OCSP Signer',
    issuer: root,
    extensions: ['extendedKeyUsage = OCSPSigning', 'authorityKeyIdentifier = keyid'],
    from: -30,
    to: -1,
  });
  const staple = (
    id: string,
    item: Issued,
    response: Buffer,
    cause: string | null,
    more: Record<string, string> = {},
  ): void =>
    add('OCSP', id, {
      start: server(item, { staple: response }),
      options: { ...on, ...more },
      cause,
      ...(cause ? { category: 'revocation' } : {}),
    });
  staple('staple-good', good, pki.ocsp('s-good', good, root), null);
  staple(
    'staple-good-without-certificates',
    good,
    pki.ocsp('s-good-bare', good, root, { withoutCertificates: true }),
    null,
  );
  staple('staple-good-delegate', good, pki.ocsp('s-delegate', good, root, { signer: delegate }), null);
  staple(
    'staple-revoked',
    good,
    pki.ocsp('s-revoked', good, root, { status: 'revoked' }),
    'ocsp-staple-revoked',
  );
  staple(
    'staple-revoked-delegate',
    good,
    pki.ocsp('s-revoked-delegate', good, root, { status: 'revoked', signer: delegate }),
    'ocsp-staple-revoked',
  );
  staple(
    'staple-revoked-insecure',
    good,
    pki.ocsp('s-revoked-insecure', good, root, { status: 'revoked' }),
    null,
    { tlsInsecure: 'true' },
  );
  staple(
    'staple-revoked-certificates-allowed',
    good,
    pki.ocsp('s-revoked-allowed', good, root, { status: 'revoked' }),
    null,
    { tlsAllowInvalidCertificates: 'true' },
  );
  staple('staple-unknown', good, pki.ocsp('s-unknown', good, root, { status: 'unknown' }), null);
  staple('staple-other-certificate', good, pki.ocsp('s-other', viaRoot2(), root), 'ocsp-staple-invalid');
  staple(
    'staple-signer-without-usage',
    good,
    pki.ocsp('s-plain', good, root, { signer: plainDelegate }),
    'ocsp-staple-invalid',
  );
  staple(
    'staple-signer-expired',
    good,
    pki.ocsp('s-old', good, root, { signer: oldDelegate }),
    'ocsp-staple-invalid',
  );
  staple(
    'staple-signer-foreign',
    good,
    pki.ocsp('s-foreign', good, root, { signer: other }),
    'ocsp-staple-invalid',
  );
  staple('staple-garbage', good, Buffer.from('garbage, not DER'), 'ocsp-staple-invalid');
  staple('staple-try-later', good, Buffer.from('30030a0103', 'hex'), 'ocsp-staple-invalid');
  staple('staple-without-next-update', good, pki.ocsp('s-open', good, root, { days: 0 }), null);
  const must = leaf('must-staple', { extensions: extensions.server(san, 'tlsfeature = status_request') });
  staple('must-staple-good', must, pki.ocsp('s-must', must, root), null);
  add('OCSP', 'must-staple-missing', {
    start: server(must),
    options: on,
    cause: 'must-staple-missing',
    category: 'revocation',
  });
  add('OCSP', 'must-staple-missing-endpoint-off', {
    start: server(must),
    options: { ...on, tlsDisableOCSPEndpointCheck: 'true' },
    cause: 'must-staple-missing',
    category: 'revocation',
  });
  add('OCSP', 'must-staple-missing-insecure', {
    start: server(must),
    options: { ...on, tlsInsecure: 'true' },
    cause: null,
  });
  const endpoint = (
    id: string,
    status: 'good' | 'revoked' | 'unknown' | 'down' | 'error',
    cause: string | null,
    more: Record<string, string> = {},
    signer?: Issued,
  ): void => {
    let port = 0;
    // The responder's port must be in the certificate: reserve one now, listen on it when the scenario starts.
    port = reservePort();
    const item = leaf(id, {
      extensions: extensions.server(san, `authorityInfoAccess = OCSP;URI:http://127.0.0.1:${port}/ocsp`),
    });
    const response =
      status === 'down' || status === 'error'
        ? Buffer.from('30030a0102', 'hex')
        : pki.ocsp(`e-${id}`, item, root, { status, ...(signer ? { signer } : {}) });
    add('OCSP', id, {
      start: async () => {
        const mongo = await server(item)();
        if (status === 'down') return mongo;
        const responder = http.createServer((request, reply) => {
          request.resume();
          request.on('end', () =>
            reply.writeHead(200, { 'Content-Type': 'application/ocsp-response' }).end(response),
          );
        });
        await new Promise<void>((resolve) => responder.listen(port, '127.0.0.1', resolve));
        return {
          port: mongo.port,
          close: async () => {
            responder.closeAllConnections();
            responder.close();
            await mongo.close();
          },
        };
      },
      options: { ...on, ...more },
      cause,
      ...(cause ? { category: 'revocation' } : {}),
    });
  };
  endpoint('endpoint-good', 'good', null);
  endpoint('endpoint-revoked', 'revoked', 'ocsp-responder-revoked');
  endpoint('endpoint-revoked-delegate', 'revoked', 'ocsp-responder-revoked', {}, delegate);
  endpoint('endpoint-revoked-endpoint-off', 'revoked', null, { tlsDisableOCSPEndpointCheck: 'true' });
  endpoint('endpoint-revoked-insecure', 'revoked', null, { tlsInsecure: 'true' });
  endpoint('endpoint-unknown', 'unknown', null);
  endpoint('endpoint-down', 'down', null);
  endpoint('endpoint-error', 'error', null);

  // -- mix-ups and closes --
  const raw =
    (act: (s: Socket) => void): (() => Promise<Running>) =>
    () =>
      startRaw(act);
  add('mix-ups', 'plaintext-server', {
    start: () => startResponder({}),
    options: on,
    cause: 'plaintext-server',
    category: 'not-tls',
  });
  add('mix-ups', 'plaintext-server-that-waits', {
    start: () => startWaitingPlain(),
    options: on,
    cause: 'plaintext-server',
    category: 'not-tls',
  });
  add('mix-ups', 'tls-server-without-tls', {
    start: server(good),
    options: {},
    cause: 'tls-required',
    category: 'server-expects-tls',
  });
  add('mix-ups', 'plaintext-both', { start: () => startResponder({}), options: {}, cause: null });
  add('mix-ups', 'prefer-tls-with-tls', {
    start: server(good, { alsoPlain: true }),
    options: on,
    cause: null,
  });
  add('mix-ups', 'prefer-tls-without-tls', {
    start: server(good, { alsoPlain: true }),
    options: {},
    cause: null,
  });
  const httpServer = raw((s) =>
    s.once('data', () =>
      s.end('HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nBad request'),
    ),
  );
  add('mix-ups', 'http-with-tls', {
    start: httpServer,
    options: on,
    cause: 'http-on-port',
    category: 'not-tls',
  });
  add('mix-ups', 'http-without-tls', {
    start: httpServer,
    options: {},
    cause: 'http-on-port',
    category: 'not-tls',
  });
  const ssh = raw((s) => s.write('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n'));
  add('mix-ups', 'ssh-with-tls', { start: ssh, options: on, cause: 'ssh-on-port', category: 'not-tls' });
  add('mix-ups', 'ssh-without-tls', { start: ssh, options: {}, cause: 'ssh-on-port', category: 'not-tls' });
  add('mix-ups', 'https-behind-tls', {
    start: server(good, { afterHandshake: 'http' }),
    options: on,
    cause: 'https-on-port',
    category: 'other',
  });
  add('mix-ups', 'garbage-after-hello', {
    start: raw((s) => s.once('data', () => s.end(Buffer.from('0123456789abcdef0123456789')))),
    options: on,
    cause: 'other-protocol-on-port',
    category: 'not-tls',
  });
  add('closes', 'closes-at-once', {
    start: raw((s) => s.destroy()),
    options: on,
    cause: 'closed-on-accept',
    category: 'network',
  });
  add('closes', 'closes-on-hello', {
    start: raw((s) => s.once('data', () => s.end())),
    options: on,
    cause: 'closed-during-handshake',
    category: 'not-tls',
  });
  add('closes', 'closes-after-handshake', {
    start: server(good, { afterHandshake: 'close' }),
    options: on,
    cause: 'closed-after-hello',
    category: 'network',
  });
  add('closes', 'refused', {
    start: async () => ({ port: reservePort(), close: async () => undefined }),
    options: on,
    cause: 'connection-refused',
    category: 'network',
  });
  add('closes', 'refused-without-tls', {
    start: async () => ({ port: reservePort(), close: async () => undefined }),
    options: {},
    cause: 'connection-refused',
    category: 'network',
  });
  add('timeouts', 'silent-server', {
    start: raw(() => undefined),
    options: on,
    cause: 'silent-server',
    category: 'network',
    silent: true,
  });
  add('timeouts', 'silent-server-without-tls', {
    start: raw(() => undefined),
    options: {},
    cause: 'no-hello',
    category: 'network',
    silent: true,
  });
  add('timeouts', 'silent-after-handshake', {
    start: server(good, { afterHandshake: 'silent' }),
    options: on,
    cause: 'no-hello',
    category: 'network',
    silent: true,
  });
  add('hostile', 'garbage-in-tls', {
    start: server(good, { afterHandshake: 'garbage' }),
    options: on,
    cause: 'https-on-port',
    category: 'other',
  });
  add('hostile', 'huge-hello', {
    start: server(good, { afterHandshake: 'huge' }),
    options: on,
    cause: 'https-on-port',
    category: 'other',
    withoutDrivers: 'it would take their memory',
  });
  add('hostile', 'endless-certificates', {
    start: raw(endlessCertificates),
    options: on,
    cause: 'broken-handshake',
    category: 'not-tls',
    withoutDrivers: 'a server that only a probe should meet',
  });
  add('hostile', 'slow-bytes', {
    start: raw(slowBytes),
    options: on,
    cause: 'silent-server',
    category: 'network',
    silent: true,
    withoutDrivers: 'a server that only a probe should meet',
  });

  // -- names --
  add('DNS', 'host-not-found', {
    start: async () => ({ port: 27017, close: async () => undefined }),
    host: 'no-such-host.invalid',
    options: on,
    cause: 'host-not-found',
    category: 'dns',
  });

  // -- authentication --
  const users = { alice: 'right' };
  const withUsers = server(good, { users });
  add('authentication', 'scram-right', { start: withUsers, user: 'alice:right@', options: on, cause: null });
  add('authentication', 'scram-wrong-password', {
    start: withUsers,
    user: 'alice:wrong@',
    options: on,
    cause: 'auth-failed',
    category: 'auth',
  });
  add('authentication', 'scram-unknown-user', {
    start: withUsers,
    user: 'bob:right@',
    options: on,
    cause: 'auth-failed',
    category: 'auth',
  });
  add('authentication', 'scram-sha-1', {
    start: server(good, { users, mechanisms: ['SCRAM-SHA-1'] }),
    user: 'alice:right@',
    options: on,
    cause: null,
  });
  add('authentication', 'scram-mechanism-off', {
    start: server(good, { users, mechanisms: ['SCRAM-SHA-1'] }),
    user: 'alice:right@',
    options: { ...on, authMechanism: 'SCRAM-SHA-256' },
    cause: 'auth-mechanism-unknown',
    category: 'auth',
  });
  add('authentication', 'plain-right', {
    start: server(good, { users, mechanisms: ['PLAIN'] }),
    user: 'alice:right@',
    options: { ...on, authMechanism: 'PLAIN' },
    cause: null,
  });
  add('authentication', 'plain-wrong', {
    start: server(good, { users, mechanisms: ['PLAIN'] }),
    user: 'alice:wrong@',
    options: { ...on, authMechanism: 'PLAIN' },
    cause: 'auth-failed',
    category: 'auth',
  });
  const x509 = server(good, {
    client: 'mongod',
    ca: text(root),
    x509Users: ['CN=client,OU=Clients,O=Probe Test'],
  });
  add('authentication', 'x509-right', {
    start: x509,
    options: { ...on, authMechanism: 'MONGODB-X509', tlsCertificateKeyFile: clientFile },
    cause: null,
  });
  add('authentication', 'x509-unknown-user', {
    start: server(good, { client: 'mongod', ca: text(root), x509Users: [] }),
    options: { ...on, authMechanism: 'MONGODB-X509', tlsCertificateKeyFile: clientFile },
    cause: 'x509-user-unknown',
    category: 'auth',
  });

  // -- servers --
  add('servers', 'replica-set-name-right', {
    start: setServer(pki, good, key, text, 'rs0'),
    options: { ...on, replicaSet: 'rs0' },
    cause: null,
  });
  add('servers', 'replica-set-name-wrong', {
    start: setServer(pki, good, key, text, 'rs0'),
    options: { ...on, replicaSet: 'rs1' },
    cause: 'other-replica-set',
    category: 'other',
  });
  add('servers', 'mongos', { start: server(good, { hello: { msg: 'isdbgrid' } }), options: on, cause: null });
  add('servers', 'wire-version-too-old', {
    start: server(good, { hello: { maxWireVersion: 3 } }),
    options: on,
    cause: 'server-too-old',
    category: 'other',
  });
  list.push(
    ...networkScenarios({
      pki,
      root,
      reservePort,
      leaf: (name, names, from, to) =>
        leaf(name, {
          extensions: extensions.server(names),
          ...(from === undefined ? {} : { from }),
          ...(to === undefined ? {} : { to }),
        }),
    }),
  );
  return list;

  function viaRoot2(): Issued {
    return leaf('another');
  }
}

/** A replica set of one member, which names itself by its port. */
function setServer(
  pki: Pki,
  item: Issued,
  key: (i: Issued) => string,
  text: (...i: Issued[]) => string,
  setName: string,
): () => Promise<Running> {
  return async () => {
    void pki;
    const port = reservePort();
    const me = `localhost:${port}`;
    const inner = await startResponder({
      cert: text(item),
      key: key(item),
      hello: { setName, setVersion: 1, hosts: [me], me, primary: me, electionId: undefined },
    });
    const front = net.createServer((s) => {
      const through = net.connect(inner.port, '127.0.0.1');
      s.on('error', () => through.destroy());
      through.on('error', () => s.destroy());
      s.on('close', () => through.destroy());
      through.on('close', () => s.destroy());
      s.pipe(through).pipe(s);
    });
    await new Promise<void>((resolve) => front.listen(port, '127.0.0.1', resolve));
    return {
      port,
      close: async () => {
        front.close();
        await inner.close();
      },
    };
  };
}

/** A plaintext server that takes a TLS greeting for the start of a long message and waits for the rest. */
async function startWaitingPlain(): Promise<Running> {
  const inner = await startResponder({});
  const front = await startRaw((s) => {
    s.once('data', (first: Buffer) => {
      if (first[0] === 0x16) return;
      const through = net.connect(inner.port, '127.0.0.1');
      through.on('error', () => s.destroy());
      through.write(first);
      s.pipe(through).pipe(s);
    });
  });
  return {
    port: front.port,
    close: async () => {
      await front.close();
      await inner.close();
    },
  };
}

/** A ServerHello for TLS 1.2 and then certificates without end. */
function endlessCertificates(s: Socket): void {
  s.once('data', () => {
    const body = Buffer.concat([Buffer.from([3, 3]), Buffer.alloc(32, 1), Buffer.from([0, 0xc0, 0x2f, 0])]);
    const hello = Buffer.concat([Buffer.from([2, 0, 0, body.length]), body]);
    s.write(Buffer.concat([Buffer.from([0x16, 3, 3, 0, hello.length]), hello]));
    s.write(Buffer.from([0x16, 3, 3, 0x40, 0, 11, 0xff, 0xff, 0xff]));
    const flood = (error?: Error | null): void => {
      if (!error && !s.destroyed) setImmediate(() => s.write(Buffer.alloc(65536, 0x41), flood));
    };
    flood();
  });
}

/** One byte of a TLS record every 300 ms. */
function slowBytes(s: Socket): void {
  const bytes = Buffer.from([0x16, 3, 3, 0x20, 0, 2, 0, 0x1f, 0xfc]);
  let at = 0;
  const timer = setInterval(() => {
    if (s.destroyed) return clearInterval(timer);
    s.write(bytes.subarray(at, at + 1));
    at = (at + 1) % bytes.length;
  }, 300);
  s.on('close', () => clearInterval(timer));
}

let nextPort = 21000 + (process.pid % 400) * 20;

/** A port below the range that the system gives to outgoing connections. */
export function reservePort(): number {
  return nextPort++;
}

export function readPem(file: string): string {
  return readFileSync(file, 'utf8');
}

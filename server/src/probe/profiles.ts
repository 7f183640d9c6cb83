/** The drivers that are judged: their TLS library, trust store, host name rules, OCSP, and what `predict` says of the options. */
import { driverById, predict } from '../core/drivers';
import type { Prediction } from '../core/types';
import type { ProbePlan, ProbeProfile } from './plan';
import type { StoreKind } from './trust';
import { ciphers } from './wire/ciphers';
import type { Cipher } from './wire/ciphers';
import type { HostnamePolicy } from './x509/hostname';
import type { OcspPolicy } from './x509/driverOcsp';
import type { PathPolicy } from './x509/path';

/** The TLS side of a driver, which no option changes. */
export interface DriverTls {
  readonly title: string;
  /** Named in messages: `Python's ssl`. */
  readonly library: string;
  readonly path: PathPolicy;
  readonly hostname: HostnamePolicy;
  readonly ocsp: OcspPolicy;
  readonly store: StoreKind;
  /** Cipher suites that the library offers; undefined: about all that are secure. */
  readonly accepts?: (cipher: Cipher) => boolean;
  readonly minimumDh: number;
  /** Node takes the first CRL of the file and checks the whole chain; the others all CRLs and the server's certificate. */
  readonly crl: 'leaf' | 'chain';
  /** Lowest maxWireVersion of a server that the driver still talks to. */
  readonly minimumWire: (version: string) => number;
  /** tlsCAFile and tlsCertificateKeyFile of a URI are read. */
  readonly readsFiles: boolean;
}

/** Node's OpenSSL from 3.2 on has security level 2 by default (CHANGES.md of OpenSSL 3.2); Node 20 has 3.0 with level 1. */
const nodeLevel = ((): 1 | 2 => {
  const [major = 0, minor = 0] = (process.versions.openssl ?? '').split('.').map(Number);
  return major > 3 || (major === 3 && minor >= 2) ? 2 : 1;
})();

const major = (version: string): number => Number(version.split('.')[0]) || 0;
const minor = (version: string): number => Number(version.split('.')[1]) || 0;

/** Python from 3.10 offers only suites with forward secrecy and without SHA-1 (cpython Modules/_ssl.c, PY_SSL_DEFAULT_CIPHER_STRING). */
const pythonCiphers = (c: Cipher): boolean => c.exchange !== 'rsa' && c.mode !== 'cbc-sha1';

const python = {
  library: "Python's ssl module (3.10 or newer)",
  path: { library: 'openssl', level: 2 },
  hostname: 'withCommonName',
  ocsp: 'none',
  store: 'system',
  accepts: pythonCiphers,
  minimumDh: 2048,
  crl: 'leaf',
  // MIN_SUPPORTED_WIRE_VERSION in pymongo/common.py at the tags: 3.11 2.6 servers, 4.0 3.6, 4.11 4.0, 4.14 4.2.
  minimumWire: (v) => (major(v) < 4 ? 2 : minor(v) >= 14 ? 8 : minor(v) >= 11 ? 7 : 6),
  readsFiles: true,
} as const satisfies Omit<DriverTls, 'title'>;

const libmongoc = {
  library: 'OpenSSL at security level 2',
  path: { library: 'openssl', level: 2 },
  hostname: 'withCommonName',
  ocsp: 'libmongoc',
  store: 'system',
  minimumDh: 2048,
  crl: 'leaf',
  minimumWire: () => 6,
  readsFiles: true,
} as const satisfies Omit<DriverTls, 'title'>;

const table: Readonly<Record<string, DriverTls>> = {
  pymongo: { title: 'PyMongo', ...python },
  'pymongo+pyopenssl': {
    title: 'PyMongo',
    ...python,
    library: 'PyOpenSSL',
    hostname: 'namesOnly',
    ocsp: 'pymongo',
    accepts: () => true,
  },
  node: {
    title: 'Node driver',
    library: `Node ${process.versions.node}`,
    path: { library: 'openssl', level: nodeLevel },
    hostname: 'withCommonName',
    ocsp: 'none',
    store: 'node',
    minimumDh: nodeLevel === 2 ? 2048 : 1024,
    crl: 'chain',
    // MIN_SUPPORTED_WIRE_VERSION in src/cmap/wire_protocol/constants.ts at the tags.
    minimumWire: (v) => (major(v) >= 7 ? 8 : major(v) >= 4 ? 6 : 2),
    readsFiles: true,
  },
  c: { title: 'libmongoc', ...libmongoc },
  php: { title: 'PHP extension', ...libmongoc },
  go: {
    title: 'Go driver',
    library: "Go's crypto/tls",
    path: { library: 'go', level: 1 },
    hostname: 'namesOnly',
    ocsp: 'go',
    store: 'system',
    // Go offers no DHE, no SHA-2 CBC and, from 1.22 on, no RSA key exchange (crypto/tls cipher_suites.go).
    accepts: (c) => c.exchange === 'tls13' || (c.exchange === 'ecdhe' && c.mode !== 'cbc-sha2'),
    minimumDh: 0,
    crl: 'leaf',
    minimumWire: (v) => (major(v) >= 2 ? 7 : 6),
    readsFiles: true,
  },
  java: {
    title: 'Java driver',
    library: 'the JDK (JSSE)',
    path: { library: 'java', level: 1 },
    hostname: 'withCommonName',
    ocsp: 'none',
    store: 'jvm',
    minimumDh: 1024,
    crl: 'leaf',
    minimumWire: () => 7,
    readsFiles: false,
  },
  ruby: {
    title: 'Ruby driver',
    library: 'OpenSSL at security level 2',
    path: { library: 'openssl', level: 2 },
    hostname: 'withCommonName',
    ocsp: 'ruby',
    store: 'system',
    minimumDh: 2048,
    crl: 'leaf',
    minimumWire: () => 6,
    readsFiles: true,
  },
  rust: {
    title: 'Rust driver',
    library: 'rustls',
    path: { library: 'webpki', level: 2 },
    hostname: 'namesOnly',
    ocsp: 'none',
    store: 'webpki',
    accepts: (c) =>
      c.exchange === 'tls13' || (c.exchange === 'ecdhe' && (c.mode === 'gcm' || c.mode === 'chacha')),
    minimumDh: 0,
    crl: 'leaf',
    minimumWire: () => 8,
    readsFiles: true,
  },
  csharp: {
    title: '.NET driver',
    library: '.NET with OpenSSL',
    path: { library: 'openssl', level: 2 },
    hostname: 'withCommonName',
    // Revocation checks are off by default (MongoUrlBuilder.cs, TlsDisableCertificateRevocationCheck).
    ocsp: 'none',
    store: 'system',
    minimumDh: 2048,
    crl: 'leaf',
    minimumWire: () => 7,
    readsFiles: false,
  },
};

/** Judged when nobody asked for a driver: every check that the MongoDB specifications want, OCSP included. */
const specification: DriverTls = {
  ...table['c']!,
  title: 'The MongoDB driver specifications',
  library: 'OpenSSL',
  ocsp: 'specification',
  path: { library: 'openssl', level: nodeLevel },
};

/** Wrappers connect with the driver that they wrap. */
const wraps: Readonly<Record<string, string>> = {
  motor: 'pymongo',
  mongoengine: 'pymongo',
  mongoose: 'node',
  mongosh: 'node',
  cxx: 'c',
  swift: 'c',
  tools: 'go',
  mongo: 'c',
};

/** Newest versions known where the catalogue does not say. */
const newest: Readonly<Record<string, string>> = {
  pymongo: '4.18.2',
  node: '7.9.0',
  c: '2.5.0',
  go: '2.8.0',
  java: '5.10.0',
  ruby: '2.25.0',
  php: '1.20.0',
  rust: '3.8.1',
  csharp: '3.11.0',
};

export interface Profile extends ProbeProfile {
  readonly tls: DriverTls;
  /** `PyMongo 4.18.2 (ssl)`. */
  readonly title: string;
  readonly prediction: Prediction;
}

function newestVersion(driver: string): string {
  return driverById(driver)?.versions.at(-1) ?? newest[driver] ?? '';
}

/** The profiles of the report, the one asked for first. */
export function profilesFor(plan: ProbePlan): Profile[] {
  const wanted: ProbeProfile[] = [
    ...(plan.asked ? [plan.asked] : []),
    { driver: 'pymongo', version: newestVersion('pymongo'), backend: 'ssl' },
    { driver: 'pymongo', version: newestVersion('pymongo'), backend: 'pyopenssl' },
    { driver: 'pymongo', version: '3.11.0', backend: 'ssl' },
    { driver: 'node', version: newestVersion('node') },
    { driver: 'node', version: '4.17.2' },
    ...['c', 'go', 'java', 'ruby', 'php', 'rust', 'csharp'].map((driver) => ({
      driver,
      version: newestVersion(driver),
    })),
  ];
  const key = (p: ProbeProfile): string => `${p.driver}@${p.version}+${p.backend ?? ''}`;
  return wanted
    .filter((p, i) => wanted.findIndex((q) => key(q) === key(p)) === i)
    .map((p) => profile(plan, p));
}

/** The profile that decides the verdict. */
export function askedProfile(plan: ProbePlan): Profile {
  if (plan.asked) return profile(plan, plan.asked);
  return {
    driver: 'specification',
    version: '',
    tls: specification,
    title: specification.title,
    prediction: bySpecification(plan),
  };
}

function profile(plan: ProbePlan, asked: ProbeProfile): Profile {
  const driver = wraps[asked.driver] ?? asked.driver;
  const version = asked.version || newestVersion(asked.driver);
  const backend = driver === 'pymongo' ? (asked.backend ?? 'ssl') : undefined;
  // Async clients and Motor have no PyOpenSSL (PY pymongo/ssl_support.py, get_ssl_context).
  const tls = table[backend === 'pyopenssl' ? 'pymongo+pyopenssl' : driver] ?? specification;
  const prediction =
    predict({ ...plan.query, driver: asked.driver, version, ...(backend ? { backend } : {}) }) ??
    bySpecification(plan);
  const title = asked.driver === driver ? tls.title : (driverById(asked.driver)?.title ?? asked.driver);
  return {
    driver: asked.driver,
    version,
    ...(backend ? { backend } : {}),
    tls,
    title: `${title} ${version}${backend ? ` (${backend})` : ''}`.trim(),
    prediction,
  };
}

/** What the URI options specification asks of every driver; stands in where a driver is not modelled. */
function bySpecification(plan: ProbePlan): Prediction {
  const options = plan.query.options ?? {};
  const value = (name: string): unknown => {
    const inUri = new RegExp(`[?&]${name}=([^&]*)`, 'i').exec(plan.query.uri ?? '')?.[1];
    const key = Object.keys(options).find((k) => k.toLowerCase() === name.toLowerCase());
    return key === undefined ? inUri : options[key];
  };
  const on = (name: string): boolean => String(value(name)).toLowerCase() === 'true';
  const insecure = on('tlsInsecure') || on('tlsAllowInvalidCertificates');
  return {
    outcome: 'ok',
    warnings: [],
    tls: plan.tls,
    chain: plan.tls ? !insecure : null,
    hostname: plan.tls ? !insecure && !on('tlsAllowInvalidHostnames') : null,
    crl: value('tlsCRLFile') !== undefined,
    ocsp: on('tlsDisableOCSPEndpointCheck') ? 'staple' : 'both',
    clientCertificate: value('tlsCertificateKeyFile') !== undefined,
    minProtocol: 'TLS 1.2',
    decidedBy: {},
  };
}

/** Lists of cipher suites that need asking the server, by library name. */
export function cipherLists(
  profiles: readonly Profile[],
): Map<string, { accepts: (c: Cipher) => boolean; ids: number[] }> {
  const lists = new Map<string, { accepts: (c: Cipher) => boolean; ids: number[] }>();
  for (const { tls } of profiles)
    if (tls.accepts)
      lists.set(tls.library, { accepts: tls.accepts, ids: ciphers.filter(tls.accepts).map((c) => c.id) });
  return lists;
}

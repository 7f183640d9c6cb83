/** The drivers that are judged: their TLS library, trust store, host name rules and OCSP. What they make of the options stands in the plan. */
import type { PlannedProfile, ProbePlan, ProbeProfile } from './plan';
import type { StoreKind } from './trust';
import { ciphers } from './wire/ciphers';
import type { Cipher } from './wire/ciphers';
import type { HostnamePolicy } from './x509/hostname';
import type { OcspPolicy } from './x509/driverOcsp';
import type { PathPolicy } from './x509/path';

/** The TLS side of a driver, which no option changes. */
export interface DriverTls {
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
  /** proxyHost of a URI is used; other drivers warn of it at most, and connect directly. */
  readonly knowsProxy: (version: string) => boolean;
  /** Java opens Unix sockets only with a library beside it (jnr-unixsocket). */
  readonly noUnixSockets?: true;
  /** The refusal of `mongodb+srv` names with fewer than three parts, which the specification allows since 2024 (DRIVERS-2922). */
  readonly shortSrvRefusal?: (version: string) => string | undefined;
  /** loadBalanced is an option it does not know. */
  readonly ignoresLoadBalanced?: (version: string) => boolean;
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
  knowsProxy: () => false,
  ignoresLoadBalanced: (v) => major(v) < 3 || (major(v) === 3 && minor(v) < 12),
} as const satisfies DriverTls;

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
  knowsProxy: () => false,
} as const satisfies DriverTls;

const table: Readonly<Record<string, DriverTls>> = {
  pymongo: python,
  'pymongo+pyopenssl': {
    ...python,
    library: 'PyOpenSSL',
    hostname: 'namesOnly',
    ocsp: 'pymongo',
    accepts: () => true,
  },
  node: {
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
    knowsProxy: (v) => major(v) > 4 || (major(v) === 4 && minor(v) >= 3),
    // NODE-6289, in 6.9.0.
    shortSrvRefusal: (v) =>
      major(v) < 6 || (major(v) === 6 && minor(v) < 9)
        ? 'URI must include hostname, domain name, and tld'
        : undefined,
  },
  c: libmongoc,
  php: libmongoc,
  go: {
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
    knowsProxy: () => false,
  },
  java: {
    library: 'the JDK (JSSE)',
    path: { library: 'java', level: 1 },
    hostname: 'withCommonName',
    ocsp: 'none',
    store: 'jvm',
    minimumDh: 1024,
    crl: 'leaf',
    minimumWire: () => 7,
    readsFiles: false,
    knowsProxy: (v) => major(v) > 4 || (major(v) === 4 && minor(v) >= 11),
    noUnixSockets: true,
  },
  ruby: {
    library: 'OpenSSL at security level 2',
    path: { library: 'openssl', level: 2 },
    hostname: 'withCommonName',
    ocsp: 'ruby',
    store: 'system',
    minimumDh: 2048,
    crl: 'leaf',
    minimumWire: () => 6,
    readsFiles: true,
    knowsProxy: () => false,
  },
  rust: {
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
    knowsProxy: () => false,
  },
  csharp: {
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
    knowsProxy: () => false,
  },
};

/** Judged when nobody asked for a driver: every check that the MongoDB specifications want, OCSP included. */
const specification: DriverTls = {
  ...table['c']!,
  library: 'OpenSSL',
  ocsp: 'specification',
  knowsProxy: () => true,
  path: { library: 'openssl', level: nodeLevel },
};

export interface Profile extends ProbeProfile {
  readonly tls: DriverTls;
  /** `PyMongo 4.18.2 (ssl)`. */
  readonly title: string;
  readonly prediction: NonNullable<PlannedProfile['prediction']>;
}

/** The profiles of the report, the one asked for first. */
export function profilesFor(plan: ProbePlan): Profile[] {
  return (plan.profiles ?? []).map((planned): Profile => {
    const { driver, version, backend, connector, title } = planned;
    return {
      driver,
      version,
      ...(backend ? { backend } : {}),
      title,
      // Async clients and Motor have no PyOpenSSL (PY pymongo/ssl_support.py, get_ssl_context).
      tls: table[backend === 'pyopenssl' ? 'pymongo+pyopenssl' : connector] ?? specification,
      prediction: planned.prediction ?? bySpecification(plan),
    };
  });
}

/** The profile that decides the verdict. */
export function askedProfile(plan: ProbePlan, profiles: readonly Profile[]): Profile {
  if (plan.asked && profiles[0]) return profiles[0];
  return {
    driver: 'specification',
    version: '',
    tls: specification,
    title: 'The MongoDB driver specifications',
    prediction: bySpecification(plan),
  };
}

/** What the URI options specification asks of every driver; stands in where a driver is not modelled. */
function bySpecification(plan: ProbePlan): Profile['prediction'] {
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
    tls: plan.tls,
    chain: plan.tls ? !insecure : null,
    hostname: plan.tls ? !insecure && !on('tlsAllowInvalidHostnames') : null,
    crl: value('tlsCRLFile') !== undefined,
    ocsp: on('tlsDisableOCSPEndpointCheck') ? 'staple' : 'both',
    clientCertificate: value('tlsCertificateKeyFile') !== undefined,
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

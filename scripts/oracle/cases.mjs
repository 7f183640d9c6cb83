/**
 * The questions that are put to real drivers: a written list that goes through every TLS option alone, beside tls=true and
 * beside each other one, the rules about users, hosts and SRV names, and a random part that is the same in every run.
 * A question is `{"id", "uri"?, "host"?, "options"?}`, as `mongodb-tls predict` takes it.
 */

/** The random numbers of a seed (mulberry32), so that a run can be repeated. */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const booleans = ['true', 'false', 'True', 'TRUE', '1', '0', 'yes', '', 'tru', ' true', '%74rue'];
const flags = [
  'tls',
  'ssl',
  'tlsInsecure',
  'tlsAllowInvalidCertificates',
  'tlsAllowInvalidHostnames',
  'tlsDisableOCSPEndpointCheck',
  'tlsDisableCertificateRevocationCheck',
];
const files = { tlsCAFile: '/ca.pem', tlsCertificateKeyFile: '/client.pem', tlsCRLFile: '/crl.pem' };
const uriPairs = [
  ...flags.slice(1).map((name) => `${name}=true`),
  'ssl=false',
  'tlsInsecure=false',
  'tlsAllowInvalidCertificates=false',
  'tlsAllowInvalidHostnames=false',
  ...Object.entries(files).map(([name, file]) => `${name}=${file}`),
  'tlsCertificateKeyFilePassword=secret',
];

/** What both drivers are asked about the connection string alone. */
function sharedUris() {
  const parts = [];
  for (const name of flags) for (const value of booleans) parts.push(`${name}=${value}`);
  for (const [name, file] of Object.entries(files))
    parts.push(`${name}=${file}`, `${name}=`, `${name.toLowerCase()}=${file}`, `tls=false&${name}=${file}`);
  for (const one of uriPairs) {
    parts.push(`tls=true&${one}`);
    for (const other of uriPairs) if (one !== other) parts.push(`${one}&${other}`);
  }
  parts.push(
    'tls=true&tls=true',
    'tls=true&tls=false',
    'tls=true&ssl=false',
    'ssl=false&tls=true',
    'TLS=true',
    'Ssl=TRUE',
    'TLSCAFILE=/ca.pem&tlscafile=/other.pem',
    'tlsCAFile=/a%20b.pem',
    'tlsCAFile=/a+b.pem',
    'tlsCAFile=C:\\certs\\ca.pem',
    'tls=true;tlsInsecure=true',
    'tls=true&',
    '&tls=true',
    'tls',
    'tls=a=b',
    'tlsCaCert=/ca.pem',
    'tlsVersion=1.2',
    'foo=bar',
    'sslCAFile=/ca.pem',
    'ssl_ca_certs=/ca.pem',
    'ssl_cert_reqs=CERT_NONE',
    'ssl=true&ssl_cert_reqs=CERT_NONE',
    'ssl=true&ssl_match_hostname=false',
    'sslValidate=false',
    'ssl=true&sslValidate=false',
    'ssl=true&sslCA=/ca.pem',
    'rejectUnauthorized=false',
    'tls=true&rejectUnauthorized=false',
    'tls=true&checkServerIdentity=false',
    'tls=true&replicaSet=rs0&w=majority&retryWrites=true',
    'directConnection=true&loadBalanced=true',
    'loadBalanced=true&replicaSet=rs0',
    'maxPoolSize=abc',
    'w=-1',
    'compressors=zlib',
    'readPreference=bad',
    'serverSelectionTimeoutMS=2000&connectTimeoutMS=1000',
    'appName=' + 'a'.repeat(129),
    'authMechanism=MONGODB-X509',
    'authMechanism=MONGODB-X509&tls=true',
    'authMechanism=MONGODB-X509&authSource=admin&tls=true',
    'authMechanism=MONGODB-X509&authSource=$external&tls=true&tlsCertificateKeyFile=/client.pem',
    'authMechanism=mongodb-x509&tls=true',
    'authMechanism=X509&tls=true',
    'authMechanism=PLAIN&tls=true',
    'authMechanism=SCRAM-SHA-256',
    'authMechanism=GSSAPI&authSource=db',
  );
  const uris = parts.map((part) => `mongodb://localhost/?${part}`);
  for (const user of [
    'u:p@',
    'u@',
    'CN%3Dclient@',
    'u:@',
    ':p@',
    '@',
    'u:p@ss@',
    'u:p:q@',
    'u:p/q@',
    'u:p%@',
    'u:p%zz@',
    'u:p%40ss@',
  ])
    for (const rest of ['localhost/?tls=true', 'localhost/?authMechanism=MONGODB-X509&tls=true'])
      uris.push(`mongodb://${user}${rest}`);
  for (const hosts of [
    '',
    'a,b',
    'a,,b',
    'a:27017,b:27018',
    'a:0',
    'a:99999',
    'a:abc',
    'a:',
    '[::1]',
    '[::1]:27017',
    '::1',
    '%2Ftmp%2Fm.sock',
    'A.EXAMPLE',
    'a b',
    '127.0.0.1',
  ])
    uris.push(`mongodb://${hosts}/?tls=true`);
  for (const rest of [
    'x.y.z',
    'x.y.z/',
    'x.y.z/?tls=false',
    'x.y.z/?ssl=false',
    'x.y.z/?tlsInsecure=true',
    'x.y.z/db?tlsCAFile=/ca.pem',
    'x.y.z:27017/',
    'x.y.z,v.w.x/',
    'x/',
    'x.y.z/?directConnection=true',
    'x.y.z/?srvMaxHosts=1',
    'x.y.z/?srvServiceName=other',
  ])
    uris.push(`mongodb+srv://${rest}`);
  uris.push(
    'mongodb://localhost',
    'mongodb://localhost?tls=true',
    'mongodb://localhost/db',
    'mongodb://localhost/db?tls=true',
    'mongodb://localhost/db.collection?tls=true',
    'mongodb://localhost/?tls=true#fragment',
    'mongo://localhost/?tls=true',
    'MONGODB://localhost/?tls=true',
    'http://localhost/',
    ' mongodb://localhost/?tls=true',
  );
  return uris.map((uri) => ({ uri }));
}

/** Options in code that both drivers have. */
function sharedOptions() {
  const sets = [];
  for (const name of flags)
    for (const value of [true, false, 'true', 1, 0, null]) sets.push({ [name]: value });
  for (const [name, file] of Object.entries(files))
    sets.push(
      { [name]: file },
      { [name]: '' },
      { [name]: null },
      { [name]: 1 },
      { tls: true, [name]: file },
      { tls: false, [name]: file },
    );
  for (const one of flags.slice(2))
    for (const other of flags.slice(2))
      if (one !== other)
        sets.push({ tls: true, [one]: true, [other]: true }, { tls: true, [one]: true, [other]: false });
  sets.push(
    { tls: true, ssl: true },
    { tls: true, ssl: false },
    { tls: true, tlsCertificateKeyFile: '/client.pem', tlsCertificateKeyFilePassword: 'secret' },
    { tls: true, tlsCertificateKeyFilePassword: 'secret' },
    { TLS: true },
    { tlsCaFile: '/ca.pem' },
    { foo: 1 },
    { tls: true, foo: 1 },
    { directConnection: true, replicaSet: 'rs0' },
    { tls: true, authMechanism: 'MONGODB-X509' },
    { authMechanism: 'MONGODB-X509', tls: true, tlsCertificateKeyFile: '/client.pem' },
  );
  const cases = sets.map((options) => ({ uri: 'mongodb://localhost/', options }));
  for (const options of [
    { tls: true },
    { tls: false },
    { ssl: true },
    { ssl: false },
    { tlsInsecure: true },
    { tlsAllowInvalidCertificates: true },
    { tlsCAFile: '/ca.pem' },
  ])
    for (const part of [
      'tls=true',
      'tls=false',
      'ssl=true',
      'ssl=false',
      'tlsInsecure=true',
      'tlsAllowInvalidCertificates=true',
      'tlsCAFile=/other.pem',
    ])
      cases.push({ uri: `mongodb://localhost/?${part}`, options });
  for (const options of [{ tls: false }, { ssl: false }, { tlsInsecure: true }, { tls: true }])
    cases.push({ uri: 'mongodb+srv://x.y.z/', options });
  return cases;
}

function pymongoCases() {
  const sets = [
    { ssl: true, ssl_cert_reqs: 'ssl.CERT_NONE' },
    { ssl: true, ssl_cert_reqs: 'ssl.CERT_OPTIONAL' },
    { ssl: true, ssl_cert_reqs: 'ssl.CERT_REQUIRED' },
    { ssl: true, ssl_cert_reqs: 'CERT_NONE' },
    { ssl: true, ssl_cert_reqs: null },
    { ssl: true, ssl_cert_reqs: 0 },
    { ssl_cert_reqs: 'ssl.CERT_NONE' },
    { tls: true, ssl_cert_reqs: 'ssl.CERT_NONE' },
    { ssl: true, ssl_match_hostname: false },
    { ssl_match_hostname: false },
    { ssl: true, ssl_ca_certs: '/ca.pem' },
    { ssl_ca_certs: '/ca.pem' },
    { ssl: true, ssl_certfile: '/client.pem' },
    { ssl_certfile: '/client.pem' },
    { ssl: true, ssl_keyfile: '/client.key' },
    { ssl: true, ssl_certfile: '/client.pem', ssl_keyfile: '/client.key' },
    { ssl: true, ssl_crlfile: '/crl.pem' },
    { ssl: true, ssl_certfile: '/client.pem', ssl_pem_passphrase: 'secret' },
    { ssl: true, ssl_pem_passphrase: 'secret' },
    { tls: true, tlsAllowInvalidCertificates: true, ssl_cert_reqs: 'ssl.CERT_REQUIRED' },
    { tls: true, tlsCRLFile: '/crl.pem', tlsAllowInvalidCertificates: true },
    { tlsDisableOCSPEndpointCheck: true, tlsCRLFile: '/crl.pem', tls: true },
    { username: 'u', password: 'p', authMechanism: 'MONGODB-X509', tls: true },
    { username: 'u', authMechanism: 'MONGODB-X509', tls: true },
    { authMechanism: 'MONGODB-X509', authSource: 'admin', tls: true },
    { tls_ca_certs: '/ca.pem' },
    { sslCAFile: '/ca.pem' },
    { timeoutMS: 'x' },
    { tz_aware: 'yes' },
    { uuidRepresentation: 'bad' },
    { maxPoolSize: -1 },
    { w: 'majority', j: true },
  ];
  const cases = sets.map((options) => ({ uri: 'mongodb://localhost/', options }));
  for (const host of [
    'localhost',
    'localhost:27018',
    'a.b.c',
    '/tmp/m.sock',
    '[::1]:27017',
    '',
    'a:b',
    'localhost:99999',
  ])
    cases.push({ host, options: { tls: true } });
  for (const host of ['a.docdb.amazonaws.com', 'a.cosmos.azure.com', 'a.mongodb.net'])
    cases.push({ uri: `mongodb://${host}/?tls=true` });
  return cases;
}

function nodeCases() {
  const sets = [
    { ssl: true, sslValidate: false },
    { ssl: true, sslValidate: true },
    { sslValidate: false },
    { ssl: true, sslCA: '/ca.pem' },
    { ssl: true, sslCA: 'text' },
    { sslCA: '/ca.pem' },
    { ssl: true, sslCert: '/client.pem', sslKey: '/client.key', sslPass: 'secret' },
    { ssl: true, sslCRL: '/crl.pem' },
    { tls: true, tlsCertificateFile: '/client.pem' },
    { tls: true, rejectUnauthorized: false },
    { tls: true, rejectUnauthorized: true },
    { rejectUnauthorized: false },
    { tls: true, rejectUnauthorized: false, tlsAllowInvalidCertificates: false },
    { tls: true, tlsInsecure: true, rejectUnauthorized: true },
    { tls: true, checkServerIdentity: '@noop' },
    { tls: true, checkServerIdentity: false },
    { tls: true, checkServerIdentity: true },
    { checkServerIdentity: '@noop' },
    { tls: true, ca: 'text' },
    { tls: true, cert: 'text', key: 'text', passphrase: 'secret' },
    { tls: true, pfx: '@buf', passphrase: 'secret' },
    { tls: true, crl: 'text' },
    { tls: true, secureContext: '@ctx' },
    { tls: true, secureContext: '@ctx', tlsCAFile: '/ca.pem' },
    { tls: true, minVersion: 'TLSv1.3' },
    { tls: true, secureProtocol: 'TLSv1_2_method' },
    { tls: true, servername: 'other' },
    { tls: true, ciphers: 'ALL' },
    { tls: true, allowPartialTrustChain: true },
    { useNewUrlParser: true, useUnifiedTopology: true, tls: true },
    { useNewUrlParser: true },
    { keepAlive: true, tls: true },
    { auth: { username: 'u', password: 'p' }, tls: true },
    { auth: { username: 'u' }, authMechanism: 'MONGODB-X509', tls: true },
    { maxPoolSize: 'x' },
    { w: 'majority', journal: true },
    { serverApi: '1', tls: true },
    { serverApi: 'bad' },
  ];
  const cases = sets.map((options) => ({ uri: 'mongodb://localhost/', options }));
  for (const part of [
    'useNewUrlParser=true',
    'useUnifiedTopology=true',
    'sslCert=/c.pem',
    'tls=true&checkServerIdentity=x',
    'tls=true&secureContext=x',
    'tls=true&ca=x',
    'tls=true&minVersion=TLSv1.3',
    'keepAlive=true',
    'servername=x',
  ])
    cases.push({ uri: `mongodb://localhost/?${part}` });
  return cases;
}

const more = {
  pymongo: [
    'ssl_cert_reqs',
    'ssl_ca_certs',
    'ssl_certfile',
    'ssl_crlfile',
    'ssl_match_hostname',
    'retryWrites',
    'replicaSet',
    'authMechanism',
    'authSource',
    'maxPoolSize',
    'appName',
    'connectTimeoutMS',
    'foo',
    'sslCAFile',
    'directConnection',
    'readPreference',
    'w',
  ],
  node: [
    'sslValidate',
    'sslCA',
    'sslCert',
    'rejectUnauthorized',
    'checkServerIdentity',
    'tlsCertificateFile',
    'retryWrites',
    'replicaSet',
    'authMechanism',
    'authSource',
    'maxPoolSize',
    'appName',
    'connectTimeoutMS',
    'foo',
    'ssl_ca_certs',
    'directConnection',
    'readPreference',
    'w',
  ],
};

/** Random mixtures. `inUri` decides what a value may look like. */
function mixed(driver, count, seed) {
  const next = random(seed);
  const one = (list) => list[Math.floor(next() * list.length)];
  const tlsNames = [...flags, ...Object.keys(files), 'tlsCertificateKeyFilePassword'];
  const value = (name, inUri) => {
    if (/File$|^sslC|_ca_|certfile|crlfile/i.test(name)) return one(['/a.pem', '/b%20c.pem', 'C:\\x.pem']);
    if (name === 'tlsCertificateKeyFilePassword') return one(['secret', 'a%2Bb', '100%']);
    if (name === 'authMechanism')
      return one(['MONGODB-X509', 'SCRAM-SHA-256', 'PLAIN', 'mongodb-x509', 'MONGODB-AWS']);
    if (name === 'authSource') return one(['admin', '$external', 'db']);
    if (name === 'readPreference') return one(['primary', 'nearest', 'bad']);
    if (name === 'ssl_cert_reqs')
      return inUri
        ? one(['CERT_NONE', 'CERT_REQUIRED', 'none'])
        : one(['ssl.CERT_NONE', 'ssl.CERT_REQUIRED', null]);
    if (name === 'checkServerIdentity') return inUri ? 'x' : one(['@noop', false]);
    if (/MS$|Size$|^w$/.test(name))
      return inUri ? one(['100', '0', '-1', 'x']) : one([100, 0, -1, '5', null]);
    if (/^(replicaSet|appName|foo|sslCAFile)$/.test(name)) return one(['x', '']);
    return inUri
      ? one(['true', 'true', 'false', 'True', '1', ''])
      : one([true, true, false, 'true', 1, null]);
  };
  const spelled = (name) => (next() < 0.08 ? name.toLowerCase() : name);
  const name = () => one(next() < 0.65 ? tlsNames : more[driver]);
  return Array.from({ length: count }, () => {
    const scheme =
      next() < 0.1
        ? 'mongodb+srv://x.y.z'
        : `mongodb://${one(['', '', 'u:p@', 'u@'])}${one(['localhost', 'localhost', 'a,b', '[::1]'])}`;
    const parts = Array.from({ length: Math.floor(next() * 4) }, () => {
      const n = name();
      return `${spelled(n)}=${value(n, true)}`;
    });
    const options = {};
    if (next() < 0.5)
      for (let i = Math.floor(next() * 3); i >= 0; i--) {
        const n = name();
        options[spelled(n)] = value(n, false);
      }
    const uri = `${scheme}/${parts.length ? `?${parts.join('&')}` : ''}`;
    return Object.keys(options).length ? { uri, options } : { uri };
  });
}

const own = { pymongo: pymongoCases, node: nodeCases };

/** All questions for a driver: the written ones and `count` random ones. */
export function casesOf(driver, { count = 150, seed = 1 } = {}) {
  const seen = new Set();
  return [...sharedUris(), ...sharedOptions(), ...own[driver](), ...mixed(driver, count, seed)]
    .filter((c) => {
      const text = JSON.stringify(c);
      return !seen.has(text) && seen.add(text);
    })
    .map((c, i) => ({ id: i, ...c }));
}

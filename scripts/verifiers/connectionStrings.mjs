/** Connection strings to ask real drivers about: what people write, what they get wrong, and random mixtures with a fixed seed. `PKI` stands for the folder of the test certificates. */

const options = {
  tls: [
    'true',
    'false',
    'True',
    'TRUE',
    '1',
    '0',
    'yes',
    'no',
    'y',
    't',
    'n',
    'f',
    '-1',
    'on',
    'off',
    '',
    '%74rue',
  ],
  ssl: ['true', 'false', 'True', '1', ''],
  tlsCAFile: ['PKI/ca.pem', ''],
  tlscafile: ['PKI/ca.pem'],
  tlsCertificateKeyFile: ['PKI/client.pem'],
  tlsCertificateKeyFilePassword: ['secret'],
  tlsCertificateFile: ['PKI/client.crt'],
  tlsPrivateKeyFile: ['PKI/client.key'],
  tlsAllowInvalidCertificates: ['true', 'false', 'yes', ''],
  tlsAllowInvalidHostnames: ['true', 'false', 'True'],
  tlsInsecure: ['true', 'false', '1', 'TRUE', ''],
  tlsCRLFile: ['PKI/ca.pem'],
  tlsDisableOCSPEndpointCheck: ['true', 'false', 'no'],
  tlsDisableCertificateRevocationCheck: ['true', 'false'],
  sslInsecure: ['true', 'false'],
  sslAllowInvalidCertificates: ['true'],
  sslAllowInvalidHostnames: ['true'],
  sslInvalidHostNameAllowed: ['true', 'false', 'on'],
  sslVerifyCertificate: ['false'],
  sslCertificateAuthorityFile: ['PKI/ca.pem'],
  sslClientCertificateKeyFile: ['PKI/client.pem'],
  sslClientCertificateKeyPassword: ['secret'],
  ssl_cert_reqs: ['CERT_NONE'],
  tlsFoo: ['1'],
  appName: ['x'],
  retryWrites: ['true', 'yes'],
  directConnection: ['true'],
  authMechanism: ['MONGODB-X509', 'mongodb-x509', 'SCRAM-SHA-256', 'NONSENSE'],
  authSource: ['admin', '$external', ''],
};

const shapes = [
  'mongodb://h',
  'mongodb://h/',
  'mongodb://h:1',
  'mongodb://h:0/',
  'mongodb://h:65536/',
  'mongodb://h:port/',
  'mongodb://h:/',
  'mongodb:///',
  'mongodb://',
  'mongodb:/h/',
  'http://h/',
  'h:27017',
  '',
  'mongodb://a,b/',
  'mongodb://a,,b/',
  'mongodb://a,/',
  'mongodb://[::1]/',
  'mongodb://[::1]:1/',
  'mongodb://[::1/',
  'mongodb://::1/',
  'mongodb://u:p@h/',
  'mongodb://u@h/',
  'mongodb://:p@h/',
  'mongodb://@h/',
  'mongodb://u:p@@h/',
  'mongodb://u:p:q@h/',
  'mongodb://u/x:p@h/',
  'mongodb://u:p/x@h/',
  'mongodb://u:%zz@h/',
  'mongodb://u:%41@h/',
  'mongodb://h?tls=true',
  'mongodb://h:1?tls=true',
  'mongodb://h/db?tls=true',
  'mongodb://h/d b?tls=true',
  'mongodb://h/d.b?tls=true',
  'mongodb://h/a/b?tls=true',
  'mongodb://h/?',
  'mongodb://h/??tls=true',
  'mongodb://h/?tls',
  'mongodb://h/?tls=',
  'mongodb://h/?=true',
  'mongodb://h/?tls=true&',
  'mongodb://h/?&tls=true',
  'mongodb://h/?tls=true&&ssl=true',
  'mongodb://h/?tls=true;ssl=true',
  'mongodb://h/?tls=true;tlsInsecure=true',
  'mongodb://h/?tls=true&tls=false',
  'mongodb://h/?tls=false&tls=true',
  'mongodb://h/?tls=true&TLS=true',
  'mongodb://h/?tls=%zz',
  'mongodb://h/?tls==true',
  'mongodb://h/?%74ls=true',
  'mongodb://h/?tls=true#x',
  'mongodb://%2Ftmp%2Fmongodb-27017.sock/?tls=true',
  'mongodb://h/?authMechanism=MONGODB-X509&authSource=admin',
  'mongodb://u:p@h/?authMechanism=MONGODB-X509',
  'mongodb://u@h/?authMechanism=MONGODB-X509&tls=true',
];

/** All of them, as `{id, uri}`. */
export function connectionStrings(random = 600) {
  const list = [...shapes];
  for (const [name, values] of Object.entries(options)) {
    for (const value of values)
      list.push(
        `mongodb://h.invalid:1/?${name}=${value}`,
        `mongodb://h.invalid:1/?tls=true&${name}=${value}`,
        `mongodb://h.invalid:1/?${name}=${value}&tls=false`,
      );
  }
  let state = 20261124;
  const next = (n) => (state = (state * 1103515245 + 12345) % 2147483648) % n;
  const names = Object.keys(options);
  for (let i = 0; i < random; i++) {
    const pairs = Array.from({ length: 2 + next(3) }, () => {
      const name = names[next(names.length)];
      return `${name}=${options[name][next(options[name].length)]}`;
    });
    list.push(`mongodb://h.invalid:1/?${pairs.join('&')}`);
  }
  return [...new Set(list)].map((uri, i) => ({ id: String(i), uri }));
}

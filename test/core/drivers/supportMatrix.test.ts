/** The table of what each driver makes of each option. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { driverById } from '../../../server/src/core/drivers';
import { matrixRow, supportMatrix, type MatrixRow } from '../../../server/src/core/drivers/matrix';

const columns = [
  'pymongo',
  'node',
  'java',
  'csharp',
  'go',
  'c',
  'php',
  'ruby',
  'rust',
  'swift',
  'elixir',
  'perl',
] as const;
type Column = (typeof columns)[number];

const rows = new Map<string, MatrixRow>();
function row(driver: Column): MatrixRow {
  let found = rows.get(driver);
  if (!found) rows.set(driver, (found = matrixRow(driverById(driver)!)));
  return found;
}

/** A line of letters, one per column; `.` is not claimed. */
function check(what: string, letters: string, read: (row: MatrixRow) => string): void {
  const marks = letters.replace(/ /g, '');
  assert.equal(marks.length, columns.length, what);
  columns.forEach((driver, i) => {
    if (marks[i] !== '.') assert.equal(read(row(driver)), marks[i], `${driver}: ${what}`);
  });
}

const letter = { supported: 'S', ignored: 'I', warns: 'W', error: 'E' } as const;
const state = { TLS: 'T', plaintext: 'p', error: 'E' } as const;

// py node java c# go c php rb rust swift ex perl — Support, Ignored, Warns, Error (newest versions; from the drivers' sources and runs).
const options: Readonly<Record<string, string>> = {
  tls: 'S S S S S S S S S S S S',
  ssl: 'S S S S S S S S S S S S',
  tlsCAFile: 'S S W I S S S S S S I S',
  tlsCertificateKeyFile: 'S S W I S S S S S S I S',
  tlsCertificateKeyFilePassword: '. . W I S S S S S S I S',
  tlsAllowInvalidCertificates: 'S S W I I S S S S S I S',
  tlsAllowInvalidHostnames: 'S S S I I S S S E S I S',
  tlsInsecure: 'S S S S S S S S S S I S',
  tlsCRLFile: 'S S W I I W I W E E I W',
  tlsDisableOCSPEndpointCheck: '. E W I S S S S E S I W',
  tlsDisableCertificateRevocationCheck: 'W E W S I S S W E S I W',
  authMechanism: 'S S S S S S S S S S S S',
  tlsFoo: 'W E W I I W I W E E I W',
};

for (const [name, letters] of Object.entries(options)) {
  test(`support of ${name}`, () => check(name, letters, (r) => letter[r.options[name]!.answer]));
}

// T: TLS, p: plaintext, E: refused.
const alone: Readonly<Record<string, string>> = {
  tlsCAFile: 'T p p p T T T p T T p T',
  tlsCertificateKeyFile: 'T p p p T T T p T T p T',
  tlsCertificateKeyFilePassword: 'T p p p p T T p T T p T',
  tlsAllowInvalidCertificates: 'p p p p p T T p T T p T',
  tlsInsecure: 'p p p p p T T p T T p T',
  tlsDisableOCSPEndpointCheck: 'p E p p T T T p E T p p',
};

for (const [name, letters] of Object.entries(alone)) {
  test(`${name} alone turns TLS on or leaves plaintext`, () =>
    check(name, letters, (r) => state[r.alone[name]!.answer]));
}

const booleans: Readonly<Record<string, string>> = {
  true: 'T T T T T T T T T T T T',
  True: 'p E T T E T T E E E p p',
  TRUE: 'p E T T E T T T E E p p',
  '1': 'p E T E E T T E E E p p',
  yes: 'p E T E E T T E E E p p',
  on: 'p E p E E E E E E E p p',
  '': 'p E p E E p p E E E p p',
};

for (const [text, letters] of Object.entries(booleans)) {
  test(`tls=${text} is read as each driver reads it`, () =>
    check(`tls=${text}`, letters, (r) => state[r.booleans[text]!.answer]));
}

test('tls=false before and after tlsCAFile', () => {
  check(
    'false first',
    'E p p p T p p p E p p T',
    (r) => state[r.orders['tls=false&tlsCAFile=/certs/ca.pem']!.answer],
  );
  check(
    'false last',
    'E p p p p p p p E p p T',
    (r) => state[r.orders['tlsCAFile=/certs/ca.pem&tls=false']!.answer],
  );
});

// The eight conflicts of the specification, and a switch given twice.
const pairs: Readonly<Record<string, string>> = {
  'tls=true&ssl=false': 'E E E E E E E E E E T E',
  'tls=true&tls=false': 'p E p E E p p E E E T T',
  'tlsInsecure=true&tlsAllowInvalidCertificates=true': 'E E T T T E E E E E T E',
  'tlsInsecure=true&tlsAllowInvalidHostnames=true': 'E E E T T E E E E E T E',
  'tlsInsecure=true&tlsDisableOCSPEndpointCheck=true': 'E E T T E E E E E E T T',
  'tlsInsecure=true&tlsDisableCertificateRevocationCheck=true': 'T E T E T E E T E E T T',
  'tlsAllowInvalidCertificates=true&tlsDisableOCSPEndpointCheck=true': 'E E T T T E E E E E T T',
  'tlsAllowInvalidCertificates=true&tlsDisableCertificateRevocationCheck=true': 'T E T T T E E T E E T T',
  'tlsDisableOCSPEndpointCheck=true&tlsDisableCertificateRevocationCheck=true': 'T E T T T E E T E E T T',
};

for (const [pair, letters] of Object.entries(pairs)) {
  test(`${pair} is refused or not`, () => check(pair, letters, (r) => state[r.pairs[pair]!.answer]));
}

test('Go lets tlsInsecure stand beside tlsDisableOCSPEndpointCheck when a client certificate is given', () => {
  const uri = 'mongodb://h/?tls=true&tlsInsecure=true&tlsDisableOCSPEndpointCheck=true';
  assert.equal(driverById('go')!.predict({ driver: 'go', uri }).outcome, 'error');
  assert.equal(
    driverById('go')!.predict({ driver: 'go', uri: `${uri}&tlsCertificateKeyFile=/c.pem` }).outcome,
    'ok',
  );
});

test('; separates options in some drivers only', () => {
  const uri = 'mongodb://h/?tls=true;tlsInsecure=true';
  const ask = (driver: string): string => {
    const answer = driverById(driver)!.predict({ driver, uri });
    return answer.outcome === 'error'
      ? 'error'
      : answer.chain === false || answer.hostname === false
        ? 'both read'
        : 'not read';
  };
  assert.deepEqual(['java', 'go', 'c', 'ruby', 'rust', 'perl'].map(ask), [
    'both read',
    'both read',
    'error',
    'error',
    'error',
    'error',
  ]);
});

// y: connected, n: not, .: not claimed. tls=true and tlsCAFile are written beside the bypass.
const accepts: readonly (readonly [fault: string, bypass: string, letters: string])[] = [
  ['wronghost', 'strict', 'n n n n n n n n n n . n'],
  ['wronghost', 'tlsAllowInvalidCertificates', 'y y n n n y y n y y . y'],
  ['wronghost', 'tlsAllowInvalidHostnames', 'y y y n n y y n . y . y'],
  ['wronghost', 'tlsInsecure', 'y y y y y y y y y y . y'],
  ['unknownca', 'tlsAllowInvalidCertificates', 'y y n n n y y y y y . y'],
  ['unknownca', 'tlsInsecure', 'y y n y y y y y y y . y'],
  ['expired', 'tlsAllowInvalidCertificates', 'y y n n n y y y y y . y'],
  ['expired', 'tlsInsecure', 'y y n y y y y y y y . y'],
  ['cnonly', 'strict', 'y y y . n y y y . . . y'],
  ['revoked', 'strict', 'y y y y y y y y y y . y'],
  ['ocsp', 'strict', 'y y y y n n n n y n . y'],
  ['muststaple', 'strict', 'y y y . n n n y y n . y'],
  ['tls11', 'tlsInsecure', 'n n n n n n n n n n n n'],
  ['good', 'strict', 'y y y y y y y y y y . y'],
  ['plain', 'strict', 'n n n n n n n n n n n n'],
];

for (const [fault, bypass, letters] of accepts) {
  test(`a server with fault ${fault}, ${bypass}`, () => {
    check(`${fault}/${bypass}`, letters, (r) =>
      r.accepts[fault]![bypass] === true ? 'y' : r.accepts[fault]![bypass] === false ? 'n' : '?',
    );
  });
}

test('PyMongo with PyOpenSSL checks OCSP, insists on staples, and takes no name from the common name', () => {
  const found = matrixRow(driverById('pymongo')!, undefined, 'pyopenssl').accepts;
  assert.deepEqual(
    [found['ocsp']!['strict'], found['muststaple']!['strict'], found['cnonly']!['strict']],
    [false, false, false],
  );
});

test('old drivers: the tls names were not there yet', () => {
  const plain = (driver: string, version: string): boolean =>
    driverById(driver)!.predict({ driver, version, uri: 'mongodb://h/?tls=true' }).tls === false;
  for (const [driver, version] of [
    ['java', '3.9.0'],
    ['go', '1.0.0'],
    ['c', '1.14.0'],
    ['ruby', '2.6.0'],
    ['php', '1.5.0'],

    ['csharp', '2.8.0'],
    ['perl', '2.0.3'],
  ] as const) {
    assert.ok(plain(driver, version), `${driver} ${version}`);
  }
  for (const [driver, version] of [
    ['java', '3.10.0'],
    ['go', '1.1.0'],
    ['c', '1.15.0'],
    ['ruby', '2.7.0'],
    ['php', '1.6.0'],
    ['csharp', '2.9.0'],
    ['perl', '2.1.1'],
  ] as const) {
    assert.ok(!plain(driver, version), `${driver} ${version}`);
  }
});

test('mongodb+srv turns TLS on in every driver, and tls=false turns it off again', () => {
  for (const found of supportMatrix()) {
    const predict = (query: string): boolean =>
      driverById(found.driver)!.predict({
        driver: found.driver,
        uri: `mongodb+srv://cluster0.abc.mongodb.net/${query}`,
      }).tls;
    assert.ok(predict(''), found.driver);
    if (found.driver !== 'elixir') assert.ok(!predict('?tls=false'), found.driver);
  }
});

test('SSL_CERT_FILE is read by the drivers on OpenSSL and by Go', () => {
  for (const driver of ['go', 'c', 'php', 'ruby']) {
    const query = { driver, uri: 'mongodb://h/?tls=true', server: 'good' as const };
    assert.equal(driverById(driver)!.predict(query).connected, false, driver);
    assert.equal(
      driverById(driver)!.predict({ ...query, env: { SSL_CERT_FILE: '/ca.pem' } }).connected,
      true,
      driver,
    );
  }
});

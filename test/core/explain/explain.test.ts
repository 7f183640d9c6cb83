/** Error texts as they come from logs and terminals. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { causes, explain, terminalLinks } from '../../../server/src/core/explain';
import { rules } from '../../../server/src/core/rules';

const first = (text: string) => explain(text).causes[0];
const ids = (text: string) => explain(text).causes.map((c) => c.id);

test('the reason inside a dump of many servers decides, not the wrapper around it', () => {
  const text = `pymongo.errors.ServerSelectionTimeoutError: SSL handshake failed: ac-x-shard-00-00.abcde.mongodb.net:27017: [SSL: TLSV1_ALERT_INTERNAL_ERROR] tlsv1 alert internal error (_ssl.c:1032) (configured timeouts: socketTimeoutMS: 20000.0ms, connectTimeoutMS: 20000.0ms),SSL handshake failed: ac-x-shard-00-01.abcde.mongodb.net:27017: [SSL: TLSV1_ALERT_INTERNAL_ERROR] tlsv1 alert internal error (_ssl.c:1032), Timeout: 30s, Topology Description: <TopologyDescription id: 66b, topology_type: ReplicaSetNoPrimary, servers: [<ServerDescription ('ac-x-shard-00-00.abcde.mongodb.net', 27017) server_type: Unknown, rtt: None>]>`;
  assert.equal(first(text)?.id, 'atlas-access-list');
  assert.equal(first(text)?.category, 'network');
  assert.equal(first(text)?.sure, 'certain');
  assert.ok(!explain(text).causes.some((c) => c.category === 'verification'));
});

test('a wrapper alone is told as a wrapper, with all that can hide behind it, the network first', () => {
  const list = explain('MongooseServerSelectionError: Server selection timed out after 30000 ms').causes;
  assert.deepEqual(
    list.slice(0, 2).map((c) => [c.id, c.category]),
    [
      ['server-selection', 'network'],
      ['timeout', 'network'],
    ],
  );
  assert.deepEqual(
    new Set(list.map((c) => c.category)),
    new Set(['network', 'dns', 'other', 'server-expects-tls', 'not-tls', 'auth', 'verification']),
  );
});

test('a text that is not known leads to its subject, as a possibility and after everything else', () => {
  const only = (text: string) => explain(text).causes.map((c) => [c.category, c.sure]);
  assert.deepEqual(only('Error: the flux option is wrong'), [['other', 'possible']]);
  assert.deepEqual(only('Error: kerberos went wrong'), [['auth', 'possible']]);
  assert.deepEqual(only('Error: resolver: unexpected flux'), [['dns', 'possible']]);
  assert.deepEqual(only('Error: illegal flux in the handshake'), [['protocol', 'possible']]);
  assert.deepEqual(only('Error: wrong flux in the passphrase'), [['key-file', 'possible']]);
  assert.deepEqual(only('Error: unknown flux in the certificate'), [['verification', 'possible']]);
  assert.deepEqual(only('Error: wrong flux in the client certificate'), [['client-cert', 'possible']]);
  assert.deepEqual(only('Error: unexpected flux in the tunnel'), [['network', 'possible']]);
  assert.deepEqual(only('Error: unknown flux in ocsp'), [['revocation', 'possible']]);
  assert.deepEqual(only('Error: wrong flux in the subjectAltName'), [['hostname', 'possible']]);
  assert.equal(first('MongoServerSelectionError: wrong flux in the certificate')?.category, 'network');
  assert.deepEqual(only('the certificate of the handshake is shown by this option'), []);
});

test('whether a closed connection was in use, or has TLS, decides what closed it', () => {
  const monitor =
    'MongoServerSelectionError: x { [cause]: MongoNetworkError: connection <monitor> to 10.0.0.1:27017 closed';
  assert.equal(
    first(`${monitor}\n at Connection.onClose (a.js:1:2)\n at Socket.emit (node:events:1:2)`)?.id,
    'server-expects-tls',
  );
  assert.equal(
    first(`${monitor}\n at Connection.onClose (a.js:1:2)\n at TLSSocket.emit (node:events:1:2)`)?.id,
    'client-certificate-required',
  );
  assert.equal(first('MongoNetworkError: connection 3 to 10.0.0.1:27017 closed')?.category, 'network');
  assert.equal(first('pymongo.errors.AutoReconnect: db:27017: connection closed')?.category, 'network');
  assert.equal(
    first('pymongo.errors.ServerSelectionTimeoutError: db:27017: connection closed, Timeout: 30s')?.category,
    'server-expects-tls',
  );
  const on =
    'mongodb://db:27017/?tls=true\npymongo.errors.ServerSelectionTimeoutError: db:27017: connection closed, Timeout: 30s';
  assert.notEqual(first(on)?.category, 'server-expects-tls');
});

test('Atlas always has TLS: what closes a handshake there is the network', () => {
  const closed = 'Client network socket disconnected before secure TLS connection was established';
  assert.equal(first(closed)?.category, 'not-tls');
  assert.equal(first(`db.abcde.mongodb.net: ${closed}`)?.category, 'network');
});

test('a nested Java cause decides over the outer exceptions', () => {
  const text = `com.mongodb.MongoTimeoutException: Timed out after 30000 ms while waiting to connect. Client view of cluster state is {type=UNKNOWN, servers=[{address=db:27017, type=UNKNOWN, state=CONNECTING, exception={com.mongodb.MongoSocketWriteException: Exception sending message}, caused by {javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target}}]`;
  assert.equal(first(text)?.id, 'issuer-unknown');
  assert.match(first(text)!.fix, /keytool/);
});

test('colours, line breaks inside the words and frames of a terminal do not hide an error', () => {
  assert.equal(
    first('\u001b[31mcertificate\u001b[0m \u001b[1mverify failed: certificate\n   has\n   expired\u001b[0m')
      ?.id,
    'certificate-expired',
  );
  assert.equal(
    first(
      '│ [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Hostname     │\n│ mismatch, certificate is not valid for  │',
    )?.id,
    'hostname-mismatch',
  );
  assert.equal(first('> unable to verify the first\n> certificate')?.id, 'first-certificate-unverified');
});

test('words that a terminal cut in the middle are joined again', () => {
  assert.equal(
    first(
      'ServerSelectionTimeoutError: [SSL: CERTIFICATE_VERIFY_FAI\nLED] certificate verify failed: unable to get local iss\nuer certificate (_ssl.c:1006)',
    )?.id,
    'issuer-unknown',
  );
});

test('escapes of JSON are read through', () => {
  const text = JSON.stringify({
    msg: 'failed',
    err: "Error: Hostname/IP does not match certificate's altnames: Host: db. is not in the cert's altnames\n    at x",
  });
  assert.equal(first(text)?.id, 'hostname-mismatch');
});

test('the name of an option is not an error', () => {
  assert.deepEqual(ids('mongodb://localhost/?tlsAllowInvalidCertificates=true'), []);
});

test('a text without any known error has no causes', () => {
  for (const text of ['', '   ', 'hello world', 'Server listening on port 3000'])
    assert.deepEqual(ids(text), []);
});

test('Node.js "unable to verify the first certificate" lists its causes with what decides between them', () => {
  const { causes: list } = explain('MongoServerSelectionError: unable to verify the first certificate');
  assert.ok(list.length >= 5);
  assert.ok(list[0]!.checks.length > 0);
  for (const other of list.slice(1)) assert.ok(other.when, other.id);
  assert.ok(list.some((c) => c.category === 'key-file'));
});

test('in the log of a server, an alert of the client blames the certificate of the server', () => {
  const log =
    '{"t":{"$date":"2024-02-28T23:00:28.316+00:00"},"s":"I","c":"NETWORK","id":22988,"ctx":"conn4","msg":"Error receiving request from client. Ending connection from remote","attr":{"error":{"code":141,"codeName":"SSLHandshakeFailed","errmsg":"SSL handshake failed: error:14094418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca"}}}';
  assert.equal(first(log)?.id, 'peer-distrusts-server');
  assert.equal(
    first('error:14094418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca')?.id,
    'client-certificate-unknown-ca',
  );
});

test('whose line it is decides whose certificate is judged and who speaks without TLS', () => {
  const reason = 'tls: failed to verify certificate: x509: certificate signed by unknown authority';
  const listener = `clientconn/listener.go:300 Connection stopped {"error":"read 0: ${reason}","name":"listener"}`;
  assert.equal(first(reason)?.category, 'verification');
  assert.equal(first(listener)?.id, 'peer-certificate-rejected');
  // The error of a client beside the log of a server stays the client's.
  const beside = `clientconn/listener.go:292 Connection started\napp-1 | Last error: ${reason}`;
  assert.equal(first(beside)?.category, 'verification');

  const version = 'SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while';
  const from = 'client: 127.0.0.1, server: 127.0.0.1:27017';
  assert.equal(first(`${version} SSL handshaking, ${from}`)?.id, 'client-without-tls');
  assert.equal(first(`${version} SSL handshaking to upstream, ${from}`)?.id, 'not-tls');
  assert.equal(first('SSL_connect: error:0A00010B:SSL routines::wrong version number')?.id, 'not-tls');
  assert.equal(
    first('SSL_accept: error:0A00010B:SSL routines::wrong version number')?.id,
    'client-without-tls',
  );
});

test('a revoked certificate is told as revoked, whatever else is said of it', () => {
  const gnutls =
    'Status: The certificate is NOT trusted. The certificate issuer is unknown. The certificate chain is revoked.';
  assert.equal(first(gnutls)?.category, 'revocation');
  assert.equal(first('*** Received alert [44]: Certificate was revoked')?.category, 'client-cert');
});

test('looking up a name is no connecting, and a missing socket is no missing file', () => {
  assert.equal(first('dial tcp: lookup db.example.test: i/o timeout')?.category, 'dns');
  assert.equal(first('dial tcp 10.0.0.9:27017: i/o timeout')?.category, 'network');
  assert.equal(first('dial unix /run/db.sock: connect: no such file or directory')?.category, 'network');
  assert.equal(first('open /etc/ssl/ca.pem: no such file or directory')?.category, 'key-file');
});

test('what is shown holds no password, passphrase or private key', () => {
  const key = '-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\\n-----END PRIVATE KEY-----';
  const text = `connecting to mongodb://app:hunter2@db.example.com/?tls=true&tlsCertificateKeyFilePassword=tr0ub4dor key=${key} failed: certificate has expired for mongodb://app:hunter2@db.example.com/`;
  const shown = JSON.stringify(explain(text));
  assert.match(shown, /certificate has expired/);
  assert.doesNotMatch(shown, /hunter2|tr0ub4dor|MIIEvQ/);
});

test('secrets in escaped JSON, in quotes, on command lines and in other addresses are not shown either', () => {
  const texts = [
    JSON.stringify({
      options: JSON.stringify({ tlsCertificateKeyFilePassword: 'hunter2', password: 'hunter2 and more' }),
      error: 'certificate has expired',
    }),
    `{ passphrase: 'hunter2 and more' } certificate has expired`,
    'mongosh --tls --password hunter2 --tlsCertificateKeyFilePassword "hunter2 b" db.example.com: certificate has expired',
    'mongodump -u app -p hunter2 --host db: certificate has expired',
    'via http://joe:hunter2@proxy:3128: certificate has expired',
    'mongodb://app:hunter2%40x@db/?authSource=admin: certificate has expired',
    "MongoClient('db', username='app', password='hunter2 x') certificate has expired",
  ];
  for (const text of texts) {
    const shown = JSON.stringify(explain(text));
    assert.match(shown, /certificate has expired/);
    assert.doesNotMatch(shown, /hunter2/, text);
  }
});

test('a password that is cut off by a very long line does not leak its tail', () => {
  const uri = `mongodb://app:${'s3cret'.repeat(400)}@db/`;
  assert.doesNotMatch(JSON.stringify(explain(`${uri} certificate has expired ${uri}`)), /s3cret/);
  assert.doesNotMatch(JSON.stringify(explain(`${uri}/certificate has expired/${uri}`)), /s3crets3cret/);
});

test('every cause has what a reader needs, and no advice weakens security', () => {
  for (const cause of causes) {
    assert.ok(cause.title && cause.why && cause.fix && cause.sources.length > 0, cause.id);
    const said = [cause.title, cause.fix, ...(cause.advice ?? []).map((a) => a.text)].join(' ');
    assert.doesNotMatch(
      said,
      /(?:set|use|add)\s+(?:tlsInsecure|tlsAllowInvalid\w*|NODE_TLS_REJECT_UNAUTHORIZED|sslValidate)|0\.0\.0\.0|CERT_NONE|SECLEVEL=[01]/i,
      cause.id,
    );
    for (const other of cause.orElse ?? [])
      assert.ok(
        causes.some((c) => c.id === other.cause),
        `${cause.id} -> ${other.cause}`,
      );
    if (cause.inServerLog)
      assert.ok(
        causes.some((c) => c.id === cause.inServerLog),
        cause.id,
      );
  }
  assert.equal(new Set(causes.map((c) => c.id)).size, causes.length);
});

test('a known error in a line of a terminal becomes a link at its place', () => {
  const line = 'MongoServerSelectionError: connect ECONNREFUSED 127.0.0.1:27017';
  const [link] = terminalLinks(line);
  assert.equal(line.slice(link!.start, link!.start + link!.length), 'ECONNREFUSED');
  assert.equal(link!.causeId, 'connection-refused');
});

test('lines of other programs get no links for faults that have nothing to do with TLS', () => {
  assert.deepEqual(
    terminalLinks('curl: (7) Failed to connect to localhost port 3000: Connection refused'),
    [],
  );
  assert.deepEqual(
    terminalLinks("npm error enoent ENOENT: no such file or directory, open '/x/package.json'"),
    [],
  );
});

test('every rule that a cause names exists', () => {
  const ids = new Set(rules.map((r) => r.meta.id));
  for (const cause of causes)
    for (const rule of cause.rules ?? []) assert.ok(ids.has(rule), `${cause.id}: ${rule}`);
});

test('advice fits the surroundings: Atlas needs no CA file, Java has no tlsCAFile', () => {
  const atlas = first(
    'cluster0-shard-00-00.abcde.mongodb.net:27017: certificate verify failed: unable to get local issuer certificate (_ssl.c:1000)',
  )!.fix;
  assert.match(atlas, /no CA file is needed/);
  assert.doesNotMatch(atlas, /^Set tlsCAFile/);
  assert.match(atlas, /certifi/);
  const java = first('javax.net.ssl.SSLHandshakeException: PKIX path building failed')!.fix;
  assert.match(java, /^Java: the driver has no tlsCAFile/);
  const mac = first(
    'File "/Users/ann/app.py"\npymongo.errors: certificate verify failed: unable to get local issuer certificate (_ssl.c:1000)',
  )!.fix;
  assert.match(mac, /Install Certificates\.command/);
  assert.match(
    first('db.docdb.amazonaws.com: unable to get local issuer certificate')!.fix,
    /global-bundle\.pem/,
  );
});

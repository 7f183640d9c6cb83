/** The models of the drivers outside Python and JavaScript, case by case. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { predict } from '../../../server/src/core/drivers';
import { codeThatChecks } from '../../../server/src/core/drivers/query';
import type { Prediction } from '../../../server/src/core/types';

/** Predicts for a connection string with these options, at the newest modelled version. */
function ask(driver: string, query: string, more: object = {}): Prediction {
  const answer = predict({ driver, uri: `mongodb://db.example.com/?${query}`, ...more });
  assert.ok(answer, `${driver} is modelled`);
  return answer;
}

test('Go: the later of tls=false and tlsCAFile wins, in both orders', () => {
  assert.equal(ask('go', 'tls=false&tlsCAFile=/ca.pem').tls, true);
  assert.equal(ask('go', 'tlsCAFile=/ca.pem&tls=false').tls, false);
});

test('Go: tlsInsecure without tls leaves the connection in plaintext', () => {
  assert.equal(ask('go', 'tlsInsecure=true').tls, false);
});

test('Go: the error for a wrong boolean has quotes from 1.10 on', () => {
  assert.equal(
    ask('go', 'tls=1', { version: '1.9.0' }).message,
    'error parsing uri: invalid value for tls: 1',
  );
  assert.equal(
    ask('go', 'tls=1', { version: '1.10.0' }).message,
    'error parsing uri: invalid value for "tls": "1"',
  );
});

test('Go: a tls.Config in code replaces what the connection string says', () => {
  const answer = ask('go', 'tls=true&tlsInsecure=true', { options: { MinVersion: 'tls.VersionTLS13' } });
  assert.deepEqual(
    [answer.tls, answer.chain, answer.hostname, answer.minProtocol],
    [true, true, true, 'TLS 1.3'],
  );
});

test('Java: tlsInsecure turns off the host name only', () => {
  const answer = ask('java', 'tls=true&tlsInsecure=true');
  assert.deepEqual([answer.chain, answer.hostname], [true, false]);
  assert.deepEqual(answer.decidedBy.hostname, { kind: 'option', name: 'tlsInsecure', place: 'uri' });
});

test('Java: mongodb+srv with tls=false is refused until 4.10 and plaintext from 4.11', () => {
  const uri = 'mongodb+srv://cluster.example.com/?tls=false';
  assert.equal(predict({ driver: 'java', version: '4.10.0', uri })?.outcome, 'error');
  assert.equal(predict({ driver: 'java', version: '4.11.0', uri })?.tls, false);
});

test('Java: a context made by the program makes the chain unknown', () => {
  assert.equal(ask('java', 'tls=true', { options: { context: {} } }).chain, null);
});

test('Java: whether a context made by the program looks at the name depends on its trust manager', () => {
  const hostname = (options: object, query = 'tls=true'): unknown => ask('java', query, { options }).hostname;
  assert.equal(hostname({ context: {} }), null);
  assert.equal(hostname({ context: codeThatChecks('hostname') }), true);
  assert.equal(hostname({ context: codeThatChecks('nothing') }), false);
  assert.equal(hostname({ context: {} }, 'tls=true&tlsInsecure=true'), false);
});

test('C#: a callback that refuses every fault checks as the default does', () => {
  const options = {
    UseTls: true,
    ServerCertificateValidationCallback: codeThatChecks('everything'),
  };
  const answer = ask('csharp', 'appName=x', { options });
  assert.deepEqual([answer.chain, answer.hostname], [true, true]);
});

test('libmongoc: tls and ssl are compared as texts', () => {
  assert.equal(
    ask('c', 'tls=true&ssl=1').message,
    "Deprecated option 'ssl=1' conflicts with canonical name 'tls=true'",
  );
});

test('libmongoc: mongoc_client_set_ssl_opts replaces the string and turns TLS on', () => {
  const answer = ask('c', 'tlsAllowInvalidCertificates=true', { options: { ca_file: '/ca.pem' } });
  assert.deepEqual([answer.tls, answer.chain, answer.hostname], [true, true, true]);
});

test('mongocxx: options::tls without TLS in the string is refused', () => {
  assert.equal(
    ask('cxx', 'appname=x', { options: { ca_file: '/ca.pem' } }).message,
    "cannot set TLS options if 'tls=true' not in URI",
  );
});

test("PHP: the text 'false' turns verification off in 1.x and is refused by 2.x", () => {
  const options = { tls: true, tlsAllowInvalidCertificates: 'false' };
  assert.equal(ask('php', '', { version: '1.20.0', options }).chain, false);
  assert.equal(
    ask('php', '', { version: '2.0.0', options }).message,
    'Expected boolean for "tlsAllowInvalidCertificates" URI option, string given',
  );
});

test('PHP: a message never carries the password', () => {
  const answer = predict({ driver: 'php', uri: 'mongodb://u:canary@h/?tls=true&ssl=false' });
  assert.doesNotMatch(answer!.message!, /canary/);
});

test('Ruby: tlsAllowInvalidCertificates leaves the host name checked, and the host name cannot be switched off alone', () => {
  const certificates = ask('ruby', 'tls=true&tlsAllowInvalidCertificates=true');
  assert.deepEqual([certificates.chain, certificates.hostname], [false, true]);
  const names = ask('ruby', 'tls=true&tlsAllowInvalidHostnames=true');
  assert.deepEqual([names.chain, names.hostname], [true, true]);
});

test('Ruby: a tls key of the options hash is ignored with a warning', () => {
  const answer = ask('ruby', '', { options: { tls: true } });
  assert.equal(answer.tls, false);
  assert.deepEqual(answer.warnings, ["Unsupported client option 'tls'. It will be ignored."]);
});

test('Perl: an option that is present counts as true, whatever its value', () => {
  const answer = ask('perl', 'tlsInsecure=false');
  assert.deepEqual([answer.tls, answer.chain, answer.hostname], [true, false, false]);
});

test('Rust: tls=false and another TLS option are refused in both orders, with different texts', () => {
  assert.equal(ask('rust', 'tls=false&tlsCAFile=/ca.pem').message, "'tlsCAFile' can't be set if tls=false");
  assert.equal(
    ask('rust', 'tlsCAFile=/ca.pem&tls=false').message,
    'cannot set {key}={tls} if other TLS options are set',
  );
});

test('Rust: an unknown option is refused, with the nearest name', () => {
  assert.equal(
    ask('rust', 'tlsFoo=1').message,
    'tlsfoo is an invalid option. An option with a similar name exists: tls',
  );
});

test('Rust: the value of tlsInsecure was taken the wrong way round before 3.3', () => {
  assert.equal(ask('rust', 'tlsInsecure=true', { version: '3.2.0' }).chain, true);
  assert.equal(ask('rust', 'tlsInsecure=false', { version: '3.2.0' }).chain, false);
  assert.equal(ask('rust', 'tlsInsecure=true', { version: '3.3.0' }).chain, false);
});

test('Rust: the password of the key needs a feature of the crate', () => {
  assert.equal(ask('rust', 'tlsCertificateKeyFilePassword=x', { extras: [] }).outcome, 'error');
  assert.equal(ask('rust', 'tlsCertificateKeyFilePassword=x', { extras: ['cert-key-password'] }).tls, true);
});

test('Rust: the password of the key is no refusal as long as nobody knows the features of the crate', () => {
  assert.equal(ask('rust', 'tlsCertificateKeyFilePassword=x').outcome, 'ok');
});

test('C#: tls and ssl may not differ from 2.9 on, and a callback makes the checks unknown', () => {
  assert.equal(
    ask('csharp', 'tls=true&ssl=false').message,
    'tls has already been configured with a different value.',
  );
  assert.equal(
    ask('csharp', 'tls=true', { options: { ServerCertificateValidationCallback: {} } }).chain,
    null,
  );
});

test('C#: AllowInsecureTls with a check of revocation is refused', () => {
  const options = { AllowInsecureTls: true, CheckCertificateRevocation: true };
  assert.equal(ask('csharp', 'tls=true', { options }).error, 'System.InvalidOperationException');
});

test('Elixir: names and values keep their case, and a URL without a slash before the options is ignored as a whole', () => {
  assert.equal(ask('elixir', 'TLS=true').tls, false);
  assert.equal(ask('elixir', 'tls=True').tls, false);
  assert.equal(predict({ driver: 'elixir', uri: 'mongodb://h?tls=true' })?.tls, false);
  assert.equal(ask('elixir', 'tls=true').tls, true);
});

test('Elixir: without verify the version of Erlang decides, so nothing is said', () => {
  assert.equal(ask('elixir', 'tls=true').chain, null);
  const options = { ssl: true, ssl_opts: { verify: ':verify_peer', cacertfile: '/ca.pem' } };
  assert.equal(ask('elixir', '', { options }).hostname, true);
});

test('Elixir: mongodb+srv cannot be switched off by tls=false, only by ssl=false', () => {
  assert.equal(predict({ driver: 'elixir', uri: 'mongodb+srv://a.b.c/?tls=false' })?.tls, true);
  assert.equal(predict({ driver: 'elixir', uri: 'mongodb+srv://a.b.c/?ssl=false' })?.tls, false);
});

test('Swift: an unknown option is refused', () => {
  assert.equal(ask('swift', 'tlsFoo=1').message, 'Connection string contains unsupported option: tlsFoo');
});

test('Database Tools: --sslCAFile does not turn TLS on, --tlsCAFile is unknown, and each bypass flag turns everything off', () => {
  assert.equal(ask('tools', '', { options: { sslCAFile: '/ca.pem' } }).tls, false);
  assert.match(ask('tools', '', { options: { tlsCAFile: '/ca.pem' } }).message!, /unknown option/);
  const hosts = ask('tools', '', { options: { ssl: true, sslAllowInvalidHostnames: true } });
  assert.deepEqual([hosts.tls, hosts.chain, hosts.hostname], [true, false, false]);
  assert.match(
    ask('tools', 'tls=false', { options: { ssl: true } }).message!,
    /Cannot specify different ssl/,
  );
});

test('legacy shell: the tls flags exist from 4.2 on and need --tls', () => {
  assert.equal(ask('mongo', '', { version: '4.0.0', options: { tls: true } }).outcome, 'error');
  assert.equal(ask('mongo', '', { version: '4.2.0', options: { tls: true } }).tls, true);
  assert.equal(ask('mongo', '', { options: { tlsCAFile: '/ca.pem' } }).outcome, 'error');
});

test('mongod: TLS without a certificate, and old names beside new ones, are refused', () => {
  assert.equal(ask('mongod', '', { options: { 'net.tls.mode': 'requireTLS' } }).outcome, 'error');
  const both = {
    'net.tls.mode': 'requireTLS',
    'net.ssl.mode': 'requireSSL',
    'net.tls.certificateKeyFile': '/s.pem',
  };
  assert.match(ask('mongod', '', { options: both }).message!, /use only one/);
  assert.equal(
    ask('mongod', '', { options: { tlsMode: 'requireTLS', tlsCertificateKeyFile: '/s.pem' } }).tls,
    true,
  );
});

test('mongosh: --tls wins over tls=false in the string, --tlsCAFile alone stays in plaintext, old names warn', () => {
  assert.equal(ask('mongosh', 'tls=false', { options: { tls: true } }).tls, true);
  assert.equal(ask('mongosh', '', { options: { tlsCAFile: '/ca.pem' } }).tls, false);
  assert.deepEqual(ask('mongosh', '', { options: { ssl: true } }).warnings, [
    'WARNING: argument --ssl is deprecated and will be removed. Use --tls instead.',
  ]);
  assert.equal(ask('mongosh', '', { options: { tlsInsecure: true } }).outcome, 'error');
  const flags = ask('mongosh', '', { options: { tls: true, tlsAllowInvalidCertificates: true } });
  assert.deepEqual([flags.chain, flags.hostname], [false, false]);
  assert.deepEqual(flags.decidedBy.chain, {
    kind: 'option',
    name: 'tlsAllowInvalidCertificates',
    place: 'options',
  });
});

/** Connection strings: every part with its place, whatever is half typed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOLE, MappedTextBuilder, verbatimText } from '../../../server/src/core/text/mappedText';
import { maskUri, parseUri } from '../../../server/src/core/uri/parseUri';
import { redactText, redactUri } from '../../../server/src/core/uri/redact';
import type { Span } from '../../../server/src/core/types';

const parse = (uri: string) => parseUri(verbatimText(uri, 0, uri.length))!;
const at = (uri: string, span: Span) => uri.slice(span.start, span.end);

test('every part of a URI has its place', () => {
  const uri = 'mongodb://ann:s3cret@a.example:27017,b.example/app?tls=true&tlsCAFile=/ca.pem';
  const p = parse(uri);
  assert.equal(at(uri, p.user!.span), 'ann');
  assert.equal(at(uri, p.password!.span), 's3cret');
  assert.deepEqual(
    p.hosts.map((h) => [at(uri, h.span), h.host, h.port]),
    [
      ['a.example:27017', 'a.example', '27017'],
      ['b.example', 'b.example', undefined],
    ],
  );
  assert.equal(at(uri, p.database!.span), 'app');
  assert.deepEqual(
    p.options.map((o) => [at(uri, o.nameSpan), at(uri, o.valueSpan)]),
    [
      ['tls', 'true'],
      ['tlsCAFile', '/ca.pem'],
    ],
  );
});

test('removing any option leaves a URI without it and without a loose separator', () => {
  const uri = 'mongodb://h/?a=1&b=2&c=3';
  const left = parse(uri).options.map((o) => uri.slice(0, o.removeSpan.start) + uri.slice(o.removeSpan.end));
  assert.deepEqual(left, ['mongodb://h/?b=2&c=3', 'mongodb://h/?a=1&c=3', 'mongodb://h/?a=1&b=2']);
  const only = parse('mongodb://h/?a=1').options[0]!.removeSpan;
  assert.equal('mongodb://h/?a=1'.slice(0, only.start), 'mongodb://h/');
});

test('IPv6 hosts, sockets and a missing slash are understood', () => {
  assert.deepEqual(
    parse('mongodb://[::1]:27018,[fe80::1]/').hosts.map((h) => [h.host, h.port]),
    [
      ['::1', '27018'],
      ['fe80::1', undefined],
    ],
  );
  assert.equal(
    parse('mongodb://%2Ftmp%2Fmongodb-27017.sock/?tls=true').hosts[0]!.host,
    '/tmp/mongodb-27017.sock',
  );
  assert.deepEqual(
    parse('mongodb://h?tls=true').options.map((o) => o.name),
    ['tls'],
  );
});

test('a password with unescaped characters is still one password', () => {
  const uri = 'mongodb://u:p@ss/w?rd@host:27017/db?tls=true';
  const p = parse(uri);
  assert.equal(at(uri, p.password!.span), 'p@ss/w?rd');
  assert.deepEqual(
    p.problems.map((x) => x.id),
    ['user-info-unescaped'],
  );
  assert.deepEqual(
    p.hosts.map((h) => h.host),
    ['host'],
  );
});

test('a hole is unknown text: options next to it may exist', () => {
  const builder = new MappedTextBuilder();
  const doc = 'mongodb://h/?tls=true${rest}';
  const mapped = builder.verbatim(doc, 0, 21).hole(21, 28).build();
  assert.equal(mapped.text, `mongodb://h/?tls=true${HOLE}`);
  const p = parseUri(mapped)!;
  assert.equal(p.open, true);
  assert.equal(p.options[0]!.hole, true);
});

test('masking keeps length and shape, and no letter of a secret', () => {
  for (const uri of [
    'mongodb://u:hunter2!@h/?tlsCertificateKeyFilePassword=hunter2&tls=true',
    'mongodb://u:hunter2',
    'mongodb+srv://u:hun/ter2@h.example/?sslPass=hunter2',
    'mongodb://u:h@nter2@h/',
  ]) {
    const masked = maskUri(verbatimText(uri, 0, uri.length)).text;
    assert.equal(masked.length, uri.length);
    assert.doesNotMatch(masked, /hun|nter|ter2/);
    assert.doesNotMatch(redactUri(uri), /hun|nter|ter2/);
    assert.doesNotMatch(redactText(`Error at ${uri} in x`), /hun|nter2|ter2/);
  }
});

test('a password that begins with an escape is a password, and a variable of Windows stands for one', () => {
  for (const [password, placeholder] of [
    ['%40Vq7rTz', false],
    ['%C3%84pple-7', false],
    ['%DB_PASS%', true],
    ['%s', true],
  ] as const) {
    const uri = `mongodb://app:${password}@db.example.net/`;
    assert.equal(parse(uri).password!.placeholder, placeholder, password);
    const masked = maskUri(verbatimText(uri, 0, uri.length));
    assert.equal(parseUri(masked)!.password!.placeholder, placeholder, masked.text);
  }
});

test('a port is no password', () => {
  assert.equal(redactUri('mongodb://localhost:27017'), 'mongodb://localhost:27017');
  assert.equal(maskUri(verbatimText('mongodb://a:1,b:2/x', 0, 19)).text, 'mongodb://a:1,b:2/x');
});

test('private keys and passphrases in any text are removed', () => {
  const out = redactText(
    '-----BEGIN PRIVATE KEY-----\nMIIabc\n-----END PRIVATE KEY-----\nkeyPassword = "hunter2"',
  );
  assert.doesNotMatch(out, /MIIabc|hunter2/);
});

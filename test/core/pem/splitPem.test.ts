/** PEM texts: blocks, what is around them, and what is damaged. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodePem } from '../../../server/src/core/pem/encodePem';
import { readBlocks, readPemText } from '../../../server/src/core/pem/readBlocks';
import { sniff } from '../../../server/src/core/pem/sniff';
import { splitPem } from '../../../server/src/core/pem/splitPem';
import { blockTools } from '../../../server/src/host/certificates/blockTools';

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));
const block = '-----BEGIN CERTIFICATE-----\nAAECAwQF\n-----END CERTIFICATE-----\n';
const problems = (text: string) => splitPem(bytes(text)).problems.map((p) => p.id);

test('a block gives its label, its place and its bytes', () => {
  const { parts, problems } = splitPem(bytes('hello\n' + block));
  assert.deepEqual(problems, []);
  assert.equal(parts.length, 1);
  assert.deepEqual([...parts[0]!.der], [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(parts[0]!.span, { start: 6, end: 6 + block.length - 1 });
  assert.equal(parts[0]!.line, 2);
});

test('what is written as PEM reads back, whatever its length', () => {
  for (let length = 0; length < 200; length++) {
    const der = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 255);
    const pem = encodePem('X', der);
    assert.equal(
      Buffer.from(pem).toString(),
      `-----BEGIN X-----\n${Buffer.from(der)
        .toString('base64')
        .replace(/.{1,64}/g, '$&\n')}-----END X-----\n`,
    );
    const { parts, problems } = splitPem(pem);
    assert.deepEqual([problems, [...parts[0]!.der]], [[], [...der]]);
  }
});

test('Windows line ends, blanks behind the lines and text around the block are taken', () => {
  for (const text of [
    block.replaceAll('\n', '\r\n'),
    block.replaceAll('\n', '  \n'),
    `subject=x\n${block}more\n`,
    block.trimEnd(),
    block.replace('AAECAwQF', 'AAEC\nAwQF'),
  ])
    assert.deepEqual(problems(text), [], JSON.stringify(text));
});

test('what a strict reader refuses is reported with its place', () => {
  assert.deepEqual(problems('\ufeff' + block), ['byte-order-mark']);
  assert.deepEqual(problems('  ' + block), ['indented']);
  assert.deepEqual(problems(block.replaceAll('\n', ' ')), ['one-line']);
  assert.deepEqual(problems(block.replaceAll('\n', '\r')), ['one-line']);
  assert.deepEqual(problems(`key: "${block}"`), ['one-line']);
  assert.deepEqual(problems(block.slice(0, 40)), ['no-end']);
  assert.deepEqual(problems(block.replace('END CERT', 'END X509 CERT')), ['end-differs']);
  const broken = splitPem(bytes(block.replace('AAEC', 'AA*C')));
  assert.deepEqual(
    broken.problems.map((p) => [p.id, p.span, p.line]),
    [['bad-base64', { start: 30, end: 31 }, 2]],
  );
  for (const body of ['AAE', 'AAECA', 'AAE=A', 'AA=', 'AAEC='])
    assert.deepEqual(problems(block.replace('AAECAwQF', body)), ['bad-base64'], body);
});

test('a block without its end does not swallow the next one', () => {
  const { parts, problems } = splitPem(bytes(block.slice(0, 37) + block));
  assert.deepEqual(
    problems.map((p) => p.id),
    ['no-end'],
  );
  assert.deepEqual(
    parts.map((p) => p.whole),
    [false, true],
  );
});

test('offsets in an editor count UTF-16 units', () => {
  const text = 'Schlüssel 😀\n' + block;
  assert.equal(
    text.slice(readPemText(text, blockTools).blocks[0]!.span.start).startsWith('-----BEGIN'),
    true,
  );
});

test('ten thousand beginnings without an end take linear time', () => {
  const { parts, problems } = splitPem(bytes('-----BEGIN X-----\n'.repeat(20_000)));
  assert.equal(parts.length, 5000);
  assert.equal(problems.at(-1)!.id, 'too-many-blocks');
});

test('the head of an encrypted key of the old form is understood', () => {
  const text =
    '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF\n\nAAECAwQF\n-----END RSA PRIVATE KEY-----\n';
  const [key] = readBlocks(bytes(text), blockTools).blocks;
  assert.deepEqual(key?.kind === 'key' && [key.encrypted, key.format], [true, 'PKCS#1']);
});

test('files are recognised by what is in them, not by their names', () => {
  const kinds: readonly (readonly [string, Uint8Array])[] = [
    ['empty', bytes('')],
    ['pem', bytes(block)],
    ['pem', bytes('\ufeff' + block)],
    ['text', bytes('hello')],
    ['jks', Uint8Array.of(0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2)],
    ['jceks', Uint8Array.of(0xce, 0xce, 0xce, 0xce, 0, 0, 0, 2)],
    ['utf16', new Uint8Array(Buffer.from('\ufeff' + block, 'utf16le'))],
    ['openssh', bytes('ssh-rsa AAAAB3Nza root@h\n')],
    ['ppk', bytes('PuTTY-User-Key-File-3: ssh-ed25519\n')],
    ['base64', bytes('MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIB\n')],
    ['der', Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x01)],
    ['binary', Uint8Array.of(0x80, 0x01, 0x02)],
  ];
  for (const [kind, content] of kinds) assert.equal(sniff(content), kind);
});

test('a Java key store says how many entries it has', () => {
  const store = Uint8Array.of(0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2, 0, 0, 1, 2);
  assert.equal(readBlocks(store, blockTools).entries, 258);
});

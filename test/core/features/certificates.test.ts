/** Hovers, views and references of certificate files. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  certificateHover,
  certificateInlayHints,
  certificateLinks,
  daysUntil,
  validityText,
} from '../../../server/src/core/features/certificateHover';
import { certificatesView } from '../../../server/src/core/features/certificatesView';
import { fileReferences, isPlaceholderPath } from '../../../server/src/core/features/fileReferences';
import { pemHoverAt, readPemDocument } from '../../../server/src/core/features/pemDocument';
import { encodePem } from '../../../server/src/core/pem/encodePem';
import { blockTools } from '../../../server/src/host/certificates/blockTools';
import { run } from '../../support/checkRule';
import { issue, sampleDay, sampleFacts, sampleKey } from '../../support/sampleFiles';

const day = 86_400_000;
const js = (options: string, uri = 'mongodb://h.corp/') =>
  `const { MongoClient } = require('mongodb');\nconst fs = require('fs'), path = require('path');\nnew MongoClient('${uri}', { tls: true, ${options} });\n`;

function references(path: string, text: string) {
  const { outlooks, document } = run({ path, text });
  return outlooks
    .flatMap((o) => fileReferences(o, document))
    .map((r) => [r.path, r.role, text.slice(r.span.start, r.span.end), r.how, r.base]);
}

test('paths are found in options, in URIs and in the calls that read a file', () => {
  assert.deepEqual(
    references('a.js', js('tlsCAFile: \'ca.pem\', tlsCertificateKeyFile: "c.pem", tlsCRLFile: `r.pem`')),
    [
      ['ca.pem', 'ca', 'ca.pem', 'path', undefined],
      ['c.pem', 'certificateKey', 'c.pem', 'path', undefined],
      ['r.pem', 'crl', 'r.pem', 'path', undefined],
    ],
  );
  assert.deepEqual(references('a.js', js("ca: fs.readFileSync('certs/ca.pem', 'utf8')")), [
    ['certs/ca.pem', 'ca', 'certs/ca.pem', 'contents', undefined],
  ]);
  assert.deepEqual(references('a.js', js("tlsCAFile: path.join(__dirname, 'certs', 'ca.pem')")), [
    ['certs/ca.pem', 'ca', "certs', 'ca.pem", 'path', 'file'],
  ]);
  assert.deepEqual(references('a.js', js("ca: fs.readFileSync(path.join(__dirname, 'ca.pem'))")), [
    ['ca.pem', 'ca', 'ca.pem', 'contents', 'file'],
  ]);
});

test('a path that cannot be read off the text is no reference', () => {
  for (const options of [
    'tlsCAFile: process.env.CA',
    "tlsCAFile: dir + '/ca.pem'",
    'tlsCAFile: `${dir}/ca.pem`',
    "tlsCAFile: pick('a.pem')",
    "ca: [fs.readFileSync('a.pem'), fs.readFileSync(b)]",
    "ca: 'certificate text'",
  ])
    assert.deepEqual(
      references('a.js', js(options)).filter((r) => r[0] !== 'a.pem' || !options.startsWith('ca: [')),
      [],
      options,
    );
});

test('values in a URI are decoded as the driver decodes them', () => {
  const uri = (query: string) =>
    references(
      'a.py',
      `from pymongo import MongoClient\nMongoClient("mongodb://h/?tls=true&${query}")\n`,
    )[0]?.[0];
  assert.equal(uri('tlsCAFile=dir%20with/ca%2B1.pem'), 'dir with/ca+1.pem');
  assert.equal(uri('tlsCAFile=a+b.pem'), 'a b.pem');
  assert.equal(uri('tlsCAFile=C%3A%5Ccerts%5Cca.pem'), 'C:\\certs\\ca.pem');
});

test('placeholders are told from paths', () => {
  for (const p of [
    '<path>',
    '/path/to/ca.pem',
    'path/to/ca.pem',
    '{{ca}}',
    '/your/ca.pem',
    'your-ca.pem',
    '...',
  ])
    assert.ok(isPlaceholderPath(p), p);
  for (const p of [
    '/etc/ssl/ca.pem',
    'certs/ca.pem',
    'C:\\certs\\ca.pem',
    '/opt/mytool/ca.pem',
    './ca.pem',
    '../ca.pem',
  ])
    assert.ok(!isPlaceholderPath(p), p);
});

test('validity is told in days', () => {
  const at = (from: number, to: number) =>
    validityText(
      {
        notBefore: new Date(sampleDay + from * day).toISOString(),
        notAfter: new Date(sampleDay + to * day).toISOString(),
      },
      sampleDay,
    );
  assert.equal(at(-1, 12.5), 'expires in 12 days');
  assert.equal(at(-1, 1.5), 'expires in 1 day');
  assert.equal(at(-1, 0.5), 'expires within a day');
  assert.equal(at(-9, -0.5), 'expired within the last day');
  assert.equal(at(-9, -3.5), 'expired 3 days ago');
  assert.equal(at(2.5, 9), 'not valid for 3 more days');
  assert.equal(
    validityText({ notBefore: '2026-01-01T00:00:00Z', notAfter: '9999-12-31T23:59:59Z' }, sampleDay),
    'never expires',
  );
  assert.equal(daysUntil('2026-06-11T12:00:00Z', sampleDay), 10);
});

const code = js("tlsCAFile: 'ca.pem', tlsCertificateKeyFile: 'client.pem'");
const facts = sampleFacts({ 'ca.pem': 'root', 'client.pem': 'client for 12 days' });
const analysis = run({ path: 'a.js', text: code }, { facts });

test('a hover over a path shows each block and the user name for MONGODB-X509', () => {
  const hover = certificateHover(analysis, facts, code.indexOf('client.pem') + 3);
  assert.ok(hover);
  assert.equal(code.slice(hover.span.start, hover.span.end), 'client.pem');
  for (const part of [
    'found in the workspace folder',
    '1. Private key',
    '2. Certificate',
    'Subject: `CN=client, O=Test`',
    'expires in 12 days',
    'Key: `EC P-256`',
    'Extended key usage: `clientAuth`',
    'SHA-256: `',
    'MONGODB-X509 user: `CN=client,O=Test`',
    'In a URI: `CN%3Dclient%2CO%3DTest`',
  ])
    assert.ok(hover.markdown.includes(part), `${part}\n${hover.markdown}`);
  assert.equal(certificateHover(analysis, facts, 3), undefined);
  assert.ok(!certificateHover(analysis, facts, code.indexOf('ca.pem'))!.markdown.includes('MONGODB-X509'));
});

test('a path that exists is a link, and says when its certificates end', () => {
  assert.deepEqual(
    certificateLinks(analysis, facts).map((l) => l.path),
    ['/project/ca.pem', '/project/client.pem'],
  );
  assert.deepEqual(
    certificateInlayHints(analysis, facts).map((h) => [code.slice(0, h.at).slice(-8), h.label]),
    [
      ["'ca.pem'", 'expires in 300 days'],
      ["ent.pem'", 'expires in 12 days'],
    ],
  );
  assert.deepEqual(certificateLinks(analysis, sampleFacts({ 'ca.pem': 'missing' })), []);
});

test('the view lists each certificate once, the one that ends first at the top, with every place that uses it', () => {
  const other = run({ path: 'b.js', text: code }, { facts });
  const view = certificatesView(
    [
      { analysis, facts },
      { analysis: other, facts },
    ],
    60,
  );
  assert.deepEqual(
    view.map((e) => [e.title, e.state, e.description, e.uses.map((u) => `${u.document} ${u.option}`)]),
    [
      [
        'client',
        'expiresSoon',
        'expires in 12 days',
        ['a.js tlsCertificateKeyFile', 'b.js tlsCertificateKeyFile'],
      ],
      ['Root', 'valid', 'expires in 300 days', ['a.js tlsCAFile', 'b.js tlsCAFile']],
    ],
  );
});

test('a PEM file in the editor shows its fields, and where it is damaged', () => {
  const key = Buffer.from(
    encodePem('PRIVATE KEY', sampleKey('client').export({ format: 'der', type: 'pkcs8' })),
  ).toString();
  const certificate = Buffer.from(encodePem('CERTIFICATE', issue('client', 'Root'))).toString();
  const text = `# ü 😀\n${key}${certificate}${certificate.replace(/\n(.)/, '\n!')}`;
  const document = readPemDocument(text, blockTools.sha256, sampleDay);
  assert.deepEqual(
    document.hints.map((h) => h.label),
    ['not encrypted', 'client, expires in 300 days'],
  );
  assert.ok(text.slice(0, document.hints[1]!.at).endsWith('-----BEGIN CERTIFICATE-----'));
  const hover = pemHoverAt(document, text.indexOf('BEGIN CERTIFICATE') + 40);
  assert.match(hover!.markdown, /Subject: `CN=client, O=Test`/);
  assert.deepEqual(
    document.problems.map((p) => text.slice(p.span.start, p.span.end)),
    ['!'],
  );
  const secret = key.split('\n')[1]!;
  assert.ok(!JSON.stringify(document).includes(secret));
});

test('text in a certificate cannot become markup', () => {
  const evil = encodePem('CERTIFICATE', issue('x` [click](http://evil) \u202e', 'Root'));
  const document = readPemDocument(Buffer.from(evil).toString(), blockTools.sha256, sampleDay);
  assert.ok(!/`[^`]*\[click\][^`]*\n/.test(document.blocks[0]!.hover.replace(/`[^`\n]*`/g, '')));
});

/**
 * A password that nobody may see, put wherever the corpus and the examples have one: in every URI and in
 * options that hold a secret. Nothing that the program says contains it.
 * Edits are the one exception: an edit may move text of the document within the document, and never leaves it.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportFile, reportOf, type Report } from '../../server/src/cli/formats/report';
import { renderGithub } from '../../server/src/cli/formats/github';
import { renderJson } from '../../server/src/cli/formats/json';
import { renderPretty } from '../../server/src/cli/formats/pretty';
import { renderSarif } from '../../server/src/cli/formats/sarif';
import { analyze } from '../../server/src/core/analyze';
import { contextOf, defaultConfig } from '../../server/src/core/config';
import { explain } from '../../server/src/core/explain';
import { completeAt } from '../../server/src/core/features/completion';
import { hoverAt } from '../../server/src/core/features/hover';
import { applyEdits } from '../../server/src/core/text/applyEdits';
import { redactText } from '../../server/src/core/uri/redact';
import { isSecretOption } from '../../server/src/core/uri/secrets';
import type { Analysis, Span } from '../../server/src/core/types';
import { everyInput } from '../support/everyInput';

const canary = 'Zq7Canary5Gx';

interface Run {
  readonly path: string;
  readonly analysis: Analysis;
  readonly bugs: readonly string[];
}

function run(path: string, text: string): Run {
  const bugs: string[] = [];
  // Strict and with comments: every rule speaks, everywhere.
  const config = { ...defaultConfig, profile: 'strict' as const, comments: true };
  const analysis = analyze(
    { path, text },
    contextOf({ config, onBug: (where, error) => bugs.push(`${where}: ${String(error)}`) }),
  );
  return { path, analysis, bugs };
}

/** The places of passwords of URIs and of the values of secret options; text that is not in quotes stays as it is. */
function secretPlaces({ analysis }: Run): readonly Span[] {
  const { text } = analysis.document;
  const found: Span[] = [];
  for (const { uri, options } of analysis.outlooks) {
    if (uri?.password && !uri.password.hole && !uri.password.empty) found.push(uri.password.span);
    for (const o of options) {
      if (!isSecretOption(o.name)) continue;
      const secret = o.value.known && typeof o.value.value === 'object' ? o.value.value?.secretAt : undefined;
      const quoted = /^(["'])[^"'\\]+\1$/.exec(text.slice(o.valueSpan.start, o.valueSpan.end));
      const inner = quoted ? { start: o.valueSpan.start + 1, end: o.valueSpan.end - 1 } : undefined;
      const place = secret ?? inner;
      if (place) found.push(inner && place.start < inner.start ? inner : place);
    }
  }
  // A base64 text is one place for all parts of its URI.
  return found.filter((s) => /^[^"'`\s]+$/.test(text.slice(s.start, s.end)) && s.end - s.start < 40);
}

/** The texts with the canary in the place of the secrets that they have. */
function inPlace(path: string, text: string): string[] {
  const places = secretPlaces(run(path, text));
  const unique = [...new Map(places.map((s) => [s.start, s])).values()];
  const changed = applyEdits(
    text,
    unique.map((span) => ({ span, newText: canary })),
  );
  return unique.length > 0 && changed !== undefined ? [changed] : [];
}

/** Every URI without user information gets some. */
function withUser(text: string): string[] {
  return [text.replace(/mongodb(?:\+srv)?:\/\/(?![^\s"'`]*@)/g, (scheme) => `${scheme}app:${canary}@`)];
}

/** Every URI with options gets one more: the password of its key. */
function withKeyPassword(text: string): string[] {
  return ['tlsCertificateKeyFilePassword', 'proxyPassword', 'sslClientCertificateKeyPassword'].map((name) =>
    text.replace(/(mongodb(?:\+srv)?:\/\/[^\s"'`?]*\?)/g, (uri) => `${uri}${name}=${canary}&`),
  );
}

/** Secret options beside the URI, as keywords, in objects and on lines of their own. */
const besides: readonly (readonly [string, string])[] = [
  ...['tlsCertificateKeyFilePassword', 'password', 'ssl_pem_passphrase', 'proxyPassword'].map(
    (name) =>
      [
        'app.py',
        `from pymongo import MongoClient\nMongoClient("mongodb://db.example.com", tls=True, ${name}="${canary}", nonsense=1)\n`,
      ] as const,
  ),
  ...['tlsCertificateKeyFilePassword', 'passphrase', 'sslPass', 'proxyPassword'].map(
    (name) =>
      [
        'app.js',
        `const { MongoClient } = require('mongodb');\nnew MongoClient('mongodb://db.example.com', { tls: true, ${name}: '${canary}', auth: { username: 'u', password: '${canary}' } });\n`,
      ] as const,
  ),
  [
    'run.sh',
    `mongosh --host db.example.com --tls --tlsCertificateKeyFilePassword ${canary} -u a -p ${canary}\n`,
  ],
  ['run.sh', `mongodump --sslPEMKeyPassword=${canary} --ssl --host db.example.com --password=${canary}\n`],
  ['mongod.conf', `net:\n  tls:\n    mode: requireTLS\n    certificateKeyFilePassword: ${canary}\n`],
];

const planted: readonly Run[] = [
  ...everyInput().flatMap(({ path, text }) =>
    [...inPlace(path, text), ...withUser(text), ...withKeyPassword(text)]
      .filter((changed) => changed.includes(canary))
      .map((changed) => run(path, changed)),
  ),
  ...besides.map(([path, text]) => run(path, text)),
];

/** Where `text` holds the canary, with a little around it. */
function leak(where: string, text: string | undefined): string[] {
  const at = text?.indexOf(canary) ?? -1;
  return at < 0 ? [] : [`${where}: ${text!.slice(Math.max(0, at - 60), at + 30)}`];
}

function reportFor(r: Run): Report {
  return reportOf([reportFile(r.path, r.analysis, defaultConfig)], [], []);
}

test('the canary is planted in many files', () => {
  assert.ok(planted.length > 200, String(planted.length));
  assert.ok(planted.every((r) => r.analysis.document.text.includes(canary)));
});

test('no site and no option holds a password', () => {
  // The document itself is the text; everything that was made of it is searched.
  const wrong = planted.flatMap(({ path, analysis }) =>
    leak(path, JSON.stringify(analysis.outlooks.map(({ driver: _, ...o }) => o))),
  );
  assert.deepEqual(wrong, []);
});

test('no diagnostic and no title of a fix holds a password', () => {
  const wrong = planted.flatMap(({ path, analysis }) =>
    analysis.diagnostics.flatMap((d) =>
      leak(
        `${path}: ${d.rule}`,
        JSON.stringify([d.message, d.docs, d.fixes.map((f) => [f.title, f.command])]),
      ),
    ),
  );
  assert.deepEqual(wrong, []);
});

test('an edit brings no password to a place where none was: it can only move what the document has', () => {
  const count = (text: string): number => text.split(canary).length - 1;
  const wrong = planted.flatMap(({ path, analysis }) =>
    analysis.diagnostics.flatMap((d) =>
      d.fixes
        .filter((f) => {
          const after = applyEdits(analysis.document.text, f.edits);
          return after === undefined || count(after) > count(analysis.document.text);
        })
        .map((f) => `${path}: ${d.rule}: ${f.title}`),
    ),
  );
  assert.deepEqual(wrong, []);
});

test('no hover holds a password, wherever the cursor is', () => {
  const wrong = planted.flatMap(({ path, analysis }) =>
    analysis.outlooks
      .flatMap((o) => [o.site.span, ...(o.uri ? [o.uri.span] : []), ...o.options.map((p) => p.valueSpan)])
      .flatMap(({ start, end }) =>
        [start, (start + end) >> 1, end].flatMap((at) =>
          leak(`${path} at ${at}`, hoverAt(analysis, at)?.markdown),
        ),
      ),
  );
  assert.deepEqual(wrong, []);
});

test('no completion holds a password', () => {
  const wrong = planted.flatMap(({ path, analysis }) =>
    analysis.outlooks.flatMap(({ uri }) =>
      uri ? leak(path, JSON.stringify(completeAt(analysis, uri.span.end))) : [],
    ),
  );
  assert.deepEqual(wrong, []);
});

for (const [format, render] of [
  ['json', renderJson],
  ['sarif', renderSarif],
  ['github', renderGithub],
  ['pretty', (r: Report) => renderPretty(r, { sites: true })],
] as const)
  test(`no report in the format ${format} holds a password`, () => {
    assert.deepEqual(
      planted.flatMap((r) => leak(r.path, render(reportFor(r)))),
      [],
    );
  });

test('a fault of a finder or rule is logged without a password', () => {
  assert.deepEqual(
    planted.flatMap((r) => r.bugs.flatMap((b) => leak(r.path, b))),
    [],
  );
});

test('no explanation of an error holds the password that the error shows', () => {
  const errors = [
    `MongoServerSelectionError: connect ECONNREFUSED mongodb://app:${canary}@db.example.com/?tls=true`,
    `pymongo.errors.ConfigurationError: tlsCertificateKeyFilePassword=${canary}: bad decrypt`,
    `MongoParseError: Invalid URI mongodb://app:${canary}@db.example.com:27017/?tls=maybe`,
    `passphrase: "${canary}" unsupported`,
  ];
  for (const error of errors) {
    assert.deepEqual(leak(error.slice(0, 30), redactText(error)), []);
    assert.deepEqual(leak(error.slice(0, 30), JSON.stringify(explain(error))), []);
  }
});

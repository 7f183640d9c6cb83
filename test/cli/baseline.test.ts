/** `lint --baseline`: an old code base reports only what is new. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Report } from '../../server/src/cli/formats/report';
import { lint, type LintOptions } from '../../server/src/cli/lint';

const insecure =
  'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?tls=true&tlsInsecure=true")\n';

function folder(t: TestContext, files: Readonly<Record<string, string>>): string {
  const made = mkdtempSync(path.join(tmpdir(), 'baseline-'));
  t.after(() => rmSync(made, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(made, name)), { recursive: true });
    writeFileSync(path.join(made, name), text);
  }
  return made;
}

async function run(
  target: string,
  more: Partial<LintOptions> = {},
): Promise<{ code: number; out: string; err: string; report: Report }> {
  let out = '';
  let err = '';
  const code = await lint(
    [target],
    {
      format: 'json',
      stdin: false,
      fix: false,
      config: true,
      failOn: 'warning',
      sites: false,
      files: false,
      ...more,
    },
    { out: (text) => (out += text), err: (text) => (err += text) },
  );
  return { code, out, err, report: (out ? JSON.parse(out) : undefined) as Report };
}

test('a baseline takes the findings of today out, and the exit code is clean', async (t) => {
  const dir = folder(t, { 'app.py': insecure });
  const file = path.join(dir, 'mongodb-tls.baseline.json');
  const before = await run(dir);
  assert.equal(before.code, 1);
  assert.equal(before.report.summary.baselined, 0);
  const written = await run(dir, { writeBaseline: file });
  assert.equal(written.code, 0);
  assert.equal(written.report.summary.baselined, before.report.summary.diagnostics);
  const again = await run(dir, { baseline: file });
  assert.equal(again.code, 0);
  assert.equal(again.report.summary.diagnostics, 0);
  assert.equal(again.report.summary.baselined, before.report.summary.diagnostics);
});

test('moved lines and changed white space do not bring findings back', async (t) => {
  const dir = folder(t, {
    'app.py': 'from pymongo import MongoClient\nMongoClient("db.example.com", tls=True, tlsInsecure=True)\n',
  });
  const file = path.join(dir, 'baseline.json');
  await run(dir, { writeBaseline: file });
  writeFileSync(
    path.join(dir, 'app.py'),
    'from pymongo import MongoClient\n\n# one line more\nMongoClient("db.example.com", tls=True,\n    tlsInsecure = True)\n',
  );
  assert.equal((await run(dir, { baseline: file })).report.summary.diagnostics, 0);
});

test('a new fault, a second one of the same text and the same fault in another file are reported', async (t) => {
  const dir = folder(t, { 'app.py': insecure });
  const file = path.join(dir, 'baseline.json');
  const { report } = await run(dir, { writeBaseline: file });
  const one = report.summary.baselined;
  assert.ok(one > 0);
  writeFileSync(path.join(dir, 'app.py'), insecure + insecure);
  writeFileSync(path.join(dir, 'other.py'), insecure);
  const after = await run(dir, { baseline: file });
  assert.equal(after.code, 1);
  assert.deepEqual(
    after.report.files.map((f) => [f.path.split('/').at(-1), f.diagnostics.length]),
    [
      ['app.py', one],
      ['other.py', one],
    ],
  );
  assert.ok(after.report.files[0]!.diagnostics.every((d) => d.range.start.line > 2));
});

test('paths in a baseline are relative to it, and two runs write the same bytes', async (t) => {
  const dir = folder(t, { 'src/app.py': insecure });
  const first = path.join(dir, 'a.json');
  const second = path.join(dir, 'b.json');
  await run(dir, { writeBaseline: first });
  await run(path.join(dir, 'src'), { writeBaseline: second });
  const text = readFileSync(first, 'utf8');
  assert.equal(readFileSync(second, 'utf8'), text);
  assert.match(text, /"path": "src\/app\.py"/);
});

test('two passwords give the same baseline: it says nothing about a secret', async (t) => {
  const written = [];
  for (const password of ['hunter%zz2', 'a%zzb']) {
    const dir = folder(t, {
      'app.py': `from pymongo import MongoClient\nMongoClient("mongodb://ann:${password}@db.example.com/?tlsInsecure=true")\nMongoClient("mongodb://db.example.com/", tls=True, username="ann", password="${password}")\n`,
      'x.txt': `mongodb://ann:${password}@db.example.com/?tls=true&tls=true&tlsCertificateKeyFilePassword=${password}\n`,
    });
    await run(dir, { writeBaseline: path.join(dir, 'baseline.json') });
    const text = readFileSync(path.join(dir, 'baseline.json'), 'utf8');
    assert.ok(!text.includes(password));
    assert.match(text, /"rule": "(?:uri-syntax|driver-refuses)"/);
    written.push(text);
  }
  assert.equal(written[0], written[1]);
});

test('a baseline that is missing, broken or of another kind is wrong use', async (t) => {
  const dir = folder(t, {
    'app.py': insecure,
    'broken.json': '{',
    'other.json': '{"version": 2}',
    'null.json': 'null',
  });
  for (const [name, says] of [
    ['missing.json', /no such file/],
    ['broken.json', /no JSON/],
    ['other.json', /no baseline/],
    ['null.json', /no baseline/],
  ] as const) {
    const { code, out, err } = await run(dir, { baseline: path.join(dir, name) });
    assert.equal(code, 2);
    assert.equal(out, '');
    assert.match(err, says);
  }
  const unwritable = await run(dir, { writeBaseline: path.join(dir, 'no', 'folder.json') });
  assert.equal(unwritable.code, 2);
  assert.match(unwritable.err, /cannot be written/);
  const both = await run(dir, { baseline: 'a', writeBaseline: 'b' });
  assert.equal(both.code, 2);
});

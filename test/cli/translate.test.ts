/** The command `translate` as people run it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

const cli = path.resolve('dist/cli.js');
const folder = mkdtempSync(path.join(os.tmpdir(), 'tls-lens-translate-'));
after(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(
  path.join(folder, 'app.py'),
  'from pymongo import MongoClient\n\nc = MongoClient("mongodb://u:Zq7Canary5Gx@db.corp.com/", tlsCAFile="ca.pem")\n',
);

function translate(...args: string[]): { code: number | null; out: string; err: string } {
  const ran = spawnSync(process.execPath, [cli, 'translate', ...args], { cwd: folder, encoding: 'utf8' });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

test('a connection in a file is translated, the password masked', () => {
  const { code, out } = translate('app.py:3', '--to', 'node');
  assert.equal(code, 0);
  assert.match(
    out,
    /^new MongoClient\('mongodb:\/\/u:\*\*\*\*@db\.corp\.com\/', \{ tls: true, tlsCAFile: 'ca\.pem' \}\)\n/,
  );
});

test('a connection string, as JSON, with exit code 1 when something has no equivalent', () => {
  const { code, out } = translate(
    'mongodb://u:Zq7Canary5Gx@db.corp.com/?tls=true&tlsCAFile=/ca.pem',
    '--to',
    'java@5.1.0',
    '--json',
  );
  const json = JSON.parse(out) as { to: string; version: string; lost: { name: string }[] };
  assert.equal(code, 1);
  assert.deepEqual([json.to, json.version, json.lost.map((l) => l.name)], ['java', '5.1.0', ['tlsCAFile']]);
  assert.doesNotMatch(out, /Zq7Canary5Gx/);
});

test('wrong use is told in a sentence', () => {
  for (const [args, said] of [
    [['app.py:3', '--to', 'cobol'], /--to wants a driver/],
    [['app.py:3', '--to', 'node@new'], /no version/],
    [['app.py:1', '--to', 'node'], /no MongoDB connection/],
    [['app.py:99', '--to', 'node'], /no line 99/],
    [['none.py:1', '--to', 'node'], /cannot be read/],
    [['hello', '--to', 'node'], /neither a connection string nor a place/],
    [['app.py:3'], /--to/],
  ] as const) {
    const { code, err } = translate(...args);
    assert.equal(code, 2, args.join(' '));
    assert.match(err, said);
  }
});

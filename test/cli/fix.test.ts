/** The command `fix` as people run it: what an editor offers at a place, and one of it applied. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { createDevelopment } from '../../server/src/host/certificates/createDevelopment';

const cli = path.resolve('dist/cli.js');
const folders: string[] = [];
after(() => folders.forEach((f) => rmSync(f, { recursive: true, force: true })));

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tls-lens-fix-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  return folder;
}

function fix(folder: string, ...args: string[]): { code: number | null; out: string; err: string } {
  const ran = spawnSync(process.execPath, [cli, 'fix', ...args], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1' },
    encoding: 'utf8',
    timeout: 60_000,
  });
  assert.doesNotMatch(ran.stdout + ran.stderr, /Zq7Canary5Gx|^\s+at /m);
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}
const read = (folder: string, name: string): string => readFileSync(path.join(folder, name), 'utf8');
const number = (out: string, title: RegExp): string =>
  out
    .split('\n')
    .find((l) => title.test(l))!
    .trim()
    .split(/\s/)[0]!;

const app =
  'from pymongo import MongoClient\nc = MongoClient("mongodb://u:Zq7Canary5Gx@db.example.com/?tls=true", tlsAllowInvalidCertificates=True)\n';

test('a password moves to .env, which only its owner may read; a dry run shows it without the secret', () => {
  const folder = folderWith({ 'app.py': app });
  const list = fix(folder, 'app.py:2');
  assert.equal(list.code, 0);
  const choice = number(list.out, /Move the password/);
  const dry = fix(folder, 'app.py:2', '--choose', choice, '--dry-run');
  assert.match(dry.out, /\.env: a new file\n--- app\.py/);
  assert.equal(read(folder, 'app.py'), app);
  const done = fix(folder, 'app.py:2', '--choose', choice);
  assert.equal(done.code, 0, done.err);
  assert.equal(read(folder, '.env'), 'MONGODB_PASSWORD=Zq7Canary5Gx\n');
  if (process.platform !== 'win32') assert.equal(statSync(path.join(folder, '.env')).mode & 0o777, 0o600);
  assert.match(read(folder, 'app.py'), /quote_plus\(os\.environ\["MONGODB_PASSWORD"\]\)/);
});

test('a fix that needs a file or a yes says so, and does nothing without', async () => {
  const folder = folderWith({ 'app.py': app });
  await createDevelopment({ folder: path.join(folder, 'certs'), hosts: ['localhost'] });
  const choice = number(fix(folder, 'app.py:2').out, /choose the file/);
  const asked = fix(folder, 'app.py:2', '--choose', choice);
  assert.equal(asked.code, 2);
  assert.match(asked.err, /--file PATH/);
  assert.equal(read(folder, 'app.py'), app);
  assert.equal(fix(folder, 'app.py:2', '--choose', choice, '--file', 'certs/ca.pem').code, 0);
  assert.match(read(folder, 'app.py'), /tlsCAFile="certs\/ca\.pem"/);

  const pem = read(folder, 'certs/client.pem');
  const cut = pem.indexOf('-----BEGIN CERTIFICATE');
  writeFileSync(path.join(folder, 'client.key'), pem.slice(0, cut), { mode: 0o600 });
  writeFileSync(path.join(folder, 'client.crt'), pem.slice(cut));
  writeFileSync(
    path.join(folder, 'two.py'),
    'from pymongo import MongoClient\nc = MongoClient("db.example.com", tls=True, tlsCertificateKeyFile="client.crt")\n',
  );
  const combine = number(fix(folder, 'two.py:2').out, /Combine/);
  const question = fix(folder, 'two.py:2', '--choose', combine);
  assert.equal(question.code, 2);
  assert.match(question.err, /Write client\.pem\? .*Nothing is overwritten\. \(--yes\)/);
  assert.ok(!existsSync(path.join(folder, 'client.pem')));
  assert.equal(fix(folder, 'two.py:2', '--choose', combine, '--yes').code, 0);
  assert.equal(read(folder, 'client.pem'), pem);
  assert.match(read(folder, 'two.py'), /tlsCertificateKeyFile="client\.pem"/);
});

test('a place without an offer, and wrong numbers', () => {
  const folder = folderWith({ 'app.py': app });
  assert.equal(fix(folder, 'app.py:1').code, 1);
  assert.equal(fix(folder, 'app.py:2', '--choose', '99').code, 2);
  assert.equal(fix(folder, 'none.py:2').code, 2);
});

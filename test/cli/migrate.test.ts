/** The command `migrate` as people run it: dist/cli.js in a folder of its own. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

const cli = path.resolve('dist/cli.js');
const folders: string[] = [];
after(() => folders.forEach((f) => rmSync(f, { recursive: true, force: true })));

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tls-lens-migrate-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

function migrate(folder: string, ...args: string[]): { code: number | null; out: string; err: string } {
  const ran = spawnSync(process.execPath, [cli, 'migrate', ...args], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1' },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

const files = {
  // The old version is installed: a migration leads to the new one.
  'requirements.txt': 'pymongo==3.12.3\n',
  'src/app.py':
    'from pymongo import MongoClient\n\nc = MongoClient(\n    "mongodb://app:Zq7Canary5Gx@db.example.com/?ssl=true",\n    ssl_ca_certs="/ca.pem",\n    ssl_match_hostname=True,\n)\n',
  'src/two.py':
    'from pymongo import MongoClient\nc = MongoClient("db.example.com", tls=True, ssl_certfile="/c", ssl_keyfile="/k")\n',
  'run.sh': 'mongosh --ssl --sslCAFile /ca.pem --host db.example.com\n',
};

test('a dry run prints the changes and makes none', () => {
  const folder = folderWith(files);
  const { code, out } = migrate(folder, 'pymongo-4', '--dry-run');
  assert.match(
    out,
    /^--- src\/app\.py\n\+\+\+ src\/app\.py\n@@ -1,7 \+1,6 @@\n[^]*-    ssl_ca_certs="\/ca\.pem",\n[^]*\+    tlsCAFile="\/ca\.pem",/,
  );
  assert.doesNotMatch(out, /Zq7Canary5Gx/);
  assert.match(out, /Left for a person:\n {2}src\/two\.py:2: ssl_certfile was removed in PyMongo 4/);
  assert.match(out, /1 file would change/);
  assert.equal(code, 1);
  assert.equal(readFileSync(path.join(folder, 'src/app.py'), 'utf8'), files['src/app.py']);
});

test('files are changed, and a second run changes nothing', () => {
  const folder = folderWith({ 'requirements.txt': files['requirements.txt'], 'app.py': files['src/app.py'] });
  assert.equal(migrate(folder, 'pymongo-4', 'app.py').code, 0);
  const text = readFileSync(path.join(folder, 'app.py'), 'utf8');
  assert.match(text, /Zq7Canary5Gx@db\.example\.com\/\?tls=true",\n {4}tlsCAFile="\/ca\.pem",\n\)/);
  assert.match(migrate(folder, 'pymongo-4').out, /nothing to change/);
  assert.equal(readFileSync(path.join(folder, 'app.py'), 'utf8'), text);
});

test('only what belongs to the migration is touched', () => {
  const folder = folderWith(files);
  assert.equal(migrate(folder, 'ssl-flags').code, 0);
  assert.equal(
    readFileSync(path.join(folder, 'run.sh'), 'utf8'),
    'mongosh --tls --tlsCAFile /ca.pem --host db.example.com\n',
  );
  assert.equal(readFileSync(path.join(folder, 'src/app.py'), 'utf8'), files['src/app.py']);
});

test('Spring Boot 4 keys are written for a project that is still at 3', () => {
  const folder = folderWith({
    'pom.xml':
      '<project><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.4.1</version></parent><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-mongodb</artifactId></dependency></dependencies></project>\n',
    'src/main/resources/application.properties':
      'spring.data.mongodb.uri=mongodb://h.example.com/?tls=true\n',
  });
  assert.equal(migrate(folder, 'spring-boot-4').code, 0);
  assert.equal(
    readFileSync(path.join(folder, 'src/main/resources/application.properties'), 'utf8'),
    'spring.mongodb.uri=mongodb://h.example.com/?tls=true\n',
  );
});

test('without an id the migrations are listed; an unknown one is wrong use', () => {
  const folder = folderWith({});
  assert.deepEqual(
    migrate(folder)
      .out.trim()
      .split('\n')
      .map((l) => l.split(' ')[0]),
    ['pymongo-4', 'node-6', 'ssl-flags', 'net-ssl', 'spring-boot-4'],
  );
  const wrong = migrate(folder, 'pymongo-9');
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /there is no migration pymongo-9/);
  assert.equal(migrate(folder, 'net-ssl', 'none').code, 2);
});

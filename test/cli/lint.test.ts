/** The command `lint` as people run it: dist/cli.js in a folder of its own, with good input and bad. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { Report } from '../../server/src/cli/formats/report';
import { rules } from '../../server/src/core/rules/index';
import { version } from '../../server/src/core/version';

const cli = path.resolve('dist/cli.js');
const folders: string[] = [];
after(() => folders.forEach((f) => rmSync(f, { recursive: true, force: true })));

/** A new folder with these files. */
function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tls-lens-lint-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function lint(folder: string, args: readonly string[], input: string | Buffer = ''): Ran {
  const ran = spawnSync(process.execPath, [cli, 'lint', ...args], {
    cwd: folder,
    input,
    env: { ...process.env, NO_COLOR: '1' },
    maxBuffer: 1e8,
    timeout: 60_000,
  });
  return { code: ran.status, out: ran.stdout.toString('utf8'), err: ran.stderr.toString('utf8') };
}

function json(folder: string, args: readonly string[] = ['.'], input: string | Buffer = ''): Report & Ran {
  const ran = lint(folder, ['--format', 'json', ...args], input);
  return { ...(JSON.parse(ran.out) as Report), ...ran };
}

const insecure =
  'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?tls=true&tlsInsecure=true")\n';
const clean = 'from pymongo import MongoClient\nclient = MongoClient("mongodb://localhost/?tls=true")\n';
/** Has a safe fix: the same is said twice. */
const fixable =
  'from pymongo import MongoClient\nclient = MongoClient("mongodb://localhost/?tls=true&ssl=true")\n';
const repaired = fixable.replace('&ssl=true', '');

test('exit codes: 0 without findings, 1 with findings, 2 for wrong use', () => {
  const folder = folderWith({ 'bad.py': insecure, 'good.py': clean });
  assert.equal(lint(folder, ['good.py']).code, 0);
  assert.equal(lint(folder, ['bad.py']).code, 1);
  assert.equal(lint(folder, ['.']).code, 1);
  assert.equal(lint(folder, ['--fail-on', 'never', 'bad.py']).code, 0);
  for (const wrong of [
    ['missing.py'],
    ['--format', 'yaml'],
    ['--nonsense'],
    ['--fail-on', 'always'],
    ['--stdin', 'bad.py'],
    ['--stdin-filename', 'bad.py'],
  ]) {
    const ran = lint(folder, wrong);
    assert.equal(ran.code, 2, wrong.join(' '));
    assert.notEqual(ran.err, '', wrong.join(' '));
    assert.doesNotMatch(ran.err, /^\s+at /m, wrong.join(' '));
  }
});

test('the JSON report keeps its contract: fields, lines and columns from 1, no password', () => {
  const folder = folderWith({
    'app.py':
      'from pymongo import MongoClient\n\nclient = MongoClient("mongodb://app:hunter77@db.example.com/?tls=true", tlsAllowInvalidCertificates=True)\n',
  });
  const report = json(folder);
  assert.equal(report.version, version);
  const [file] = report.files;
  assert.equal(file?.path, 'app.py');
  const line =
    'client = MongoClient("mongodb://app:hunter77@db.example.com/?tls=true", tlsAllowInvalidCertificates=True)';
  const uri = file.sites.find((s) => s.kind === 'uri');
  assert.equal(uri?.uri, 'mongodb://app:****@db.example.com/?tls=true');
  assert.deepEqual(uri.range, {
    start: { line: 3, column: line.indexOf('mongodb:') + 1 },
    end: { line: 3, column: line.indexOf('", tls') + 1 },
  });
  const options = file.sites.find((s) => s.kind === 'options');
  assert.equal(options?.driver.id, 'pymongo');
  assert.equal(typeof options.driver.because, 'string');
  assert.deepEqual(
    options.options.map((o) => [o.name, o.range.start.column]),
    [['tlsAllowInvalidCertificates', line.indexOf('tlsAllow') + 1]],
  );
  assert.deepEqual(Object.keys(options.effective).sort(), [
    'chain',
    'clientCertificate',
    'hostname',
    'revocation',
    'tls',
  ]);
  assert.equal(options.effective.tls, true);
  assert.equal(options.effective.chain, false);
  const found = file.diagnostics.find((d) => d.rule === 'certificate-checks-off');
  assert.equal(found?.severity, 'warning');
  assert.equal(found.range.start.line, 3);
  assert.match(found.docs, /docs\/rules\/certificate-checks-off\.md$/);
  assert.ok(found.fixes.length > 0);
  for (const f of found.fixes) assert.deepEqual([typeof f.title, typeof f.safe], ['string', 'boolean']);
  assert.ok(Array.isArray(report.skipped));
  assert.equal(report.summary.files, 1);
  assert.equal(report.summary.diagnostics, file.diagnostics.length);
  assert.ok(!report.out.includes('hunter77'));
});

test('a construct without any TLS option is no site of its own', () => {
  const folder = folderWith({
    'app.py':
      'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com", username="a", password="b", maxPoolSize=4)\n',
  });
  assert.deepEqual(
    json(folder).files[0]?.sites.map((s) => s.kind),
    ['uri'],
  );
});

test('the SARIF report has the shape that code scanning reads', () => {
  const folder = folderWith({ 'src/bad app.py': insecure });
  const log = JSON.parse(lint(folder, ['--format', 'sarif', '.']).out) as {
    version: string;
    $schema: string;
    runs: {
      tool: { driver: { name: string; version: string; rules: { id: string }[] } };
      results: {
        ruleId: string;
        ruleIndex?: number;
        level: string;
        message: { text: string };
        locations: {
          physicalLocation: {
            artifactLocation: { uri: string };
            region: { startLine: number; startColumn: number; endLine: number; endColumn: number };
          };
        }[];
      }[];
    }[];
  };
  assert.equal(log.version, '2.1.0');
  assert.match(log.$schema, /sarif.*2\.1\.0/);
  const [run] = log.runs;
  assert.equal(run?.tool.driver.version, version);
  assert.ok(run.results.length > 0);
  for (const result of run.results) {
    assert.ok(rules.some((r) => r.meta.id === result.ruleId));
    if (result.ruleIndex !== undefined)
      assert.equal(run.tool.driver.rules[result.ruleIndex]?.id, result.ruleId);
    assert.ok(['none', 'note', 'warning', 'error'].includes(result.level));
    assert.notEqual(result.message.text, '');
    const place = result.locations[0]!.physicalLocation;
    // A URI reference: a space is written as %20.
    assert.equal(place.artifactLocation.uri, 'src/bad%20app.py');
    assert.equal(place.region.startLine, 2);
    assert.ok(place.region.startColumn >= 1 && place.region.endColumn > place.region.startColumn);
  }
});

test('the format github writes one workflow command for each finding', () => {
  const folder = folderWith({ 'a,b.py': insecure });
  const { out } = lint(folder, ['--format', 'github', '.']);
  assert.match(out, /^::warning file=a%2Cb\.py,line=2,endLine=2,col=\d+,endColumn=\d+,title=[\w-]+::\S/m);
});

test('--stdin reads one text, and --stdin-filename decides its language', () => {
  const folder = folderWith({});
  const report = json(folder, ['--stdin', '--stdin-filename', 'app.py'], insecure);
  assert.equal(report.code, 1);
  assert.equal(report.files[0]?.path, 'app.py');
  assert.equal(report.files[0].sites[0]?.driver.id, 'pymongo');
  assert.equal(json(folder, ['--stdin'], 'nothing here').code, 0);
  const fixed = lint(folder, ['--stdin', '--stdin-filename', 'app.py', '--fix'], '\uFEFF' + fixable);
  assert.equal(fixed.out, '\uFEFF' + repaired);
});

test('--fix keeps the byte order mark, Windows line ends and the mode of the file', () => {
  const text = '\uFEFF' + fixable.replaceAll('\n', '\r\n');
  const folder = folderWith({ 'app.py': text });
  chmodSync(path.join(folder, 'app.py'), 0o666);
  assert.equal(lint(folder, ['--fix', '.']).code, 0);
  assert.equal(
    readFileSync(path.join(folder, 'app.py'), 'utf8'),
    '\uFEFF' + repaired.replaceAll('\n', '\r\n'),
  );
  assert.equal(statSync(path.join(folder, 'app.py')).mode & 0o777, 0o666);
});

test('--fix keeps UTF-16', () => {
  const utf16 = (text: string): Buffer =>
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  const folder = folderWith({ 'utf16.py': utf16(fixable) });
  lint(folder, ['--fix', '.']);
  assert.deepEqual(readFileSync(path.join(folder, 'utf16.py')), utf16(repaired));
});

test('--fix leaves a file in another encoding alone and says so', () => {
  const latin1 = Buffer.concat([Buffer.from('# caf\xe9\n', 'latin1'), Buffer.from(fixable)]);
  const folder = folderWith({ 'latin1.py': latin1 });
  const report = json(folder, ['--fix', '.']);
  assert.deepEqual(readFileSync(path.join(folder, 'latin1.py')), latin1);
  assert.deepEqual(report.skipped, [
    { path: 'latin1.py', reason: 'fixes were not written: the file is not UTF-8' },
  ]);
  assert.equal(report.summary.fixed, 0);
  assert.equal(report.summary.diagnostics, 1);
  const piped = lint(folder, ['--fix', '--stdin', '--stdin-filename', 'app.py'], latin1);
  assert.equal(piped.code, 2);
  assert.equal(piped.out, '');
  assert.match(piped.err, /not text in UTF-8/);
});

test('--fix writes nothing where nothing changes', () => {
  const folder = folderWith({ 'bad.py': insecure });
  const file = path.join(folder, 'bad.py');
  utimesSync(file, 1_000_000, 1_000_000);
  const inode = statSync(file).ino;
  assert.equal(lint(folder, ['--fix', '.']).code, 1);
  assert.equal(statSync(file).mtimeMs, 1_000_000_000);
  assert.equal(statSync(file).ino, inode);
});

test('--fix writes through a symbolic link that is named, and leaves the link', () => {
  const folder = folderWith({ 'real.py': fixable });
  symlinkSync('real.py', path.join(folder, 'link.py'));
  lint(folder, ['--fix', 'link.py']);
  assert.equal(readFileSync(path.join(folder, 'real.py'), 'utf8'), repaired);
  assert.ok(lstatSync(path.join(folder, 'link.py')).isSymbolicLink());
});

test('--no-config does not read the configuration file', () => {
  const folder = folderWith({
    'bad.py': insecure,
    'mongodb-tls.config.json': '{"rules": {"certificate-checks-off": "off"}}',
  });
  const rulesFound = (r: Report): string[] => r.files.flatMap((f) => f.diagnostics.map((d) => d.rule));
  assert.ok(!rulesFound(json(folder)).includes('certificate-checks-off'));
  assert.ok(rulesFound(json(folder, ['--no-config', '.'])).includes('certificate-checks-off'));
});

for (const [what, content] of [
  ['values of wrong types', '{"rules": [1], "profile": 7, "localHosts": "x", "ignore": {"a": 1}}'],
  ['a list instead of an object', '[]'],
  ['broken JSON', '{"rules": '],
  ['nothing', ''],
  ['binary data', '\0\x01\x02'],
] as const)
  test(`a configuration file with ${what} is named and the scan goes on`, () => {
    const folder = folderWith({ 'bad.py': insecure, 'mongodb-tls.config.json': content });
    const report = json(folder);
    assert.equal(report.code, 1);
    assert.ok(report.files.some((f) => f.path === 'bad.py'));
    assert.ok(report.problems.length > 0, 'a problem is reported');
    for (const problem of report.problems) assert.match(problem, /mongodb-tls\.config\.json: \S/);
    assert.match(lint(folder, ['.']).out, /mongodb-tls\.config\.json/);
  });

test('what .gitignore ignores is left out and said, with its exceptions', () => {
  const folder = folderWith({
    '.gitignore': 'build/\n*.log\n!keep.log\n',
    'build/bad.py': insecure,
    'x.log': insecure,
    'keep.log': insecure,
    'node_modules/p/bad.py': insecure,
    'bad.py': insecure,
  });
  const report = json(folder);
  assert.deepEqual(report.files.map((f) => f.path).sort(), ['bad.py', 'keep.log']);
  assert.deepEqual(report.skipped.map((s) => s.path).sort(), ['build', 'node_modules', 'x.log']);
});

test('one bad file does not stop a scan, and each is named with its reason', () => {
  const folder = folderWith({
    'a-binary.bin': Buffer.from([1, 2, 0, 3]),
    'b-large.py': Buffer.alloc(5 * 1024 * 1024 + 1, 0x61),
    'c-nul.py': 'x = "\0"\n' + insecure,
    'd-surrogate.py': Buffer.concat([
      Buffer.from('# '),
      Buffer.from([0xed, 0xa0, 0x80, 0xff]),
      Buffer.from('\n' + insecure),
    ]),
    'e-empty.py': '',
    'z-last.py': insecure,
  });
  symlinkSync('nowhere', path.join(folder, 'f-dangling.py'));
  symlinkSync('.', path.join(folder, 'g-loop'));
  spawnSync('mkfifo', [path.join(folder, 'h-pipe.py')]);
  const report = json(folder);
  assert.equal(report.code, 1);
  assert.deepEqual(report.files.map((f) => f.path).sort(), ['d-surrogate.py', 'z-last.py']);
  const reasons = Object.fromEntries(report.skipped.map((s) => [s.path, s.reason]));
  assert.match(reasons['a-binary.bin'] ?? '', /binary/);
  assert.match(reasons['b-large.py'] ?? '', /too large/);
  assert.match(reasons['c-nul.py'] ?? '', /binary/);
});

test('a pipe or a dangling link that is named gets a clear answer at once', () => {
  const folder = folderWith({ 'good.py': clean });
  symlinkSync('nowhere', path.join(folder, 'dangling.py'));
  const dangling = lint(folder, ['dangling.py', 'good.py']);
  assert.equal(dangling.code, 2);
  assert.match(dangling.err, /dangling\.py: there is no such file/);
  if (spawnSync('mkfifo', [path.join(folder, 'pipe.py')]).status !== 0) return;
  const report = json(folder, ['pipe.py', 'good.py']);
  assert.match(report.skipped[0]?.reason ?? '', /not a regular file/);
  assert.equal(report.summary.files, 1);
});

test('a line of many megabytes is read in one go', () => {
  const line = `x = "${'mongodb://'.repeat(20_000)}${'a'.repeat(4_000_000)}"; ` + insecure;
  const folder = folderWith({ 'long.js': line });
  assert.equal(json(folder).summary.files, 1);
  // Standard input has no limit of size: it is what somebody typed or piped.
  const piped = json(folder, ['--stdin', '--stdin-filename', 'long.js'], 'x'.repeat(10_000_000) + insecure);
  assert.equal(piped.summary.files, 1);
});

test('NUL bytes and broken UTF-8 on standard input end with a clear answer', () => {
  const folder = folderWith({});
  const binary = json(folder, ['--stdin', '--stdin-filename', 'a.py'], Buffer.from([0x61, 0, 0x62]));
  assert.match(binary.skipped[0]?.reason ?? '', /binary/);
  assert.equal(binary.code, 0);
  assert.equal(
    json(folder, ['--stdin', '--stdin-filename', 'a.py'], Buffer.from([0xed, 0xa0, 0x80])).summary.files,
    1,
  );
});

test('half-typed connection strings are read without a crash', () => {
  const uri = 'mongodb+srv://app:p%4@[::1]:27017,db.example.com/x?tls=true&tlsCAFile=%2';
  const lines = Array.from(uri, (_, i) => `MongoClient("${uri.slice(0, i + 1)}`).join('\n');
  const folder = folderWith({ 'half.py': lines, 'half.yaml': `a: ${lines}`, 'half.env': lines });
  const report = json(folder);
  assert.ok(report.code === 0 || report.code === 1);
  assert.deepEqual(report.problems, []);
  assert.equal(report.err, '');
});

test('the files of one run are joined by the names of variables, in any order, and the report names both places', () => {
  const folder = folderWith({
    'a.py':
      'import os\nfrom pymongo import MongoClient\nc = MongoClient(os.environ["MONGO_URL"], tls=False)\n',
    'deploy/.env': 'MONGO_URL=mongodb://ada:canary@db.example.com/?tls=true\n',
  });
  const place = {
    path: 'deploy/.env',
    range: { start: { line: 1, column: 11 }, end: { line: 1, column: 56 } },
  };
  for (const args of [['.'], ['a.py', 'deploy/.env'], ['deploy/.env', 'a.py']]) {
    const report = json(folder, args);
    const file = report.files.find((f) => f.path === 'a.py')!;
    const conflict = file.diagnostics.find((d) => d.rule === 'conflict-between-files')!;
    assert.deepEqual(
      conflict.related!.map(({ path: p, range }) => ({ path: p, range })),
      [place],
    );
    assert.deepEqual(file.sites[0]!.variable, { name: 'MONGO_URL', definitions: [place] });
    assert.equal(file.sites[0]!.effective.tls, false);
    assert.ok(!report.out.includes('canary'));
  }
  assert.equal(json(folder, ['a.py']).files[0]!.diagnostics.length, 0);
  const sarif = JSON.parse(lint(folder, ['--format', 'sarif', '.']).out) as {
    runs: [{ results: { relatedLocations?: unknown[] }[] }];
  };
  assert.equal(sarif.runs[0].results.filter((r) => r.relatedLocations?.length === 1).length > 0, true);
});

test('code that hands its settings to the connection of the configuration is of the same project', () => {
  const settings = 'spring.data.mongodb.uri=mongodb://db.example.com/app\n';
  const code = (on: boolean): string =>
    `import org.springframework.context.annotation.Bean;\nclass Tls {\n  @Bean MongoClientSettings settings() { return MongoClientSettings.builder().applyToSslSettings(s -> s.enabled(${on})).build(); }\n}\n`;
  const plaintext = (files: Readonly<Record<string, string>>): string[] =>
    json(folderWith(files), ['.'])
      .files.filter((f) => f.diagnostics.some((d) => d.rule === 'tls-missing-remote'))
      .map((f) => f.path);
  const project = { 'a/pom.xml': '<project/>', 'a/src/application.properties': settings };
  const found = ['a/src/application.properties'];
  assert.deepEqual(plaintext(project), found);
  assert.deepEqual(plaintext({ ...project, 'a/src/Tls.java': code(true) }), []);
  assert.deepEqual(plaintext({ ...project, 'a/src/Tls.java': code(false) }), found);
  assert.deepEqual(plaintext({ ...project, 'b/pom.xml': '<project/>', 'b/Tls.java': code(true) }), found);
});

test('packages of their own have variables of their own', () => {
  const code =
    'import os\nfrom pymongo import MongoClient\nc = MongoClient(os.environ["MONGO_URL"], tls=False)\n';
  const env = 'MONGO_URL=mongodb://db.example.com/?tls=true\n';
  const conflicts = (files: Readonly<Record<string, string>>): string[] =>
    json(folderWith(files), ['.'])
      .files.filter((f) => f.diagnostics.some((d) => d.rule === 'conflict-between-files'))
      .map((f) => f.path);
  const manifests = { 'a/package.json': '{}', 'b/package.json': '{}' };
  assert.deepEqual(conflicts({ ...manifests, 'a/app.py': code, 'b/.env': env }), []);
  assert.deepEqual(conflicts({ ...manifests, 'a/app.py': code, 'a/deploy/.env': env }), ['a/app.py']);
  assert.deepEqual(conflicts({ ...manifests, 'a/app.py': code, '.env': env }), ['a/app.py']);
  assert.deepEqual(conflicts({ 'src/app.py': code, 'deploy/.env': env }), ['src/app.py']);
  const many = Object.fromEntries(
    Array.from({ length: 20 }, (_, i) => [`r${i}/x.py`, 'x = "mongodb://localhost"\n']),
  );
  assert.deepEqual(conflicts({ ...many, 'r1/app.py': code, 'r2/.env': env }), []);
  assert.deepEqual(conflicts({ ...many, 'r1/app.py': code, 'r1/.env': env }), ['r1/app.py']);
});

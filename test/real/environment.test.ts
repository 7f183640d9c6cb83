/** The environment check on machines that differ: made of temporary folders, real interpreters and a PATH of our own. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { checkEnvironment } from '../../server/src/host/environment/checkEnvironment';

const root = mkdtempSync(path.join(tmpdir(), 'mongodb-tls-env-'));
after(() => rmSync(root, { recursive: true, force: true }));

function python(): string | undefined {
  try {
    return execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}
const realPython = python();
const skip = realPython ? false : 'python3 is missing: apt-get install python3 python3-venv';

/** A folder with files; `.x` contents are written as given. */
function folder(name: string, files: Readonly<Record<string, string>>): string {
  const dir = path.join(root, name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text);
  }
  return dir;
}

/** A folder for the PATH with links to programs. */
function pathWith(name: string, programs: Readonly<Record<string, string>>): string {
  const dir = path.join(root, name);
  mkdirSync(dir, { recursive: true });
  for (const [program, target] of Object.entries(programs)) symlinkSync(target, path.join(dir, program));
  return dir;
}

function program(name: string, script: string): string {
  const file = path.join(root, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** A machine where only the given PATH counts. */
const machine = (PATH: string, env: Readonly<Record<string, string>> = {}) => ({
  env: { PATH, ...env },
  home: path.join(root, 'home'),
});

test('no Python: a workspace that needs it is told where it was looked for, and nothing fails', async () => {
  const dir = folder('no-python', { 'requirements.txt': 'pymongo\n', 'app.py': 'import pymongo\n' });
  const report = await checkEnvironment(dir, { trusted: true, machine: machine(pathWith('empty', {})) });
  assert.deepEqual(
    report.runtimes.map((r) => [r.runtime, r.problem?.kind]),
    [['python', 'not-found']],
  );
  assert.deepEqual(
    report.conclusions.map((c) => c.id),
    ['runtime-not-found'],
  );
});

test(
  'two Pythons: the one of the virtual environment is chosen, the other is told as well',
  { skip },
  async () => {
    const dir = folder('two-pythons', { 'requirements.txt': 'pymongo\n' });
    execFileSync(realPython!, ['-m', 'venv', '--without-pip', path.join(dir, '.venv')]);
    const report = await checkEnvironment(dir, {
      trusted: true,
      machine: machine(pathWith('two', { python3: realPython! })),
    });
    assert.deepEqual(
      report.runtimes.map((r) => [r.foundBy, r.chosen]),
      [
        ['.venv', true],
        ['PATH', false],
      ],
    );
    for (const r of report.runtimes) {
      assert.match(r.version ?? '', /^\d+\.\d+\.\d+/);
      assert.equal(r.tls?.library, 'OpenSSL');
      assert.ok(r.protocols?.includes('TLS 1.2'));
    }
  },
);

test(
  'a virtual environment without pymongo: the command that would install it names its own interpreter',
  { skip },
  async () => {
    const dir = folder('without-pymongo', { 'requirements.txt': 'pymongo\n' });
    execFileSync(realPython!, ['-m', 'venv', '--without-pip', path.join(dir, '.venv')]);
    const report = await checkEnvironment(dir, { trusted: true, machine: machine(pathWith('nothing', {})) });
    assert.deepEqual(report.runtimes[0]?.drivers, {});
    const advice = report.conclusions.find((c) => c.id === 'driver-not-installed');
    assert.equal(advice?.command, `${path.join(dir, '.venv/bin/python')} -m pip install pymongo`);
    assert.ok(!existsSync(path.join(dir, '.venv/lib/pymongo')), 'nothing is installed');
  },
);

test('Node only: Node is reported with its own CAs and the driver of node_modules, Python is not mentioned', async () => {
  const dir = folder('node-only', {
    'package.json': '{"dependencies":{"mongodb":"^6"}}',
    'node_modules/mongodb/package.json': '{"name":"mongodb","version":"6.8.0"}',
  });
  const report = await checkEnvironment(dir, {
    trusted: true,
    machine: machine(pathWith('node', { node: realpathSync(process.execPath) })),
  });
  assert.deepEqual(
    report.runtimes.map((r) => r.runtime),
    ['node'],
  );
  const [r] = report.runtimes;
  assert.equal(r?.version, process.versions.node);
  assert.deepEqual(r?.drivers, { mongodb: '6.8.0' });
  assert.ok((r?.cas?.count ?? 0) > 50);
});

test('in a workspace that is not trusted, a program inside it is not run', { skip }, async () => {
  const dir = folder('not-trusted', { 'app.py': '', 'pyvenv.cfg': '' });
  mkdirSync(path.join(dir, '.venv/bin'), { recursive: true });
  const trace = path.join(root, 'was-run');
  writeFileSync(path.join(dir, '.venv/bin/python'), `#!/bin/sh\ntouch ${trace}\n`);
  chmodSync(path.join(dir, '.venv/bin/python'), 0o755);
  const report = await checkEnvironment(dir, { trusted: false, machine: machine(pathWith('none', {})) });
  assert.deepEqual(
    report.runtimes.map((r) => r.problem?.kind),
    ['not-trusted'],
  );
  assert.ok(!existsSync(trace));
});

test('files of the workspace cannot pose as modules of the script', { skip }, async () => {
  const trace = path.join(root, 'module-was-run');
  const dir = folder('evil', {
    'ssl.py': `open(${JSON.stringify(trace)}, "w")\n`,
    'json.py': `open(${JSON.stringify(trace)}, "w")\n`,
  });
  const report = await checkEnvironment(dir, {
    trusted: true,
    machine: machine(pathWith('evil-path', { python3: realPython! })),
  });
  assert.equal(report.runtimes[0]?.tls?.library, 'OpenSSL');
  assert.ok(!existsSync(trace));
});

test('an interpreter that hangs or fails is told, and the others go on', async () => {
  const dir = folder('hangs', { 'app.py': '', 'package.json': '{}', 'index.rb': '' });
  const bin = pathWith('hanging', {
    python3: program('hang', 'exec /bin/sleep 30'),
    ruby: program('fail', 'echo broken >&2; exit 3'),
    node: realpathSync(process.execPath),
  });
  const report = await checkEnvironment(dir, { trusted: true, machine: { ...machine(bin), limitMs: 300 } });
  const byId = Object.fromEntries(report.runtimes.map((r) => [r.runtime, r.problem]));
  assert.equal(byId.python?.kind, 'timeout');
  assert.deepEqual(byId.ruby, { kind: 'failed', detail: 'broken' });
  assert.equal('node' in byId, true);
});

test('the pinned Node version is found under nvm, and a missing one is said', async () => {
  const dir = folder('pinned', { 'package.json': '{}', '.nvmrc': 'v20\n' });
  const node = path.join(root, 'home/.nvm/versions/node/v20.99.0/bin');
  mkdirSync(node, { recursive: true });
  symlinkSync(realpathSync(process.execPath), path.join(node, 'node'));
  const found = await checkEnvironment(dir, { trusted: true, machine: machine(pathWith('p1', {})) });
  assert.match(found.runtimes[0]?.foundBy ?? '', /\.nvmrc/);
  writeFileSync(path.join(dir, '.nvmrc'), '99\n');
  const missing = await checkEnvironment(dir, {
    trusted: true,
    machine: machine(pathWith('p2', { node: realpathSync(process.execPath) })),
  });
  assert.equal(missing.runtimes[0]?.wanted, '99');
  assert.ok(missing.conclusions.some((c) => c.id === 'other-version'));
});

test('credentials in the values of variables are not shown', async () => {
  const dir = folder('variables', {});
  const env = {
    HTTPS_PROXY: 'http://joe:hunter2@proxy.example:3128',
    all_proxy: 'joe:hunter2@proxy.example:1080',
    JAVA_TOOL_OPTIONS: '-Djavax.net.ssl.trustStore=/a.jks -Djavax.net.ssl.trustStorePassword=hunter2',
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    HOME: '/x',
  };
  const report = await checkEnvironment(dir, { trusted: true, machine: machine(pathWith('vars', {}), env) });
  assert.deepEqual(
    report.variables.map((v) => v.name),
    ['HTTPS_PROXY', 'JAVA_TOOL_OPTIONS', 'NODE_TLS_REJECT_UNAUTHORIZED', 'all_proxy'],
  );
  assert.doesNotMatch(JSON.stringify(report), /hunter2/);
  assert.ok(report.conclusions.some((c) => c.id === 'checks-switched-off'));
});

test('.NET is asked for its runtimes, and the driver that the project file names is told', async () => {
  const dir = folder('dotnet', {
    'App.csproj':
      '<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="MongoDB.Driver" Version="3.4.0" /></ItemGroup></Project>',
    'global.json': '{"sdk":{"version":"9.0.100"}}',
  });
  const bin = pathWith('dotnet-path', {
    dotnet: program(
      'dotnet-9',
      'echo "Microsoft.AspNetCore.App 9.0.1 [/usr/share/dotnet]"; echo "Microsoft.NETCore.App 8.0.11 [/usr/share/dotnet]"; echo "Microsoft.NETCore.App 9.0.1 [/usr/share/dotnet]"',
    ),
  });
  const report = await checkEnvironment(dir, { trusted: true, machine: machine(bin) });
  const [r] = report.runtimes;
  assert.equal(r?.runtime, 'dotnet');
  assert.equal(r?.version, '9.0.1');
  assert.deepEqual(r?.drivers, { 'MongoDB.Driver': '3.4.0' });
  assert.ok(r?.tls?.library);
});

test('the driver of a Java project is told from its build file', async () => {
  const dir = folder('java', {
    'pom.xml':
      '<project><dependencies><dependency><groupId>org.mongodb</groupId><artifactId>mongodb-driver-sync</artifactId><version>5.2.1</version></dependency></dependencies></project>',
  });
  const bin = pathWith('java-path', {
    java: program('java-17', 'echo "    java.home = /nowhere" >&2; echo "    java.version = 17.0.9" >&2'),
  });
  const report = await checkEnvironment(dir, { trusted: true, machine: machine(bin) });
  assert.deepEqual(report.runtimes[0]?.drivers, { 'mongodb-driver': '5.2.1' });
  assert.equal(report.runtimes[0]?.version, '17.0.9');
});

test('runtimes that do not answer cost one limit together and not one each', async () => {
  const dir = folder('all-hang', {
    'app.py': '',
    'package.json': '{}',
    'index.rb': '',
    'index.php': '',
    'go.mod': '',
  });
  const hang = program('hang-all', 'exec /bin/sleep 30');
  const bin = pathWith('all-hanging', { python3: hang, ruby: hang, node: hang, php: hang, go: hang });
  let asked = 0;
  const started = performance.now();
  const limitMs = 1500;
  const report = await checkEnvironment(dir, { trusted: true, machine: { ...machine(bin), limitMs } });
  for (const r of report.runtimes) if (r.problem?.kind === 'timeout') asked++;
  assert.equal(asked, 5);
  assert.ok(performance.now() - started < limitMs * 3, 'they were asked one after the other');
});

test('the interpreter that the editor chose comes first', { skip }, async () => {
  const dir = folder('chosen', { 'app.py': '' });
  execFileSync(realPython!, ['-m', 'venv', '--without-pip', path.join(root, 'elsewhere')]);
  const report = await checkEnvironment(dir, {
    trusted: true,
    chosen: { python: path.join(root, 'elsewhere/bin/python') },
    machine: machine(pathWith('chosen-path', { python3: realPython! })),
  });
  assert.deepEqual(
    report.runtimes.map((r) => [path.relative(root, r.path ?? ''), r.chosen]),
    [
      ['elsewhere/bin/python', true],
      [path.relative(root, path.join(root, 'chosen-path/python3')), false],
    ],
  );
});

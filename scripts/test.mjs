/**
 * `npm test`: installs what the tests need, builds, runs every suite and ends with `N passed, N failed, N skipped`.
 * `npm test -- name…` runs only the unit test files whose path contains one of the names.
 * With CI=true missing tools are installed (scripts/setup.mjs) and a skipped test is a failure.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled, root } from './install.mjs';

const ci = process.env.CI === 'true' || process.env.CI === '1';
const names = process.argv.slice(2).filter((a) => !a.startsWith('--'));
const onlySuites = process.argv.filter((a) => a.startsWith('--suite=')).map((a) => a.slice(8));
const out = path.join(root, 'out', 'test');
const totals = { passed: 0, failed: 0, skipped: 0 };

ensureInstalled();
const { build } = await import('esbuild');
const { buildAll, whatwgUrl } = await import('./build.mjs');

function testFiles(folder, ending = '.test.ts') {
  const found = [];
  const walk = (dir) => {
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      const full = path.join(dir, entry.name);
      if (entry.isDirectory()) walk(full);
      else if (entry.name.endsWith(ending)) found.push(path.relative(root, full));
    }
  };
  if (existsSync(path.join(root, folder))) walk(path.join(root, folder));
  return found.sort();
}

function count(what, ok) {
  if (ok) totals.passed++;
  else totals.failed++;
  console.log(`  ${ok ? '✔' : '✖'} ${what}`);
}

function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
}

/** Runs bundled test files under node:test, adds their totals to ours. */
function runNodeTests(files, { timeoutMs, env = {}, nodeArgs = [] } = {}) {
  const totalsFile = path.join(out, 'totals.json');
  rmSync(totalsFile, { force: true });
  const result = run(
    process.execPath,
    [...nodeArgs, '--enable-source-maps', '--test', '--test-concurrency=1', `--test-reporter=${path.join(root, 'scripts/reporter.mjs')}`, '--test-reporter-destination=stdout', ...files],
    { env: { ...process.env, ...env, TEST_TOTALS: totalsFile }, timeout: timeoutMs },
  );
  if (!existsSync(totalsFile)) {
    count(`the test process ended without totals (${result.signal ?? result.status})`, false);
    return;
  }
  const t = JSON.parse(readFileSync(totalsFile, 'utf8'));
  totals.passed += t.passed;
  totals.failed += t.failed;
  totals.skipped += t.skipped;
  if (result.status !== 0 && t.failed === 0) count(`the test process ended with ${result.signal ?? result.status}`, false);
}

const bundleOptions = {
  absWorkingDir: root, bundle: true, platform: 'node', format: 'esm', target: 'node20', sourcemap: 'inline',
  packages: 'external', logLevel: 'warning', plugins: [whatwgUrl],
};

/** One bundle, one process: a file each would pay Node's start for every one of them. */
async function unit() {
  const separate = ['test/real/', 'test/editors/', 'test/vscode/'];
  let files = testFiles('test').filter((f) => !separate.some((s) => f.startsWith(s)));
  if (names.length) files = files.filter((f) => names.some((n) => f.includes(n)));
  if (!files.length) return;
  const entry = files.map((f) => `import ${JSON.stringify('./' + f)};`).join('\n');
  const outfile = path.join(out, 'unit.mjs');
  await build({ ...bundleOptions, stdin: { contents: entry, resolveDir: root, loader: 'ts' }, outfile });
  runNodeTests([outfile], { timeoutMs: 20 * 60_000 });
}

/** Suites with real parts: one process per file, one after the other. */
async function separateFiles(folder, env = {}) {
  let files = testFiles(folder);
  if (names.length) files = files.filter((f) => names.some((n) => f.includes(n)));
  if (!files.length) return;
  const outdir = path.join(out, folder.replaceAll('/', '-'));
  rmSync(outdir, { recursive: true, force: true });
  await build({ ...bundleOptions, entryPoints: files, outdir, outbase: root, outExtension: { '.js': '.mjs' } });
  const built = testFiles(path.relative(root, outdir), '.test.mjs').map((f) => path.join(root, f));
  runNodeTests(built, { timeoutMs: 45 * 60_000, env });
}

const suites = {
  types: async () => count('types: tsc -b', run(process.execPath, ['node_modules/typescript/bin/tsc', '-b']).status === 0),
  generated: async () => {
    if (existsSync(path.join(root, 'scripts/generate.mjs')))
      count('generated files are up to date: npm run generate', run(process.execPath, ['scripts/generate.mjs', '--check']).status === 0);
  },
  unit,
  real: () => separateFiles('test/real'),
  editors: () => separateFiles('test/editors'),
  vscode: async () => {
    if (!testFiles('test/vscode').some((f) => !names.length || names.some((n) => f.includes(n)))) return;
    const { packageExtension } = await import('./package.mjs');
    await separateFiles('test/vscode', { MONGODB_TLS_VSIX: await packageExtension() });
  },
};

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const chosen = Object.keys(suites).filter((s) => (onlySuites.length ? onlySuites.includes(s) : names.length ? s === 'unit' : true));
const needsSetup = chosen.some((s) => ['real', 'editors', 'vscode'].includes(s));
if (ci && needsSetup && existsSync(path.join(root, 'scripts/setup.mjs'))) {
  if (run(process.execPath, ['scripts/setup.mjs']).status !== 0) count('set-up of the tools that the tests need: node scripts/setup.mjs', false);
}
await buildAll();
for (const name of chosen) {
  console.log(`\n== ${name}`);
  const started = Date.now();
  try {
    await suites[name]();
  } catch (error) {
    console.error(error);
    count(`suite ${name} could not run`, false);
  }
  console.log(`   (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}
if (totals.skipped > 0 && ci) console.log('\nA skipped test counts as a failure with CI=true.');
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed > 0 || (ci && totals.skipped > 0) ? 1 : 0);

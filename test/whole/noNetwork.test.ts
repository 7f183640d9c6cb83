/** The analysis opens no socket and no file and starts no program: shown in a process where each of these throws. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { test } from 'node:test';
import { everyInput } from '../support/everyInput';

/** Makes every function of the modules that reach out throw, and says so at the end. */
const guard = `
const touched = [];
const functions = (object) => Object.keys(object).filter((key) => typeof object[key] === 'function');
for (const name of ['net', 'tls', 'dns', 'dns/promises', 'http', 'https', 'http2', 'dgram', 'child_process', 'worker_threads', 'fs', 'fs/promises']) {
  const part = require(name);
  for (const key of functions(part)) {
    // Classes stay: nothing is opened before one of their instances is told to.
    if (/^[A-Z_]/.test(key)) continue;
    part[key] = () => {
      touched.push(name + '.' + key);
      throw new Error('must not be called: ' + name + '.' + key);
    };
  }
}
require('net').Socket.prototype.connect = () => {
  touched.push('net.Socket.connect');
  throw new Error('must not be called: net.Socket.connect');
};
globalThis.fetch = () => {
  touched.push('fetch');
  throw new Error('must not be called: fetch');
};
`;

/** The whole of what an editor asks of the core for each text. */
const program = `
import { analyze, completeAt, contextOf, defaultConfig, explain, hoverAt, predict, redactText } from './server/src/core/index';
import { fixAll } from './server/src/core/features/fixAll';
export function analyseAll(inputs) {
  const found = { sites: 0, diagnostics: 0, hovers: 0, bugs: [] };
  for (const { path, text } of inputs) {
    const context = contextOf({
      config: { ...defaultConfig, profile: 'strict', comments: true },
      onBug: (where, error) => found.bugs.push(path + ': ' + where + ': ' + String(error)),
    });
    const analysis = analyze({ path, text }, context);
    found.sites += analysis.outlooks.length;
    found.diagnostics += analysis.diagnostics.length;
    for (const { site } of analysis.outlooks) {
      if (hoverAt(analysis, site.span.start)) found.hovers++;
      completeAt(analysis, site.span.end);
    }
    fixAll(analysis, (changed) => analyze({ path, text: changed }, context));
  }
  predict({ driver: 'pymongo', uri: 'mongodb+srv://db.example.com/?tlsCAFile=/ca.pem' });
  explain('ssl.SSLCertVerificationError: certificate verify failed');
  redactText('mongodb://a:b@c');
  return found;
}
`;

const main = `
'use strict';
const { readFileSync, writeSync } = require('fs');
const { analyseAll } = require('./core.cjs');
const inputs = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const plant = process.argv[3];
const touched = eval(readFileSync(__dirname + '/guard.cjs', 'utf8') + '; touched');
if (plant) try { require(plant.split('.')[0])[plant.split('.')[1]]('x'); } catch {}
const found = analyseAll(inputs);
writeSync(1, JSON.stringify({ ...found, touched }));
`;

/** Runs the analysis of the inputs in a process of its own; `plant` is called before it. */
async function guarded(plant: string): Promise<{
  readonly sites: number;
  readonly diagnostics: number;
  readonly hovers: number;
  readonly bugs: readonly string[];
  readonly touched: readonly string[];
}> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tls-lens-guard-'));
  try {
    const { whatwgUrl } = (await import(path.resolve('scripts/build.mjs'))) as {
      readonly whatwgUrl: import('esbuild').Plugin;
    };
    await build({
      absWorkingDir: process.cwd(),
      stdin: { contents: program, resolveDir: process.cwd(), loader: 'ts' },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      mainFields: ['module', 'main'],
      logLevel: 'silent',
      plugins: [whatwgUrl],
      outfile: path.join(folder, 'core.cjs'),
    });
    writeFileSync(path.join(folder, 'guard.cjs'), guard);
    writeFileSync(path.join(folder, 'main.cjs'), main);
    writeFileSync(path.join(folder, 'inputs.json'), JSON.stringify(everyInput()));
    const run = spawnSync(
      process.execPath,
      [path.join(folder, 'main.cjs'), path.join(folder, 'inputs.json'), plant],
      { encoding: 'utf8', timeout: 120_000 },
    );
    assert.equal(run.status, 0, run.stderr);
    return JSON.parse(run.stdout) as Awaited<ReturnType<typeof guarded>>;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('the whole corpus is analysed without a socket, a file or a program', async () => {
  const { sites, diagnostics, hovers, bugs, touched } = await guarded('');
  assert.deepEqual(touched, []);
  assert.deepEqual(bugs, []);
  assert.ok(sites > 100 && diagnostics > 50 && hovers > 50, `${sites} ${diagnostics} ${hovers}`);
});

test('the guard sees a socket that is opened', async () => {
  assert.deepEqual((await guarded('net.connect')).touched, ['net.connect']);
});

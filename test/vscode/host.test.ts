/** Runs test/vscode/host inside a real extension host and reports each of its tests. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { inVscode, openBrowser, root, startVscode, workspaceWith } from '../support/vscode';

interface HostResult {
  readonly tests: readonly {
    readonly title: string;
    readonly err: { readonly message?: string; readonly stack?: string };
  }[];
}

test('in the extension host', inVscode(180_000), async (t) => {
  // Below the project, so that mocha is found.
  const bundle = path.join(root, 'out', 'host', 'index.js');
  mkdirSync(path.dirname(bundle), { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: ['test/vscode/host/index.ts'],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  const workspace = workspaceWith({
    'app.py':
      'from pymongo import MongoClient\nc = MongoClient("mongodb://db.example.org/?tls=true", tlsAllowInvalidCertificates=True)\n',
    'settings.py':
      'from pymongo import MongoClient\nc = MongoClient("mongodb://db.example.org/?tls=true&ssl=true")\n',
  });
  const results = mkdtempSync(path.join(os.tmpdir(), 'mongodb-tls-host-'));
  const out = path.join(results, 'results.json');
  writeFileSync(out, '');
  const code = await startVscode({
    workspace,
    extraArgs: ['--enable-smoke-test-driver'],
    env: { HOST_TEST_OUT: out },
  });
  const { browser, page } = await openBrowser();
  try {
    const ended = new Promise<number>((resolve, reject) => {
      void page.exposeFunction('codeAutomationExit', (status: number) => resolve(status));
      void page.exposeFunction('codeAutomationLog', () => {});
      page.on('crash', () => reject(new Error('the page crashed')));
      setTimeout(
        () => reject(new Error('the extension host did not end within 120 seconds')),
        120_000,
      ).unref();
    });
    const remote = (file: string): string => `vscode-remote://${code.authority}${file}`;
    await page.goto(
      code.url({
        payload: [
          ['extensionDevelopmentPath', remote(root)],
          ['extensionTestsPath', remote(bundle)],
          ['skipWelcome', 'true'],
        ],
      }),
    );
    await ended;
    const text = readFileSync(out, 'utf8');
    const json = text.trim();
    assert.ok(json, 'the extension host wrote no results');
    const { tests } = JSON.parse(json) as HostResult;
    assert.ok(tests.length > 0);
    for (const { title, err } of tests)
      await t.test(title, () => {
        if (err.message !== undefined) throw new Error(err.stack ?? err.message);
      });
  } finally {
    await browser.close();
    await code.stop();
    rmSync(workspace, { recursive: true, force: true });
    rmSync(results, { recursive: true, force: true });
  }
});

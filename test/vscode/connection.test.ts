/**
 * Test connection in a real VS Code against a real database (FerretDB): the lens, the cause, the fixes from the report one
 * after the other, a test that passes, and the workspace's own driver beside it.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { createDevelopment } from '../../server/src/host/certificates/createDevelopment';
import { reservePort } from '../support/probe/scenarios';
import {
  inVscode as inVscodeAlone,
  missing,
  openBrowser,
  retry,
  root,
  runCommand,
  screenshot,
  startVscode,
  useTheme,
  themes,
  workspaceWith,
  type Vscode,
} from '../support/vscode';

const database = path.join(root, '.cache', 'ferretdb', 'ferretdb');
const python = path.join(root, '.cache', 'drivers', 'pymongo-4.20.0');
const lacking = !existsSync(database)
  ? 'FerretDB is not built: node scripts/setup.mjs ferretdb (needs Go 1.24 or newer)'
  : !existsSync(python)
    ? 'PyMongo is not installed: node scripts/setup.mjs pymongo-4.20.0'
    : undefined;
const inVscode = (timeout?: number): { timeout: number; skip: string | false } => {
  const options = inVscodeAlone(timeout);
  return { ...options, skip: options.skip || (lacking ?? false) };
};

let code: Vscode;
let browser: Browser;
let page: Page;
let workspace: string;
let server: ChildProcess;
let caFile: string;

before(
  async () => {
    if (missing || lacking) return;
    workspace = workspaceWith({});
    const made = await createDevelopment({
      folder: path.join(workspace, 'certs'),
      hosts: ['localhost', '127.0.0.1'],
    });
    caFile = made.files.ca;
    const port = reservePort() + 7100;
    const data = path.join(workspace, '.data');
    mkdirSync(data);
    const { server: pem } = made.files;
    server = spawn(database, ['-tls', `127.0.0.1:${port}`, '-cert', pem, '-key', pem, '-dir', data], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    await new Promise<void>((resolve, reject) => {
      server.stdout!.on('data', (chunk: Buffer) => {
        if (chunk.includes('"ready"')) resolve();
        if (chunk.includes('"error"')) reject(new Error(chunk.toString()));
      });
      server.on('exit', (status) => reject(new Error(`FerretDB ended with ${status}`)));
    });
    // The workspace's own Python with its own PyMongo.
    symlinkSync(python, path.join(workspace, '.venv'));
    writeFileSync(
      path.join(workspace, 'app.py'),
      `from pymongo import MongoClient\n\nclient = MongoClient(\n    "mongodb://127.0.0.1:${port}/shop?appName=till"\n)\n`,
    );
    code = await startVscode({ workspace, install: true, settings: { 'files.simpleDialog.enable': true } });
    ({ browser, page } = await openBrowser());
    await page.goto(code.url({ open: path.join(workspace, 'app.py') }), { waitUntil: 'domcontentloaded' });
    await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
  },
  { timeout: 120_000 },
);
after(
  async () => {
    await browser?.close();
    await code?.stop();
    server?.kill('SIGKILL');
    if (workspace) rmSync(workspace, { recursive: true, force: true });
  },
  { timeout: 60_000 },
);

const panel = (): FrameLocator => page.frameLocator('iframe.webview').frameLocator('#active-frame');

async function step(name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    await screenshot(page, `failed-${name}`).catch(() => {});
    throw error;
  }
}

const says = (title: string): Promise<void> =>
  panel().locator('h2', { hasText: title }).waitFor({ timeout: 40_000 });
const press = (label: string): Promise<void> => panel().locator('button', { hasText: label }).click();

test('the lens runs the test, and the panel names the cause', inVscode(120_000), () =>
  step('connection-lens', async () => {
    const lens = page.locator('.codelens-decoration a', { hasText: 'Test connection' }).first();
    await lens.waitFor({ timeout: 90_000 });
    await lens.click();
    await says('The connection fails');
    assert.match(await panel().locator('.cause').innerText(), /TLS/);
    assert.ok((await panel().locator('ol.stages > li').count()) > 0);
    await screenshot(page, 'report-fails');
  }),
);

test('nothing is told twice, and no notification stays', inVscode(), () =>
  step('connection-once', async () => {
    const title = (await panel().locator('.cause p').first().innerText()).trim();
    const text = await panel().locator('body').innerText();
    assert.equal(text.split(title).length, 2 + (await panel().locator('td', { hasText: title }).count()));
    assert.doesNotMatch(text, /\.\./);
    await page.locator('.notification-toast').waitFor({ state: 'detached', timeout: 10_000 });
  }),
);

test('the failure stands at the line too', inVscode(), () =>
  step('connection-problem', async () => {
    await runCommand(page, 'Problems: Focus on Problems View');
    await page
      .locator('.markers-panel .monaco-list-row', { hasText: 'Connection test:' })
      .waitFor({ timeout: 15_000 });
    await runCommand(page, 'View: Hide Panel');
  }),
);

test('the report turns TLS on, and the next test names the CA that is missing', inVscode(120_000), () =>
  step('connection-tls', async () => {
    await press('Turn TLS on');
    await page.locator('.view-line', { hasText: 'tls=true' }).waitFor({ timeout: 15_000 });
    await press('Test Again');
    await panel().locator('button', { hasText: 'Set tlsCAFile…' }).waitFor({ timeout: 40_000 });
    await says('The connection fails');
    await screenshot(page, 'report-unknown-ca');
  }),
);

test('the report asks for the CA file, writes it, and the next test passes', inVscode(120_000), () =>
  step('connection-fixed', async () => {
    await press('Set tlsCAFile…');
    const dialogue = page.locator('.quick-input-widget', { hasText: 'Trust This Authority' });
    await dialogue.waitFor({ state: 'visible', timeout: 10_000 });
    // The dialogue writes its folder into the field when it has read it.
    await retry('the chosen file', async () => {
      if (await dialogue.isVisible()) {
        await dialogue.locator('input').first().fill(caFile);
        await dialogue.locator('.monaco-button', { hasText: 'Trust This Authority' }).click();
      }
      await page.locator('.view-line', { hasText: 'tlsCAFile=certs' }).waitFor({ timeout: 5000 });
    });
    await press('Test Again');
    await says('The connection works');
    assert.ok((await panel().locator('tr', { hasText: 'connects' }).count()) > 3, 'a line per driver');
    for (const [theme, kind] of themes) {
      useTheme(workspace, theme);
      await page.locator(`.monaco-workbench.${kind}`).waitFor({ timeout: 15_000 });
      await screenshot(page, `report-passes-${kind}`);
    }
  }),
);

test(
  'the workspace own driver is run after a question, and its words stand in the report',
  inVscode(120_000),
  () =>
    step('connection-driver', async () => {
      await press('Run With My Driver…');
      const dialog = page.locator('.monaco-dialog-box', { hasText: 'Run PyMongo of this workspace?' });
      await dialog.waitFor({ timeout: 15_000 });
      assert.match(await dialog.innerText(), /\.venv\/bin\/python/);
      await screenshot(page, 'driver-question');
      await dialog.locator('.monaco-button', { hasText: /^Run$/ }).click();
      await says('Your driver');
      assert.match(
        await panel().locator('section[aria-labelledby=own]').innerText(),
        /PyMongo 4\.20\.0 \(\.venv\/bin\/python\) connected in \d+ ms\. The test says the same\./,
      );
      await screenshot(page, 'report-driver');
    }),
);

test('the report is used with the keyboard', inVscode(), () =>
  step('connection-keyboard', async () => {
    const focused = (): Promise<string> =>
      panel()
        .locator('body')
        .evaluate((body) => body.ownerDocument.activeElement?.textContent ?? '');
    await panel().locator('button').first().focus();
    assert.equal(await focused(), 'Test Again');
    await page.keyboard.press('Enter');
    await panel().locator('section[aria-labelledby=own]').waitFor({ state: 'detached', timeout: 40_000 });
    await says('The connection works');
    await retry('focus', async () => assert.equal(await focused(), 'Test Again'));
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'Run With My Driver…');
    // What is drawn has words for those who do not see it.
    const marks = panel().locator('ol.stages [role=img]');
    for (const mark of await marks.all()) assert.ok(await mark.getAttribute('aria-label'));
    for (const bar of await panel().locator('progress').all())
      assert.ok((await bar.getAttribute('aria-label')) ?? (await bar.getAttribute('aria-hidden')));
  }),
);

test('the report fits a panel of 320 pixels', inVscode(), () =>
  step('connection-narrow', async () => {
    await runCommand(page, 'View: Close Primary Side Bar');
    await page.setViewportSize({ width: 690, height: 800 });
    const width = await retry('narrow', async () => {
      const box = (await page.locator('iframe.webview').boundingBox())?.width ?? 1000;
      assert.ok(box <= 330, `${box}`);
      return box;
    });
    assert.ok(width > 250);
    const wide = await panel()
      .locator('body')
      .evaluate((b) => b.scrollWidth > b.clientWidth + 1);
    await screenshot(page, 'report-narrow');
    assert.equal(wide, false, 'nothing is wider than the panel');
    await page.setViewportSize({ width: 1280, height: 800 });
  }),
);

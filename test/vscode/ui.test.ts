/** The packed extension in a real VS Code, used with mouse and keyboard. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import {
  focusQuickFix,
  inVscode,
  missing,
  openBrowser,
  retry,
  runCommand,
  screenshot,
  startVscode,
  themes,
  until,
  useTheme,
  workspaceWith,
  type Vscode,
} from '../support/vscode';

const app = `from pymongo import MongoClient

client = MongoClient("mongodb://db1.shop.internal.example.org:27017/orders?tls=True")
audit = MongoClient("mongodb://db2.shop.internal.example.org/?tls=true", tlsAllowInvalidCertificates=True)
`;

let code: Vscode;
let browser: Browser;
let page: Page;
let workspace: string;
let external: string[];

before(
  async () => {
    if (missing) return;
    workspace = workspaceWith({ 'app.py': app, '.env': 'MONGO_URL=mongodb://db.example.org/?tls=false\n' });
    code = await startVscode({ workspace, install: true });
    ({ browser, page, external } = await openBrowser());
    await page.goto(code.url({ open: path.join(workspace, 'app.py') }), { waitUntil: 'domcontentloaded' });
    await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
  },
  { timeout: 120_000 },
);
after(
  async () => {
    await browser?.close();
    await code?.stop();
    if (workspace) rmSync(workspace, { recursive: true, force: true });
  },
  { timeout: 60_000 },
);

async function step(name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    await screenshot(page, `failed-${name}`).catch(() => {});
    throw error;
  }
}
const line = (text: string): Locator => page.locator('.editor-instance .view-line', { hasText: text });
const squiggles = (): Locator =>
  page.locator('.monaco-editor .squiggly-warning, .monaco-editor .squiggly-error');

test('a fault is underlined', inVscode(120_000), () =>
  step('squiggle', async () => {
    await squiggles().first().waitFor({ timeout: 90_000 });
    await screenshot(page, 'editor');
  }),
);

test('the Problems panel lists it with its rule and place', inVscode(), () =>
  step('problems', async () => {
    await runCommand(page, 'Problems: Focus on Problems View');
    const row = page.locator('.markers-panel .monaco-list-row', { hasText: 'certificate-checks-off' });
    await row.first().waitFor({ timeout: 15_000 });
    assert.match((await row.first().innerText()).replace(/\s+/g, ' '), /mongodb-tls.*Ln 4/);
    await screenshot(page, 'problems');
  }),
);

test('the hover says what the driver will do and who decided it', inVscode(), () =>
  step('hover', async () => {
    const hover = page.locator('.monaco-hover:not(.hidden)', { hasText: 'Decided by' }).first();
    await retry('hover', async () => {
      await page.mouse.move(5, 790);
      await line('db2.shop').locator('span span', { hasText: 'tlsAllowInvalidCertificates' }).first().hover();
      await hover.waitFor({ timeout: 5000 });
    });
    const text = (await hover.innerText()).replace(/\s+/g, ' ');
    assert.match(text, /Certificate chain\s*not checked\s*tlsAllowInvalidCertificates/);
    await screenshot(page, 'hover');
    await page.mouse.move(5, 790);
  }),
);

test('a quick fix is applied and saved', inVscode(90_000), () =>
  step('quick-fix', async () => {
    const before = await squiggles().count();
    await focusQuickFix(
      page,
      line('db1.shop').locator('span span', { hasText: 'orders' }).first(),
      'tls=true',
    );
    await screenshot(page, 'quick-fix');
    await page.keyboard.press('Enter');
    await line('orders?tls=true').waitFor({ timeout: 15_000 });
    await until('fewer underlines', 15_000, async () => (await squiggles().count()) < before);
    await runCommand(page, 'File: Save');
    const saved = (): string => readFileSync(path.join(workspace, 'app.py'), 'utf8');
    await until('the saved file', 15_000, () => saved().includes('orders?tls=true"'));
    assert.ok(saved().includes('tlsAllowInvalidCertificates=True'), 'nothing else was changed');
  }),
);

test('a command of the palette explains an error in a panel', inVscode(), () =>
  step('explain', async () => {
    await runCommand(page, 'MongoDB TLS: Explain TLS Error…');
    const input = page.locator('.quick-input-widget input').first();
    await input.waitFor({ state: 'visible', timeout: 10_000 });
    await input.fill(
      'ServerSelectionTimeoutError: db1:27017: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1006)',
    );
    await page.keyboard.press('Enter');
    const panel = page.frameLocator('iframe.webview').frameLocator('#active-frame');
    await panel
      .locator('h2', { hasText: /expired/i })
      .first()
      .waitFor({ timeout: 30_000 });
    for (const [theme, kind] of themes) {
      useTheme(workspace, theme);
      await page.locator(`.monaco-workbench.${kind}`).waitFor({ timeout: 15_000 });
      await screenshot(page, `explain-${kind}`);
    }
  }),
);

test('the whole workspace is looked through, files that are not open too', inVscode(), () =>
  step('workspace', async () => {
    await runCommand(page, 'MongoDB TLS: Lint Workspace');
    const toast = page.locator('.notification-toast', { hasText: 'files looked at' });
    await toast.waitFor({ timeout: 30_000 });
    await runCommand(page, 'Problems: Focus on Problems View');
    await page
      .locator('.markers-panel .monaco-list-row', { hasText: 'tls-off-remote' })
      .first()
      .waitFor({ timeout: 15_000 });
    await screenshot(page, 'workspace-problems');
  }),
);

test('the output channel tells what the server did', inVscode(), () =>
  step('output', async () => {
    await runCommand(page, 'MongoDB TLS: Show Output');
    await page
      .locator('.output-view .view-line', { hasText: 'Looked through' })
      .first()
      .waitFor({ timeout: 15_000 });
    await screenshot(page, 'output');
  }),
);

test('the page asked for nothing outside this machine', inVscode(), () => {
  assert.deepEqual([...new Set(external)], []);
});

/** Fixes that ask and migrations that are shown first, used with mouse and keyboard in a real VS Code on real files. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { createDevelopment } from '../../server/src/host/certificates/createDevelopment';
import {
  focusQuickFix,
  inVscode,
  missing,
  openBrowser,
  retry,
  runCommand,
  screenshot,
  startVscode,
  until,
  workspaceWith,
  type Vscode,
} from '../support/vscode';

const canary = 'Zq7Canary5Gx';
const files = {
  'app.py': `from pymongo import MongoClient

orders = MongoClient("mongodb://app:${canary}@db1.example.com/orders?tls=true")
audit = MongoClient("mongodb://db2.example.com/?tls=true", tlsAllowInvalidCertificates=True)
client = MongoClient("mongodb://db3.example.com/?tls=true", tlsCertificateKeyFile="certs/client.crt")
`,
  'old/requirements.txt': 'pymongo==3.12.3\n',
  'old/one.py':
    'from pymongo import MongoClient\nc = MongoClient("db.example.com", ssl=True, ssl_ca_certs="/ca.pem")\n',
  'old/two.py':
    'from pymongo import MongoClient\nc = MongoClient("db.example.com", ssl=True, ssl_crlfile="/crl.pem")\n',
};

let code: Vscode;
let browser: Browser;
let page: Page;
let workspace: string;

before(
  async () => {
    if (missing) return;
    workspace = workspaceWith(files);
    await createDevelopment({ folder: path.join(workspace, 'certs'), hosts: ['localhost'] });
    const pem = readFileSync(path.join(workspace, 'certs', 'client.pem'), 'utf8');
    const cut = pem.indexOf('-----BEGIN CERTIFICATE');
    writeFileSync(path.join(workspace, 'certs', 'client.key'), pem.slice(0, cut), { mode: 0o600 });
    writeFileSync(path.join(workspace, 'certs', 'client.crt'), pem.slice(cut));
    rmSync(path.join(workspace, 'certs', 'client.pem'));
    code = await startVscode({ workspace, install: true });
    ({ browser, page } = await openBrowser());
    await page.goto(code.url({ open: path.join(workspace, 'app.py') }), { waitUntil: 'domcontentloaded' });
    await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    await page.locator('.monaco-editor .squiggly-warning').first().waitFor({ timeout: 90_000 });
  },
  { timeout: 180_000 },
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
    await screenshot(page, `failed-fixes-${name}`).catch(() => {});
    throw error;
  }
}
const read = (name: string): string => readFileSync(path.join(workspace, name), 'utf8');
const word = (line: string, text: string): Locator =>
  page
    .locator('.editor-instance .view-line', { hasText: line })
    .locator('span span', { hasText: text })
    .first();
const input = (): Locator => page.locator('.quick-input-widget input').first();

test(
  'a password moves to .env, which is made and saved; the code is left to be looked at',
  inVscode(120_000),
  () =>
    step('secret', async () => {
      await focusQuickFix(page, word('db1.example', canary), 'Move the password to an environment variable');
      await screenshot(page, 'fix-secret');
      await page.keyboard.press('Enter');
      await until('the .env', 15_000, () => existsSync(path.join(workspace, '.env')) && read('.env') !== '');
      assert.equal(read('.env'), `MONGODB_PASSWORD=${canary}\n`);
      await page
        .locator('.view-line', { hasText: 'quote_plus(os.environ' })
        .first()
        .waitFor({ timeout: 10_000 });
      const note = page.locator('.notification-toast', { hasText: 'MONGODB_PASSWORD is in .env now' });
      await note.waitFor({ timeout: 10_000 });
      assert.doesNotMatch(await note.innerText(), new RegExp(canary));
      await screenshot(page, 'fix-secret-done');
      await runCommand(page, 'Notifications: Clear All Notifications');
    }),
);

test(
  'the CA is chosen in the dialogue for files and stands where nothing was checked',
  inVscode(120_000),
  () =>
    step('ca', async () => {
      await focusQuickFix(
        page,
        word('db2.example', 'tlsAllowInvalidCertificates'),
        'choose the file for tlsCAFile',
      );
      await page.keyboard.press('Enter');
      const dialogue = page.locator('.quick-input-widget', { hasText: 'Trust This Authority' });
      await dialogue.waitFor({ state: 'visible', timeout: 10_000 });
      await screenshot(page, 'fix-ca-dialogue');
      // The dialogue writes its folder into the field when it has read it.
      await retry('the chosen file', async () => {
        if (await dialogue.isVisible()) {
          await input().fill(path.join(workspace, 'certs', 'ca.pem'));
          await dialogue.locator('.monaco-button', { hasText: 'Trust This Authority' }).click();
        }
        await page
          .locator('.view-line', { hasText: 'tlsCAFile="certs/ca.pem"' })
          .first()
          .waitFor({ timeout: 5000 });
      });
      await screenshot(page, 'fix-ca-done');
    }),
);

test('certificate and key are joined after a question', inVscode(120_000), () =>
  step('combine', async () => {
    await focusQuickFix(page, word('db3.example', 'certs/client.crt'), 'Combine with the private key');
    await page.keyboard.press('Enter');
    const dialog = page.locator('.monaco-dialog-box', { hasText: 'Write certs/client.pem?' });
    await dialog.waitFor({ timeout: 15_000 });
    assert.ok(!existsSync(path.join(workspace, 'certs/client.pem')));
    await screenshot(page, 'fix-combine-question');
    await dialog.locator('.monaco-button', { hasText: 'Write' }).first().click();
    await until('the joined file', 15_000, () => existsSync(path.join(workspace, 'certs/client.pem')));
    assert.equal(statSync(path.join(workspace, 'certs/client.pem')).mode & 0o777, 0o600);
    await page
      .locator('.view-line', { hasText: 'tlsCertificateKeyFile="certs/client.pem"' })
      .first()
      .waitFor({ timeout: 10_000 });
    await runCommand(page, 'File: Save');
    await until('the saved file', 10_000, () => read('app.py').includes('client.pem'));
  }),
);

test('a migration of the workspace is shown, and made when it is confirmed', inVscode(120_000), () =>
  step('migration', async () => {
    const row = page.locator('.quick-input-list .monaco-list-row', { hasText: 'PyMongo 4' });
    await retry('the list of migrations', async () => {
      await runCommand(page, 'MongoDB TLS: Migrate TLS Options…');
      await row.filter({ hasText: '2 files' }).first().click({ timeout: 10_000 });
      await page
        .locator('.quick-input-list .monaco-list-row', { hasText: 'Show the changes' })
        .first()
        .click({ timeout: 10_000 });
    });
    const preview = page.locator('.pane-body .bulk-edit-panel, .bulk-edit-panel').first();
    await preview.waitFor({ timeout: 20_000 });
    assert.equal(read('old/one.py'), files['old/one.py'], 'nothing is changed before the yes');
    await screenshot(page, 'migration-preview');
    // Every change waits to be chosen: here by file.
    for (const name of ['one.py', 'two.py'])
      await preview
        .locator('.monaco-list-row', { hasText: name })
        .locator('.edit-checkbox')
        .first()
        .click({ force: true });
    await screenshot(page, 'migration-chosen');
    await page.locator('.monaco-button', { hasText: 'Apply' }).first().click();
    await until('the migrated files', 20_000, () => read('old/one.py').includes('tlsCAFile="/ca.pem"'));
    assert.match(read('old/one.py'), /tls=True, tlsCAFile="\/ca\.pem"/);
    await until('the second file', 10_000, () => read('old/two.py').includes('tlsCRLFile="/crl.pem"'));
    await screenshot(page, 'migration-done');
  }),
);

test('the options at the cursor are shown in the words of another driver', inVscode(120_000), () =>
  step('translate', async () => {
    const panel = page.frameLocator('iframe.webview').frameLocator('#active-frame');
    await retry('the translation', async () => {
      await word('db3.example', 'tlsCertificateKeyFile').click();
      await runCommand(page, 'MongoDB TLS: Translate TLS Options…');
      await page
        .locator('.quick-input-list .monaco-list-row', { hasText: 'MongoDB Java driver' })
        .first()
        .click({ timeout: 5000 });
      await panel.locator('text=Without an equivalent').first().waitFor({ timeout: 10_000 });
    });
    await screenshot(page, 'translate');
  }),
);

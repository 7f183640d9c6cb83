/** A workspace that is not trusted: the text is judged, and nothing else is touched. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { inVscode, openBrowser, runCommand, screenshot, startVscode, workspaceWith } from '../support/vscode';

test(
  'restricted mode underlines faults, hides what opens files, and says so',
  inVscode(180_000),
  async () => {
    const workspace = workspaceWith({
      'app.py': 'from pymongo import MongoClient\nc = MongoClient("mongodb://db.example.org/?tls=false")\n',
    });
    const code = await startVscode({ workspace, install: true, trust: true });
    const { browser, page } = await openBrowser();
    try {
      await page.goto(code.url({ open: path.join(workspace, 'app.py') }));
      const dialog = page.locator('.monaco-dialog-box', { hasText: 'trust the authors' });
      await dialog.waitFor({ timeout: 60_000 });
      await dialog.locator('.monaco-button', { hasText: "No, I don't trust" }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.locator('.monaco-editor [class*="squiggly-"]').first().waitFor({ timeout: 60_000 });
      assert.ok((await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).count()) > 0);
      await screenshot(page, 'restricted');
      // What would open files or connect is not in the palette.
      await page.keyboard.press('F1');
      const input = page.locator('.quick-input-widget input').first();
      await input.fill('>MongoDB TLS');
      await page
        .locator('.quick-input-list .label-name', { hasText: 'MongoDB TLS: Show Output' })
        .waitFor({ timeout: 10_000 });
      const offered = await page.locator('.quick-input-list .label-name').allInnerTexts();
      assert.ok(
        !offered.some((t) => /Test Connection|Inspect Certificate|Check TLS Environment/.test(t)),
        offered.join(),
      );
      await page.keyboard.press('Escape');
      await runCommand(page, 'MongoDB TLS: Show Output');
      assert.equal(await page.locator('.output-view .view-line', { hasText: 'Looked through' }).count(), 0);
    } catch (error) {
      await screenshot(page, 'failed-restricted').catch(() => {});
      throw error;
    } finally {
      await browser.close();
      await code.stop();
      rmSync(workspace, { recursive: true, force: true });
    }
  },
);

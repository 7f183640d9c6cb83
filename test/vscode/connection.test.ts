/** Test connection from lens to report in a real VS Code: a failure, the fix from the report, and a second test that passes. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import tls from 'node:tls';
import { deserialize, serialize } from 'bson';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { createDevelopment } from '../../server/src/host/certificates/createDevelopment';
import {
  inVscode,
  missing,
  openBrowser,
  runCommand,
  screenshot,
  startVscode,
  useTheme,
  themes,
  workspaceWith,
  type Vscode,
} from '../support/vscode';

let code: Vscode;
let browser: Browser;
let page: Page;
let workspace: string;
let server: tls.Server;

before(
  async () => {
    if (missing) return;
    workspace = workspaceWith({});
    const made = await createDevelopment({
      folder: path.join(workspace, 'certs'),
      hosts: ['localhost', '127.0.0.1'],
    });
    const pem = readFileSync(made.files.server);
    server = tls.createServer({ cert: pem, key: pem }, answer).on('tlsClientError', () => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const uri = `mongodb://127.0.0.1:${port}/shop?tls=false&tlsCAFile=${made.files.ca}`;
    writeFileSync(
      path.join(workspace, 'app.py'),
      `from pymongo import MongoClient\n\nclient = MongoClient(\n    "${uri}"\n)\n`,
    );
    code = await startVscode({ workspace, install: true });
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
    server?.close();
    if (workspace) rmSync(workspace, { recursive: true, force: true });
  },
  { timeout: 60_000 },
);

/** A server that greets as MongoDB does: what a connection test without a user needs. */
function answer(socket: Socket): void {
  let buffer = Buffer.alloc(0);
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    while (buffer.length >= 16 && buffer.length >= buffer.readInt32LE(0)) {
      const message = buffer.subarray(0, buffer.readInt32LE(0));
      buffer = buffer.subarray(message.length);
      const hello = {
        ok: 1,
        isWritablePrimary: true,
        ismaster: true,
        minWireVersion: 0,
        maxWireVersion: 21,
        maxBsonObjectSize: 16_777_216,
        maxMessageSizeBytes: 48_000_000,
        maxWriteBatchSize: 100_000,
        readOnly: false,
        localTime: new Date(),
      };
      const legacy = message.readInt32LE(12) === 2004;
      if (!legacy) assert.ok(deserialize(message.subarray(21)));
      const body = Buffer.from(serialize(hello));
      const prefix = legacy ? Buffer.alloc(20) : Buffer.alloc(5);
      if (legacy) prefix.writeInt32LE(1, 16);
      const head = Buffer.alloc(16);
      head.writeInt32LE(16 + prefix.length + body.length, 0);
      head.writeInt32LE(message.readInt32LE(4), 8);
      head.writeInt32LE(legacy ? 1 : 2013, 12);
      socket.write(Buffer.concat([head, prefix, body]));
    }
  });
}

const panel = (): FrameLocator => page.frameLocator('iframe.webview').frameLocator('#active-frame');

async function step(name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    await screenshot(page, `failed-${name}`).catch(() => {});
    throw error;
  }
}

test('the lens runs the test, and the panel names the cause', inVscode(120_000), () =>
  step('connection-lens', async () => {
    const lens = page.locator('.codelens-decoration a', { hasText: 'Test connection' }).first();
    await lens.waitFor({ timeout: 90_000 });
    await lens.click();
    await panel().locator('h2', { hasText: 'The connection fails' }).waitFor({ timeout: 40_000 });
    assert.ok((await panel().locator('ol.stages > li').count()) > 0);
    await screenshot(page, 'report-fails');
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

test('the report applies the fix, and the second test passes', inVscode(120_000), () =>
  step('connection-fixed', async () => {
    await panel().locator('button', { hasText: 'Turn TLS on' }).click();
    await page.locator('.view-line', { hasText: 'tls=true&' }).waitFor({ timeout: 15_000 });
    await panel().locator('button', { hasText: 'Test Again' }).click();
    await panel().locator('h2', { hasText: 'The connection works' }).waitFor({ timeout: 40_000 });
    assert.ok((await panel().locator('tr', { hasText: 'connects' }).count()) > 3, 'a line per driver');
    for (const [theme, kind] of themes) {
      useTheme(workspace, theme);
      await page.locator(`.monaco-workbench.${kind}`).waitFor({ timeout: 15_000 });
      await screenshot(page, `report-passes-${kind}`);
    }
  }),
);

test('the report fits a narrow panel', inVscode(), () =>
  step('connection-narrow', async () => {
    const body = page.locator('iframe.webview');
    await page.setViewportSize({ width: 760, height: 800 });
    const wide = await panel()
      .locator('body')
      .evaluate((b) => b.scrollWidth > b.clientWidth + 1);
    await screenshot(page, 'report-narrow');
    assert.ok(((await body.boundingBox())?.width ?? 1000) < 480);
    assert.equal(wide, false, 'nothing is wider than the panel');
    await page.setViewportSize({ width: 1280, height: 800 });
  }),
);

/**
 * A real VS Code for the tests: VS Code's own server from the npm package code-server, on 127.0.0.1, with a page of
 * Debian's Chromium on it. Nothing waits for a fixed time: steps are polled with a deadline and tried again.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import * as vscodeServer from '../../scripts/vscodeServer.mjs';

export const root = process.cwd();
export const shots = path.join(root, 'out', 'screenshots');

const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((p) =>
  existsSync(p),
);

/** Why the tests in VS Code cannot run here; undefined when they can. */
export const missing: string | undefined = !vscodeServer.present()
  ? 'VS Code is not installed for the tests: node scripts/setup.mjs vscode'
  : !chromiumPath
    ? 'Chromium is not installed: node scripts/setup.mjs chromium'
    : undefined;

/** Options of a node:test test that needs VS Code. */
export const inVscode = (timeout = 60_000): { timeout: number; skip: string | false } => ({
  timeout,
  skip: missing ?? false,
});

/** The packed extension: made by scripts/test.mjs. */
export function vsix(): string {
  const file = process.env['MONGODB_TLS_VSIX'] ?? path.join(root, 'dist', 'mongodb-tls-lens.vsix');
  if (!existsSync(file)) throw new Error('the extension is not packed: npm run package');
  return file;
}

const settings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.welcomePage.experimentalOnboarding': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'window.commandCenter': false,
  'json.schemaDownload.enable': false,
  'npm.fetchOnlinePackageInfo': false,
  'typescript.disableAutomaticTypeAcquisition': true,
  'git.enabled': false,
  'files.autoSave': 'off',
  'remote.autoForwardPorts': false,
  'remote.restoreForwardedPorts': false,
  'editor.hover.delay': 100,
  'editor.minimap.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.accessibilitySupport': 'off',
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
};

export interface VscodeOptions {
  readonly workspace: string;
  /** Install the packed extension. */
  readonly install?: boolean;
  /** Ask whether the workspace is trusted, as VS Code does by default. */
  readonly trust?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly extraArgs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface Vscode {
  readonly authority: string;
  url(options?: { open?: string; payload?: readonly (readonly [string, string])[] }): string;
  stop(): Promise<void>;
}

/** Starts a private server with a home of its own. Its processes end with `stop`, or with this one. */
export async function startVscode(options: VscodeOptions): Promise<Vscode> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'mongodb-tls-home-'));
  const trust = options.trust
    ? { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'always' }
    : {};
  const server = await vscodeServer.start({
    settings: { ...settings, ...trust, ...options.settings },
    ...(options.install ? { vsix: vsix() } : {}),
    args: [...(options.trust ? [] : ['--disable-workspace-trust']), ...(options.extraArgs ?? [])],
    env: {
      HOME: home,
      XDG_CONFIG_HOME: path.join(home, '.config'),
      XDG_DATA_HOME: path.join(home, '.local'),
      ...options.env,
    },
  });
  const authority = new URL(server.base).host;
  return {
    authority,
    url({ open, payload = [] } = {}) {
      const all = open ? [...payload, ['openFile', `vscode-remote://${authority}${open}`]] : payload;
      return (
        `${server.base}/?folder=${encodeURIComponent(options.workspace)}` +
        (all.length > 0 ? `&payload=${encodeURIComponent(JSON.stringify(all))}` : '')
      );
    },
    async stop() {
      await server.stop();
      rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** A page that may only talk to this machine; what else it asked for is in `external`. */
export async function openBrowser(): Promise<{ browser: Browser; page: Page; external: string[] }> {
  const browser = await chromium.launch({
    executablePath: chromiumPath!,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const external: string[] = [];
  await context.route(
    (url) => url.hostname !== '127.0.0.1',
    (route) => {
      external.push(route.request().url());
      return route.abort();
    },
  );
  return { browser, page: await context.newPage(), external };
}

/** A folder of its own with files in it. Removed by the caller. */
export function workspaceWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mongodb-tls-ws-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

export async function until(what: string, ms: number, done: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + ms;
  while (!(await done())) {
    if (Date.now() > end) throw new Error(`waited ${ms} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Tries a step of the user interface again when focus or timing spoilt it. */
export async function retry<T>(label: string, step: () => Promise<T>, tries = 4): Promise<T> {
  for (let i = 1; ; i++) {
    try {
      return await step();
    } catch (error) {
      if (i >= tries) throw error;
      console.error(`# ${label}: try ${i} failed: ${String((error as Error).message).split('\n')[0]}`);
    }
  }
}

/** Runs a command of the palette: clicks the row whose label is exactly the title. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const input = page.locator('.quick-input-widget input').first();
  const exact = new RegExp(`^${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
  const row = page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ has: page.locator('.label-name', { hasText: exact }) })
    .first();
  await retry(`command ${title}`, async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    await input.waitFor({ state: 'visible', timeout: 5000 });
    await input.fill(`>${title}`);
    await row.click({ timeout: 5000 });
  });
}

/** Opens the menu of quick fixes at a place and leaves the wanted one focused: Enter applies it. */
export async function focusQuickFix(page: Page, at: Locator, title: string): Promise<void> {
  const focused = page.locator('.action-widget .monaco-list-row.action.focused', { hasText: title });
  await retry('quick fix menu', async () => {
    await page.keyboard.press('Escape');
    // The cursor itself may lie over the place.
    await at.click({ force: true });
    await page.keyboard.press('Control+.');
    await page
      .locator('.action-widget .monaco-list-row.action', { hasText: title })
      .first()
      .waitFor({ timeout: 5000 });
    for (let i = 0; i < 15 && (await focused.count()) === 0; i++) await page.keyboard.press('ArrowDown');
    await focused.waitFor({ timeout: 2000 });
  });
}

export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: path.join(shots, `${name}.png`) });
}

/** VS Code's themes, and the class that the workbench has under each. */
export const themes = [
  ['Default High Contrast', 'hc-black'],
  ['Default Dark Modern', 'vs-dark'],
  ['Default Light Modern', 'vs'],
] as const;

/** Through the workspace's settings: those of the user are read once. */
export function useTheme(workspace: string, theme: string): void {
  mkdirSync(path.join(workspace, '.vscode'), { recursive: true });
  writeFileSync(
    path.join(workspace, '.vscode', 'settings.json'),
    JSON.stringify({ 'workbench.colorTheme': theme }),
  );
}

/**
 * `npm run editor [folder]`: this extension in a real VS Code on examples/ (or the folder). Uses `code` on the PATH; where
 * there is none, VS Code in the browser from npm, installed into .cache/ (Linux x64). Stops with Ctrl+C.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { root } from './install.mjs';
import { packageExtension } from './package.mjs';
import * as vscodeServer from './vscodeServer.mjs';

const folder = path.resolve(process.argv[2] ?? path.join(root, 'examples'));
if (!existsSync(folder)) {
  console.error(`There is no folder ${folder}`);
  process.exit(2);
}

const vsix = await packageExtension();
const code = process.platform === 'win32' ? 'code.cmd' : 'code';
const desktop =
  spawnSync(code, ['--version'], { stdio: 'ignore', shell: process.platform === 'win32' }).status === 0;
if (desktop) {
  const args = [`--extensionDevelopmentPath=${root}`, '--new-window', folder];
  const child = spawn(code, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  child.on('exit', (status) => process.exit(status ?? 1));
} else {
  await inBrowser();
}

async function inBrowser() {
  if (!vscodeServer.present())
    console.log(
      'No `code` on the PATH. Installing VS Code in the browser from npm into .cache/ (about a minute) …',
    );
  vscodeServer.install();
  const temp = mkdtempSync(path.join(os.tmpdir(), 'mongodb-tls-editor-'));
  const userData = path.join(temp, 'data');
  mkdirSync(path.join(userData, 'User'), { recursive: true });
  writeFileSync(
    path.join(userData, 'User', 'settings.json'),
    JSON.stringify({
      'workbench.startupEditor': 'none',
      'telemetry.telemetryLevel': 'off',
      'extensions.autoCheckUpdates': false,
      'remote.autoForwardPorts': false,
      'chat.disableAIFeatures': true,
    }),
  );
  const port = Number(process.env.PORT) || (await freePort());
  const common = [
    vscodeServer.serverMain,
    '--accept-server-license-terms',
    '--telemetry-level',
    'off',
    '--user-data-dir',
    userData,
    '--extensions-dir',
    path.join(temp, 'extensions'),
    '--server-data-dir',
    path.join(temp, 'server'),
  ];
  const env = { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}', NODE_OPTIONS: '' };
  delete env.VSCODE_IPC_HOOK_CLI;
  const installed = spawnSync(vscodeServer.nodeBin, [...common, '--install-extension', vsix, '--force'], {
    env,
    encoding: 'utf8',
  });
  if (installed.status !== 0) throw new Error(installed.stdout + installed.stderr);
  const child = spawn(
    vscodeServer.nodeBin,
    [
      ...common,
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--without-connection-token',
      '--disable-telemetry',
    ],
    { env, stdio: 'ignore' },
  );
  const clean = () => {
    child.kill();
    rmSync(temp, { recursive: true, force: true, maxRetries: 3 });
  };
  process.once('exit', clean);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(0));
  child.once('exit', (status) => process.exit(status ?? 1));
  const base = `http://127.0.0.1:${port}`;
  const until = Date.now() + 30_000;
  while (
    !(await fetch(`${base}/version`).then(
      (r) => r.ok,
      () => false,
    ))
  ) {
    if (Date.now() > until) throw new Error('VS Code in the browser did not start within 30 seconds');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  console.log(
    `\nVS Code ${vscodeServer.version.replace(/^4/, '1')} with this extension: ${base}/?folder=${encodeURIComponent(folder)}`,
  );
  console.log('Open it in a browser on this machine. Ctrl+C stops it.');
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

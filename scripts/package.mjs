/** `npm run package`: builds and packs dist/mongodb-tls-lens.vsix. A warning of vsce is an error here. */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { buildAll } from './build.mjs';
import { ensureInstalled, root } from './install.mjs';

const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');

/** Packs the extension; returns the path of the .vsix. Throws with vsce's own words. */
export async function packageExtension({ out = path.join(root, 'dist', 'mongodb-tls-lens.vsix') } = {}) {
  ensureInstalled();
  await buildAll();
  const run = spawnSync(process.execPath, [vsce, 'package', '--no-dependencies', '--out', out], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = (run.stdout ?? '') + (run.stderr ?? '');
  if (run.status !== 0) throw new Error(said.trim() || `vsce ended with ${run.status}`);
  if (/WARNING/.test(said)) throw new Error(`the package has warnings:\n${said.trim()}`);
  return out;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const out = await packageExtension();
    console.log(`${path.relative(root, out)} (${Math.round(statSync(out).size / 1024)} KB)`);
    console.log('Install it: code --install-extension ' + path.relative(root, out));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

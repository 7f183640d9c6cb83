/** `npm run bench:probe`: builds, then runs test/support/probe/writeTable.ts. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';
import { buildAll, whatwgUrl } from './build.mjs';
import { root } from './install.mjs';

await buildAll();
const outfile = path.join(root, 'out', 'benchProbe.mjs');
await build({
  absWorkingDir: root,
  entryPoints: ['test/support/probe/writeTable.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  plugins: [whatwgUrl],
  logLevel: 'warning',
});
process.exit(
  spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' }).status ??
    1,
);

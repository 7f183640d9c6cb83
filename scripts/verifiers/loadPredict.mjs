/** Bundles the core's `predict`, so that the scripts here ask the code as it is and not the last build. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled, root } from '../install.mjs';

/** The function `predict(query)` of server/src/core/drivers. */
export async function loadPredict() {
  ensureInstalled();
  const { build } = await import('esbuild');
  const { whatwgUrl } = await import('../build.mjs');
  const outfile = path.join(root, 'out', `predict-${process.pid}.cjs`);
  await build({
    absWorkingDir: root,
    entryPoints: ['server/src/core/drivers/index.ts'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outfile,
    logLevel: 'error',
    mainFields: ['module', 'main'],
    plugins: [whatwgUrl],
  });
  try {
    return (await import(pathToFileURL(outfile).href)).predict;
  } finally {
    rmSync(outfile, { force: true });
  }
}

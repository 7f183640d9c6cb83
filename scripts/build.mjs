/** Bundles every program into dist/: the extension, the language server, the command line and the probe. */
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const watch = process.argv.includes('--watch');

/** `whatwg-url` is replaced by the runtime's own URL: same results, 290 KB less in each bundle. */
const whatwgUrl = {
  name: 'built-in-url',
  setup(b) {
    b.onResolve({ filter: /^whatwg-url$/ }, () => ({ path: 'whatwg-url', namespace: 'built-in-url' }));
    b.onLoad({ filter: /.*/, namespace: 'built-in-url' }, () => ({
      contents: 'export const URL = globalThis.URL; export const URLSearchParams = globalThis.URLSearchParams;',
    }));
  },
};

const programs = {
  client: { entry: 'client/src/extension.ts', external: ['vscode'] },
  server: { entry: 'server/src/lsp/main.ts' },
  cli: { entry: 'server/src/cli/main.ts', banner: '#!/usr/bin/env node' },
  probe: { entry: 'server/src/probe/main.ts' },
};

export async function buildAll({ only } = {}) {
  const started = Object.entries(programs)
    .filter(([name, p]) => (!only || only.includes(name)) && existsSync(path.join(root, p.entry)))
    .map(([name, p]) => ({
      absWorkingDir: root,
      entryPoints: [p.entry],
      outfile: `dist/${name}.js`,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      sourcemap: true,
      minify: true,
      legalComments: 'none',
      mainFields: ['module', 'main'],
      external: p.external ?? [],
      banner: p.banner ? { js: p.banner } : {},
      plugins: [whatwgUrl],
      logLevel: 'warning',
    }));
  await Promise.all(started.map((options) => build(options)));
}

export { whatwgUrl };

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (watch) {
    const { context } = await import('esbuild');
    for (const [name, p] of Object.entries(programs)) {
      const ctx = await context({
        absWorkingDir: root, entryPoints: [p.entry], outfile: `dist/${name}.js`, bundle: true, platform: 'node',
        format: 'cjs', target: 'node20', sourcemap: true, mainFields: ['module', 'main'], external: p.external ?? [], plugins: [whatwgUrl],
      });
      await ctx.watch();
    }
  } else {
    await buildAll();
  }
}

/**
 * Writes the files that are made from the project's own data. `npm run generate` writes them, `--check` only says which
 * are out of date. A new document is one entry in `documents`: a module under server/src/core and its function without arguments.
 */
import { build } from 'esbuild';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import prettier from 'prettier';
import { whatwgUrl } from './build.mjs';
import { root } from './install.mjs';

const documents = [
  { file: 'docs/explain.md', module: 'server/src/core/explain/causesDocument.ts', render: 'causesDocument' },
];

const check = process.argv.includes('--check');
const options = await prettier.resolveConfig(path.join(root, 'package.json'));
let outdated = 0;
for (const { file, module, render } of documents) {
  const bundle = await build({
    absWorkingDir: root,
    entryPoints: [module],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    plugins: [whatwgUrl],
    logLevel: 'warning',
  });
  const source = `data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].contents).toString('base64')}`;
  const text = await prettier.format((await import(source))[render](), { ...options, filepath: file });
  const target = path.join(root, file);
  if (existsSync(target) && readFileSync(target, 'utf8') === text) continue;
  outdated++;
  if (check) console.log(`out of date: ${file}`);
  else {
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
    console.log(`wrote ${file}`);
  }
}
if (check && outdated > 0) process.exit(1);

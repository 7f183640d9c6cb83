/**
 * `npm start`: installs, builds, lints `examples/` and prints what the editor would show. `npm start -- path` for any folder.
 * Ends with 0: findings are what it is there to show.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureInstalled, root } from './install.mjs';

ensureInstalled();
const { buildAll } = await import('./build.mjs');
await buildAll();
const given = process.argv.slice(2);
const paths = given.length > 0 ? given : [path.relative(process.cwd(), path.join(root, 'examples')) || '.'];
console.log(`mongodb-tls lint ${paths.join(' ')} --sites\n`);
const result = spawnSync(process.execPath, [path.join(root, 'dist/cli.js'), 'lint', ...paths, '--sites', '--fail-on', 'never'], { stdio: 'inherit' });
if (given.length === 0 && result.status === 0) {
  console.log('Next: npm start -- path/to/your/project, npm run editor (the extension in VS Code), npm test, node dist/cli.js --help');
}
process.exit(result.status ?? 1);

/** The program dist/server.js: `--stdio` for any editor, `--node-ipc` for VS Code. */
import { serve } from './serve';

if (!process.argv.some((a) => /^--(?:stdio|node-ipc|socket|pipe)\b/.test(a))) process.argv.push('--stdio');
serve();

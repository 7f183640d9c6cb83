/** The program dist/server.js: `--stdio` (the default) for any editor, `--node-ipc` for VS Code. */
import { serve } from './serve';

serve();

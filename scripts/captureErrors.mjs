/**
 * Renews the captured error texts: `node scripts/captureErrors.mjs [client…]` starts servers with a fault each on loopback,
 * lets every runtime that is installed meet them, and writes what they say to test/core/explain/messages/captured.
 * Clients and how to get them: test/support/errors/clients.ts. Nothing leaves this machine.
 */
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';

const outfile = 'out/captureErrors.cjs';
await build({
  entryPoints: ['test/support/errors/capture.ts'],
  bundle: true,
  platform: 'node',
  outfile,
  logLevel: 'warning',
});
process.exitCode =
  spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1;

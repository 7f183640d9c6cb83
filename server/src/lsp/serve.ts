/** Starts the server on the process's own streams or on IPC, and keeps it alive through faults of its own. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { describe } from './log';
import { startServer } from './server';

/** Serves until the client leaves. `stdio`: `--stdio` on the command line; `ipc`: started by VS Code. */
export function serve(): void {
  // The protocol library looks for the way to talk among the arguments.
  if (!process.argv.some((a) => /^--(?:stdio|node-ipc|socket|pipe)\b/.test(a))) process.argv.push('--stdio');
  const connection = createConnection(ProposedFeatures.all);
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => {
      connection.console.error(`Internal fault outside a request: ${describe(error)}\nThe rest goes on.`);
    });
  startServer(connection);
}

/** Starts the server on the process's own streams or on IPC, and keeps it alive through faults of its own. */
import { createConnection, ProposedFeatures, StreamMessageReader } from 'vscode-languageserver/node';
import { compileSooner } from './compileSooner';
import { describe } from './log';
import { startServer } from './server';
import { PromptWriter } from './promptWriter';

/** Serves until the client leaves. `--node-ipc`: started by VS Code; `--stdio`, the default: by any editor. */
export function serve(): void {
  const connection = process.argv.some((a) => /^--(?:node-ipc|socket|pipe)\b/.test(a))
    ? createConnection(ProposedFeatures.all)
    : connectStdio();
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => {
      connection.console.error(`Internal fault outside a request: ${describe(error)}\nThe rest goes on.`);
    });
  startServer(connection, { onFirstEdit: compileSooner });
}

function connectStdio() {
  // What stands on the standard output is the protocol.
  globalThis.console = new console.Console(process.stderr, process.stderr);
  let shutDown = false;
  // A client that is gone leaves nobody to serve.
  for (const event of ['end', 'close'] as const)
    process.stdin.on(event, () => process.exit(shutDown ? 0 : 1));
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(process.stdin),
    new PromptWriter(process.stdout),
  );
  connection.onShutdown(() => {
    shutDown = true;
  });
  return connection;
}

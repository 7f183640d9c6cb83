/** The VS Code side: starts the language server and wires commands, views and links to it. */
import * as vscode from 'vscode';
import { registerCertificatesView } from './certificatesView';
import { registerCommands } from './commands';
import { LanguageServer } from './languageServer';
import { registerStatus } from './status';
import { registerTerminalLinks } from './terminalLinks';

let server: LanguageServer | undefined;

/** Returns the server for the tests that run inside VS Code. */
export async function activate(
  context: vscode.ExtensionContext,
): Promise<{ readonly server: LanguageServer }> {
  server = new LanguageServer(context);
  context.subscriptions.push(
    server,
    ...registerStatus(server),
    ...registerCommands(context, server),
    ...registerCertificatesView(server),
    registerTerminalLinks(server),
  );
  await server.start();
  return { server };
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

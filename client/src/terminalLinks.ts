/** Links on recognised TLS errors in the terminal: a click explains them. */
import * as vscode from 'vscode';
import { worthAsking } from './explainError';
import type { LanguageServer } from './languageServer';

class ErrorLink extends vscode.TerminalLink {
  constructor(
    start: number,
    length: number,
    readonly line: string,
  ) {
    super(start, length, 'Explain this TLS error');
  }
}

/** Longer lines are data, not messages. */
const maxLine = 10_000;

export function registerTerminalLinks(server: LanguageServer): vscode.Disposable {
  return vscode.window.registerTerminalLinkProvider({
    async provideTerminalLinks({ line }, token) {
      if (line.length > maxLine || !worthAsking.test(line)) return [];
      const links = await server.ask('mongodbTls/terminalLinks', { line }, token);
      return (links ?? []).map((link) => new ErrorLink(link.start, link.length, line));
    },
    handleTerminalLink: (link: ErrorLink) =>
      vscode.commands.executeCommand('mongodbTls.explainError', link.line),
  });
}

/** The language status item: whether the server runs, and what it may do here. */
import * as vscode from 'vscode';
import type { LanguageServer } from './languageServer';

export function registerStatus(server: LanguageServer): vscode.Disposable[] {
  const item = vscode.languages.createLanguageStatusItem('mongodbTls.status', { scheme: '*' });
  item.name = 'MongoDB TLS';
  item.command = { command: 'mongodbTls.showOutput', title: 'Show Output' };
  let running = false;
  const show = (): void => {
    item.text = running ? 'MongoDB TLS' : 'MongoDB TLS: stopped';
    item.busy = false;
    item.severity = running
      ? vscode.LanguageStatusSeverity.Information
      : vscode.LanguageStatusSeverity.Warning;
    item.detail = !running
      ? 'The language server does not run'
      : vscode.workspace.isTrusted
        ? 'Checks connections, certificate files and installed versions'
        : 'Restricted: only the text of open files is checked';
    item.command = running
      ? { command: 'mongodbTls.showOutput', title: 'Show Output' }
      : { command: 'mongodbTls.restart', title: 'Restart Server' };
  };
  item.text = 'MongoDB TLS';
  item.busy = true;
  return [
    item,
    server.onState((state) => {
      running = state;
      show();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(show),
  ];
}

/** Explain TLS Error…: takes the text from wherever the person is, shows what it means, and leads back to the code. */
import * as vscode from 'vscode';
import type { ExplainAnswer, Place } from '../../server/src/lsp/messages';
import type { LanguageServer } from './languageServer';
import { showReport, type ReportAction } from './reportPanel';

/** What every TLS or connection error has in it: other texts are not sent anywhere. */
export const worthAsking =
  /tls|ssl|cert|mongo|handshake|hostname|econn|enotfound|x509|alert|server ?selection/i;

/** Registers the command, its variants for the terminal and the debug console. */
export function registerExplainError(server: LanguageServer): vscode.Disposable[] {
  const command = (name: string, run: (...args: unknown[]) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(`mongodbTls.${name}`, run);
  return [
    command('explainError', (given) => explainError(server, textOf(given))),
    command('explainTerminalSelection', async () => {
      await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
      await explain(server, await vscode.env.clipboard.readText());
    }),
    vscode.debug.registerDebugAdapterTrackerFactory('*', {
      createDebugAdapterTracker: (session) => new ConsoleReader(server, session),
    }),
  ];
}

/** A text; the message of a failed test; the cell of a notebook whose output holds an error. */
function textOf(given: unknown): string | undefined {
  if (typeof given === 'string') return given;
  if (typeof given !== 'object' || given === null) return undefined;
  const { message, outputs } = given as { message?: unknown; outputs?: unknown };
  if (typeof message === 'string') return message;
  if (typeof message === 'object' && message !== null) return textOf({ message: markdownValue(message) });
  if (Array.isArray(outputs)) return outputText(given as vscode.NotebookCell);
  return undefined;
}

function markdownValue(message: object): unknown {
  const { value, message: inner } = message as { value?: unknown; message?: unknown };
  return value ?? inner;
}

/** Errors and standard error of a cell, as VS Code keeps them. */
function outputText(cell: vscode.NotebookCell): string | undefined {
  const wanted = ['application/vnd.code.notebook.error', 'application/vnd.code.notebook.stderr'];
  const text = cell.outputs
    .flatMap((output) => output.items)
    .filter((item) => wanted.includes(item.mime))
    .map((item) => new TextDecoder().decode(item.data))
    .join('\n');
  return text || undefined;
}

async function explainError(server: LanguageServer, given: string | undefined): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const selected = editor && !editor.selection.isEmpty ? editor.document.getText(editor.selection) : '';
  const notebook = vscode.window.activeNotebookEditor;
  const cell = notebook?.selection && notebook.notebook.cellAt(notebook.selection.start);
  let text: string | undefined = given || selected || (cell && outputText(cell));
  if (!text)
    text = await vscode.window.showInputBox({
      title: 'Explain TLS Error',
      prompt: 'The whole error, with its nested causes. Leave empty to take the text on the clipboard.',
      placeHolder: 'SSL: CERTIFICATE_VERIFY_FAILED …',
      ignoreFocusOut: true,
    });
  if (text === undefined) return;
  // An input box has one line: longer errors come by the clipboard or by selecting them.
  if (text.trim() === '') text = await vscode.env.clipboard.readText();
  await explain(server, text);
}

async function explain(server: LanguageServer, text: string): Promise<void> {
  const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
  const beside: Place | undefined = editor && {
    uri: editor.document.uri.toString(),
    position: { line: editor.selection.active.line, character: editor.selection.active.character },
  };
  const answer = await server.ask('mongodbTls/explain', { text, ...(beside ? { beside } : {}) });
  if (!answer) return;
  if ('refused' in answer) {
    void vscode.window.showWarningMessage(answer.refused);
    return;
  }
  await showReport('explain', answer, codeActions(server, answer));
}

/** Buttons for the connection that the error is about. */
function codeActions(server: LanguageServer, { place, label, fixes }: ExplainAnswer): ReportAction[] {
  if (!place) return [];
  return [
    { id: 'code', label: `Go to ${label ?? 'Code'}`, run: () => open(place) },
    {
      id: 'test',
      label: 'Test Connection',
      run: () => vscode.commands.executeCommand('mongodbTls.testConnection', place),
    },
    ...(fixes ?? []).map((fix, i) => ({
      id: `fix-${i}`,
      label: fix.title,
      run: async () => {
        const edit = await server.protocol?.asWorkspaceEdit(fix.edit as never);
        if (!edit || !(await vscode.workspace.applyEdit(edit)))
          void vscode.window.showWarningMessage(
            'The text has changed: explain the error again, then apply the fix.',
          );
      },
    })),
  ];
}

async function open(place: Place): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(place.uri));
  const at = new vscode.Position(place.position.line, place.position.character);
  await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(at, at),
    viewColumn: vscode.ViewColumn.One,
  });
}

/** Longest text of a debug console that is kept for an explanation, in characters. */
const kept = 64 * 1024;

/**
 * Reads along in one debug console. The API has no links there: the first TLS error of a session is offered in a
 * message instead, once.
 */
class ConsoleReader implements vscode.DebugAdapterTracker {
  private text = '';
  private offered = false;

  constructor(
    private readonly server: LanguageServer,
    private readonly session: vscode.DebugSession,
  ) {}

  onDidSendMessage(message: {
    type?: string;
    event?: string;
    body?: { category?: string; output?: string };
  }): void {
    if (this.offered || message.type !== 'event' || message.event !== 'output') return;
    const { category, output } = message.body ?? {};
    if (typeof output !== 'string' || category === 'telemetry') return;
    this.text = (this.text + output).slice(-kept);
    if (category !== 'stderr' && category !== 'important') return;
    if (worthAsking.test(output)) void this.look(output);
  }

  private async look(output: string): Promise<void> {
    for (const line of output.split('\n').slice(-50)) {
      const links = await this.server.ask('mongodbTls/terminalLinks', { line });
      if (this.offered || !links || links.length === 0) continue;
      this.offered = true;
      const choice = await vscode.window.showInformationMessage(
        `A TLS error was printed by ${this.session.name}.`,
        'Explain',
      );
      if (choice) await explain(this.server, this.text);
      return;
    }
  }
}

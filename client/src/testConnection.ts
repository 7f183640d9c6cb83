/** Test Connection: from the lens, the cursor or the palette; asks for what the text does not say; shows the report. */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { MissingValue, Place, ServerRequests } from '../../server/src/lsp/messages';
import type { LanguageServer } from './languageServer';
import { showReport } from './reportPanel';

export function registerTestConnection(
  context: vscode.ExtensionContext,
  server: LanguageServer,
): vscode.Disposable {
  return vscode.commands.registerCommand('mongodbTls.testConnection', async (given?: Place) => {
    if (!vscode.workspace.isTrusted) {
      void vscode.window.showWarningMessage('Connections are tested in trusted workspaces only.');
      return;
    }
    const place = given ?? placeOfCursor();
    if (!place) {
      void vscode.window.showInformationMessage('Put the cursor on a MongoDB connection first.');
      return;
    }
    await test(context, server, place);
  });
}

function placeOfCursor(): Place | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}

async function test(context: vscode.ExtensionContext, server: LanguageServer, place: Place): Promise<void> {
  let values: Record<string, string> = {};
  for (;;) {
    const answer = await run(server, place, values);
    if (!answer) return;
    if ('refused' in answer) {
      void vscode.window.showWarningMessage(answer.refused);
      return;
    }
    if ('missing' in answer) {
      const asked = await askFor(context, answer.missing);
      if (!asked) return;
      values = { ...values, ...asked };
      continue;
    }
    await showReport('test', answer.report, [
      { id: 'again', label: 'Test Again', run: () => test(context, server, place) },
      { id: 'code', label: 'Go to Code', run: () => open(answer.place) },
    ]);
    return;
  }
}

type Answer = ServerRequests['mongodbTls/testConnection']['result'];

async function run(
  server: LanguageServer,
  place: Place,
  values: Readonly<Record<string, string>>,
): Promise<Answer | undefined> {
  const token = randomUUID();
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Testing the connection', cancellable: true },
    async (progress, cancel) => {
      const listening = server.on('mongodbTls/testProgress', (p) => {
        if (p.token === token) progress.report({ message: p.message });
      });
      try {
        return await server.ask('mongodbTls/testConnection', { ...place, values, token }, cancel);
      } finally {
        listening.dispose();
      }
    },
  );
}

/** Asks for values; those that are secret may be kept in VS Code's secret storage, if the user says so. */
async function askFor(
  context: vscode.ExtensionContext,
  missing: readonly MissingValue[],
): Promise<Record<string, string> | undefined> {
  const values: Record<string, string> = {};
  for (const value of missing) {
    const stored = value.secret ? await context.secrets.get(key(value)) : undefined;
    if (stored !== undefined) {
      const use = await vscode.window.showQuickPick(['Use the stored value', 'Enter another'], {
        title: value.label,
      });
      if (!use) return undefined;
      if (use === 'Use the stored value') {
        values[value.id] = stored;
        continue;
      }
    }
    const entered = await vscode.window.showInputBox({
      title: 'Test Connection',
      prompt: value.label,
      password: value.secret,
      ignoreFocusOut: true,
    });
    if (entered === undefined) return undefined;
    values[value.id] = entered;
    if (!value.secret) continue;
    const keep = await vscode.window.showQuickPick(['Use once', 'Keep in the secret storage'], {
      title: value.label,
    });
    if (!keep) return undefined;
    if (keep === 'Keep in the secret storage') await context.secrets.store(key(value), entered);
    else await context.secrets.delete(key(value));
  }
  return values;
}

function key(value: MissingValue): string {
  return `mongodbTls.value.${value.id}`;
}

async function open(place: Place): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(place.uri));
  const at = new vscode.Position(place.position.line, place.position.character);
  await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(at, at),
    viewColumn: vscode.ViewColumn.One,
  });
}

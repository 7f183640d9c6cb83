/** Test Connection: from the lens, the cursor or the palette; asks for what the text does not say; shows the report. */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { MissingValue, Place, ServerRequests, TestAnswer } from '../../server/src/lsp/messages';
import type { LanguageServer } from './languageServer';
import { copyAction, showHtml } from './reportPanel';
import { testReportHtml } from './testReport';

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

interface Given {
  values: Record<string, string>;
  take: Record<string, number>;
}

async function test(context: vscode.ExtensionContext, server: LanguageServer, place: Place): Promise<void> {
  const given: Given = { values: {}, take: {} };
  // A second round can ask for what only the first round's answer shows: never for the same thing twice.
  for (let round = 0; round < 4; round++) {
    const answer = await run(server, place, given);
    if (!answer) return;
    if ('refused' in answer) {
      void vscode.window.showWarningMessage(answer.refused);
      return;
    }
    if (!('missing' in answer)) return show(context, server, place, answer);
    if (!(await askFor(context, answer.missing, given))) return;
  }
}

async function show(
  context: vscode.ExtensionContext,
  server: LanguageServer,
  place: Place,
  answer: TestAnswer,
): Promise<void> {
  const fixes = answer.result.verdict === 'passes' ? [] : answer.fixes;
  await showHtml('test', 'Connection Test', testReportHtml(answer.result, Date.now()), [
    { id: 'again', label: 'Test Again', run: () => test(context, server, place) },
    ...fixes.map((fix, i) => ({
      id: `fix-${i}`,
      label: fix.title,
      run: async () => {
        const edit = await server.protocol?.asWorkspaceEdit(fix.edit as never);
        const done = edit && (await vscode.workspace.applyEdit(edit));
        if (!done)
          void vscode.window.showWarningMessage(
            'The text has changed since the test: test again, then apply the fix.',
          );
      },
    })),
    { id: 'code', label: 'Go to Code', run: () => open(answer.place) },
    copyAction(answer.markdown),
  ]);
}

type Answer = ServerRequests['mongodbTls/testConnection']['result'];

async function run(server: LanguageServer, place: Place, given: Given): Promise<Answer | undefined> {
  const token = randomUUID();
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Testing the connection', cancellable: true },
    async (progress, cancel) => {
      const listening = server.on('mongodbTls/testProgress', (p) => {
        if (p.token === token) progress.report({ message: p.message });
      });
      try {
        return await server.ask('mongodbTls/testConnection', { ...place, ...given, token }, cancel);
      } finally {
        listening.dispose();
      }
    },
  );
}

/** Asks for values. What the workspace defines is taken from there after a question; secrets may be kept in the secret storage. */
async function askFor(
  context: vscode.ExtensionContext,
  missing: readonly MissingValue[],
  given: Given,
): Promise<boolean> {
  for (const value of missing) {
    const stored = value.secret ? await context.secrets.get(key(value)) : undefined;
    const ways = [
      ...value.definedIn.map((place, index) => ({ label: `Use the value in ${place}`, index })),
      ...(stored === undefined ? [] : [{ label: 'Use the stored value', index: -1 }]),
    ];
    if (ways.length > 0) {
      const enter = { label: 'Enter another value', index: -2 };
      const way = await vscode.window.showQuickPick([...ways, enter], { title: value.question });
      if (!way) return false;
      if (way.index >= 0) {
        given.take[value.name] = way.index;
        continue;
      }
      if (way.index === -1) {
        given.values[value.name] = stored!;
        continue;
      }
    }
    const entered = await vscode.window.showInputBox({
      title: 'Test Connection',
      prompt: value.question,
      password: value.secret,
      ignoreFocusOut: true,
    });
    if (entered === undefined) return false;
    given.values[value.name] = entered;
    if (!value.secret) continue;
    const keep = await vscode.window.showQuickPick(['Use once', 'Keep in the secret storage'], {
      title: value.question,
    });
    if (!keep) return false;
    if (keep === 'Keep in the secret storage') await context.secrets.store(key(value), entered);
    else await context.secrets.delete(key(value));
  }
  return true;
}

function key(value: MissingValue): string {
  return `mongodbTls.value.${value.name}`;
}

async function open(place: Place): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(place.uri));
  const at = new vscode.Position(place.position.line, place.position.character);
  await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(at, at),
    viewColumn: vscode.ViewColumn.One,
  });
}

/** Test Connection: from the lens, the cursor or the palette; asks for what the text does not say; shows the report. */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { DriverRunAnswer, MissingValue, Place, TestAnswer } from '../../server/src/lsp/messages';
import { runFix } from './commandFixes';
import type { LanguageServer } from './languageServer';
import { copyAction, showHtml } from './reportPanel';

export function registerTestConnection(
  context: vscode.ExtensionContext,
  server: LanguageServer,
): vscode.Disposable {
  const run = async (given: Place | undefined, runsDriver: boolean): Promise<void> => {
    if (!vscode.workspace.isTrusted) {
      void vscode.window.showWarningMessage('Connections are tested in trusted workspaces only.');
      return;
    }
    const place = given ?? placeOfCursor();
    if (!place) {
      void vscode.window.showInformationMessage('Put the cursor on a MongoDB connection first.');
      return;
    }
    await test(context, server, place, runsDriver);
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand('mongodbTls.testConnection', (place?: Place) => run(place, false)),
    vscode.commands.registerCommand('mongodbTls.runWithDriver', (place?: Place) => run(place, true)),
  );
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

async function test(
  context: vscode.ExtensionContext,
  server: LanguageServer,
  place: Place,
  runsDriver = false,
): Promise<void> {
  const given: Given = { values: {}, take: {} };
  // A second round can ask for what only the first round's answer shows: never for the same thing twice.
  for (let round = 0; round < 4; round++) {
    const answer = await withProgress(server, 'Testing the connection', (token, cancel) =>
      server.ask('mongodbTls/testConnection', { ...place, ...given, token }, cancel),
    );
    if (!answer) return;
    if ('refused' in answer) {
      void vscode.window.showWarningMessage(answer.refused);
      return;
    }
    if ('missing' in answer) {
      if (!(await askFor(context, answer.missing, given))) return;
      continue;
    }
    const shown: Shown = { context, server, answer, given };
    await show(shown);
    if (runsDriver) await runDriver(shown);
    return;
  }
}

/** A report, and what it was made with. */
interface Shown {
  readonly context: vscode.ExtensionContext;
  readonly server: LanguageServer;
  readonly answer: TestAnswer;
  readonly given: Given;
  /** With what the driver said, once it was run. */
  readonly html?: string;
  readonly markdown?: string;
}

async function show(shown: Shown): Promise<void> {
  const { context, server, answer } = shown;
  await showHtml('test', 'Connection Test', shown.html ?? answer.html, [
    { id: 'again', label: 'Test Again', run: () => test(context, server, answer.place) },
    ...answer.fixes.map((fix, i) => ({
      id: `fix-${i}`,
      label: fix.title,
      run: () => ('command' in fix ? runFix(server, fix.command) : apply(server, fix.edit)),
    })),
    ...(answer.driver ? [{ id: 'driver', label: 'Run With My Driver…', run: () => runDriver(shown) }] : []),
    { id: 'code', label: 'Go to Code', run: () => open(answer.place) },
    copyAction(shown.markdown ?? answer.markdown),
  ]);
}

async function apply(server: LanguageServer, edit: unknown): Promise<void> {
  const workspaceEdit = await server.protocol?.asWorkspaceEdit(edit as never);
  if (!workspaceEdit || !(await vscode.workspace.applyEdit(workspaceEdit)))
    void vscode.window.showWarningMessage(
      'The text has changed since the test: test again, then apply the fix.',
    );
}

/** Asks, starts the workspace's driver, and shows what it says beside the report. */
async function runDriver(shown: Shown): Promise<void> {
  const { server, answer, given } = shown;
  const request = { ...answer.place, ...given, result: answer.result };
  const question = await server.ask('mongodbTls/runWithDriver', { ...request, token: '', confirmed: false });
  if (!question || !('question' in question)) return refuse(question);
  const yes = 'Run';
  const { detail } = question;
  const chosen = await vscode.window.showInformationMessage(question.question, { modal: true, detail }, yes);
  if (chosen !== yes) return;
  const ran = await withProgress(server, 'Running your driver', (token, cancel) =>
    server.ask('mongodbTls/runWithDriver', { ...request, token, confirmed: true }, cancel),
  );
  if (!ran || !('html' in ran)) return refuse(ran);
  await show({ ...shown, html: ran.html, markdown: ran.markdown });
}

function refuse(answer: DriverRunAnswer | undefined): void {
  if (!answer) return;
  const why = 'refused' in answer ? answer.refused : 'The connection has changed: test it again.';
  void vscode.window.showWarningMessage(why);
}

/** Most tests are over before a notification could be read: it comes only to those that take longer. */
const quietMs = 400;

/** A notification with the running stage and a button to cancel. */
async function withProgress<T>(
  server: LanguageServer,
  title: string,
  act: (token: string, cancel: vscode.CancellationToken) => Promise<T>,
): Promise<T> {
  const token = randomUUID();
  const source = new vscode.CancellationTokenSource();
  let stage = '';
  let report = (message: string): void => void (stage = message);
  const listening = server.on('mongodbTls/testProgress', (p) => {
    if (p.token === token) report(p.message);
  });
  const acting = act(token, source.token).finally(() => listening.dispose());
  vscode.window.setStatusBarMessage(`$(loading~spin) ${title}`, acting);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), quietMs);
  });
  const first = await Promise.race([acting, late]).finally(() => clearTimeout(timer));
  if (first !== 'late') return first;
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (progress, cancel) => {
      report = (message) => progress.report({ message });
      report(stage);
      cancel.onCancellationRequested(() => source.cancel());
      return acting;
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

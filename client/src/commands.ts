/** The palette's commands. Each asks what it needs, asks the server, and shows the answer. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { FixPlace, MarkdownReport, Refusal } from '../../server/src/lsp/messages';
import { runFix } from './commandFixes';
import { registerExplainError } from './explainError';
import { chosenInterpreters } from './interpreters';
import type { LanguageServer } from './languageServer';
import { showReport } from './reportPanel';
import { registerTestConnection } from './testConnection';

const certificateFiles = {
  'Certificates and keys': ['pem', 'crt', 'cer', 'der', 'crl', 'key', 'p12', 'pfx', 'jks'],
};

export function registerCommands(
  context: vscode.ExtensionContext,
  server: LanguageServer,
): vscode.Disposable[] {
  const command = (name: string, run: (...args: never[]) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(`mongodbTls.${name}`, run as (...args: unknown[]) => unknown);
  return [
    registerTestConnection(context, server),
    ...registerExplainError(server),
    command('showOutput', () => server.output.show(true)),
    command('restart', () => server.restart()),
    command('fixAll', () => fixAll(server)),
    command('checkEnvironment', () =>
      show(
        'environment',
        withProgress('Checking the TLS environment', async (token) =>
          server.ask('mongodbTls/environment', { chosen: await chosenInterpreters() }, token),
        ),
      ),
    ),
    command('showDrivers', () => show('drivers', server.ask('mongodbTls/drivers', {}))),
    command('inspectFile', async (uri?: vscode.Uri) => {
      const file = uri ?? (await pickFile('Inspect'));
      if (file) await show('inspect', server.ask('mongodbTls/inspect', { path: file.fsPath }));
    }),
    command('combinePem', () => combine(server)),
    command('convertToPem', (uri?: vscode.Uri) => convert(server, uri)),
    command('createDevCertificates', () => createDevelopment(server)),
    command('lintWorkspace', () => lintWorkspace(server)),
    command('migrate', () => migrate(server)),
    command('translate', () => translate(server)),
    command('fix', (place: FixPlace) => runFix(server, place)),
  ];
}

/** Shows a report, or why there is none. */
async function show(kind: string, answer: Promise<MarkdownReport | Refusal | undefined>): Promise<void> {
  const report = await answer;
  if (!report) return;
  if ('refused' in report) void vscode.window.showWarningMessage(report.refused);
  else await showReport(kind, report);
}

function withProgress<T>(title: string, run: (token: vscode.CancellationToken) => Promise<T>): Promise<T> {
  return Promise.resolve(
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (_, token) => run(token),
    ),
  );
}

async function pickFile(label: string): Promise<vscode.Uri | undefined> {
  const picked = await vscode.window.showOpenDialog({
    openLabel: label,
    filters: { ...certificateFiles, 'All files': ['*'] },
  });
  return picked?.[0];
}

async function pickTarget(beside: vscode.Uri, name: string): Promise<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.file(path.join(path.dirname(beside.fsPath), name)),
    filters: { PEM: ['pem'] },
  });
}

async function combine(server: LanguageServer): Promise<void> {
  const certificate = await pickFile('Choose the Certificate');
  const key = certificate && (await pickFile('Choose its Private Key'));
  const target = key && (await pickTarget(certificate, 'client.pem'));
  if (!target) return;
  const answer = await server.ask('mongodbTls/combine', {
    certificate: certificate.fsPath,
    key: key.fsPath,
    target: target.fsPath,
  });
  written(answer);
}

async function convert(server: LanguageServer, given?: vscode.Uri): Promise<void> {
  const source = given ?? (await pickFile('Convert'));
  if (!source) return;
  const target = await pickTarget(source, `${path.parse(source.fsPath).name}.pem`);
  if (!target) return;
  const params = { path: source.fsPath, target: target.fsPath };
  let answer = await server.ask('mongodbTls/convert', params);
  if (answer && 'passwordNeeded' in answer) {
    const password = await vscode.window.showInputBox({
      title: 'Password of the file',
      prompt: 'It is used once and not kept.',
      password: true,
      ignoreFocusOut: true,
    });
    if (password === undefined) return;
    answer = await server.ask('mongodbTls/convert', { ...params, password });
    if (answer && 'passwordNeeded' in answer) answer = { refused: 'The password does not open the file.' };
  }
  written(answer);
}

function written(
  answer: { readonly written: string } | Refusal | { readonly passwordNeeded: true } | undefined,
): void {
  if (!answer || 'passwordNeeded' in answer) return;
  if ('refused' in answer) void vscode.window.showWarningMessage(answer.refused);
  else void vscode.window.showInformationMessage(`Written: ${answer.written}`);
}

async function createDevelopment(server: LanguageServer): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) {
    void vscode.window.showWarningMessage('Open a folder first: the certificates are written into it.');
    return;
  }
  const names = await vscode.window.showInputBox({
    title: 'Create Development Certificates (1/2)',
    prompt: 'Host names and IP addresses that clients connect to, separated by commas',
    value: 'localhost, 127.0.0.1, ::1',
    validateInput: (text) =>
      /^[\w.:*-]+(?:\s*,\s*[\w.:*-]+)*$/.test(text.trim())
        ? undefined
        : 'Names and addresses, separated by commas',
    ignoreFocusOut: true,
  });
  if (names === undefined) return;
  const where = await vscode.window.showInputBox({
    title: 'Create Development Certificates (2/2)',
    prompt: 'Folder for the files, below the workspace folder. Nothing is overwritten.',
    value: 'certs/dev',
    validateInput: (text) =>
      path.relative(folder.uri.fsPath, path.resolve(folder.uri.fsPath, text)).startsWith('..')
        ? 'A folder inside the workspace'
        : undefined,
    ignoreFocusOut: true,
  });
  if (where === undefined) return;
  await show(
    'development',
    server.ask('mongodbTls/createDevelopment', {
      folder: path.resolve(folder.uri.fsPath, where),
      hosts: names.split(',').map((n) => n.trim()),
    }),
  );
}

async function lintWorkspace(server: LanguageServer): Promise<void> {
  const answer = await withProgress('Looking for MongoDB connections', (token) =>
    server.ask('mongodbTls/lintWorkspace', {}, token),
  );
  if (!answer) return;
  if ('refused' in answer) {
    void vscode.window.showWarningMessage(answer.refused);
    return;
  }
  const { files, connections, problems } = answer;
  const text = `${count(problems, 'problem')} in ${count(connections, 'connection')}, ${count(files, 'file')} looked at`;
  const choice = await vscode.window.showInformationMessage(text, ...(problems > 0 ? ['Show Problems'] : []));
  if (choice) await vscode.commands.executeCommand('workbench.actions.view.problems');
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** Asks for the file or the workspace and for the migration; VS Code shows every change before it is made. */
async function migrate(server: LanguageServer): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri.toString();
  const ofFile = uri ? ((await server.ask('mongodbTls/migrations', { uri })) ?? []) : [];
  const ofAll = (await server.ask('mongodbTls/migrations', {})) ?? [];
  const choices = [
    ...ofFile.map((m) => ({ label: m.title, description: 'this file', id: m.id, uri })),
    ...ofAll.map((m) => ({ label: m.title, description: count(m.files, 'file'), id: m.id, uri: undefined })),
  ];
  if (choices.length === 0) {
    void vscode.window.showInformationMessage(
      'There are no TLS options here that a newer version spells differently.',
    );
    return;
  }
  const chosen = await vscode.window.showQuickPick(choices, {
    title: 'Migrate TLS Options',
  });
  if (!chosen) return;
  const how = await vscode.window.showQuickPick(
    [
      { label: 'Show the changes and choose among them', all: false },
      { label: 'Make all changes', all: true },
    ],
    { title: chosen.label },
  );
  if (!how) return;
  const answer = await server.ask('mongodbTls/migrate', {
    id: chosen.id,
    ...(chosen.uri ? { uri: chosen.uri } : {}),
    all: how.all,
  });
  if (!answer) return;
  if ('refused' in answer) {
    void vscode.window.showWarningMessage(answer.refused);
    return;
  }
  const edit = await server.protocol?.asWorkspaceEdit(answer.edit as never);
  if (!edit || !(await vscode.workspace.applyEdit(edit, { isRefactoring: true }))) return;
  if (answer.left.length === 0) return;
  const choice = await vscode.window.showWarningMessage(
    `${count(answer.left.length, 'place')} could not be migrated without knowing more: ${answer.left[0]}`,
    ...(answer.left.length > 1 ? ['Show All'] : []),
  );
  if (!choice) return;
  for (const line of answer.left) server.output.info(line);
  server.output.show(true);
}

/** Shows the TLS options at the cursor in the words of another driver. */
async function translate(server: LanguageServer): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const { line, character } = editor.selection.active;
  const place = { uri: editor.document.uri.toString(), position: { line, character } };
  const first = await server.ask('mongodbTls/translate', place);
  if (first && 'refused' in first) void vscode.window.showWarningMessage(first.refused);
  if (!first || !('targets' in first)) return;
  const chosen = await vscode.window.showQuickPick(
    first.targets.map(({ id, title }) => ({ label: title, id })),
    { title: 'Translate TLS Options', placeHolder: 'For which driver?' },
  );
  const answer = chosen && (await server.ask('mongodbTls/translate', { ...place, target: chosen.id }));
  if (!answer || 'targets' in answer) return;
  if ('refused' in answer) {
    void vscode.window.showWarningMessage(answer.refused);
    return;
  }
  const edit = answer.edit ? await server.protocol?.asWorkspaceEdit(answer.edit as never) : undefined;
  await showReport('translate', answer, [
    { id: 'code', label: 'Copy the Code', run: () => vscode.env.clipboard.writeText(answer.code) },
    ...(edit
      ? [
          {
            id: 'rename',
            label: 'Rename in the File',
            run: async () => {
              if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: true })))
                void vscode.window.showWarningMessage('The text has changed: translate again.');
            },
          },
        ]
      : []),
  ]);
}

/**
 * Applies the safe fixes of the file in front. Asked of the server itself: the editor's own commands act only where the
 * focus is, and answer with nothing when another extension registers its code actions meanwhile.
 */
async function fixAll(server: LanguageServer): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) return;
  const edit = await server.fixAllEdit(document);
  if (edit) await vscode.workspace.applyEdit(edit);
  else void vscode.window.showInformationMessage('There is nothing to fix safely in this file.');
}

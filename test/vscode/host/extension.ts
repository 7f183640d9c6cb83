/** What the extension does, seen through VS Code's API. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const id = 'mongodb-tls-lens.mongodb-tls-lens';

async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + 20_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}; ${state()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What the window shows: says in a failure why nothing more came. */
function state(): string {
  const document = vscode.window.activeTextEditor?.document;
  const open = document ? `${document.fileName} version ${document.version}` : 'no editor';
  const rules = document ? problems(document).map(ruleOf).join() || 'none' : 'none';
  return `in front: ${open}, problems: ${rules}, text: ${JSON.stringify(document?.getText())}`;
}

/** Puts a text back, whatever the focus is on. */
async function restore(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
}

async function open(name: string): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders![0]!.uri;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, name));
  await vscode.window.showTextDocument(document);
  return document;
}

function problems(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter((d) => d.source === 'mongodb-tls');
}
const ruleOf = (d: vscode.Diagnostic): string => String(typeof d.code === 'object' ? d.code.value : d.code);

describe('the extension in VS Code', () => {
  it('is activated by a file that can hold a connection', async () => {
    await open('app.py');
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension);
    await until('activation', () => extension.isActive || undefined);
  });

  it('reports a fault with its rule and a link to the documentation', async () => {
    const document = await open('app.py');
    const found = await until('a problem', () =>
      problems(document).find((d) => ruleOf(d) === 'certificate-checks-off'),
    );
    assert.equal(found.range.start.line, 1);
    assert.ok(typeof found.code === 'object' && /certificate-checks-off/.test(found.code.target.toString()));
  });

  it('says in a hover what the driver does', async () => {
    const document = await open('app.py');
    const at = document.positionAt(document.getText().indexOf('db.example'));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at,
    );
    const text = hovers
      .flatMap((h) => h.contents.map((c) => (typeof c === 'string' ? c : c.value)))
      .join('\n');
    assert.match(text, /Encryption \| TLS/);
  });

  it('offers "ignore here", which silences the finding', async () => {
    const document = await open('app.py');
    const finding = await until('a problem', () =>
      problems(document).find((d) => ruleOf(d) === 'certificate-checks-off'),
    );
    // VS Code answers with nothing when another extension registers its code actions meanwhile.
    const ignore = await until('the action', async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        finding.range,
        vscode.CodeActionKind.QuickFix.value,
      );
      return actions.find((a) => a.title === 'Ignore certificate-checks-off here');
    });
    assert.ok(ignore.edit);
    const original = document.getText();
    assert.equal(await vscode.workspace.applyEdit(ignore.edit), true);
    await until(
      'silence',
      () => !problems(document).some((d) => ruleOf(d) === 'certificate-checks-off') || undefined,
    );
    // Not by 'undo', which acts wherever the focus is.
    await restore(document, original);
    await until(
      'the finding again',
      () => problems(document).some((d) => ruleOf(d) === 'certificate-checks-off') || undefined,
    );
  });

  it('applies all safe fixes of a file by command', async () => {
    const document = await open('settings.py');
    await until('a problem', () => problems(document)[0]);
    await vscode.commands.executeCommand('mongodbTls.fixAll');
    await until('the fixed text', () => !document.getText().includes('ssl=true') || undefined);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('completes option names inside a URI', async () => {
    const document = await open('app.py');
    const at = document.positionAt(document.getText().indexOf('tls=true'));
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      at,
    );
    const labels = list.items.map((i) => (typeof i.label === 'string' ? i.label : i.label.label));
    assert.ok(labels.includes('tlsCAFile'), labels.slice(0, 20).join());
  });

  it('follows a setting at once', async () => {
    const document = await open('app.py');
    await until('a problem', () => problems(document)[0]);
    const settings = vscode.workspace.getConfiguration('mongodbTls');
    await settings.update('rules', { 'certificate-checks-off': 'off' }, vscode.ConfigurationTarget.Workspace);
    await until(
      'silence',
      () => !problems(document).some((d) => ruleOf(d) === 'certificate-checks-off') || undefined,
    );
    await settings.update('rules', undefined, vscode.ConfigurationTarget.Workspace);
    await until(
      'the finding again',
      () => problems(document).some((d) => ruleOf(d) === 'certificate-checks-off') || undefined,
    );
  });

  it('judges the cells of a notebook together', async () => {
    const cell = (text: string): vscode.NotebookCellData =>
      new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'python');
    const notebook = await vscode.workspace.openNotebookDocument(
      'jupyter-notebook',
      new vscode.NotebookData([
        cell('from pymongo import MongoClient'),
        cell('c = MongoClient("mongodb://db.example.org/?tls=true", tlsInsecure=True)'),
      ]),
    );
    await vscode.window.showNotebookDocument(notebook);
    const second = notebook.cellAt(1).document;
    const found = await until('a problem in the second cell', () => problems(second)[0]);
    assert.equal(found.range.start.line, 0);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('has every command of its manifest and of its walkthrough', async () => {
    const manifest = vscode.extensions.getExtension(id)!.packageJSON as {
      contributes: {
        commands: { command: string }[];
        walkthroughs: { steps: { description: string; media: { markdown: string } }[] }[];
      };
    };
    const known = new Set(await vscode.commands.getCommands(true));
    for (const { command } of manifest.contributes.commands) assert.ok(known.has(command), command);
    for (const { description, media } of manifest.contributes.walkthroughs.flatMap((w) => w.steps)) {
      const command = /\(command:([\w.]+)\)/.exec(description)?.[1];
      assert.ok(command && known.has(command), description);
      const page = vscode.Uri.joinPath(vscode.extensions.getExtension(id)!.extensionUri, media.markdown);
      assert.ok((await vscode.workspace.fs.stat(page)).size > 0, media.markdown);
    }
  });

  it('starts the server again by command', async () => {
    await vscode.commands.executeCommand('mongodbTls.restart');
    const document = await open('app.py');
    await until('a problem', () => problems(document)[0]);
  });
});

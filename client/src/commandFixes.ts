/** Fixes that ask before they change: the server says what it has to know, dialogues ask for it, the edit comes back. */
import * as vscode from 'vscode';
import type { FixPlace, FixQuestion } from '../../server/src/lsp/messages';
import type { LanguageServer } from './languageServer';

/** Runs a fix that a code action offered. */
export async function runFix(server: LanguageServer, place: FixPlace): Promise<void> {
  const answers: Record<string, string> = {};
  for (let round = 0; round < 4; round++) {
    const answer = await server.ask('mongodbTls/fix', { ...place, answers });
    if (!answer) return;
    if ('refused' in answer) {
      void vscode.window.showWarningMessage(answer.refused);
      return;
    }
    if ('ask' in answer) {
      const given = await ask(answer.ask);
      if (given === undefined) return;
      answers[answer.ask.name] = given;
      continue;
    }
    // What somebody typed in these files and did not save stays unsaved.
    const unsaved = new Set(vscode.workspace.textDocuments.filter((d) => d.isDirty).map((d) => d.uri.fsPath));
    const edit = await server.protocol?.asWorkspaceEdit(answer.edit as never);
    if (!edit || !(await vscode.workspace.applyEdit(edit))) {
      void vscode.window.showWarningMessage('The text has changed meanwhile: choose the fix again.');
      return;
    }
    for (const uri of answer.others.map((u) => vscode.Uri.parse(u)))
      if (!unsaved.has(uri.fsPath)) await (await vscode.workspace.openTextDocument(uri)).save();
    if (answer.notes.length > 0) void vscode.window.showInformationMessage(answer.notes.join(' '));
    return;
  }
}

const certificateFiles = { 'Certificates and keys': ['pem', 'crt', 'cer', 'key', 'ca-bundle'] };

async function ask(question: FixQuestion): Promise<string | undefined> {
  const { title } = question;
  switch (question.kind) {
    case 'file': {
      const picked = await vscode.window.showOpenDialog({
        title,
        openLabel: question.button ?? 'Choose',
        ...(question.folder ? { defaultUri: vscode.Uri.file(question.folder) } : {}),
        filters: { ...certificateFiles, 'All files': ['*'] },
      });
      return picked?.[0]?.fsPath;
    }
    case 'confirm': {
      const button = question.button ?? 'Yes';
      const options = { modal: true, ...(question.detail ? { detail: question.detail } : {}) };
      return (await vscode.window.showInformationMessage(title, options, button)) === button
        ? 'yes'
        : undefined;
    }
    default:
      return vscode.window.showInputBox({
        title,
        ...(question.prompt ? { prompt: question.prompt } : {}),
        password: question.kind === 'password',
        ignoreFocusOut: true,
      });
  }
}

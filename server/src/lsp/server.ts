/** The language server: which request is answered by which handler. */
import {
  CodeActionKind,
  CodeLensRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { version } from '../core';
import { Analyses } from './analyses';
import { filePath, OpenDocuments } from './documents';
import { documentLinks, documentSymbols, inlayHints } from './handlers/certificates';
import { codeActions, fixAllKind } from './handlers/codeActions';
import { completion } from './handlers/completion';
import { definition } from './handlers/definition';
import { pullDiagnostics, pushDiagnostics } from './handlers/diagnostics';
import { hover } from './handlers/hover';
import { fixCommand, runFixCommand } from './handlers/commandFixes';
import { codeLenses, testByCommand, testCommand, TestResults } from './handlers/testConnection';
import { createLog } from './log';
import { answerOwnRequests } from './ownRequests';
import type { FixPlace, InitializationOptions, Place } from './messages';
import { abilitiesOf, guarded, type ClientAbilities, type Session } from './session';
import { SettingsReader } from './settingsReader';
import { watchedFiles } from './watchedFiles';
import { WorkspaceIndex } from './workspaceIndex';

/** Languages whose notebook cells are analysed. */
const notebookLanguages = [
  'python',
  'javascript',
  'typescript',
  'shellscript',
  'r',
  'julia',
  'csharp',
  'java',
  'scala',
];

/**
 * Answers one client until it leaves. The caller made the connection; this function starts listening on it. `onFirstEdit` is
 * called once, when a document is edited for the first time.
 */
export function startServer(
  connection: Connection,
  { onFirstEdit }: { onFirstEdit?: () => void } = {},
): void {
  const log = createLog(connection);
  const documents = new OpenDocuments(onFirstEdit);
  let client: ClientAbilities = abilitiesOf({}, false);
  let trusted = true;
  const settings = new SettingsReader(connection, documents, log, () => session.refresh());
  const index = new WorkspaceIndex({
    documents,
    log,
    trusted: () => trusted,
    settingsOf: (uri) => settings.of(uri),
    changed: () => session.refresh(),
    learned: () => session.refresh({ sameContexts: true }),
  });
  const session: Session = {
    connection,
    documents,
    log,
    workspace: index,
    tests: new TestResults(),
    shown: new Map(),
    analyses: new Analyses(documents, index),
    get client() {
      return client;
    },
    settingsOf: (uri) => settings.of(uri),
    trusted: () => trusted,
    refresh(parts) {
      session.analyses.outdate(parts);
      if (client.pull && client.diagnosticRefresh) void connection.languages.diagnostics.refresh();
      if (!client.pull) for (const view of documents.all()) pushDiagnostics(session, view.uri);
      if (client.lensRefresh) void connection.sendRequest(CodeLensRefreshRequest.type);
      if (client.vscode) void connection.sendNotification('mongodbTls/certificatesChanged');
      if (client.hintRefresh) void connection.languages.inlayHint.refresh();
    },
  };

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    client = abilitiesOf(params.capabilities, options.client === 'vscode');
    trusted = options.trusted ?? true;
    settings.useClient(client, options.settings);
    const folders = params.workspaceFolders ?? (params.rootUri ? [{ uri: params.rootUri, name: '' }] : []);
    documents.folders = folders.flatMap((f) => filePath(f.uri) ?? []);
    return {
      serverInfo: { name: 'mongodb-tls', version },
      capabilities: {
        textDocumentSync: {
          openClose: true,
          change: TextDocumentSyncKind.Incremental,
          save: { includeText: false },
        },
        notebookDocumentSync: {
          notebookSelector: [{ notebook: '*', cells: notebookLanguages.map((language) => ({ language })) }],
        },
        ...(client.pull
          ? {
              diagnosticProvider: {
                identifier: 'mongodb-tls',
                interFileDependencies: true,
                workspaceDiagnostics: false,
              },
            }
          : {}),
        hoverProvider: true,
        completionProvider: { triggerCharacters: ['?', '&', '='] },
        codeActionProvider: {
          codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind],
        },
        definitionProvider: true,
        documentLinkProvider: {},
        codeLensProvider: {},
        ...(client.vscode ? {} : { executeCommandProvider: { commands: [testCommand, fixCommand] } }),
        inlayHintProvider: true,
        documentSymbolProvider: true,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(() => {
    if (client.configurationChanges)
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'mongodbTls' });
    if (client.folders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = removed.flatMap((f) => filePath(f.uri) ?? []);
        const come = added.flatMap((f) => filePath(f.uri) ?? []);
        documents.folders = [...documents.folders.filter((f) => !gone.includes(f)), ...come];
        void settings.reload();
        index.start();
      });
    if (client.watchFiles)
      void connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [...watchedFiles],
      });
    void settings.reload().then(() => index.start());
  });

  connection.onDidChangeConfiguration((params) => {
    settings.changed((params.settings as { mongodbTls?: unknown } | null)?.mongodbTls);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    index.forgetLookUps();
    for (const change of changes) {
      const file = filePath(change.uri);
      if (file) index.update(file);
    }
    session.refresh();
  });
  connection.onNotification('mongodbTls/trusted', () => {
    if (trusted) return;
    trusted = true;
    index.forgetLookUps();
    session.refresh();
    index.start();
  });

  documents.texts.onDidChangeContent(({ document }) => {
    if (!client.pull) void settings.ready.then(() => pushDiagnostics(session, document.uri));
  });
  documents.texts.onDidClose(({ document }) => {
    session.analyses.forget(document.uri);
    session.shown.delete(document.uri);
    if (!client.pull) void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });

  connection.languages.diagnostics.on(
    guarded(session, 'diagnostics', { kind: 'full', items: [] }, async (params) => {
      await settings.ready;
      return pullDiagnostics(session, params);
    }),
  );
  connection.onHover(guarded(session, 'hover', null, (params) => hover(session, params)));
  connection.onCompletion(guarded(session, 'completion', [], (params) => completion(session, params)));
  connection.onCodeAction(guarded(session, 'code actions', [], (params) => codeActions(session, params)));
  connection.onDefinition(guarded(session, 'definition', [], (params) => definition(session, params)));

  connection.onDocumentLinks(
    guarded(session, 'document links', [], (params) => documentLinks(session, params)),
  );
  connection.onDocumentSymbol(guarded(session, 'symbols', [], (params) => documentSymbols(session, params)));
  connection.languages.inlayHint.on(
    guarded(session, 'inlay hints', [], (params) => inlayHints(session, params)),
  );

  connection.onCodeLens(guarded(session, 'code lenses', [], (params) => codeLenses(session, params)));
  connection.onExecuteCommand(
    guarded(session, 'command', null, async ({ command, arguments: args }, token) => {
      if (command === fixCommand) return runFixCommand(session, args?.[0] as FixPlace);
      const place = args?.[0] as Place | undefined;
      if (command !== testCommand || typeof place?.uri !== 'string' || !place.position) return null;
      return testByCommand(session, session.tests, place, token);
    }),
  );

  answerOwnRequests(session);

  documents.listen(connection);
  connection.listen();
}

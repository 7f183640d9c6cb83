/**
 * The floor that the bench compares with: the same protocol library and the same synchronisation. It answers every edit
 * with one list of diagnostics, which the client hands over at the start and which it never looks into.
 */
import {
  createConnection,
  ProposedFeatures,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

const connection = createConnection(ProposedFeatures.all);
const documents = new TextDocuments(TextDocument);
let pull = false;
let diagnostics = [];
connection.onInitialize(({ capabilities, initializationOptions }) => {
  diagnostics = initializationOptions.diagnostics;
  pull = capabilities.textDocument?.diagnostic !== undefined;
  return {
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      ...(pull ? { diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false } } : {}),
    },
  };
});
documents.onDidChangeContent(({ document }) => {
  if (!pull) void connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics });
});
connection.languages.diagnostics.on(({ textDocument }) => {
  // The text is read, as any server would.
  documents.get(textDocument.uri)?.getText();
  return { kind: 'full', items: diagnostics };
});
documents.listen(connection);
connection.listen();

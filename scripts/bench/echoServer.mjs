/** The floor that the bench compares with: the same protocol library, the same synchronisation, and never a diagnostic. */
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
connection.onInitialize(({ capabilities }) => {
  pull = capabilities.textDocument?.diagnostic !== undefined;
  return {
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      ...(pull ? { diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false } } : {}),
    },
  };
});
documents.onDidChangeContent(({ document }) => {
  if (!pull)
    void connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics: [] });
});
connection.languages.diagnostics.on(({ textDocument }) => {
  // The text is read, as any server would.
  documents.get(textDocument.uri)?.getText();
  return { kind: 'full', items: [] };
});
documents.listen(connection);
connection.listen();

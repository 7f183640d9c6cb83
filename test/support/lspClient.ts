/**
 * A language client in memory that speaks in nouns: open, diagnostics, hover, actions. The server under test is the real
 * one, on the other end of two streams.
 */
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import {
  createConnection,
  createProtocolConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type CodeAction,
  type CompletionItem,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type InitializeResult,
  type Location,
  type Position,
  type ProtocolConnection,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { startServer } from '../../server/src/lsp/server';

export const pullCapabilities: ClientCapabilities = {
  textDocument: { diagnostic: {}, publishDiagnostics: {} },
  workspace: { workspaceEdit: { documentChanges: true }, diagnostics: { refreshSupport: true } },
};
/** An editor like neovim: edits of several files and new ones, but none of our commands and dialogues. */
export const editorCapabilities: ClientCapabilities = {
  textDocument: pullCapabilities.textDocument!,
  workspace: {
    applyEdit: true,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
    diagnostics: { refreshSupport: true },
  },
};
export const pushCapabilities: ClientCapabilities = { textDocument: { publishDiagnostics: {} } };

export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  readonly folders?: readonly string[];
  /** What workspace/configuration answers; absent: the client cannot be asked. */
  readonly settings?: unknown;
  readonly initializationOptions?: unknown;
}

export class LspClient {
  readonly documents = new Map<string, TextDocument>();
  readonly pushed = new Map<string, Diagnostic[]>();
  readonly messages: string[] = [];
  readonly logged: string[] = [];
  /** Edits that the server sent by itself. */
  readonly edits: WorkspaceEdit[] = [];
  /** The button that is pressed when the server asks; undefined: the message is closed. */
  presses: string | undefined;
  refreshes = 0;
  settings: unknown;
  private readonly waiting: { done: () => boolean; resolve: () => void }[] = [];

  private constructor(
    readonly rpc: ProtocolConnection,
    readonly initialized: InitializeResult,
  ) {}

  static async start(options: ClientOptions = {}): Promise<LspClient> {
    const toServer = new PassThrough();
    const toClient = new PassThrough();
    startServer(
      createConnection(
        ProposedFeatures.all,
        new StreamMessageReader(toServer),
        new StreamMessageWriter(toClient),
      ),
    );
    const rpc = createProtocolConnection(
      new StreamMessageReader(toClient),
      new StreamMessageWriter(toServer),
      {
        error: () => {},
        warn: () => {},
        info: () => {},
        log: () => {},
      },
    );
    // eslint-disable-next-line prefer-const
    let client: LspClient;
    const early: [string, unknown][] = [];
    const note = (method: string, params: unknown): void => {
      if (client) client.receive(method, params);
      else early.push([method, params]);
    };
    for (const method of [
      'textDocument/publishDiagnostics',
      'window/showMessage',
      'window/logMessage',
      'mongodbTls/certificatesChanged',
      'mongodbTls/testProgress',
    ])
      rpc.onNotification(method, (params: unknown) => note(method, params));
    rpc.onRequest('workspace/diagnostic/refresh', () => {
      client.refreshes++;
      client.wake();
      return null;
    });
    rpc.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
      items.map(() => client.settings),
    );
    rpc.onRequest('workspace/applyEdit', ({ edit }: { edit: WorkspaceEdit }) => {
      client.edits.push(edit);
      return { applied: true };
    });
    rpc.onRequest(
      'window/showMessageRequest',
      (params: { message: string; actions: { title: string }[] }) => {
        client.messages.push(params.message);
        return client.presses === undefined
          ? null
          : (params.actions.find((a) => a.title === client.presses) ?? null);
      },
    );
    rpc.onRequest('client/registerCapability', () => null);
    rpc.onRequest('window/workDoneProgress/create', () => null);
    rpc.onRequest('workspace/codeLens/refresh', () => null);
    rpc.onRequest('workspace/inlayHint/refresh', () => null);
    rpc.listen();
    const capabilities = options.capabilities ?? pullCapabilities;
    const result = await rpc.sendRequest<InitializeResult>('initialize', {
      processId: null,
      rootUri: null,
      capabilities: {
        ...capabilities,
        workspace: {
          ...capabilities.workspace,
          ...('settings' in options ? { configuration: true } : {}),
        },
      },
      initializationOptions: options.initializationOptions,
      workspaceFolders: (options.folders ?? []).map((f) => ({ uri: pathToFileURL(f).href, name: f })),
    });
    client = new LspClient(rpc, result);
    client.settings = options.settings;
    for (const [method, params] of early) client.receive(method, params);
    await rpc.sendNotification('initialized', {});
    return client;
  }

  private receive(method: string, params: unknown): void {
    const p = params as { uri: string; diagnostics: Diagnostic[]; message: string };
    if (method === 'textDocument/publishDiagnostics') this.pushed.set(p.uri, p.diagnostics);
    else if (method === 'window/showMessage') this.messages.push(p.message);
    else if (method === 'window/logMessage') this.logged.push(p.message);
    this.wake();
  }

  private wake(): void {
    for (const w of [...this.waiting])
      if (w.done()) {
        this.waiting.splice(this.waiting.indexOf(w), 1);
        w.resolve();
      }
  }

  /** Resolves when something that the server sends makes it true; fails after ten seconds. */
  until(what: string, done: () => boolean): Promise<void> {
    if (done()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`waited in vain for ${what}`)), 10_000);
      this.waiting.push({
        done,
        resolve: () => {
          clearTimeout(timer);
          resolve();
        },
      });
    });
  }

  /** Opens a text; returns its URI. `name` is a path below a folder that does not exist, or a full path. */
  async open(name: string, text: string, languageId = languageOf(name)): Promise<string> {
    const uri = name.startsWith('/') ? pathToFileURL(name).href : `file:///nowhere/${name}`;
    this.documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    await this.rpc.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
    return uri;
  }

  /** Replaces `old` (its first occurrence) as a user would type it. */
  async edit(uri: string, old: string, now: string): Promise<void> {
    const document = this.documents.get(uri)!;
    const at = document.getText().indexOf(old);
    if (at < 0) throw new Error(`the document has no ${JSON.stringify(old)}`);
    const change = {
      range: { start: document.positionAt(at), end: document.positionAt(at + old.length) },
      text: now,
    };
    const version = document.version + 1;
    TextDocument.update(document, [change], version);
    await this.rpc.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [change],
    });
  }

  async close(uri: string): Promise<void> {
    this.documents.delete(uri);
    await this.rpc.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  report(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.rpc.sendRequest('textDocument/diagnostic', {
      textDocument: { uri },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  }

  async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.report(uri);
    return report.kind === 'full' ? report.items : [];
  }

  /** Where a text stands: the position of its first character, moved by `plus`. */
  at(uri: string, text: string, plus = 0): Position {
    const document = this.documents.get(uri)!;
    const offset = document.getText().indexOf(text);
    if (offset < 0) throw new Error(`the document has no ${JSON.stringify(text)}`);
    return document.positionAt(offset + plus);
  }

  /** The Markdown of the hover; an empty text when there is none. */
  async hover(uri: string, position: Position): Promise<string> {
    const hover = await this.rpc.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri },
      position,
    });
    return hover ? (hover.contents as { value: string }).value : '';
  }

  completions(uri: string, position: Position): Promise<CompletionItem[]> {
    return this.rpc.sendRequest('textDocument/completion', { textDocument: { uri }, position });
  }

  actions(uri: string, range: Range, only?: readonly string[]): Promise<CodeAction[]> {
    return this.rpc.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [], ...(only ? { only } : {}) },
    });
  }

  definition(uri: string, position: Position): Promise<Location[]> {
    return this.rpc.sendRequest('textDocument/definition', { textDocument: { uri }, position });
  }

  /** The text of a document after a code action. */
  applied(uri: string, action: CodeAction): string {
    const document = this.documents.get(uri)!;
    const edits: TextEdit[] = [
      ...(action.edit?.changes?.[uri] ?? []),
      ...(action.edit?.documentChanges ?? []).flatMap((c) =>
        'edits' in c && c.textDocument.uri === uri ? (c.edits as TextEdit[]) : [],
      ),
    ];
    return TextDocument.applyEdits(document, edits);
  }

  async stop(): Promise<void> {
    await this.rpc.sendRequest('shutdown');
    this.rpc.dispose();
  }
}

function languageOf(name: string): string {
  const ending = name.slice(name.lastIndexOf('.') + 1);
  return (
    {
      py: 'python',
      js: 'javascript',
      ts: 'typescript',
      env: 'dotenv',
      yml: 'yaml',
      yaml: 'yaml',
      json: 'json',
      txt: 'plaintext',
    }[ending] ?? ending
  );
}

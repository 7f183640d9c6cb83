/** The language server's process: started over IPC, told of trust, restarted on demand. */
import * as vscode from 'vscode';
import {
  CodeActionRequest,
  LanguageClient,
  State,
  TransportKind,
  type DocumentSelector,
  type NodeModule,
} from 'vscode-languageclient/node';
import type {
  ClientNotifications,
  InitializationOptions,
  ServerRequests,
} from '../../server/src/lsp/messages';

export class LanguageServer implements vscode.Disposable {
  readonly output = vscode.window.createOutputChannel('MongoDB TLS', { log: true });
  private readonly stateChanged = new vscode.EventEmitter<boolean>();
  /** Fires with true when the server runs, with false when it stopped. */
  readonly onState = this.stateChanged.event;
  private readonly listeners: { method: string; listener: (params: unknown) => void }[] = [];
  private client: LanguageClient | undefined;

  constructor(private readonly context: vscode.ExtensionContext) {
    context.subscriptions.push(
      vscode.workspace.onDidGrantWorkspaceTrust(
        () => void this.client?.sendNotification('mongodbTls/trusted', {}),
      ),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('mongodbTls.runtime')) void this.restart();
      }),
    );
  }

  async start(): Promise<void> {
    const module = this.context.asAbsolutePath('dist/server.js');
    const runtime = vscode.workspace.isTrusted
      ? vscode.workspace.getConfiguration('mongodbTls').get<string>('runtime')?.trim()
      : undefined;
    const run: NodeModule = { module, transport: TransportKind.ipc, ...(runtime ? { runtime } : {}) };
    const options: InitializationOptions = { trusted: vscode.workspace.isTrusted, client: 'vscode' };
    this.client = new LanguageClient(
      'mongodbTls',
      'MongoDB TLS',
      { run, debug: { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } } },
      {
        documentSelector: selector(this.context),
        initializationOptions: options,
        outputChannel: this.output,
        diagnosticPullOptions: { onChange: true, onSave: true },
      },
    );
    this.client.onDidChangeState(({ newState }) => {
      if (newState !== State.Starting) this.stateChanged.fire(newState === State.Running);
    });
    for (const { method, listener } of this.listeners) this.client.onNotification(method, listener);
    try {
      await this.client.start();
    } catch (error) {
      this.stateChanged.fire(false);
      const choice = await vscode.window.showErrorMessage(
        runtime
          ? `The language server could not be started with mongodbTls.runtime (${runtime}).`
          : 'The MongoDB TLS language server could not be started.',
        'Show Output',
      );
      this.output.error(error instanceof Error ? error.name : 'start failed');
      if (choice) this.output.show();
    }
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client?.needsStop()) await client.stop(2000).catch(() => client.dispose());
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Asks the server; undefined when it does not run or the user cancelled. */
  async ask<M extends keyof ServerRequests>(
    method: M,
    params: ServerRequests[M]['params'],
    token?: vscode.CancellationToken,
  ): Promise<ServerRequests[M]['result'] | undefined> {
    if (!this.client?.isRunning()) return undefined;
    try {
      return await this.client.sendRequest<ServerRequests[M]['result']>(method, params, token);
    } catch (error) {
      if (!token?.isCancellationRequested)
        this.output.error(`${method}: ${error instanceof Error ? error.name : 'failed'}`);
      return undefined;
    }
  }

  /** The edit that applies all safe fixes of a document; undefined when there is nothing to fix or no server. */
  async fixAllEdit(document: vscode.TextDocument): Promise<vscode.WorkspaceEdit | undefined> {
    const { client } = this;
    if (!client?.isRunning()) return undefined;
    const actions = await client.sendRequest(CodeActionRequest.type, {
      textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document),
      range: { start: { line: 0, character: 0 }, end: { line: document.lineCount, character: 0 } },
      context: { diagnostics: [], only: ['source.fixAll.mongodbTls'] },
    });
    const edit = actions?.flatMap((action) => ('edit' in action && action.edit) || [])[0];
    return edit && client.protocol2CodeConverter.asWorkspaceEdit(edit);
  }

  /** Listens to a notification, across restarts. */
  on<M extends keyof ClientNotifications>(
    method: M,
    listener: (params: ClientNotifications[M]) => void,
  ): vscode.Disposable {
    const entry = { method, listener: listener as (params: unknown) => void };
    this.listeners.push(entry);
    this.client?.onNotification(method, entry.listener);
    return new vscode.Disposable(() => this.listeners.splice(this.listeners.indexOf(entry), 1));
  }

  /** For protocol objects that the server hands over, such as edits. */
  get protocol(): LanguageClient['protocol2CodeConverter'] | undefined {
    return this.client?.protocol2CodeConverter;
  }

  dispose(): void {
    void this.stop();
    this.output.dispose();
    this.stateChanged.dispose();
  }
}

/** The languages that the extension is activated for, files that go by their name, and cells of notebooks. */
function selector(context: vscode.ExtensionContext): DocumentSelector {
  const manifest = context.extension.packageJSON as { readonly activationEvents?: readonly string[] };
  const languages = (manifest.activationEvents ?? []).flatMap((e) =>
    e.startsWith('onLanguage:') ? [e.slice('onLanguage:'.length)] : [],
  );
  const byName =
    '**/{.env,.env.*,*.env,mongod.conf,mongos.conf,*.cnf,*.conf,*.service,*.cfg,*.hocon,Dockerfile*,Makefile}';
  return [...languages.map((language) => ({ language })), { scheme: 'file', pattern: byName }];
}

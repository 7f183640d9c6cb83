/** Asks the client for its settings, once per workspace folder, and tells the user what is wrong with them. */
import { pathToFileURL } from 'node:url';
import { MessageType, ShowMessageNotification, type Connection } from 'vscode-languageserver';
import { filePath, type OpenDocuments } from './documents';
import type { Log } from './log';
import type { ClientAbilities } from './session';
import { defaultSettings, readSettings, type Settings } from './settings';

const section = 'mongodbTls';

export class SettingsReader {
  private general: Settings = defaultSettings;
  private readonly byFolder = new Map<string, Settings>();
  private canAsk = false;
  private readonly told = new Set<string>();
  /** Resolves when the settings asked for last have come. */
  ready: Promise<void> = Promise.resolve();

  constructor(
    private readonly connection: Connection,
    private readonly documents: OpenDocuments,
    private readonly log: Log,
    private readonly onChange: () => void,
  ) {}

  /** Called once at the start. `given`: what came with `initialize`. */
  useClient(client: ClientAbilities, given: unknown): void {
    this.canAsk = client.configuration;
    if (given !== undefined) this.general = this.read(given);
    // Until the answer is here, nobody is told findings that the settings may switch off.
    if (this.canAsk)
      this.ready = new Promise((resolve) => {
        this.firstAnswer = resolve;
        // A client that says it can answer and never does.
        setTimeout(resolve, 3000).unref();
      });
  }

  private firstAnswer: () => void = () => {};

  of(uri?: string): Settings {
    if (uri === undefined || this.byFolder.size === 0) return this.general;
    const file = filePath(uri);
    const folder = file && this.documents.folderOf(file);
    return (folder !== undefined && this.byFolder.get(folder)) || this.general;
  }

  /** The client says that settings changed; `sent` are the new ones where the client sends them. */
  changed(sent: unknown): void {
    if (this.canAsk) void this.reload();
    else if (sent !== undefined) {
      this.general = this.read(sent);
      this.onChange();
    }
  }

  async reload(): Promise<void> {
    if (!this.canAsk) return;
    const folders = [...this.documents.folders];
    try {
      const answers: unknown[] = await this.connection.workspace.getConfiguration([
        { section },
        ...folders.map((folder) => ({ section, scopeUri: pathToFileURL(folder).href })),
      ]);
      const before = JSON.stringify([this.general, ...this.byFolder]);
      this.general = this.read(answers[0]);
      this.byFolder.clear();
      folders.forEach((folder, i) => this.byFolder.set(folder, this.read(answers[i + 1])));
      if (before !== JSON.stringify([this.general, ...this.byFolder])) this.onChange();
    } catch (error) {
      this.log.bug('settings', error);
    } finally {
      this.firstAnswer();
    }
  }

  private read(raw: unknown): Settings {
    const { settings, problems } = readSettings(raw);
    for (const problem of problems) {
      if (this.told.has(problem)) continue;
      this.told.add(problem);
      void this.connection.sendNotification(ShowMessageNotification.type, {
        type: MessageType.Warning,
        message: `Setting ignored: ${problem}`,
      });
      this.log.warn(`Setting ignored: ${problem}`);
    }
    return settings;
  }
}

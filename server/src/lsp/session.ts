/** What one client and its requests share. */
import type { CancellationToken, ClientCapabilities, Connection, Diagnostic } from 'vscode-languageserver';
import type { Analyses, Changes } from './analyses';
import type { OpenDocuments } from './documents';
import type { TestResults } from './handlers/testConnection';
import type { Log } from './log';
import type { Settings } from './settings';
import type { WorkspaceIndex } from './workspaceIndex';

export interface Session {
  readonly connection: Connection;
  readonly documents: OpenDocuments;
  readonly analyses: Analyses;
  readonly workspace: WorkspaceIndex;
  readonly tests: TestResults;
  /** The diagnostics of analyses as they were last shown, by document. */
  readonly shown: Map<string, readonly Diagnostic[]>;
  readonly log: Log;
  readonly client: ClientAbilities;
  /** Settings of the folder that holds the document, or the general ones. */
  settingsOf(uri?: string): Settings;
  /** True when files may be opened and programs started. */
  trusted(): boolean;
  /** Something besides the texts changed: analyses are made again and the client is told. */
  refresh(changes?: Changes): void;
}

/** What the client can do, asked once. */
export interface ClientAbilities {
  readonly vscode: boolean;
  readonly pull: boolean;
  readonly diagnosticRefresh: boolean;
  readonly lensRefresh: boolean;
  readonly hintRefresh: boolean;
  readonly configuration: boolean;
  readonly configurationChanges: boolean;
  readonly folders: boolean;
  readonly watchFiles: boolean;
  readonly versionedEdits: boolean;
  /** The server may send edits by itself. */
  readonly applyEdit: boolean;
  readonly createFiles: boolean;
  /** Edits can be shown before they are made. */
  readonly annotations: boolean;
  readonly progress: boolean;
  readonly showDocument: boolean;
}

export function abilitiesOf(capabilities: ClientCapabilities, vscode: boolean): ClientAbilities {
  const { textDocument, workspace, window } = capabilities;
  const createFiles = workspace?.workspaceEdit?.resourceOperations?.includes('create') === true;
  return {
    vscode,
    pull: textDocument?.diagnostic !== undefined,
    diagnosticRefresh: workspace?.diagnostics?.refreshSupport === true,
    lensRefresh: workspace?.codeLens?.refreshSupport === true,
    hintRefresh: workspace?.inlayHint?.refreshSupport === true,
    configuration: workspace?.configuration === true,
    configurationChanges: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    folders: workspace?.workspaceFolders === true,
    watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    // Files can only be made among document changes: who makes them takes those (neovim does not say so).
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true || createFiles,
    applyEdit: workspace?.applyEdit === true,
    createFiles,
    annotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    progress: window?.workDoneProgress === true,
    showDocument: window?.showDocument?.support === true,
  };
}

/** Wraps a request: a fault of ours is logged and answered with `fallback`; a request that was cancelled is not begun. */
export function guarded<P extends unknown[], R>(
  session: Pick<Session, 'log'>,
  name: string,
  fallback: R,
  answer: (...params: P) => R | Promise<R>,
): (...params: P) => Promise<R> | R {
  return (...params) => {
    if (params.some((p) => isToken(p) && p.isCancellationRequested)) return fallback;
    try {
      const result = answer(...params);
      if (!(result instanceof Promise)) return result;
      return result.catch((error: unknown) => {
        session.log.bug(name, error);
        return fallback;
      });
    } catch (error) {
      session.log.bug(name, error);
      return fallback;
    }
  };
}

function isToken(value: unknown): value is CancellationToken {
  return typeof value === 'object' && value !== null && 'isCancellationRequested' in value;
}

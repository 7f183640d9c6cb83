/** Reports every file of the workspace, open or not. */
import { pathToFileURL } from 'node:url';
import { toLspDiagnostic } from '../convert';
import { textView } from '../documents';
import type { Refusal, WorkspaceReport } from '../messages';
import type { Session } from '../session';
import { notTrusted } from './reports';

/** URIs of closed files whose diagnostics were sent. */
export class WorkspaceDiagnostics {
  private readonly sent = new Set<string>();

  /** Looks through the workspace and sends the diagnostics of all files that are not open. */
  async lint(session: Session): Promise<WorkspaceReport | Refusal> {
    if (!session.trusted()) return notTrusted;
    if (session.documents.folders.length === 0) return { refused: 'No folder is open.' };
    session.workspace.start();
    await session.workspace.ready;
    for (const uri of this.sent) this.clear(session, uri);
    let problems = 0;
    let connections = 0;
    const files = session.workspace.found();
    for (const { file, text, analysis, path } of files) {
      const uri = pathToFileURL(file).href;
      problems += analysis.diagnostics.length;
      connections += analysis.outlooks.length;
      if (session.documents.texts.get(uri) || analysis.diagnostics.length === 0) continue;
      const view = textView(uri, path, text);
      this.sent.add(uri);
      void session.connection.sendDiagnostics({
        uri,
        diagnostics: analysis.diagnostics.flatMap(
          (d) => toLspDiagnostic(view, d, (p) => session.workspace.addressOf(p)) ?? [],
        ),
      });
    }
    return { files: session.workspace.looked, connections, problems };
  }

  /** A file was opened or changed: its own diagnostics take over. */
  clear(session: Session, uri: string): void {
    if (this.sent.delete(uri)) void session.connection.sendDiagnostics({ uri, diagnostics: [] });
  }
}

/** The project's own requests (messages.ts): which is answered by which handler. */
import type { CancellationToken } from 'vscode-languageserver';
import { terminalLinks } from '../core';
import { stepOfFix } from './handlers/commandFixes';
import { combineFiles, convertFile } from './handlers/certificateFiles';
import { certificates } from './handlers/certificates';
import { explainText } from './handlers/explain';
import { WorkspaceDiagnostics } from './handlers/lintWorkspace';
import { listMigrations, migrateWorkspace } from './handlers/migrations';
import { createDevelopmentFiles, driverMatrix, environmentReport, inspectFile } from './handlers/reports';
import { runDriver, testConnection } from './handlers/testConnection';
import { translateAt } from './handlers/translate';
import type { ServerRequests } from './messages';
import { guarded, type Session } from './session';

const failed = { refused: 'An internal fault. The output channel has the details.' };

export function answerOwnRequests(session: Session): void {
  const whole = new WorkspaceDiagnostics();
  session.documents.texts.onDidOpen(({ document }) => whole.clear(session, document.uri));

  on('mongodbTls/testConnection', (p, token) => testConnection(session, session.tests, p, token), failed);
  on('mongodbTls/runWithDriver', (p, token) => runDriver(session, p, token), failed);
  on('mongodbTls/certificates', () => certificates(session), []);
  on('mongodbTls/explain', ({ text, beside }) => explainText(session, text, beside), failed);
  on('mongodbTls/terminalLinks', ({ line }) => terminalLinks(line), []);
  on('mongodbTls/inspect', ({ path }) => inspectFile(session, path), failed);
  on('mongodbTls/combine', (p) => combineFiles(session, p), failed);
  on('mongodbTls/convert', (p) => convertFile(session, p), failed);
  on('mongodbTls/createDevelopment', (p) => createDevelopmentFiles(session, p.folder, p.hosts), failed);
  on('mongodbTls/environment', (p) => environmentReport(session, p?.chosen), failed);
  on('mongodbTls/migrations', ({ uri }) => listMigrations(session, uri), []);
  on('mongodbTls/migrate', (p) => migrateWorkspace(session, p), failed);
  on('mongodbTls/lintWorkspace', () => whole.lint(session), failed);
  on('mongodbTls/translate', (p) => translateAt(session, p), failed);
  on('mongodbTls/fix', ({ answers, ...place }) => stepOfFix(session, place, answers), failed);
  on('mongodbTls/drivers', () => driverMatrix(), { title: '', markdown: '' });

  function on<M extends keyof ServerRequests>(
    method: M,
    answer: (
      params: ServerRequests[M]['params'],
      token: CancellationToken,
    ) => ServerRequests[M]['result'] | Promise<ServerRequests[M]['result']>,
    fallback: ServerRequests[M]['result'],
  ): void {
    const handler = guarded<[ServerRequests[M]['params'], CancellationToken], unknown>(
      session,
      method,
      fallback,
      answer,
    );
    session.connection.onRequest(method, handler);
  }
}

/** Test connection: code lenses, the request of the palette, and the failure shown at the line until it is edited. */
import {
  DiagnosticSeverity,
  MessageType,
  ShowMessageNotification,
  type CancellationToken,
  type CodeLens,
  type CodeLensParams,
  type Diagnostic,
} from 'vscode-languageserver';
import path from 'node:path';
import { outlookAt } from '../../core/features/outlookAt';
import { causeFixes } from '../../core/features/causeFixes';
import {
  driverConnection,
  hostsText,
  planFromOutlook,
  runnableDriver,
  type MissingValue as MissingInPlan,
  type PlanContext,
} from '../../core/features/probePlan';
import { envValue } from '../../core/features/envFile';
import { reportHtml } from '../../core/features/report/html';
import { reportMarkdown, verdictText } from '../../core/features/report/markdown';
import type { ProbeReport } from '../../core/features/report/types';
import { isJudgedContext } from '../../core';
import type { Outlook, SourceDocument, Span } from '../../core/types';
import { driverRunResult, interpreterIn, runWithDriver } from '../../host/runWithDriver';
import { readText } from '../../host/readText';
import { ProbeError, runProbe } from '../../probe/spawn';
import { diagnosticSource, toLspRange, toWorkspaceEdit } from '../convert';
import { filePath, type View } from '../documents';
import type {
  DriverRunAnswer,
  DriverRunRequest,
  FixPlace,
  MissingValue,
  Place,
  Refusal,
  TestAnswer,
  TestRequest,
} from '../messages';
import type { Session } from '../session';
import { fixCommandAt } from './commandFixes';
import { notTrusted } from './reports';

export const testCommand = 'mongodbTls.testConnection';

/** Environment variables that change what drivers trust: a program started from this editor would have them. */
const environment = [
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NODE_EXTRA_CA_CERTS',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NODE_OPTIONS',
  'JAVA_TOOL_OPTIONS',
];

/** A lens above every connection that a program makes. */
export function codeLenses(session: Session, params: CodeLensParams): CodeLens[] {
  const { uri } = params.textDocument;
  if (!session.trusted() || !session.settingsOf(uri).codeLens) return [];
  const found = session.analyses.of(uri);
  if (!found) return [];
  const { view, analysis } = found;
  return analysis.outlooks.flatMap((outlook) => {
    const span = spanOf(outlook);
    if (
      outlook.site.kind === 'serverConfig' ||
      !isJudgedContext(outlook, session.settingsOf(uri).analysis) ||
      !view.holds(span)
    )
      return [];
    if (!outlook.site.uri && !outlook.site.hosts && !outlook.site.reads) return [];
    const range = toLspRange(view, span);
    const place: Place = { uri, position: range.start };
    return [{ range, command: { title: 'Test connection', command: testCommand, arguments: [place] } }];
  });
}

/** What stands for the connection in the text: the call's name, else the URI. */
function spanOf(outlook: Outlook): Span {
  const { site } = outlook;
  return site.headSpan ?? site.span;
}

/** Results of tests, shown as diagnostics until the text changes. */
export class TestResults {
  private readonly failures = new Map<
    string,
    { readonly key: string; readonly at: Span; readonly text: string }[]
  >();

  /** The failures that hold for the text as it is. */
  diagnostics(view: View): Diagnostic[] {
    return (this.failures.get(view.uri) ?? []).flatMap((f) =>
      f.key === view.key && view.holds(f.at)
        ? [
            {
              range: toLspRange(view, f.at),
              severity: DiagnosticSeverity.Error,
              source: diagnosticSource,
              code: 'connection-test',
              message: f.text,
            },
          ]
        : [],
    );
  }

  /** Version of MongoDB that the last test saw, for the environment check. */
  serverVersion: string | undefined;

  /** Notes a result; the one before at the same place is gone. */
  note(view: View, at: Span, report: ProbeReport): void {
    this.serverVersion = report.server.version ?? this.serverVersion;
    const others = (this.failures.get(view.uri) ?? []).filter(
      (f) => f.key === view.key && f.at.start !== at.start,
    );
    const failed = report.verdict === 'fails' && report.cause;
    this.failures.set(
      view.uri,
      failed
        ? [
            ...others,
            {
              key: view.key,
              at,
              text: `Connection test: ${failed.title.replace(/[.\s]+$/, '')}. ${failed.fix}`,
            },
          ]
        : others,
    );
  }
}

/** Runs a test. Only ever called for an explicit command. */
export async function testConnection(
  session: Session,
  results: TestResults,
  request: TestRequest,
  token: CancellationToken,
): Promise<TestAnswer | Refusal | { readonly missing: readonly MissingValue[] }> {
  if (!session.trusted()) return notTrusted;
  const found = session.analyses.of(request.uri);
  if (!found) return { refused: 'The document is not open, or it is switched off in the settings.' };
  const { view, analysis } = found;
  const outlook = outlookNear(analysis.outlooks, view, request);
  if (!outlook) return { refused: 'There is no MongoDB connection here. Put the cursor on one.' };
  const context = planContext(session, request, outlook, analysis.document);
  const planned = planFromOutlook(outlook, analysis.document, context);
  if (planned.kind === 'impossible') return { refused: planned.why };
  if (planned.kind === 'missing') return { missing: missingOf(session, planned.values, context.folder) };
  const abort = new AbortController();
  const listening = token.onCancellationRequested(() => abort.abort());
  try {
    let named = false;
    const report = await runProbe(planned.plan, {
      signal: abort.signal,
      onStage: (progress) => {
        if (progress.type === 'stage' || named) return;
        named = progress.type === 'cause';
        const message =
          progress.type === 'cause'
            ? progress.cause.title
            : `${progress.stage}${progress.host === '*' ? '' : `, ${progress.host}`}`;
        void session.connection.sendNotification('mongodbTls/testProgress', {
          token: request.token,
          message,
        });
      },
    });
    const span = spanOf(outlook);
    results.note(view, span, report);
    session.refresh();
    return {
      result: report,
      html: reportHtml(report, Date.now()),
      markdown: reportMarkdown(report),
      place: { uri: view.uri, position: view.positionAt(span.start) },
      fixes: fixesOf(session, view, outlook, analysis.document, report),
      ...(runnableDriver(outlook) ? { driver: outlook.driver!.title } : {}),
    };
  } catch (error) {
    if (error instanceof ProbeError) return { refused: error.message };
    throw error;
  } finally {
    listening.dispose();
  }
}

function outlookNear(outlooks: readonly Outlook[], view: View, { position }: Place): Outlook | undefined {
  const offset = view.offsetAt(position);
  return outlookAt(outlooks, view.source.text, { start: offset, end: offset }, true);
}

/** Where the workspace gives a variable its value: connection strings that the analyses know, then its .env files. */
function definitionsOf(
  session: Session,
  variable: string,
  folder: string,
): { readonly label: string; readonly text: string }[] {
  const known = session.workspace.valuesOf(variable);
  const files = ['.env', '.env.local'].flatMap((name) => {
    const read = readText(path.join(folder, name), 1 << 20);
    const found = read.kind === 'text' ? envValue(read.text, variable) : undefined;
    return found ? [{ label: `${name}:${found.line}`, text: found.value }] : [];
  });
  return [...known, ...files.filter((f) => !known.some((k) => k.label === f.label))];
}

function missingOf(session: Session, values: readonly MissingInPlan[], folder: string): MissingValue[] {
  return values.map(({ name, question, secret, variable }) => ({
    name,
    question,
    secret,
    definedIn: variable ? definitionsOf(session, variable, folder).map((v) => v.label) : [],
  }));
}

/** For editors that show no panels: the report goes to the log, its sum into a message. */
export async function testByCommand(
  session: Session,
  results: TestResults,
  place: Place,
  token: CancellationToken,
): Promise<string> {
  const answer = await testConnection(session, results, { ...place, token: '', values: {}, take: {} }, token);
  const text =
    'refused' in answer
      ? answer.refused
      : 'missing' in answer
        ? `The connection cannot be tested: ${answer.missing.map((m) => m.question).join(' ')}`
        : answer.markdown;
  const failed = !('result' in answer) || answer.result.verdict !== 'passes';
  const short =
    'result' in answer
      ? `${verdictText(answer.result)}${answer.result.cause ? `: ${answer.result.cause.title}` : ''}`
      : text;
  if ('result' in answer) session.log.info(text);
  void session.connection.sendNotification(ShowMessageNotification.type, {
    type: failed ? MessageType.Warning : MessageType.Info,
    message: short,
  });
  return text;
}

function planContext(
  session: Session,
  request: TestRequest,
  outlook: Outlook,
  document: SourceDocument,
): PlanContext {
  const file = filePath(request.uri);
  const folder =
    (file && (session.documents.folderOf(file) ?? path.dirname(file))) ?? session.documents.folders[0];
  const base: PlanContext = {
    env: {
      ...Object.fromEntries(
        environment.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
      ),
      ...outlook.site.environment,
    },
    folder: folder ?? process.cwd(),
    timeoutMs: session.settingsOf(request.uri).testTimeout,
  };
  if (Object.keys(request.take).length === 0) return { ...base, values: request.values };
  const asked = planFromOutlook(outlook, document, base);
  const taken = (asked.kind === 'missing' ? asked.values : []).flatMap(({ name, variable }) => {
    const index = request.take[name];
    const value =
      index === undefined || variable === undefined
        ? undefined
        : definitionsOf(session, variable, base.folder)[index];
    return value ? [[name, value.text] as const] : [];
  });
  return { ...base, values: { ...Object.fromEntries(taken), ...request.values } };
}

/** What mends the cause, then the quick fixes of what is reported at the connection. */
function fixesOf(
  session: Session,
  view: View,
  outlook: Outlook,
  document: SourceDocument,
  report: ProbeReport,
): TestAnswer['fixes'] {
  const found = session.analyses.of(view.uri);
  if (report.verdict === 'passes' || !found || found.view.key !== view.key) return [];
  const { span } = outlook.site;
  const own = report.cause ? causeFixes(report.cause, outlook, document) : [];
  const reported = found.analysis.diagnostics
    .filter((d) => d.span.start >= span.start && d.span.end <= span.end)
    .flatMap((d) => d.fixes.map((fix) => ({ fix, at: d.span })));
  const seen = new Set<string>();
  return [...own, ...reported]
    .flatMap(({ fix, at }): TestAnswer['fixes'] => {
      // Two fixes with the same edits are one, whatever they are called.
      const key = JSON.stringify(fix.command ? [fix.command.id, at] : fix.edits);
      if (seen.has(key)) return [];
      seen.add(key);
      if (fix.command) {
        const command = fixCommandAt(session, view, fix.command.id, fix.title, at);
        return command ? [{ title: fix.title, command: command.arguments![0] as FixPlace }] : [];
      }
      const edit = toWorkspaceEdit(view, fix.edits, session.client.versionedEdits);
      return edit && fix.edits.length > 0 ? [{ title: fix.title, edit }] : [];
    })
    .slice(0, 5);
}

/** *Run with my driver*: what would be started, and after a "yes" what the driver said. */
export async function runDriver(
  session: Session,
  request: DriverRunRequest,
  token: CancellationToken,
): Promise<DriverRunAnswer> {
  if (!session.trusted()) return notTrusted;
  const found = session.analyses.of(request.uri);
  if (!found) return { refused: 'The document is not open, or it is switched off in the settings.' };
  const { view, analysis } = found;
  const outlook = outlookNear(analysis.outlooks, view, request);
  const driver = outlook && runnableDriver(outlook);
  if (!outlook || !driver)
    return { refused: 'Only connections of PyMongo and of the Node.js driver can be run.' };
  const context = planContext(session, request, outlook, analysis.document);
  const planned = planFromOutlook(outlook, analysis.document, context);
  if (planned.kind === 'impossible') return { refused: planned.why };
  if (planned.kind === 'missing') return { missing: missingOf(session, planned.values, context.folder) };
  const connection = driverConnection(outlook, analysis.document, context.values ?? {});
  if (!connection) return { refused: 'The connection is put together here: run the program itself.' };
  const { folder } = context;
  const interpreter = interpreterIn(folder, driver);
  const program = path.isAbsolute(interpreter) ? path.relative(folder, interpreter) : interpreter;
  if (!request.confirmed) {
    const hosts = hostsText(planned.plan);
    return {
      question: `Run ${outlook.driver!.title} of this workspace?`,
      detail: `It starts ${program} in ${folder} with a short script, which connects to ${hosts} with the settings of this connection. The connection string goes through a pipe: it is on no command line and in no file.`,
    };
  }
  const abort = new AbortController();
  const listening = token.onCancellationRequested(() => abort.abort());
  try {
    const answer = await runWithDriver({
      ...connection,
      interpreter,
      folder,
      timeoutMs: session.settingsOf(request.uri).testTimeout,
      signal: abort.signal,
    });
    const run = driverRunResult(answer, outlook.driver!.title, program);
    return {
      html: reportHtml(request.result, Date.now(), run),
      markdown: reportMarkdown(request.result, run),
    };
  } finally {
    listening.dispose();
  }
}

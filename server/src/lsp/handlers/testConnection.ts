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
import { planFromOutlook, type PlanContext } from '../../core/features/probePlan';
import { reportMarkdown, verdictText } from '../../core/features/report/markdown';
import type { ProbeReport } from '../../core/features/report/types';
import { isJudgedContext } from '../../core';
import type { Outlook, Span } from '../../core/types';
import { ProbeError, runProbe } from '../../probe/spawn';
import { diagnosticSource, toLspRange, toWorkspaceEdit } from '../convert';
import { filePath, type View } from '../documents';
import type { MissingValue, Place, Refusal, TestAnswer, TestRequest } from '../messages';
import type { Session } from '../session';
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

  /** Notes a result; the one before at the same place is gone. */
  note(view: View, at: Span, report: ProbeReport): void {
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
  const offset = view.offsetAt(request.position);
  const at = { start: offset, end: offset };
  const outlook = outlookAt(analysis.outlooks, view.source.text, at, true);
  if (!outlook) return { refused: 'There is no MongoDB connection here. Put the cursor on one.' };
  const planned = planFromOutlook(outlook, analysis.document, planContext(session, request, outlook));
  if (planned.kind === 'impossible') return { refused: planned.why };
  if (planned.kind === 'missing')
    return {
      missing: planned.values.map(({ name, question, secret, variable }) => ({
        name,
        question,
        secret,
        definedIn: variable ? session.workspace.valuesOf(variable).map((v) => v.label) : [],
      })),
    };
  const abort = new AbortController();
  const listening = token.onCancellationRequested(() => abort.abort());
  try {
    const report = await runProbe(planned.plan, {
      signal: abort.signal,
      onStage: (progress) => {
        if (progress.type === 'begin')
          void session.connection.sendNotification('mongodbTls/testProgress', {
            token: request.token,
            message: `${progress.stage}${progress.host === '*' ? '' : `, ${progress.host}`}`,
          });
      },
    });
    const span = spanOf(outlook);
    results.note(view, span, report);
    session.refresh();
    return {
      result: report,
      markdown: reportMarkdown(report),
      place: { uri: view.uri, position: view.positionAt(span.start) },
      fixes: fixesOf(session, view, outlook),
    };
  } catch (error) {
    if (error instanceof ProbeError) return { refused: error.message };
    throw error;
  } finally {
    listening.dispose();
  }
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

function planContext(session: Session, request: TestRequest, outlook: Outlook): PlanContext {
  const file = filePath(request.uri);
  const folder =
    (file && (session.documents.folderOf(file) ?? path.dirname(file))) ?? session.documents.folders[0];
  const taken = Object.entries(request.take).flatMap(([name, index]) => {
    const value = session.workspace.valuesOf(name)[index];
    return value ? [[name, value.text] as const] : [];
  });
  return {
    env: {
      ...Object.fromEntries(
        environment.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
      ),
      ...outlook.site.environment,
    },
    folder: folder ?? process.cwd(),
    timeoutMs: session.settingsOf(request.uri).testTimeout,
    values: { ...Object.fromEntries(taken), ...request.values },
  };
}

/** The quick fixes of what is reported at the connection. */
function fixesOf(session: Session, view: View, outlook: Outlook): TestAnswer['fixes'] {
  const found = session.analyses.of(view.uri);
  if (!found || found.view.key !== view.key) return [];
  const { span } = outlook.site;
  return found.analysis.diagnostics
    .filter((d) => d.span.start >= span.start && d.span.end <= span.end)
    .flatMap((d) => d.fixes)
    .flatMap((fix) => {
      const edit = toWorkspaceEdit(view, fix.edits, session.client.versionedEdits);
      return edit && fix.edits.length > 0 ? [{ title: fix.title, edit }] : [];
    })
    .slice(0, 5);
}

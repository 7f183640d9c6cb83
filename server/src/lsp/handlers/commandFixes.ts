/** Fixes that are more than an edit: offered where the client can run them, run by host/fixes, answered with an edit. */
import {
  ApplyWorkspaceEditRequest,
  MessageType,
  ShowMessageNotification,
  ShowMessageRequest,
  type ApplyWorkspaceEditResult,
  type Command,
  type MessageActionItem,
  type ShowMessageRequestParams,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { noFacts } from '../../core';
import { needsOf } from '../../core/model/commandFixes';
import type { Span, TextEdit } from '../../core/types';
import { runFix } from '../../host/fixes/runFix';
import type { FileChange, FixWorld } from '../../host/fixes/types';
import { writeNewFile } from '../../host/certificates/writeNewFile';
import { readText } from '../../host/readText';
import { lookUpSrv, ProbeError } from '../../probe/spawn';
import { toLspEdit } from '../convert';
import { filePath, textView, type View } from '../documents';
import type { FixPlace, FixQuestion, FixResult, Refusal, ServerRequests } from '../messages';
import type { Session } from '../session';
import { fileProblem, notTrusted } from './reports';

/** The command of a code action: the client of VS Code registers it, for others the server runs it. */
export const fixCommand = 'mongodbTls.fix';

/** The command for a fix at a place; undefined when this client cannot run it, or may not. */
export function fixCommandAt(
  session: Session,
  view: View,
  id: string,
  title: string,
  at: Span,
): Command | undefined {
  const needs = needsOf(id);
  if (!needs || (needs.trust && !session.trusted())) return undefined;
  if (!session.client.vscode && (needs.dialogue || !session.client.applyEdit)) return undefined;
  const place: FixPlace = { uri: view.uri, version: view.version, id, start: at.start, end: at.end };
  return { title, command: fixCommand, arguments: [place] };
}

type Answer = ServerRequests['mongodbTls/fix']['result'];

/** One step of a fix: an edit, a question, or why not. */
export async function stepOfFix(
  session: Session,
  place: FixPlace,
  answers: Readonly<Record<string, string>>,
): Promise<Answer> {
  if (!session.trusted()) return notTrusted;
  const found = session.analyses.of(place.uri);
  if (!found || found.view.version !== place.version)
    return { refused: 'The text has changed: choose the fix again.' };
  const { view, analysis } = found;
  await session.workspace.look(view, analysis.wanted);
  const file = filePath(place.uri);
  const own = file === undefined ? undefined : session.documents.folderOf(file);
  const { folders } = session.documents;
  const world: FixWorld = {
    analysis,
    at: { start: place.start, end: place.end },
    own: view.own,
    ...(file === undefined ? {} : { file }),
    folders: own === undefined ? folders : [own, ...folders.filter((f) => f !== own)],
    facts: session.workspace.contextFor(view)?.facts ?? noFacts,
    answers,
    readText: (other) => textOf(session, other)?.text,
    lookUpSrv: (name, service) => lookUpSrv(name, service),
  };
  try {
    const outcome = await runFix(place.id, world);
    if (outcome.kind === 'refused') return { refused: outcome.why };
    if (outcome.kind === 'ask') return { ask: outcome.question };
    const edit = await toEdit(session, view, outcome.edits, outcome.files);
    if ('refused' in edit) return edit;
    return {
      edit,
      others: outcome.files.map((f) => uriOf(session, f.file)),
      notes: outcome.notes,
    };
  } catch (error) {
    return { refused: error instanceof ProbeError ? error.message : fileProblem(error) };
  }
}

/** For clients without commands of ours: questions are asked as messages, the edit is sent to the client. */
export async function runFixCommand(session: Session, place: FixPlace): Promise<null> {
  const answers: Record<string, string> = {};
  for (let round = 0; round < 4; round++) {
    const answer = await stepOfFix(session, place, answers);
    if ('refused' in answer) return tell(session, MessageType.Warning, answer.refused);
    if (!('ask' in answer)) return apply(session, answer);
    const given = await ask(session, answer.ask);
    if (given === undefined) return null;
    answers[answer.ask.name] = given;
  }
  return null;
}

async function ask(session: Session, question: FixQuestion): Promise<string | undefined> {
  if (question.kind !== 'confirm') {
    tell(
      session,
      MessageType.Warning,
      `This fix asks for a file or a text, which this editor has no dialogue for.`,
    );
    return undefined;
  }
  const button = question.button ?? 'Yes';
  const params: ShowMessageRequestParams = {
    type: MessageType.Info,
    message: [question.title, question.detail].filter(Boolean).join(' '),
    actions: [{ title: button }, { title: 'Cancel' }],
  };
  const chosen: MessageActionItem | null = await session.connection.sendRequest(
    ShowMessageRequest.type,
    params,
  );
  return chosen?.title === button ? 'yes' : undefined;
}

async function apply(session: Session, { edit, notes }: FixResult): Promise<null> {
  const result: ApplyWorkspaceEditResult = await session.connection.sendRequest(
    ApplyWorkspaceEditRequest.type,
    { edit: edit as WorkspaceEdit },
  );
  if (!result.applied) return tell(session, MessageType.Warning, 'The editor did not make the change.');
  return notes.length > 0 ? tell(session, MessageType.Info, notes.join(' ')) : null;
}

function tell(session: Session, type: MessageType, message: string): null {
  void session.connection.sendNotification(ShowMessageNotification.type, { type, message });
  return null;
}

interface OtherText {
  readonly uri: string;
  readonly text: string;
  /** Absent: not open. */
  readonly version?: number;
}

/** A file as the editor has it, else as it is on disk. */
function textOf(session: Session, file: string): OtherText | undefined {
  const open = session.documents.texts.all().find((d) => filePath(d.uri) === file);
  if (open) return { uri: open.uri, text: open.getText(), version: open.version };
  const read = readText(file, 1024 * 1024);
  return read.kind === 'text' ? { uri: pathToFileURL(file).href, text: read.text } : undefined;
}

function uriOf(session: Session, file: string): string {
  return textOf(session, file)?.uri ?? pathToFileURL(file).href;
}

/** All changes as one edit of the workspace; versions make the editor refuse it when a text has changed meanwhile. */
async function toEdit(
  session: Session,
  view: View,
  edits: readonly TextEdit[],
  files: readonly FileChange[],
): Promise<WorkspaceEdit | Refusal> {
  if (!edits.every((e) => view.holds(e.span)))
    return { refused: 'A part of the change lies in another cell: make it by hand.' };
  const others = files.map((change) => {
    const text = textOf(session, change.file);
    const other = textView(
      text?.uri ?? pathToFileURL(change.file).href,
      path.basename(change.file),
      text?.text ?? '',
    );
    return { change, other, version: text?.version ?? null };
  });
  const { versionedEdits, createFiles } = session.client;
  // An editor that cannot make files gets an empty one to write into.
  if (!createFiles)
    for (const { change } of others.filter((o) => o.change.create))
      await writeNewFile(change.file, [], path.basename(change.file).startsWith('.env') ? 0o600 : 0o644);
  const own = edits.map((e) => toLspEdit(view, e));
  if (!versionedEdits) {
    const changes = { ...(own.length > 0 ? { [view.uri]: own } : {}) };
    for (const { change, other } of others) changes[other.uri] = change.edits.map((e) => toLspEdit(other, e));
    return { changes };
  }
  return {
    documentChanges: [
      ...others.flatMap(({ change, other, version }) => [
        ...(change.create && createFiles
          ? [{ kind: 'create' as const, uri: other.uri, options: { ignoreIfExists: true } }]
          : []),
        {
          textDocument: { uri: other.uri, version },
          edits: change.edits.map((e) => toLspEdit(other, e)),
        },
      ]),
      ...(own.length > 0 ? [{ textDocument: { uri: view.uri, version: view.version }, edits: own }] : []),
    ],
  };
}

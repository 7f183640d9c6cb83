/** Explains an error text beside the connection that it is about: what decides between its causes, the line, the fix. */
import path from 'node:path';
import type { DecidedCause } from '../../core/explain';
import { explain } from '../../core/explain';
import { explainConnection, namedConnection } from '../../core/features/explainConnection';
import type { Analysis, Facts, Outlook } from '../../core/types';
import { toWorkspaceEdit } from '../convert';
import type { View } from '../documents';
import type { ExplainAnswer, Place, Refusal } from '../messages';
import type { Session } from '../session';
import { fenced } from './reports';
import { outlookAt } from '../../core/features/outlookAt';

const sureWords: Readonly<Record<DecidedCause['sure'], string>> = {
  certain: 'the text says so',
  likely: 'likely',
  possible: 'possible',
};

interface Connection {
  readonly view: View;
  readonly analysis: Analysis;
  readonly outlook: Outlook;
  readonly facts: Facts;
}

/** What an error text means. `beside`: where the person is in the code, when the text itself names no connection. */
export function explainText(session: Session, text: string, beside?: Place): ExplainAnswer | Refusal {
  if (text.trim() === '') return { refused: 'There is no text to explain.' };
  const explanation = explain(text);
  if (explanation.causes.length === 0)
    return {
      refused:
        'Nothing in this text is a known TLS or connection error. Give the whole error, with its nested causes.',
    };
  const title = 'TLS error explained';
  const markdown = (causes: readonly DecidedCause[], code = ''): string =>
    [...causes.map(causeMarkdown), ...(code ? [code] : [])].join('\n\n---\n\n');
  const connection = connectionFor(session, text, beside);
  if (!connection) return { title, markdown: markdown(explanation.causes) };

  const { view, analysis, outlook, facts } = connection;
  const found = explainConnection(
    explanation,
    { outlook, document: analysis.document, facts },
    analysis.diagnostics,
  );
  const position = view.positionAt(found.span.start);
  const label = `${path.posix.basename(session.documents.pathOf(view.uri))}:${position.line + 1}`;
  const about = found.option === undefined ? 'the connection' : `\`${found.option}\``;
  return {
    title,
    markdown: markdown(found.causes, `## In your code\n\n${about} in \`${label}\` can cause it.`),
    place: { uri: view.uri, position },
    label,
    fixes: found.fixes.flatMap((fix) => {
      const edit = toWorkspaceEdit(view, fix.edits, session.client.versionedEdits);
      return edit ? [{ title: fix.title, edit }] : [];
    }),
  };
}

/** The connection that the text names, else the one where the person is, else the only one that is open. */
function connectionFor(session: Session, text: string, beside: Place | undefined): Connection | undefined {
  const all = session.documents.all().flatMap((view): Connection[] => {
    const found = session.analyses.of(view.uri);
    const facts = session.workspace.contextFor(view)?.facts;
    if (!found || !facts) return [];
    return found.analysis.outlooks
      .filter((outlook) => view.holds(outlook.site.span))
      .map((outlook) => ({ view, analysis: found.analysis, outlook, facts }));
  });
  const named = namedConnection(text, all);
  if (named) return named;
  const here = all.filter(({ view }) => view.uri === beside?.uri);
  if (beside && here[0]) {
    const { view } = here[0];
    const offset = view.offsetAt(beside.position);
    const outlook = outlookAt(
      here.map((c) => c.outlook),
      view.source.text,
      { start: offset, end: offset },
      true,
    );
    const one = here.find((c) => c.outlook === outlook);
    if (one) return one;
  }
  return all.length === 1 ? all[0] : undefined;
}

function causeMarkdown(cause: DecidedCause, index: number): string {
  const lines = [`## ${index + 1}. ${cause.title}`, `_${sureWords[cause.sure]}; ${cause.category}_`];
  if (cause.evidence) lines.push(fenced(cause.evidence.text));
  if (cause.found) lines.push(`**Found here:** ${cause.found}`);
  if (cause.when) lines.push(`**If:** ${cause.when}`);
  lines.push(`**Why:** ${cause.why}`, `**What to do:** ${cause.fix}`);
  if (!cause.when && cause.checks.length > 0)
    lines.push(['**Check:**', ...cause.checks.map((c) => `- ${c.what}`)].join('\n'));
  return lines.join('\n\n');
}

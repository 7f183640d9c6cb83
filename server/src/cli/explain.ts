/** `mongodb-tls explain [text]`: what an error text means and what mends it. */
import pc from 'picocolors';
import { analyze, defaultConfig } from '../core';
import { explain as explainText, type DecidedCause, type Explanation } from '../core/explain';
import { explainConnection } from '../core/features/explainConnection';
import { outlookAt } from '../core/features/outlookAt';
import { FileStore } from '../host/certificates/fileStore';
import { ContextReader } from '../host/context';
import { exitCodes } from './exitCodes';
import { readPlace } from './readPlace';
import type { Streams } from './streams';
import { withFiles } from './withFiles';

export interface ExplainOptions {
  readonly json: boolean;
  /** The connection that the error is about, as `file:line`: its options and files decide between the causes. */
  readonly for?: string;
}

/** The place in a connection's code that the first cause comes from. */
export interface ConnectionPlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly option?: string;
  /** Titles of what `fix` can do there. */
  readonly fixes: readonly string[];
}

const sureWords: Readonly<Record<DecidedCause['sure'], string>> = {
  certain: 'the text says so',
  likely: 'likely',
  possible: 'possible',
};

/** The causes as the `--json` contract has them: id, category, sure, title and fix, and what else is known. */
export function causesJson(causes: readonly DecidedCause[], place?: ConnectionPlace): unknown {
  return {
    causes: causes.map((c) => ({
      id: c.id,
      category: c.category,
      sure: c.sure,
      title: c.title,
      fix: c.fix,
      why: c.why,
      ...(c.when === undefined ? {} : { when: c.when }),
      ...(c.found === undefined ? {} : { found: c.found }),
      ...(c.evidence === undefined ? {} : { evidence: c.evidence.text }),
      stage: c.stage,
      checks: c.checks,
      settings: c.settings,
      rules: c.rules,
      sources: c.sources,
    })),
    ...(place === undefined ? {} : { connection: place }),
  };
}

/** Prints the causes of an error text, likeliest first. Returns the exit code: 0, or 2 when there is no text or no such place. */
export async function explain(text: string, options: ExplainOptions, streams: Streams): Promise<number> {
  if (text.trim() === '' && !options.json) {
    streams.err('mongodb-tls: no text to explain; give it as an argument or on standard input\n');
    return exitCodes.wrongUse;
  }
  const explanation = explainText(text);
  const beside = options.for === undefined ? explanation : await explainFor(explanation, options.for);
  if (typeof beside === 'string') {
    streams.err(`mongodb-tls: ${beside}\n`);
    return exitCodes.wrongUse;
  }
  const { causes } = beside;
  const place = 'place' in beside ? beside.place : undefined;
  if (options.json) streams.out(JSON.stringify(causesJson(causes, place), undefined, 2) + '\n');
  else if (causes.length === 0)
    streams.out(
      'Nothing in this text is a known TLS or connection error. Paste the whole error, with its nested causes.\n',
    );
  else {
    const last = place ? [placeText(place)] : [];
    streams.out([...causes.map((cause, i) => causeText(cause, i)), ...last].join('\n'));
  }
  return exitCodes.clean;
}

/** The explanation as the connection at `file:line` and the files that it names decide it; a sentence when there is none. */
async function explainFor(
  explanation: Explanation,
  target: string,
): Promise<{ readonly causes: readonly DecidedCause[]; readonly place: ConnectionPlace } | string> {
  const at = readPlace(target);
  if (typeof at === 'string') return `${at}.`;
  const document = { path: at.shown, text: at.text };
  const reader = new ContextReader({ useConfigFiles: true, base: defaultConfig, onBug: () => {} });
  const context = await withFiles(new FileStore(), at.file, document, reader.contextFor(at.file).context);
  const { outlooks, diagnostics } = analyze(document, context);
  const outlook = outlookAt(outlooks, at.text, at);
  if (!outlook) return `There is no MongoDB connection at ${target}.`;
  const found = explainConnection(explanation, { outlook, document, facts: context.facts }, diagnostics);
  return {
    causes: found.causes,
    place: {
      file: at.shown,
      line: at.text.slice(0, found.span.start).split('\n').length,
      ...(found.option === undefined ? {} : { option: found.option }),
      fixes: found.fixes.map((fix) => fix.title),
    },
  };
}

function placeText({ file, line, option, fixes }: ConnectionPlace): string {
  const rows = [`   ${pc.dim('Where:')} ${printable(file)}:${line}${option ? ` (${option})` : ''}`];
  for (const fix of fixes) rows.push(`   ${pc.dim('Fix:')}   ${printable(fix)}`);
  return rows.join('\n') + '\n';
}

function causeText(cause: DecidedCause, index: number): string {
  const lines = [
    `${index + 1}. ${pc.bold(cause.title)} ${pc.dim(`(${sureWords[cause.sure]}; ${cause.category}, ${cause.id})`)}`,
  ];
  if (cause.evidence) lines.push(`   ${pc.dim('Text:')}  ${pc.yellow(printable(cause.evidence.text))}`);
  if (cause.found) lines.push(`   ${pc.dim('Found:')} ${printable(cause.found)}`);
  if (cause.when) lines.push(`   ${pc.dim('If:')}    ${cause.when}`);
  lines.push(`   ${pc.dim('Why:')}   ${cause.why}`, `   ${pc.dim('Mend:')}  ${cause.fix}`);
  for (const check of cause.when ? [] : cause.checks) lines.push(`   ${pc.dim('Check:')} ${check.what}`);
  return lines.join('\n') + '\n';
}

/** The text comes from anywhere: nothing in it may steer the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd');
}

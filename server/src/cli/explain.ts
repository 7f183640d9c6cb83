/** `mongodb-tls explain [text]`: what an error text means and what mends it. */
import pc from 'picocolors';
import { explain as explainText, type ExplainedCause } from '../core/explain';
import { exitCodes } from './exitCodes';
import type { Streams } from './streams';

export interface ExplainOptions {
  readonly json: boolean;
}

const sureWords: Readonly<Record<ExplainedCause['sure'], string>> = {
  certain: 'the text says so',
  likely: 'likely',
  possible: 'possible',
};

/** The causes as the `--json` contract has them: id, category, sure, title and fix, and what else is known. */
export function causesJson(causes: readonly ExplainedCause[]): unknown {
  return {
    causes: causes.map((c) => ({
      id: c.id,
      category: c.category,
      sure: c.sure,
      title: c.title,
      fix: c.fix,
      why: c.why,
      ...(c.when === undefined ? {} : { when: c.when }),
      ...(c.evidence === undefined ? {} : { evidence: c.evidence.text }),
      stage: c.stage,
      checks: c.checks,
      settings: c.settings,
      rules: c.rules,
      sources: c.sources,
    })),
  };
}

/** Prints the causes of an error text, likeliest first. Returns the exit code: 0, or 2 when there is no text. */
export function explain(text: string, options: ExplainOptions, streams: Streams): number {
  if (text.trim() === '' && !options.json) {
    streams.err('mongodb-tls: no text to explain; give it as an argument or on standard input\n');
    return exitCodes.wrongUse;
  }
  const { causes } = explainText(text);
  if (options.json) streams.out(JSON.stringify(causesJson(causes), undefined, 2) + '\n');
  else if (causes.length === 0)
    streams.out(
      'Nothing in this text is a known TLS or connection error. Paste the whole error, with its nested causes.\n',
    );
  else streams.out(causes.map((cause, i) => causeText(cause, i)).join('\n'));
  return exitCodes.clean;
}

function causeText(cause: ExplainedCause, index: number): string {
  const lines = [
    `${index + 1}. ${pc.bold(cause.title)} ${pc.dim(`(${sureWords[cause.sure]}; ${cause.category}, ${cause.id})`)}`,
  ];
  if (cause.evidence) lines.push(`   ${pc.dim('Text:')}  ${pc.yellow(printable(cause.evidence.text))}`);
  if (cause.when) lines.push(`   ${pc.dim('If:')}    ${cause.when}`);
  lines.push(`   ${pc.dim('Why:')}   ${cause.why}`, `   ${pc.dim('Mend:')}  ${cause.fix}`);
  for (const check of cause.when ? [] : cause.checks) lines.push(`   ${pc.dim('Check:')} ${check.what}`);
  return lines.join('\n') + '\n';
}

/** The text comes from anywhere: nothing in it may steer the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd');
}

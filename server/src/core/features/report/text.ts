/** The report of a connection test for terminals and for editors without webviews. Pure. */
import { runText } from './markdown';
import type { DriverRunResult, ProbeReport, StageResult } from './types';

export interface TextOptions {
  readonly color: boolean;
}

const marks: Readonly<Record<StageResult['status'], string>> = {
  ok: '✔',
  warn: '!',
  fail: '✖',
  skipped: '·',
};
const colors: Readonly<Record<StageResult['status'], string>> = {
  ok: '32',
  warn: '33',
  fail: '31',
  skipped: '2',
};

/** The verdict first, then the cause, the stages, the drivers and the server. */
export function reportText(report: ProbeReport, options: TextOptions, run?: DriverRunResult): string {
  const paint = (code: string, text: string): string =>
    options.color ? `\u001b[${code}m${text}\u001b[0m` : text;
  const lines: string[] = [];
  const head = {
    passes: paint('32', '✔ The connection works'),
    fails: paint('31', '✖ The connection fails'),
    unknown: paint('33', '? Not known'),
  }[report.verdict];
  lines.push(`${paint('1', head)} for ${report.asked} (${Math.round(report.ms)} ms)`);
  if (report.cause)
    lines.push(
      '',
      `  ${paint('1', report.cause.title)}`,
      `  ${report.cause.fix}`,
      `  ${paint('2', `${report.cause.id} (${report.cause.category}, stage ${report.cause.stage})`)}`,
    );
  const hosts = [...new Set(report.stages.map((s) => s.host))];
  for (const host of hosts) {
    lines.push('', host === '*' ? 'Before connecting' : host);
    for (const stage of report.stages.filter((s) => s.host === host)) {
      const time = stage.ms > 0 ? `${stage.ms.toFixed(1)} ms` : '';
      // The cause stands above already.
      const evidence = stage.evidence === report.cause?.title ? '' : stage.evidence;
      lines.push(
        `  ${paint(colors[stage.status], marks[stage.status])} ${stage.id.padEnd(10)} ${time.padStart(10)}  ${evidence}`.trimEnd(),
      );
      if (stage.meaning && stage.status === 'warn')
        lines.push(`${' '.repeat(26)}${stage.meaning}${stage.advice ? ` ${stage.advice}` : ''}`);
      if (stage.place && stage.status === 'fail')
        lines.push(
          `${' '.repeat(26)}decided in line ${stage.place.line}${stage.place.text ? ` (${stage.place.text})` : ''}`,
        );
    }
  }
  if (run) lines.push('', 'Your driver', ...runText(run, report).map((t) => `  ${t}`));
  lines.push('', 'What each driver does');
  const names = report.profiles.map((p) => `${p.driver} ${p.version}${p.backend ? ` (${p.backend})` : ''}`);
  const width = Math.max(0, ...names.map((n) => n.length));
  report.profiles.forEach((p, i) => {
    const mark = p.connects === null ? paint('33', '?') : p.connects ? paint('32', '✔') : paint('31', '✖');
    lines.push(`  ${mark} ${names[i]!.padEnd(width)}  ${p.because}`);
  });
  const { server } = report;
  const chain = server.chain ?? [];
  if (chain.length > 0) lines.push('', 'Certificates');
  for (const c of chain) {
    lines.push(`  ${c.subject}`);
    lines.push(
      `      issued by ${c.issuer}; ${c.notBefore.slice(0, 10)} to ${c.notAfter.slice(0, 10)}; ${c.key}, ${c.signature}${c.from === 'store' ? '; from the trust store' : ''}`,
    );
    if (c.names.length > 0) lines.push(`      names ${c.names.join(', ')}`);
    if (c.problem) lines.push(`      ${paint('31', c.problem)}`);
  }
  lines.push('', paint('2', `Checked with ${report.checkedWith}.`));
  return lines.join('\n') + '\n';
}

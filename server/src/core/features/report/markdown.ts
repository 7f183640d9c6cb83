/** The report of a connection test as Markdown: for panels, for editors without webviews, for "Copy as Markdown". Pure. */
import type { DriverRunResult, ProbeReport, StageResult } from './types';

const marks: Readonly<Record<StageResult['status'], string>> = {
  ok: '✔',
  warn: '⚠',
  fail: '✖',
  skipped: '–',
};

/** The verdict first, then the cause, the stages, the drivers and the certificates. Holds no secret, as the report does not. */
export function reportMarkdown(report: ProbeReport, run?: DriverRunResult): string {
  const lines: string[] = [`**${verdictText(report)}**`, ''];
  if (report.cause) lines.push(cell(report.cause.title), '', `What to do: ${cell(report.cause.fix)}`, '');
  lines.push('## Stages', '', '| | Stage | Host | ms | |', '|:--|:--|:--|--:|:--|');
  for (const s of report.stages) {
    const notes = notesOf(report, s).map(cell);
    lines.push(`| ${marks[s.status]} | ${s.id} | ${cell(s.host)} | ${s.ms} | ${notes.join(' ')} |`);
  }
  if (run) lines.push('', '## Your driver', '', runText(run, report).map(cell).join('\n\n'));
  if (report.profiles.length > 0) {
    lines.push('', '## Drivers', '', '| Driver | Connects | |', '|:--|:--|:--|');
    for (const p of report.profiles)
      lines.push(
        `| ${cell(p.driver)} ${cell(p.version)}${p.backend ? ` (${p.backend})` : ''} | ${connectsText(p.connects)} | ${cell(p.because)} |`,
      );
  }
  const chain = report.server.chain ?? [];
  if (chain.length > 0) {
    lines.push(
      '',
      '## Certificates',
      '',
      '| Subject | Issuer | Valid | Names | Key | |',
      '|:--|:--|:--|:--|:--|:--|',
    );
    for (const c of chain)
      lines.push(
        `| ${cell(c.subject)} | ${cell(c.issuer)} | ${c.notBefore.slice(0, 10)} to ${c.notAfter.slice(0, 10)} | ${cell(c.names.join(', '))} | ${cell(c.key)} | ${cell(c.problem ?? '')} |`,
      );
  }
  lines.push(
    '',
    `_Asked as ${cell(report.asked)}; ${report.ms} ms; checked with ${cell(report.checkedWith)}._`,
  );
  return lines.join('\n');
}

/** What a stage says beyond the cause, which stands at the top of every report: nothing is told twice. */
export function notesOf(report: ProbeReport, stage: StageResult): string[] {
  const told = [report.cause?.title, report.cause?.fix];
  return [stage.evidence, stage.meaning, stage.advice].filter(
    (text, i, all): text is string =>
      text !== undefined && text !== '' && !told.includes(text) && all.indexOf(text) === i,
  );
}

/** What the workspace's driver said beside our verdict, a sentence each. */
export function runText(run: DriverRunResult, report: ProbeReport): string[] {
  if (run.connected === null) return [`${run.title} could not be run (${run.program}). ${run.message ?? ''}`];
  const ours = report.verdict === 'unknown' ? null : report.verdict === 'passes';
  const beside =
    ours === null
      ? 'The test could not tell.'
      : ours === run.connected
        ? 'The test says the same.'
        : `The test says that it ${ours ? 'connects' : 'does not connect'}: the program's own environment differs from what the test knows.`;
  return [
    `${run.title} (${run.program}) ${run.connected ? `connected in ${run.ms} ms` : `gave up after ${run.ms} ms`}. ${beside}`,
    ...(run.message === undefined ? [] : [run.message]),
  ];
}

/** `The connection works`, and so on. */
export function verdictText(report: Pick<ProbeReport, 'verdict'>): string {
  return {
    passes: 'The connection works',
    fails: 'The connection fails',
    unknown: 'Whether the connection works is not known',
  }[report.verdict];
}

/** `yes`, `no`, or that it is not known. */
export function connectsText(connects: boolean | null): string {
  return connects === null ? 'not known' : connects ? 'yes' : 'no';
}

/** Text from a server in a cell of a table: no Markdown or HTML of its own. */
function cell(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').replace(/[\\`*_{}[\]<>()#|]/g, '\\$&');
}

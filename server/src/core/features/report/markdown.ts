/** The report of a connection test as Markdown: for panels, for editors without webviews, for "Copy as Markdown". Pure. */
import type { ProbeReport, StageResult } from './types';

const marks: Readonly<Record<StageResult['status'], string>> = {
  ok: '✔',
  warn: '⚠',
  fail: '✖',
  skipped: '–',
};

/** The verdict first, then the cause, the stages, the drivers and the certificates. Holds no secret, as the report does not. */
export function reportMarkdown(report: ProbeReport): string {
  const lines: string[] = [`**${verdictText(report)}**`, ''];
  if (report.cause) lines.push(cell(report.cause.title), '', `What to do: ${cell(report.cause.fix)}`, '');
  lines.push('## Stages', '', '| | Stage | Host | ms | |', '|:--|:--|:--|--:|:--|');
  for (const s of report.stages) {
    const notes = [s.evidence, s.meaning, s.advice]
      .filter((t) => t !== undefined && t !== '')
      .map((t) => cell(t!));
    lines.push(`| ${marks[s.status]} | ${s.id} | ${cell(s.host)} | ${s.ms} | ${notes.join(' ')} |`);
  }
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

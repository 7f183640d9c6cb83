/** The report for people: what the editor would show, file by file. */
import pc from 'picocolors';
import type { Severity } from '../../core/types';
import type { Report, ReportSite } from './report';

const colours: Readonly<Record<Severity, (s: string) => string>> = {
  error: pc.red,
  warning: pc.yellow,
  information: pc.blue,
  hint: pc.gray,
};

/** `sites`: also print each connection with what the driver will do. */
export function renderPretty(report: Report, options: { readonly sites: boolean }): string {
  const out: string[] = [];
  for (const file of report.files) {
    if (!options.sites && file.diagnostics.length === 0 && !file.fixed) continue;
    out.push('', pc.underline(file.path) + (file.fixed ? pc.green(`  ${file.fixed} fixed`) : ''));
    const rows = [
      ...(options.sites ? file.sites.map((s) => ({ at: s.range.start, lines: siteLines(s) })) : []),
      ...file.diagnostics.map((d) => ({
        at: d.range.start,
        lines: [
          `${colours[d.severity](d.severity.padEnd(11))} ${d.message}  ${pc.dim(d.rule)}`,
          ...(d.related ?? []).map((r) =>
            pc.dim(`            see: ${r.path}:${r.range.start.line}:${r.range.start.column} ${r.message}`),
          ),
          ...d.fixes.map((f) => pc.dim(`            ${f.safe ? 'fix' : 'offer'}: ${f.title}`)),
        ],
      })),
    ].sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
    for (const row of rows) {
      const place = `${row.at.line}:${row.at.column}`.padStart(8);
      row.lines.forEach((line, i) => out.push(`${i === 0 ? pc.dim(place) : ' '.repeat(8)}  ${line}`));
    }
  }
  const { summary } = report;
  for (const problem of report.problems) out.push('', pc.yellow(problem));
  const notable = report.skipped.filter(
    (s) => s.reason !== 'ignored by .gitignore' && s.reason !== 'never searched',
  );
  if (notable.length > 0) {
    out.push('', `${notable.length} skipped:`);
    for (const s of notable.slice(0, 10)) out.push(pc.dim(`  ${s.path}: ${s.reason}`));
    if (notable.length > 10) out.push(pc.dim(`  and ${notable.length - 10} more (--format json lists all)`));
  }
  const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
  const s = summary.bySeverity;
  out.push(
    '',
    `${count(summary.files, 'file')} searched, ${count(summary.sites, 'connection place')} found: ` +
      (summary.diagnostics === 0
        ? pc.green('no problems')
        : `${count(s.error, 'error')}, ${count(s.warning, 'warning')}, ${s.information} information, ${count(s.hint, 'hint')}`) +
      (summary.baselined ? `; ${summary.baselined} in the baseline` : '') +
      (summary.fixed ? `; ${summary.fixed} fixed` : '') +
      (summary.fixable ? `; ${summary.fixable} can be fixed with --fix` : '') +
      (report.files.some((f) => f.diagnostics.some((d) => d.fixes.some((x) => !x.safe)))
        ? '; an offer is taken with: mongodb-tls fix FILE:LINE'
        : ''),
    '',
  );
  return out.join('\n');
}

function siteLines(site: ReportSite): string[] {
  const e = site.effective;
  const word = (v: boolean | null, yes: string, no: string): string =>
    v === null ? pc.dim('not known') : v ? pc.green(yes) : pc.red(no);
  const driver =
    site.driver.id === 'unknown'
      ? 'driver not known'
      : site.driver.id + (site.driver.version ? ` ${site.driver.version}` : '');
  const facts =
    e.tls === false
      ? pc.red('plaintext')
      : e.tls === null && e.chain === null
        ? pc.dim('TLS not known')
        : `${word(e.tls, 'TLS', 'plaintext')}, chain ${word(e.chain, 'verified', 'not verified')}, host name ${word(e.hostname, 'verified', 'not verified')}`;
  const what = site.uri ?? site.options.map((o) => o.name).join(', ');
  return [`${pc.cyan(site.kind.padEnd(11))} ${what}`, pc.dim(`            ${driver}: `) + facts];
}

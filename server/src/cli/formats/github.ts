/** The report as GitHub Actions workflow commands: one annotation a diagnostic. */
import type { Report } from './report';

const levels = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' } as const;

export function renderGithub(report: Report): string {
  const data = (s: string): string =>
    s.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (s: string): string => data(s).replaceAll(':', '%3A').replaceAll(',', '%2C');
  return report.files
    .flatMap((file) =>
      file.diagnostics.map(
        (d) =>
          `::${levels[d.severity]} file=${property(file.path)},line=${d.range.start.line},endLine=${d.range.end.line},col=${d.range.start.column},endColumn=${d.range.end.column},title=${property(d.rule)}::${data(d.message)}\n`,
      ),
    )
    .join('');
}

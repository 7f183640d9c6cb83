/** The report of the environment check as text, for terminals and for editors. Pure. */
import type { Conclusion, EnvironmentReport, RuntimeReport } from './types';

const titles: Readonly<Record<RuntimeReport['runtime'], string>> = {
  python: 'Python',
  node: 'Node.js',
  java: 'Java',
  go: 'Go',
  ruby: 'Ruby',
  php: 'PHP',
  dotnet: '.NET',
};

/** How words are marked in a terminal; a text for an editor has no marks. */
export type Paint = Readonly<Record<'bold' | 'dim' | 'red' | 'yellow' | 'cyan', (text: string) => string>>;
const same = (text: string): string => text;
const plain: Paint = { bold: same, dim: same, red: same, yellow: same, cyan: same };

/** The report of the environment check for people. */
export function environmentText(report: EnvironmentReport, paint: Paint = plain): string {
  const lines: string[] = [];
  if (report.runtimes.length === 0)
    lines.push('No runtime was found: neither Python, Node.js, Java, Go, Ruby, PHP nor .NET.', '');
  for (const runtime of report.runtimes) lines.push(...runtimeLines(runtime, paint), '');
  lines.push(paint.bold('Environment variables that change TLS'));
  if (report.variables.length === 0) lines.push('  none is set');
  for (const v of report.variables)
    lines.push(`  ${printable(v.name)}=${printable(v.value)}`, `    ${paint.dim(v.effect)}`);
  lines.push('', paint.bold('What follows'));
  if (report.conclusions.length === 0) lines.push('  nothing to mend');
  for (const c of report.conclusions) lines.push(...conclusionLines(c, paint));
  return lines.join('\n') + '\n';
}

function runtimeLines(r: RuntimeReport, paint: Paint): string[] {
  const head = `${titles[r.runtime]}${r.version === undefined ? '' : ` ${r.version}`}`;
  const where =
    r.path === undefined
      ? ''
      : `  ${paint.dim(`${printable(r.path)}, found by ${r.foundBy}${r.chosen ? '' : ', not the one that is used'}`)}`;
  const lines = [paint.bold(head) + where];
  const row = (name: string, value: string | undefined) => {
    if (value !== undefined && value !== '') lines.push(`  ${name.padEnd(14)} ${printable(value)}`);
  };
  if (r.problem) {
    row('Problem', problemText(r.problem));
    return lines;
  }
  row('TLS library', r.tls && [r.tls.library, r.tls.version].filter(Boolean).join(' '));
  row('Protocols', r.protocols && (r.protocols.length === 0 ? 'none' : r.protocols.join(', ')));
  row('Security level', r.securityLevel?.toString());
  if (r.cas)
    row(
      'Default CAs',
      [r.cas.count === undefined ? undefined : `${r.cas.count}`, r.cas.from, r.cas.file, r.cas.directory]
        .filter(Boolean)
        .join(', '),
    );
  row(
    'Drivers',
    Object.entries(r.drivers)
      .map(([n, v]) => `${n} ${v}`)
      .join(', ') || 'none',
  );
  row(
    'Extras',
    Object.entries(r.extras)
      .flatMap(([n, v]) => (v === null ? [] : [`${n} ${v}`]))
      .join(', '),
  );
  row(
    'Not installed',
    Object.entries(r.extras)
      .flatMap(([n, v]) => (v === null ? [n] : []))
      .join(', '),
  );
  return lines;
}

function problemText(problem: NonNullable<RuntimeReport['problem']>): string {
  switch (problem.kind) {
    case 'not-found':
      return `not found (looked in ${problem.looked.join(', ')})`;
    case 'not-trusted':
      return 'not run, because the workspace is not trusted';
    case 'timeout':
      return `did not answer within ${problem.seconds} s`;
    case 'failed':
      return problem.detail;
  }
}

function conclusionLines(c: Conclusion, paint: Paint): string[] {
  const color = c.severity === 'error' ? paint.red : c.severity === 'warning' ? paint.yellow : paint.cyan;
  const lines = [
    `  ${color(c.severity)}  ${printable(c.message)}${c.runtime ? paint.dim(` (${titles[c.runtime]})`) : ''}`,
  ];
  if (c.command) lines.push(`    ${paint.dim('would mend it:')} ${printable(c.command)}`);
  return lines;
}

/** Paths and package versions come from the machine: nothing in them may steer the terminal. */
function printable(value: string): string {
  return value.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd');
}

/** `mongodb-tls env [folder]`: what the runtimes of this machine bring to TLS. */
import { existsSync, statSync } from 'node:fs';
import pc from 'picocolors';
import type { Conclusion, EnvironmentReport, RuntimeReport } from '../core/environment/types';
import { checkEnvironment } from '../host/environment/checkEnvironment';
import { exitCodes } from './exitCodes';
import type { Streams } from './streams';

export interface EnvOptions {
  readonly json: boolean;
  /** Version of MongoDB that the runtimes must reach. */
  readonly serverVersion?: string;
}

const titles: Readonly<Record<RuntimeReport['runtime'], string>> = {
  python: 'Python',
  node: 'Node.js',
  java: 'Java',
  go: 'Go',
  ruby: 'Ruby',
  php: 'PHP',
};

/** Runs the check that the person asked for by typing the command. Returns the exit code: 0, 1 with an error among the conclusions, 2 without the folder. */
export async function env(folder: string, options: EnvOptions, streams: Streams): Promise<number> {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    streams.err(`mongodb-tls: ${folder} is not a folder\n`);
    return exitCodes.wrongUse;
  }
  const report = await checkEnvironment(folder, {
    trusted: true,
    ...(options.serverVersion === undefined ? {} : { context: { serverVersion: options.serverVersion } }),
  });
  streams.out(options.json ? JSON.stringify(report, undefined, 2) + '\n' : reportText(report));
  return report.conclusions.some((c) => c.severity === 'error') ? exitCodes.findings : exitCodes.clean;
}

/** The report for people; also what an editor shows. */
export function reportText(report: EnvironmentReport): string {
  const lines: string[] = [];
  if (report.runtimes.length === 0)
    lines.push('No runtime was found: neither Python, Node.js, Java, Go, Ruby nor PHP.', '');
  for (const runtime of report.runtimes) lines.push(...runtimeLines(runtime), '');
  lines.push(pc.bold('Environment variables that change TLS'));
  if (report.variables.length === 0) lines.push('  none is set');
  for (const v of report.variables)
    lines.push(`  ${printable(v.name)}=${printable(v.value)}`, `    ${pc.dim(v.effect)}`);
  lines.push('', pc.bold('What follows'));
  if (report.conclusions.length === 0) lines.push('  nothing to mend');
  for (const c of report.conclusions) lines.push(...conclusionLines(c));
  return lines.join('\n') + '\n';
}

function runtimeLines(r: RuntimeReport): string[] {
  const head = `${titles[r.runtime]}${r.version === undefined ? '' : ` ${r.version}`}`;
  const lines = [
    `${pc.bold(head)}  ${pc.dim(`${r.path === undefined ? '' : `${printable(r.path)}, `}found by ${r.foundBy}${r.chosen ? '' : ', not the one that is used'}`)}`,
  ];
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

function conclusionLines(c: Conclusion): string[] {
  const color = c.severity === 'error' ? pc.red : c.severity === 'warning' ? pc.yellow : pc.cyan;
  const lines = [
    `  ${color(c.severity)}  ${printable(c.message)}${c.runtime ? pc.dim(` (${titles[c.runtime]})`) : ''}`,
  ];
  if (c.command) lines.push(`    ${pc.dim('would mend it:')} ${printable(c.command)}`);
  return lines;
}

/** Paths and package versions come from the machine: nothing in them may steer the terminal. */
function printable(value: string): string {
  return value.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd');
}

/** Looks at the runtimes that a folder uses. Reads, and runs interpreters with a fixed script; installs and changes nothing. */
import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { conclude } from '../../core/environment/conclude';
import type {
  EnvironmentContext,
  EnvironmentReport,
  RuntimeId,
  RuntimeReport,
} from '../../core/environment/types';
import { dotnet } from './dotnet';
import { go } from './go';
import { java } from './java';
import { node } from './node';
import { php } from './php';
import { python } from './python';
import { ruby } from './ruby';
import { limitMs } from './run';
import { identity, type Candidate, type Machine, type RuntimeCheck } from './runtime';
import { tlsVariables } from './variables';
import { InstalledVersions } from '../installedVersions';

/** One file per runtime; a new one is one entry. */
const checks: readonly RuntimeCheck[] = [python, node, java, go, ruby, php, dotnet];

export interface CheckOptions {
  /** Runtimes to look at; without it those that the folder uses, or all that are there when it uses none. */
  readonly runtimes?: readonly RuntimeId[];
  /** May programs inside the folder be run (a virtual environment)? The caller asks the person. */
  readonly trusted: boolean;
  /** Interpreters that an editor has chosen: path of the program, for Java the home folder. */
  readonly chosen?: Readonly<Partial<Record<RuntimeId, string>>>;
  readonly context?: EnvironmentContext;
  /** For tests: another machine. */
  readonly machine?: Partial<Machine>;
}

/** Never throws for what it finds; each runtime has 5 seconds. */
export async function checkEnvironment(folder: string, options: CheckOptions): Promise<EnvironmentReport> {
  const root = path.resolve(folder);
  const machine: Machine = {
    env: process.env,
    home: homedir(),
    platform: process.platform,
    limitMs,
    trusted: options.trusted,
    chosen: options.chosen ?? {},
    ...options.machine,
  };
  const used = checks.filter((c) =>
    options.runtimes ? options.runtimes.includes(c.id) : uses(root, c.marks),
  );
  const anyUsed = used.length > 0;
  // All at once: whoever does not answer costs 5 seconds, however many there are.
  const looked = (anyUsed ? used : checks).map((check) => lookAt(check, root, machine, anyUsed));
  const runtimes = (await Promise.all(looked)).flat();
  const variables = tlsVariables(machine.env);
  const platform =
    machine.platform === 'darwin'
      ? 'macos'
      : machine.platform === 'win32'
        ? 'windows'
        : machine.platform === 'linux'
          ? 'linux'
          : undefined;
  const context: EnvironmentContext = { ...(platform ? { platform } : {}), ...options.context };
  return { runtimes, variables, conclusions: conclude(runtimes, variables, context) };
}

async function lookAt(
  check: RuntimeCheck,
  folder: string,
  machine: Machine,
  used: boolean,
): Promise<RuntimeReport[]> {
  const search = check.find(folder, machine);
  if (search.candidates.length === 0) {
    if (!used) return [];
    return [
      {
        runtime: check.id,
        foundBy: 'nothing',
        chosen: true,
        drivers: {},
        extras: {},
        problem: { kind: 'not-found', looked: search.looked },
        ...(search.wanted === undefined ? {} : { wanted: search.wanted }),
      },
    ];
  }
  const declared = check.id === 'java' || check.id === 'dotnet' ? declaredDriver(folder, check.id) : {};
  const answers = await Promise.all(
    search.candidates.map(async (candidate, i): Promise<RuntimeReport> => {
      const head = { runtime: check.id, foundBy: candidate.foundBy, chosen: i === 0 };
      if (!machine.trusted && isInside(folder, candidate))
        return {
          ...head,
          path: candidate.path,
          drivers: {},
          extras: {},
          problem: { kind: 'not-trusted' },
        };
      const answer = await check.ask(candidate, folder, machine);
      return {
        ...head,
        ...answer,
        drivers: { ...declared, ...answer.drivers },
        ...(i === 0 && search.wanted !== undefined ? { wanted: search.wanted } : {}),
      };
    }),
  );
  // A shim may have started one of the others.
  const same = (a: RuntimeReport, b: RuntimeReport) =>
    a.path !== undefined && b.path !== undefined && identity(a.path) === identity(b.path);
  return answers.filter((r, i) => !answers.slice(0, i).some((before) => same(before, r)));
}

/** The driver that the build files of the folder name: these runtimes have no place where packages are installed. */
function declaredDriver(folder: string, runtime: 'java' | 'dotnet'): Record<string, string> {
  const found = new InstalledVersions().of(path.join(folder, 'Main'));
  const version = runtime === 'java' ? found.java : found.csharp;
  const words = version?.exact ?? version?.min;
  return words === undefined
    ? {}
    : {
        [runtime === 'java' ? 'mongodb-driver' : 'MongoDB.Driver']: version?.exact
          ? words
          : `${words} or newer`,
      };
}

function isInside(folder: string, candidate: Candidate): boolean {
  const relative = path.relative(folder, candidate.path);
  return !relative.startsWith('..') && !path.isAbsolute(relative);
}

/** Does the folder, or a folder right below it, hold one of the marks? */
function uses(folder: string, marks: readonly string[]): boolean {
  const names = new Set(marks.filter((m) => !m.startsWith('*')));
  const endings = marks.filter((m) => m.startsWith('*')).map((m) => m.slice(1));
  const holds = (dir: string, depth: number): boolean => {
    let entries;
    try {
      entries = readdirSync(dir, { withFileTypes: true });
    } catch {
      return false;
    }
    for (const entry of entries)
      if (entry.isFile() && (names.has(entry.name) || endings.some((e) => entry.name.endsWith(e))))
        return true;
    if (depth === 0) return false;
    return entries
      .slice(0, 2000)
      .some(
        (e) =>
          e.isDirectory() &&
          !e.name.startsWith('.') &&
          !skipped.has(e.name) &&
          holds(path.join(dir, e.name), depth - 1),
      );
  };
  return holds(folder, 2);
}

const skipped = new Set([
  'node_modules',
  'venv',
  'env',
  'vendor',
  'target',
  'build',
  'dist',
  'out',
  '__pycache__',
]);

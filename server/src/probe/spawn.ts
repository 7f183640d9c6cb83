/** Starts the probe as a child process of its own, bounded in time and memory, and killed when nobody waits for it any more. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { ProbePlan, ProbeReport, Seeds } from '../core/features/report/types';
import { withProfiles } from './predictions';
import type { Progress } from './run';

export type { Progress } from './run';

export interface RunProbeOptions {
  /** Stages as they begin and end. */
  readonly onStage?: (progress: Progress) => void;
  /** Aborting kills the probe at once. */
  readonly signal?: AbortSignal;
  /** Wins over the plan's limit. */
  readonly timeoutMs?: number;
  /** The bundled program; `probe.js` beside the running one when not given. */
  readonly program?: string;
}

/** The probe could not give a report: it was cancelled, ran out of its limits, or has a bug. */
export class ProbeError extends Error {
  constructor(
    readonly why: 'cancelled' | 'timeout' | 'crashed',
    message: string,
  ) {
    super(message);
  }
}

/** Megabytes of heap: a test of sixty hosts with long chains needs a fifth of it. */
const heapMb = 128;
const outputLimit = 8 << 20;
/** Start of the process and putting the report together, on a busy machine. */
const extraMs = 3000;

/** Runs the plan in its own process. Rejects with ProbeError. The plan goes through a pipe: nothing of it is visible in a process list. */
export async function runProbe(given: ProbePlan, options: RunProbeOptions = {}): Promise<ProbeReport> {
  const answer = await runPlan(given, options);
  if (answer.type === 'report') return answer.report;
  throw new ProbeError('crashed', 'The probe answered another question.');
}

/** Looks an SRV name up in the probe's process: the only one that may. Rejects with ProbeError. */
export async function lookUpSrv(
  name: string,
  service: string,
  options: RunProbeOptions & { readonly dnsServers?: readonly string[] } = {},
): Promise<Seeds> {
  const plan: ProbePlan = {
    scheme: 'mongodb+srv',
    hosts: [{ host: name, port: 27017 }],
    query: {},
    files: {},
    tls: true,
    directConnection: false,
    loadBalanced: false,
    srvServiceName: service,
    folder: '.',
    timeoutMs: options.timeoutMs ?? 5000,
    ...(options.dnsServers ? { dnsServers: options.dnsServers } : {}),
    seedsOnly: true,
  };
  const answer = await runPlan(plan, options);
  if (answer.type === 'seeds') return answer.seeds;
  throw new ProbeError('crashed', 'The probe answered another question.');
}

type Answer =
  | { readonly type: 'report'; readonly report: ProbeReport }
  | { readonly type: 'seeds'; readonly seeds: Seeds };

function runPlan(given: ProbePlan, options: RunProbeOptions): Promise<Answer> {
  const plan = options.timeoutMs === undefined ? given : { ...given, timeoutMs: options.timeoutMs };
  const program = options.program ?? path.join(path.dirname(process.argv[1] ?? ''), 'probe.js');
  return new Promise((resolve, reject) => {
    if (options.signal?.aborted)
      return reject(new ProbeError('cancelled', 'The connection test was cancelled.'));
    const child = spawn(process.execPath, [`--max-old-space-size=${heapMb}`, program], {
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
      // Only what lookups of names and files need; above all no NODE_OPTIONS and no NODE_TLS_REJECT_UNAUTHORIZED.
      env: {
        ...pick(process.env, ['PATH', 'HOME', 'SYSTEMROOT', 'TEMP', 'TMP', 'LANG', 'LD_LIBRARY_PATH']),
        ELECTRON_RUN_AS_NODE: '1',
      },
    });
    let buffer = '';
    let total = 0;
    let settled = false;
    const settle = (act: () => void): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
      child.kill('SIGKILL');
      act();
    };
    const onAbort = (): void =>
      settle(() => reject(new ProbeError('cancelled', 'The connection test was cancelled.')));
    const timer = setTimeout(
      () =>
        settle(() => reject(new ProbeError('timeout', 'The connection test took too long and was ended.'))),
      plan.timeoutMs + extraMs,
    );
    options.signal?.addEventListener('abort', onAbort);
    child.on('error', (error) =>
      settle(() => reject(new ProbeError('crashed', `The probe could not be started: ${error.message}`))),
    );
    child.on('close', (code) =>
      settle(() =>
        reject(
          code === 3
            ? new ProbeError('timeout', 'The connection test took too long and was ended.')
            : new ProbeError('crashed', `The probe ended without a report (${code ?? 'killed'}).`),
        ),
      ),
    );
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (chunk: string) => {
      total += chunk.length;
      if (total > outputLimit)
        return settle(() => reject(new ProbeError('crashed', 'The probe sent too much.')));
      buffer += chunk;
      for (let end = buffer.indexOf('\n'); end >= 0; end = buffer.indexOf('\n')) {
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 1);
        const message = JSON.parse(line) as Progress | Answer | { type: 'error'; message: string };
        if (message.type === 'report' || message.type === 'seeds') return settle(() => resolve(message));
        if (message.type === 'error') return settle(() => reject(new ProbeError('crashed', message.message)));
        options.onStage?.(message);
      }
    });
    // A probe that is already gone takes no input; its exit tells why.
    child.stdin.on('error', () => undefined);
    // Left open: closing it ends the probe.
    // What the drivers make of the options is worked out while the process starts.
    child.stdin.write(JSON.stringify(plan.seedsOnly ? plan : withProfiles(plan)) + '\n');
  });
}

function pick(from: NodeJS.ProcessEnv, names: readonly string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name.toUpperCase())));
}

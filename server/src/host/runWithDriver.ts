/**
 * *Run with my driver*: starts the workspace's own interpreter and driver with a fixed short script and tells what it says.
 * Only ever after a question. The connection string goes through a pipe, never onto a command line or into a file.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { DriverRunResult } from '../core/features/report/types';
import { redactText } from '../core/uri/redact';

export interface DriverRun {
  readonly driver: 'pymongo' | 'node';
  /** The interpreter; found in the workspace or on the PATH when not given. */
  readonly interpreter?: string;
  /** Where the driver is looked for, and where relative paths start. */
  readonly folder: string;
  readonly uri: string;
  /** Options beside the URI, by the driver's own names. Functions and objects of a program are not known here. */
  readonly options?: Readonly<Record<string, string | number | boolean>>;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export type DriverAnswer =
  | { readonly kind: 'connected'; readonly version: string; readonly ms: number }
  | { readonly kind: 'refused'; readonly version: string; readonly ms: number; readonly message: string }
  | { readonly kind: 'notRun'; readonly why: string };

/** The answer as reports tell it. `title` is the driver's, `program` what was started. */
export function driverRunResult(answer: DriverAnswer, title: string, program: string): DriverRunResult {
  if (answer.kind === 'notRun') return { title, program, connected: null, message: answer.why };
  const { version, ms } = answer;
  const result = { title: `${title} ${version}`.trim(), program, ms };
  return answer.kind === 'connected'
    ? { ...result, connected: true }
    : { ...result, connected: false, message: answer.message };
}

const outputLimit = 64 * 1024;

/** Reads {uri, options, timeoutMs} from standard input, answers with one JSON line. */
const python = `
import json, sys, time
row = json.load(sys.stdin)
try:
    import pymongo
except ImportError as error:
    print(json.dumps({"missing": str(error)})); sys.exit(0)
start = time.time()
answer = {"version": pymongo.version}
try:
    client = pymongo.MongoClient(row["uri"], serverSelectionTimeoutMS=row["timeoutMs"], **row["options"])
    client.admin.command("ping")
    answer["connected"] = True
except Exception as error:
    answer["message"] = type(error).__name__ + ": " + str(error)
answer["ms"] = round((time.time() - start) * 1000)
print(json.dumps(answer))
`;

const node = `
let text = '';
process.stdin.on('data', (c) => (text += c)).on('end', async () => {
  const row = JSON.parse(text);
  let mongodb, version;
  try {
    const find = require('module').createRequire(row.folder + '/x.js');
    try { mongodb = find('mongodb'); } catch { mongodb = find(find.resolve('mongodb', { paths: [require('path').dirname(find.resolve('mongoose'))] })); }
    version = find('mongodb/package.json').version;
  } catch (error) {
    if (!mongodb) { console.log(JSON.stringify({ missing: error.message.split('\\n')[0] })); return; }
  }
  const start = Date.now();
  const answer = { version: version || '' };
  try {
    const client = new mongodb.MongoClient(row.uri, { serverSelectionTimeoutMS: row.timeoutMs, ...row.options });
    await client.connect();
    await client.db('admin').command({ ping: 1 });
    answer.connected = true;
  } catch (error) {
    const server = error.reason && error.reason.servers && [...error.reason.servers.values()][0];
    const inner = error.cause || (server && server.error);
    answer.message = error.name + ': ' + error.message + (inner && inner.message !== error.message ? ' (' + inner.message + ')' : '');
  }
  answer.ms = Date.now() - start;
  console.log(JSON.stringify(answer));
  process.exit(0);
});
`;

/** Runs the driver. Never rejects; what it says comes back without secrets. */
export function runWithDriver(run: DriverRun): Promise<DriverAnswer> {
  const limit = run.timeoutMs ?? 10_000;
  const program = run.interpreter ?? interpreterIn(run.folder, run.driver);
  return new Promise((resolve) => {
    const child = spawn(program, run.driver === 'pymongo' ? ['-c', python] : ['-e', node], {
      cwd: run.folder,
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
      // In an editor the running program is not a plain Node.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    let output = '';
    const finish = (answer: DriverAnswer): void => {
      clearTimeout(timer);
      run.signal?.removeEventListener('abort', onAbort);
      child.kill('SIGKILL');
      resolve(answer);
    };
    const onAbort = (): void => finish({ kind: 'notRun', why: 'It was cancelled.' });
    const timer = setTimeout(
      () =>
        finish({ kind: 'notRun', why: `The driver gave no answer within ${Math.round(limit / 1000)} s.` }),
      limit + 2000,
    );
    run.signal?.addEventListener('abort', onAbort);
    child.on('error', (error: NodeJS.ErrnoException) =>
      finish({
        kind: 'notRun',
        why:
          error.code === 'ENOENT'
            ? `${path.basename(program)} was not found.`
            : `${path.basename(program)} could not be started.`,
      }),
    );
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (chunk: string) => {
      if (output.length < outputLimit) output += chunk;
    });
    child.on('close', () => finish(read(output, run)));
    child.stdin.on('error', () => undefined);
    child.stdin.end(
      JSON.stringify({
        uri: run.uri,
        options: run.options ?? {},
        folder: run.folder,
        timeoutMs: Math.max(1000, limit - 2000),
      }),
    );
  });
}

function read(output: string, run: DriverRun): DriverAnswer {
  try {
    const answer = JSON.parse(output.trim().split('\n').at(-1) ?? '') as {
      missing?: string;
      version?: string;
      connected?: boolean;
      message?: string;
      ms?: number;
    };
    if (answer.missing !== undefined)
      return {
        kind: 'notRun',
        why: `${run.driver === 'pymongo' ? 'pymongo' : 'mongodb'} is not installed for ${path.basename(run.interpreter ?? run.driver)}.`,
      };
    const version = answer.version ?? '';
    const ms = answer.ms ?? 0;
    return answer.connected
      ? { kind: 'connected', version, ms }
      : { kind: 'refused', version, ms, message: withoutSecrets(answer.message ?? '', run) };
  } catch {
    return { kind: 'notRun', why: 'The driver ended without an answer.' };
  }
}

/** Patterns first, then the very texts of this run: a driver may print a password on its own. */
function withoutSecrets(message: string, run: DriverRun): string {
  let text = redactText(message).slice(0, 4000);
  const password = /^mongodb(?:\+srv)?:\/\/[^:/?@]*:([^@]*)@/i.exec(run.uri)?.[1];
  const others = Object.entries(run.options ?? {})
    .filter(([name]) => /pass|secret|token/i.test(name))
    .map(([, value]) => String(value));
  const decoded = password === undefined ? [] : [password, safeDecode(password)];
  for (const secret of [...decoded, ...others]) if (secret.length > 2) text = text.replaceAll(secret, '****');
  return text;
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A virtual environment of the workspace comes before the PATH. */
export function interpreterIn(folder: string, driver: DriverRun['driver']): string {
  if (driver === 'node') return process.platform === 'win32' ? 'node.exe' : 'node';
  const windows = process.platform === 'win32';
  const inside = ['.venv', 'venv', 'env'].map((v) =>
    path.join(folder, v, windows ? 'Scripts/python.exe' : 'bin/python'),
  );
  return inside.find((f) => existsSync(f)) ?? (windows ? 'python.exe' : 'python3');
}

/** The real drivers as long-running processes: a line in, a verdict out. */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

export interface DriverVerdict {
  readonly connected: boolean;
  readonly error?: string;
  readonly ms?: number;
}

export interface RealDriver {
  /** As in the report's profiles. */
  readonly driver: string;
  readonly version: string;
  readonly backend?: 'ssl' | 'pyopenssl';
  /** What runs, for the table. */
  readonly label: string;
  readonly present: boolean;
  /** How to get it. */
  readonly how: string;
  start(): Session;
}

export interface Session {
  connect(id: string, uri: string, timeoutMs: number, dns?: string): Promise<DriverVerdict>;
  stop(): void;
}

/** A process that is slower than this beyond its own timeout has hung. */
const graceMs = 20_000;

function session(
  command: string,
  args: readonly string[],
  line: (id: string, uri: string, timeoutMs: number, dns?: string) => string,
): Session {
  const env: NodeJS.ProcessEnv = { ...process.env };
  // The scenarios bring their own trust; the machine's must not be added.
  for (const name of [
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
    'NODE_EXTRA_CA_CERTS',
    'NODE_OPTIONS',
    'REQUESTS_CA_BUNDLE',
  ])
    delete env[name];
  const child: ChildProcessWithoutNullStreams = spawn(command, args, { env, stdio: 'pipe' });
  const waiting = new Map<string, (verdict: DriverVerdict) => void>();
  let buffer = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (chunk: string) => {
    buffer += chunk;
    for (let end = buffer.indexOf('\n'); end >= 0; end = buffer.indexOf('\n')) {
      const row = JSON.parse(buffer.slice(0, end)) as DriverVerdict & { id: string };
      buffer = buffer.slice(end + 1);
      waiting.get(row.id)?.(row);
      waiting.delete(row.id);
    }
  });
  child.stderr.resume();
  child.stdin.on('error', () => undefined);
  return {
    connect: (id, uri, timeoutMs, dns) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`${command} gave no answer for ${id}`)),
          timeoutMs * 3 + graceMs,
        );
        waiting.set(id, (verdict) => {
          clearTimeout(timer);
          resolve(verdict);
        });
        child.stdin.write(line(id, uri, timeoutMs, dns) + '\n');
      }),
    stop: () => void child.kill('SIGKILL'),
  };
}

const json = (id: string, uri: string, timeoutMs: number, dns?: string): string =>
  JSON.stringify({ id, uri, timeoutMs, dns });

/** The versions that the machine's packages hold; undefined: not installed. */
const phpVersion = installed('php', ['-r', 'echo phpversion("mongodb");']);
const rubyVersion = installed('ruby', ['-W0', '-e', 'require "mongo"; print Mongo::VERSION']);

function installed(program: string, args: readonly string[]): () => string | undefined {
  let version: string | undefined | null = null;
  return () => {
    if (version === null) {
      const { status, stdout } = spawnSync(program, args, { encoding: 'utf8' });
      version = status === 0 && /^\d/.test(stdout) ? stdout.trim() : undefined;
    }
    return version;
  };
}

/** Drivers under `root`/.cache/drivers, where scripts/setup.mjs puts them. */
export function realDrivers(root: string): RealDriver[] {
  const cache = (...parts: string[]): string => path.join(root, '.cache', 'drivers', ...parts);
  const support = (name: string): string => path.join(root, 'test', 'support', 'drivers', name);
  const pymongo = (version: string, backend: 'ssl' | 'pyopenssl'): RealDriver => {
    const folder = `pymongo-${version}${backend === 'pyopenssl' ? '-ocsp' : ''}`;
    return {
      driver: 'pymongo',
      version,
      backend,
      label: `PyMongo ${version} (${backend})`,
      present: existsSync(cache(folder, 'bin', 'python')),
      how: `node scripts/setup.mjs ${folder}`,
      start: () => session(cache(folder, 'bin', 'python'), [support('runPymongo.py')], json),
    };
  };
  const node = (version: string): RealDriver => ({
    driver: 'node',
    version,
    label: `Node driver ${version}`,
    present: existsSync(cache(`node-${version}`, 'node_modules', 'mongodb')),
    how: `node scripts/setup.mjs node-driver-${version}`,
    start: () => session(process.execPath, [support('runNode.cjs'), cache(`node-${version}`)], json),
  });
  return [
    pymongo('4.20.0', 'ssl'),
    pymongo('4.20.0', 'pyopenssl'),
    pymongo('3.11.0', 'ssl'),
    node('7.9.0'),
    node('4.17.2'),
    {
      driver: 'go',
      version: '2.8.0',
      label: 'Go driver 2.8.0',
      present: existsSync(cache('go-2.8.0', 'godriver')),
      how: 'node scripts/setup.mjs go-driver-2.8.0',
      start: () => session(cache('go-2.8.0', 'godriver'), [], json),
    },
    {
      driver: 'java',
      version: '5.10.0',
      label: 'Java driver 5.10.0',
      present: existsSync(cache('java-5.10.0', 'RunJava.class')),
      how: 'node scripts/setup.mjs java-driver-5.10.0',
      start: () =>
        session('java', ['-cp', `${cache('java-5.10.0')}/*:${cache('java-5.10.0')}`, 'RunJava'], json),
    },
    {
      driver: 'rust',
      version: '3.9.1',
      label: 'Rust driver 3.9.1',
      present: existsSync(cache('rust-3.9.1', 'target', 'debug', 'rustdriver')),
      how: 'node scripts/setup.mjs rust-driver-3.9.1',
      start: () => session(cache('rust-3.9.1', 'target', 'debug', 'rustdriver'), [], json),
    },
    {
      driver: 'php',
      version: phpVersion() ?? '1.15.0',
      label: `PHP extension ${phpVersion() ?? '1.15.0'}`,
      present: phpVersion() !== undefined,
      how: 'node scripts/setup.mjs php-driver',
      start: () => session('php', [support('runPhp.php')], json),
    },
    {
      driver: 'ruby',
      version: rubyVersion() ?? '2.5.1',
      label: `Ruby driver ${rubyVersion() ?? '2.5.1'}`,
      present: rubyVersion() !== undefined,
      how: 'node scripts/setup.mjs ruby-driver',
      start: () => session('ruby', ['-W0', support('runRuby.rb')], json),
    },
    {
      driver: 'c',
      version: '1.23.1',
      label: 'libmongoc 1.23.1',
      present: existsSync(cache('libmongoc', 'run')),
      how: 'node scripts/setup.mjs libmongoc',
      start: () =>
        session(cache('libmongoc', 'run'), [], (id, uri, timeoutMs) => `${id}\t${timeoutMs}\t${uri}`),
    },
  ];
}

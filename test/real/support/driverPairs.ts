/** Real drivers against a TLS server on loopback: what they do with a file, without a database. */
import { BSON } from 'bson';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import tls from 'node:tls';

const root = process.cwd();

/** Versions that scripts/setup.mjs installs. */
export const pymongoVersion = '4.20.0';
export const nodeDriverVersion = '7.9.0';

const python = path.join(root, '.cache/drivers', `pymongo-${pymongoVersion}`, 'bin/python');
const nodeModule = path.join(root, '.cache/drivers', `node-${nodeDriverVersion}`, 'node_modules/mongodb');

/** Why the tests cannot run; undefined when they can. */
export function missingDrivers(): string | undefined {
  if (existsSync(python) && existsSync(nodeModule)) return undefined;
  return `PyMongo ${pymongoVersion} and mongodb ${nodeDriverVersion} are not in .cache/drivers: node scripts/setup.mjs pymongo-${pymongoVersion} node-driver-${nodeDriverVersion}`;
}

export interface Attempt {
  readonly port: number;
  /** Query of the connection string, without `?`. */
  readonly query: string;
  /** Host in the connection string; default `localhost`. */
  readonly host?: string;
}

export interface Outcome {
  readonly ok: boolean;
  /** Class and message of the driver's error, with those it wraps. */
  readonly error: string;
}

export interface Driver {
  readonly name: string;
  /** A command over a new client. */
  connect(attempt: Attempt): Promise<Outcome>;
  close(): void;
}

const pythonProgram = `
import json, sys, warnings
from pymongo import MongoClient
warnings.simplefilter('ignore')
for line in sys.stdin:
    uri = json.loads(line)
    try:
        client = MongoClient(uri, serverSelectionTimeoutMS=900, connectTimeoutMS=900)
        try:
            client.admin.command('ping')
            answer = {'ok': True, 'error': ''}
        finally:
            client.close()
    except BaseException as e:
        answer = {'ok': False, 'error': type(e).__name__ + ': ' + str(e)}
    print(json.dumps(answer), flush=True)
`;

const nodeProgram = `
const { MongoClient } = require(process.argv[1]);
const lines = require('node:readline').createInterface({ input: process.stdin });
const texts = (e) => e ? [e.name + ': ' + e.message + (e.code ? ' (' + e.code + ')' : ''), ...texts(e.cause && e.cause !== e ? e.cause : undefined), ...[...(e.reason?.servers?.values?.() ?? [])].flatMap((s) => texts(s.error))] : [];
(async () => {
  for await (const line of lines) {
    let client, answer;
    try {
      client = new MongoClient(JSON.parse(line), { serverSelectionTimeoutMS: 900, connectTimeoutMS: 900 });
      await client.db('admin').command({ ping: 1 });
      answer = { ok: true, error: '' };
    } catch (e) {
      answer = { ok: false, error: texts(e).join('; ') };
    }
    await client?.close().catch(() => {});
    console.log(JSON.stringify(answer));
  }
})();
`;

export function startPyMongo(): Driver {
  return start('PyMongo', () =>
    spawn(python, ['-c', pythonProgram], { stdio: ['pipe', 'pipe', 'ignore'], detached: true }),
  );
}

export function startNodeDriver(): Driver {
  return start('Node driver', () =>
    spawn(process.execPath, ['-e', nodeProgram, nodeModule], { stdio: ['pipe', 'pipe', 'ignore'] }),
  );
}

/** A driver that has not answered by then (ms) waits for a passphrase to be typed in. */
const patience = 8000;

function start(name: string, spawnChild: () => ChildProcess): Driver {
  let child: ChildProcess | undefined;
  const ask = async (uri: string): Promise<Outcome> => {
    child ??= spawnChild();
    const asked = child;
    const lines = createInterface({ input: asked.stdout! });
    let ended = (): void => {};
    const outcome = await new Promise<Outcome | undefined>((resolve) => {
      ended = () => resolve(undefined);
      const timer = setTimeout(() => resolve(undefined), patience);
      lines.once('line', (line) => {
        clearTimeout(timer);
        resolve(JSON.parse(line) as Outcome);
      });
      asked.once('exit', ended);
      asked.stdin!.write(JSON.stringify(uri) + '\n');
    });
    asked.off('exit', ended);
    lines.close();
    if (outcome) return outcome;
    asked.kill('SIGKILL');
    child = undefined;
    return { ok: false, error: 'asks for a passphrase' };
  };
  return {
    name,
    connect: ({ host = 'localhost', port, query }) =>
      ask(`mongodb://${host}:${port}/?directConnection=true&${query}`),
    close: () => void child?.kill(),
  };
}

export interface Server {
  readonly port: number;
  close(): Promise<void>;
}

/** A server that does TLS and answers hello and ping. */
export async function startServer(options: tls.TlsOptions): Promise<Server> {
  const sockets = new Set<tls.TLSSocket>();
  const server = tls.createServer(options, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    let pending = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 16 && pending.length >= pending.readInt32LE(0)) {
        const message = pending.subarray(0, pending.readInt32LE(0));
        pending = pending.subarray(message.length);
        // An exhaust hello (flag bit 16) may be answered once like any other.
        socket.write(reply(message));
      }
    });
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as { port: number }).port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

const hello = {
  ok: 1,
  isWritablePrimary: true,
  ismaster: true,
  helloOk: true,
  minWireVersion: 0,
  maxWireVersion: 25,
  maxBsonObjectSize: 16777216,
  maxMessageSizeBytes: 48000000,
  maxWriteBatchSize: 100000,
  logicalSessionTimeoutMinutes: 30,
};

/** OP_REPLY for OP_QUERY, OP_MSG for OP_MSG. */
function reply(message: Buffer): Buffer {
  const body = Buffer.from(BSON.serialize(hello));
  const query = message.readInt32LE(12) === 2004;
  const head = Buffer.alloc(query ? 36 : 21);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(message.readInt32LE(4), 8);
  head.writeInt32LE(query ? 1 : 2013, 12);
  if (query) head.writeInt32LE(1, 32);
  return Buffer.concat([head, body]);
}

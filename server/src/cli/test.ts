/** `mongodb-tls test <uri | file:line>`: connects as the driver would, stage by stage, and names the cause when it fails. */
import path from 'node:path';
import { analyze, defaultConfig, driverById } from '../core';
import { outlookAt } from '../core/features/outlookAt';
import { driverConnection, planFromOutlook, planFromUri, parseProfile } from '../core/features/probePlan';
import type { DriverConnection, PlanContext, PlanResult } from '../core/features/probePlan';
import { reportText } from '../core/features/report/text';
import type { DriverRunResult } from '../core/features/report/types';
import { ContextReader } from '../host/context';
import { driverRunResult, interpreterIn, runWithDriver } from '../host/runWithDriver';
import { ProbeError, runProbe } from '../probe/spawn';
import { readPlace } from './readPlace';
import type { Streams } from './streams';

export interface TestOptions {
  readonly driver?: string;
  /** Milliseconds, as text. */
  readonly timeout: string;
  readonly json: boolean;
  readonly dns?: string;
  /** Run the workspace's own driver as well. */
  readonly withDriver?: boolean;
  readonly color?: boolean;
}

/** Variables that change what drivers trust. */
const environmentNames = [
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NODE_EXTRA_CA_CERTS',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NODE_OPTIONS',
  'JAVA_TOOL_OPTIONS',
];

const exits = { passes: 0, fails: 1, wrongUse: 2, notTested: 3 } as const;

/** Runs the command; the exit code: 0 passes, 1 fails, 2 wrong use, 3 could not be tested. */
export async function test(target: string, options: TestOptions, streams: Streams): Promise<number> {
  const wrong = (message: string): number => {
    streams.err(`mongodb-tls: ${message}\n`);
    return exits.wrongUse;
  };
  const timeoutMs = Number(options.timeout);
  if (!Number.isFinite(timeoutMs) || timeoutMs < 100 || timeoutMs > 600_000)
    return wrong('--timeout wants milliseconds between 100 and 600000.');
  const asked = options.driver === undefined ? undefined : parseProfile(options.driver, driverById);
  if (options.driver !== undefined && !asked)
    return wrong(
      `--driver wants a driver's id and version, for example pymongo@4.18.2 or node; "${options.driver}" is none (mongodb-tls drivers lists them).`,
    );
  const context: PlanContext = {
    ...(asked ? { asked } : {}),
    env: Object.fromEntries(
      environmentNames.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
    ) as Record<string, string>,
    folder: process.cwd(),
    timeoutMs,
    ...(options.dns ? { dnsServers: options.dns.split(',') } : {}),
  };

  const found: Found | string = /^mongodb(\+srv)?:\/\//i.test(target)
    ? fromUri(target, context)
    : fromFile(target, context);
  if (typeof found === 'string') return wrong(found);
  const { result, connection } = found;
  if (options.withDriver && !connection)
    return wrong(
      '--with-driver runs PyMongo and the Node.js driver: name one with --driver, or a place in a file.',
    );
  if (result.kind === 'impossible') return wrong(result.why);
  if (result.kind === 'missing') {
    const names = result.values.map((v) => v.name).join(', ');
    streams.err(
      `mongodb-tls: the connection cannot be tested: ${names} ${result.values.length > 1 ? 'are' : 'is'} not written here. Give the whole connection string instead.\n`,
    );
    return exits.notTested;
  }
  try {
    const report = await runProbe(result.plan);
    const run =
      options.withDriver && connection
        ? await runDriver(connection, { ...context, folder: found.folder ?? context.folder })
        : undefined;
    streams.out(
      options.json
        ? JSON.stringify(run ? { ...report, driverRun: run } : report, undefined, 2) + '\n'
        : reportText(report, { color: options.color === true }, run),
    );
    return report.verdict === 'passes'
      ? exits.passes
      : report.verdict === 'fails'
        ? exits.fails
        : exits.notTested;
  } catch (error) {
    if (!(error instanceof ProbeError)) throw error;
    streams.err(`mongodb-tls: ${error.message}\n`);
    return exits.notTested;
  }
}

interface Found {
  readonly result: PlanResult;
  /** For --with-driver: absent where there is no driver that can be run. */
  readonly connection?: DriverConnection | undefined;
  /** Where the file lies. */
  readonly folder?: string;
}

function fromUri(uri: string, context: PlanContext): Found {
  const driver = context.asked?.driver;
  return {
    result: planFromUri(uri, context),
    ...(driver === 'pymongo' || driver === 'node' ? { connection: { driver, uri, options: {} } } : {}),
  };
}

/** What the driver that is installed here says. */
async function runDriver(connection: DriverConnection, context: PlanContext): Promise<DriverRunResult> {
  const { folder, timeoutMs } = context;
  const interpreter = interpreterIn(folder, connection.driver);
  const answer = await runWithDriver({ ...connection, interpreter, folder, timeoutMs });
  const title = driverById(connection.driver)?.title ?? connection.driver;
  return driverRunResult(
    answer,
    title,
    path.isAbsolute(interpreter) ? path.relative(folder, interpreter) : interpreter,
  );
}

/** The connection at `file:line`; a sentence when the argument is no such thing. */
function fromFile(target: string, context: PlanContext): Found | string {
  const place = readPlace(target);
  if (typeof place === 'string') return `${place}.`;
  const document = { path: place.shown, text: place.text };
  const reader = new ContextReader({ useConfigFiles: true, base: defaultConfig, onBug: () => {} });
  const { outlooks } = analyze(document, reader.contextFor(place.file).context);
  const outlook = outlookAt(outlooks, place.text, place);
  if (!outlook) return `There is no MongoDB connection at ${target}.`;
  const folder = path.dirname(path.resolve(place.file));
  return {
    result: planFromOutlook(outlook, document, { ...context, folder }),
    connection: driverConnection(outlook, document, {}),
    folder,
  };
}

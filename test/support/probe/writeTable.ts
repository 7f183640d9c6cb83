/**
 * `npm run bench:probe`: runs every scenario beside the real drivers, times the named causes, and writes both into
 * docs/connection-test.md. `-- scenarios` or `-- times` does one of the two.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { realDrivers } from './realDrivers';
import { probe, runScenarios, uriOf } from './runScenarios';
import { makeScenarios } from './scenarios';
import type { Scenario } from './scenarios';

const root = process.cwd();
const program = path.join(root, 'dist', 'probe.js');
const document = path.join(root, 'docs', 'connection-test.md');
const folder = mkdtempSync(path.join(os.tmpdir(), 'mongodb-tls-bench-'));
const scenarios = makeScenarios(folder);
const drivers = realDrivers(root).filter((d) => d.present);
const repeats = Number(process.env['REPEATS'] ?? 9);
/** `openssl s_client` waits for ever where a server says nothing. */
const clientLimit = 1000;

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
const ms = (n: number): string => n.toFixed(0);

/** Milliseconds that a program takes. */
function time(command: string, args: readonly string[], limit: number): Promise<number> {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = execFile(command, args, { timeout: limit }, () => resolve(performance.now() - started));
    child.stdin?.end();
  });
}

async function scenarioSection(): Promise<string> {
  const rows = await runScenarios(scenarios, { program, drivers, parallel: 4, driverTimeoutMs: 2500 });
  const cells = rows.flatMap((row) => row.cells.map((cell) => ({ row, cell })));
  const wrong = cells.filter(({ cell }) => cell.ours !== cell.real.connected);
  const named = rows.filter((r) => (r.report.cause?.id ?? null) === r.scenario.cause);
  const mark = (connected: boolean | null): string => (connected === null ? '?' : connected ? 'yes' : 'no');
  console.log(
    `${rows.length} scenarios, ${named.length} named right, ${cells.length} cells, ${wrong.length} differ`,
  );
  for (const { row, cell } of wrong)
    console.log(row.scenario.id, cell.driver.label, cell.ours, cell.because, cell.real.error);
  return `Run on ${today()}.

- Scenarios: ${rows.length}. The cause was named right in ${named.length}.
- Verdicts per driver beside the real driver: ${cells.length} cells, ${cells.length - wrong.length} equal (${((100 * (cells.length - wrong.length)) / Math.max(1, cells.length)).toFixed(2)} %).
${wrong.map(({ row, cell }) => `  - differs: ${row.scenario.id}, ${cell.driver.label}: ours ${mark(cell.ours)}, the driver ${mark(cell.real.connected)}\n`).join('')}
A cell is what the real driver did: connected or not. A verdict of ours that differs stands behind it in brackets. "–": not run there,
because the driver cannot be pointed at the tests' DNS server, knows no proxyHost, would ask on the terminal, or never returns.

| scenario | cause | ${drivers.map((d) => d.label).join(' | ')} |
|---|---|${drivers.map(() => '---').join('|')}|
${rows
  .map((r) => {
    const cause = r.report.cause?.id ?? 'none';
    const found = drivers.map((driver) => {
      const cell = r.cells.find((c) => c.driver === driver);
      if (!cell) return '–';
      const differs = cell.ours === cell.real.connected ? '' : ` (${mark(cell.ours)})`;
      return `${mark(cell.real.connected)}${differs}`;
    });
    return `| ${r.scenario.id} | ${cause}${cause === (r.scenario.cause ?? 'none') ? '' : ` (wanted ${r.scenario.cause ?? 'none'})`} | ${found.join(' | ')} |`;
  })
  .join('\n')}
`;
}

interface Timed {
  readonly scenario: Scenario;
  /** From the call to the named cause, the start of the process included. */
  readonly named: readonly number[];
  /** The same inside the process. */
  readonly inside: readonly number[];
  /** From the call to the end of the whole test. */
  readonly report: readonly number[];
  readonly client: readonly number[];
  driver: number;
}

async function timeOne(scenario: Scenario, empty: number[]): Promise<Timed> {
  const running = await scenario.start();
  const uri = uriOf(scenario, running);
  const named: number[] = [];
  const inside: number[] = [];
  const reported: number[] = [];
  const client: number[] = [];
  for (let i = 0; i < (scenario.silent ? 3 : repeats); i++) {
    const started = performance.now();
    const report = await probe(uri, program, {
      dns: scenario.dns,
      onStage: (progress) => {
        if (progress.type === 'cause') named.push(performance.now() - started);
      },
    });
    reported.push(performance.now() - started);
    inside.push(report.causeMs ?? Number.NaN);
    // Once it has waited in vain, it will again.
    if (!client.some((n) => n >= clientLimit))
      client.push(
        await time(
          'openssl',
          ['s_client', '-connect', `127.0.0.1:${running.port}`, '-servername', 'localhost'],
          clientLimit,
        ),
      );
    if (i % 3 === 0) empty.push(await time(process.execPath, ['-e', '0'], 10_000));
  }
  await running.close();
  return { scenario, named, inside, report: reported, client, driver: 0 };
}

async function timeSection(): Promise<string> {
  const empty: number[] = [];
  const timed: Timed[] = [];
  const loads: number[] = [];
  for (const scenario of scenarios.filter((s) => s.cause !== null)) {
    timed.push(await timeOne(scenario, empty));
    loads.push(os.loadavg()[0]!);
  }
  // The driver mostly waits: several at a time.
  const node = drivers.find((d) => d.driver === 'node')?.start();
  const queue = timed.filter((t) => !t.scenario.withoutDrivers);
  const ask = async (): Promise<void> => {
    for (let row = queue.shift(); row; row = queue.shift()) {
      const running = await row.scenario.start();
      const uri = uriOf(row.scenario, running);
      row.driver = (await node?.connect(row.scenario.id, uri, 3000, row.scenario.dns))?.ms ?? 0;
      await running.close();
    }
  };
  await Promise.all(Array.from({ length: 8 }, ask));
  node?.stop();
  const quick = timed.filter((t) => !t.scenario.silent);
  const within = (of: (t: Timed) => number): number => quick.filter((t) => of(t) < 100).length;
  const client = (t: Timed): string => (median(t.client) >= clientLimit ? 'waits' : ms(median(t.client)));
  const row = (t: Timed): string =>
    `| ${t.scenario.id} | ${ms(median(t.inside))} | ${ms(median(t.named))} | ${ms(Math.min(...t.named))} | ${ms(median(t.report))} | ${t.driver === 0 ? '–' : ms(t.driver)} | ${client(t)} |`;
  const drivenMedian = median(quick.flatMap((t) => (t.driver > 0 ? [t.driver] : [])));
  console.log(
    `${quick.length} faults, inside < 100 ms: ${within((t) => median(t.inside))}, named < 100 ms: ${within((t) => median(t.named))}`,
  );
  return `Run on ${today()}. Milliseconds on loopback, each fault in the same run: ${repeats} connection tests and ${repeats} \`openssl s_client\` in turn, then the Node
driver with a server selection timeout of 3000 ms (its default is 30000). *Inside* is the time in the probe until the cause is named, *named* what
a user waits for it: from the call, the start of the process included; *fastest* is the best of the ${repeats}. *Report* is the end of the whole test,
with all drivers. All but *fastest* are medians.

The machine was shared: the load average was ${median(loads).toFixed(1)} (median of the run) on ${os.cpus().length} cores, and an empty Node process (\`node -e 0\`), which is part of every
*named*, took ${ms(median(empty))} ms (median; ${ms(Math.min(...empty))} at best).

- Of ${quick.length} faults where silence is not the fault, the median is under 100 ms inside the probe in ${within((t) => median(t.inside))}, and from the call, with the start of the
  process, in ${within((t) => median(t.named))} (in ${within((t) => Math.min(...t.named))} when the best of ${repeats} is taken). Over all of them: ${ms(median(quick.map((t) => median(t.inside))))} ms inside, ${ms(median(quick.map((t) => median(t.named))))} ms from the call.
- Where silence is the fault (${timed
    .filter((t) => t.scenario.silent)
    .map((t) => t.scenario.id)
    .join(', ')}) the configured wait comes on top: half the limit of 5000 ms.
- The Node driver's median was ${ms(drivenMedian)} ms, that of \`openssl s_client\`, which names no cause, ${ms(median(quick.map((t) => median(t.client))))} ms.

| fault | inside | named | fastest | report | Node driver | openssl s_client |
|---|---:|---:|---:|---:|---:|---:|
${timed.map(row).join('\n')}
`;
}

const today = (): string =>
  `${new Date().toISOString().slice(0, 10)} on ${os.cpus().length} cores with Node ${process.versions.node} (OpenSSL ${process.versions.openssl})`;

/** Puts a section in the place of the old one. */
function write(title: string, text: string): void {
  const old = readFileSync(document, 'utf8');
  const head = `## ${title}\n`;
  const from = old.indexOf(head);
  const next = old.indexOf('\n## ', from + 1);
  const rest = from < 0 ? '' : next < 0 ? '' : old.slice(next);
  writeFileSync(document, `${from < 0 ? `${old.trimEnd()}\n\n` : old.slice(0, from)}${head}\n${text}${rest}`);
}

const wanted = process.argv.slice(2);
if (wanted.length === 0 || wanted.includes('scenarios')) write('Scenarios', await scenarioSection());
if (wanted.length === 0 || wanted.includes('times')) write('Time to the named cause', await timeSection());
rmSync(folder, { recursive: true, force: true });
process.exit(0);

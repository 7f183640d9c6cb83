/** `npm run bench:probe`: runs every scenario beside the real drivers, times the named causes, and writes docs/connection-test.md. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { realDrivers } from './realDrivers';
import { probe, runScenarios, uriOf } from './runScenarios';
import { makeScenarios } from './scenarios';
import type { Scenario } from './scenarios';

const root = process.cwd();
const program = path.join(root, 'dist', 'probe.js');
const folder = mkdtempSync(path.join(os.tmpdir(), 'mongodb-tls-bench-'));
const scenarios = makeScenarios(folder);
const drivers = realDrivers(root).filter((d) => d.present);
const repeats = 9;
/** `openssl s_client` waits for ever where a server says nothing. */
const clientLimit = 1000;

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;

function openssl(port: number): Promise<number> {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = execFile(
      'openssl',
      ['s_client', '-connect', `127.0.0.1:${port}`, '-servername', 'localhost'],
      { timeout: clientLimit },
      () => resolve(performance.now() - started),
    );
    child.stdin?.end();
  });
}

const rows = await runScenarios(scenarios, { program, drivers, parallel: 4, driverTimeoutMs: 2500 });
const cells = rows.flatMap((r) => r.cells.map((cell) => ({ row: r, cell })));
const wrong = cells.filter(({ cell }) => cell.ours !== cell.real.connected);
const named = rows.filter((r) => (r.report.cause?.id ?? null) === r.scenario.cause);

/** What it takes to start a Node process that does nothing: part of every time below. */
function emptyProcess(): Promise<number> {
  const started = performance.now();
  return new Promise((resolve) => {
    execFile(process.execPath, ['-e', '0'], () => resolve(performance.now() - started));
  });
}

interface Timed {
  readonly scenario: Scenario;
  /** From the call to the named cause, the start of the process included; and inside the process. */
  readonly waited: number;
  readonly inside: number;
  readonly report: number;
  readonly client: number;
  driver: number;
}

const faults = scenarios.filter((s) => s.cause !== null);
const timed: Timed[] = [];
const empty: number[] = [];
const load = os.loadavg()[0]!;
for (const scenario of faults) {
  const running = await scenario.start();
  const uri = uriOf(scenario, running);
  const waited: number[] = [];
  const inside: number[] = [];
  const reported: number[] = [];
  const client: number[] = [];
  for (let i = 0; i < (scenario.silent ? 3 : repeats); i++) {
    const started = performance.now();
    let named = Number.NaN;
    const report = await probe(uri, program, {
      dns: scenario.dns,
      onStage: (progress) => {
        if (progress.type === 'cause') named = performance.now() - started;
      },
    });
    reported.push(performance.now() - started);
    waited.push(named);
    inside.push(report.causeMs ?? Number.NaN);
    // Once it has waited in vain, it will again.
    if (!client.some((ms) => ms >= clientLimit)) client.push(await openssl(running.port));
    if (i === 0) empty.push(await emptyProcess());
  }
  await running.close();
  timed.push({
    scenario,
    waited: median(waited),
    inside: median(inside),
    report: median(reported),
    client: median(client),
    driver: 0,
  });
}
// The driver mostly waits: several at a time.
const node = drivers.find((d) => d.driver === 'node')?.start();
const queue = [...timed];
const ask = async (): Promise<void> => {
  for (let row = queue.shift(); row; row = queue.shift()) {
    if (row.scenario.withoutDrivers) continue;
    const running = await row.scenario.start();
    row.driver =
      (await node?.connect(row.scenario.id, uriOf(row.scenario, running), 3000, row.scenario.dns))?.ms ?? 0;
    await running.close();
  }
};
await Promise.all(Array.from({ length: 8 }, ask));
node?.stop();
const quick = timed.filter((t) => !t.scenario.silent);
const whole = (list: readonly number[]): string => median(list).toFixed(0);
const slowest = quick.reduce((a, b) => (b.waited > a.waited ? b : a));
const times = timed.map(
  (t) =>
    `| ${t.scenario.id} | ${t.inside.toFixed(0)} | ${t.waited.toFixed(0)} | ${t.report.toFixed(0)} | ${t.driver === 0 ? '–' : t.driver.toFixed(0)} | ${t.client >= clientLimit ? 'waits' : t.client.toFixed(0)} |`,
);

const mark = (connected: boolean | null): string => (connected === null ? '?' : connected ? 'yes' : 'no');
const text = `# The connection test, measured

Written by \`npm run bench:probe\` on ${new Date().toISOString().slice(0, 10)}, on ${os.cpus().length} cores with Node ${process.versions.node} (OpenSSL ${process.versions.openssl}).

- Scenarios: ${rows.length}. The cause was named right in ${named.length}.
- Verdicts per driver beside the real driver: ${cells.length} cells, ${cells.length - wrong.length} equal (${((100 * (cells.length - wrong.length)) / Math.max(1, cells.length)).toFixed(2)} %).
${wrong.map(({ row, cell }) => `  - differs: ${row.scenario.id}, ${cell.driver.label}: ours ${mark(cell.ours)}, the driver ${mark(cell.real.connected)}`).join('\n')}

## Time to the named cause

Milliseconds on loopback, each fault in the same run: ${repeats} connection tests and ${repeats} \`openssl s_client\` in turn (medians), then the
Node driver with a server selection timeout of 3000 ms (its default is 30000). *Inside* is the time in the probe until the cause is named,
*named* what a user waits for it: from the call, the start of the process included. *Report* is the end of the whole test, with all drivers.
The load average was ${load.toFixed(1)} on ${os.cpus().length} cores; an empty Node process (\`node -e 0\`) took ${whole(empty)} ms in the same run.

- Of ${quick.length} faults where silence is not the fault, ${quick.filter((t) => t.waited < 100).length} were named within 100 ms of the call, start of the process included, and ${quick.filter((t) => t.inside < 100).length} within 100 ms
  inside the probe. Median: ${whole(quick.map((t) => t.waited))} ms from the call, ${whole(quick.map((t) => t.inside))} ms inside. The slowest was ${slowest.scenario.id} with ${slowest.waited.toFixed(0)} ms.
- Where silence is the fault (${timed
  .filter((t) => t.scenario.silent)
  .map((t) => t.scenario.id)
  .join(', ')}) the configured wait comes on top: half the limit of 5000 ms.
- The Node driver's median was ${whole(quick.flatMap((t) => (t.driver > 0 ? [t.driver] : [])))} ms, that of \`openssl s_client\`, which names no cause, ${whole(quick.map((t) => t.client))} ms.

| fault | inside | named | report | Node driver | openssl s_client |
|---|---:|---:|---:|---:|---:|
${times.join('\n')}

## Scenarios

A cell is what the real driver did: connected or not. A verdict of ours that differs stands behind it in brackets.

| scenario | cause | ${drivers.map((d) => d.label).join(' | ')} |
|---|---|${drivers.map(() => '---').join('|')}|
${rows
  .map((r) => {
    const cause = r.report.cause?.id ?? 'none';
    const found = r.cells.map(
      (c) => `${mark(c.real.connected)}${c.ours === c.real.connected ? '' : ` (${mark(c.ours)})`}`,
    );
    return `| ${r.scenario.id} | ${cause}${cause === (r.scenario.cause ?? 'none') ? '' : ` (wanted ${r.scenario.cause ?? 'none'})`} | ${(found.length > 0 ? found : drivers.map(() => '–')).join(' | ')} |`;
  })
  .join('\n')}
`;
writeFileSync(path.join(root, 'docs', 'connection-test.md'), text);
rmSync(folder, { recursive: true, force: true });
console.log(
  `${rows.length} scenarios, ${named.length} named right, ${cells.length} cells, ${wrong.length} differ`,
);
for (const { row, cell } of wrong)
  console.log(row.scenario.id, cell.driver.label, cell.ours, cell.because, cell.real.error);
process.exit(0);

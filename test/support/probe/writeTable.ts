/** `npm run bench:probe`: runs every scenario beside the real drivers, times the named causes, and writes docs/connection-test.md. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { realDrivers } from './realDrivers';
import { probe, runScenarios, uriOf } from './runScenarios';
import { makeScenarios } from './scenarios';

const root = process.cwd();
const program = path.join(root, 'dist', 'probe.js');
const folder = mkdtempSync(path.join(os.tmpdir(), 'mongodb-tls-bench-'));
const scenarios = makeScenarios(folder);
const drivers = realDrivers(root).filter((d) => d.present);
const timed = [
  'wrong-host',
  'expired',
  'unknown-ca',
  'missing-intermediate',
  'plaintext-server',
  'refused',
  'client-missing-mongod-1.3',
  'must-staple-missing',
];
const repeats = 3;

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;

function openssl(port: number): Promise<number> {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = execFile(
      'openssl',
      ['s_client', '-connect', `127.0.0.1:${port}`, '-servername', 'localhost'],
      { timeout: 5000 },
      () => resolve(performance.now() - started),
    );
    child.stdin?.end();
  });
}

const rows = await runScenarios(scenarios, { program, drivers, parallel: 4, driverTimeoutMs: 2500 });
const cells = rows.flatMap((r) => r.cells.map((cell) => ({ row: r, cell })));
const wrong = cells.filter(({ cell }) => cell.ours !== cell.real.connected);
const named = rows.filter((r) => (r.report.cause?.id ?? null) === r.scenario.cause);

const node = drivers.find((d) => d.driver === 'node')?.start();
const times: string[] = [];
for (const id of timed) {
  const scenario = scenarios.find((s) => s.id === id)!;
  const running = await scenario.start();
  const uri = uriOf(scenario, running.port);
  const inside: number[] = [];
  const whole: number[] = [];
  const driver: number[] = [];
  const client: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const started = performance.now();
    const report = await probe(uri, program);
    whole.push(performance.now() - started);
    inside.push(report.ms);
    driver.push((await node?.connect(`${id}-${i}`, uri, 3000))?.ms ?? 0);
    client.push(await openssl(running.port));
  }
  await running.close();
  times.push(
    `| ${id} | ${median(inside).toFixed(0)} | ${median(whole).toFixed(0)} | ${median(driver).toFixed(0)} | ${median(client).toFixed(0)} |`,
  );
}
node?.stop();

const mark = (connected: boolean | null): string => (connected === null ? '?' : connected ? 'yes' : 'no');
const text = `# The connection test, measured

Written by \`npm run bench:probe\` on ${new Date().toISOString().slice(0, 10)}, on ${os.cpus().length} cores with Node ${process.versions.node} (OpenSSL ${process.versions.openssl}).

- Scenarios: ${rows.length}. The cause was named right in ${named.length}.
- Verdicts per driver beside the real driver: ${cells.length} cells, ${cells.length - wrong.length} equal (${((100 * (cells.length - wrong.length)) / Math.max(1, cells.length)).toFixed(2)} %).
${wrong.map(({ row, cell }) => `  - differs: ${row.scenario.id}, ${cell.driver.label}: ours ${mark(cell.ours)}, the driver ${mark(cell.real.connected)}`).join('\n')}

## Time to the named cause

Medians of ${repeats} runs in milliseconds on loopback, on a machine that other work shared. *Test* is the time inside the probe, *with its start*
includes starting its process. The Node driver had a server selection timeout of 3000 ms (its default is 30000).

| fault | test | with its start | Node driver | openssl s_client |
|---|---:|---:|---:|---:|
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

/** The connection test against servers with one fault each, with the real drivers beside it. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { realDrivers } from '../support/probe/realDrivers';
import { runScenarios } from '../support/probe/runScenarios';
import type { Row } from '../support/probe/runScenarios';
import { makeScenarios } from '../support/probe/scenarios';
import type { Scenario } from '../support/probe/scenarios';

const root = process.cwd();
const folder = mkdtempSync(path.join(os.tmpdir(), 'mongodb-tls-probe-'));
const scenarios: readonly Scenario[] = makeScenarios(folder);
const drivers = realDrivers(root);
const rows = new Map<string, Row>();

before(async () => {
  const present = drivers.filter((d) => d.present);
  for (const row of await runScenarios(scenarios, {
    program: path.join(root, 'dist', 'probe.js'),
    drivers: present,
    parallel: 3,
    driverTimeoutMs: 2500,
  }))
    rows.set(row.scenario.id, row);
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('there are at least 120 scenarios', () => {
  assert.ok(scenarios.length >= 120, `${scenarios.length}`);
  assert.equal(new Set(scenarios.map((s) => s.id)).size, scenarios.length);
});

describe('the cause of every scenario is named', () => {
  for (const scenario of scenarios)
    test(scenario.id, () => {
      const { report } = rows.get(scenario.id)!;
      const found = report.cause && { id: report.cause.id, category: report.cause.category };
      assert.deepEqual(
        found,
        scenario.cause === null ? null : { id: scenario.cause, category: scenario.category },
      );
      assert.equal(report.verdict, scenario.cause === null ? 'passes' : 'fails');
    });
});

test('the cause is told once, before the report, and is the one of the report', () => {
  for (const [id, { report, told }] of rows)
    assert.deepEqual(told, report.cause === null ? [] : [report.cause], id);
});

describe('the verdict for a driver is what the driver did', () => {
  for (const driver of drivers)
    test(
      `${driver.label}, in at least 99 % of the scenarios`,
      { skip: driver.present ? false : `${driver.label} is missing: ${driver.how}` },
      () => {
        const cells = [...rows.values()].flatMap((row) =>
          row.cells.filter((c) => c.driver.label === driver.label).map((cell) => ({ row, cell })),
        );
        assert.ok(cells.length >= 120);
        const wrong = cells.filter(({ cell }) => cell.ours !== cell.real.connected);
        const told = wrong.map(
          ({ row, cell }) =>
            `${row.scenario.id}: ours ${cell.ours} (${cell.because}); the driver ${cell.real.connected} (${cell.real.error ?? ''})`,
        );
        assert.ok(wrong.length <= cells.length / 100, told.join('\n'));
      },
    );
});

test('a report holds no secret', () => {
  for (const [id, { report }] of rows) {
    const text = JSON.stringify(report);
    for (const secret of ['alice:right', 'nonsense', 'PRIVATE KEY'])
      assert.ok(!text.includes(secret), `${id}: ${secret}`);
  }
});

/** The newest real PyMongo and Node driver do what `predict` says, for every question of scripts/oracle/cases.mjs. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';

interface Difference {
  readonly field: string;
  readonly real: unknown;
  readonly predicted: unknown;
  readonly question: unknown;
  readonly accepted?: string;
}

interface Result {
  readonly driver: string;
  readonly version: string;
  readonly questions: number;
  readonly counts: Readonly<Record<string, { readonly same: number; readonly of: number }>>;
  readonly differences: readonly Difference[];
}

const newest = {
  pymongo: { there: '.cache/drivers/pymongo-4.20.0/installed', step: 'pymongo-4.20.0' },
  node: { there: '.cache/drivers/node-7.9.0/node_modules/mongodb/package.json', step: 'node-driver-7.9.0' },
};

/** What `npm run drivers:verify` found for one driver. */
function verify(driver: string): Result {
  const run = spawnSync(
    process.execPath,
    ['scripts/drivers-verify.mjs', '--json', '--drivers', driver, '--versions', 'newest'],
    { encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  const { results, notRun } = JSON.parse(run.stdout) as { results: Result[]; notRun: unknown[] };
  assert.deepEqual(notRun, [], run.stderr);
  return results[0]!;
}

for (const [driver, { there, step }] of Object.entries(newest)) {
  const skip = existsSync(there) ? false : `the driver is not installed: node scripts/setup.mjs ${step}`;
  test(`the newest ${driver} refuses, encrypts and checks as predicted`, { skip }, (t) => {
    const result = verify(driver);
    assert.ok(result.questions > 600, `${result.questions} questions`);
    for (const d of result.differences)
      if (d.accepted !== undefined)
        t.diagnostic(`accepted: ${d.field} of ${JSON.stringify(d.question)}: ${d.accepted}`);
    const open = result.differences.filter((d) => d.accepted === undefined);
    assert.deepEqual(
      open.filter((d) => d.field === 'outcome' || d.field === 'tls'),
      [],
    );
    for (const field of ['chain', 'hostname', 'crl', 'error', 'message']) {
      const { of } = result.counts[field]!;
      const wrong = open.filter((d) => d.field === field);
      assert.ok(of > 100, `only ${of} comparisons of ${field}`);
      assert.ok(wrong.length <= of / 100, JSON.stringify(wrong.slice(0, 5), undefined, 1));
    }
  });
}

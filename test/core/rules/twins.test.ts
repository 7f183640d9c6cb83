/** The example projects: every faulty one has findings, its repaired twin none, and one fault is said once. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { Report } from '../../../server/src/cli/formats/report';
import { lint } from '../../../server/src/cli/lint';

const examples = path.resolve('examples');

async function linted(folder: string): Promise<Report> {
  let out = '';
  await lint(
    [folder],
    { format: 'json', stdin: false, fix: false, config: true, failOn: 'never', sites: false, files: false },
    { out: (text) => (out += text), err: (text) => assert.fail(text) },
  );
  return JSON.parse(out) as Report;
}

const grave = (report: Report): string[] =>
  report.files.flatMap((f) =>
    f.diagnostics
      .filter((d) => d.severity === 'error' || d.severity === 'warning')
      .map((d) => `${f.path}:${d.range.start.line}:${d.range.start.column} ${d.rule} ${d.message}`),
  );

describe('the example projects', () => {
  const names = readdirSync(examples, { withFileTypes: true })
    .filter((e) => e.isDirectory())
    .map((e) => e.name);
  assert.ok(names.length > 0);
  for (const name of names) {
    test(`${name}: nothing is found in the repaired twin, and a connection is`, async () => {
      const report = await linted(path.join(examples, name, 'repaired'));
      assert.deepEqual(grave(report), []);
      assert.ok(report.summary.sites > 0);
    });

    test(`${name}: the faulty twin has findings, each said once`, async () => {
      const report = await linted(path.join(examples, name, 'faulty'));
      assert.ok(grave(report).length > 0);
      for (const file of report.files) {
        const places = file.diagnostics.map((d) => JSON.stringify(d.range));
        for (const say of ['rule', 'message'] as const) {
          const said = file.diagnostics.map((d, i) => `${d[say]} at ${places[i]}`);
          assert.deepEqual(
            said.filter((s, i) => said.indexOf(s) !== i),
            [],
            file.path,
          );
        }
      }
    });
  }
});

/** The command `drivers`: a table for people and one for programs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drivers } from '../../server/src/cli/drivers';

/** What the command prints. */
function printed(json: boolean): string {
  let text = '';
  assert.equal(drivers({ json }, { out: (part) => (text += part), err: () => assert.fail() }), 0);
  return text;
}

test('drivers --json is a list with one entry per driver, every cell answered', () => {
  const matrix = JSON.parse(printed(true)) as {
    driver: string;
    options: Record<string, { answer: string }>;
  }[];
  assert.ok(matrix.length > 14);
  assert.equal(matrix.find((row) => row.driver === 'java')?.options['tlsCAFile']?.answer, 'warns');
});

test('drivers prints a table that fits its columns', () => {
  const lines = printed(false).split('\n');
  const header = lines.find((line) => line.includes(' java ') && line.includes(' ruby '))!;
  const row = lines.find((line) => line.startsWith('tlsCRLFile'))!;
  assert.equal(row.slice(header.indexOf(' rust'), header.indexOf(' rust') + 6).trim(), 'error');
});

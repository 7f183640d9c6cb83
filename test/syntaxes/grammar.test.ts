/** Scopes of MongoDB URIs in the strings of other languages, checked with VS Code's own grammar engine. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';

const root = process.cwd();
/** The case files and the host grammars that they need. */
const cases = [
  { file: 'app.py', grammar: 'python' },
  { file: 'app.ts', grammar: 'typescript' },
  { file: 'compose.yaml', grammar: 'yaml' },
  { file: 'key.pem' },
];

for (const { file, grammar } of cases) {
  test(`colours the parts of a URI as ${file} expects`, () => {
    const args = grammar ? ['-g', `node_modules/tm-grammars/grammars/${grammar}.json`] : [];
    const run = spawnSync(
      process.execPath,
      [
        path.join('node_modules', 'vscode-tmgrammar-test', 'dist', 'unit.js'),
        ...args,
        `test/syntaxes/cases/${file}`,
      ],
      { cwd: root, encoding: 'utf8' },
    );
    assert.equal(run.status, 0, run.stdout + run.stderr);
  });
}

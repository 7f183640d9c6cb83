/** An environment variable taken out of a text: what is left is what it was without it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../../server/src/core';
import { environmentSettings } from '../../../server/src/core/languages/shared/environment';
import { removeAssignment } from '../../../server/src/core/model/removeAssignment';

function without(text: string): string | undefined {
  const [setting] = environmentSettings({ text });
  assert.equal(setting?.name, 'NODE_TLS_REJECT_UNAUTHORIZED', text);
  const edit = removeAssignment(text, setting.span);
  return edit && applyEdits(text, [edit]);
}
const name = 'NODE_TLS_REJECT_UNAUTHORIZED';

test('a line of its own goes with its line end', () => {
  for (const [text, after] of [
    [`A=1\n${name}=0\nB=2\n`, 'A=1\nB=2\n'],
    [`A=1\r\n${name}=0\r\nB=2\r\n`, 'A=1\r\nB=2\r\n'],
    [`export ${name}="0"\n`, ''],
    [`FROM node\nENV ${name}=0\nRUN x\n`, 'FROM node\nRUN x\n'],
    [`environment:\n  - ${name}=0\n  - A=1\n`, 'environment:\n  - A=1\n'],
    [`environment:\n  - "${name}=0"\n  - A=1\n`, 'environment:\n  - A=1\n'],
    [`env:\n  A: 1\n  ${name}: '0'\n`, 'env:\n  A: 1\n'],
    [`process.env.${name} = '0';\nrun();\n`, 'run();\n'],
    [`process.env['${name}'] = '0';\nrun();\n`, 'run();\n'],
    [`{\n  "${name}": "0",\n  "A": "1"\n}\n`, '{\n  "A": "1"\n}\n'],
    [`ENV A=1 \\\n    ${name}=0 \\\n    B=2\n`, 'ENV A=1 \\\n    B=2\n'],
  ] as const)
    assert.equal(without(text), after, text);
});

test('a word before a command goes with the space behind it', () => {
  assert.equal(without(`${name}=0 node app.js\n`), 'node app.js\n');
  assert.equal(without(`{ "start": "${name}=0 node app.js" }\n`), '{ "start": "node app.js" }\n');
  assert.equal(without(`ENV A=1 ${name}=0 B=2\n`), 'ENV A=1 B=2\n');
});

test('where something might be left that does not parse there is no edit', () => {
  assert.equal(without(`{\n  "A": "1",\n  "${name}": "0"\n}\n`), undefined);
  assert.equal(without(`ENV A=1 \\\n    ${name}=0\n`), undefined);
  assert.equal(without(`env:\n  - name: ${name}\n    value: "0"\n`), undefined);
});

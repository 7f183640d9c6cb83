/** Lines of environment files: read back as they were meant, nothing overwritten. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { applyEdits } from '../../../server/src/core';
import { appendLine, envLine, envNames, nameFor } from '../../../server/src/core/features/envFile';

test('a value is quoted only where it has to be, and in quotes that replace nothing', () => {
  assert.equal(envLine('A', 'abc-1.2/=@%41'), 'A=abc-1.2/=@%41');
  assert.equal(envLine('A', 'a b#$"c'), `A='a b#$"c'`);
  assert.equal(envLine('A', "it's"), undefined);
  assert.equal(envLine('A', 'back\\slash'), undefined);
  assert.equal(envLine('A', 'two\nlines'), undefined);
});

test('a shell reads every line back as it was meant', () => {
  for (const value of ['abc', 'a b', 'x#y', '$HOME', '`id`', '"q"', '%41&=?', '~/x', '!bang']) {
    const line = envLine('CANARY', value)!;
    const { stdout } = spawnSync('sh', ['-c', `${line}\nprintf %s "$CANARY"`], { encoding: 'utf8' });
    assert.equal(stdout, value, line);
  }
});

test('a name that is there is never written again', () => {
  const text = 'MONGODB_PASSWORD=old\nexport MONGODB_PASSWORD_2 = other\n# MONGODB_PASSWORD_3=x\n';
  assert.deepEqual([...envNames(text).keys()], ['MONGODB_PASSWORD', 'MONGODB_PASSWORD_2']);
  assert.deepEqual(nameFor(text, 'MONGODB_PASSWORD', 'new'), { name: 'MONGODB_PASSWORD_3', there: false });
  assert.deepEqual(nameFor(text, 'MONGODB_PASSWORD', 'old'), { name: 'MONGODB_PASSWORD', there: true });
  assert.equal(nameFor(text, 'A', "it's\n"), undefined);
});

test('a line goes to the end, on a line of its own, in the line ends of the file', () => {
  const add = (text: string): string | undefined => applyEdits(text, [appendLine(text, 'A=1')]);
  assert.equal(add(''), 'A=1\n');
  assert.equal(add('B=2'), 'B=2\nA=1\n');
  assert.equal(add('B=2\r\n'), 'B=2\r\nA=1\r\n');
});

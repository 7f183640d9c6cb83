/** The time for a program text grows with its connections, not with their square. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finders } from '../../../server/src/core/languages';
import type { Finder } from '../../../server/src/core/types';

const statements = ['u = "mongodb://a.example.org/?tls=true"\n', 'new MongoClient(url);\n'];

/** The shortest of six runs: growth is measured, not what else runs on the machine. */
function time(finder: Finder, text: string): number {
  const file = finder.files[0]!;
  const path = 'src/' + (file.startsWith('.') ? 'app' + file : file);
  let shortest = Infinity;
  for (let n = 0; n < 6; n++) {
    const begin = performance.now();
    finder.find({ path, text });
    shortest = Math.min(shortest, performance.now() - begin);
  }
  return shortest;
}

function grows(finder: Finder, what: string, text: (size: number) => string): void {
  const few = time(finder, text(100));
  const many = time(finder, text(800));
  // Below this the clock and the machine are measured, not the reading.
  assert.ok(many < 32 * Math.max(few, 1), `${what}: ${few} and ${many} ms`);
}

for (const finder of finders.filter((f) => f.findEdited))
  test(`eight times the connections take ${finder.id} less than 32 times as long`, () => {
    for (const statement of statements)
      grows(finder, JSON.stringify(statement), (size) => statement.repeat(size));
  });

for (const id of ['python', 'ecmascript', 'ruby'])
  test(`eight times the entries of one list take ${id} less than 32 times as long`, () => {
    const finder = finders.find((f) => f.id === id)!;
    const entry = (n: number) => `  "db${n}": "mongodb://h${n}.example.org/?tls=true",\n`;
    grows(
      finder,
      'a list',
      (size) => `hosts = {\n${Array.from({ length: size }, (_, n) => entry(n)).join('')}}\n`,
    );
  });

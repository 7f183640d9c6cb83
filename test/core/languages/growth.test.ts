/** The time for a program text grows with its connections, not with their square. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finders } from '../../../server/src/core/languages';

const statements = ['u = "mongodb://a.example.org/?tls=true"\n', 'new MongoClient(url);\n'];

for (const finder of finders.filter((f) => f.findEdited))
  test(`eight times the connections take ${finder.id} less than 32 times as long`, () => {
    const file = finder.files[0]!;
    const path = 'src/' + (file.startsWith('.') ? 'app' + file : file);
    const time = (text: string): number => {
      let shortest = Infinity;
      for (let n = 0; n < 6; n++) {
        const begin = performance.now();
        finder.find({ path, text });
        shortest = Math.min(shortest, performance.now() - begin);
      }
      return shortest;
    };
    for (const statement of statements) {
      const few = time(statement.repeat(100));
      const many = time(statement.repeat(800));
      // Below this the clock and the machine are measured, not the reading.
      assert.ok(many < 32 * Math.max(few, 1), `${JSON.stringify(statement)}: ${few} and ${many} ms`);
    }
  });

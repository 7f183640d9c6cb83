/** Reading an error text takes time in proportion to its length. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { buildSync } from 'esbuild';
import { causes, explain } from '../../../server/src/core/explain';

/** Milliseconds of the fastest of a few runs: the others had to wait for something else. */
function fastest(run: () => void, times = 5): number {
  let best = Infinity;
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** Numbers that are the same in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function traceback(lines: number): string {
  const frames: string[] = ['Traceback (most recent call last):'];
  for (let i = 0; frames.length < lines - 1; i++) {
    frames.push(
      `  File "/usr/lib/python3.11/site-packages/pymongo/topology${i % 97}.py", line ${i}, in _select_servers_loop`,
    );
    frames.push(`    raise self._error_message(selector_${i % 13}) from ${i % 7}`);
  }
  frames.push(
    'pymongo.errors.ServerSelectionTimeoutError: db:27017: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1006)',
  );
  return frames.join('\n');
}

test('a traceback of 10,000 lines is explained in the time of reading it a few times', () => {
  const text = traceback(10_000);
  assert.equal(explain(text).causes[0]?.id, 'certificate-expired');
  // The yardstick is one pass over the text in plain JavaScript on the same machine at the same moment.
  let sum = 0;
  const tries: string[] = [];
  const fast = Array.from({ length: 8 }).some(() => {
    const pass = fastest(() => {
      for (let i = 0; i < text.length; i++) sum += text.charCodeAt(i) & 7;
    });
    const time = fastest(() => explain(text));
    tries.push(`explain ${time.toFixed(1)} ms, one pass ${pass.toFixed(2)} ms`);
    return time < pass * 100;
  });
  assert.ok(sum > 0);
  assert.ok(fast, tries.join('; '));
});

test('a process that has just started explains a traceback of 10,000 lines about as fast', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'explain-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const program = path.join(folder, 'cold.cjs');
  buildSync({
    stdin: {
      contents: `
        const { explain } = require('./server/src/core/explain');
        const text = require('node:fs').readFileSync(0, 'utf8');
        const pass = () => { let sum = 0; for (let i = 0; i < text.length; i++) sum += text.charCodeAt(i) & 7; return sum; };
        const times = [performance.now()];
        const first = explain(text).causes[0].id;
        times.push(performance.now());
        const sum = pass();
        times.push(performance.now());
        console.log(JSON.stringify({ first, sum, explained: times[1] - times[0], passed: times[2] - times[1] }));`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    platform: 'node',
    outfile: program,
  });
  const text = traceback(10_000);
  const tries: string[] = [];
  const fast = Array.from({ length: 6 }).some(() => {
    const run = execFileSync(process.execPath, [program], { input: text, encoding: 'utf8' });
    const { first, explained, passed } = JSON.parse(run) as Record<string, number>;
    assert.equal(first, 'certificate-expired');
    tries.push(`explain ${explained!.toFixed(1)} ms, one pass ${passed!.toFixed(2)} ms`);
    return explained! < passed! * 25;
  });
  assert.ok(fast, tries.join('; '));
});

test('time grows no faster than the text, whatever it is made of', () => {
  const next = random(7);
  const words = causes.flatMap((c) => c.patterns.map((p) => p.text));
  const makers: Readonly<Record<string, () => string>> = {
    'words of patterns': () => words[Math.floor(next() * words.length)]! + (next() < 0.5 ? ' ' : '\n'),
    'beginnings of patterns': () => {
      const word = words[Math.floor(next() * words.length)]!;
      return word.slice(0, Math.ceil(next() * word.length));
    },
    'one letter': () => 'a',
    'white space': () => ' \n',
    backslashes: () => '\\',
    escapes: () => '\u001b[',
    quotes: () => '"\'[({',
    'unfinished keys': () => '-----BEGIN PRIVATE KEY-----',
    'unfinished addresses': () => 'mongodb://a:',
    'one error again and again': () => 'certificate verify failed: ',
  };
  const fill = (make: () => string, length: number) => {
    let text = '';
    while (text.length < length) text += make();
    return text.slice(0, length);
  };
  explain('warm up');
  for (const [name, make] of Object.entries(makers)) {
    const small = fill(make, 40_000);
    const large = fill(make, 320_000);
    // Eight times the text; quadratic work would take sixty-four times as long, each time. Other programs disturb at times.
    const tries: string[] = [];
    const linear = Array.from({ length: 8 }).some(() => {
      const a = fastest(() => explain(small), 4);
      const b = fastest(() => explain(large), 4);
      tries.push(`${a.toFixed(2)} ms, then ${b.toFixed(2)} ms`);
      return b < a * 24 + 5;
    });
    assert.ok(linear, `${name}: ${tries.join('; ')}`);
  }
});

test('no pattern can backtrack: quantifiers are bounded or follow one set of characters, and are not nested', () => {
  for (const cause of causes) {
    for (const pattern of cause.patterns) {
      for (const regex of [pattern.after, pattern.before, pattern.notAfter, pattern.notBefore]) {
        if (!regex) continue;
        assert.doesNotMatch(regex.source, /\([^()]*[*+}][^()]*\)[*+{]/, `${cause.id}: ${regex.source}`);
      }
    }
  }
});

test('any text is survived', () => {
  const next = random(11);
  for (let i = 0; i < 300; i++) {
    let text = '';
    for (let n = next() * 200; n > 0; n--)
      text += String.fromCharCode(Math.floor(next() * (next() < 0.7 ? 128 : 65536)));
    const { causes: list } = explain(text + ' certificate has expired ' + text);
    for (const c of list) if (c.evidence) assert.ok(c.evidence.span.start <= c.evidence.span.end);
  }
});

/** Searches of an edited text find what searches of the text find. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeBetween, lineBreaks, Searches } from '../../../server/src/core/text/searches';

const patterns = [
  /mongodb(?:\+srv)?:\/\/[^\s"'<>]+/gi,
  /(?:tls|ssl)(?![\w$])/gi,
  /(?<![\w.-])mongo(?:sh|dump)?(?![\w(.])/g,
  /mongo(?=["'`\s])/g,
  /^[ \t]*(?:import|from)\s+motor\b/gm,
  /require\(\s*['"]mongodb['"]/g,
  /a[^b]c/g,
];
const pieces = [
  'mongo',
  'mongodb://',
  'tls',
  ' ',
  '\n',
  '\n\n',
  '\r\n',
  'import',
  'motor',
  'require(',
  '"mongodb"',
  'a',
  'c',
  '.',
  '"',
  'x',
];

/** Where nearly everything is found, and where hardly anything is. */
const texts = {
  dense: pieces,
  sparse: [...pieces, ...Array.from({ length: 120 }, (_, n) => (n % 9 ? 'x' : '\n'))],
};

for (const [name, pieces] of Object.entries(texts))
  test(`searches of an edited ${name} text find what searches of the text find`, () => {
    let seed = 11;
    const random = (n: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
      return (seed >> 8) % n;
    };
    let text = Array.from({ length: 60 }, () => pieces[random(pieces.length)]!).join('');
    const searches = new Searches(text);
    for (let edit = 0; edit < 3000; edit++) {
      for (const pattern of patterns) {
        const fresh = new Searches(text);
        assert.deepEqual(searches.all(pattern), fresh.all(pattern), String(pattern));
        assert.equal(searches.has(pattern), fresh.has(pattern), String(pattern));
      }
      const at = random(text.length + 1);
      const next =
        text.slice(0, at) +
        (random(3) ? pieces[random(pieces.length)]! : '') +
        text.slice(at + random(text.length > 300 ? 12 : 4));
      const change = changeBetween(text, next);
      assert.equal(
        text.slice(0, change.start) + next.slice(change.start, change.newEnd) + text.slice(change.oldEnd),
        next,
      );
      searches.edit(next, change);
      text = next;
    }
  });

test('it is known of a pattern how many line feeds a match can reach over', () => {
  const known: readonly (readonly [RegExp, number | undefined])[] = [
    [/mongo|tls/i, 0],
    [/a[^\s"]b/, 0],
    [/^x\b.*y$/m, 0],
    [/x(?=["\s])/, 0],
    [/from\s+x\s*y/, 2],
    [/a[^b]c/, undefined],
    [/a\Wc/, undefined],
    [/a[\s\S]c/, undefined],
    [/^x/, undefined],
    [/a.b/s, undefined],
    [/(?:a\s)+b/, undefined],
    [/a(?=bc)/, undefined],
  ];
  for (const [pattern, breaks] of known) assert.equal(lineBreaks(pattern), breaks, String(pattern));
});

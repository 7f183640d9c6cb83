/**
 * The finders against parsers that are not ours: every URI, every option key and every flag that CPython, TypeScript,
 * tree-sitter and others see in the corpus is found at the same place, and nothing else is.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { corpusFiles, type CorpusFile } from '../support/corpus';
import { foundPlaces, referencePlaces, type Places } from './support/referencePlaces';
import { missingParsers, referenceOf, references, type Range } from './support/references';

/** Right programs that the grammar cannot read. */
const shortGrammar: ReadonlySet<string> = new Set([
  // Statements of a module after a `let`, one per line.
  'test/corpus/fsharp/bad/Db.fs',
  // Closures with `it`, and steps of a pipeline.
  'test/corpus/groovy/bad/Jenkinsfile.groovy',
  'test/corpus/groovy/good/Store.groovy',
  // Interpolated literals.
  'test/corpus/vb/bad/Shapes.vb',
  // A command over several lines (systemd.syntax).
  'test/corpus/ini/bad/replica.service',
  // A comma after the last element, as VS Code allows it.
  'test/corpus/json/bad/launch.json',
]);

interface Compared {
  readonly file: CorpusFile;
  readonly right: number;
  readonly missed: readonly string[];
  readonly surplus: readonly string[];
}

/** A place as people can read it. */
function shown(text: string, what: string, [start, end]: Range): string {
  return `${what} ${text.slice(0, start).split('\n').length}: ${text.slice(start, end).split('\n')[0]!.slice(0, 60)}`;
}

const within = (places: readonly Range[], [start, end]: Range): boolean =>
  places.some(([a, b]) => a === start && b === end);

/** A URI that is joined with what follows ends where the last part does. */
function sameUri(text: string, mine: Range, theirs: Range): boolean {
  if (mine[0] !== theirs[0]) return false;
  if (mine[1] === theirs[1]) return true;
  const after = text.slice(theirs[1]);
  if (mine[1] < theirs[1]) return /^[,;.:)\]}]/.test(text.slice(mine[1]));
  const joined = /^["'`)\]]*\s*(?:[+.%&,\\*]|\.\.|<>|["'`])/.test(after) || text[theirs[1] - 1] === '\\';
  return joined || /\(str\s+"$/.test(text.slice(0, theirs[0]));
}

function compare(file: CorpusFile, reference: Places): Compared {
  const { text } = file;
  const ours = foundPlaces(file.path, text);
  const missed: string[] = [];
  const surplus: string[] = [];
  let right = 0;
  for (const u of reference.uris)
    if (ours.uris.some((m) => sameUri(text, m, u))) right++;
    else missed.push(shown(text, 'uri', u));
  for (const m of new Set(ours.uris.map((u) => u.join()))) {
    const mine = m.split(',').map(Number) as unknown as Range;
    if (!reference.uris.some((u) => sameUri(text, mine, u))) surplus.push(shown(text, 'uri', mine));
  }
  for (const what of ['options', 'flags'] as const) {
    for (const o of reference[what])
      if (within(ours[what], o)) right++;
      else missed.push(shown(text, what, o));
    for (const o of new Map(ours[what].map((r) => [r.join(), r])).values())
      if (!within(what === 'options' ? reference.keys : reference.flags, o))
        surplus.push(shown(text, what, o));
  }
  return { file, right, missed, surplus };
}

const skip = missingParsers();
const files = corpusFiles().filter((f) => f.kind !== 'tempting' && referenceOf(f.file));
const seen = skip === undefined ? referencePlaces(files) : [];
const results = seen.map((reference, i) => compare(files[i]!, reference));

/** The numbers of a language: what was right, what only the reference saw, what only the finder saw. */
interface Measured {
  readonly reference: string;
  readonly files: number;
  readonly right: number;
  readonly missed: number;
  readonly surplus: number;
}

function measured(language: string): Measured & { readonly wrong: readonly string[] } {
  const of = results.filter((r) => r.file.language === language);
  const wrong = of.flatMap((r) => [
    ...r.missed.map((m) => `${r.file.path}: not found: ${m}`),
    ...r.surplus.map((m) => `${r.file.path}: found, but not there: ${m}`),
  ]);
  return {
    reference: references[language]!.title,
    files: of.length,
    right: of.reduce((n, r) => n + r.right, 0),
    missed: of.reduce((n, r) => n + r.missed.length, 0),
    surplus: of.reduce((n, r) => n + r.surplus.length, 0),
    wrong,
  };
}

const languages = [...new Set(files.map((f) => f.language))];
/** Nothing may differ here; elsewhere one place in a hundred may. */
const exact = ['python', 'javascript', 'typescript'];

for (const language of languages)
  test(`finds in ${language} what ${references[language]!.title} sees, at the same places, and nothing else`, (t) => {
    if (skip !== undefined) return t.skip(skip);
    const { right, missed, surplus, wrong } = measured(language);
    assert.ok(right > 0, 'nothing was compared');
    const share = Math.min(right / (right + missed), right / (right + surplus));
    assert.ok(exact.includes(language) ? share === 1 : share >= 0.99, `${right} right\n${wrong.join('\n')}`);
  });

test('the reference parses every file of the corpus without a fault, but where its grammar is known to be short', (t) => {
  if (skip !== undefined) return t.skip(skip);
  const faulty = files.filter((f, i) => seen[i]!.errors > 0 && !shortGrammar.has(f.file)).map((f) => f.path);
  assert.deepEqual(faulty, []);
});

/** Written by UPDATE_CORPUS=1; docs/languages.md shows it. */
const numbers = 'test/real/support/languagesMeasured.json';

test('the numbers in docs/languages.md are what is measured', (t) => {
  if (skip !== undefined) return t.skip(skip);
  const now = Object.fromEntries(
    languages.map((l) => {
      const { wrong: _, ...numbersOf } = measured(l);
      return [l, numbersOf];
    }),
  );
  if (process.env['UPDATE_CORPUS']) writeFileSync(numbers, `${JSON.stringify(now, null, 2)}\n`);
  assert.deepEqual(
    now,
    JSON.parse(readFileSync(numbers, 'utf8')),
    'run UPDATE_CORPUS=1 node scripts/test.mjs --suite=real languagesDifferential, then npm run generate',
  );
});

/**
 * The corpus: what is found in every good and bad file, and what is said about it, is written down in `corpus/LANGUAGE.txt`,
 * to be read by people; tempting files are silent. `UPDATE_CORPUS=1 node scripts/test.mjs languages/corpus` writes the lists anew.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { programLanguages, textFormats } from '../../../server/src/core/languages/coverage';
import { finderOf } from '../../../server/src/core/languages/index';
import { corpusFiles, type CorpusFile } from '../../support/corpus';
import { describeSites } from '../../support/describeSites';
import { analysisOf } from '../../support/everyInput';
import { misplaced, sitesOf } from '../../support/sites';

const files = corpusFiles();
const languages = [...new Set(files.map((f) => f.language))];

/** The sites of a file, then its findings: `! line rule «what is marked»`. */
function described({ path: name, text }: CorpusFile): string[] {
  const findings = analysisOf(name, text).diagnostics.map(({ span, rule }) => {
    const marked = text.slice(span.start, span.end).split('\n')[0]!.trim();
    return `! ${text.slice(0, span.start).split('\n').length} ${rule} «${marked.slice(0, 80)}»`;
  });
  return [...describeSites(name, text), ...findings];
}

for (const language of languages)
  test(`finds in ${language} what its list says, and says what it says`, () => {
    const list = path.resolve(`test/core/languages/corpus/${language}.txt`);
    const found = files
      .filter((f) => f.language === language && f.kind !== 'tempting')
      .map((f) => [`## ${f.path}`, ...described(f), ''].join('\n'))
      .join('\n');
    if (process.env['UPDATE_CORPUS']) writeFileSync(list, found);
    assert.equal(found, existsSync(list) ? readFileSync(list, 'utf8') : '');
  });

for (const file of files.filter((f) => f.kind === 'tempting'))
  test(`is silent about ${file.path}`, () => {
    const sites = sitesOf(file.path, file.text).filter((s) => !s.context || s.context === 'code');
    assert.deepEqual(
      sites.map((s) => file.text.slice(s.span.start, s.span.end)),
      [],
    );
    assert.deepEqual(
      analysisOf(file.path, file.text).diagnostics.map((d) => d.rule),
      [],
    );
  });

test('good files have connections and no findings but hints, bad files have both', () => {
  // Patches repeat what stands elsewhere and stay silent.
  const speaking = files.filter((f) => f.language !== 'patch' && f.kind !== 'tempting');
  const wrong = speaking.flatMap((f) => {
    const { diagnostics, outlooks } = analysisOf(f.path, f.text);
    const fits = f.kind === 'bad' ? diagnostics.length > 0 : diagnostics.every((d) => d.severity === 'hint');
    return fits && outlooks.length > 0
      ? []
      : [`${f.path}: ${outlooks.length} connections, ${diagnostics.map((d) => d.rule).join(', ')}`];
  });
  assert.deepEqual(wrong, []);
});

test('every place of every site lies where it says', () => {
  assert.deepEqual(
    files.flatMap((f) => sitesOf(f.path, f.text).flatMap((s) => misplaced(f.text, s))),
    [],
  );
});

test('no site shows a password', () => {
  for (const f of files)
    for (const site of sitesOf(f.path, f.text))
      assert.doesNotMatch(JSON.stringify(site), /:pw@|ss@db|changeit|secret-word/, f.path);
});

test('every language of the tables has good, bad and tempting files, a list of what is found and a line in docs/languages.md', () => {
  const docs = readFileSync('docs/languages.md', 'utf8');
  const wanting = [...programLanguages, ...textFormats].flatMap(({ language, finder }) => {
    const own = files.filter((f) => finderOf({ path: f.path, text: f.text }).id === finder);
    const kinds = ['good', 'bad', 'tempting'].filter((kind) => !own.some((f) => f.kind === kind));
    return [
      ...kinds.map((kind) => `${language}: no ${kind} file`),
      ...(own.every((f) => existsSync(`test/core/languages/corpus/${f.language}.txt`))
        ? []
        : [`${language}: no list of what is found`]),
      ...(docs.includes(`| ${language} |`) ? [] : [`${language}: no line in docs/languages.md`]),
    ];
  });
  const folders = languages.flatMap((language) =>
    ['good', 'bad', 'tempting']
      .filter((kind) => !files.some((f) => f.language === language && f.kind === kind))
      .map((kind) => `test/corpus/${language} has no ${kind} file`),
  );
  assert.deepEqual([...wanting, ...folders], []);
});

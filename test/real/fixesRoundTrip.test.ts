/**
 * Every fix in every language: applied to the bad files of the corpus, each alone and all safe ones together, the result still
 * parses with the language's reference parser, the finding is gone, nothing new is found, and a second time nothing changes.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixAll } from '../../server/src/core/features/fixAll';
import { applyEdits } from '../../server/src/core/text/applyEdits';
import type { Analysis, Diagnostic, Fix } from '../../server/src/core/types';
import { corpusFiles, type CorpusFile } from '../support/corpus';
import { analysisOf } from '../support/everyInput';
import { referencePlaces } from './support/referencePlaces';
import { missingParsers, referenceOf } from './support/references';

interface Applied {
  readonly file: CorpusFile;
  readonly was: Analysis;
  readonly is: Analysis;
  readonly text: string;
  /** Absent: all safe fixes together. */
  readonly diagnostic?: Diagnostic;
  readonly fix?: Fix;
}

const shown = ({ file, diagnostic, fix }: Applied): string =>
  diagnostic
    ? `${file.path}:${file.text.slice(0, diagnostic.span.start).split('\n').length} ${diagnostic.rule}: ${fix!.title}`
    : `${file.path}: all safe fixes`;

/** How often each rule speaks. */
function counts(analysis: Analysis): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const d of analysis.diagnostics) found.set(d.rule, (found.get(d.rule) ?? 0) + 1);
  return found;
}

const files = corpusFiles().filter((f) => f.kind === 'bad');
const alone: Applied[] = [];
const together: Applied[] = [];
for (const file of files) {
  const was = analysisOf(file.path, file.text);
  for (const diagnostic of was.diagnostics)
    for (const fix of diagnostic.fixes.filter((f) => f.edits.length > 0)) {
      const text = applyEdits(file.text, fix.edits);
      assert.ok(text !== undefined, `${file.path}: ${diagnostic.rule}: ${fix.title}: touches a place twice`);
      alone.push({ file, was, is: analysisOf(file.path, text), text, diagnostic, fix });
    }
  const all = fixAll(was, (t) => analysisOf(file.path, t));
  if (all.text !== file.text) together.push({ file, was, is: all.analysis, text: all.text });
}

test('fixes are offered in every language', () => {
  const without = [...new Set(files.map((f) => f.language))].filter(
    (language) => !alone.some((a) => a.file.language === language),
  );
  // Patches are silent; the drivers of the others are not modelled, or their findings leave nothing to write.
  assert.deepEqual(without, ['patch']);
});

test('after every fix the finding is gone', () => {
  const wrong = alone.filter(({ was, is, diagnostic }) => {
    const { rule } = diagnostic!;
    return (counts(is).get(rule) ?? 0) >= counts(was).get(rule)!;
  });
  assert.deepEqual(wrong.map(shown), []);
});

/** Faults that another one hid: while the connection is plaintext, or checks less, nobody speaks of them. */
const hidden = /^(?:driver-warns|certificate-checks-off|hostname-check-off|elixir-without-verification)$/;

test('no fix adds a finding, but what the fault hid', () => {
  const wrong = [...alone, ...together].flatMap((a) => {
    const was = counts(a.was);
    return [...counts(a.is)]
      .filter(([rule, n]) => n > (was.get(rule) ?? 0) && !(hidden.test(rule) && a.fix && !a.fix.safe))
      .map(([rule]) => `${shown(a)}: adds ${rule}`);
  });
  assert.deepEqual(wrong, []);
});

test('no fix is offered a second time', () => {
  const wrong = alone.filter(({ is, diagnostic, fix }) => {
    const before = counts(is).get(diagnostic!.rule) ?? 0;
    return is.diagnostics.some(
      (d) =>
        d.rule === diagnostic!.rule &&
        d.span.start === diagnostic!.span.start &&
        d.fixes.some((f) => f.title === fix!.title) &&
        before > 0,
    );
  });
  const again = together.filter(
    ({ file, is, text }) => fixAll(is, (t) => analysisOf(file.path, t)).text !== text,
  );
  assert.deepEqual([...wrong, ...again].map(shown), []);
});

test('after every fix the text parses as well as before', (t) => {
  const skip = missingParsers();
  if (skip !== undefined) return t.skip(skip);
  const read = [...alone, ...together].filter((a) => referenceOf(a.file.file));
  const before = new Map(
    referencePlaces(files.filter((f) => referenceOf(f.file))).map((seen, i) => [
      files.filter((f) => referenceOf(f.file))[i]!.path,
      seen.errors,
    ]),
  );
  const after = referencePlaces(read.map((a) => ({ file: a.file.file, text: a.text })));
  const wrong = read.filter((a, i) => after[i]!.errors > before.get(a.file.path)!);
  assert.ok(read.length > 300, `only ${read.length} fixes were tried`);
  assert.deepEqual(
    wrong.map((a) => `${shown(a)}\n${changed(a)}`),
    [],
  );
});

/** The lines that a fix left, where it changed something. */
function changed({ file, text }: Applied): string {
  const old = new Set(file.text.split('\n'));
  return text
    .split('\n')
    .filter((line) => !old.has(line))
    .map((line) => `    ${line}`)
    .join('\n');
}

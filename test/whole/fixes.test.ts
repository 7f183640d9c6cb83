/** Every fix that is offered anywhere in the corpus and the examples: it applies, it helps, and it breaks nothing. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { parseTree, type ParseError } from 'jsonc-parser';
import { test } from 'node:test';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { fixAll } from '../../server/src/core/features/fixAll';
import { applyEdits } from '../../server/src/core/text/applyEdits';
import { rules } from '../../server/src/core/rules/index';
import type { Analysis, Diagnostic, DriverVersion, VersionedId } from '../../server/src/core/types';
import { analysisOf, everyInput, type Input } from '../support/everyInput';
import { sampleFacts } from '../support/sampleFiles';
import { misplaced } from '../support/sites';

interface Fixed {
  readonly input: Input;
  readonly diagnostic: Diagnostic;
  readonly title: string;
  readonly safe: boolean;
  readonly text: string;
}

const inputs = everyInput();
const before = new Map<string, Analysis>(inputs.map((i) => [i.path, analysisOf(i.path, i.text)]));
const name = (f: Fixed): string =>
  `${f.input.path}: ${f.diagnostic.rule} at ${f.diagnostic.span.start}: ${f.title}`;

const failed: string[] = [];
const fixed: Fixed[] = inputs.flatMap((input) =>
  before.get(input.path)!.diagnostics.flatMap((diagnostic) =>
    diagnostic.fixes
      .filter((f) => f.edits.length > 0)
      .flatMap(({ title, safe, edits }) => {
        const outside = edits.some(
          ({ span }) => !(span.start >= 0 && span.start <= span.end && span.end <= input.text.length),
        );
        const text = outside ? undefined : applyEdits(input.text, edits);
        if (text !== undefined && text !== input.text) return [{ input, diagnostic, title, safe, text }];
        failed.push(`${input.path}: ${diagnostic.rule}: ${title}`);
        return [];
      }),
  ),
);
const after = new Map<Fixed, Analysis>(fixed.map((f) => [f, analysisOf(f.input.path, f.text)]));

/** How often each rule speaks. */
function counts(analysis: Analysis): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const d of analysis.diagnostics) found.set(d.rule, (found.get(d.rule) ?? 0) + 1);
  return found;
}

test('every offered fix changes the text, inside the text, without touching a place twice', () => {
  assert.ok(fixed.length > 50);
  assert.deepEqual(failed, []);
});

test('after every fix each connection still has its places inside the text', () => {
  const wrong = fixed.flatMap((f) =>
    after.get(f)!.outlooks.flatMap((o) => misplaced(f.text, o.site).map((w) => `${name(f)}: ${w}`)),
  );
  assert.deepEqual(wrong, []);
});

test('every fix lowers the number of findings of its rule', () => {
  const wrong = fixed.filter((f) => {
    const { rule } = f.diagnostic;
    const was = counts(before.get(f.input.path)!).get(rule) ?? 0;
    return (counts(after.get(f)!).get(rule) ?? 0) >= was;
  });
  assert.deepEqual(wrong.map(name), []);
});

test('a safe fix adds no finding of another rule', () => {
  const wrong = fixed
    .filter((f) => f.safe)
    .flatMap((f) => {
      const was = counts(before.get(f.input.path)!);
      return [...counts(after.get(f)!)]
        .filter(([rule, n]) => n > (was.get(rule) ?? 0))
        .map(([rule]) => `${name(f)}: adds ${rule}`);
    });
  assert.deepEqual(wrong, []);
});

test('no fix loses a connection', () => {
  // A setting that stands alone is a site of its own: it may go, a connection string may not.
  const uris = (a: Analysis): number => a.outlooks.filter((o) => o.uri).length;
  const wrong = fixed.filter((f) => uris(after.get(f)!) < uris(before.get(f.input.path)!));
  assert.deepEqual(wrong.map(name), []);
});

test('all safe fixes together leave nothing to fix, and a second run changes nothing', () => {
  const wrong = inputs.flatMap(({ path, text }) => {
    const once = fixAll(before.get(path)!, (t) => analysisOf(path, t));
    const twice = fixAll(once.analysis, (t) => analysisOf(path, t));
    const left = once.analysis.diagnostics.filter((d) => d.fixes.some((f) => f.safe && f.edits.length > 0));
    return twice.text === once.text && left.length === 0
      ? []
      : [`${path}: ${left.map((d) => d.rule).join(', ')} ${text === once.text ? '(nothing done)' : ''}`];
  });
  assert.deepEqual(wrong, []);
});

test('all safe fixes together add no finding', () => {
  const wrong = inputs.flatMap(({ path }) => {
    const was = counts(before.get(path)!);
    const done = fixAll(before.get(path)!, (t) => analysisOf(path, t));
    return [...counts(done.analysis)]
      .filter(([rule, n]) => n > (was.get(rule) ?? 0))
      .map(([rule]) => `${path}: ${rule}`);
  });
  assert.deepEqual(wrong, []);
});

/** The faults that a parser finds in a text; undefined for languages that no parser here reads. */
function syntaxErrors(path: string, text: string): number | undefined {
  if (/\.(?:[mc]?[jt]s|[jt]sx)$/.test(path)) {
    const { diagnostics } = ts.transpileModule(text, {
      fileName: path,
      reportDiagnostics: true,
      compilerOptions: { allowJs: true, jsx: ts.JsxEmit.Preserve, target: ts.ScriptTarget.ESNext },
    });
    return (diagnostics ?? []).length;
  }
  if (/\.(?:jsonc?|ipynb)$/.test(path)) {
    const errors: ParseError[] = [];
    parseTree(text, errors, { allowTrailingComma: false });
    return errors.length;
  }
  if (/\.ya?ml$|mongod\.conf$/.test(path))
    return parseAllDocuments(text).reduce((n, d) => n + d.errors.length, 0);
  return undefined;
}

test('after every fix JavaScript, TypeScript, JSON and YAML still parse', () => {
  const parsed = fixed.flatMap((f) => {
    const was = syntaxErrors(f.input.path, f.input.text);
    const is = syntaxErrors(f.input.path, f.text);
    return was === undefined || is === undefined ? [] : [{ f, was, is }];
  });
  assert.ok(parsed.length > 20);
  assert.deepEqual(
    parsed.filter(({ was, is }) => is > was).map(({ f }) => name(f)),
    [],
  );
});

const python = spawnSync('python3', ['--version']).status === 0;

test(
  'after every fix Python still parses',
  { skip: python ? false : 'needs python3: apt-get install python3' },
  () => {
    const sources = fixed.filter((f) => f.input.path.endsWith('.py'));
    assert.ok(sources.length > 10);
    const program = [
      'import ast, json, sys, warnings',
      'warnings.simplefilter("ignore")',
      'def good(text):',
      '    try: ast.parse(text); return True',
      '    except (SyntaxError, ValueError): return False',
      'print(json.dumps([good(a) and not good(b) for a, b in json.load(sys.stdin)]))',
    ].join('\n');
    const { stdout } = spawnSync('python3', ['-c', program], {
      input: JSON.stringify(sources.map((f) => [f.input.text, f.text])),
      encoding: 'utf8',
    });
    const broken = JSON.parse(stdout) as readonly boolean[];
    assert.equal(broken.length, sources.length);
    assert.deepEqual(sources.filter((_, i) => broken[i]).map(name), []);
  },
);

test("every fix of every rule's example lowers its findings, and a safe one adds none", () => {
  const wrong: string[] = [];
  let tried = 0;
  for (const { meta } of rules)
    for (const example of meta.examples.bad) {
      const text = example.code.replace(/[«»]/g, '');
      const versions: Partial<Record<VersionedId, DriverVersion>> = {};
      for (const [id, exact] of Object.entries(example.versions ?? {}))
        versions[id as VersionedId] = { exact, from: 'setting' };
      const parts = { facts: sampleFacts(example.files ?? {}), workspace: { versions, variables: {} } };
      const analysis = analysisOf(example.file, text, parts);
      const was = counts(analysis);
      for (const { rule, fixes } of analysis.diagnostics)
        for (const { title, safe, edits } of fixes.filter((f) => f.edits.length > 0)) {
          tried++;
          const changed = applyEdits(text, edits);
          if (changed === undefined) {
            wrong.push(`${rule}: ${title}: touches a place twice`);
            continue;
          }
          const is = counts(analysisOf(example.file, changed, parts));
          if ((is.get(rule) ?? 0) >= was.get(rule)!) wrong.push(`${rule}: ${title}: the finding stays`);
          const added = [...is].filter(([id, n]) => n > (was.get(id) ?? 0)).map(([id]) => id);
          if (safe && added.length > 0) wrong.push(`${rule}: ${title}: adds ${added.join(', ')}`);
        }
    }
  assert.ok(tried > 50);
  assert.deepEqual(wrong, []);
});

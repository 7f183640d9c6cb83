/** Secrets planted in the whole corpus and moved out again: what is left parses, connects as before and holds no secret. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { parseTree, type ParseError } from 'jsonc-parser';
import { test } from 'node:test';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { moveSecret, secretPlaces, variableFor } from '../../server/src/core/model/moveSecret';
import { applyEdits } from '../../server/src/core/text/applyEdits';
import type { Outlook } from '../../server/src/core/types';
import { analysisOf, everyInput } from '../support/everyInput';
import { misplaced } from '../support/sites';

const canary = 'Zq7Canary5Gx';

interface Moved {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly value: string;
}

const wrong: string[] = [];
/** Moves after which exactly the same is known of the connection. */
let equal = 0;
const moved: Moved[] = everyInput().flatMap(({ path, text: original }) => {
  const text = original.replace(
    /mongodb(?:\+srv)?:\/\/(?![^\s"'`]*@)/g,
    (scheme) => `${scheme}app:${canary}@`,
  );
  if (text === original) return [];
  const analysis = analysisOf(path, text);
  return analysis.outlooks.flatMap((outlook) =>
    secretPlaces(outlook, analysis.document).flatMap((place) => {
      const done = moveSecret(analysis.document, outlook, place, variableFor(place));
      if (!done) return [];
      const after = applyEdits(text, done.edits);
      if (after === undefined) {
        wrong.push(`${path}: the edits overlap`);
        return [];
      }
      const is = analysisOf(path, after);
      const known = ({ tls, hosts, driver }: Outlook): readonly unknown[] => [
        tls.known ? tls.value : null,
        hosts.known ? hosts.value.join() : null,
        driver?.id,
      ];
      const was = known(outlook);
      // What is read of it may become less (Perl's variables), never something else.
      const keeps = (o: Outlook): boolean => known(o).every((v, n) => v === null || v === was[n]);
      if (is.outlooks.some((o) => known(o).every((v, n) => v === was[n]))) equal++;
      else if (!is.outlooks.some(keeps))
        wrong.push(
          `${path}: ${was.join(' ')} became ${is.outlooks.map((o) => known(o).join(' ')).join('; ')}`,
        );
      for (const o of is.outlooks) wrong.push(...misplaced(after, o.site).map((w) => `${path}: ${w}`));
      const count = (s: string): number => s.split(canary).length;
      if (done.value === canary && count(after) !== count(text) - 1)
        wrong.push(`${path}: the secret is still there`);
      return [{ path, before: text, after, value: done.value }];
    }),
  );
});

test('a moved secret is gone, and the connection is found again as it was', () => {
  assert.ok(moved.length > 60, String(moved.length));
  assert.deepEqual(wrong, []);
  assert.ok(equal >= 0.97 * moved.length, `${equal} of ${moved.length}`);
});

function syntaxErrors(path: string, text: string): number | undefined {
  if (/\.(?:[mc]?[jt]s|[jt]sx)$/.test(path)) {
    const { diagnostics } = ts.transpileModule(text, {
      fileName: path,
      reportDiagnostics: true,
      compilerOptions: { allowJs: true, jsx: ts.JsxEmit.Preserve, target: ts.ScriptTarget.ESNext },
    });
    return (diagnostics ?? []).length;
  }
  if (/\.jsonc?$/.test(path)) {
    const errors: ParseError[] = [];
    parseTree(text, errors);
    return errors.length;
  }
  if (/\.ya?ml$/.test(path)) return parseAllDocuments(text).reduce((n, d) => n + d.errors.length, 0);
  return undefined;
}

test('what is left parses: JavaScript, TypeScript, YAML', () => {
  const parsed = moved.flatMap((m) => {
    const was = syntaxErrors(m.path, m.before);
    const is = syntaxErrors(m.path, m.after);
    return was === undefined || is === undefined ? [] : [{ m, was, is }];
  });
  assert.ok(parsed.length > 10, String(parsed.length));
  assert.deepEqual(
    parsed.filter(({ was, is }) => is > was).map(({ m }) => `${m.path}\n${m.after}`),
    [],
  );
});

const python = spawnSync('python3', ['--version']).status === 0;

test(
  'what is left parses: Python',
  { skip: python ? false : 'needs python3: apt-get install python3' },
  () => {
    const sources = moved.filter((m) => m.path.endsWith('.py'));
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
      input: JSON.stringify(sources.map((m) => [m.before, m.after])),
      encoding: 'utf8',
    });
    const broken = JSON.parse(stdout) as readonly boolean[];
    assert.deepEqual(
      sources.filter((_, i) => broken[i]).map((m) => `${m.path}\n${m.after}`),
      [],
    );
  },
);

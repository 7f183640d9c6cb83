/** The only caller of the analysis in rule tests: marked text in, differences out. */
import assert from 'node:assert/strict';
import {
  analyze,
  applyEdits,
  collectDefinitions,
  collectSettled,
  contextOf,
  defaultConfig,
  ruleById,
} from '../../server/src/core';
import { findSites } from '../../server/src/core/languages';
import type {
  Analysis,
  AnalysisConfig,
  Example,
  Facts,
  SourceDocument,
  VersionedId,
} from '../../server/src/core/types';
import { sampleFacts } from './sampleFiles';
import { readQuoted, writeMarked } from './marked';

export interface RunOptions {
  readonly versions?: Readonly<Partial<Record<VersionedId, string>>>;
  readonly config?: Partial<AnalysisConfig>;
  readonly facts?: Facts;
  /** Other files of the workspace, by path. */
  readonly workspace?: Readonly<Record<string, string>>;
}

/** Analyses with every rule's own fault thrown. */
export function run(document: SourceDocument, options: RunOptions = {}): Analysis {
  const versions = Object.fromEntries(
    Object.entries(options.versions ?? {}).map(([id, text]) => {
      // `4.6.3+pyopenssl`: the version, and what is installed beside it.
      const [exact, ...extras] = text.split('+');
      return [id, { exact, from: 'test', ...(extras.length > 0 ? { extras } : {}) }];
    }),
  );
  const others = Object.entries(options.workspace ?? {}).map(([path, text]) => ({
    path,
    text,
    sites: findSites({ path, text }),
  }));
  return analyze(
    document,
    contextOf({
      config: { ...defaultConfig, ...options.config },
      workspace: {
        versions,
        variables: collectDefinitions(others),
        settled: collectSettled(others),
      },
      ...(options.facts ? { facts: options.facts } : {}),
      onBug: (where, error) => {
        throw new Error(`${where} failed`, { cause: error });
      },
    }),
  );
}

/** Asserts that exactly the marked places are found by `rule`; other rules do not count. */
export function checkExample(rule: string, example: Example, options: RunOptions = {}): void {
  const { text, marks } = readQuoted(example.code, rule);
  const severity = ruleById(rule)!.meta.severity;
  // A rule that is off by default is switched on for its own examples.
  const rules = { ...(severity === 'off' ? { [rule]: 'warning' as const } : {}), ...options.config?.rules };
  const analysis = run(
    { path: example.file, text },
    {
      ...(example.files ? { facts: sampleFacts(example.files) } : {}),
      ...(example.workspace ? { workspace: example.workspace } : {}),
      ...options,
      versions: { ...example.versions, ...options.versions },
      config: { ...options.config, rules },
    },
  );
  const actual = analysis.diagnostics
    .filter((d) => d.rule === rule)
    .map((d) => ({ start: d.span.start, end: d.span.end, label: d.rule }));
  assert.equal(
    writeMarked(text, actual),
    writeMarked(
      text,
      marks.filter((m) => m.label === rule),
    ),
    `${rule} in ${example.file}`,
  );
}

/** Applies every safe fix of `rule` (or of all rules) until nothing changes; the text, and what is left. */
export function fixSafely(
  document: SourceDocument,
  options: RunOptions & { readonly rule?: string } = {},
): { readonly text: string; readonly left: Analysis; readonly rounds: number } {
  let text = document.text;
  let rounds = 0;
  for (; rounds < 10; rounds++) {
    const analysis = run({ ...document, text }, options);
    let changed = text;
    // One fix a round for overlapping ones: each is applied to the text it was made for.
    const fixes = analysis.diagnostics
      .filter((d) => !options.rule || d.rule === options.rule)
      .flatMap((d) => d.fixes.find((f) => f.safe && f.edits.length > 0) ?? []);
    const all = applyEdits(
      text,
      fixes.flatMap((f) => f.edits),
    );
    changed = all ?? (fixes[0] ? applyEdits(text, fixes[0].edits) : undefined) ?? text;
    if (changed === text) return { text, left: analysis, rounds };
    text = changed;
  }
  return { text, left: run({ ...document, text }, options), rounds };
}

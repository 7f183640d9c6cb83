/** The corpus and the examples: every file that stands for what users write. */
import { readFileSync } from 'node:fs';
import { analyze } from '../../server/src/core/analyze';
import { contextOf } from '../../server/src/core/config';
import type { Analysis, AnalysisContext } from '../../server/src/core/types';
import { trackedFiles } from './trackedFiles';

export interface Input {
  readonly path: string;
  readonly text: string;
}

/** Texts of `test/corpus` and `examples`, by path. */
export function everyInput(): readonly Input[] {
  return trackedFiles()
    .filter((f) => /^(?:test\/corpus|test\/core\/languages\/corpus|examples)\//.test(f))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

/** The analysis of a text; a fault of a finder or rule throws. */
export function analysisOf(path: string, text: string, parts: Partial<AnalysisContext> = {}): Analysis {
  return analyze(
    { path, text },
    contextOf({
      ...parts,
      onBug: (where, error) => {
        throw new Error(`${path}: ${where}: ${String(error)}`, { cause: error });
      },
    }),
  );
}

/** `mongodb-tls migrate`: moves every file to the names of a newer version, or shows what would change. */
import { statSync } from 'node:fs';
import path from 'node:path';
import {
  analyze,
  applyEdits,
  contextTowards,
  defaultConfig,
  LineIndex,
  migrate,
  migrationKinds,
} from '../core';
import { withoutSecrets } from '../core/model/moveSecret';
import type { TextEdit } from '../core/types';
import { ContextReader } from '../host/context';
import { readText, type TextFile } from '../host/readText';
import { walk } from '../host/walk';
import { exitCodes } from './exitCodes';
import { renderDiff } from './formats/diff';
import type { Streams } from './streams';
import { writeFixed } from './writeFixed';

export interface MigrateOptions {
  /** Print the changes and make none. */
  readonly dryRun: boolean;
  readonly config: boolean;
}

interface Change {
  readonly file: string;
  readonly read: TextFile & { readonly kind: 'text' };
  /** The text without its secrets, for showing. */
  readonly masked: string;
  readonly edits: readonly TextEdit[];
  readonly left: readonly string[];
}

/** Runs and returns the exit code: 0 done or nothing to do, 1 something is left for a person, 2 wrong use. Without an id the migrations are listed. */
export function runMigrate(
  id: string | undefined,
  paths: readonly string[],
  options: MigrateOptions,
  streams: Streams,
): number {
  const kind = migrationKinds.find((k) => k.id === id);
  if (id !== undefined && !kind) {
    streams.err(
      `mongodb-tls: there is no migration ${id}; there are ${migrationKinds.map((k) => k.id).join(', ')}\n`,
    );
    return exitCodes.wrongUse;
  }
  if (!kind) {
    for (const { id: name, title } of migrationKinds) streams.out(`${name.padEnd(16)} ${title}\n`);
    return exitCodes.clean;
  }
  const files: string[] = [];
  for (const given of paths.length > 0 ? paths : ['.']) {
    try {
      files.push(...(statSync(given).isDirectory() ? walk(given).files : [given]));
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'error';
      streams.err(
        `mongodb-tls: ${given}: ${code === 'ENOENT' ? 'there is no such file or folder' : `it cannot be read (${code})`}\n`,
      );
      return exitCodes.wrongUse;
    }
  }
  const reader = new ContextReader({ useConfigFiles: options.config, base: defaultConfig, onBug: () => {} });
  const changes = files.flatMap((file) => changeOf(kind.id, file, reader) ?? []);
  let written = 0;
  let failed = false;
  for (const { file, read, masked, edits } of changes) {
    if (edits.length === 0) continue;
    if (options.dryRun) {
      streams.out(renderDiff(shown(file), masked, edits));
      written++;
      continue;
    }
    const text = applyEdits(read.text, edits);
    const problem = text === undefined ? 'the changes overlap' : writeFixed(file, read, text);
    if (problem === undefined) {
      written++;
      streams.out(`${shown(file)}: ${edits.length} changed\n`);
    } else {
      failed = true;
      streams.err(`mongodb-tls: ${shown(file)}: ${problem}\n`);
    }
  }
  const left = changes.flatMap((c) => c.left);
  if (left.length > 0) streams.out(`\nLeft for a person:\n${left.map((l) => `  ${l}\n`).join('')}`);
  streams.out(
    `\n${kind.title}: ${written === 0 ? 'nothing to change' : `${written} ${written === 1 ? 'file' : 'files'} ${options.dryRun ? 'would change' : 'changed'}`}\n`,
  );
  return failed || left.length > 0 ? exitCodes.findings : exitCodes.clean;
}

function changeOf(id: string, file: string, reader: ContextReader): Change | undefined {
  const { context, ignored } = reader.contextFor(file);
  const read = ignored ? undefined : readText(file);
  if (read?.kind !== 'text') return undefined;
  const towards = contextTowards(id, context);
  const document = { path: shown(file), text: read.text };
  const analysis = analyze(document, towards);
  const found = migrate(id, analysis, (text) => analyze({ ...document, text }, towards));
  if (!found) return undefined;
  const lines = new LineIndex(read.text);
  return {
    file,
    read,
    masked: withoutSecrets(document, analysis.outlooks),
    edits: found.edits,
    left: found.left.map((d) => `${shown(file)}:${lines.position(d.span.start).line + 1}: ${d.message}`),
  };
}

/** Paths are printed as given, with `/`, without `./`. */
function shown(file: string): string {
  return path.normalize(file).split(path.sep).join('/');
}

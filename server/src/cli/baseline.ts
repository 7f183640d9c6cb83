/**
 * A baseline: the findings that an old code base has already, so that only new ones are reported. A finding is known
 * again by rule, file, found text and how many equal ones stand before it, never by its line.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { redactText } from '../core';
import type { Analysis, Diagnostic, Span } from '../core/types';
import { isSecretOption } from '../core/uri/secrets';

interface BaselineEntry {
  readonly path: string;
  readonly rule: string;
  readonly fingerprint: string;
}

/** A baseline file that cannot be used: what is wrong with it, for the person who named it. */
export class BaselineError extends Error {}

/** Takes findings out of analyses: those that a file lists (`read`), or all of them while a new file is made (`record`). */
export class Baseline {
  /** How many findings were taken out. */
  count = 0;
  private readonly recorded: BaselineEntry[] = [];

  private constructor(
    private readonly file: string,
    private readonly known: ReadonlySet<string> | undefined,
  ) {}

  /** Reads a baseline file. Throws BaselineError when it is missing or is not one. */
  static read(file: string): Baseline {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      throw new BaselineError(
        `${file}: ${code === 'ENOENT' ? 'there is no such file; --write-baseline makes it' : `it cannot be read (${code ?? 'error'})`}`,
      );
    }
    return new Baseline(file, new Set(entriesOf(file, text).map((e) => e.fingerprint)));
  }

  /** Starts a new baseline: every finding is recorded and none is left. `write` makes the file. */
  static record(file: string): Baseline {
    return new Baseline(file, undefined);
  }

  /** The analysis of the file at `filePath` without the findings that the baseline has. */
  without(filePath: string, analysis: Analysis): Analysis {
    // Relative to the baseline file: the same from every working folder and on every machine.
    const from = path.dirname(path.resolve(this.file));
    const relative = path.relative(from, path.resolve(filePath)).split(path.sep).join('/');
    const prints = fingerprints(relative, analysis);
    const left = analysis.diagnostics.filter((d, i) => {
      const fingerprint = prints[i]!;
      if (!this.known) this.recorded.push({ path: relative, rule: d.rule, fingerprint });
      return this.known !== undefined && !this.known.has(fingerprint);
    });
    this.count += analysis.diagnostics.length - left.length;
    return { ...analysis, diagnostics: left };
  }

  /** Writes what was recorded, sorted, so that two runs over the same code give the same file. Throws BaselineError. */
  write(): void {
    const key = (e: BaselineEntry): string => `${e.path}\0${e.rule}\0${e.fingerprint}`;
    const unique = new Map(this.recorded.map((e) => [e.fingerprint, e]));
    const findings = [...unique.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    try {
      writeFileSync(this.file, JSON.stringify({ version: 1, findings }, undefined, 2) + '\n');
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      throw new BaselineError(`${this.file}: it cannot be written (${code ?? 'error'})`);
    }
  }
}

function entriesOf(file: string, text: string): readonly BaselineEntry[] {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new BaselineError(`${file}: this is no JSON; --write-baseline makes a new one`);
  }
  const { version, findings } = (data ?? {}) as { version?: unknown; findings?: unknown };
  if (
    version !== 1 ||
    !Array.isArray(findings) ||
    !findings.every((f: unknown) => typeof (f as BaselineEntry | null)?.fingerprint === 'string')
  )
    throw new BaselineError(`${file}: this is no baseline of version 1; --write-baseline makes a new one`);
  return findings as BaselineEntry[];
}

/** One fingerprint a diagnostic, in their order. */
function fingerprints(relative: string, analysis: Analysis): readonly string[] {
  const secrets = secretSpans(analysis);
  const seen = new Map<string, number>();
  return analysis.diagnostics.map((d) => {
    const found = `${d.rule}\0${relative}\0${foundText(analysis.document.text, d, secrets)}`;
    const occurrence = seen.get(found) ?? 0;
    seen.set(found, occurrence + 1);
    return createHash('sha256').update(`${found}\0${occurrence}`).digest('hex');
  });
}

/** The found text without white space, which a formatter may change, and without secrets: a hash of a short password can be guessed. */
function foundText(text: string, diagnostic: Diagnostic, secrets: readonly Span[]): string {
  if (diagnostic.category === 'secrets') return '';
  let { start } = diagnostic.span;
  const { end } = diagnostic.span;
  let found = '';
  for (const secret of secrets) {
    if (secret.end <= start || secret.start >= end) continue;
    found += text.slice(start, Math.max(start, secret.start)) + '****';
    start = Math.min(end, secret.end);
  }
  return redactText(found + text.slice(start, end)).replace(/\s+/g, '');
}

function secretSpans(analysis: Analysis): readonly Span[] {
  return analysis.outlooks
    .flatMap((outlook) => [
      ...(outlook.uri?.password ? [outlook.uri.password.span] : []),
      ...outlook.options.flatMap((o) =>
        isSecretOption(o.name) ||
        (o.value.known && typeof o.value.value === 'object' && o.value.value !== null)
          ? [o.valueSpan]
          : [],
      ),
    ])
    .sort((a, b) => a.start - b.start);
}

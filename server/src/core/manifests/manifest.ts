/** What the files that pin a project's packages have in common: text in, packages with their versions out. */
import type { Ecosystem } from '../types';

export type { Ecosystem };

/**
 * A version or a range of versions. `min` and `max` are inside, `below` is the first version outside. Empty: any version.
 */
export interface Range {
  readonly exact?: string;
  readonly min?: string;
  readonly max?: string;
  readonly below?: string;
}

/** One package as a file names it. */
export interface Found extends Range {
  readonly name: string;
  /** Optional parts asked for: `ocsp` of `pymongo[ocsp]`, crate features. */
  readonly extras?: readonly string[];
}

/** One format of manifest or lock file. */
export interface ManifestFormat {
  readonly id: string;
  readonly ecosystem: Ecosystem;
  /** Names of files, lower case; the last part of the path is compared. A leading `*` stands for anything. */
  readonly files: readonly string[];
  /** Does it say exact versions (a lock file, an installed package)? Then it comes before manifests of the same folder. */
  readonly lock: boolean;
  /** The packages in the text. Never throws: broken text gives what could be read, or nothing. */
  parse(text: string): readonly Found[];
}

/** Does the format read a file of this name? */
export function reads(format: ManifestFormat, path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return format.files.some((pattern) =>
    pattern.startsWith('*')
      ? name.endsWith(pattern.slice(1))
      : pattern === name || path.toLowerCase().endsWith(`/${pattern}`),
  );
}

/** Runs a parser that a library may make throw; what cannot be read is nothing. */
export function orNothing(parse: () => readonly Found[]): readonly Found[] {
  try {
    return parse();
  } catch {
    return [];
  }
}

/** A plain object, or undefined. */
export function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** A text, or undefined. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Texts of a list; empty when it is none. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : [];
}

/** What each runtime's file provides, and how programs are found. */
import { accessSync, constants, existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { RuntimeId, RuntimeReport } from '../../core/environment/types';
import { compareVersions } from '../../core/drivers/versions';
import { readText } from '../readText';

/** Where and how to look. Everything comes from here, so that a test can give an empty machine. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly limitMs: number;
  /** May programs inside the workspace be run? */
  readonly trusted: boolean;
  /** Interpreter that the editor has chosen, by runtime. */
  readonly chosen: Readonly<Partial<Record<RuntimeId, string>>>;
}

/** A program that may be the one. */
export interface Candidate {
  readonly path: string;
  readonly foundBy: string;
}

export interface Search {
  readonly candidates: readonly Candidate[];
  /** Places in plain words, for "not found". */
  readonly looked: readonly string[];
  /** Version that the workspace asks for and that is not among the candidates. */
  readonly wanted?: string;
}

export interface RuntimeCheck {
  readonly id: RuntimeId;
  /** Files and endings that show that a folder uses this runtime. */
  readonly marks: readonly string[];
  find(folder: string, machine: Machine): Search;
  /** Asks one program. */
  ask(
    candidate: Candidate,
    folder: string,
    machine: Machine,
  ): Promise<Omit<RuntimeReport, 'runtime' | 'foundBy' | 'chosen'>>;
}

/** The first program of that name on the PATH, as the system would find it. */
export function onPath(name: string, machine: Machine): string | undefined {
  const value = machine.env.PATH ?? machine.env.Path ?? '';
  const endings = machine.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  for (const folder of value.split(machine.platform === 'win32' ? ';' : ':')) {
    if (!path.isAbsolute(folder)) continue;
    for (const ending of endings) {
      const full = path.join(folder, name + ending);
      if (isProgram(full)) return full;
    }
  }
  return undefined;
}

export function isProgram(file: string): boolean {
  try {
    if (!statSync(file).isFile()) return false;
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A small text file of the workspace; undefined when it is not there. */
export function fileText(...parts: string[]): string | undefined {
  const file = readText(path.join(...parts), 1024 * 1024);
  return file.kind === 'text' ? file.text : undefined;
}

/** A JSON file; undefined when it is not there or not JSON (comments are taken out). */
export function fileJson(...parts: string[]): unknown {
  const text = fileText(...parts);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The version in a file of version managers (`.nvmrc`, `.python-version`, a line of `.tool-versions`). */
export function pinnedVersion(folder: string, file: string, tool?: string): string | undefined {
  const text = fileText(folder, file);
  if (text === undefined) return undefined;
  for (const line of text.split(/\r?\n/)) {
    const words = line.trim().split(/\s+/);
    if (!words[0] || words[0].startsWith('#')) continue;
    if (tool === undefined) return words[0].replace(/^v(?=\d)/, '');
    if (words[0] === tool && words[1]) return words[1].replace(/^v(?=\d)/, '');
  }
  return undefined;
}

/** Among folders named by version, the newest that starts with the wanted one: `3.11` finds `3.11.9`. */
export function versionFolder(parent: string, wanted: string): string | undefined {
  let names: string[];
  try {
    names = readdirSync(parent);
  } catch {
    return undefined;
  }
  const plain = (name: string) => name.replace(/^(?:v|go|temurin-|ruby-|node-)/, '');
  const fits = names.filter((n) => plain(n) === wanted || plain(n).startsWith(`${wanted}.`));
  return fits.sort((a, b) => compareVersions(plain(b), plain(a))).map((n) => path.join(parent, n))[0];
}

/** The same program under several names counts once; a virtual environment is a program of its own. */
export function distinct(candidates: readonly (Candidate | undefined)[]): Candidate[] {
  const seen = new Set<string>();
  const list: Candidate[] = [];
  for (const candidate of candidates) {
    if (!candidate || !isProgram(candidate.path)) continue;
    const program = identity(candidate.path);
    if (seen.has(program)) continue;
    seen.add(program);
    list.push(candidate);
  }
  return list;
}

/** What tells programs apart: the file behind all links; for a virtual environment of Python its folder. */
export function identity(program: string): string {
  const folder = path.dirname(path.dirname(program));
  return realPath(existsSync(path.join(folder, 'pyvenv.cfg')) ? folder : program);
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

/** Number of PEM certificates in a file. */
export function countCertificates(file: string): number | undefined {
  const text = fileTextLarge(file);
  return text === undefined
    ? undefined
    : text.split('-----BEGIN CERTIFICATE-----').length -
        1 +
        text.split('-----BEGIN TRUSTED CERTIFICATE-----').length -
        1;
}

function fileTextLarge(file: string): string | undefined {
  const read = readText(file);
  return read.kind === 'text' ? read.text : undefined;
}

/** The last line of output that is JSON: a runtime may print warnings before it. */
export function lastJson(output: string): Record<string, unknown> | undefined {
  for (const line of output.trim().split('\n').reverse()) {
    try {
      const value: unknown = JSON.parse(line);
      if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
    } catch {
      // Not this line.
    }
  }
  return undefined;
}

export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
export const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** Leaves out what is not known, so that reports hold only what was found. */
export function known<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as never;
}

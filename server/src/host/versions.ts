/** Which driver version a project has: reads the manifests around a file, nearest folder first, lock files before ranges. */
import { manifestFormats } from '../core/manifests';
import { driverVersions, isOpen } from '../core/manifests/driverVersions';
import { reads, type ManifestFormat } from '../core/manifests/manifest';
import { contains } from '../core/manifests/ranges';
import type { DriverId, DriverVersion, SiteDriver, VersionedId } from '../core/types';

/** How files are looked at; given by the caller, so that a language server, the command line and tests can each bring theirs. Paths use `/`. */
export interface ManifestReader {
  /** The folder above which nothing is read. */
  readonly root: string;
  /** The text of a file, or undefined when there is none, it cannot be read, or it is larger than 10 MB. */
  readFile(path: string): string | undefined;
  exists(path: string): boolean;
  /** Names in a folder, for files that are found by their ending (`*.csproj`); without it they are not looked for. */
  list?(folder: string): readonly string[];
}

export type Versions = Partial<Record<VersionedId, DriverVersion>>;

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
/** File names as people write them; the formats compare in lower case. */
const spelled: Readonly<Record<string, string>> = {
  pipfile: 'Pipfile',
  'pipfile.lock': 'Pipfile.lock',
  gemfile: 'Gemfile',
  'gemfile.lock': 'Gemfile.lock',
  'cargo.toml': 'Cargo.toml',
  'cargo.lock': 'Cargo.lock',
  'cmakelists.txt': 'CMakeLists.txt',
  'package.swift': 'Package.swift',
  'package.resolved': 'Package.resolved',
  'directory.packages.props': 'Directory.Packages.props',
  'directory.build.props': 'Directory.Build.props',
};

/** Paths of a format's files in one folder. */
function candidates(format: ManifestFormat, folder: string, names: readonly string[]): string[] {
  const fixed = format.files
    .filter((name) => !name.startsWith('*'))
    .map((name) => `${folder}/${spelled[name] ?? name}`);
  const globbed = format.files.some((name) => name.startsWith('*'))
    ? names.filter((name) => reads(format, `${folder}/${name}`)).map((name) => `${folder}/${name}`)
    : [];
  return [...new Set([...fixed, ...globbed])];
}

/** The drivers that one folder's files name. Lock files first; a file of the folder that is more exact wins. */
export function readFolder(folder: string, reader: ManifestReader): Versions {
  const result: Versions = {};
  const names = reader.list?.(folder) ?? [];
  for (const format of [
    ...manifestFormats.filter((f) => f.lock),
    ...manifestFormats.filter((f) => !f.lock),
  ]) {
    for (const path of candidates(format, folder, names)) {
      if (!reader.exists(path)) continue;
      const text = reader.readFile(path);
      if (text === undefined) continue;
      const relative = path.startsWith(`${reader.root}/`) ? path.slice(reader.root.length + 1) : path;
      for (const [id, version] of Object.entries(
        driverVersions(format.parse(text), format.ecosystem, relative),
      ) as [VersionedId, DriverVersion][]) {
        result[id] = closer(result[id], version);
      }
    }
  }
  return result;
}

/** What is known after a further file: the first word stays, unless the new one is more exact and does not contradict it. */
function closer(present: DriverVersion | undefined, next: DriverVersion): DriverVersion {
  if (!present) return next;
  const extras = [...new Set([...(present.extras ?? []), ...(next.extras ?? [])])];
  const withExtras = (version: DriverVersion): DriverVersion =>
    extras.length > 0 ? { ...version, extras } : version;
  const sharper =
    (isOpen(present) && !isOpen(next)) ||
    (present.exact === undefined && next.exact !== undefined && contains(present, next.exact)) ||
    // A wrapper's table gives way to the driver by its own name.
    (present.through !== undefined && next.through === undefined && !isOpen(next));
  return withExtras(sharper ? next : present);
}

/** What the manifests of one folder say: read once. */
function versionsOf(folder: string, reader: ManifestReader, folders: Map<string, Versions>): Versions {
  let here = folders.get(folder);
  if (!here) folders.set(folder, (here = readFolder(folder, reader)));
  return here;
}

function isInside(folder: string, { root }: ManifestReader): boolean {
  return folder === root || folder.startsWith(`${root}/`);
}

/**
 * The drivers of the project around a file, with their versions and the file that says so. Nearest folder first, up to and including
 * the root; a range in a near folder becomes exact when a lock file further up agrees with it (workspaces, monorepos).
 * `folders` remembers what was read, by folder: the caller keeps it as long as no manifest changes.
 */
export function readVersions(
  filePath: string,
  reader: ManifestReader,
  folders: Map<string, Versions> = new Map(),
): Versions {
  const result: Versions = {};
  let folder = folderOf(filePath);
  if (!isInside(folder, reader)) return result;
  for (;;) {
    for (const [id, version] of Object.entries(versionsOf(folder, reader, folders)) as [
      VersionedId,
      DriverVersion,
    ][]) {
      const present = result[id];
      result[id] = present === undefined ? version : closer(present, version);
    }
    if (folder === reader.root || folder === '') return result;
    folder = folderOf(folder);
  }
}

/** Drivers by what an application's settings are read with in the end. */
const families: Readonly<Partial<Record<VersionedId, DriverId>>> = {
  pymongo: 'pymongo',
  motor: 'pymongo',
  mongoengine: 'pymongo',
  node: 'node',
  mongoose: 'node',
  java: 'java',
  csharp: 'csharp',
  go: 'go',
  php: 'php',
  ruby: 'ruby',
  rust: 'rust',
  elixir: 'elixir',
  perl: 'perl',
};
/** `src/main/resources` lies three folders below its project. */
const projectDepth = 3;

/** The one driver of the project that a file belongs to: the nearest folder with a manifest that names one. */
export function readProject(
  filePath: string,
  reader: ManifestReader,
  folders: Map<string, Versions>,
): SiteDriver | undefined {
  let folder = folderOf(filePath);
  for (let up = 0; up <= projectDepth; up++, folder = folderOf(folder)) {
    if (!isInside(folder, reader)) return undefined;
    const found = Object.entries(versionsOf(folder, reader, folders)).filter(
      ([id]) => families[id as VersionedId],
    );
    const ids = new Set(found.map(([id]) => families[id as VersionedId]!));
    const [id] = ids;
    if (id !== undefined)
      return ids.size === 1 ? { id, because: `${found[0]![1].from} names this driver` } : undefined;
  }
  return undefined;
}

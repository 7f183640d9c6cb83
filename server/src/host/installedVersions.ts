/** Installed driver versions for files on disk: the node:fs side of versions.ts, remembered by folder. */
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { SiteDriver } from '../core/types';
import { readProject, readVersions, type ManifestReader, type Versions } from './versions';

/** Larger files are no manifest that people wait for. */
const maxBytes = 10 * 1024 * 1024;

const withSlashes = (file: string): string => file.split(path.sep).join('/');

function readManifest(file: string): string | undefined {
  try {
    // A fifo or device would block the opening.
    if (!statSync(file).isFile()) return undefined;
    const handle = openSync(file, 'r');
    try {
      return fstatSync(handle).size > maxBytes
        ? undefined
        : readFileSync(handle, 'utf8').replace(/^\uFEFF/, '');
    } finally {
      closeSync(handle);
    }
  } catch {
    return undefined;
  }
}

function listFolder(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder);
    return names.length > 5000 ? [] : names;
  } catch {
    return [];
  }
}

/** One per run or until a manifest changes. */
export class InstalledVersions {
  private readonly folders = new Map<string, Versions>();
  private readonly roots = new Map<string, string>();

  /** The drivers of the project around a file. The project ends at its git repository, else at the working folder, else at the file's own folder. */
  of(file: string): Versions {
    return readVersions(withSlashes(path.resolve(file)), this.reader(file), this.folders);
  }

  /** The driver of the project around a file, where it has one only. */
  project(file: string): SiteDriver | undefined {
    return readProject(withSlashes(path.resolve(file)), this.reader(file), this.folders);
  }

  private reader(file: string): ManifestReader {
    return {
      root: withSlashes(this.rootOf(path.dirname(path.resolve(file)))),
      exists: existsSync,
      readFile: readManifest,
      list: listFolder,
    };
  }

  private rootOf(folder: string): string {
    const known = this.roots.get(folder);
    if (known !== undefined) return known;
    let root: string | undefined;
    for (let at = folder; ; at = path.dirname(at)) {
      if (existsSync(path.join(at, '.git'))) root = at;
      if (root !== undefined || path.dirname(at) === at) break;
    }
    const working = process.cwd();
    root ??= folder === working || folder.startsWith(working + path.sep) ? working : folder;
    this.roots.set(folder, root);
    return root;
  }
}

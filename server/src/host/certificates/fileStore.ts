/** Facts about the files that settings name: read once, kept until they change on disk. */
import { dirname, join } from 'node:path';
import { readFile as readText } from 'node:fs/promises';
import type { FileFact, FileFacts, PathMatch, UnreadableFile } from '../../core/facts';
import { readBlocks } from '../../core/pem/readBlocks';
import type { FactRequest, Facts } from '../../core/types';
import { blockTools } from './blockTools';
import { GitIndexes } from './gitIndex';
import { mountFiles, readMounts, type Mount } from './mounts';
import { inspectPath, readFile, type Stamp } from './readFile';
import { looksLikeContainerPath, resolvePath, type PathContext } from './resolvePath';

type Content = Pick<FileFacts, 'encoding' | 'blocks' | 'problems' | 'entries' | 'size'>;

/** What is written where: the same path means other files in other documents. */
export interface DocumentPlace {
  /** Full path of the document's folder; absent for a document that is not on disk. */
  readonly fileFolder?: string;
  readonly manifestFolder?: string;
  /** Full paths; the folder that holds the document first. */
  readonly workspaceFolders: readonly string[];
  /** The setting `mongodbTls.paths`. */
  readonly paths?: Readonly<Record<string, string>>;
}

/**
 * All file facts of one program. Reading is asynchronous and on request (`load`); answering (`factsFor`) is synchronous and
 * from memory. In an untrusted workspace nobody calls `load`, so every fact stays unknown and every rule silent.
 */
export class FileStore {
  private readonly contents = new Map<string, { stamp: Stamp; content: Content }>();
  private readonly reading = new Map<string, Promise<Content | { why: UnreadableFile['why'] }>>();
  /** By the place of the documents that ask, then by what they ask for. */
  private readonly answers = new Map<string, Map<string, FileFact>>();
  /** Read files with the moment that they are judged at. */
  private readonly stamped = new WeakMap<FileFact, FileFacts>();
  private readonly mounts = new Map<string, { modified: number; mounts: readonly Mount[] }>();
  private readonly git = new GitIndexes();
  /** How often a certificate file was opened and read; for tests that nothing is read twice. */
  reads = 0;

  /** `now`: ms since 1970. */
  constructor(private readonly now: () => number = Date.now) {}

  /** What is known now about the paths that a document at this place names. */
  factsFor(place: DocumentPlace): Facts {
    const answers = this.answersAt(place);
    return {
      get: (request) => {
        const answer = answers.get(keyOf(request));
        return answer?.kind === 'file' ? this.stamp(answer) : answer;
      },
    };
  }

  private answersAt(place: DocumentPlace): Map<string, FileFact> {
    const key = JSON.stringify([place.fileFolder, place.manifestFolder, place.workspaceFolders, place.paths]);
    const answers = this.answers.get(key) ?? new Map<string, FileFact>();
    remember(this.answers, key, answers);
    return answers;
  }

  /** The same object for a minute: who compares answers sees that nothing has changed. */
  private stamp(answer: FileFacts): FileFacts {
    const before = this.stamped.get(answer);
    const now = this.now();
    if (before && now - before.asOf < 60_000) return before;
    const stamped = { ...answer, asOf: now };
    this.stamped.set(answer, stamped);
    return stamped;
  }

  /**
   * Looks at the requested files. Contents are read again only when modification time, size, mode or inode changed.
   * True when an answer differs from before, so that the document is worth another analysis. Never throws.
   */
  async load(requests: readonly FactRequest[], place: DocumentPlace): Promise<boolean> {
    let changed = false;
    const mounts = requests.some((r) => r.path.startsWith('/')) ? await this.mountsFor(place) : [];
    const answers = this.answersAt(place);
    for (const request of requests) {
      const key = keyOf(request);
      const answer = await this.look(request, { ...place, paths: place.paths ?? {}, mounts });
      if (answer === undefined) continue;
      const before = answers.get(key);
      const same = before !== undefined && sameAnswer(answer, before);
      changed ||= !same;
      remember(answers, key, same ? before : answer);
    }
    return changed;
  }

  /** Facts about one file by its full path; undefined when it was not found. Never throws. */
  async file(path: string, match: PathMatch = { by: 'absolute' }): Promise<FileFact | undefined> {
    const looked = await inspectPath(path);
    if ('kind' in looked)
      return looked.kind === 'missing' ? undefined : { kind: 'unreadable', path, match, why: looked.why };
    const content = await this.content(path, looked);
    if ('why' in content) return { kind: 'unreadable', path, match, why: content.why };
    const tracked =
      content.blocks.some((b) => b.kind === 'key') || content.encoding === 'pkcs12'
        ? await this.git.tracks(path)
        : undefined;
    return {
      kind: 'file',
      path,
      match,
      ...content,
      ...(process.platform === 'win32' ? {} : { mode: looked.mode }),
      ...(tracked === undefined ? {} : { tracked }),
      asOf: this.now(),
    };
  }

  /** The full paths that answers came from: what to watch on disk. */
  watched(): readonly string[] {
    return [
      ...new Set(
        [...this.answers.values()]
          .flatMap((answers) => [...answers.values()])
          .flatMap((a) => (a.kind === 'missing' ? a.tried : [a.path])),
      ),
    ];
  }

  private async look(request: FactRequest, context: PathContext): Promise<FileFact | undefined> {
    const candidates = resolvePath(request.path, request.base === 'file' ? onlyFolder(context) : context);
    for (const candidate of candidates) {
      const found = await this.file(candidate.path, candidate.match);
      if (found) return found;
    }
    // Nowhere to look (no folder known, a network path): unknown, not missing.
    if (candidates.length === 0) return undefined;
    return {
      kind: 'missing',
      tried: candidates.map((c) => c.path),
      container: looksLikeContainerPath(request.path),
    };
  }

  private async content(path: string, stamp: Stamp): Promise<Content | { why: UnreadableFile['why'] }> {
    const known = this.contents.get(path);
    if (known && sameStamp(known.stamp, stamp)) return known.content;
    // Two documents that ask at the same time share one reading.
    let reading = this.reading.get(path);
    if (!reading) {
      reading = this.read(path).finally(() => this.reading.delete(path));
      this.reading.set(path, reading);
    }
    return await reading;
  }

  private async read(path: string): Promise<Content | { why: UnreadableFile['why'] }> {
    this.reads++;
    const read = await readFile(path);
    if (read.kind !== 'read') return { why: read.kind === 'unreadable' ? read.why : 'failed' };
    try {
      const content = { ...readBlocks(read.bytes, blockTools), size: read.bytes.length };
      remember(this.contents, path, { stamp: read.stamp, content });
      return content;
    } finally {
      read.bytes.fill(0);
    }
  }

  private async mountsFor(place: DocumentPlace): Promise<readonly Mount[]> {
    const folders = new Set(
      [...place.workspaceFolders, place.manifestFolder, place.fileFolder].filter((f) => f !== undefined),
    );
    const found: Mount[] = [];
    for (const folder of folders)
      for (const name of mountFiles) {
        const file = join(folder, name);
        const looked = await inspectPath(file);
        if ('kind' in looked || looked.size > 1024 * 1024) continue;
        const known = this.mounts.get(file);
        if (known?.modified === looked.modified) {
          found.push(...known.mounts);
          continue;
        }
        const mounts = await readText(file, 'utf8').then(
          (text) => readMounts(file, text),
          () => [],
        );
        this.mounts.set(file, { modified: looked.modified, mounts });
        found.push(...mounts);
      }
    return found;
  }
}

/** More files and questions than this are forgotten again, the oldest first. */
const maxRemembered = 2000;

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > maxRemembered) map.delete(map.keys().next().value!);
}

/** The folder of the nearest manifest at or above `folder`, not above `stop`; undefined when there is none. */
export async function findManifestFolder(folder: string, stop: string): Promise<string | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    for (const name of manifests) if (!('kind' in (await inspectPath(join(at, name))))) return at;
    if (at === stop || dirname(at) === at) return undefined;
  }
}

const manifests = [
  'package.json',
  'pyproject.toml',
  'setup.py',
  'requirements.txt',
  'go.mod',
  'Cargo.toml',
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
  'composer.json',
  'Gemfile',
  'mix.exs',
];

/** For paths that the code puts the folder of its own file before. */
function onlyFolder(context: PathContext): PathContext {
  return {
    paths: {},
    workspaceFolders: [],
    mounts: [],
    ...(context.fileFolder === undefined ? {} : { fileFolder: context.fileFolder }),
  };
}

/** What decides where a request is looked up; the role does not. */
function keyOf({ path, base }: FactRequest): string {
  return base ? `${base}\n${path}` : path;
}

function sameStamp(a: Stamp, b: Stamp): boolean {
  return a.modified === b.modified && a.size === b.size && a.inode === b.inode;
}

function sameAnswer(a: FileFact, b: FileFact): boolean {
  const plain = (fact: FileFact) => JSON.stringify(fact.kind === 'file' ? { ...fact, asOf: 0 } : fact);
  return plain(a) === plain(b);
}

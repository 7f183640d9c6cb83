/**
 * What the workspace adds to one document: URIs that other files define, the files that options name, installed driver
 * versions, the repository's configuration file. Nothing is opened before the workspace is trusted.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  analyze,
  collectDefinitions,
  collectSettled,
  contextOf,
  definitionsFor,
  mayBeSettled,
  noFacts,
} from '../core';
import type {
  Analysis,
  AnalysisContext,
  FactRequest,
  Facts,
  Span,
  ConnectionSite,
  Workspace,
} from '../core/types';
import { FileStore, findManifestFolder, type DocumentPlace } from '../host/certificates/fileStore';
import { ContextReader } from '../host/context';
import { readText } from '../host/readText';
import { walk } from '../host/walk';
import { filePath, type OpenDocuments, type View } from './documents';
import type { Log } from './log';
import type { Settings } from './settings';

/** What one file of the workspace contributes. */
export interface IndexedFile {
  /** Full path. */
  readonly file: string;
  /** Relative to its workspace folder, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly analysis: Analysis;
}

/** Where a variable's URI is written. */
export interface Definition {
  readonly uri: string;
  readonly text: string;
  readonly span: Span;
  readonly variable: Span;
}

/** More files than this are not indexed: a folder of that size is no project. */
const maxFiles = 20_000;
const maxBytes = 1024 * 1024;
/** Milliseconds of work between two looks at incoming requests. */
const slice = 15;

export interface IndexHost {
  readonly documents: OpenDocuments;
  readonly log: Log;
  trusted(): boolean;
  settingsOf(uri?: string): Settings;
  /** Something that analyses depend on has changed. */
  changed(): void;
  /** More is known of files that options name; contexts are what they were. */
  learned(): void;
}

export class WorkspaceIndex {
  readonly files = new FileStore();
  private readonly indexed = new Map<string, IndexedFile>();
  private readonly manifests = new Map<string, Promise<string | undefined>>();
  /** Requests that were looked up already, by document. */
  private readonly asked = new Map<
    string,
    { readonly requests: readonly FactRequest[]; readonly key: string }
  >();
  private readers = new Map<Settings, ContextReader>();
  private variables: Workspace['variables'] = {};
  private settled: readonly string[] = [];
  private scan = 0;
  /** Files that the last scan looked at. */
  looked = 0;
  /** Resolves when the scan that is under way has ended. */
  ready: Promise<void> = Promise.resolve();

  constructor(private readonly host: IndexHost) {}

  /** Everything besides the text that an open document's analysis depends on; undefined: leave it alone. */
  contextFor(view: View): AnalysisContext | undefined {
    const settings = this.host.settingsOf(view.uri);
    if (!settings.enable) return undefined;
    return this.context(filePath(view.uri), settings);
  }

  private context(file: string | undefined, settings: Settings): AnalysisContext | undefined {
    const onBug = (where: string, error: unknown): void => this.host.log.bug(where, error);
    const trusted = this.host.trusted();
    const { context, ignored } = file
      ? this.reader(settings, onBug).contextFor(file)
      : { context: contextOf({ config: settings.analysis }), ignored: false };
    if (ignored) return undefined;
    const workspace: Workspace = {
      ...context.workspace,
      versions: { ...context.workspace.versions, ...settings.versions },
      variables: trusted ? this.variables : {},
      settled: trusted ? this.settled : [],
    };
    const place = this.place(file, settings);
    return {
      ...context,
      workspace,
      facts: trusted && place ? this.files.factsFor(place) : context.facts,
      onBug,
    };
  }

  private reader(settings: Settings, onBug: (where: string, error: unknown) => void): ContextReader {
    let reader = this.readers.get(settings);
    if (!reader) {
      reader = new ContextReader({ useConfigFiles: this.host.trusted(), base: settings.analysis, onBug });
      this.readers.set(settings, reader);
    }
    return reader;
  }

  /** The problems of configuration files that were read so far, each once. */
  configProblems(): readonly string[] {
    return [...new Set([...this.readers.values()].flatMap((r) => r.problems))];
  }

  /** Looks the files up that the rules asked for, once for one set of questions. */
  wanted(view: View, requests: readonly FactRequest[]): void {
    if (!this.host.trusted()) return;
    const asked = this.asked.get(view.uri);
    if (asked?.requests === requests) return;
    // Who asked is answered first.
    setImmediate(() => this.lookUpWanted(view.uri, requests));
  }

  private lookUpWanted(uri: string, requests: readonly FactRequest[]): void {
    const questions = JSON.stringify(requests);
    const asked = this.asked.get(uri);
    this.asked.set(uri, { requests, key: questions });
    if (asked?.key === questions) return;
    const file = filePath(uri);
    const placed = file && this.knownManifests.get(path.dirname(file));
    void this.lookUp(file, this.host.settingsOf(uri), requests).then((changed) => {
      // Where paths are relative to is known only now.
      if (file && placed !== this.knownManifests.get(path.dirname(file))) this.host.changed();
      else if (changed) this.host.learned();
    });
  }

  /** Looks files up now: for a fix, which cannot wait for another analysis. */
  async look(view: View, requests: readonly FactRequest[]): Promise<void> {
    await this.lookUp(filePath(view.uri), this.host.settingsOf(view.uri), requests);
  }

  private async lookUp(
    file: string | undefined,
    settings: Settings,
    requests: readonly FactRequest[],
  ): Promise<boolean> {
    if (file) await this.manifestFolder(path.dirname(file));
    const place = this.place(file, settings);
    return place ? this.files.load(requests, place) : false;
  }

  private place(file: string | undefined, settings: Settings): DocumentPlace | undefined {
    const folders = this.host.documents.folders;
    if (!file) return folders.length > 0 ? { workspaceFolders: folders, paths: settings.paths } : undefined;
    const own = this.host.documents.folderOf(file);
    const manifest = this.knownManifests.get(path.dirname(file));
    return {
      fileFolder: path.dirname(file),
      ...(manifest ? { manifestFolder: manifest } : {}),
      workspaceFolders: own ? [own, ...folders.filter((f) => f !== own)] : folders,
      paths: settings.paths,
    };
  }

  private readonly knownManifests = new Map<string, string>();

  private async manifestFolder(folder: string): Promise<void> {
    let found = this.manifests.get(folder);
    if (!found) {
      found = findManifestFolder(folder, this.host.documents.folderOf(folder) ?? folder);
      this.manifests.set(folder, found);
    }
    const manifest = await found;
    if (manifest) this.knownManifests.set(folder, manifest);
  }

  /** Where the URI is written that a site reads: in the files of the workspace, through other variables too. */
  definitions(reads: NonNullable<ConnectionSite['reads']>): readonly Definition[] {
    return definitionsFor(reads, this.variables).flatMap((d) => {
      const file = [...this.indexed.values()].find((f) => f.path === d.path);
      const site = file?.analysis.outlooks.find((o) => o.site.uri?.span.start === d.span.start)?.site;
      return file && site?.defines
        ? [
            {
              uri: pathToFileURL(file.file).href,
              text: file.text,
              span: d.span,
              variable: site.defines.span,
            },
          ]
        : [];
    });
  }

  /** The file's address, for a path as analyses name it; undefined when it is not in the index. */
  addressOf(relative: string): string | undefined {
    const file = [...this.indexed.values()].find((f) => f.path === relative)?.file;
    return file === undefined ? undefined : pathToFileURL(file).href;
  }

  /** The URIs that the workspace gives to a variable, secrets included: for a connection test and nothing else. */
  valuesOf(variable: string): readonly { readonly label: string; readonly text: string }[] {
    return this.connections().flatMap((file) =>
      file.analysis.outlooks.flatMap(({ site }) =>
        site.defines?.variable === variable && site.uri
          ? [
              {
                label: `${file.path}:${file.text.slice(0, site.uri.span.start).split('\n').length}`,
                text: file.text.slice(site.uri.span.start, site.uri.span.end),
              },
            ]
          : [],
      ),
    );
  }

  /** Facts about the files that a file of the workspace names. */
  factsOf(file: string): Facts {
    const place = this.place(file, this.host.settingsOf(pathToFileURL(file).href));
    return place ? this.files.factsFor(place) : noFacts;
  }

  /** Every file that has connections or diagnostics. */
  found(): readonly IndexedFile[] {
    return [...this.indexed.values()];
  }

  /** Every file with a connection that was found on disk. */
  connections(): readonly IndexedFile[] {
    return [...this.indexed.values()].filter((f) => f.analysis.outlooks.length > 0);
  }

  /** Reads the workspace's files in the background, a slice at a time. Starts anew when called again. */
  start(): void {
    const run = ++this.scan;
    if (!this.host.trusted()) return;
    this.ready = this.scanAll(run).catch((error: unknown) => this.host.log.bug('workspace index', error));
  }

  private async scanAll(run: number): Promise<void> {
    const began = Date.now();
    const files = this.host.documents.folders.flatMap((folder) => walk(folder).files).slice(0, maxFiles);
    this.indexed.clear();
    this.looked = files.length;
    let pause = Date.now() + slice;
    for (const file of files) {
      if (run !== this.scan) return;
      this.read(file);
      if (Date.now() >= pause) {
        await new Promise((resolve) => setImmediate(resolve));
        pause = Date.now() + slice;
      }
    }
    if (run !== this.scan) return;
    this.collect();
    // What their variables hold is known only now.
    for (const { file, analysis } of [...this.indexed.values()])
      if (analysis.outlooks.some((o) => o.site.reads ?? mayBeSettled(o.site))) this.read(file);
    await this.loadFiles();
    const found = this.connections().length;
    this.host.log.info(
      `Looked through ${files.length} files in ${Date.now() - began} ms: ${found} with MongoDB connections`,
    );
    this.host.changed();
  }

  /** Reads one file again after it changed on disk. */
  update(file: string): void {
    if (!this.host.trusted() || !this.host.documents.folderOf(file)) return;
    this.read(file);
    this.collect();
  }

  private read(file: string): void {
    this.indexed.delete(file);
    const read = readText(file, maxBytes);
    if (read.kind !== 'text' || !/mongo|tls|ssl/i.test(read.text)) return;
    const uri = pathToFileURL(file).href;
    const settings = this.host.settingsOf(uri);
    const context = settings.enable ? this.context(file, settings) : undefined;
    if (!context) return;
    const relative = this.host.documents.pathOf(uri);
    const analysis = analyze({ path: relative, text: read.text }, context);
    if (analysis.outlooks.length > 0 || analysis.diagnostics.length > 0)
      this.indexed.set(file, { file, path: relative, text: read.text, analysis });
  }

  private collect(): void {
    const files = [...this.indexed.values()].map(({ path: where, text, analysis }) => ({
      path: where,
      text,
      sites: analysis.outlooks.map((o) => o.site),
    }));
    const variables = collectDefinitions(files);
    const settled = collectSettled(files);
    if (JSON.stringify([variables, settled]) === JSON.stringify([this.variables, this.settled])) return;
    this.variables = variables;
    this.settled = settled;
    this.host.changed();
  }

  /** Looks the files of every connection up: for the certificates view. */
  async loadFiles(): Promise<void> {
    for (const { file, analysis } of this.indexed.values())
      if (analysis.wanted.length > 0)
        await this.lookUp(file, this.host.settingsOf(pathToFileURL(file).href), analysis.wanted);
  }

  /** A certificate or configuration file changed: what was looked up is looked up again. */
  forgetLookUps(): void {
    this.asked.clear();
    this.manifests.clear();
    this.readers = new Map();
  }
}

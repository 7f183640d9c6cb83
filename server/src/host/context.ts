/** Builds the context of an analysis for files on disk: configuration, installed versions, files that options name. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  configFileName,
  configFor,
  contextOf,
  emptyWorkspace,
  isIgnored,
  noFacts,
  parseConfigFile,
  versionsOf,
  type ConfigFile,
} from '../core';
import type { AnalysisConfig, AnalysisContext } from '../core/types';
import { InstalledVersions } from './installedVersions';

interface FoundConfig {
  readonly folder: string;
  readonly file: ConfigFile;
}

/** Reads and remembers what the files of one run have in common. */
export class ContextReader {
  private readonly configs = new Map<string, FoundConfig | undefined>();
  private readonly installed = new InstalledVersions();
  /** In plain words: what is wrong with a configuration file. */
  readonly problems: string[] = [];

  constructor(
    private readonly options: {
      readonly useConfigFiles: boolean;
      readonly base: AnalysisConfig;
      readonly onBug: (where: string, error: unknown) => void;
    },
  ) {}

  /** The context for one file; `ignored` when the configuration says to leave it alone. */
  contextFor(file: string): { readonly context: AnalysisContext; readonly ignored: boolean } {
    const found = this.options.useConfigFiles
      ? this.configAbove(path.dirname(path.resolve(file)))
      : undefined;
    const relative = found ? path.relative(found.folder, path.resolve(file)).split(path.sep).join('/') : '';
    const project = this.options.useConfigFiles ? this.installed.project(file) : undefined;
    return {
      ignored: found ? isIgnored(found.file, relative) : false,
      context: contextOf({
        config: found ? configFor(found.file, relative, this.options.base) : this.options.base,
        workspace: {
          ...emptyWorkspace,
          // What the configuration says wins over what is installed; an untrusted workspace is not read at all.
          versions: {
            ...(this.options.useConfigFiles ? this.installed.of(file) : {}),
            ...(found ? versionsOf(found.file) : {}),
          },
          ...(project ? { project } : {}),
        },
        facts: noFacts,
        onBug: this.options.onBug,
      }),
    };
  }

  /** The nearest configuration file, upwards. */
  private configAbove(folder: string): FoundConfig | undefined {
    if (this.configs.has(folder)) return this.configs.get(folder);
    const candidate = path.join(folder, configFileName);
    let found: FoundConfig | undefined;
    if (existsSync(candidate)) {
      try {
        const { config, problems } = parseConfigFile(readFileSync(candidate, 'utf8'));
        for (const problem of problems) this.problems.push(`${candidate}: ${problem}`);
        found = { folder, file: config };
      } catch (error) {
        this.problems.push(
          `${candidate}: it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`,
        );
      }
    } else {
      const parent = path.dirname(folder);
      found = parent === folder ? undefined : this.configAbove(parent);
    }
    this.configs.set(folder, found);
    return found;
  }
}

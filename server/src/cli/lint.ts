/** `mongodb-tls lint`: finds, judges and, when asked, fixes. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import {
  analyze,
  collectDefinitions,
  collectSettled,
  defaultConfig,
  fixAll,
  mayBeSettled,
  settles,
  type FileSites,
} from '../core';
import type { Analysis, AnalysisContext, Profile, Severity, SourceDocument, Workspace } from '../core/types';
import { FileStore, findManifestFolder } from '../host/certificates/fileStore';
import { ContextReader } from '../host/context';
import { decodeText, encodeText, readText, type TextFile } from '../host/readText';
import { walk } from '../host/walk';
import { Baseline, BaselineError } from './baseline';
import { exitCodes } from './exitCodes';
import { renderGithub } from './formats/github';
import { renderJson } from './formats/json';
import { renderPretty } from './formats/pretty';
import { reportFile, reportOf, type ReportFile } from './formats/report';
import { renderSarif } from './formats/sarif';
import type { Streams } from './streams';
import { withFiles } from './withFiles';
import { writeFixed } from './writeFixed';

export interface LintOptions {
  readonly format: 'pretty' | 'json' | 'sarif' | 'github';
  readonly stdin: boolean;
  readonly stdinFilename?: string;
  readonly fix: boolean;
  readonly config: boolean;
  readonly profile?: Profile;
  readonly failOn: Severity | 'never';
  readonly sites: boolean;
  /** Open the files that TLS options name and judge them too. */
  readonly files: boolean;
  /** Report only what this file does not list. */
  readonly baseline?: string;
  /** List every finding in this file and report none. */
  readonly writeBaseline?: string;
}

/** A file after the first look at it. */
interface ReadFile {
  readonly file: string;
  readonly analysis: Analysis;
  readonly context: AnalysisContext;
  /** Absent where nothing was found. */
  readonly text?: TextFile & { readonly kind: 'text' };
  /** What it defines, for the other files. */
  readonly defines?: FileSites;
  /** True when other files may say more of its connections: variables that it reads, options that code adds. */
  readonly reads?: boolean;
  /** The nearest folder with a manifest, where there is one. */
  readonly project?: string;
}

/** A folder with more folders than this below it, and without a manifest, is a collection of projects. */
const maxParts = 12;

/** What other files say of a file's connections. */
type Elsewhere = Pick<Workspace, 'variables' | 'settled'>;

/** What variables hold and code settles, as one file sees it: in its project, and in those around and inside it. */
function elsewhereByProject(read: readonly ReadFile[]): (file: ReadFile) => Elsewhere {
  const root = process.cwd();
  const part = ({ file }: ReadFile): string =>
    path.relative(root, path.resolve(path.dirname(file))).split(path.sep)[0] ?? '';
  const several = new Set(read.map(part)).size > maxParts;
  const projectOf = (r: ReadFile): string => r.project ?? (several ? path.join(root, part(r)) : root);
  const inside = (a: string, b: string): boolean => a === b || a.startsWith(b + path.sep);
  const known = new Map<string, Elsewhere>();
  return (file) => {
    const own = projectOf(file);
    let found = known.get(own);
    if (!found) {
      const files = read.flatMap((r) =>
        r.defines && (inside(projectOf(r), own) || inside(own, projectOf(r))) ? [r.defines] : [],
      );
      found = { variables: collectDefinitions(files), settled: collectSettled(files) };
      known.set(own, found);
    }
    return found;
  };
}

const order: readonly Severity[] = ['hint', 'information', 'warning', 'error'];

/** Runs and returns the exit code: 0 clean, 1 findings of the failing severity, 2 wrong use. */
export async function lint(
  paths: readonly string[],
  options: LintOptions,
  streams: Streams,
): Promise<number> {
  if (options.baseline !== undefined && options.writeBaseline !== undefined) {
    streams.err('mongodb-tls: --baseline and --write-baseline cannot be used together\n');
    return exitCodes.wrongUse;
  }
  let baseline: Baseline | undefined;
  try {
    if (options.baseline !== undefined) baseline = Baseline.read(options.baseline);
    if (options.writeBaseline !== undefined) baseline = Baseline.record(options.writeBaseline);
  } catch (error) {
    return refuseBaseline(error, streams);
  }
  const bugs: string[] = [];
  const reader = new ContextReader({
    useConfigFiles: options.config,
    base: { ...defaultConfig, ...(options.profile ? { profile: options.profile } : {}) },
    onBug: (where) => bugs.push(where),
  });
  const store = new FileStore();
  const files: ReportFile[] = [];
  const read: ReadFile[] = [];
  const skipped: { path: string; reason: string }[] = [];

  if (options.stdin) {
    const name = options.stdinFilename ?? 'stdin';
    const bytes = readFileSync(0);
    const input = decodeText(bytes);
    if (options.fix && (input.kind !== 'text' || !bytes.equals(encodeText(input.text, input.bom)))) {
      streams.err('mongodb-tls: standard input is not text in UTF-8 or UTF-16: it cannot be fixed\n');
      return exitCodes.wrongUse;
    }
    if (input.kind !== 'text') skipped.push({ path: name, reason: input.reason });
    else {
      const { context } = reader.contextFor(name);
      const done = analyzeAndFix(
        { path: name.split(path.sep).join('/'), text: input.text },
        context,
        options.fix,
      );
      if (options.fix) {
        // The fixed text is the output, in UTF-8; the findings that are left go to the other stream.
        streams.out((input.bom === '' ? '' : '\uFEFF') + done.text);
      }
      const analysis = baseline?.without(name, done.analysis) ?? done.analysis;
      files.push(reportFile(name, analysis, context.config, done.fixed));
    }
  } else {
    const list = paths.length > 0 ? paths : ['.'];
    for (const given of list) {
      let isFolder: boolean;
      try {
        isFolder = statSync(given).isDirectory();
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        streams.err(
          `mongodb-tls: ${given}: ${code === 'ENOENT' ? 'there is no such file or folder' : `it cannot be read (${code ?? 'error'})`}\n`,
        );
        return exitCodes.wrongUse;
      }
      const found = isFolder ? walk(given) : { files: [given], skipped: [] };
      skipped.push(...found.skipped.map((s) => ({ ...s, path: shown(s.path) })));
      for (const file of found.files) {
        const first = await readFile(file);
        if (first) read.push(first);
      }
    }
    // What a variable holds is known when every file was read.
    const elsewhere = elsewhereByProject(read);
    for (const r of read) lintFile(r, elsewhere(r));
  }

  /** The first look at a file: what it defines, and whether it has to be looked at again. Undefined: it is skipped. */
  async function readFile(file: string): Promise<ReadFile | undefined> {
    const { context: withoutFiles, ignored } = reader.contextFor(file);
    if (ignored) {
      skipped.push({ path: shown(file), reason: 'ignored by the configuration file' });
      return undefined;
    }
    const text = readText(file);
    if (text.kind === 'skipped') {
      skipped.push({
        path: shown(file),
        reason: text.detail ? `${text.reason} (${text.detail})` : text.reason,
      });
      return undefined;
    }
    const document = { path: shown(file), text: text.text };
    const context = options.files ? await withFiles(store, file, document, withoutFiles) : withoutFiles;
    const analysis = analyze(document, context);
    const sites = analysis.outlooks.map((o) => o.site);
    // Texts of files in which nothing was found are not kept.
    if (analysis.outlooks.length === 0 && analysis.diagnostics.length === 0)
      return { file, analysis, context };
    const defines = sites.some((s) => s.defines ?? settles(s, text.text));
    const reads = sites.some((s) => s.reads ?? mayBeSettled(s));
    const project =
      defines || reads
        ? await findManifestFolder(path.dirname(path.resolve(file)), process.cwd())
        : undefined;
    return {
      file,
      analysis,
      context,
      text,
      ...(defines ? { defines: { path: document.path, text: text.text, sites } } : {}),
      ...(reads ? { reads: true } : {}),
      ...(project !== undefined ? { project } : {}),
    };
  }

  /** The second look, where it can find more than the first one: variables that other files define, fixes. */
  function lintFile(first: ReadFile, elsewhere: Elsewhere): void {
    const { file, text: read } = first;
    if (!read) {
      files.push(reportFile(shown(file), first.analysis, first.context.config));
      return;
    }
    const joined =
      first.reads === true &&
      (Object.keys(elsewhere.variables).length > 0 || elsewhere.settled?.length !== 0);
    const context = joined
      ? { ...first.context, workspace: { ...first.context.workspace, ...elsewhere } }
      : first.context;
    const document = { path: shown(file), text: read.text };
    let done =
      joined || options.fix
        ? analyzeAndFix(document, context, options.fix)
        : { analysis: first.analysis, text: read.text, fixed: 0 };
    const problem = done.fixed > 0 ? writeFixed(file, read, done.text) : undefined;
    if (problem !== undefined) {
      skipped.push({ path: shown(file), reason: problem });
      done = analyzeAndFix(document, context, false);
    }
    const analysis = baseline?.without(file, done.analysis) ?? done.analysis;
    files.push(reportFile(shown(file), analysis, context.config, done.fixed));
  }

  if (options.writeBaseline !== undefined) {
    try {
      baseline!.write();
    } catch (error) {
      return refuseBaseline(error, streams);
    }
  }
  const report = reportOf(
    files,
    skipped,
    [
      ...reader.problems,
      ...new Set(bugs.map((b) => `An internal check failed and was left out: ${b}. Please report it.`)),
    ],
    baseline?.count,
  );
  const rendered = {
    json: renderJson,
    sarif: renderSarif,
    github: renderGithub,
    pretty: (r: typeof report) => renderPretty(r, { sites: options.sites }),
  }[options.format](report);
  if (options.stdin && options.fix) streams.err(rendered);
  else streams.out(rendered);
  if (options.failOn === 'never') return exitCodes.clean;
  const limit = order.indexOf(options.failOn);
  return report.files.some((f) => f.diagnostics.some((d) => order.indexOf(d.severity) >= limit))
    ? exitCodes.findings
    : exitCodes.clean;
}

/** Says what is wrong with the baseline file. Other errors are thrown on. */
function refuseBaseline(error: unknown, streams: Streams): number {
  if (!(error instanceof BaselineError)) throw error;
  streams.err(`mongodb-tls: ${error.message}\n`);
  return exitCodes.wrongUse;
}

/** Paths are printed as given, with `/`, without `./`. */
function shown(file: string): string {
  return path.normalize(file).split(path.sep).join('/');
}

/** Applies safe fixes, those of one pass that do not touch each other at a time, until nothing changes. */
function analyzeAndFix(
  document: SourceDocument,
  context: AnalysisContext,
  fix: boolean,
): { readonly analysis: Analysis; readonly text: string; readonly fixed: number } {
  const analysis = analyze(document, context);
  if (!fix) return { analysis, text: document.text, fixed: 0 };
  return fixAll(analysis, (text) => analyze({ ...document, text }, context));
}

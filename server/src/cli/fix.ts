/** `mongodb-tls fix file:line`: what an editor offers there, and one of it applied. */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { analyze, applyEdits, defaultConfig, isJudgedContext, redactText } from '../core';
import { rewritesAt } from '../core/features/rewrites';
import { withoutSecrets } from '../core/model/moveSecret';
import type { Analysis, AnalysisContext, Facts, Fix, Span } from '../core/types';
import { FileStore, findManifestFolder } from '../host/certificates/fileStore';
import { ContextReader } from '../host/context';
import { runFix } from '../host/fixes/runFix';
import type { FileChange, FixOutcome, FixWorld, Question } from '../host/fixes/types';
import { readText } from '../host/readText';
import { lookUpSrv } from '../probe/spawn';
import { exitCodes } from './exitCodes';
import { renderDiff } from './formats/diff';
import { readPlace, type FilePlace } from './readPlace';
import type { Streams } from './streams';
import { writeFixed } from './writeFixed';

export interface FixOptions {
  readonly choose?: string;
  readonly file?: string;
  readonly name?: string;
  readonly yes: boolean;
  readonly dns?: string;
  readonly dryRun: boolean;
}

interface Offer {
  readonly fix: Fix;
  readonly span: Span;
}

/** Runs and returns the exit code: 0 listed or applied, 1 nothing is offered or it was not applied, 2 wrong use. */
export async function runFixCommand(
  argument: string,
  options: FixOptions,
  streams: Streams,
): Promise<number> {
  const wrong = (message: string): number => {
    streams.err(`mongodb-tls: ${message}\n`);
    return exitCodes.wrongUse;
  };
  const place = readPlace(argument);
  if (typeof place === 'string') return wrong(place);
  const { analysis, facts } = await analysisOf(place);
  const offers = offersAt(analysis, place);
  if (options.choose === undefined) {
    offers.forEach(({ fix }, i) =>
      streams.out(`${String(i + 1).padStart(3)}  ${fix.title}${fix.safe ? '  (safe)' : ''}\n`),
    );
    if (offers.length === 0) streams.out(`Nothing is offered at ${argument}.\n`);
    return offers.length > 0 ? exitCodes.clean : exitCodes.findings;
  }
  const offer = offers[Number(options.choose) - 1];
  if (!offer) return wrong(`--choose wants a number from 1 to ${offers.length}`);
  const outcome = offer.fix.command
    ? await runFix(offer.fix.command.id, worldOf(place, analysis, facts, offer.span, options)).catch(
        (error: unknown): FixOutcome => ({
          kind: 'refused',
          why: redactText(error instanceof Error ? error.message : String(error)),
        }),
      )
    : ({ kind: 'done', edits: offer.fix.edits, files: [], notes: [] } as const);
  if (outcome.kind === 'refused') {
    streams.err(`mongodb-tls: ${outcome.why}\n`);
    return exitCodes.findings;
  }
  if (outcome.kind === 'ask') return wrong(askedFor(outcome.question));
  return apply(place, analysis, outcome, options, streams);
}

function askedFor(question: Question): string {
  const how = { file: '--file PATH', confirm: '--yes', text: '--name NAME', password: 'an editor' }[
    question.kind
  ];
  const what = question.kind === 'confirm' ? `${question.title} ${question.detail}` : question.title;
  return question.kind === 'password'
    ? `${what}: a password is asked for in an editor only; or convert the file with openssl`
    : `${what} (${how})`;
}

/** The analysis with what is known of the files that options name: this command was asked to look at them. */
async function analysisOf(place: FilePlace): Promise<{ readonly analysis: Analysis; readonly facts: Facts }> {
  const reader = new ContextReader({ useConfigFiles: true, base: defaultConfig, onBug: () => {} });
  const { context } = reader.contextFor(place.file);
  const document = { path: place.shown, text: place.text };
  const folder = path.dirname(path.resolve(place.file));
  const manifestFolder = await findManifestFolder(folder, process.cwd());
  const where = {
    workspaceFolders: [process.cwd()],
    fileFolder: folder,
    ...(manifestFolder === undefined ? {} : { manifestFolder }),
  };
  const store = new FileStore();
  await store.load(analyze(document, context).wanted, where);
  const facts = store.factsFor(where);
  const full: AnalysisContext = { ...context, facts };
  return { analysis: analyze(document, full), facts };
}

function offersAt(analysis: Analysis, { start, end }: FilePlace): readonly Offer[] {
  const here = analysis.diagnostics.filter((d) => d.span.start <= end && start <= d.span.end);
  const judged = analysis.outlooks.filter((o) => isJudgedContext(o, defaultConfig));
  // Two findings at one place can have the same remedy: it is offered once.
  const offers = new Map(
    here.flatMap((d) =>
      d.fixes.map((fix) => [
        JSON.stringify([fix.title, fix.edits, fix.command]),
        { fix, span: d.span } satisfies Offer,
      ]),
    ),
  );
  return [...offers.values(), ...rewritesAt(analysis, judged, { start, end })];
}

function worldOf(
  place: FilePlace,
  analysis: Analysis,
  facts: Facts,
  at: Span,
  options: FixOptions,
): FixWorld {
  const folder = process.cwd();
  const servers = options.dns ? { dnsServers: options.dns.split(',') } : {};
  return {
    analysis,
    at,
    own: { start: 0, end: place.text.length },
    file: path.resolve(place.file),
    folders: [folder],
    facts,
    answers: {
      ...(options.file === undefined ? {} : { file: path.resolve(options.file) }),
      ...(options.name === undefined ? {} : { name: options.name }),
      ...(options.yes && !options.dryRun ? { write: 'yes' } : {}),
    },
    readText(file) {
      const read = readText(file, 1024 * 1024);
      return read.kind === 'text' ? read.text : undefined;
    },
    lookUpSrv: (name, service) => lookUpSrv(name, service, servers),
  };
}

function apply(
  place: FilePlace,
  analysis: Analysis,
  { edits, files, notes }: FixOutcome & { readonly kind: 'done' },
  options: FixOptions,
  streams: Streams,
): number {
  if (options.dryRun) {
    // What goes into an environment file is secret: it is not shown.
    for (const { file, create } of files)
      streams.out(`${shown(file)}: ${create ? 'a new file' : 'a new line'}\n`);
    streams.out(renderDiff(place.shown, withoutSecrets(analysis.document, analysis.outlooks), edits));
    return exitCodes.clean;
  }
  // The other files first: a program that reads a variable which is not there does not run.
  for (const change of files) {
    const problem = writeOther(change);
    if (problem !== undefined) {
      streams.err(`mongodb-tls: ${shown(change.file)}: ${problem}\n`);
      return exitCodes.findings;
    }
    streams.out(`${shown(change.file)}: ${change.create ? 'written' : 'changed'}\n`);
  }
  if (edits.length > 0) {
    const text = applyEdits(place.text, edits);
    const problem = text === undefined ? 'the changes overlap' : writeFixed(place.file, place.read, text);
    if (problem !== undefined) {
      streams.err(`mongodb-tls: ${place.shown}: ${problem}\n`);
      return exitCodes.findings;
    }
    streams.out(`${place.shown}: changed\n`);
  }
  for (const note of notes) streams.out(`${note}\n`);
  return exitCodes.clean;
}

function writeOther({ file, create, edits }: FileChange): string | undefined {
  if (create) {
    if (existsSync(file)) return 'it exists already';
    const secret = path.basename(file).startsWith('.env');
    writeFileSync(file, applyEdits('', edits)!, { flag: 'wx', mode: secret ? 0o600 : 0o644 });
    return undefined;
  }
  const read = readText(file);
  if (read.kind !== 'text') return 'it cannot be read as text';
  const text = applyEdits(read.text, edits);
  return text === undefined ? 'the changes overlap' : writeFixed(file, read, text);
}

function shown(file: string): string {
  return path.relative(process.cwd(), file).split(path.sep).join('/');
}

/** Moves a whole file to newer names in one step: what the single fixes about removed, deprecated and moved names do, together. */
import { catalogueOption } from '../model/meaning';
import { replacementFix } from '../model/replacement';
import { applyEdits } from '../text/applyEdits';
import { compareVersions } from '../drivers/versions';
import type {
  Analysis,
  AnalysisContext,
  Diagnostic,
  DriverId,
  Fix,
  Outlook,
  TextEdit,
  VersionedId,
} from '../types';

export interface Migration {
  readonly id: string;
  readonly title: string;
  /** For the whole document; they do not overlap. */
  readonly edits: readonly TextEdit[];
}

interface Kind {
  readonly id: string;
  readonly title: string;
  /** Where it leads: whoever asks for it will have these versions, whatever is installed now. */
  readonly versions?: Readonly<Partial<Record<VersionedId, string>>>;
  readonly rules: readonly string[];
  /** Whose connections; absent: the rules say it all. */
  readonly drivers?: readonly DriverId[];
  readonly place?: 'flag' | 'program';
}

const names = ['removed-option', 'deprecated-option'] as const;

const kinds: readonly Kind[] = [
  {
    id: 'pymongo-4',
    title: 'Migrate TLS options to PyMongo 4',
    rules: names,
    versions: { pymongo: '4.0.0' },
    drivers: ['pymongo', 'motor', 'mongoengine'],
    place: 'program',
  },
  {
    id: 'node-6',
    title: 'Migrate TLS options to Node driver 6',
    rules: names,
    // Mongoose 8 brings the driver 6.
    versions: { node: '6.0.0', mongoose: '8.0.0' },
    drivers: ['node', 'mongoose'],
    place: 'program',
  },
  {
    id: 'ssl-flags',
    title: 'Migrate --ssl… to --tls…',
    rules: names,
    drivers: ['mongosh', 'mongo', 'mongod', 'tools'],
    place: 'flag',
  },
  { id: 'net-ssl', title: 'Migrate net.ssl to net.tls', rules: ['server-old-tls-names'] },
  {
    id: 'spring-boot-4',
    title: 'Migrate to the keys of Spring Boot 4',
    versions: { spring: '4.0.0' },
    rules: ['spring-boot-4-keys'],
  },
];

/** Every migration there is. */
export const migrationKinds: readonly { readonly id: string; readonly title: string }[] = kinds;

/** True when a migration can have something to do with connections like these: the cheap question first. */
export function isConcerned(id: string, outlooks: readonly Outlook[]): boolean {
  const kind = kinds.find((k) => k.id === id);
  return kind !== undefined && outlooks.some((o) => !kind.drivers || isKindOf(kind, o));
}

/** The context of an analysis for somebody who moves to the versions that a migration leads to. */
export function contextTowards(id: string, context: AnalysisContext): AnalysisContext {
  const versions = { ...context.workspace.versions };
  for (const [name, target] of Object.entries(kinds.find((k) => k.id === id)?.versions ?? {})) {
    const installed = versions[name as VersionedId];
    const oldest = installed?.exact ?? installed?.min;
    if (oldest === undefined || compareVersions(oldest, target) < 0)
      versions[name as VersionedId] = { exact: target, from: 'migration' };
  }
  return { ...context, workspace: { ...context.workspace, versions } };
}

/**
 * What a migration changes in a text that was analysed under `contextTowards`, and what of its findings is left for a
 * person. Undefined when the text has nothing of it.
 */
export function migrate(
  id: string,
  analysis: Analysis,
  again: (text: string) => Analysis,
): { readonly edits: readonly TextEdit[]; readonly left: readonly Diagnostic[] } | undefined {
  const kind = kinds.find((k) => k.id === id);
  if (!kind) return undefined;
  const edits = editsOf(kind, analysis);
  const text = applyEdits(analysis.document.text, edits);
  const after = edits.length > 0 && text !== undefined ? again(text) : analysis;
  const left = after.diagnostics.filter((d) => kind.rules.includes(d.rule) && isOf(kind, d, after));
  return edits.length > 0 || left.length > 0 ? { edits, left } : undefined;
}

/**
 * The migrations that change something in this text. Values keep their meaning; what cannot be written without
 * knowing more (two files that must become one) is left to the findings. Pure.
 */
export function migrations(analysis: Analysis): readonly Migration[] {
  return kinds.flatMap((kind) => {
    const edits = editsOf(kind, analysis);
    return edits.length > 0 ? [{ id: kind.id, title: kind.title, edits }] : [];
  });
}

function editsOf(kind: Kind, analysis: Analysis): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const add = (more: readonly TextEdit[]): void => {
    const fresh = more.filter((m) => !edits.some((e) => sameEdit(e, m)));
    if (fresh.length > 0 && applyEdits(analysis.document.text, [...edits, ...fresh]) !== undefined)
      edits.push(...fresh);
  };
  for (const diagnostic of analysis.diagnostics) {
    if (!kind.rules.includes(diagnostic.rule) || !isOf(kind, diagnostic, analysis)) continue;
    const fix = diagnostic.fixes.find(keepsMeaning);
    if (fix) add(fix.edits);
  }
  // `ssl` still works everywhere and has no finding: it goes along with the others.
  if (edits.length > 0)
    for (const outlook of analysis.outlooks.filter((o) => isKindOf(kind, o)))
      for (const option of outlook.options) {
        const driver = outlook.driver;
        if (!driver || !/^-*ssl$/i.test(option.name) || !fits(kind, option.place)) continue;
        const entry = catalogueOption(driver, option);
        const name = entry?.replacedBy === 'tls' ? 'tls' : undefined;
        const fix = name && entry ? replacementFix(outlook, option, entry, name) : undefined;
        if (fix) add(fix.edits);
      }
  return edits;
}

/** A removal is a loss, unless the fix says that the default is the same. */
function keepsMeaning(fix: Fix): boolean {
  return fix.command === undefined && fix.edits.length > 0 && (fix.safe || !fix.title.startsWith('Remove '));
}

function fits(kind: Kind, place: string): boolean {
  return kind.place === undefined || (place === 'flag') === (kind.place === 'flag');
}

function isKindOf(kind: Kind, outlook: Outlook): boolean {
  return (
    kind.drivers !== undefined && outlook.driver !== undefined && kind.drivers.includes(outlook.driver.id)
  );
}

function isOf(kind: Kind, diagnostic: Diagnostic, analysis: Analysis): boolean {
  if (!kind.drivers) return true;
  return analysis.outlooks.some(
    (o) =>
      isKindOf(kind, o) &&
      o.options.some(
        (option) =>
          fits(kind, option.place) &&
          option.nameSpan.start === diagnostic.span.start &&
          option.nameSpan.end === diagnostic.span.end,
      ),
  );
}

function sameEdit(a: TextEdit, b: TextEdit): boolean {
  return a.span.start === b.span.start && a.span.end === b.span.end && a.newText === b.newText;
}

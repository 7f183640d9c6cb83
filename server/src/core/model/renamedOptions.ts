/** Options whose name changed or went away: which of a connection's options, and what to write instead. */
import { compareVersions } from '../drivers/versions';
import { versionsIn } from '../drivers/versionsIn';
import type { CatalogueOption, Fix, Outlook, WrittenOption } from '../types';
import { catalogueOption } from './meaning';
import { combineFix, replacementFix, type Replacement } from './replacement';

export interface RenamedOption {
  readonly option: WrittenOption;
  readonly entry: CatalogueOption;
  /** What to write instead, in words; undefined where there is nothing. Never an option that switches a check off. */
  readonly instead: string | undefined;
  /** How the new name is written here; undefined where that takes more than this text knows. */
  readonly fix: Replacement | undefined;
  /** Two files that become one, where that is the replacement. */
  readonly combined: Fix | undefined;
}

/** Options that every version in question has removed, or has deprecated and still reads. */
export function* renamedOptions(outlook: Outlook, state: 'removed' | 'deprecated'): Iterable<RenamedOption> {
  const { driver } = outlook;
  if (!driver) return;
  const versions = versionsIn(outlook.version, driver);
  const reached = (since: string | undefined): boolean =>
    since !== undefined && versions.every((v) => compareVersions(v, since) >= 0);
  const untouched = (since: string | undefined): boolean =>
    since === undefined || versions.every((v) => compareVersions(v, since) < 0);
  for (const option of outlook.options) {
    const entry = catalogueOption(driver, option);
    if (!entry) continue;
    if (
      state === 'removed' ? !reached(entry.removed) : !reached(entry.deprecated) || !untouched(entry.removed)
    )
      continue;
    const replacement = entry.replacedBy && /^[\w.]+$/.test(entry.replacedBy) ? entry.replacedBy : undefined;
    // The new names of PHP's driver options are options of the connection string: another argument.
    const here = option.argument === undefined;
    const written = replacement ? replacementFix(outlook, option, entry, replacement) : undefined;
    const fix = here ? written : undefined;
    const combined = fix ? undefined : combineFix(outlook, option, entry);
    const next = replacement && catalogueOption(driver, { ...option, name: replacement });
    // The new name of a bypass is no advice.
    const bypass = next !== undefined && next !== '' && isBypass(next);
    const words = written?.written ?? replacement;
    const instead = bypass && words === replacement ? 'tlsCAFile with the CA of the server' : words;
    yield { option, entry, instead, fix, combined };
  }
}

function isBypass({ sets }: CatalogueOption): boolean {
  return sets === 'insecure' || sets === 'allowInvalidCertificates' || sets === 'allowInvalidHostnames';
}

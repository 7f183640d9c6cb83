/** Options whose name changed or went away: which of a connection's options, and what to write instead. */
import { compareVersions } from '../drivers/versions';
import { versionsIn } from '../drivers/versionsIn';
import type { CatalogueOption, Fix, Outlook, WrittenOption } from '../types';
import { catalogueOption } from './meaning';
import { combineFix, replacementFix, type Replacement } from './replacement';

export interface RenamedOption {
  readonly option: WrittenOption;
  readonly entry: CatalogueOption;
  /** The new name; undefined where there is none. */
  readonly replacement: string | undefined;
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
    const fix = replacement && here ? replacementFix(outlook, option, entry, replacement) : undefined;
    const combined = fix ? undefined : combineFix(outlook, option, entry);
    yield { option, entry, replacement, fix, combined };
  }
}

/** The versions of a driver that have to be asked about when a project allows a range of them. */
import type { DriverModel, DriverVersion } from '../types';
import { compareVersions, nearestVersion } from './versions';

/** Is a version within the range? */
function inside(range: DriverVersion, version: string): boolean {
  return (
    (range.min === undefined || compareVersions(version, range.min) >= 0) &&
    (range.max === undefined || compareVersions(version, range.max) <= 0) &&
    (range.below === undefined || compareVersions(version, range.below) < 0)
  );
}

/**
 * The exact version, or the start of the range with every version in it at which behaviour changes; the newest known one when
 * nothing is known of the version. Oldest first, never empty.
 */
export function versionsIn(
  range: DriverVersion | undefined,
  model: Pick<DriverModel, 'versions'>,
): readonly string[] {
  const newest = model.versions.at(-1) ?? '';
  if (!range) return [newest];
  if (range.exact !== undefined) return [range.exact];
  const changes = model.versions.filter((version) => inside(range, version));
  const start = range.min;
  // A range that begins before everything that is modelled begins with the oldest.
  if (start === undefined)
    return changes.length > 0
      ? changes
      : [range.max ?? nearestVersion(model.versions, range.below ?? newest)];
  return changes.includes(start) ? changes : [start, ...changes];
}

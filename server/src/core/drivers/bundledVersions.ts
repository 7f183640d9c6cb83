/** Which driver version a wrapper brings: the newest that its own requirement allows. From the wrappers' package metadata. */
import { atLeast } from './versions';

/** Oldest first: from this version of the wrapper on, this version of the driver. */
type Steps = readonly (readonly [wrapper: string, driver: string])[];

/** Motor on PyPI: `Requires-Dist: pymongo`. 3.0 to 3.5 allow later ones too, but cannot be imported with them. */
const motor: Steps = [
  ['1.0', '3.13.0'],
  ['3.0', '4.8.0'],
  ['3.6', '4.9.2'],
  ['3.7', '4.20.0'],
];

/** MongoEngine on PyPI: `Requires-Dist: pymongo`. */
const mongoengine: Steps = [
  ['0.10', '3.13.0'],
  ['0.24', '4.20.0'],
];

/** mongoose on npm: `dependencies.mongodb`, an exact version or one with `~`. */
const mongoose: Steps = [
  ['5.0', '3.0.11'],
  ['5.2', '3.1.13'],
  ['5.5', '3.2.7'],
  ['5.7', '3.3.5'],
  ['5.8.3', '3.4.1'],
  ['5.9', '3.5.11'],
  ['5.10', '3.6.12'],
  ['5.13.11', '3.7.4'],
  ['6.0', '4.1.1'],
  ['6.0.9', '4.1.4'],
  ['6.1', '4.2.2'],
  ['6.2', '4.3.1'],
  ['6.3', '4.5.0'],
  ['6.4', '4.7.0'],
  ['6.5', '4.8.1'],
  ['6.6', '4.9.1'],
  ['6.7', '4.11.0'],
  ['6.8', '4.12.1'],
  ['6.9', '4.13.0'],
  ['6.10', '4.14.0'],
  ['6.11', '4.16.0'],
  ['6.12', '4.17.2'],
  ['7.0', '5.1.0'],
  ['7.1', '5.3.0'],
  ['7.2', '5.5.0'],
  ['7.3', '5.6.0'],
  ['7.4', '5.7.0'],
  ['7.5', '5.8.1'],
  ['7.6', '5.9.2'],
  ['8.0', '6.2.0'],
  ['8.1', '6.3.0'],
  ['8.3', '6.5.0'],
  ['8.4', '6.6.2'],
  ['8.5', '6.7.0'],
  ['8.6', '6.8.2'],
  ['8.7', '6.9.0'],
  ['8.8', '6.10.0'],
  ['8.9', '6.12.0'],
  ['8.10', '6.13.1'],
  ['8.12', '6.14.2'],
  ['8.13', '6.15.0'],
  ['8.14', '6.16.0'],
  ['8.16', '6.17.0'],
  ['8.17', '6.18.0'],
  ['8.19', '6.20.0'],
  ['9.0', '7.0.0'],
  ['9.3', '7.1.1'],
  ['9.6', '7.2.0'],
  ['9.8', '7.5.0'],
  ['9.10', '7.6.0'],
  ['9.11', '7.7.0'],
  ['9.12', '7.8.0'],
];

const steps = { motor, mongoengine, mongoose };

/** The driver version behind `version` of a wrapper; of its newest when `version` is undefined. */
export function bundledVersion(wrapper: keyof typeof steps, version: string | undefined): string {
  const list = steps[wrapper];
  let found = list[version === undefined ? list.length - 1 : 0]!;
  if (version !== undefined) for (const step of list) if (atLeast(version, step[0])) found = step;
  return found[1];
}

/** Versions of a wrapper at which the driver behind it changes, oldest first. */
export function bundlingVersions(wrapper: keyof typeof steps): readonly string[] {
  return steps[wrapper].map(([version]) => version);
}

/** Versions as the drivers' registries write them: `4.17.0`, `v3.8.1`, `7.0.0-beta.1`, `4.18.0.dev0`, `2.5`. */

/** Numbers of the release, then -1 for a pre-release (it comes before its release) or 0. */
interface Parsed {
  readonly numbers: readonly number[];
  readonly pre: number;
}

const parsedVersions = new Map<string, Parsed>();

function parse(version: string): Parsed {
  const known = parsedVersions.get(version);
  if (known) return known;
  const match = /^[^\d]{0,10}(\d{1,9}(?:\.\d{1,9}){0,5})(.{0,20})/.exec(version);
  const numbers = match ? match[1]!.split('.').map(Number) : [];
  const rest = match ? match[2]! : '';
  const pre = /^[-._]?(?:a|b|c|rc|dev|alpha|beta|pre|preview|snapshot|m)(?![a-z])/i.test(rest) ? -1 : 0;
  const parsed = { numbers, pre };
  // Bounded: queries come with a handful of versions, junk input must not fill the memory.
  if (parsedVersions.size < 5000) parsedVersions.set(version, parsed);
  return parsed;
}

/** What `make` says of a version, kept: reading a table for every query would cost more than the rest. Bounded. */
export function perVersion<T>(make: (version: string) => T): (version: string) => T {
  const kept = new Map<string, T>();
  return (version) => {
    const found = kept.get(version);
    if (found !== undefined) return found;
    const made = make(version);
    if (kept.size < 200) kept.set(version, made);
    return made;
  };
}

/** Negative when `a` is older than `b`, 0 when they are equal (`2.5` equals `2.5.0`), positive when newer. A pre-release is older than its release. */
export function compareVersions(a: string, b: string): number {
  if (a === b) return 0;
  const x = parse(a);
  const y = parse(b);
  const length = Math.max(x.numbers.length, y.numbers.length);
  for (let i = 0; i < length; i++) {
    const difference = (x.numbers[i] ?? 0) - (y.numbers[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return x.pre - y.pre;
}

/** Is `version` `minimum` or newer? */
export function atLeast(version: string, minimum: string): boolean {
  return compareVersions(version, minimum) >= 0;
}

/** Is `version` older than `limit`? */
export function before(version: string, limit: string): boolean {
  return compareVersions(version, limit) < 0;
}

/** Is `version` in `from` (inclusive) to `to` (exclusive)? */
export function within(version: string, from: string, to: string): boolean {
  return atLeast(version, from) && before(version, to);
}

/** Does the text start with a version number that can be compared? */
export function isVersion(text: string): boolean {
  return parse(text).numbers.length > 0;
}

/** The first number: 4 for `4.17.0`; undefined when there is none. */
export function majorOf(version: string): number | undefined {
  return parse(version).numbers[0];
}

/** The newest of `versions` that is not newer than `version`; the oldest when all are newer. `versions` is sorted oldest first and not empty. */
export function nearestVersion(versions: readonly string[], version: string): string {
  let found = versions[0]!;
  for (const candidate of versions) if (atLeast(version, candidate)) found = candidate;
  return found;
}

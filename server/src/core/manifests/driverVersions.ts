/** From packages to drivers: which names are a driver, which bring one, and which version that is. */
import { compareVersions } from '../drivers/versions';
import { frameworks } from '../drivers/frameworks';
import type { DriverId, DriverVersion, VersionedId } from '../types';
import { bundled } from './bundled';
import type { Ecosystem, Found, Range } from './manifest';

interface Meaning {
  readonly driver: DriverId;
  /** Key of the table of what it brings, when the package is not the driver itself. */
  readonly brings?: string;
}

const own = (driver: DriverId): readonly Meaning[] => [{ driver }];
const through = (driver: DriverId, brings: string): Meaning => ({ driver, brings });

const packages: Readonly<Record<Ecosystem, Readonly<Record<string, readonly Meaning[]>>>> = {
  pypi: {
    pymongo: own('pymongo'),
    motor: [{ driver: 'motor' }, through('pymongo', 'motor')],
    mongoengine: [{ driver: 'mongoengine' }, through('pymongo', 'mongoengine')],
    beanie: [through('pymongo', 'beanie')],
    odmantic: [through('pymongo', 'odmantic')],
    'flask-pymongo': [through('pymongo', 'flask-pymongo')],
    'django-mongodb-backend': [through('pymongo', 'django-mongodb-backend')],
  },
  npm: {
    mongodb: own('node'),
    mongoose: [{ driver: 'mongoose' }, through('node', 'mongoose')],
    mongosh: own('mongosh'),
    '@mikro-orm/mongodb': [through('node', '@mikro-orm/mongodb')],
    'parse-server': [through('node', 'parse-server')],
    'mongo-express': [through('node', 'mongo-express')],
  },
  go: {
    'go.mongodb.org/mongo-driver': own('go'),
    'go.mongodb.org/mongo-driver/v2': own('go'),
  },
  maven: {
    'org.mongodb:mongodb-driver-sync': own('java'),
    'org.mongodb:mongodb-driver-core': own('java'),
    'org.mongodb:mongodb-driver-legacy': own('java'),
    'org.mongodb:mongodb-driver-reactivestreams': own('java'),
    'org.mongodb:mongodb-driver-async': own('java'),
    'org.mongodb:mongodb-driver-kotlin-sync': own('java'),
    'org.mongodb:mongodb-driver-kotlin-coroutine': own('java'),
    'org.mongodb:mongodb-driver-bom': own('java'),
    'org.mongodb:mongodb-driver': own('java'),
    'org.mongodb:mongo-java-driver': own('java'),
    'org.springframework.boot:spring-boot-starter-parent': [through('java', 'spring-boot')],
    'org.springframework.boot:spring-boot-dependencies': [through('java', 'spring-boot')],
    'org.springframework.boot:spring-boot': [through('java', 'spring-boot')],
    'org.springframework.boot:spring-boot-starter-data-mongodb': [through('java', 'spring-boot')],
    'org.springframework.boot:spring-boot-starter-data-mongodb-reactive': [through('java', 'spring-boot')],
  },
  nuget: { 'mongodb.driver': own('csharp'), 'mongodb.driver.core': own('csharp') },
  composer: { 'ext-mongodb': own('php'), 'mongodb/mongodb': [through('php', 'mongodb/mongodb')] },
  rubygems: { mongo: own('ruby'), mongoid: [through('ruby', 'mongoid')] },
  crates: { mongodb: own('rust') },
  hex: { mongodb_driver: own('elixir') },
  native: { 'mongo-c-driver': own('c'), 'mongo-cxx-driver': own('cxx') },
  swift: { 'mongo-swift-driver': own('swift') },
  cpan: { MongoDB: own('perl') },
};

/** The Scala driver has had the Java driver's numbers since 4.0; the names carry the version of Scala. */
function meaningsOf(ecosystem: Ecosystem, name: string): readonly Meaning[] {
  const known = packages[ecosystem];
  if (Object.hasOwn(known, name)) return known[name]!;
  if (ecosystem === 'maven' && /^org\.mongodb\.scala:mongo-scala-driver_/.test(name)) return own('java');
  return [];
}

/** What a wrapper's version or range brings; undefined when that is not known. */
function brought(table: string, wrapper: Range): Range | undefined {
  const rows = bundled[table] ?? [];
  const at = (version: string): number => {
    let index = -1;
    rows.forEach(([from], i) => {
      if (compareVersions(version, from) >= 0) index = i;
    });
    return index;
  };
  const start = wrapper.exact ?? wrapper.min;
  if (start === undefined) return undefined;
  const first = Math.max(at(start), 0);
  if (wrapper.exact !== undefined) return at(start) < 0 ? undefined : rows[first]![1];
  const end = wrapper.below ?? wrapper.max;
  let last = end === undefined ? rows.length - 1 : Math.max(at(end), first);
  if (wrapper.below !== undefined && last > first && compareVersions(rows[last]![0], wrapper.below) >= 0)
    last--;
  const low = rows[first]?.[1];
  const high = rows[last]?.[1];
  if (!low || !high) return undefined;
  if (first === last) return low;
  const min = low.exact ?? low.min;
  return {
    ...(min === undefined ? {} : { min }),
    ...(high.below !== undefined
      ? { below: high.below }
      : high.exact !== undefined
        ? { max: high.exact }
        : {}),
  };
}

/** The drivers and frameworks among the packages of one file, each with its version and the file that says so. */
export function driverVersions(
  found: readonly Found[],
  ecosystem: Ecosystem,
  from: string,
): Partial<Record<VersionedId, DriverVersion>> {
  const result: Partial<Record<VersionedId, DriverVersion>> = frameworkVersions(found, ecosystem, from);
  const rank = new Map<DriverId, number>();
  for (const item of found) {
    for (const meaning of meaningsOf(ecosystem, item.name)) {
      const range = meaning.brings === undefined ? item : brought(meaning.brings, item);
      if (!range) continue;
      // The driver by its own name comes before a package that brings it, a number before an open end.
      const places =
        (meaning.brings === undefined ? 2 : 0) +
        (range.exact !== undefined ? 1 : 0) -
        (isOpen(range) ? 4 : 0);
      if ((rank.get(meaning.driver) ?? -9) >= places) continue;
      rank.set(meaning.driver, places);
      const extras = meaning.brings === undefined ? extrasOf(item, found) : extrasOf(undefined, found);
      result[meaning.driver] = {
        ...(range.exact === undefined ? {} : { exact: range.exact }),
        ...(range.min === undefined ? {} : { min: range.min }),
        ...(range.max === undefined ? {} : { max: range.max }),
        ...(range.below === undefined ? {} : { below: range.below }),
        ...(meaning.brings === undefined
          ? {}
          : { through: `${item.name}${item.exact === undefined ? '' : ` ${item.exact}`}` }),
        from,
        ...(extras.length > 0 ? { extras } : {}),
      };
    }
  }
  return result;
}

/** The frameworks among the packages of one file. */
function frameworkVersions(
  found: readonly Found[],
  ecosystem: Ecosystem,
  from: string,
): Partial<Record<VersionedId, DriverVersion>> {
  const result: Partial<Record<VersionedId, DriverVersion>> = {};
  for (const framework of frameworks)
    for (const name of framework.packages[ecosystem] ?? []) {
      const item = found.find((f) => f.name === name && !isOpen(f));
      if (!item || result[framework.id]) continue;
      const { exact, min, max, below } = item;
      result[framework.id] = {
        ...(exact === undefined ? {} : { exact }),
        ...(min === undefined ? {} : { min }),
        ...(max === undefined ? {} : { max }),
        ...(below === undefined ? {} : { below }),
        from,
      };
    }
  return result;
}

/** Does the range say nothing at all? */
export function isOpen(range: Range): boolean {
  return (
    range.exact === undefined &&
    range.min === undefined &&
    range.max === undefined &&
    range.below === undefined
  );
}

/** The `ocsp` extra of PyMongo installs PyOpenSSL, and PyOpenSSL beside PyMongo is used whoever asked for it. */
function extrasOf(item: Found | undefined, found: readonly Found[]): readonly string[] {
  const extras = new Set(item?.extras ?? []);
  if (extras.has('ocsp') || found.some((other) => other.name === 'pyopenssl')) extras.add('pyopenssl');
  return [...extras];
}

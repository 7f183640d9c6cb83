/** Environment variables, flattened keys and images with a known reader, wherever they are written. */
import type { DriverId, SiteDriver } from '../../types';

const readers: readonly {
  readonly name: RegExp;
  readonly driver: DriverId;
  readonly framework?: string;
}[] = [
  { name: /^SPRING_(?:DATA_)?MONGODB_|^spring\.(?:data\.)?mongodb\./, driver: 'java', framework: 'spring' },
  { name: /^QUARKUS_MONGODB_|^quarkus\.mongodb\./, driver: 'java', framework: 'quarkus' },
  { name: /^ME_CONFIG_MONGODB_/, driver: 'node', framework: 'mongo-express' },
  { name: /^PARSE_SERVER_DATABASE_URI$/, driver: 'node', framework: 'parse' },
  { name: /^MONGO_OPLOG_URL$/, driver: 'node', framework: 'meteor' },
  { name: /^AIRFLOW_CONN_/, driver: 'pymongo', framework: 'airflow' },
  // percona/percona-backup-mongodb: pbm and pbm-agent are Go programs.
  { name: /^PBM_MONGODB_URI$/, driver: 'go' },
];

/** Images of programs that connect, and the official images of languages, which have one driver each. */
const images: readonly {
  readonly image: RegExp;
  readonly driver: DriverId;
  readonly framework?: string;
}[] = [
  { image: /mongodb[-_]exporter/, driver: 'go', framework: 'mongodb-exporter' },
  { image: /percona-backup-mongodb/, driver: 'go' },
  { image: /mongo-express/, driver: 'node', framework: 'mongo-express' },
  { image: /(?:^|\/)node(?:[:@]|$)/, driver: 'node' },
  { image: /(?:^|\/)python(?:[:@]|$)/, driver: 'pymongo' },
  { image: /(?:^|\/)ruby(?:[:@]|$)/, driver: 'ruby' },
  { image: /(?:^|\/)php(?:[:@]|$)/, driver: 'php' },
  { image: /(?:^|\/)golang(?:[:@]|$)/, driver: 'go' },
  { image: /(?:^|\/)rust(?:[:@]|$)/, driver: 'rust' },
  { image: /(?:^|\/)(?:openjdk|eclipse-temurin|amazoncorretto|sapmachine)(?:[:@]|$)/, driver: 'java' },
  { image: /^mcr\.microsoft\.com\/dotnet\//, driver: 'csharp' },
];

/** Who reads the variables of a container, when its image alone says so. */
export function imageReader(image: string): SiteDriver | undefined {
  const found = images.find((r) => r.image.test(image));
  if (!found) return undefined;
  const { driver, framework } = found;
  const tag = framework && /:v?(\d+\.\d+(?:\.\d+)?(?:-(?:alpha|beta|rc)[.\w-]*)?)[^/]*$/.exec(image)?.[1];
  return {
    id: driver,
    ...(framework ? { framework } : {}),
    ...(tag !== undefined ? { frameworkVersion: { exact: tag, from: image } } : {}),
    because: `the image is ${image}`,
  };
}

/** Who reads the variable `name`, when its name alone says so. */
export function variableReader(name: string): SiteDriver | undefined {
  const reader = readers.find((r) => r.name.test(name));
  if (!reader) return undefined;
  const { driver, framework } = reader;
  return framework
    ? { id: driver, framework, because: `${name} is read by ${framework}` }
    : { id: driver, because: `${name} is read by a program that uses this driver` };
}

/** Environment variables and flattened keys with a known reader, wherever they are set. */
import type { DriverId, SiteDriver } from '../../types';

const readers: readonly {
  readonly name: RegExp;
  readonly driver: DriverId;
  readonly framework: string;
}[] = [
  { name: /^SPRING_(?:DATA_)?MONGODB_|^spring\.(?:data\.)?mongodb\./, driver: 'java', framework: 'spring' },
  { name: /^QUARKUS_MONGODB_|^quarkus\.mongodb\./, driver: 'java', framework: 'quarkus' },
  { name: /^ME_CONFIG_MONGODB_/, driver: 'node', framework: 'mongo-express' },
  { name: /^PARSE_SERVER_DATABASE_URI$/, driver: 'node', framework: 'parse' },
  { name: /^MONGO_OPLOG_URL$/, driver: 'node', framework: 'meteor' },
  { name: /^AIRFLOW_CONN_/, driver: 'pymongo', framework: 'airflow' },
];

/** Who reads the variable `name`, when its name alone says so. */
export function variableReader(name: string): SiteDriver | undefined {
  const reader = readers.find((r) => r.name.test(name));
  return (
    reader && {
      id: reader.driver,
      framework: reader.framework,
      because: `${name} is read by ${reader.framework}`,
    }
  );
}

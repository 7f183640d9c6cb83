/**
 * Keys by which frameworks name MongoDB settings. Sources: facts of each framework's documentation and code:
 * Spring Boot MongoProperties, Quarkus MongoClientConfig, Micronaut MongoConfiguration, mongoid configuration,
 * mongodb/mongo-kafka MongoSourceConfig/SslConfigs, debezium MongoDbConnectorConfig, meteor packages/mongo,
 * mongo-express config.default.js, telegraf plugins/inputs/mongodb, the Symfony bundle of Doctrine MongoDB ODM.
 */
import type { DriverId } from '../../types';

export interface FrameworkKey {
  readonly framework: string;
  readonly driver: DriverId;
  /** Matches the dotted lower-case path (or an environment variable with `_` for `.`); group 1 is the prefix, group 2 the name below it. */
  readonly path: RegExp;
  /** Names below the prefix that hold the URI. */
  readonly uri: RegExp;
  readonly host?: RegExp;
  /** Names below the prefix that bear on TLS. */
  readonly option: RegExp;
  /** Cut from the front of the option's name. */
  readonly strip?: RegExp;
  /** Keys that must be somewhere in the document too. */
  readonly needs?: RegExp;
  /** File name that must match. */
  readonly file?: RegExp;
  /** Every table of that name is a connection of its own, and all URIs of its list have its options. */
  readonly apart?: true;
}

export const frameworkKeys: readonly FrameworkKey[] = [
  {
    framework: 'spring',
    driver: 'java',
    path: /^((?:.*\.)?spring\.(?:data\.)?mongodb)\.(.+)$/,
    uri: /^uri$/,
    host: /^host$/,
    option: /^ssl(?:\.|$)|^protocol$|^options?\.ssl/,
  },
  {
    framework: 'quarkus',
    driver: 'java',
    path: /^((?:.*\.)?quarkus\.mongodb(?:\."?[\w-]+"?(?=\.(?:connection-?string|hosts|tls|credentials)))?)\.(.+)$/,
    uri: /^connection[-.]?string$/,
    host: /^hosts(?:\[\d+\])?$/,
    option: /^tls(?:[-.].*)?$/,
  },
  {
    framework: 'micronaut',
    driver: 'java',
    path: /^(mongodb(?:\.(?:servers|clients)\.[\w-]+)?)\.(.+)$/,
    uri: /^uri$/,
    option: /^ssl\./,
    needs: /^micronaut\b/,
  },
  {
    framework: 'mongoid',
    driver: 'ruby',
    path: /^((?:.*\.)?(?:clients|sessions)\.[\w-]+)\.(.+)$/,
    uri: /^uri$/,
    host: /^hosts$/,
    option: /^options\.(?:ssl|tls|auth_mech)\w*$/,
    strip: /^options\./,
    file: /mongoid[^/]*\.(?:ya?ml)(?:\.\w+)?$/,
  },
  {
    // doctrine/DoctrineMongoDBBundle, DependencyInjection/Configuration.php: `options` are the driver's $uriOptions.
    framework: 'doctrine',
    driver: 'php',
    path: /^((?:.*\.)?doctrine_mongodb\.connections\.[\w-]+)\.(.+)$/,
    uri: /^server$/,
    option: /^options\.(?:ssl|tls|auth_?mech)\w*$/,
    strip: /^options\./,
  },
  {
    framework: 'debezium',
    driver: 'java',
    path: /^((?:.*\.)?)(mongodb\.(?:connection\.string|hosts|ssl\..+|connection\.mode))$/,
    uri: /^mongodb\.connection\.string$/,
    host: /^mongodb\.hosts$/,
    option: /^mongodb\.ssl\./,
    needs: /connector[.-]class|^debezium\b|(?:^|\.)spec\.class$/,
  },
  {
    framework: 'kafka-connector',
    driver: 'java',
    path: /^((?:.*\.)?)(connection\.(?:uri|ssl\..+))$/,
    uri: /^connection\.uri$/,
    option: /^connection\.ssl\./,
    needs: /connector[.-]class|(?:^|\.)spec\.class$/,
  },
  {
    framework: 'meteor',
    driver: 'node',
    path: /^((?:.*\.)?packages\.mongo)\.(.+)$/,
    uri: /^(?:url|mongo_url)$/,
    option: /^(?:options|oplogoptions)\.(?:tls|ssl)\w*$/,
    strip: /^(?:options|oplogoptions)\./i,
  },
  {
    framework: 'mongo-express',
    driver: 'node',
    path: /^((?:.*\.)?me\.config)\.(.+)$/,
    uri: /^mongodb\.url$/,
    host: /^mongodb\.server$/,
    option: /^mongodb\.(?:tls|ssl|ca\.file|sslvalidate|awsdocumentdb)/,
  },
  {
    framework: 'telegraf',
    driver: 'go',
    path: /^(inputs\.mongodb)\.(.+)$/,
    uri: /^servers$/,
    option: /^(?:tls_|ssl_|insecure_skip_verify)/,
    apart: true,
  },
];

/** Map keys that say which program's client reads the whole map: `type: mongodb` of TypeORM, `connector: mongodb` of LoopBack. */
export const clientMaps: readonly {
  readonly key: RegExp;
  readonly value: RegExp;
  /** Another key that must stand in the same map. */
  readonly beside?: RegExp;
  /** A URI under this key is all that the program hands to the driver. */
  readonly alone?: RegExp;
  readonly framework: string;
  readonly driver: DriverId;
}[] = [
  {
    key: /^type$/,
    value: /^mongodb$/,
    beside:
      /^(?:sslValidate|sslCA|sslCert|sslKey|entities|synchronize|migrations|subscribers|useUnifiedTopology|useNewUrlParser|logging|autoLoadEntities)$/,
    framework: 'typeorm',
    driver: 'node',
  },
  {
    key: /^@type$/,
    value: /^mongo(?:_replset)?$/,
    alone: /^connection_string$/,
    framework: 'fluentd',
    driver: 'ruby',
  },
  {
    key: /^databaseURI$/,
    value: /^mongodb/,
    beside: /^(?:appId|masterKey|serverURL)$/,
    framework: 'parse',
    driver: 'node',
  },
  { key: /^conn_type$/, value: /^mongo$/, framework: 'airflow', driver: 'pymongo' },
  { key: /^connector$/, value: /^(?:loopback-connector-)?mongodb$/, framework: 'loopback', driver: 'node' },
];

/** File names that tell which driver reads a configuration. */
export const configFiles: readonly {
  readonly file: RegExp;
  readonly driver: DriverId;
  readonly because: string;
}[] = [
  { file: /(?:^|\/)appsettings[^/]*\.json$/i, driver: 'csharp', because: 'appsettings.json belongs to .NET' },
  {
    file: /(?:^|\/)(?:web|app)[^/]*\.config$/i,
    driver: 'csharp',
    because: 'this configuration file belongs to .NET',
  },
  {
    file: /(?:^|\/)(?:application|bootstrap)[^/]*\.(?:properties|ya?ml)$/i,
    driver: 'java',
    because: 'this configuration file belongs to Spring, Quarkus or Micronaut',
  },
  { file: /(?:^|\/)mongoid[^/]*\.ya?ml/i, driver: 'ruby', because: 'mongoid.yml belongs to Mongoid' },
];

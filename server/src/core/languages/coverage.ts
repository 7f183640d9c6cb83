/** What is recognised in which program language, and what is not: docs/languages.md is written from this. */

export interface LanguageCoverage {
  readonly language: string;
  /** Id of the finder. */
  readonly finder: string;
  readonly recognised: readonly string[];
  readonly not: readonly string[];
}

const everywhere: readonly string[] = [
  'URIs by their value, in every form of literal of the language: escapes, interpolation, concatenation and format calls with unknown parts left unknown',
  'variables, constants and fields of the same file that hold the URI or the options; texts that joins, builders and later statements put together',
  'reads of the environment and of configurations, with the literal that stands in when there is none; joined by name to the files of the workspace that give the value',
  'command lines of MongoDB programs in literals and argv arrays, and flags that are added to a growing command',
];
const elsewhere: readonly string[] = [
  'values that another file computes',
  'options set inside a function that the client is only passed to',
];

const row = (
  language: string,
  finder: string,
  recognised: readonly string[],
  not: readonly string[] = [],
): LanguageCoverage => ({
  language,
  finder,
  recognised: [...recognised, ...everywhere],
  not: [...not, ...elsewhere],
});

export const programLanguages: readonly LanguageCoverage[] = [
  row('Python', 'python', [
    'PyMongo, Motor, MongoEngine, Flask-PyMongo, Beanie, Django back ends, Airflow connections: keyword arguments, dict literals, dict(), ** of dicts and of functions of the file, update(), item assignment, configuration classes',
  ]),
  row('JavaScript and TypeScript (JSX, TSX)', 'ecmascript', [
    'the Node driver, mongoose, NestJS, TypeORM, MikroORM, connect-mongo, Agenda: object literals, variables, spread, shorthand, property and item assignment, Object.assign, factories',
    'process.env.NODE_TLS_REJECT_UNAUTHORIZED set in the file',
  ]),
  row(
    'Vue, Svelte, Astro, HTML',
    'scriptBlocks',
    ['script blocks, as JavaScript and TypeScript'],
    ['scripts in attributes'],
  ),
  row(
    'Java',
    'java',
    [
      'MongoClients, MongoClient, MongoClientSettings, MongoClientOptions, SslSettings: builder chains, lambdas and blocks of applyToSslSettings',
      'trust managers of the file that accept everything, those of Netty and Apache, and System.setProperty of javax.net.ssl; so in Kotlin, Scala and Groovy too',
    ],
    ['trust managers of other files'],
  ),
  row('Kotlin', 'kotlin', [
    'the Java driver in Kotlin, the coroutine driver and KMongo: builder chains, trailing lambdas',
  ]),
  row(
    'Scala',
    'scala',
    ['the Scala driver: MongoClient(…), builder chains and lambdas'],
    ['ReactiveMongo options'],
  ),
  row('Groovy', 'groovy', ['the Java driver: calls and builder chains']),
  row(
    'Clojure',
    'clojure',
    [
      'maps of options beside a URI, calls of the Java driver’s builders, System/setProperty of javax.net.ssl, monger and congomongo by their URIs',
    ],
    ['option maps of monger'],
  ),
  row('C#', 'csharp', [
    'MongoClientSettings, MongoUrlBuilder, SslSettings: object initialisers, property assignment, FromConnectionString and FromUrl',
    'certificate callbacks that only return true: lambdas, delegates and methods of the file; so in Visual Basic and F# too',
  ]),
  row('Visual Basic', 'vb', [
    'MongoClientSettings and SslSettings: With initialisers and property assignment',
  ]),
  row('F#', 'fsharp', ['MongoClientSettings: property assignment, calls with and without brackets']),
  row('Go', 'go', [
    'mongo.Connect, options.Client, SetTLSConfig and the tls.Config behind it: literals, fields, functions of the file; DialServer of mgo',
  ]),
  row('PHP', 'php', [
    'MongoDB\\Client, Manager, Laravel database configuration: arrays of options, env() defaults, heredocs, stream contexts',
  ]),
  row(
    'Ruby',
    'ruby',
    [
      'Mongo::Client with and without brackets: hashes, symbols, hash rockets, conditional modifiers, heredocs',
      'Mongo.tls_context_hooks, Mongoid.configure',
    ],
    ['hooks that are made elsewhere'],
  ),
  row('C and C++', 'c', [
    'libmongoc: mongoc_ssl_opt_t fields, mongoc_uri_set_option_as_*, macros that hold a URI; mongocxx: uri, client, pool, options::tls chains',
  ]),
  row('Rust', 'rust', ['Client, ClientOptions, TlsOptions: builders, struct literals, field assignment']),
  row(
    'Swift',
    'swift',
    ['MongoClient, MongoClientOptions: labelled arguments and property assignment'],
    ['settings of MongoKitten beside its URI'],
  ),
  row('Elixir', 'elixir', ['Mongo.start_link, child specifications, config: keyword lists, ssl_opts']),
  row('Erlang', 'erlang', ['mc_worker_api, mongo_api: property lists and maps']),
  row(
    'Perl',
    'perl',
    ['MongoDB->connect, MongoDB::MongoClient->new: hashes of options, ssl with IO::Socket::SSL names'],
    ['examples in POD'],
  ),
  row('Lua', 'lua', ['mongo.Client']),
  row('R', 'r', ['mongolite: mongo() and ssl_options()']),
  row('Julia', 'julia', ['Mongoc.Client']),
  row('Dart', 'dart', ['mongo_dart: Db and open(), places only: the driver is not modelled']),
  row('Haskell', 'haskell', [], ['options of the driver']),
];

const format = (
  language: string,
  finder: string,
  recognised: readonly string[],
  not: readonly string[] = [],
): LanguageCoverage => ({ language, finder, recognised, not });

/** Configuration formats, shell text and documents. */
// prettier-ignore
export const textFormats: readonly LanguageCoverage[] = [
  format('.env and its variants', 'env', ['export, quotes, variables as unknown parts, ${X:-default}, mongo-express and framework variables, connections of Airflow (mongo:// and JSON), variables that take the value of another one'], ['variables that an application names itself (MONGO_TLS=true)', 'templates such as .env.example as the value of a variable']),
  format('YAML', 'yaml', ['compose, Kubernetes (base64 and stringData), Helm, Ansible, Spring, Mongoid with ERB, commands and health checks, server configurations, scripts and files in block scalars, anchors, aliases and merge keys, several documents, secretKeyRef and configMapKeyRef followed to the file that holds the value, flags without a program, connectors of Strimzi, Airflow, automation configurations'], ['nesting in documents over 500,000 characters']),
  format('JSON and JSONC', 'json', ['connection strings, options beside them, Kafka and Debezium connectors, Meteor, TypeORM, LoopBack, package scripts, argv arrays, Airflow, JSON in strings, maps of a server\'s flags'], ['settings in files over 4,000,000 characters: URIs only']),
  format('Shell (sh, bash, zsh)', 'shell', ['command lines over several lines, flags in variables and arrays, here-documents, assignments, URIs in arguments, flags in a variable for another script'], ['functions and loops are not followed']),
  format('fish', 'fish', ['as shell, with set']),
  format('Batch', 'batch', ['set, continuation with ^, %NAME% as unknown']),
  format('PowerShell', 'powershell', ['assignments, $env:, continuation with a backtick'], ['drivers loaded as .NET types']),
  format('Dockerfile', 'dockerfile', ['ENV, ARG, RUN, CMD, ENTRYPOINT and HEALTHCHECK in shell and exec form, the driver of the image of a language']),
  format('Makefile', 'makefile', ['variables and recipes']),
  format('.properties', 'properties', ['escapes, continuation lines, Spring, Quarkus and Micronaut keys, variables as values (${MONGO_URI})']),
  format('TOML', 'toml', ['strings of all kinds, tables, inline tables, Telegraf']),
  format('INI and systemd units', 'ini', ['sections, the old configuration of mongod, Environment and ExecStart, values that mean not set (None)'], ['options outside a section or map that names MongoDB, where other products have the same names (tls_ca_file)']),
  format('XML', 'xml', ['attributes and texts with entities, connection strings of .NET, the mongo namespace of Spring']),
  format('Terraform and HCL', 'hcl', ['attributes, maps, here-documents, provider blocks'], ['values of variables']),
  format('HOCON', 'hocon', ['blocks, flattened keys, substitutions as unknown']),
  format('Prisma', 'prisma', ['the URL of a data source']),
  format('.conf files', 'conf', ['by content: YAML, TOML, HOCON, INI, nginx-like, Fluentd; the mongodb output of Logstash']),
  format('Markdown', 'markdown', ['fences and indented code in their own language, prose as prose']),
  format('reStructuredText', 'restructuredtext', ['code directives and literal blocks, prose as prose']),
  format('AsciiDoc', 'asciidoc', ['source and listing blocks, prose as prose']),
  format('Jupyter notebooks', 'notebook', ['code cells in their language, magics, shell lines, text cells as prose'], ['outputs', 'edits that need quotes']),
  format('Patches', 'patch', [], ['everything, by intent']),
];

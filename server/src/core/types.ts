/**
 * The vocabulary of the core: readonly, serialisable data. Only Finder, Rule, DriverModel and Facts carry functions.
 * Every offset is a UTF-16 code unit in the document's text; lines and columns exist only in lsp/ and cli/.
 */

// -- text -------------------------------------------------------------------------------------------------------

/** Half-open range of UTF-16 offsets in one document. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The part in which two texts differ: `start`..`oldEnd` of the one became `start`..`newEnd` of the other. */
export interface Change {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** One match of a pattern: where it begins, and what was matched. */
export interface Match {
  readonly index: number;
  readonly text: string;
}

/** What is kept of one document from one text to the next (text/memory.ts). */
export interface Memory {
  /** Searches of the text as it is now. */
  readonly searches: {
    /** Every match of a global pattern, in order. */
    all(pattern: RegExp): readonly Match[];
    /** True when the pattern matches somewhere. */
    has(pattern: RegExp): boolean;
  };
  /** How the text became what it is; absent for the first text. */
  readonly change: Change | undefined;
  /** A new text; called before anything else is asked of it. */
  begin(text: string): void;
  /** What was kept under a key by the analysis of the last text. It is forgotten, so that a fault leaves nothing half done. */
  take(key: symbol): unknown;
  keep(key: symbol, part: unknown): void;
}

/** One text replacement. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/**
 * A literal as the program would see it, with the way back to the document. A hole is an interpolation: it stands
 * in `text` as one HOLE character (text/mappedText.ts) and makes whatever it touches unknown.
 */
export interface MappedText {
  readonly text: string;
  readonly segments: readonly Segment[];
}

/** `at`..`at + length` of MappedText.text came from `source` of the document. Verbatim segments have equal lengths. */
export interface Segment {
  readonly at: number;
  readonly length: number;
  readonly source: Span;
  readonly kind: 'verbatim' | 'escape' | 'hole';
}

/** Three-valued: a rule may only speak of what is known. */
export type Value<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly why: Unknown };
export type Unknown = 'expression' | 'hole' | 'environment' | 'versions' | 'driver';

/** Where a claim about MongoDB or a driver comes from. Every rule, option and quirk carries one. */
export interface Source {
  readonly repo: string;
  readonly ref: string;
  readonly path: string;
  readonly note?: string;
}

/** A text to analyse. `path` uses `/`, is relative to the workspace where there is one, and decides the language with `languageId`. */
export interface SourceDocument {
  readonly path: string;
  readonly languageId?: string;
  readonly text: string;
}

// -- drivers: what is written -> what happens ---------------------------------------------------------------------

/** Everybody who reads MongoDB TLS options: drivers, wrappers of drivers, shells, tools and the server. */
export type DriverId =
  | 'pymongo'
  | 'motor'
  | 'mongoengine'
  | 'node'
  | 'mongoose'
  | 'java'
  | 'csharp'
  | 'go'
  | 'c'
  | 'cxx'
  | 'php'
  | 'ruby'
  | 'rust'
  | 'swift'
  | 'elixir'
  | 'perl'
  | 'mongosh'
  | 'mongo'
  | 'tools'
  | 'mongod';

/** Frameworks that rename, filter or preset options before a driver sees them (drivers/frameworks). */
export type FrameworkId =
  | 'spring'
  | 'quarkus'
  | 'micronaut'
  | 'mongoid'
  | 'laravel'
  | 'django'
  | 'beanie'
  | 'prisma'
  | 'typeorm'
  | 'nestjs'
  | 'mikro-orm'
  | 'airflow'
  | 'mongo-express'
  | 'kafka-connector'
  | 'debezium'
  | 'meteor'
  | 'parse'
  | 'strapi'
  | 'telegraf'
  | 'fluentd';

/** Where a package comes from; names are compared within one of these. */
export type Ecosystem =
  | 'pypi'
  | 'npm'
  | 'go'
  | 'maven'
  | 'nuget'
  | 'composer'
  | 'rubygems'
  | 'crates'
  | 'hex'
  | 'native'
  | 'swift'
  | 'cpan';

/** Whose version changes what happens to an option. */
export type VersionedId = DriverId | FrameworkId;

/** The faults of a server's certificate that a prediction can be asked about; `good` has none, `plain` speaks no TLS. */
export type ServerFault =
  | 'good'
  | 'wronghost'
  | 'unknownca'
  | 'expired'
  | 'revoked'
  | 'ocsp'
  | 'muststaple'
  | 'cnonly'
  | 'tls11'
  | 'plain';

/** What is given to a driver, as the program would give it. The `predict` contract of the command line. */
export interface PredictQuery {
  readonly driver: string;
  readonly version?: string;
  readonly backend?: 'ssl' | 'pyopenssl';
  /** Parts of the driver that are optional when it is built or installed, e.g. the crate feature `cert-key-password`. */
  readonly extras?: readonly string[];
  readonly uri?: string;
  readonly host?: string | readonly string[];
  readonly options?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly server?: ServerFault;
}

/** The five things that a prediction decides. */
export type Aspect = 'tls' | 'chain' | 'hostname' | 'crl' | 'clientCertificate';

/** Who decided an aspect: an option by its name as written, the scheme, an environment variable, or the driver's default. */
export type Decision =
  | { readonly kind: 'option'; readonly name: string; readonly place: 'uri' | 'options' }
  | { readonly kind: 'scheme' }
  | { readonly kind: 'environment'; readonly name: string }
  | { readonly kind: 'default' };

/** What the driver will do. `null` where it is honestly not known; chain and hostname are null when TLS is off. */
export interface Prediction {
  readonly outcome: 'ok' | 'error';
  /** The error's class as the driver names it, with its module where the language has modules. */
  readonly error?: string;
  readonly message?: string;
  readonly warnings: readonly string[];
  readonly tls: boolean;
  readonly chain: boolean | null;
  readonly hostname: boolean | null;
  readonly crl: boolean | null;
  /** Which revocation by OCSP the driver does by itself. */
  readonly ocsp: 'none' | 'staple' | 'endpoint' | 'both' | null;
  readonly clientCertificate: boolean | null;
  /** Lowest protocol version that the driver or its runtime offers, e.g. `TLS 1.2`. */
  readonly minProtocol: string | null;
  /** Only when the query names a server: is the connection made? */
  readonly connected?: boolean | null;
  readonly decidedBy: Readonly<Partial<Record<Aspect, Decision>>>;
}

/** One option of one driver. `since`..`removed` are versions of that driver; `removed` is the first version without it. */
export interface CatalogueOption {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly place: 'uri' | 'code' | 'both' | 'flag' | 'config' | 'environment';
  readonly type: 'boolean' | 'path' | 'secret' | 'string' | 'number' | 'object';
  /** What the option is about; rules and hovers ask for this, not for names. */
  readonly sets?: SettingKey;
  readonly inverted?: boolean;
  readonly since?: string;
  readonly deprecated?: string;
  readonly removed?: string;
  readonly replacedBy?: string;
  /** One sentence: what it does in this driver. */
  readonly effect: string;
  readonly source: Source;
}

export type SettingKey =
  | 'tls'
  | 'caFile'
  | 'certificateKeyFile'
  | 'certificateFile'
  | 'keyFile'
  | 'keyPassword'
  | 'crlFile'
  | 'insecure'
  | 'allowInvalidCertificates'
  | 'allowInvalidHostnames'
  | 'disableOcspEndpointCheck'
  | 'disableRevocationCheck'
  | 'protocols'
  | 'context';

/** A driver: its options as data, and its behaviour as one pure function. */
export interface DriverModel {
  readonly id: DriverId;
  readonly title: string;
  /** Versions at which behaviour changes, oldest first; the first is the oldest modelled, the last the newest known. */
  readonly versions: readonly string[];
  readonly options: readonly CatalogueOption[];
  predict(query: PredictQuery): Prediction;
}

/** The version of a driver that a project uses, and the file that says so. A range has `min` and `max` (both inclusive when given). */
export interface DriverVersion {
  readonly exact?: string;
  readonly min?: string;
  readonly max?: string;
  /** The first version that is outside, where the end is written that way (`<5`). */
  readonly below?: string;
  /** The package that brings the driver, where the driver itself is not named: `mongoose 8.9.0`. */
  readonly through?: string;
  /** Path of the file, relative to the workspace, or `setting`. */
  readonly from: string;
  /** Extras installed beside it that change behaviour, e.g. `pyopenssl`. */
  readonly extras?: readonly string[];
}

// -- finders: text -> sites ---------------------------------------------------------------------------------------

/** What an option's value can be once read. A secret is a place, never a string. */
export type OptionValue = boolean | number | string | null | Secret;
export interface Secret {
  readonly secretAt: Span;
  readonly placeholder: boolean;
}

/**
 * How a place writes `name value`. Decides how an option is added, renamed and set (model/edits.ts has one renderer each).
 * `uri` is handled through SiteUri.
 */
export type OptionSyntax =
  | 'uri'
  | 'keywordArgument' // Python: name=value
  | 'pythonDict' // "name": value
  | 'pythonItem' // d["name"] = value
  | 'attribute' // x.name = value
  | 'jsObject' // name: value
  | 'jsonProperty' // "name": value
  | 'yamlMapping' // name: value
  | 'rubyHash' // name: value  or  :name => value
  | 'hashRocket' // 'name' => value  (PHP, Perl, Ruby strings)
  | 'elixirKeyword' // name: value
  | 'builderCall' // .name(value)
  | 'setterCall' // x.setName(value)
  | 'structField' // Name: value  (Go, Rust, Swift arguments, C designators)
  | 'initializer' // Name = value  (C#)
  | 'flag' // --name value
  | 'properties' // name=value on a line of its own
  | 'tomlKey' // name = value
  | 'xmlAttribute'
  | 'environment' // NAME=value
  | 'other';

/** One option as written. */
export interface WrittenOption {
  readonly name: string;
  /** `uri`: in the connection string; `options`: beside it in code or configuration; `flag`: on a command line. */
  readonly place: 'uri' | 'options' | 'flag' | 'config' | 'environment';
  readonly value: Value<OptionValue>;
  readonly syntax: OptionSyntax;
  /** Name and value with what joins them. */
  readonly span: Span;
  readonly nameSpan: Span;
  readonly valueSpan: Span;
  /** What to delete so that the option is gone and the rest still parses (with its comma, its line, its `&`); absent: removal would be a guess. */
  readonly removeSpan?: Span;
  /** True when the option is set only under a condition: it may or may not be there. */
  readonly conditional?: boolean;
  /** What holds it, where it is no option of the client itself: `auth` of `auth: { password }`, `uri` for a literal that is put into the URI. */
  readonly within?: string;
  /** Index of the call's argument that it stands in, where that decides who reads it: 2 for the driver options of PHP. */
  readonly argument?: number;
  /** What a value that is code leaves checked of the server, where its text shows it; absent: not known. */
  readonly checks?: RemainingCheck;
}

/** What a trust manager or callback of the program still checks: neither the chain nor the name, one of them only, or both. */
export type RemainingCheck = 'nothing' | 'hostname' | 'chain' | 'everything';

/** A URI literal. */
export interface SiteUri {
  /** The URI as the program sees it, password masked (uri/parseUri.ts) (uri/redact.ts): safe to print. */
  readonly mapped: MappedText;
  readonly span: Span;
  /** How the place writes `&` between options: `&`, `&amp;` in XML, `\u0026` …; absent: adding an option would be a guess. */
  readonly ampersand?: string;
  /** Where the value came from when not written at the site itself: the variable's name. */
  readonly variable?: string;
}

/** Where options can be added at a site. `at` is the offset of insertion; the text is before + rendered option + after. */
export interface Insertion {
  readonly syntax: OptionSyntax;
  readonly at: number;
  readonly before: string;
  readonly after: string;
}

/** A place in a text that configures one connection. */
export interface ConnectionSite {
  readonly kind: 'uri' | 'options' | 'cli' | 'serverConfig';
  /** Id of the finder. */
  readonly finder: string;
  /** The whole construct: the call, the object, the command line, or the URI when there is nothing else. */
  readonly span: Span;
  /** Where the construct's name stands (callee, key), for hover. */
  readonly headSpan?: Span;
  readonly uri?: SiteUri;
  readonly options: readonly WrittenOption[];
  /** Host argument beside a URI, where written, or the hosts that variables put into it. */
  readonly hosts?: Value<readonly string[]>;
  /** True when further options may be there that cannot be seen (`**opts`, a spread of something unknown). */
  readonly open: boolean;
  readonly insertion?: Insertion;
  readonly driver: SiteDriver;
  /** Environment variables seen in the document that change TLS for this driver, e.g. NODE_TLS_REJECT_UNAUTHORIZED. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Options that have no effect at this site although they are written, by name: a framework drops them, or the connection string is applied after them. */
  readonly dropped?: readonly string[];
  /** Literal passwords of the login that stand in settings of their own and are no options of the driver: `mongodb.password` beside `mongodb.hosts`. */
  readonly passwords?: readonly Span[];
  /** Name of the variable or key that the connection's URI is read from, when the value is elsewhere (`process.env.MONGO_URL`). */
  readonly reads?: {
    readonly variable: string;
    readonly span: Span;
    /** The whole path where the value is a member of something (`config.mongo.uri`). */
    readonly path?: string;
  };
  /** Name of the variable or key that this URI defines (`MONGO_URL=mongodb://…`), and other names by which it is read. */
  readonly defines?: { readonly variable: string; readonly span: Span; readonly aliases?: readonly string[] };
  /**
   * `comment`: commented-out code; `prose`: documentation text; `test`: a test table of a URI parser; `reference`: a
   * variable that takes the value of another one (`reads` and `defines`), no connection by itself. Rules stay silent.
   */
  readonly context?: 'code' | 'comment' | 'prose' | 'test' | 'reference';
}

export interface SiteDriver {
  readonly id: DriverId | 'unknown';
  /** Drivers that it can be when the id is unknown; absent: any. */
  readonly candidates?: readonly DriverId[];
  /** Framework that renames or filters options: `spring`, `typeorm`, `nestjs`, `mongoid`, … */
  readonly framework?: string;
  /** True for a program of somebody else's: an image that is not built here. What the project installs says nothing of it. */
  readonly foreign?: true;
  /** The framework's version as the place itself shows it: the tag of an image, keys that only some versions have. */
  readonly frameworkVersion?: DriverVersion;
  /** Why, for the hover: `imported from pymongo`, `the callee is MongoClient`. */
  readonly because: string;
}

/** Text -> sites, for one family of languages. Never throws, never reads anything else. */
export interface Finder {
  readonly id: string;
  /** VS Code language ids. */
  readonly languageIds: readonly string[];
  /** File name endings (`.py`) and whole names (`Dockerfile`), lower case. */
  readonly files: readonly string[];
  find(doc: SourceDocument): readonly ConnectionSite[];
  /** The same for a document that is edited: what an edit left as it was is given again as it was, moved. */
  findEdited?(doc: SourceDocument, memory: Memory): readonly PlacedSite[];
}

/** A site whose places are all `moved` characters further on by now. */
export interface PlacedSite {
  readonly site: ConnectionSite;
  readonly moved: number;
}

// -- model: site + driver -> what the driver will do -----------------------------------------------------------------

/** One version with one assumption about what could not be read. */
export interface OutlookCase {
  readonly driver: DriverId;
  readonly version: string;
  readonly prediction: Prediction;
}

/** Who decided an aspect, as a place in this text where there is one. */
export interface Origin {
  readonly decision: Decision;
  readonly option?: WrittenOption;
}

/** What holds in every case that cannot be ruled out. */
export interface Outlook {
  readonly site: ConnectionSite;
  readonly uri?: ParsedUri;
  /** Where other files write the URI that this site only reads; empty when nobody knows or it is written here. */
  readonly elsewhere: readonly VariableDefinition[];
  /** URI options and the site's own, in the order in which the driver reads them. */
  readonly options: readonly WrittenOption[];
  readonly driver: DriverModel | undefined;
  readonly version: DriverVersion | undefined;
  /** Version of the site's framework, where a manifest or the configuration says it. */
  readonly frameworkVersion?: DriverVersion;
  readonly cases: readonly OutlookCase[];
  readonly outcome: Value<'ok' | 'error'>;
  readonly tls: Value<boolean>;
  readonly chain: Value<boolean | null>;
  readonly hostname: Value<boolean | null>;
  readonly crl: Value<boolean | null>;
  readonly clientCertificate: Value<boolean | null>;
  readonly origins: Readonly<Partial<Record<Aspect, Origin>>>;
  /** Hosts as written; unknown where a hole touches them. */
  readonly hosts: Value<readonly string[]>;
  /** True when every host is loopback, a Unix socket, or counts as local by setting. */
  readonly local: Value<boolean>;
}

/** A URI with the place of every part. Spans are offsets in the document. */
export interface ParsedUri {
  readonly scheme: 'mongodb' | 'mongodb+srv';
  readonly schemeSpan: Span;
  readonly span: Span;
  readonly user?: UriPart;
  /** The password's place and nature, never its text. */
  readonly password?: {
    readonly span: Span;
    readonly placeholder: boolean;
    readonly hole: boolean;
    readonly empty: boolean;
    readonly badEscape: boolean;
  };
  readonly hosts: readonly UriHost[];
  readonly database?: UriPart;
  readonly options: readonly UriOption[];
  /** Where a new option goes: `before` + `name=value` + `after` at an offset of the document, `&` still as in a plain URI. Absent where an edit would be a guess. */
  readonly insertion?: { readonly at: number; readonly before: string; readonly after: string };
  /** True when a hole may contain further options or hosts (a hole in the query that is not a value). */
  readonly open: boolean;
  readonly problems: readonly UriProblem[];
}
export interface UriPart {
  readonly text: string;
  readonly span: Span;
  readonly hole: boolean;
}
export interface UriHost extends UriPart {
  /** Host without port and brackets, percent-decoded. */
  readonly host: string;
  readonly port?: string;
  readonly placeholder: boolean;
}
export interface UriOption {
  readonly name: string;
  readonly nameSpan: Span;
  /** As written, undecoded; HOLE characters where interpolated. Secret options are masked. */
  readonly raw: string;
  readonly valueSpan: Span;
  readonly span: Span;
  readonly removeSpan: Span;
  readonly hole: boolean;
}
export interface UriProblem {
  readonly id: string;
  readonly span: Span;
}

// -- facts: asked for by the core, read by host/ ----------------------------------------------------------------------

/** Something read from disk on request. Rules get what is known now and may be run again when more is. */
export interface FactRequest {
  readonly kind: 'file';
  /** As the driver gets it: decoded from a URI, not expanded. */
  readonly path: string;
  /** `file`: the code puts the folder of its own file before it (`__dirname`, `__file__`); absent: relative to the process's working folder. */
  readonly base?: 'file';
  readonly role:
    | 'ca'
    | 'certificateKey'
    | 'certificate'
    | 'key'
    | 'crl'
    | 'pkcs12'
    | 'truststore'
    | 'serverCertificate';
}
export interface Facts {
  /** What is known of a file: `undefined` when nobody has looked yet or nobody may look. */
  get(request: FactRequest): unknown;
  /** True when the answers stay the same as long as this object lives. */
  readonly still?: true;
}

/** What the workspace adds to one document: installed versions and values of variables defined elsewhere. */
export interface Workspace {
  readonly versions: Readonly<Partial<Record<VersionedId, DriverVersion>>>;
  /** The one driver that the document's project has: it reads the URIs of the project's configuration. */
  readonly project?: SiteDriver;
  /** URIs that other files define, by variable name. Passwords masked. */
  readonly variables: Readonly<Record<string, readonly VariableDefinition[]>>;
  /** Frameworks of which code of the project turns TLS on for connections that its configuration names. */
  readonly settled?: readonly string[];
}
export interface VariableDefinition {
  readonly path: string;
  /** The URI's place in that file, as offsets and as lines and columns from 0. */
  readonly span: Span;
  readonly range: { readonly start: Place; readonly end: Place };
  /** The URI, password masked (uri/parseUri.ts). */
  readonly uri: string;
}
/** A line and a column in UTF-16 units, both from 0. */
export interface Place {
  readonly line: number;
  readonly character: number;
}
/** A place in another file that a finding is about too. */
export interface RelatedPlace {
  readonly path: string;
  readonly range: { readonly start: Place; readonly end: Place };
  readonly message: string;
}

// -- rules: outlook -> findings -------------------------------------------------------------------------------------------

export type Severity = 'error' | 'warning' | 'information' | 'hint';
export type Category =
  | 'plaintext'
  | 'server-authentication'
  | 'validity'
  | 'compatibility'
  | 'files'
  | 'secrets'
  | 'hygiene';
export type Profile = 'recommended' | 'strict' | 'quiet';

/** An offered change. `safe`: same behaviour or strictly safer, and the program still runs; never applied unasked otherwise. */
export interface Fix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
  /** A fix that needs a question or a file: the command that the client runs instead of the edits. */
  readonly command?: { readonly id: string; readonly arguments: readonly unknown[] };
}

export interface Finding {
  /** Key of the rule's messages. */
  readonly message: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly span: Span;
  readonly fixes?: readonly Fix[];
  readonly related?: readonly RelatedPlace[];
  /** Where this case is graver or lighter than the rule's own severity; a setting for the rule still wins. */
  readonly severity?: Severity;
}

/** An example that is executed: `file` names the language; what stands between « and » is found, nothing else. */
export interface Example {
  readonly file: string;
  readonly code: string;
  readonly versions?: Readonly<Partial<Record<VersionedId, string>>>;
  /** What lies at the paths that the code names, in words: test/support/sampleFiles.ts makes such files. */
  readonly files?: Readonly<Record<string, string>>;
  /** Other files of the workspace: path and text. */
  readonly workspace?: Readonly<Record<string, string>>;
}

export interface RuleMeta {
  readonly id: string;
  readonly category: Category;
  readonly severity: Severity | 'off';
  /** Where the other profiles differ from `severity`. */
  readonly strict?: Severity | 'off';
  readonly quiet?: Severity | 'off';
  readonly fixable: boolean;
  /** Runs last, and only on connections of which no other rule says that the driver refuses or warns. */
  readonly fallback?: boolean;
  /** Rules that are silent where this one speaks of the same place: they would say the same fault again, with fewer words. */
  readonly insteadOf?: readonly string[];
  readonly messages: Readonly<Record<string, string>>;
  readonly docs: { readonly what: string; readonly why: string; readonly instead: string };
  readonly examples: { readonly bad: readonly Example[]; readonly good: readonly Example[] };
  readonly sources: readonly Source[];
}

export interface RuleInput {
  readonly outlook: Outlook;
  readonly document: SourceDocument;
  readonly facts: Facts;
  readonly config: AnalysisConfig;
}

/** What a connection can show besides drivers and options. */
export type Trait =
  | 'uri'
  | 'srv'
  /** Options in the URI. */
  | 'uriOptions'
  | 'severalUriOptions'
  /** Options in the URI, and others beside it. */
  | 'optionsOnBothSides'
  /** A URI in whose text stands a character by which something is escaped, separated or replaced: `#`, `%`, `+`, `;` or a backslash. */
  | 'specialCharacters'
  /** A password in the URI, or a secret among its options. */
  | 'secretsInUri'
  /** A host of a managed service (model/hosts.ts). */
  | 'service'
  /** A host that is an address. */
  | 'address'
  /** A connection that may be in plaintext. */
  | 'plaintext'
  /** An option with a value that is not known. */
  | 'unknownValue'
  /** An option about a protocol or its version. */
  | 'protocol'
  /** More than one option that turns TLS on or off. */
  | 'severalSwitches'
  /** An option that turns TLS off. */
  | 'switchedOff'
  /** A breach of the specifications of connection strings (uri/specification.ts). */
  | 'specificationProblem'
  /** A literal secret in an option or a setting of its own. */
  | 'secrets'
  /** Another file writes the URI. */
  | 'elsewhere'
  | 'framework'
  /** An option names a file by a path that can be read off the text. */
  | 'paths'
  /** Such a file was read. */
  | 'files'
  /** Such a file was looked for, and is missing or cannot be read. */
  | 'unreadFiles'
  /** More than one option whose name begins with `tls`. */
  | 'severalTlsOptions'
  /** An option that the driver's catalogue does not have, or any where the driver is not known. */
  | 'strangeOption'
  /** An option that a version of the driver has deprecated or removed. */
  | 'renamedOption'
  /** An option that older versions of the driver do not have. */
  | 'newOption'
  /** The driver refuses what is written. */
  | 'refused'
  /** The driver warns of something that is written. */
  | 'warned';

/** Which connections a rule has something to say about: of every list that is given, one must apply. */
export interface About {
  readonly drivers?: readonly DriverId[];
  /** An option with one of these meanings is written. */
  readonly settings?: readonly SettingKey[];
  /** An option of one of these names is written: lower case, without leading dashes. */
  readonly names?: readonly string[];
  readonly shows?: readonly Trait[];
}

/** A rule sees one connection's outlook (check) or the whole document (checkDocument, for environment variables and the like). */
export interface Rule {
  readonly meta: RuleMeta;
  /** Connections of which `check` says nothing are not shown to it; absent: it is shown all. */
  readonly about?: About;
  check?(input: RuleInput): Iterable<Finding>;
  /** True when `check` reads text outside of the connection: its findings hold for this text only. */
  readonly wholeText?: true;
  /** A document in which this does not match has nothing for `checkDocument`. */
  readonly needle?: RegExp;
  checkDocument?(input: DocumentRuleInput): Iterable<Finding>;
}
export interface DocumentRuleInput {
  readonly document: SourceDocument;
  readonly outlooks: readonly Outlook[];
  readonly facts: Facts;
  readonly config: AnalysisConfig;
}

// -- the way in and what comes out ------------------------------------------------------------------------------------------

export interface AnalysisConfig {
  readonly profile: Profile;
  /** Severity per rule id; wins over the profile. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Host names and globs that count as local besides loopback. */
  readonly localHosts: readonly string[];
  /** Speak of commented-out code too. */
  readonly comments: boolean;
  /** Speak of compose service names and private names without TLS (as a hint). */
  readonly privateHosts: boolean;
  /** Days before expiry that a certificate is a warning, and an information. */
  readonly expiryDays: { readonly warning: number; readonly information: number };
}

export interface Diagnostic {
  readonly rule: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly docs: string;
  readonly fixes: readonly Fix[];
  /** Where else the cause of the finding is written. */
  readonly related?: readonly RelatedPlace[];
}

/** Everything besides the text that an analysis depends on. */
export interface AnalysisContext {
  readonly config: AnalysisConfig;
  readonly workspace: Workspace;
  readonly facts: Facts;
  /** Told of a finder's or rule's own fault: where (an id) and the error; never document text. */
  onBug(where: string, error: unknown): void;
}

export interface Analysis {
  readonly document: SourceDocument;
  readonly outlooks: readonly Outlook[];
  readonly diagnostics: readonly Diagnostic[];
  /** Files that a rule would like to know about. */
  readonly wanted: readonly FactRequest[];
}

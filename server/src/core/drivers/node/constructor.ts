/**
 * `new MongoClient(uri, options)` of the Node driver 4.0 and later: from URI and options to what reaches `tls.connect`.
 * Sources: mongodb/node-mongodb-native, `src/connection_string.ts` (parseOptions), `src/cmap/connect.ts`,
 * `src/cmap/auth/mongo_credentials.ts`.
 */
import type { Decision } from '../../types';
import { remainingCheck } from '../query';
import { Refusal } from '../refusal';
import { atLeast, perVersion } from '../versions';
import { nodeOptions, type Descriptor } from './optionTable';
import { checkHost, decodePart, parseNodeUri } from './uri';

export interface NodeQuery {
  readonly version: string;
  readonly uri: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
}

/** What the driver will do, and who decided it. */
export interface NodeClient {
  readonly tls: boolean;
  readonly chain: boolean;
  /** null: a function of the program decides. */
  readonly hostname: boolean | null;
  readonly crl: boolean;
  readonly certificate: boolean | null;
  readonly ca: boolean;
  /** A check for the host name that is no function: Node refuses every connection before it starts. */
  readonly brokenCheck: boolean;
  readonly secureContext: boolean;
  readonly secureProtocol: boolean;
  readonly by: {
    readonly tls: Decision;
    readonly chain: Decision;
    readonly hostname: Decision;
    readonly crl: Decision;
    readonly certificate: Decision;
  };
}

const byDefault: Decision = { kind: 'default' };
const parseError = (message: string): Refusal => new Refusal('MongoParseError', message);
const invalidArgument = (message: string): Refusal => new Refusal('MongoInvalidArgumentError', message);

const truths = new Set(['true', 't', '1', 'y', 'yes']);
const falsehoods = new Set(['false', 'f', '0', 'n', 'no', '-1']);

const known = perVersion(nodeOptions);

/** Makes the client; throws a Refusal where the driver throws. What the driver would warn of is added to `warnings`. */
export function makeNodeClient(query: NodeQuery, warnings: string[]): NodeClient {
  return new Construction(query, warnings).make();
}

interface Given {
  readonly name: string;
  /** In order of precedence: the options object first. */
  readonly values: readonly unknown[];
  readonly from: Decision;
}

interface Credentials {
  mechanism: string;
  source: string;
  username: string;
  password: string;
  properties: Readonly<Record<string, unknown>>;
}

/** `String(value)`; objects of a query have no text of their own. */
function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? '[object Object]'
    : String(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

class Construction {
  private readonly version: string;
  private readonly known: ReadonlyMap<string, Descriptor>;
  private readonly given = new Map<string, Given>();
  /** Resolved values that the checks at the end look at, by target. */
  private readonly resolved = new Map<string, { readonly value: unknown; readonly from: Decision }>();
  private credentials: Credentials | undefined;
  private readPreference: { mode: string; staleness?: number } | undefined;

  constructor(
    private readonly query: NodeQuery,
    private readonly warnings: string[],
  ) {
    this.version = query.version;
    this.known = known(query.version);
  }

  private since(version: string): boolean {
    return atLeast(this.version, version);
  }

  private warn(message: string): void {
    const warning = `[MONGODB DRIVER] Warning: ${message}`;
    if (!this.warnings.includes(warning)) this.warnings.push(warning);
  }

  make(): NodeClient {
    const uri = parseNodeUri(this.query.uri, this.version);
    if (!uri.srv) for (const host of uri.hosts) checkHost(host, this.version);
    const fromUri = new Map<string, { name: string; values: unknown[] }>();
    const database = decodePart(uri.database);
    if (database) fromUri.set('dbname', { name: 'dbName', values: [database] });
    if (uri.username !== '')
      fromUri.set('auth', {
        name: 'auth',
        values: [{ username: decodePart(uri.username), password: decodePart(uri.password) }],
      });
    for (const [name] of uri.parameters) this.takeParameter(name, uri.parameters, fromUri);
    const objectOptions = new Map<string, { name: string; value: unknown }>();
    for (const [name, value] of Object.entries(this.query.options))
      if (value !== undefined && value !== null) objectOptions.set(name.toLowerCase(), { name, value });
    if (uri.srv && !this.since('4.2') && !fromUri.has('tls') && !fromUri.has('ssl'))
      objectOptions.set('tls', { name: '', value: true });
    this.onlyInOnePlace(fromUri, objectOptions);
    for (const key of new Set([...fromUri.keys(), ...objectOptions.keys()])) {
      const object = objectOptions.get(key);
      const url = fromUri.get(key);
      const from: Decision = object
        ? object.name === ''
          ? { kind: 'scheme' }
          : { kind: 'option', name: object.name, place: 'options' }
        : { kind: 'option', name: url!.name, place: 'uri' };
      const values = [...(object ? [object.value] : []), ...(url?.values ?? [])];
      // 4.4 and 4.5 spread lists: an empty one is as good as no option.
      const flat = this.since('4.4') && !this.since('4.6') ? values.flat() : values;
      this.given.set(key, { name: object?.name ?? url!.name, values: flat, from });
    }
    // 4.1.2 and later compare first; 4.0 does it at the end, and compares something else (compareAtTheEnd).
    if (this.since('4.1.2')) this.compareTlsAndSsl();
    this.copyCertificateFile();
    if (this.since('4.11')) this.rejectConflicts();
    this.rejectUnknown();
    for (const [key, descriptor] of this.known) {
      const option = this.given.get(key);
      if (!option || option.values.length === 0) continue;
      const { deprecated } = descriptor;
      if (deprecated !== undefined && !(key === 'tlscertificatefile' && this.copied && this.since('5.8')))
        this.warn(`${descriptor.name} is a deprecated option${deprecated === true ? '' : `: ${deprecated}`}`);
      if (!descriptor.ignored) this.set(key, descriptor, option);
    }
    this.checkCredentials();
    if (!this.since('4.1.2')) this.compareAtTheEnd();
    this.checkTopology(uri.srv, uri.hosts);
    return this.client(uri.srv);
  }

  // -- collecting -----------------------------------------------------------------------------------------------------

  private takeParameter(
    name: string,
    all: readonly (readonly [string, string])[],
    taken: Map<string, { name: string; values: unknown[] }>,
  ): void {
    const lower = name.toLowerCase();
    if (taken.has(lower) && lower !== 'dbname' && lower !== 'auth') return;
    // Values of the first spelling of the name; another spelling of it is never read.
    const values = all.filter(([n]) => n === name).map(([, value]) => value);
    if (this.since('6.0')) {
      const tags = lower.includes('readpreferencetags');
      if (!tags && values.length > 1)
        throw invalidArgument(`URI option "${name}" cannot appear more than once in the connection string`);
      if (!tags && values.includes('') && !this.known.get(lower)?.ignored)
        throw new Refusal('MongoAPIError', `URI option "${name}" cannot be specified with no value`);
    } else if (values.includes(''))
      throw new Refusal(
        this.since('4.1.1') ? 'MongoAPIError' : 'MongoParseError',
        'URI cannot contain options with no value',
      );
    if (lower === 'serverapi' && !this.since('4.2'))
      throw parseError('URI cannot contain `serverApi`, it can only be passed to the client');
    if (!taken.has(lower)) taken.set(lower, { name, values });
  }

  private onlyInOnePlace(
    fromUri: ReadonlyMap<string, { values: readonly unknown[] }>,
    objectOptions: ReadonlyMap<string, unknown>,
  ): void {
    if (fromUri.has('serverapi'))
      throw parseError('URI cannot contain `serverApi`, it can only be passed to the client');
    if (this.since('7.8') && fromUri.has('srvhostvalidator'))
      throw parseError('URI cannot contain `srvHostValidator`, it can only be passed to the client');
    if (
      this.since('5.4') &&
      fromUri.get('authmechanismproperties')?.values.some((v) => /(?:^|,)ALLOWED_HOSTS:/.test(text(v)))
    )
      throw parseError('Auth mechanism property ALLOWED_HOSTS is not allowed in the connection string.');
    if (this.since('4.1') && objectOptions.has('loadbalanced'))
      throw parseError('loadBalanced is only a valid option in the URI');
  }

  private values(key: string): readonly unknown[] {
    return this.given.get(key)?.values ?? [];
  }

  private compareTlsAndSsl(): void {
    const both = [...this.values('tls'), ...this.values('ssl')].map((v) => this.boolean('tls/ssl', v));
    if (new Set(both).size > 1) throw parseError('All values of tls/ssl must be the same.');
  }

  /** 4.0 and 4.1.0 hand the position instead of the value to the boolean reader: two values are never the same, a third is an error. */
  private compareAtTheEnd(): void {
    for (const key of ['tls', 'ssl']) {
      const values = this.values(key);
      if (values.length > 2)
        throw parseError(`For ${text(values[2])} Expected stringified boolean value, got: 2`);
      if (values.length === 2) throw parseError(`All values of ${key} must be the same.`);
    }
  }

  private copied = false;

  /** 4.1.2 to 5.x: the file with certificate and key counts as the file with the certificate. */
  private copyCertificateFile(): void {
    const file = this.given.get('tlscertificatekeyfile');
    if (!file || this.given.has('tlscertificatefile') || !this.since('4.1.2') || this.since('6.0')) return;
    this.copied = true;
    this.given.set('tlscertificatefile', file);
  }

  private rejectConflicts(): void {
    const pairs: readonly (readonly [string, string])[] = [
      ['tlsInsecure', 'tlsAllowInvalidCertificates'],
      ['tlsInsecure', 'tlsAllowInvalidHostnames'],
      ...(this.since('6.18')
        ? []
        : ([
            ['tlsInsecure', 'tlsDisableCertificateRevocationCheck'],
            ['tlsInsecure', 'tlsDisableOCSPEndpointCheck'],
            ['tlsAllowInvalidCertificates', 'tlsDisableCertificateRevocationCheck'],
            ['tlsAllowInvalidCertificates', 'tlsDisableOCSPEndpointCheck'],
            ['tlsDisableCertificateRevocationCheck', 'tlsDisableOCSPEndpointCheck'],
          ] as const)),
    ];
    for (const [a, b] of pairs)
      if (this.given.has(a.toLowerCase()) && this.given.has(b.toLowerCase()))
        throw new Refusal('MongoAPIError', `The '${a}' option cannot be used with the '${b}' option`);
  }

  private rejectUnknown(): void {
    const unknown = [...this.given.keys()].filter((key) => !this.known.has(key));
    if (unknown.length === 1) throw parseError(`option ${unknown[0]} is not supported`);
    if (unknown.length > 1) throw parseError(`options ${unknown.join(', ')} are not supported`);
  }

  // -- reading values -------------------------------------------------------------------------------------------------

  private boolean(name: string, value: unknown): boolean {
    if (typeof value === 'boolean') return value;
    if (this.since('6.0')) {
      if (value === 'true') return true;
      if (value === 'false') return false;
      throw parseError(`${name} must be either "true" or "false"`);
    }
    const lower = text(value).toLowerCase();
    const truth = truths.has(lower);
    if (truth || falsehoods.has(lower)) {
      if (this.since('4.4') && lower !== String(truth))
        this.warn(`deprecated value for ${name} : ${lower} - please update to ${name} : ${truth} instead`);
      return truth;
    }
    throw parseError(
      this.since('4.1.1')
        ? `Expected ${name} to be stringified boolean value, got: ${text(value)}`
        : `For ${name} Expected stringified boolean value, got: ${text(value)}`,
    );
  }

  private int(name: string, value: unknown): number {
    const number = typeof value === 'number' ? Math.trunc(value) : Number.parseInt(text(value), 10);
    if (Number.isNaN(number))
      throw parseError(`Expected ${name} to be stringified int value, got: ${text(value)}`);
    return number;
  }

  private uint(name: string, value: unknown): number {
    const number = this.int(name, value);
    if (number < 0) throw parseError(`${name} can only be a positive int value, got: ${text(value)}`);
    return number;
  }

  private set(key: string, descriptor: Descriptor, option: Given): void {
    const target = descriptor.target ?? descriptor.name;
    const value = option.values[0];
    const keep = (kept: unknown): void => {
      this.resolved.set(target, { value: kept, from: option.from });
    };
    switch (descriptor.type) {
      case 'boolean':
        return keep(this.boolean(target, value));
      case 'int':
        return keep(this.int(target, value));
      case 'uint':
        return keep(this.uint(target, value));
      case 'string':
        return keep(text(value));
      case 'record':
        if (!isRecord(value)) throw parseError(`${target} must be an object`);
        return keep(value);
      case 'any':
        return keep(value);
      case 'transform':
        this.transform(key, target, option, keep);
    }
  }

  private transform(key: string, target: string, option: Given, keep: (value: unknown) => void): void {
    const value = option.values[0];
    switch (key) {
      case 'tlsallowinvalidcertificates':
        return keep(!this.boolean(target, value));
      case 'tlsallowinvalidhostnames':
        return keep(this.boolean(target, value) ? noCheck : undefined);
      case 'tlsinsecure': {
        const insecure = this.boolean(target, value);
        this.resolved.set('checkServerIdentity', {
          value: insecure ? noCheck : undefined,
          from: option.from,
        });
        this.resolved.set('rejectUnauthorized', { value: !insecure, from: option.from });
        return keep(insecure);
      }
      case 'sslca':
      case 'sslcert':
      case 'sslkey':
      case 'sslcrl':
      case 'tlscafile':
      case 'tlscertificatefile':
      case 'tlscertificatekeyfile':
        // Paths in 4.x and 5.x: contents, as 3.x wanted them, name no file.
        if (typeof value === 'string' && value.startsWith('-----BEGIN '))
          throw new Refusal('Error', "ENOENT: no such file or directory, open '-----BEGIN …'");
        return keep(value);
      case 'auth':
        if (!isRecord(value) || !('username' in value) || !('password' in value))
          throw parseError("credentials must be an object with 'username' and 'password' properties");
        this.merge({ username: text(value['username'] ?? ''), password: text(value['password'] ?? '') });
        return;
      case 'authmechanism':
        return this.authMechanism(value);
      case 'authmechanismproperties':
        return this.authMechanismProperties(this.since('5.4') ? option.values : option.values.slice(0, 1));
      case 'authsource':
        this.merge({ source: text(value) });
        return;
      case 'compressors':
        return this.compressors(option.values);
      case 'family': {
        const family = this.int(target, value);
        if (family !== 4 && family !== 6) throw parseError(`Option 'family' must be 4 or 6 got ${family}.`);
        return keep(family);
      }
      case 'maxconnecting':
        if (this.uint(target, value) === 0) throw invalidArgument('maxConnecting must be > 0 if specified');
        return;
      case 'maxstalenessseconds':
        // Comes before the mode, which is secondary until then; the default mode forgets it again.
        this.readPreference = { mode: 'secondary', staleness: this.uint(target, value) };
        return this.checkReadPreference();
      case 'readpreference':
        return this.readPreferenceMode(value);
      case 'readpreferencetags':
        return this.readPreferenceTags(option.values);
      case 'readconcern':
        if (!isRecord(value) || !('level' in value))
          throw parseError(`ReadConcern must be an object, got ${JSON.stringify(value)}`);
        return;
      case 'journal':
      case 'j':
      case 'fsync':
        this.boolean(target, value);
        return;
      case 'wtimeout':
        this.uint('wtimeout', value);
        return;
      case 'wtimeoutms':
        this.uint('wtimeoutMS', value);
        return;
      case 'writeconcern':
        if (!isRecord(value) && value !== 'majority' && typeof value !== 'number')
          throw parseError(`Invalid WriteConcern cannot parse: ${JSON.stringify(value)}`);
        return;
      case 'serverapi':
        return this.serverApi(value);
      case 'servermonitoringmode':
        if (value !== 'auto' && value !== 'poll' && value !== 'stream')
          throw parseError('serverMonitoringMode must be one of `auto`, `poll`, or `stream`');
        return;
      case 'srvallowedhostssuffix':
        if (typeof value !== 'string') throw parseError('srvAllowedHostsSuffix must be a string');
        return this.suffix(value, keep);
      case 'mongodblogpath':
        if (value !== 'stderr' && value !== 'stdout' && !isRecord(value))
          throw new Refusal(
            'MongoAPIError',
            "Option 'mongodbLogPath' must be of type 'stderr' | 'stdout' | MongoDBLogWritable",
          );
        return;
      case 'srvhostvalidator':
        // A function stands in a query as its code.
        if (typeof value !== 'string') throw parseError('srvHostValidator must be a function');
        return keep(value);
      default:
        keep(value);
    }
  }

  private suffix(value: string, keep: (value: unknown) => void): void {
    const stripped = value.replace(/^\.+/, '').replace(/(?<!\.)\.+$/, '');
    if (stripped === '') throw parseError('srvAllowedHostsSuffix must contain at least one domain label');
    const reservedLabels = [
      'test',
      'localhost',
      'invalid',
      'example',
      'local',
      'internal',
      'corp',
      'home',
      'mail',
    ];
    if (!stripped.includes('.') && !reservedLabels.includes(stripped.toLowerCase()))
      throw parseError(
        `srvAllowedHostsSuffix "${value}" must contain at least two domain labels, or be one of: ${reservedLabels.join(', ')}`,
      );
    keep(stripped);
  }

  private merge(part: Partial<Credentials>): void {
    this.credentials = {
      mechanism: 'DEFAULT',
      source: 'admin',
      username: '',
      password: '',
      properties: {},
      ...this.credentials,
      ...part,
    };
  }

  private authMechanism(value: unknown): void {
    const mechanisms = [
      'MONGODB-AWS',
      ...(this.since('7.0') ? [] : ['MONGODB-CR']),
      'DEFAULT',
      'GSSAPI',
      'PLAIN',
      'SCRAM-SHA-1',
      'SCRAM-SHA-256',
      'MONGODB-X509',
      ...(this.since('5.2') ? ['MONGODB-OIDC'] : []),
    ];
    const wanted = text(value);
    const mechanism = mechanisms.find((m) => hasWholeWord(m, wanted));
    if (!mechanism) throw parseError(`authMechanism one of ${mechanisms.join(',')}, got ${wanted}`);
    const external = ['PLAIN', 'GSSAPI', 'MONGODB-AWS', 'MONGODB-X509', 'MONGODB-OIDC'].includes(mechanism);
    this.merge({ mechanism, ...(external ? { source: '$external' } : {}) });
  }

  private authMechanismProperties(values: readonly unknown[]): void {
    let properties: Record<string, unknown> = {};
    for (const value of values) {
      if (typeof value !== 'string') {
        if (!isRecord(value)) throw parseError('AuthMechanismProperties must be an object');
        properties = { ...value };
        continue;
      }
      if (value === '' && this.since('6.0')) continue;
      for (const pair of value.split(',')) {
        const colon = pair.indexOf(':');
        if (colon < 0) throw parseError('Cannot have undefined values in key value pairs');
        const found = this.since('5.7') ? pair.slice(colon + 1) : pair.slice(colon + 1).split(':')[0]!;
        properties[pair.slice(0, colon)] = found === 'true' ? true : found === 'false' ? false : found;
      }
    }
    this.merge({ properties });
  }

  private compressors(values: readonly unknown[]): void {
    const names = ['none', 'snappy', 'zlib', ...(this.since('4.8') ? ['zstd'] : [])];
    for (const value of values) {
      const list = typeof value === 'string' ? value.split(',') : value;
      if (!Array.isArray(list)) {
        if (!this.since('4.2')) throw new Refusal('TypeError', 'compVal.split is not a function');
        throw invalidArgument('compressors must be an array or a comma-delimited list of strings');
      }
      for (const name of list)
        if (!names.includes(text(name)))
          throw this.since('4.1.3')
            ? invalidArgument(
                `${text(name)} is not a valid compression mechanism. Must be one of: ${names.join(',')}.`,
              )
            : parseError(`${text(name)} is not a valid compression mechanism`);
    }
  }

  private readPreferenceMode(value: unknown): void {
    if (typeof value === 'string') this.readPreference = { ...this.readPreference, mode: value };
    else if (isRecord(value) && typeof value['mode'] === 'string')
      this.readPreference = { ...this.readPreference, mode: value['mode'] };
    else if (this.since('4.4')) throw parseError(`Unknown ReadPreference value: ${text(value)}`);
    else return;
    this.checkReadPreference();
  }

  private readPreferenceTags(values: readonly unknown[]): void {
    const list = Array.isArray(values[0]) ? (values[0] as unknown[]) : values;
    for (const tag of list)
      if (typeof tag === 'string' && !(tag === '' && this.since('6.0')))
        for (const pair of tag.split(','))
          if (!pair.includes(':')) throw parseError('Cannot have undefined values in key value pairs');
  }

  private checkReadPreference(): void {
    const fail = (message: string): Refusal =>
      new Refusal(this.since('4.1') ? 'MongoInvalidArgumentError' : 'MongoDriverError', message);
    const { mode, staleness } = this.readPreference!;
    if (!['primary', 'primaryPreferred', 'secondary', 'secondaryPreferred', 'nearest'].includes(mode))
      throw fail(`Invalid read preference mode ${JSON.stringify(mode)}`);
    if (staleness !== undefined) {
      if (staleness <= 0) throw fail('maxStalenessSeconds must be a positive integer');
      if (mode === 'primary')
        throw fail('Primary read preference cannot be combined with maxStalenessSeconds');
    }
  }

  private serverApi(value: unknown): void {
    const version = isRecord(value) ? value['version'] : value;
    const list = '["1"]';
    if (!version)
      throw parseError(
        `Invalid \`serverApi\` property; must specify a version from the following enum: ${list}`,
      );
    if (version !== '1' && !/ServerApiVersion/.test(text(version)))
      throw parseError(`Invalid server API version=${text(version)}; must be in the following enum: ${list}`);
  }

  // -- checks at the end ----------------------------------------------------------------------------------------------

  private checkCredentials(): void {
    const c = this.credentials;
    if (!c) return;
    const { mechanism } = c;
    const apiError = (message: string): Refusal =>
      new Refusal(this.since('4.1.1') ? 'MongoAPIError' : 'MongoDriverError', message);
    const external = mechanism === 'GSSAPI' || mechanism === 'MONGODB-X509';
    if (external && this.given.has('authsource') && c.source !== '$external')
      throw parseError(
        this.since('5.2')
          ? `authMechanism ${mechanism} requires an authSource of '$external'`
          : "[object Object] can only have authSource set to '$external'",
      );
    if (mechanism === 'MONGODB-AWS' && this.since('7.0')) {
      if (c.username || c.password)
        throw apiError(
          'username and password cannot be provided when using MONGODB-AWS. Credentials must be provided in a manner that can be read by the AWS SDK.',
        );
      if (c.properties['AWS_SESSION_TOKEN'])
        throw apiError(
          'AWS_SESSION_TOKEN cannot be provided when using MONGODB-AWS. Credentials must be provided in a manner that can be read by the AWS SDK.',
        );
    } else if (mechanism === 'MONGODB-AWS' && this.since('4.10') && c.username && !c.password)
      throw new Refusal(
        'MongoMissingCredentialsError',
        `When using ${mechanism} password must be set when a username is specified`,
      );
    const named = [
      'GSSAPI',
      'PLAIN',
      'SCRAM-SHA-1',
      'SCRAM-SHA-256',
      ...(this.since('6.10') ? [] : ['MONGODB-CR']),
    ];
    if (named.includes(mechanism) && !c.username)
      throw new Refusal(
        this.since('4.1') ? 'MongoMissingCredentialsError' : 'MongoDriverError',
        `Username required for mechanism '${mechanism}'`,
      );
    if (mechanism === 'MONGODB-OIDC') this.checkOidc(c);
    if ((external || mechanism === 'MONGODB-AWS' || mechanism === 'MONGODB-OIDC') && c.source !== '$external')
      throw apiError(`Invalid source '${c.source}' for mechanism '${mechanism}' specified.`);
    if (mechanism === 'MONGODB-X509' && c.password !== '')
      throw apiError('Password not allowed for mechanism MONGODB-X509');
    const canonicalize = c.properties['CANONICALIZE_HOST_NAME'] ?? false;
    if (
      this.since('4.4') &&
      ![true, false, 'on', 'off', 'none', 'forward', 'forwardAndReverse'].includes(canonicalize as string)
    )
      throw apiError(`Invalid CANONICALIZE_HOST_NAME value: ${text(canonicalize)}`);
  }

  private checkOidc(c: Credentials): void {
    const get = (name: string): unknown => c.properties[name];
    const mechanism = `'${c.mechanism}'`;
    if (!this.since('6.7')) {
      const provider = get('PROVIDER_NAME');
      if (c.username && provider)
        throw invalidArgument(
          `username and PROVIDER_NAME may not be used together for mechanism ${mechanism}.`,
        );
      if (!provider && !get('REQUEST_TOKEN_CALLBACK'))
        throw invalidArgument(
          `Either a PROVIDER_NAME or a REQUEST_TOKEN_CALLBACK must be specified for mechanism ${mechanism}.`,
        );
      return;
    }
    const environment = get('ENVIRONMENT');
    if (c.username && environment && environment !== 'azure')
      throw invalidArgument(
        `username and ENVIRONMENT '${text(environment)}' may not be used together for mechanism ${mechanism}.`,
      );
    if (c.username && c.password)
      throw invalidArgument(`No password is allowed in ENVIRONMENT '${text(environment)}' for ${mechanism}.`);
    if ((environment === 'azure' || environment === 'gcp') && !get('TOKEN_RESOURCE'))
      throw invalidArgument(
        'TOKEN_RESOURCE must be set in the auth mechanism properties when ENVIRONMENT is azure or gcp.',
      );
    const environments = ['test', 'azure', 'gcp', ...(this.since('6.8') ? ['k8s'] : [])];
    if (environment && !environments.includes(text(environment)))
      throw invalidArgument(
        `Currently only a ENVIRONMENT in ${environments.join(',')} is supported for mechanism ${mechanism}.`,
      );
    if (!environment && !get('OIDC_CALLBACK') && !get('OIDC_HUMAN_CALLBACK'))
      throw invalidArgument(
        `Either a ENVIRONMENT, OIDC_CALLBACK, or OIDC_HUMAN_CALLBACK must be specified for mechanism ${mechanism}.`,
      );
  }

  private checkTopology(srv: boolean, hosts: readonly string[]): void {
    const get = (name: string): unknown => this.resolved.get(name)?.value;
    const direct = get('directConnection') === true;
    const srvMaxHosts = Number(get('srvMaxHosts') ?? 0);
    const apiSrv = (): Refusal =>
      this.since('4.1.1')
        ? new Refusal('MongoAPIError', 'SRV URI does not support directConnection')
        : parseError('directConnection not supported with SRV URI');
    if (!this.since('4.2') && srv && direct) throw apiSrv();
    if (get('loadBalanced') === true) {
      if (hosts.length > 1)
        throw parseError('loadBalanced option only supported with a single host in the URI');
      if (get('replicaSet')) throw parseError('loadBalanced option not supported with a replicaSet option');
      if (direct) throw parseError('loadBalanced option not supported when directConnection is provided');
      if (srv && srvMaxHosts > 0) throw parseError('Cannot limit srv hosts with loadBalanced enabled');
    }
    if (this.since('4.2')) {
      if (srv) {
        if (direct) throw apiSrv();
        if (srvMaxHosts > 0 && typeof get('replicaSet') === 'string')
          throw parseError('Cannot use srvMaxHosts option with replicaSet');
        if (this.resolved.has('srvAllowedHostsSuffix') && this.resolved.has('srvHostValidator'))
          throw parseError('Cannot use srvAllowedHostsSuffix together with srvHostValidator');
      } else {
        const used = ['srvMaxHosts', 'srvServiceName', 'srvAllowedHostsSuffix', 'srvHostValidator'].filter(
          (name) => this.given.has(name.toLowerCase()),
        );
        if (used.length)
          throw parseError(
            `Cannot use ${this.since('7.8') ? used.join(', ') : 'srvMaxHosts or srvServiceName'} with a non-srv connection string`,
          );
      }
    }
    if (this.since('4.4') && direct && (srv || hosts.length !== 1))
      throw parseError('directConnection option requires exactly one host');
    if (this.since('4.3')) {
      if (!get('proxyHost') && (get('proxyPort') || get('proxyUsername') || get('proxyPassword')))
        throw parseError('Must specify proxyHost if other proxy options are passed');
      if (Boolean(get('proxyUsername')) !== Boolean(get('proxyPassword')))
        throw parseError('Can only specify both of proxy username/password or neither');
    }
  }

  // -- TLS --------------------------------------------------------------------------------------------------------------

  private client(srv: boolean): NodeClient {
    const entry = (name: string): { readonly value: unknown; readonly from: Decision } | undefined => {
      const found = this.resolved.get(name);
      return found && found.value !== undefined && found.value !== null ? found : undefined;
    };
    const first = (...names: string[]): Decision =>
      names.map((n) => entry(n)?.from).find((from) => from !== undefined) ?? byDefault;
    const written = entry('tls');
    const implied = srv && !this.given.has('tls') && !this.given.has('ssl');
    const tls = implied || written?.value === true;
    const reject = entry('rejectUnauthorized');
    // 6.5 stopped checking the handshake's result itself, and Node's variable came into force.
    const environment =
      !reject && this.since('6.5') && this.query.env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0';
    const chain = reject ? reject.value !== false : !environment;
    const chainBy: Decision = reject
      ? reject.from
      : environment
        ? { kind: 'environment', name: 'NODE_TLS_REJECT_UNAUTHORIZED' }
        : byDefault;
    const check = entry('checkServerIdentity');
    // A text of a URI is never a function; in options it stands for one, as its code.
    const isFunction =
      check?.value === noCheck ||
      (typeof check?.value === 'string' && !(check.from.kind === 'option' && check.from.place === 'uri'));
    const checked =
      check === undefined ? true : check.value === noCheck ? false : functionChecks(check.value);
    const context = entry('secureContext') !== undefined;
    const crlNames = ['tlsCRLFile', 'crl'];
    const certificateNames = this.since('6.0') ? ['tlsCertificateKeyFile', 'cert', 'pfx'] : ['cert', 'pfx'];
    const certificateBy = first(...certificateNames);
    return {
      tls,
      chain,
      hostname: chain ? checked : false,
      crl: crlNames.some((n) => entry(n)) && !context,
      certificate: context ? null : certificateBy.kind !== 'default',
      ca: ['tlsCAFile', 'ca'].some((n) => entry(n)),
      brokenCheck: check !== undefined && !isFunction && tls,
      secureContext: context,
      secureProtocol: entry('secureProtocol') !== undefined,
      by: {
        tls: implied ? { kind: 'scheme' } : (written?.from ?? byDefault),
        chain: chainBy,
        hostname: chain ? (check?.from ?? byDefault) : chainBy,
        crl: first(...crlNames),
        certificate: certificateBy,
      },
    };
  }
}

/** Stands for the function that checks nothing. */
const noCheck = Symbol('no check');

/** Does a check that the program brings look at the name? null: nobody knows without running it. A function stands in a query as its code. */
function functionChecks(code: unknown): boolean | null {
  if (typeof code !== 'string') return null;
  if (remainingCheck(code) === 'chain') return false;
  if (
    /^@?noop$|^(?:function\s*\w{0,40}\s*)?\(?[\w\s,]{0,80}\)?\s*(?:=>)?\s*(?:\{\s*(?:return\s*(?:undefined|null|void 0)?\s*;?)?\s*\}|undefined|null|void 0)$/.test(
      code.slice(0, 300),
    )
  )
    return false;
  return /^tls\.checkServerIdentity$/.test(code) ? true : null;
}

/** Does `word`, taken literally, stand in `name` with no letter, digit or underscore next to it? Letter case does not matter. */
function hasWholeWord(name: string, word: string): boolean {
  if (word === '' || word.length > name.length) return word === '';
  const upper = word.toUpperCase();
  for (let at = name.indexOf(upper); at >= 0; at = name.indexOf(upper, at + 1)) {
    const before = /\w/.test(name[at - 1] ?? '') !== /\w/.test(upper[0]!);
    const after = /\w/.test(name[at + upper.length] ?? '') !== /\w/.test(upper.at(-1)!);
    if (before && after) return true;
  }
  return false;
}

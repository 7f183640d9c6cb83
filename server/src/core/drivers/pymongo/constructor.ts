/**
 * `MongoClient(...)` of PyMongo 2.6 and later: from host, URI and keyword arguments to the TLS settings of the client.
 * Sources: mongodb/mongo-python-driver, `pymongo/mongo_client.py` (`pymongo/synchronous/mongo_client.py` from 4.9),
 * `pymongo/client_options.py`, `pymongo/ssl_support.py`, `pymongo/auth.py`.
 */
import type { Decision } from '../../types';
import { Refusal } from '../refusal';
import { atLeast, perVersion } from '../versions';
import { closeMatches } from './closeMatches';
import { knownOptions, type KnownOptions } from './optionTable';
import { OptionDict } from './options';
import { rejectConflicts, useInternalNames, warnOfDeprecations } from './security';
import { checkTopology, parseUri, splitHosts, type Node } from './uri';
import { configurationError, invalidUri, typeError, validate, valueError } from './validators';
import { isDict, isInt, isList, numberOf, pyType, toPython, truthy, type PyValue } from './values';

export interface ClientQuery {
  readonly version: string;
  readonly backend: 'ssl' | 'pyopenssl';
  /** URIs and host names, as given for `host`. */
  readonly hosts: readonly string[];
  readonly keywords: Readonly<Record<string, unknown>>;
}

/** The client as made: what it will do about TLS, and who decided it. */
export interface Client {
  readonly tls: boolean;
  readonly chain: boolean;
  readonly hostname: boolean;
  readonly crl: boolean;
  readonly certificate: boolean;
  readonly ca: boolean;
  readonly ocspEndpoint: boolean;
  readonly by: {
    readonly tls: Decision;
    readonly chain: Decision;
    readonly hostname: Decision;
    readonly crl: Decision;
    readonly certificate: Decision;
  };
}

/** Parameters of MongoClient that are options as well, in the order in which they are added to the keyword arguments. */
const parameters = ['document_class', 'type_registry', 'tz_aware', 'connect'];

const byDefault: Decision = { kind: 'default' };

const known = perVersion(knownOptions);
const suggestionsByName = new Map<string, string>();

/** Makes the client; throws a Refusal where PyMongo raises. What Python would warn of is added to `warnings`. */
export function makeClient(query: ClientQuery, warnings: string[]): Client {
  return new Construction(query, warnings).make();
}

/** `uri_parser.parse_uri(uri)`, where every wrong option is an error; throws a Refusal. */
export function readUriStrictly(uri: string, version: string, warnings: string[]): void {
  new Construction({ version, backend: 'ssl', hosts: [uri], keywords: {} }, warnings).readStrictly(uri);
}

class Construction {
  readonly version: string;
  private readonly known: KnownOptions;
  private readonly warn = (text: string): void => {
    this.warnings.push(text);
  };

  constructor(
    private readonly query: ClientQuery,
    private readonly warnings: string[],
  ) {
    this.version = query.version;
    this.known = known(query.version);
  }

  private since(version: string): boolean {
    return atLeast(this.version, version);
  }

  readStrictly(uri: string): void {
    parseUri(uri, {
      version: this.version,
      known: this.known,
      warn: this.warn,
      // PyMongo 4 has renamed ssl before it looks at the values here (`split_options`, normalize=True).
      check: (name, value) =>
        this.check(this.since('4.0') && name.toLowerCase() === 'ssl' ? 'tls' : name, value, 'uri'),
      forgives: () => undefined,
      srvMaxHosts: undefined,
      defaultPort: 27017,
    });
  }

  make(): Client {
    const hosts = this.query.hosts;
    const keywords: [string, PyValue][] = [];
    const named: [string, PyValue][] = [];
    let port: PyValue = null;
    for (const [name, value] of Object.entries(this.query.keywords)) {
      // Parameters with a name of their own, and hooks of wrappers, are not among the other keyword arguments.
      if (name === 'port') port = toPython(value);
      else if (parameters.includes(name) && this.since('3.0')) named.push([name, toPython(value)]);
      else if (name !== 'host' && !name.startsWith('_')) keywords.push([name, toPython(value)]);
    }
    // They are checked after the rest; None is the same as not given.
    for (const name of this.since('3.1') ? parameters : parameters.slice(0, 3))
      keywords.push(...named.filter(([n, value]) => n === name && value !== null));
    if (port !== null && !isInt(port))
      throw typeError(`port must be an instance of int${this.since('4.12') ? `, not ${pyType(port)}` : ''}`);
    const defaultPort = port === null ? 27017 : numberOf(port)!;
    return this.since('3.0')
      ? this.make3(hosts, keywords, defaultPort)
      : this.make2(hosts, keywords, defaultPort);
  }

  // -- options ------------------------------------------------------------------------------------------------------

  private check(name: string, value: PyValue, place: 'uri' | 'keyword'): PyValue {
    const lower = name.toLowerCase();
    // 3.1 and before have one list for both.
    const validator = this.known[place].get(lower);
    if (!validator) throw configurationError(this.unknown(name, lower, place));
    return validate(validator, name, value, this.version, (text) => this.warn(`UserWarning: ${text}`));
  }

  private unknown(name: string, lower: string, place: 'uri' | 'keyword'): string {
    if (!this.since('4.7')) return `Unknown option ${name}`;
    const key = `${place} ${this.known[place].size} ${this.version} ${lower}`;
    let suggestions = suggestionsByName.get(key);
    if (suggestions === undefined) {
      // A name of this length is similar to nothing.
      const names = lower.length > 400 ? [] : closeMatches(lower, this.known[place].keys());
      suggestions = names.length
        ? ` Did you mean one of (${names.join(', ')}) or maybe a camelCase version of one? Refer to docstring.`
        : '';
      if (suggestionsByName.size < 5000 && key.length < 200) suggestionsByName.set(key, suggestions);
    }
    return `Unknown option: ${name}.${suggestions}`;
  }

  /** The message with which a URI's option is skipped; undefined when PyMongo lets the error through. */
  private readonly forgives = (name: string, thrown: unknown): string | undefined => {
    if (!(thrown instanceof Refusal)) return undefined;
    if (
      name === 'authmechanismproperties' &&
      this.since('4.11') &&
      thrown.message.startsWith('CANONICALIZE_HOST_NAME ')
    )
      return undefined;
    switch (thrown.error) {
      case 'ValueError':
      case 'pymongo.errors.ConfigurationError':
      case 'pymongo.errors.InvalidURI':
        return thrown.message;
      case 'TypeError':
        return this.since('3.9') ? thrown.message : undefined;
      default:
        return undefined;
    }
  };

  // -- 3.0 and later --------------------------------------------------------------------------------------------------

  private make3(
    hosts: readonly string[],
    keywords: readonly [string, PyValue][],
    defaultPort: number,
  ): Client {
    const given = new OptionDict();
    for (const [name, value] of keywords) given.set(name, value, { kind: 'option', name, place: 'options' });
    if (this.since('4.0') && hosts.filter((h) => h.includes('/')).length > 1)
      throw configurationError('host must not contain multiple MongoDB URIs');
    const seeds: Node[] = [];
    let uriOptions: OptionDict | undefined;
    let username: string | null = null;
    let password: string | null = null;
    for (const entity of hosts) {
      if (entity.includes(this.since('3.12') ? '/' : '://')) {
        this.checkDnsTimeout(given);
        const uri = parseUri(entity, {
          version: this.version,
          known: this.known,
          warn: this.warn,
          check: (name, value) => this.check(name, value, 'uri'),
          forgives: this.forgives,
          srvMaxHosts: given.get('srvmaxhosts'),
          defaultPort,
        });
        seeds.push(...uri.nodes);
        username = uri.username || username;
        password = uri.password || password;
        uriOptions = uri.options;
      } else seeds.push(...splitHosts(entity, defaultPort, this));
    }
    if (seeds.length === 0) throw configurationError('need to specify at least one host');
    if (this.since('4.7')) this.warnOfLookalikes(seeds);
    // From 4.12 on a client of a mongodb+srv URI is made without the tls=true of the scheme, which joins the options when the name is resolved.
    const ssl = given.entry('ssl');
    const late =
      this.since('4.12') && ssl && !given.has('tls') && uriOptions?.entry('tls')?.from.kind === 'scheme';
    if (late) uriOptions?.pop('tls');
    const options = this.since('3.9')
      ? this.merge39(uriOptions, given, distinct(seeds))
      : this.mergeOld(uriOptions ?? new OptionDict(), keywords);
    const get = (name: string): PyValue => options.get(name) ?? null;
    if (this.since('3.5')) {
      if (options.has('username')) username = get('username') as string | null;
      if (options.has('password')) password = get('password') as string | null;
    }
    if (this.since('3.5') && !this.since('4.0') && options.has('socketkeepalive'))
      this.warn(
        'DeprecationWarning: The socketKeepAlive option is deprecated. It nowdefaults to true and disabling it is not recommended, see https://docs.mongodb.com/manual/faq/diagnostics/#does-tcp-keepalive-time-affect-mongodb-deployments',
      );
    this.checkCredentials(username, password, options);
    this.checkPool(options);
    const client = this.since('4.0') ? this.tls4(options) : this.tls3(options);
    this.checkRest(options);
    if (late) {
      const joined = new OptionDict();
      joined.set(ssl.name, ssl.value, ssl.from);
      joined.set('tls', true, { kind: 'scheme' });
      rejectConflicts(joined, this.version);
    }
    return client;
  }

  /** Until 4.11 the timeout of the DNS query is checked before the URI is read. */
  private checkDnsTimeout(given: OptionDict): void {
    if (!this.since('3.9') || this.since('4.12')) return;
    const entry = given.entry('connecttimeoutms');
    if (!entry || entry.value === null) return;
    const validator = this.since('3.11') ? 'timeoutOrNoneOrZero' : 'timeoutOrNone';
    validate(validator, entry.name, entry.value, this.version, this.warn);
  }

  private warnOfLookalikes(seeds: readonly Node[]): void {
    const names: readonly [RegExp, string, string][] = [
      [/\.cosmos\.azure\.com$/, 'CosmosDB', 'cosmosdb'],
      [/\.docdb(?:-elastic)?\.amazonaws\.com$/, 'DocumentDB', 'documentdb'],
    ];
    for (const { host } of seeds)
      for (const [pattern, product, page] of names)
        if (pattern.test(host)) {
          this.warn(
            `UserWarning: You appear to be connected to a ${product} cluster. For more information regarding feature compatibility and support please visit https://www.mongodb.com/supportability/${page}`,
          );
          return;
        }
  }

  private merge39(uriOptions: OptionDict | undefined, given: OptionDict, seeds: number): OptionDict {
    const options = uriOptions ?? new OptionDict(!this.since('3.12'));
    warnOfDeprecations(given, this.version, this.warn);
    const checked: [string, PyValue, Decision][] = [];
    for (const [lower, entry] of given.list()) {
      // 3.9 and 3.10 look options up, and print them, in lower case.
      const name = this.since('3.11') ? entry.name : lower;
      checked.push([name, this.check(name, entry.value, 'keyword'), entry.from]);
    }
    for (const [name, value, from] of checked)
      options.set(options.plain ? name.toLowerCase() : name, value, from);
    rejectConflicts(options, this.version);
    useInternalNames(options, this.version);
    if (this.since('3.12')) checkTopology(seeds, options);
    else if (this.since('3.11') && seeds > 1 && truthy(options.get('directconnection')))
      throw configurationError('Cannot specify multiple hosts with directConnection=true');
    return options;
  }

  private mergeOld(uriOptions: OptionDict, keywords: readonly [string, PyValue][]): OptionDict {
    const place = (name: string): Decision => ({ kind: 'option', name, place: 'options' });
    if (this.since('3.1')) {
      const checked = keywords.map(([name, value]): [string, PyValue] => [
        name,
        this.check(name, value, 'keyword'),
      ]);
      for (const [name, value] of checked) uriOptions.set(name.toLowerCase(), value, place(name));
      return uriOptions;
    }
    // 3.0 checks URI and keyword options together, and a wrong one in the URI is an error as well.
    const raw = new Map<string, readonly [PyValue, Decision]>();
    for (const [, entry] of uriOptions.list()) raw.set(entry.name, [entry.value, entry.from]);
    for (const [name, value] of keywords) raw.set(name, [value, place(name)]);
    const options = new OptionDict();
    for (const [name, [value, from]] of raw)
      options.set(name.toLowerCase(), this.check(name, value, 'keyword'), from);
    return options;
  }

  // -- what ClientOptions refuses ---------------------------------------------------------------------------------------

  private checkCredentials(username: string | null, password: string | null, options: OptionDict): void {
    const given = (options.get('authmechanism') ?? null) as string | null;
    const source = (options.get('authsource') ?? null) as string | null;
    const mechanism = given ?? (username || !this.since('3.7') ? 'DEFAULT' : null);
    const stop = this.since('4.12') ? '' : '.';
    if (!this.since('3.7')) {
      if (username === null && !(mechanism === 'MONGODB-X509' && this.since('3.4'))) return;
      if (mechanism !== 'GSSAPI' && mechanism !== 'MONGODB-X509' && password === null)
        throw configurationError('A password is required.');
      return;
    }
    if (!username && !mechanism) return;
    const noUser = [
      'MONGODB-X509',
      ...(this.since('3.11') ? ['MONGODB-AWS'] : []),
      ...(this.since('4.4') ? ['MONGODB-OIDC'] : []),
    ];
    if (!noUser.includes(mechanism!) && username === null)
      throw configurationError(`${mechanism} requires a username${stop}`);
    const wrongSource = source !== null && source !== '$external';
    switch (mechanism) {
      case 'GSSAPI':
        if (wrongSource) throw valueError('authentication source must be $external or None for GSSAPI');
        return;
      case 'MONGODB-X509':
        if (password !== null) throw configurationError('Passwords are not supported by MONGODB-X509');
        if (wrongSource) throw valueError('authentication source must be $external or None for MONGODB-X509');
        return;
      case 'MONGODB-AWS':
        if (username !== null && password === null)
          throw configurationError('username without a password is not supported by MONGODB-AWS');
        if (wrongSource)
          throw configurationError('authentication source must be $external or None for MONGODB-AWS');
        return;
      case 'MONGODB-OIDC':
        this.checkOidc(username, password, options);
        return;
      case 'PLAIN':
        return;
      default:
        if (password === null) throw configurationError(`A password is required${stop}`);
    }
  }

  private checkOidc(username: string | null, password: string | null, options: OptionDict): void {
    const given = options.get('authmechanismproperties') ?? null;
    const properties = isDict(given) ? given : {};
    const get = (name: string): PyValue => properties[name] ?? null;
    if (!this.since('4.7')) {
      if (!truthy(get('request_token_callback')) && get('PROVIDER_NAME') !== 'aws')
        throw configurationError(
          "authentication with MONGODB-OIDC requires providing an request_token_callback or a provider_name of 'aws'",
        );
      return;
    }
    if (this.since('4.11') && get('ALLOWED_HOSTS') !== null && get('OIDC_HUMAN_CALLBACK') === null)
      throw configurationError('ALLOWED_HOSTS is only valid with OIDC_HUMAN_CALLBACK');
    const either = 'authentication with MONGODB-OIDC requires providing either a callback or a environment';
    if (password !== null) throw configurationError('password is not supported by MONGODB-OIDC');
    const callback = truthy(get('OIDC_CALLBACK'));
    const human = truthy(get('OIDC_HUMAN_CALLBACK'));
    const environment = get('ENVIRONMENT');
    if (callback || human) {
      if (environment !== null) throw configurationError(either);
      if (callback && human)
        throw configurationError('cannot set both OIDC_CALLBACK and OIDC_HUMAN_CALLBACK');
      return;
    }
    if (environment === null) throw configurationError(either);
    if (environment === 'test') {
      if (username !== null)
        throw configurationError('test environment for MONGODB-OIDC does not support username');
    } else if (environment === 'azure') {
      if (!truthy(get('TOKEN_RESOURCE')))
        throw configurationError(
          'Azure environment for MONGODB-OIDC requires a TOKEN_RESOURCE auth mechanism property',
        );
    } else if (environment === 'gcp') {
      if (!truthy(get('TOKEN_RESOURCE')))
        throw configurationError(
          'GCP provider for MONGODB-OIDC requires a TOKEN_RESOURCE auth mechanism property',
        );
    } else if (!(environment === 'k8s' && this.since('4.11')))
      throw configurationError(`unrecognized ENVIRONMENT for MONGODB-OIDC: ${String(environment)}`);
  }

  private checkPool(options: OptionDict): void {
    if (!this.since('3.3')) return;
    const max = options.has('maxpoolsize') ? numberOf(options.get('maxpoolsize')!) : 100;
    const min = numberOf(options.get('minpoolsize') ?? 0) ?? 0;
    if (max !== undefined && !(max === 0 && this.since('4.20')) && min > max)
      throw valueError('minPoolSize must be smaller or equal to maxPoolSize');
  }

  /** Read preference, write concern and heartbeat: after TLS, but a refusal all the same. */
  private checkRest(options: OptionDict): void {
    const mode = options.get('readpreference') ?? 'primary';
    if (!options.has('read_preference') && mode === 'primary') {
      const tags = options.get('readpreferencetags') ?? null;
      if (
        tags !== null &&
        !(isList(tags) && tags.length === 1 && isDict(tags[0]!) && Object.keys(tags[0]).length === 0)
      )
        throw configurationError('Read preference primary cannot be combined with tags');
      if (this.since('3.4') && (numberOf(options.get('maxstalenessseconds') ?? -1) ?? -1) !== -1)
        throw configurationError('Read preference primary cannot be combined with maxStalenessSeconds');
    }
    const wtimeout = numberOf(options.get('wtimeout') ?? options.get('wtimeoutms') ?? null);
    if (wtimeout !== undefined && wtimeout < 0 && this.since('3.7'))
      throw valueError('wtimeout cannot be less than 0');
    const journal = truthy(options.get('journal') ?? options.get('j'));
    if (journal && truthy(options.get('fsync')))
      throw configurationError("Can't set both j and fsync at the same time");
    const w = options.get('w') ?? null;
    const number = w === null ? undefined : numberOf(w);
    if (number === 0 && journal) throw configurationError('Cannot set w to 0 and j to True');
    if (number !== undefined && number < 0 && this.since('3.7')) throw valueError('w cannot be less than 0');
    this.checkHeartbeat(options);
  }

  private checkHeartbeat(options: OptionDict): void {
    if (!this.since('3.3') || !options.has('heartbeatfrequencyms')) return;
    const heartbeat = options.get('heartbeatfrequencyms') ?? null;
    if (heartbeat === null) throw typeError("'<' not supported between instances of 'NoneType' and 'float'");
    const least = this.since('4.18') ? '500.0' : this.since('3.5') ? '500' : this.since('3.4') ? '0' : '0.5';
    if (typeof heartbeat === 'number' && heartbeat < 0.5)
      throw configurationError(`heartbeatFrequencyMS cannot be less than ${least}`);
  }

  // -- TLS ----------------------------------------------------------------------------------------------------------------

  /** `_parse_ssl_options` of 4.x. */
  private tls4(options: OptionDict): Client {
    const value = (name: string): PyValue => options.get(name) ?? null;
    const from = (name: string): Decision => options.entry(name)?.from ?? byDefault;
    const enabling: string[] = [];
    for (const name of ['tlscertificatekeyfile', 'tlscertificatekeyfilepassword', 'tlscafile', 'tlscrlfile'])
      if (truthy(options.get(name))) enabling.push(name);
    for (const name of [
      'tlsallowinvalidcertificates',
      'tlsallowinvalidhostnames',
      'tlsdisableocspendpointcheck',
    ])
      if (options.has(name) && !truthy(options.get(name))) enabling.push(name);
    const use = value('tls');
    if (use === false && enabling.length)
      throw configurationError(
        `TLS has not been enabled but the following tls parameters have been set: ${enabling.join(', ')}. Please set \`tls=True\` or remove.`,
      );
    const tls = use === null ? enabling.length > 0 : truthy(use);
    const allowCertificates = truthy(options.get('tlsallowinvalidcertificates'));
    const allowHostnames = truthy(options.get('tlsallowinvalidhostnames'));
    const crl = value('tlscrlfile') !== null;
    if (tls && crl && this.query.backend === 'pyopenssl')
      throw configurationError('tlsCRLFile cannot be used with PyOpenSSL');
    const chainBy = from('tlsallowinvalidcertificates');
    return {
      tls,
      chain: !allowCertificates,
      hostname: !allowCertificates && !allowHostnames,
      crl,
      certificate: value('tlscertificatekeyfile') !== null,
      ca: value('tlscafile') !== null,
      ocspEndpoint: !truthy(options.get('tlsdisableocspendpointcheck')),
      by: {
        tls: use === null ? (enabling.length ? from(enabling[0]!) : byDefault) : from('tls'),
        chain: chainBy,
        hostname: allowCertificates ? chainBy : from('tlsallowinvalidhostnames'),
        crl: from('tlscrlfile'),
        certificate: from('tlscertificatekeyfile'),
      },
    };
  }

  /** `_parse_ssl_options` of 3.x. */
  private tls3(options: OptionDict): Client {
    const value = (name: string): PyValue => options.get(name) ?? null;
    const from = (name: string): Decision => options.entry(name)?.from ?? byDefault;
    const enabling = options
      .list()
      .filter(([name, entry]) => name.startsWith('ssl_') && truthy(entry.value))
      .map(([name]) => name);
    const use = value('ssl');
    if (use === false && enabling.length)
      throw configurationError(
        `ssl has not been enabled but the following ssl parameters have been set: ${enabling.join(', ')}. Please set \`ssl=True\` or remove.`,
      );
    const tls = use === null ? enabling.length > 0 : truthy(use);
    const required = value('ssl_cert_reqs') === null || truthy(options.get('ssl_cert_reqs'));
    const match = options.has('ssl_match_hostname') ? truthy(options.get('ssl_match_hostname')) : true;
    const crl = value('ssl_crlfile') !== null;
    if (tls && crl && this.query.backend === 'pyopenssl' && this.since('3.11'))
      throw configurationError('ssl_crlfile cannot be used with PyOpenSSL');
    const chainBy = from('ssl_cert_reqs');
    return {
      tls,
      chain: required,
      hostname: required && match,
      crl,
      certificate: value('ssl_certfile') !== null,
      ca: value('ssl_ca_certs') !== null,
      ocspEndpoint: options.has('ssl_check_ocsp_endpoint')
        ? truthy(options.get('ssl_check_ocsp_endpoint'))
        : true,
      by: {
        tls: use === null ? (enabling.length ? from(enabling[0]!) : byDefault) : from('ssl'),
        chain: chainBy,
        hostname: required ? from('ssl_match_hostname') : chainBy,
        crl: from('ssl_crlfile'),
        certificate: from('ssl_certfile'),
      },
    };
  }

  // -- 2.x --------------------------------------------------------------------------------------------------------------

  private make2(
    hosts: readonly string[],
    keywords: readonly [string, PyValue][],
    defaultPort: number,
  ): Client {
    let uriOptions = new OptionDict();
    let seeds = 0;
    let user: string | null = null;
    let password: string | null = null;
    for (const entity of hosts) {
      if (!entity.includes('://')) {
        seeds += splitHosts(entity, defaultPort, this).length;
        continue;
      }
      if (!entity.startsWith('mongodb://'))
        throw invalidUri(`Invalid URI scheme: ${entity.slice(0, entity.indexOf('://'))}`);
      const uri = parseUri(entity, {
        version: this.version,
        known: this.known,
        warn: this.warn,
        check: (name, value) => this.check(name, value, 'uri'),
        forgives: this.forgives,
        srvMaxHosts: undefined,
        defaultPort,
      });
      seeds += uri.nodes.length;
      uriOptions = uri.options;
      user = uri.username || user;
      password = uri.password || password;
    }
    if (seeds === 0) throw configurationError('need to specify at least one host');
    const options = new OptionDict();
    const positional = new Set(['max_pool_size', 'document_class', 'tz_aware']);
    const own = keywords.filter(([name]) => !positional.has(name));
    if (this.since('2.9') && own.some(([name]) => name === 'tag_sets'))
      this.warn(
        'DeprecationWarning: tag_sets is deprecated in this version of PyMongo and removed in PyMongo 3. Pass a read preference object as read_preference instead',
      );
    for (const [name, value] of own)
      options.set(name.toLowerCase(), this.check(name, value, 'keyword'), {
        kind: 'option',
        name,
        place: 'options',
      });
    // The URI wins over keyword arguments here.
    for (const [, entry] of uriOptions.list()) options.set(entry.name, entry.value, entry.from);
    for (const [name, value] of keywords) {
      if (name === 'max_pool_size') validate('positiveIntegerOrNone', name, value, this.version, this.warn);
      if (name === 'tz_aware') validate('boolean', name, value, this.version, this.warn);
    }
    // Only keyword arguments turn TLS on by themselves; 2.8 and later ignore those without a true value.
    const enabling = own
      .filter(([name, value]) => name.startsWith('ssl_') && (!this.since('2.8') || truthy(value)))
      .map(([name]) => name);
    const value = (name: string): PyValue => options.get(name) ?? null;
    const from = (name: string): Decision => options.entry(name)?.from ?? byDefault;
    const use = value('ssl');
    if (use === false && enabling.length)
      throw configurationError(
        `ssl has not been enabled but the following ssl parameters have been set: ${enabling.join(', ')}. Please set \`ssl=True\` or remove.`,
      );
    const required = truthy(options.get('ssl_cert_reqs'));
    if (required && !truthy(options.get('ssl_ca_certs')))
      throw configurationError(
        'If `ssl_cert_reqs` is not `ssl.CERT_NONE` then you must include `ssl_ca_certs` to be able to validate the server.',
      );
    const mechanism = value('authmechanism');
    if (
      user &&
      password === null &&
      this.since('2.8') &&
      mechanism !== 'GSSAPI' &&
      mechanism !== 'MONGODB-X509'
    )
      throw configurationError('A password is required.');
    const match = options.has('ssl_match_hostname') ? truthy(options.get('ssl_match_hostname')) : true;
    return {
      tls: use === null ? enabling.length > 0 : truthy(use),
      chain: required,
      hostname: required && match,
      crl: false,
      certificate: value('ssl_certfile') !== null,
      ca: value('ssl_ca_certs') !== null,
      ocspEndpoint: false,
      by: {
        tls: use === null ? (enabling.length ? from(enabling[0]!) : byDefault) : from('ssl'),
        chain: from('ssl_cert_reqs'),
        hostname: required ? from('ssl_match_hostname') : from('ssl_cert_reqs'),
        crl: byDefault,
        certificate: from('ssl_certfile'),
      },
    };
  }
}

/** Seeds are a set: the same host twice counts once. */
function distinct(seeds: readonly Node[]): number {
  return seeds.length < 2 ? seeds.length : new Set(seeds.map((s) => `${s.host}\0${s.port}`)).size;
}

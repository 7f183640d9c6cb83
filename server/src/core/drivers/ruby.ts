/**
 * The Ruby driver. Source: mongodb/mongo-ruby-driver lib/mongo/uri.rb, uri/options_mapper.rb, client.rb, socket/ssl.rb;
 * tags v2.1.0 to v2.25.0 compared.
 */
import type { Aspect, Decision, DriverModel, PredictQuery, Prediction } from '../types';
import { rubyOptions } from './catalogue/ruby';
import { accepted, byDefault, byOption, byScheme, byUri, refused } from './outcome';
import { asText, cut, uriOf, writtenOptions } from './query';
import { atLeast, before, within } from './versions';
import { withoutUser } from './withoutUser';

/** A value with who set it. */
interface Set<T> {
  readonly value: T;
  readonly by: Decision;
}

/** The client's options that matter here, under the driver's own names. `null` is Ruby's nil. */
interface Options {
  ssl?: Set<unknown>;
  ssl_verify?: Set<unknown>;
  ssl_verify_certificate?: Set<unknown>;
  ssl_verify_hostname?: Set<unknown>;
  ssl_verify_ocsp_endpoint?: Set<unknown>;
  ssl_ca_cert?: Set<unknown>;
  ssl_cert?: Set<unknown>;
  ssl_key?: Set<unknown>;
}
type Name = keyof Options;

/** Options of the connection string: lower-case name, the client option it sets, how its text is read, since when. */
const uriNames: Readonly<
  Record<
    string,
    readonly [name: Name | 'ssl_key_pass_phrase', kind: 'switch' | 'inverse' | 'text', since: string]
  >
> = {
  ssl: ['ssl', 'switch', '2.0.0'],
  tls: ['ssl', 'switch', '2.7.0'],
  tlsallowinvalidcertificates: ['ssl_verify_certificate', 'inverse', '2.7.0'],
  tlsallowinvalidhostnames: ['ssl_verify_hostname', 'inverse', '2.7.0'],
  tlsinsecure: ['ssl_verify', 'inverse', '2.7.0'],
  tlsdisableocspendpointcheck: ['ssl_verify_ocsp_endpoint', 'inverse', '2.14.0'],
  tlscafile: ['ssl_ca_cert', 'text', '2.7.0'],
  tlscertificatekeyfile: ['ssl_cert', 'text', '2.7.0'],
  tlscertificatekeyfilepassword: ['ssl_key_pass_phrase', 'text', '2.7.0'],
};
const otherNames = new Set(
  'replicaset connecttimeoutms sockettimeoutms serverselectiontimeoutms localthresholdms heartbeatfrequencyms maxidletimems timeoutms w journal fsync wtimeoutms readpreference readpreferencetags maxstalenessseconds maxconnecting minpoolsize maxpoolsize waitqueuetimeoutms directconnection connect loadbalanced srvmaxhosts srvservicename authsource authmechanism authmechanismproperties appname compressors readconcernlevel retryreads retrywrites enableoverloadretargeting maxadaptiveretries zlibcompressionlevel servermonitoringmode'.split(
    ' ',
  ),
);
/** When the younger ones came (tags compared); older versions warn of them. */
const addedIn: Readonly<Record<string, string>> = {
  retrywrites: '2.7.0',
  readconcernlevel: '2.7.0',
  heartbeatfrequencyms: '2.7.0',
  maxidletimems: '2.7.0',
  retryreads: '2.9.0',
  directconnection: '2.13.0',
  loadbalanced: '2.16.0',
  srvmaxhosts: '2.18.0',
  srvservicename: '2.18.0',
  maxconnecting: '2.21.0',
  timeoutms: '2.21.0',
};
/** Values that old versions read without decoding them: numbers of milliseconds and names from a table. */
const undecoded = new Set(
  'connecttimeoutms sockettimeoutms serverselectiontimeoutms localthresholdms heartbeatfrequencyms maxidletimems waitqueuetimeoutms readpreference authmechanism compressors'.split(
    ' ',
  ),
);
const mechanisms = new Set([
  'GSSAPI',
  'MONGODB-AWS',
  'MONGODB-CR',
  'MONGODB-X509',
  'PLAIN',
  'SCRAM-SHA-1',
  'SCRAM-SHA-256',
]);

const format =
  'mongodb://[username:password@]host1[:port1][,host2[:port2],...[,hostN[:portN]]][/[database][?options]]';

class BadUri {
  constructor(
    readonly details: string,
    readonly withFormat = true,
  ) {}
}

/** URI.decode was removed from Ruby 3.0; these versions of the driver call it, and fail with NoMethodError (measured: 2.5.1 on Ruby 3.1). */
function callsRemovedDecode(version: string): boolean {
  return before(version, '2.4.0') || within(version, '2.5.1', '2.13.0');
}
class NoDecode {}

interface Read {
  readonly options: Options;
  readonly warnings: string[];
  readonly srv: boolean;
  mechanism: string | undefined;
  authSource: string | undefined;
  password: boolean;
}

/** Splits after the last slash, as all versions before 2.9 do: a path in an option moves the border. */
function splitAtLastSlash(rest: string): {
  readonly authority: string;
  readonly database: string;
  readonly options: string | undefined;
} {
  const slash = rest.lastIndexOf('/');
  const tail = slash < 0 ? '' : rest.slice(slash + 1);
  const authority = slash < 0 ? rest : rest.slice(0, slash);
  if (tail === '' && authority.includes('?'))
    throw new BadUri("Database delimiter '/' must be present if options are specified.");
  const [database, options] = cut(tail, '?');
  return { authority, database, options };
}

function checkHosts(version: string, hosts: string): void {
  if (hosts === '')
    throw new BadUri(
      atLeast(version, '2.9.0')
        ? 'Missing host; at least one must be provided'
        : 'Missing host; at least one must be provided.',
    );
  for (const host of hosts.split(',')) {
    if (host === '') {
      if (before(version, '2.9.0')) continue;
      throw new BadUri('Empty host given in the host list');
    }
    if (host.endsWith('.sock')) {
      if (callsRemovedDecode(version)) throw new NoDecode();
      continue;
    }
    const port = host.startsWith('[') ? /\]:(.*)$/.exec(host)?.[1] : cut(host, ':')[1];
    // String#to_i reads the digits at the start and ignores the rest.
    if (port !== undefined && !(parseInt(port, 10) > 0 && parseInt(port, 10) <= 65535)) {
      throw new BadUri('Invalid port. Port must be an integer greater than 0 and less than 65536');
    }
  }
}

function parse(version: string, uri: string): Read {
  const [scheme, rest] = cut(uri, '://');
  const srv = scheme === 'mongodb+srv' && atLeast(version, '2.5.0');
  if (scheme !== 'mongodb' && !srv) {
    throw atLeast(version, '2.9.0')
      ? new BadUri(`Invalid scheme '${scheme}'. Scheme must be 'mongodb' or 'mongodb+srv'`, false)
      : new BadUri("Invalid scheme. Scheme must be 'mongodb' or 'mongodb+srv'", false);
  }
  const read: Read = {
    options: {},
    warnings: [],
    srv,
    mechanism: undefined,
    authSource: undefined,
    password: false,
  };
  if (atLeast(version, '2.9.0')) {
    if (rest === undefined || rest === '') throw new BadUri('No hosts in the URI');
    const [front, options] = cut(rest, '?');
    if (options?.includes('?')) {
      throw new BadUri(
        'Options contain an unescaped question mark (?), or the database name contains a question mark and was not escaped',
      );
    }
    const [authority, database] = cut(front, '/');
    if (database?.includes('/'))
      throw new BadUri(`Database name contains an unescaped slash (/): ${database}`);
    const [credentials, hosts] = cut(authority, '@');
    if (hosts === '') throw new BadUri('Empty hosts list');
    if (hosts?.includes('@')) throw new BadUri('Unescaped @ in auth info');
    checkHosts(version, hosts ?? authority);
    if (hosts !== undefined) checkUser(read, credentials);
    readOptions(version, read, options);
    return read;
  }
  const { authority, database, options } = splitAtLastSlash(rest ?? '');
  const at = authority.lastIndexOf('@');
  checkHosts(version, at < 0 ? authority : authority.slice(at + 1));
  if (at >= 0) {
    checkUser(read, authority.slice(0, at));
    if (callsRemovedDecode(version) && at > 0) throw new NoDecode();
  }
  readOptions(version, read, options);
  if (/[:/@]/.test(database)) throw new BadUri('Auth database must be urlencoded.');
  if (database !== '' && callsRemovedDecode(version)) throw new NoDecode();
  return read;
}

function checkUser(read: Read, credentials: string): void {
  const [user, password] = cut(credentials, ':');
  if (/[:/@]/.test(user) || /[:/@]/.test(password ?? ''))
    throw new BadUri('User name and password must be urlencoded.');
  read.password = (password ?? '') !== '';
}

function readOptions(version: string, read: Read, text: string | undefined): void {
  for (const part of (text ?? '').replace(/&+$/, '').split('&')) {
    if (part === '') {
      if (atLeast(version, '2.9.0') || text === undefined || text === '') continue;
      throw new BadUri("Options and their values must be delimited by '='");
    }
    const [key, value] = cut(part, '=');
    if (value === undefined) {
      throw new BadUri(
        atLeast(version, '2.9.0')
          ? `Option ${key} has no value`
          : "Options and their values must be delimited by '='",
      );
    }
    const lower = key.toLowerCase();
    const known = uriNames[lower];
    if (known && atLeast(version, known[2])) {
      const set = convert(version, read, key, value, known[1]);
      if (set !== undefined && known[0] !== 'ssl_key_pass_phrase')
        merge(version, read, known[0], { value: set, by: byUri(key) });
      continue;
    }
    if (!otherNames.has(lower) || before(version, addedIn[lower] ?? '0')) {
      read.warnings.push(`Unsupported URI option '${key}' on URI ''. It will be ignored.`);
      continue;
    }
    if (
      callsRemovedDecode(version) &&
      !undecoded.has(lower) &&
      !/^(true|false)$|\d/.test(value) &&
      value !== '$external'
    )
      throw new NoDecode();
    if (lower === 'authmechanism') {
      read.mechanism = value.toUpperCase();
      if (!mechanisms.has(read.mechanism) && atLeast(version, '2.7.0'))
        read.warnings.push(`${value} is not a valid auth mechanism`);
    } else if (lower === 'authsource') read.authSource = value;
  }
}

/** Text to Ruby value; undefined means nil, which is not stored. */
function convert(
  version: string,
  read: Read,
  key: string,
  value: string,
  kind: 'switch' | 'inverse' | 'text',
): unknown {
  if (kind === 'text') {
    if (callsRemovedDecode(version) && !/^(true|false)$|\d/.test(value)) throw new NoDecode();
    return value;
  }
  if (kind === 'switch' && before(version, '2.8.0')) {
    // `cast`: numbers become integers and other words symbols, and all of them are true in Ruby.
    if (value === 'true' || value === 'false') return value === 'true';
    if (!/\d/.test(value) && callsRemovedDecode(version)) throw new NoDecode();
    return value;
  }
  const on =
    value === 'true' || value === 'TRUE' ? true : value === 'false' || value === 'FALSE' ? false : undefined;
  if (kind === 'switch') {
    if (on === undefined && atLeast(version, '2.25.0'))
      throw new BadUri(
        "invalid boolean value for 'tls' or 'ssl'; only 'true' and 'false' are accepted",
        false,
      );
    if (on === undefined) read.warnings.push(`invalid boolean option for ${key}: ${value}`);
    return on ?? null;
  }
  if (on === undefined) read.warnings.push(`invalid boolean option for ${key}: ${value}`);
  return on === undefined ? undefined : !on;
}

/** The first value stays, with a warning; different values of tls and ssl are refused from 2.8.0 on. */
function merge(version: string, read: Read, name: Name, set: Set<unknown>): void {
  const present = read.options[name];
  if (!present) {
    read.options[name] = set;
    return;
  }
  if (name === 'ssl' && atLeast(version, '2.8.0')) {
    if (present.value !== set.value)
      throw new BadUri("all instances of 'tls' and 'ssl' must have the same value", false);
    return;
  }
  read.warnings.push(`Repeated option key: ${name}.`);
}

/** Pairs that the connection string may not have (validate_uri_options!). The quotes are as the driver prints them. */
function checkPairs(version: string, options: Options): void {
  if (before(version, '2.8.0')) return;
  const { ssl_verify, ssl_verify_certificate, ssl_verify_hostname, ssl_verify_ocsp_endpoint } = options;
  if (ssl_verify) {
    if (ssl_verify_certificate)
      throw new BadUri("'tlsInsecure' and 'tlsAllowInvalidCertificates' cannot both be specified", false);
    if (ssl_verify_hostname)
      throw new BadUri("tlsInsecure' and 'tlsAllowInvalidHostnames' cannot both be specified", false);
    if (ssl_verify_ocsp_endpoint)
      throw new BadUri("tlsInsecure' and 'tlsDisableOCSPEndpointCheck' cannot both be specified", false);
  }
  if (ssl_verify_certificate && ssl_verify_ocsp_endpoint) {
    throw new BadUri(
      "tlsAllowInvalidCertificates' and 'tlsDisableOCSPEndpointCheck' cannot both be specified",
      false,
    );
  }
}

const clientNames: Readonly<Record<string, string>> = {
  ssl: '2.0.0',
  ssl_verify: '2.0.0',
  ssl_ca_cert: '2.0.0',
  ssl_ca_cert_string: '2.1.0',
  ssl_ca_cert_object: '2.1.0',
  ssl_cert: '2.0.0',
  ssl_cert_string: '2.1.0',
  ssl_cert_object: '2.1.0',
  ssl_key: '2.0.0',
  ssl_key_string: '2.1.0',
  ssl_key_object: '2.1.0',
  ssl_key_pass_phrase: '2.0.0',
  ssl_verify_certificate: '2.7.0',
  ssl_verify_hostname: '2.7.0',
  ssl_verify_ocsp_endpoint: '2.14.0',
};

/** The options hash wins over the string. A tls name in it is not known, and leaves everything as it was. */
function applyHash(query: PredictQuery, version: string, read: Read): void {
  for (const [name, value] of writtenOptions(query)) {
    const since = clientNames[name];
    if (since === undefined || before(version, since)) {
      if (/^(tls|ssl)/i.test(name))
        read.warnings.push(`Unsupported client option '${name}'. It will be ignored.`);
      continue;
    }
    // One file, text or object is as good as another here.
    const key = name.replace(/_(string|object)$/, '') as Name | 'ssl_key_pass_phrase';
    if (key !== 'ssl_key_pass_phrase') read.options[key] = { value, by: byOption(name) };
  }
}

function authProblem(version: string, read: Read): string | undefined {
  if (read.mechanism === undefined || before(version, '2.11.0')) return undefined;
  const name =
    read.mechanism === 'MONGODB-X509'
      ? 'mongodb_x509'
      : read.mechanism === 'GSSAPI'
        ? 'gssapi'
        : read.mechanism === 'MONGODB-AWS'
          ? 'aws'
          : undefined;
  if (name === undefined) return undefined;
  if (name === 'mongodb_x509' && read.password)
    return 'Password is not supported for :mongodb_x509 auth mechanism';
  if (read.authSource !== undefined && read.authSource !== '$external') {
    return `${read.authSource} is an invalid auth source for ${name}; valid options are $external and nil`;
  }
  return undefined;
}

function predict(query: PredictQuery): Prediction {
  const version = query.version ?? newest;
  const uri = uriOf(query);
  let read: Read;
  try {
    read = parse(version, uri);
    checkPairs(version, read.options);
  } catch (problem) {
    if (problem instanceof NoDecode)
      return refused('NoMethodError', "undefined method `decode' for URI:Module");
    if (!(problem instanceof BadUri)) throw problem;
    // Up to 2.24 the driver prints the string with its password.
    const shown = withoutUser(uri);
    return refused(
      'Mongo::Error::InvalidURI',
      `Bad URI: ${shown}\n${problem.details}\n${problem.withFormat ? `MongoDB URI must be in the following format: ${format}\n` : ''}Please see the following URL for more information: ${atLeast(version, '2.19.0') ? 'https://www.mongodb.com/docs' : 'http://docs.mongodb.org'}/manual/reference/connection-string/\n`,
    );
  }
  applyHash(query, version, read);
  const auth = authProblem(version, read);
  if (auth !== undefined) return refused('Mongo::Auth::InvalidConfiguration', auth, read.warnings);
  return describe(query, version, read);
}

const off = (set: Set<unknown> | undefined): boolean => set?.value === false;
const truthy = (value: unknown): boolean => value !== false && value !== null && value !== undefined;
const given = (set: Set<unknown> | undefined): boolean => set !== undefined && set.value !== null;

/** socket/ssl.rb: which checks a connection makes. */
function describe(query: PredictQuery, version: string, { options, warnings, srv }: Read): Prediction {
  const ssl = options.ssl ?? (srv ? { value: true, by: byScheme } : { value: false, by: byDefault });
  const modern = atLeast(version, '2.7.0');
  const { ssl_verify, ssl_verify_certificate, ssl_verify_hostname, ssl_verify_ocsp_endpoint } = options;
  const certificate = modern && given(ssl_verify_certificate) ? ssl_verify_certificate! : ssl_verify;
  // A hook of Mongo.tls_context_hooks runs after the options have been applied.
  const hook = writtenOptions(query).find(
    ([name, value]) => name === 'verify_mode' && /(?:^|\W)VERIFY_NONE$/.test(String(value)),
  );
  const chain =
    !hook && modern && given(ssl_verify_certificate)
      ? truthy(ssl_verify_certificate!.value)
      : !hook && !off(ssl_verify);
  const asked =
    modern && given(ssl_verify_hostname)
      ? truthy(ssl_verify_hostname!.value)
      : modern
        ? !off(ssl_verify)
        : chain;
  // 2.7.0 and later write `context.verify_hostname = VERIFY_NONE`, which is 0, which is true in Ruby: while the chain is
  // verified, OpenSSL checks the host name whatever ssl_verify_hostname says (measured with 2.25.0).
  const hostname = asked || (modern && chain);
  const endpoint = given(ssl_verify_ocsp_endpoint)
    ? truthy(ssl_verify_ocsp_endpoint!.value)
    : given(ssl_verify_certificate)
      ? truthy(ssl_verify_certificate!.value)
      : !off(ssl_verify);
  const clientCertificate =
    given(options.ssl_cert) &&
    (given(options.ssl_key) ||
      options.ssl_cert!.by.kind !== 'option' ||
      options.ssl_cert!.by.place === 'uri');
  const decidedBy: Partial<Record<Aspect, Decision>> = {
    tls: ssl.by,
    chain: hook ? byOption('verify_mode') : (certificate?.by ?? byDefault),
    hostname:
      hostname && !asked
        ? byDefault
        : ((modern && given(ssl_verify_hostname) ? ssl_verify_hostname : ssl_verify)?.by ?? byDefault),
    crl: byDefault,
    clientCertificate: clientCertificate ? options.ssl_cert!.by : byDefault,
  };
  return accepted(
    query,
    {
      warnings,
      tls: truthy(ssl.value),
      chain,
      hostname,
      crl: false,
      ocsp: atLeast(version, '2.14.0') && endpoint ? 'endpoint' : 'none',
      clientCertificate,
      minProtocol: 'TLS 1.2',
      decidedBy,
    },
    {
      caFile:
        asText(options.ssl_ca_cert?.value) ??
        (given(options.ssl_ca_cert) ? 'ssl_ca_cert' : query.env?.SSL_CERT_FILE),
      commonName: true,
      mustStaple: false,
    },
  );
}

const newest = '2.25.0';

export const ruby: DriverModel = {
  id: 'ruby',
  title: 'MongoDB Ruby driver',
  versions: ['2.5.0', '2.7.0', '2.8.0', '2.9.0', '2.13.0', '2.14.0', newest],
  options: rubyOptions,
  predict,
};

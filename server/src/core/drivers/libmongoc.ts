/**
 * The connection string of libmongoc, which the C, C++, PHP drivers and (for the handshake) Swift share. Source:
 * mongodb/mongo-c-driver src/libmongoc/src/mongoc/mongoc-uri.c, mongoc-ssl.c, mongoc-openssl.c; tags 1.3.0 to 2.5.0 compared.
 */
import type { Aspect, Decision, PredictQuery, Prediction } from '../types';
import { accepted, byDefault, byScheme, byUri } from './outcome';
import { cut, decodeStrict } from './query';
import { atLeast, before } from './versions';

/** One value of the driver's option document, with who set it. */
export interface Setting {
  readonly value: boolean | string;
  readonly by: Decision;
}

/** The string after parsing: canonical lower-case names to values. The code may go on to change it. */
export interface Uri {
  readonly srv: boolean;
  readonly settings: Map<string, Setting>;
  readonly warnings: string[];
}

/** Canonical name to the name before 1.15. */
const olderNames: Readonly<Record<string, string>> = {
  tls: 'ssl',
  tlscertificatekeyfile: 'sslclientcertificatekeyfile',
  tlscertificatekeyfilepassword: 'sslclientcertificatekeypassword',
  tlscafile: 'sslcertificateauthorityfile',
  tlsallowinvalidcertificates: 'sslallowinvalidcertificates',
  tlsallowinvalidhostnames: 'sslallowinvalidhostnames',
};
const canonical = new Map(Object.entries(olderNames).map(([name, older]) => [older, name]));
const booleans = new Set([
  'tls',
  'tlsinsecure',
  'tlsallowinvalidcertificates',
  'tlsallowinvalidhostnames',
  'tlsdisableocspendpointcheck',
  'tlsdisablecertificaterevocationcheck',
]);
const texts = new Set(['tlscertificatekeyfile', 'tlscertificatekeyfilepassword', 'tlscafile']);
const otherBooleans = new Set([
  'canonicalizehostname',
  'directconnection',
  'journal',
  'retryreads',
  'retrywrites',
  'enableoverloadretargeting',
  'safe',
  'serverselectiontryonce',
  'slaveok',
  'loadbalanced',
]);
const integers = new Set(
  'connecttimeoutms heartbeatfrequencyms serverselectiontimeoutms socketcheckintervalms sockettimeoutms localthresholdms maxpoolsize maxstalenessseconds minpoolsize maxidletimems waitqueuemultiple waitqueuetimeoutms zlibcompressionlevel srvmaxhosts maxadaptiveretries wtimeoutms'.split(
    ' ',
  ),
);
const others = new Set(
  'w readpreferencetags authmechanism authsource readconcernlevel gssapiservicename srvservicename authmechanismproperties appname compressors servermonitoringmode replicaset readpreference'.split(
    ' ',
  ),
);

/** First version that knows a TLS option by its canonical name. */
function since(name: string): string {
  if (name === 'tlsdisableocspendpointcheck' || name === 'tlsdisablecertificaterevocationcheck')
    return '1.17.0';
  return '1.15.0';
}

/** The canonical name of a TLS option that this version knows; undefined for any other name. */
export function tlsName(version: string, lower: string): string | undefined {
  const older = canonical.get(lower);
  if (older !== undefined) return older;
  return (booleans.has(lower) || texts.has(lower)) && atLeast(version, since(lower)) ? lower : undefined;
}

/** Is this TLS option a boolean? Names are canonical. */
export function isBooleanOption(name: string): boolean {
  return booleans.has(name);
}

/** Boolean text: true and false in any case; a few others with a warning; undefined: refused. */
function booleanText(value: string): { readonly on: boolean; readonly deprecated: boolean } | undefined {
  const lower = value.toLowerCase();
  if (lower === 'true' || lower === 'false') return { on: lower === 'true', deprecated: false };
  if (value === '1' || lower === 'yes' || lower === 'y' || lower === 't')
    return { on: true, deprecated: true };
  // The false words are compared with their case (`strcmp`), unlike the true words.
  if (value === '0' || value === '-1' || value === 'no' || value === 'n' || value === 'f')
    return { on: false, deprecated: true };
  return undefined;
}

/** Parses a connection string as libmongoc of this version does. A string result is the error's text. */
export function parseUri(version: string, uri: string): Uri | string {
  const [scheme, rest] = cut(uri, '://');
  const modern = atLeast(version, '2.1.0');
  if (rest === undefined)
    return modern
      ? 'Invalid URI, no scheme part specified'
      : "Invalid URI Schema, expecting 'mongodb://' or 'mongodb+srv://'";
  const srv = scheme === 'mongodb+srv' && atLeast(version, '1.9.0');
  if (scheme !== 'mongodb' && !srv) {
    return modern
      ? `Invalid URI scheme "${scheme}://". Expected one of "mongodb://" or "mongodb+srv://"`
      : atLeast(version, '1.9.0')
        ? "Invalid URI Schema, expecting 'mongodb://' or 'mongodb+srv://'"
        : "Invalid URI Schema, expecting 'mongodb://'";
  }
  const parts = modern ? splitAuthority(rest) : splitBeforeSlash(rest);
  const problem = modern ? badAuthority(parts, srv) : badBeforeSlash(parts, srv);
  if (problem !== undefined) return problem;
  const parsed: Uri = { srv, settings: new Map(), warnings: [] };
  const error = readQuery(version, parsed, parts);
  return error ?? parsed;
}

interface Authority {
  readonly userinfo: string | undefined;
  readonly hosts: string;
  /** Path and query, from the slash or question mark on. */
  readonly tail: string;
}

/** Since 2.1.0: the authority ends at the first `/` or `?` after a possible `@`. */
function splitAuthority(rest: string): Authority {
  const at = Math.max(rest.indexOf('@'), 0);
  const end = rest.slice(at).search(/[/?]/);
  const authority = end < 0 ? rest : rest.slice(0, at + end);
  const tail = end < 0 ? '' : rest.slice(at + end);
  const sign = authority.indexOf('@');
  return {
    userinfo: sign < 0 ? undefined : authority.slice(0, sign),
    hosts: sign < 0 ? authority : authority.slice(sign + 1),
    tail,
  };
}

/** Before 2.1.0: everything before the first slash. */
function splitBeforeSlash(rest: string): Authority {
  const slash = rest.indexOf('/');
  const front = slash < 0 ? rest : rest.slice(0, slash);
  const sign = front.indexOf('@');
  return {
    userinfo: sign < 0 ? undefined : front.slice(0, sign),
    hosts: sign < 0 ? front : front.slice(sign + 1),
    tail: slash < 0 ? '' : rest.slice(slash),
  };
}

const escapes = 'Percent-encode username and password according to RFC 3986';

function badAuthority({ userinfo, hosts }: Authority, srv: boolean): string | undefined {
  if (userinfo !== undefined) {
    const [name, password] = cut(userinfo, ':');
    if (/[@:/]/.test(name)) return `Username must not have unescaped chars. ${escapes}`;
    if (password !== undefined && /[@:/]/.test(password))
      return `Password must not have unescaped chars. ${escapes}`;
    if (decodeStrict(name) === undefined) return 'Invalid %-encoding in username in URI string';
    if (password !== undefined && decodeStrict(password) === undefined)
      return 'Invalid %-encoding in password in URI string';
  }
  if (srv) return badService(hosts, true);
  if (hosts === '') return 'Host list of URI string cannot be empty';
  for (const host of hosts.split(',')) {
    const bad = badHost(host);
    if (bad !== undefined) return `Invalid host specifier "${host}": ${bad}`;
  }
  return undefined;
}

function badBeforeSlash({ userinfo, hosts }: Authority, srv: boolean): string | undefined {
  if (userinfo !== undefined) {
    const [name, password] = cut(userinfo, ':');
    // The driver prints the user name and the password here; they are left out.
    if (/[@:/]/.test(name)) return `Username must not have unescaped chars. ${escapes}`;
    if (decodeStrict(name) === undefined) return `Incorrect URI escapes in username. ${escapes}`;
    if (password !== undefined && /[@:/]/.test(password))
      return `Password must not have unescaped chars. ${escapes}`;
    if (password !== undefined && decodeStrict(password) === undefined)
      return 'Incorrect URI escapes in password';
    if (hosts.startsWith('@')) return `Invalid username or password. ${escapes}`;
  }
  if (srv) return badService(hosts, false);
  if (hosts.includes('?') || hosts.split(',').some((host) => badHost(host) !== undefined))
    return 'Invalid host string in URI';
  return undefined;
}

function badHost(host: string): string | undefined {
  if (host === '') return 'Host specifier cannot be empty';
  const decoded = decodeStrict(host);
  if (decoded === undefined) return 'Invalid %-sequence';
  if (decoded.endsWith('.sock')) return undefined;
  if (decoded.startsWith('['))
    return /^\[[^\]]+\](?::\d{1,5})?$/.test(decoded) ? undefined : 'Invalid IPv6 literal address';
  const [name, port] = cut(decoded, ':');
  if (name === '') return 'Host specifier cannot be empty';
  return port === undefined || (/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65535)
    ? undefined
    : `Invalid port string '${port}'`;
}

function badService(hosts: string, modern: boolean): string | undefined {
  if (hosts === '') return 'Missing service name in SRV URI';
  if (modern) {
    if (hosts.includes(',')) return 'Multiple service names are prohibited in an SRV URI';
    if (hosts.includes(':')) return 'Port numbers are prohibited in an SRV URI';
    return hosts.startsWith('.') || hosts.split('.').length < 3
      ? `Invalid SRV service name "${hosts}" in URI: `
      : undefined;
  }
  if (hosts.startsWith('.') || hosts.split('.').length < 3) return 'Invalid service name in URI';
  if (hosts.includes(',')) return 'Multiple service names are prohibited';
  return hosts.includes(':') ? 'Port numbers are prohibited' : undefined;
}

function readQuery(version: string, uri: Uri, { userinfo, tail }: Authority): string | undefined {
  const question = tail.indexOf('?');
  const path = (question < 0 ? tail : tail.slice(0, question)).replace(/^\//, '');
  const database = decodeStrict(path);
  if (database === undefined || /[/\\. "$]/.test(database)) {
    return atLeast(version, '2.1.0')
      ? `Invalid database specifier "${path}": Contains disallowed characters`
      : 'Invalid database name in URI';
  }
  // Names as written, then the value written last: the option document keeps one entry per lower-case name.
  const written = new Map<string, { readonly name: string; readonly value: string }>();
  // A trailing & is nothing; an empty piece elsewhere is an option without a name.
  const pairs = question < 0 ? '' : tail.slice(question + 1).replace(/&$/, '');
  for (const pair of pairs === '' ? [] : pairs.split('&')) {
    const [name, raw] = cut(pair, '=');
    if (raw === undefined) return `URI option "${pair}" contains no "=" sign`;
    const value = decodeStrict(raw);
    if (value === undefined) {
      return atLeast(version, '2.1.0')
        ? `Value for URI option "${name}" contains is invalid`
        : `Value for URI option "${name}" contains invalid UTF-8`;
    }
    const lower = name.toLowerCase();
    if (written.has(lower) && lower !== 'readpreferencetags') {
      uri.warnings.push(`Overwriting previously provided value for '${name}'`);
      written.delete(lower);
    }
    written.set(lower, { name, value });
  }
  // The texts are compared, not their meaning: `tls=true&ssl=1` is a conflict.
  for (const [lower, { value }] of written) {
    const canon = canonical.get(lower);
    const other = canon === undefined || before(version, '1.15.0') ? undefined : written.get(canon);
    if (other && other.value !== value)
      return `Deprecated option '${lower}=${value}' conflicts with canonical name '${canon}=${other.value}'`;
  }
  for (const [lower, { name, value }] of written) {
    const error = applyOption(version, uri, lower, name, value);
    if (error !== undefined) return error;
  }
  return finish(version, uri, written, userinfo);
}

function applyOption(
  version: string,
  uri: Uri,
  lower: string,
  name: string,
  value: string,
): string | undefined {
  const canon = tlsName(version, lower);
  const isBoolean = canon === undefined ? otherBooleans.has(lower) : booleans.has(canon);
  if (isBoolean) {
    if (value === '' && atLeast(version, '1.15.0')) {
      uri.warnings.push(`Empty value provided for "${lower}"`);
      return undefined;
    }
    const read = booleanText(value);
    if (!read) return `Unsupported value for "${lower}": "${value}"`;
    if (read.deprecated)
      uri.warnings.push(
        `Deprecated boolean value for "${lower}": "${value}", please update to "${lower}=${read.on}"`,
      );
    if (canon !== undefined) uri.settings.set(canon, { value: read.on, by: byUri(name) });
  } else if (canon !== undefined) {
    uri.settings.set(canon, { value, by: byUri(name) });
  } else if (integers.has(lower)) {
    if (value === '') uri.warnings.push(`Empty value provided for "${lower}"`);
    else if (!/^[+-]?\d+$/.test(value)) return `Unsupported value for "${lower}": "${value}"`;
  } else if (!others.has(lower)) {
    uri.warnings.push(`Unsupported URI option "${lower}"`);
  }
  return undefined;
}

/** `mongoc_uri_finalize_tls`: mongodb+srv turns TLS on; pairs that exclude each other are refused whatever their values. */
export function finalizeTls(version: string, uri: Uri): string | undefined {
  const has = (name: string): boolean => uri.settings.has(name);
  if (uri.srv && !has('tls')) uri.settings.set('tls', { value: true, by: byScheme });
  if (before(version, '1.15.0')) return undefined;
  const certificates = has('tlsallowinvalidcertificates');
  const endpoint = has('tlsdisableocspendpointcheck');
  const revocation = has('tlsdisablecertificaterevocationcheck');
  if (has('tlsinsecure') && (certificates || has('tlsallowinvalidhostnames') || endpoint || revocation)) {
    return atLeast(version, '1.17.0')
      ? 'tlsinsecure may not be specified with tlsallowinvalidcertificates, tlsallowinvalidhostnames, tlsdisableocspendpointcheck, or tlsdisablecertificaterevocationcheck'
      : 'tlsinsecure may not be specified with tlsallowinvalidcertificates or tlsallowinvalidhostnames';
  }
  if (certificates && (endpoint || revocation)) {
    return 'tlsallowinvalidcertificates may not be specified with tlsdisableocspendpointcheck or tlsdisablecertificaterevocationcheck';
  }
  if (revocation && endpoint)
    return 'tlsdisablecertificaterevocationcheck may not be specified with tlsdisableocspendpointcheck';
  return undefined;
}

function finish(
  version: string,
  uri: Uri,
  written: ReadonlyMap<string, { readonly value: string }>,
  userinfo: string | undefined,
): string | undefined {
  const tls = finalizeTls(version, uri);
  if (tls !== undefined) return tls;
  const mechanism = written.get('authmechanism')?.value.toUpperCase();
  const source = written.get('authsource')?.value;
  if (
    (mechanism === 'MONGODB-X509' || mechanism === 'GSSAPI') &&
    source !== undefined &&
    source.toLowerCase() !== '$external'
  ) {
    return atLeast(version, '2.0.0')
      ? `'${mechanism}' authentication mechanism requires "$external" authSource, but "${source}" was specified`
      : 'GSSAPI and X509 require "$external" authSource';
  }
  if (mechanism === 'MONGODB-X509' && userinfo?.includes(':'))
    return `'MONGODB-X509' authentication mechanism does not accept a password`;
  const user = userinfo?.split(':')[0];
  if (mechanism === undefined) return user === '' ? defaultNeedsUser(version) : undefined;
  const modern = atLeast(version, '2.0.0');
  if (
    modern &&
    !/^(?:MONGODB-OIDC|SCRAM-SHA-1|SCRAM-SHA-256|PLAIN|MONGODB-X509|GSSAPI|MONGODB-AWS)$/.test(mechanism)
  ) {
    return `Unsupported value for authMechanism '${written.get('authmechanism')!.value}': must be one of ['MONGODB-OIDC', 'SCRAM-SHA-1', 'SCRAM-SHA-256', 'PLAIN', 'MONGODB-X509', 'GSSAPI', 'MONGODB-AWS']`;
  }
  if (!/^(?:MONGODB-X509|MONGODB-AWS|MONGODB-OIDC)$/.test(mechanism) && (user ?? '') === '') {
    return `'${written.get('authmechanism')!.value}' authentication mechanism requires ${modern ? 'a username' : 'username'}`;
  }
  return undefined;
}

function defaultNeedsUser(version: string): string {
  return atLeast(version, '2.0.0')
    ? "'default' authentication mechanism requires a username"
    : 'Default authentication mechanism requires username';
}

/** The options whose mere presence turns TLS on (`mongoc_uri_get_tls`); the switch itself wins over them. */
const implying = [
  'tlscertificatekeyfile',
  'tlscafile',
  'tlsallowinvalidcertificates',
  'tlsallowinvalidhostnames',
  'tlsinsecure',
  'tlscertificatekeyfilepassword',
  'tlsdisableocspendpointcheck',
  'tlsdisablecertificaterevocationcheck',
];

/** Is TLS on, and who decided it? */
export function tlsOf(version: string, uri: Uri): { readonly on: boolean; readonly by: Decision } {
  const written = uri.settings.get('tls');
  if (written) return { on: written.value === true, by: written.by };
  for (const name of implying) {
    // Before 1.15 the password alone did not turn TLS on.
    if (name === 'tlscertificatekeyfilepassword' && before(version, '1.15.0')) continue;
    const setting = uri.settings.get(name);
    if (setting) return { on: true, by: setting.by };
  }
  return { on: false, by: byDefault };
}

/** The fields of mongoc_ssl_opt_t that matter here, each with who set it. */
export interface SslOpt {
  caFile?: string | undefined;
  crlFile?: Decision | undefined;
  pemFile?: Decision | undefined;
  weak?: Setting | undefined;
  anyHost?: Setting | undefined;
  noRevocation?: boolean;
  noEndpoint?: boolean;
}

/** `_mongoc_ssl_opts_from_uri`: tlsInsecure is the default of the two specific switches. */
export function sslOptFromUri(uri: Uri): SslOpt {
  const { settings } = uri;
  const insecure = settings.get('tlsinsecure');
  const text = (name: string): string | undefined => {
    const value = settings.get(name)?.value;
    return typeof value === 'string' ? value : undefined;
  };
  return {
    caFile: text('tlscafile'),
    pemFile: settings.get('tlscertificatekeyfile')?.by,
    weak: settings.get('tlsallowinvalidcertificates') ?? insecure,
    anyHost: settings.get('tlsallowinvalidhostnames') ?? insecure,
    noRevocation: settings.get('tlsdisablecertificaterevocationcheck')?.value === true,
    noEndpoint: settings.get('tlsdisableocspendpointcheck')?.value === true,
  };
}

/** What libmongoc (with OpenSSL) does with these settings. */
export function behave(
  query: PredictQuery,
  version: string,
  warnings: readonly string[],
  tls: { readonly on: boolean; readonly by: Decision },
  ssl: SslOpt,
): Prediction {
  const weak = ssl.weak?.value === true;
  // weak_cert_validation drops the host name too: mongoc-tls-openssl checks the name only with a verified chain (measured).
  const anyHost = ssl.anyHost?.value === true;
  // Verification with OCSP exists since 1.17; it is skipped when the checks are relaxed.
  const revocation = atLeast(version, '1.17.0') && !weak && !ssl.noRevocation;
  const decidedBy: Partial<Record<Aspect, Decision>> = {
    tls: tls.by,
    chain: ssl.weak?.by ?? byDefault,
    hostname: weak ? ssl.weak!.by : (ssl.anyHost?.by ?? byDefault),
    crl: ssl.crlFile ?? byDefault,
    clientCertificate: ssl.pemFile ?? byDefault,
  };
  return accepted(
    query,
    {
      warnings,
      tls: tls.on,
      chain: !weak,
      hostname: !weak && !anyHost,
      crl: ssl.crlFile !== undefined,
      ocsp: revocation ? (ssl.noEndpoint ? 'staple' : 'both') : 'none',
      clientCertificate: ssl.pemFile !== undefined,
      // OpenSSL's own default; Debian's OpenSSL 3 offers TLS 1.2 and newer.
      minProtocol: 'TLS 1.2',
      decidedBy,
    },
    { caFile: ssl.caFile ?? query.env?.SSL_CERT_FILE, commonName: true, mustStaple: true },
  );
}

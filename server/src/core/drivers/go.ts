/**
 * The Go driver, v1 and v2. Source: mongodb/mongo-go-driver x/mongo/driver/connstring/connstring.go (parser),
 * mongo/options/clientoptions.go (TLS configuration), x/mongo/driver/ocsp (revocation); tags v1.0.0 to v2.8.0 compared.
 */
import type { Aspect, Decision, DriverModel, PredictQuery, Prediction } from '../types';
import { goOptions } from './catalogue/go';
import { accepted, byDefault, byOption, byScheme, byUri, refused } from './outcome';
import { asBoolean, asText, cut, decodeStrict, remainingCheck, uriOf, writtenOptions } from './query';
import { atLeast } from './versions';

/** What the connection string sets. The driver keeps one switch, `ssl`, that several options turn on. */
interface Parsed {
  ssl: boolean;
  sslBy: Decision;
  insecure: boolean;
  insecureBy: Decision | undefined;
  caFile: string | undefined;
  keyFile: Decision | undefined;
  /** tlsCertificateKeyFile: certificate and key in one file. */
  combinedFile: boolean;
  certificateFile: boolean;
  privateKeyFile: boolean;
  noEndpoint: boolean;
  noEndpointSet: boolean;
  mechanism: string;
  user: string | undefined;
  password: boolean;
}

const boolean = (text: string): boolean | undefined =>
  text === 'true' ? true : text === 'false' ? false : undefined;

/** Before 1.10.0 the messages had the key and the value without quotes. */
function invalidValue(version: string, key: string, value: string): string {
  return atLeast(version, '1.10.0')
    ? `error parsing uri: invalid value for ${JSON.stringify(key)}: ${JSON.stringify(value)}`
    : `error parsing uri: invalid value for ${key}: ${value}`;
}

/** Checks that the parser makes before it reads options: `parse` of connstring.go. Returns the query string, or an error. */
function beforeOptions(
  version: string,
  uri: string,
  parsed: Parsed,
): { readonly query: string } | { readonly error: string } {
  const fail = (error: string): { error: string } => ({ error: `error parsing uri: ${error}` });
  const scheme = /^mongodb(\+srv)?:\/\//.exec(uri);
  if (!scheme) return fail('scheme must be "mongodb" or "mongodb+srv"');
  let rest = uri.slice(scheme[0].length);
  if (scheme[1]) {
    parsed.ssl = true;
    parsed.sslBy = byScheme;
  }
  const at = rest.indexOf('@');
  if (at >= 0) {
    const [username, password] = cut(rest.slice(0, at), ':');
    rest = rest.slice(at + 1);
    if (username.includes('/')) return fail('unescaped slash in username');
    if (password?.includes(':')) return fail('unescaped colon in password');
    if (password?.includes('/')) return fail('unescaped slash in password');
    for (const [name, text] of [
      ['username', username],
      ['password', password],
    ] as const) {
      const bad = text === undefined ? null : /%(?![0-9a-fA-F]{2}).{0,2}/.exec(text);
      if (bad) return fail(`invalid ${name}: invalid URL escape ${JSON.stringify(bad[0])}`);
    }
    parsed.user = username;
    parsed.password = (password ?? '') !== '';
  }
  const end = rest.search(/[/?@]/);
  if (end >= 0 && rest[end] === '@') return fail('unescaped @ sign in user info');
  if (end >= 0 && rest[end] === '?') return fail('must have a / before the query ?');
  const hosts = end < 0 ? rest : rest.slice(0, end);
  for (const raw of hosts.split(',')) {
    const bad = badHost(raw);
    // The variable is empty by the time it is printed.
    if (bad !== undefined) return fail(`invalid host "${atLeast(version, '1.14.0') ? '' : raw}": ${bad}`);
  }
  if (hosts.replace(/,/g, '') === '') return fail('must have at least 1 host');
  const [, query] = cut(end < 0 ? '' : rest.slice(end), '?');
  return { query: query ?? '' };
}

/** `sanitizeHost` over net.SplitHostPort. */
function badHost(raw: string): string | undefined {
  const host = decodeStrict(raw, true);
  if (host === undefined) return `invalid URL escape`;
  if (host === '') return undefined;
  let port: string | undefined;
  if (host.startsWith('[')) {
    const end = host.indexOf(']');
    if (end < 0) return `address ${host}: missing ']' in address`;
    if (end + 1 < host.length && host[end + 1] !== ':') return `address ${host}: missing port in address`;
    port = host[end + 1] === ':' ? host.slice(end + 2) : undefined;
  } else {
    const colons = host.split(':').length - 1;
    if (colons > 1) return `address ${host}: too many colons in address`;
    port = colons === 1 ? host.slice(host.indexOf(':') + 1) : undefined;
  }
  if (port === undefined || port === '') return undefined;
  if (!/^[+-]?\d+$/.test(port))
    return `port must be an integer: strconv.Atoi: parsing ${JSON.stringify(port)}: invalid syntax`;
  return Number(port) <= 0 || Number(port) >= 65536 ? 'port must be in the range [1, 65535]' : undefined;
}

/** Options besides TLS whose text is checked; what they mean does not matter here. */
const strictBooleans = new Map([
  ['journal', '1.0.0'],
  ['retrywrites', '1.0.0'],
  ['retryreads', '1.1.0'],
  ['loadbalanced', '1.6.0'],
]);
const naturals = new Set([
  'connecttimeoutms',
  'heartbeatintervalms',
  'heartbeatfrequencyms',
  'localthresholdms',
  'maxidletimems',
  'maxpoolsize',
  'minpoolsize',
  'maxstaleness',
  'maxstalenessseconds',
  'serverselectiontimeoutms',
  'sockettimeoutms',
  'wtimeoutms',
  'timeoutms',
  'maxconnecting',
]);

/** Reads one option; the order in which they are written matters. Returns an error's text. */
function readOption(
  version: string,
  parsed: Parsed,
  seen: { tls?: boolean },
  key: string,
  value: string,
): string | undefined {
  const lower = key.toLowerCase();
  const is = (since: string, ...names: string[]): boolean => names.includes(lower) && atLeast(version, since);
  if (is('0', 'ssl') || is('1.1.0', 'tls')) {
    const on =
      atLeast(version, '1.1.0') || value === 'true' || value === 'false' ? boolean(value) : undefined;
    if (on === undefined) return invalidValue(version, key, value);
    parsed.ssl = on;
    parsed.sslBy = byUri(key);
    if (seen.tls !== undefined && seen.tls !== on && atLeast(version, '1.1.0')) {
      return 'error parsing uri: tls and ssl options, when both specified, must be equivalent';
    }
    seen.tls ??= on;
  } else if (is('0', 'sslclientcertificatekeyfile') || is('1.1.0', 'tlscertificatekeyfile')) {
    turnOn(parsed, key);
    parsed.combinedFile = true;
    parsed.keyFile = byUri(key);
  } else if (is('1.3.0', 'tlscertificatefile')) {
    turnOn(parsed, key);
    parsed.certificateFile = true;
    parsed.keyFile ??= byUri(key);
  } else if (is('1.3.0', 'tlsprivatekeyfile')) {
    turnOn(parsed, key);
    parsed.privateKeyFile = true;
  } else if (is('0', 'sslinsecure') || is('1.1.0', 'tlsinsecure')) {
    const on = boolean(value);
    if (on === undefined) return invalidValue(version, key, value);
    parsed.insecure = on;
    parsed.insecureBy = byUri(key);
  } else if (is('0', 'sslcertificateauthorityfile') || is('1.1.0', 'tlscafile')) {
    turnOn(parsed, key);
    parsed.caFile = value;
  } else if (is('1.4.0', 'tlsdisableocspendpointcheck')) {
    turnOn(parsed, key);
    const on = boolean(value);
    if (on === undefined) return invalidValue(version, key, value);
    parsed.noEndpoint = on;
    parsed.noEndpointSet = true;
  } else if (lower === 'authmechanism') {
    parsed.mechanism = value.toLowerCase();
  } else if (strictBooleans.has(lower) && atLeast(version, strictBooleans.get(lower)!)) {
    if (boolean(value) === undefined) return invalidValue(version, key, value);
  } else if (naturals.has(lower) && !/^\+?\d+$/.test(value)) {
    return invalidValue(version, key, value);
  }
  return undefined;
}

/** An option that implies TLS turns it on even after `tls=false`; a later `tls=false` turns it off again (connstring.go addOptions). */
function turnOn(parsed: Parsed, key: string): void {
  if (!parsed.ssl || parsed.sslBy === byDefault) parsed.sslBy = byUri(key);
  parsed.ssl = true;
}

/** `validateSSL`: nothing is checked while TLS is off, and nothing more after a combined key file. */
function invalidTls(version: string, parsed: Parsed): string | undefined {
  if (!parsed.ssl || !atLeast(version, '1.3.0')) return undefined;
  if (parsed.combinedFile) {
    return parsed.certificateFile || parsed.privateKeyFile
      ? 'the sslClientCertificateKeyFile/tlsCertificateKeyFile URI option cannot be provided along with tlsCertificateFile or tlsPrivateKeyFile'
      : undefined;
  }
  if (parsed.certificateFile && !parsed.privateKeyFile) {
    return 'the tlsPrivateKeyFile URI option must be provided if the tlsCertificateFile option is specified';
  }
  if (parsed.privateKeyFile && !parsed.certificateFile) {
    return 'the tlsCertificateFile URI option must be provided if the tlsPrivateKeyFile option is specified';
  }
  if (parsed.insecureBy && parsed.noEndpointSet) {
    return 'the sslInsecure/tlsInsecure URI option cannot be provided along with tlsDisableOCSPEndpointCheck ';
  }
  return undefined;
}

const protocols: Readonly<Record<string, string>> = {
  VersionTLS10: 'TLS 1.0',
  VersionTLS11: 'TLS 1.1',
  VersionTLS12: 'TLS 1.2',
  VersionTLS13: 'TLS 1.3',
  '769': 'TLS 1.0',
  '770': 'TLS 1.1',
  '771': 'TLS 1.2',
  '772': 'TLS 1.3',
};

/** Fields of tls.Config; any of them at the client means that SetTLSConfig was called, which replaces what the string said. */
const configFields = new Set([
  'TLSConfig',
  'SetTLSConfig',
  'InsecureSkipVerify',
  'RootCAs',
  'Certificates',
  'GetClientCertificate',
  'MinVersion',
  'MaxVersion',
  'CipherSuites',
  'ServerName',
  'VerifyPeerCertificate',
  'VerifyConnection',
]);
/** Keys of options.BuildTLSConfig; others are an error (clientoptions.go, since 1.8.0). */
const buildKeys = new Set([
  'tlsCAFile',
  'tlsCertificateKeyFile',
  'tlsCertificateKeyFilePassword',
  'tlsInsecure',
]);

function predict(query: PredictQuery): Prediction {
  const version = query.version ?? newest;
  const parsed: Parsed = {
    ssl: false,
    sslBy: byDefault,
    insecure: false,
    insecureBy: undefined,
    caFile: undefined,
    keyFile: undefined,
    combinedFile: false,
    certificateFile: false,
    privateKeyFile: false,
    noEndpoint: false,
    noEndpointSet: false,
    mechanism: '',
    user: undefined,
    password: false,
  };
  const start = beforeOptions(version, uriOf(query), parsed);
  if ('error' in start) return refused(undefined, start.error);
  const seen: { tls?: boolean } = {};
  let authSource: string | undefined;
  for (const pair of start.query.split(/[;&]/)) {
    if (pair === '') continue;
    const [rawKey, rawValue] = cut(pair, '=');
    if (rawValue === undefined || rawKey === '')
      return refused(undefined, 'error parsing uri: invalid option');
    const key = decodeStrict(rawKey, true);
    if (key === undefined)
      return refused(
        undefined,
        `error parsing uri: invalid option key ${JSON.stringify(rawKey)}: invalid URL escape ${badEscape(rawKey)}`,
      );
    const value = decodeStrict(rawValue, true);
    if (value === undefined)
      return refused(
        undefined,
        `error parsing uri: invalid option value ${JSON.stringify(rawValue)}: invalid URL escape ${badEscape(rawValue)}`,
      );
    const error = readOption(version, parsed, seen, key, value);
    if (error !== undefined) return refused(undefined, error);
    if (key.toLowerCase() === 'authsource') authSource = value;
  }
  if (authSource === '')
    return refused(undefined, 'error parsing uri: authSource must be non-empty when supplied in a URI');
  if (
    /^(mongodb-x509|gssapi|mongodb-aws|mongodb-oidc)$/.test(parsed.mechanism) &&
    authSource !== undefined &&
    authSource !== '$external'
  ) {
    return refused(undefined, 'error parsing uri: auth source must be $external');
  }
  if (parsed.mechanism !== '' && !knownMechanisms.test(parsed.mechanism)) {
    return refused(undefined, 'error parsing uri: invalid auth mechanism');
  }
  const auth = invalidAuth(parsed);
  if (auth !== undefined) return refused(undefined, `error validating uri: ${auth}`);
  const invalid = invalidTls(version, parsed);
  if (invalid !== undefined) return refused(undefined, `error validating uri: ${invalid}`);
  // ApplyURI opens the files at once; an empty name is no file.
  if (parsed.ssl && parsed.caFile === '') return refused(undefined, 'open : no such file or directory');
  return withCode(query, version, parsed);
}

/** The broken escape that net/url names. */
function badEscape(text: string): string {
  return JSON.stringify(/%(?![0-9a-fA-F]{2}).{0,2}/.exec(text)?.[0] ?? text);
}

/** `validateAuth`, as far as it needs no mechanism properties. */
function invalidAuth({ mechanism, user, password }: Parsed): string | undefined {
  if (mechanism === '') return user === '' ? 'username required if URI contains user info' : undefined;
  if (mechanism === 'mongodb-x509')
    return password ? 'password cannot be specified for MONGO-X509' : undefined;
  if (!/^(?:gssapi|plain|scram-sha-1|scram-sha-256|mongodb-cr)$/.test(mechanism)) return undefined;
  const name = mechanism === 'mongodb-cr' ? 'MONGO-CR' : mechanism.toUpperCase();
  if ((user ?? '') === '') return `username required for ${name}`;
  return password || mechanism === 'gssapi' ? undefined : `password required for ${name}`;
}

const knownMechanisms =
  /^(plain|gssapi|mongodb-aws|mongodb-x509|mongodb-oidc|mongodb-cr|scram-sha-1|scram-sha-256)$/;

/** Applies what the code sets after ApplyURI and describes the client. */
function withCode(query: PredictQuery, version: string, parsed: Parsed): Prediction {
  let { ssl, sslBy, insecure, caFile, keyFile } = parsed;
  let insecureBy = parsed.insecureBy;
  let noEndpoint = parsed.noEndpoint;
  let minProtocol: string | null = 'TLS 1.2';
  let customCheck = false;
  const written = writtenOptions(query);
  const first = written.find(([name]) => configFields.has(name) || buildKeys.has(name));
  const config = written.find(
    ([name, value]) => /^(?:Set)?TLSConfig$/.test(name) && (value === null || value === false),
  );
  if (config) {
    ssl = false;
    sslBy = byOption('TLSConfig');
  } else if (first) {
    // SetTLSConfig replaces the configuration that the connection string led to, and turns TLS on.
    ssl = true;
    sslBy = byOption(first[0]);
    insecure = false;
    insecureBy = undefined;
    caFile = undefined;
    keyFile = undefined;
  }
  for (const [name, value] of written) {
    if (name === 'InsecureSkipVerify' || name === 'tlsInsecure') {
      insecure = asBoolean(value) ?? insecure;
      insecureBy = byOption(name);
    } else if (name === 'RootCAs' || name === 'tlsCAFile') caFile = asText(value) ?? name;
    else if (name === 'Certificates' || name === 'GetClientCertificate' || name === 'tlsCertificateKeyFile')
      keyFile = byOption(name);
    else if (name === 'MinVersion') minProtocol = protocols[String(value).replace(/^tls\./, '')] ?? null;
    else if (name === 'VerifyPeerCertificate' || name === 'VerifyConnection')
      customCheck ||= value !== null && remainingCheck(value) !== 'nothing';
    else if (name === 'DisableOCSPEndpointCheck' || name === 'SetDisableOCSPEndpointCheck')
      noEndpoint = asBoolean(value) ?? noEndpoint;
    else if (/^(tls|ssl)/.test(name) && !buildKeys.has(name)) {
      return refused(undefined, `unrecognized TLS option ${name}`);
    }
  }
  // A program may skip the standard checks and make its own: what that does cannot be seen.
  const verifies = insecure ? (customCheck ? null : false) : true;
  const decidedBy: Partial<Record<Aspect, Decision>> = {
    tls: sslBy,
    chain: insecureBy ?? byDefault,
    hostname: insecureBy ?? byDefault,
    crl: byDefault,
    clientCertificate: keyFile ?? byDefault,
  };
  const revocation = atLeast(version, '1.4.0') && !insecure;
  return accepted(
    query,
    {
      warnings: [],
      tls: ssl,
      chain: verifies,
      hostname: verifies,
      crl: false,
      ocsp: revocation ? (noEndpoint ? 'staple' : 'both') : 'none',
      clientCertificate: keyFile !== undefined,
      minProtocol,
      decidedBy,
    },
    { caFile: caFile ?? query.env?.SSL_CERT_FILE, commonName: false, mustStaple: true },
  );
}

const newest = '2.8.0';

export const go: DriverModel = {
  id: 'go',
  title: 'MongoDB Go driver',
  versions: ['1.0.0', '1.1.0', '1.3.0', '1.4.0', '1.10.0', '1.17.9', '2.0.0', newest],
  options: goOptions,
  predict,
};

/**
 * The Rust driver (crate mongodb, rustls). Source: mongodb/mongo-rust-driver driver/src/client/options.rs and
 * runtime/tls_rustls.rs; tags v0.9.0 to v3.8.1 compared.
 */
import type { Aspect, Decision, DriverModel, PredictQuery, Prediction } from '../types';
import { rustOptions } from './catalogue/rust';
import { accepted, byDefault, byOption, byScheme, byUri, refused } from './outcome';
import { asBoolean, asText, cut, decodeLenient, decodeStrict, uriOf, writtenOptions } from './query';
import { atLeast, before } from './versions';
import { unlessSecret } from './withoutUser';

const refuse = (message: string): Prediction =>
  refused('mongodb::error::ErrorKind::InvalidArgument', message);

/** TlsOptions with who set each field; undefined as a whole: nobody has said anything about TLS. */
interface Tls {
  enabled: boolean;
  by: Decision;
  anyCertificate?: boolean;
  anyCertificateBy?: Decision;
  anyHost?: boolean;
  anyHostBy?: Decision;
  caFile?: string;
  keyFile?: Decision;
}

interface State {
  tls: Tls | undefined;
  mechanism: string | undefined;
  authSource: string | undefined;
}

/** Names that parse_option_pair knows; the order decides which one is suggested. */
const names =
  'appname authmechanism authsource authmechanismproperties compressors connecttimeoutms directconnection heartbeatfrequencyms journal localthresholdms maxidletimems maxstalenessseconds maxpoolsize minpoolsize maxconnecting proxyhost proxyport proxyusername proxypassword readconcernlevel readpreference readpreferencetags replicaset retrywrites retryreads servermonitoringmode serverselectiontimeoutms sockettimeoutms tls ssl tlsinsecure tlsallowinvalidcertificates tlscafile tlscertificatekeyfile uuidRepresentation w waitqueuetimeoutms wtimeoutms zlibcompressionlevel srvservicename'.split(
    ' ',
  );
const known = new Set([
  ...names.map((name) => name.toLowerCase()),
  'loadbalanced',
  'srvmaxhosts',
  'adaptiveretries',
  'maxadaptiveretries',
  'enableoverloadretargeting',
]);
const otherBooleans = new Set(['directconnection', 'journal', 'retrywrites', 'retryreads', 'loadbalanced']);
const numbers = new Set([
  'connecttimeoutms',
  'heartbeatfrequencyms',
  'localthresholdms',
  'maxidletimems',
  'maxpoolsize',
  'minpoolsize',
  'maxconnecting',
  'serverselectiontimeoutms',
  'sockettimeoutms',
  'waitqueuetimeoutms',
  'wtimeoutms',
  'srvmaxhosts',
]);

/** Jaro-Winkler similarity as crate strsim computes it; the driver suggests a name from 0.84 on. */
function similarity(a: string, b: string): number {
  const reach = Math.max(Math.floor(Math.max(a.length, b.length) / 2) - 1, 0);
  const taken = new Uint8Array(b.length);
  const matched: string[] = [];
  for (let i = 0; i < a.length; i++) {
    for (let j = Math.max(0, i - reach); j < Math.min(b.length, i + reach + 1); j++) {
      if (taken[j] || a[i] !== b[j]) continue;
      taken[j] = 1;
      matched.push(a[i]!);
      break;
    }
  }
  if (matched.length === 0) return 0;
  let transposed = 0;
  let k = 0;
  for (let j = 0; j < b.length; j++) if (taken[j] && matched[k++] !== b[j]) transposed++;
  const m = matched.length;
  const jaro = (m / a.length + m / b.length + (m - Math.floor(transposed / 2)) / m) / 3;
  let prefix = 0;
  while (prefix < Math.min(4, a.length, b.length) && a[prefix] === b[prefix]) prefix++;
  return jaro > 0.7 ? jaro + 0.1 * prefix * (1 - jaro) : jaro;
}

function unknownOption(name: string): string {
  let best = 0;
  let nearest = '';
  // Longer than any option: no name is near, and the comparison would be slow.
  for (const candidate of name.length > 80 ? [] : names) {
    const score = similarity(candidate, name);
    if (score > best) [best, nearest] = [score, candidate];
  }
  return `${name} is an invalid option${best >= 0.84 ? `. An option with a similar name exists: ${nearest}` : ''}`;
}

function enabled(state: State, by: Decision): Tls {
  return (state.tls ??= { enabled: true, by });
}

/** Reads one option; the order in which they are written matters. Returns an error's text. */
function readOption(
  version: string,
  extras: readonly string[] | undefined,
  state: State,
  key: string,
  written: string,
  value: string,
): string | undefined {
  const modern = atLeast(version, '3.3.0');
  const by = byUri(written);
  const boolean = value === 'true' ? true : value === 'false' ? false : undefined;
  const notBoolean = `connection string \`${key}\` option must be a boolean`;
  switch (key) {
    case 'tls':
    case 'ssl':
      if (boolean === undefined) return notBoolean;
      if (state.tls && state.tls.enabled !== boolean) {
        if (!modern) return 'All instances of `tls` and `ssl` must have the same\n value';
        // The braces are in the driver's text: it forgets to fill them in.
        return state.tls.enabled
          ? 'cannot set {key}={tls} if other TLS options are set'
          : 'cannot set {key}={tls} if TLS is disabled';
      }
      state.tls ??= { enabled: boolean, by };
      return undefined;
    case 'tlsinsecure':
    case 'tlsallowinvalidcertificates': {
      if (boolean === undefined) return notBoolean;
      if (state.tls && !state.tls.enabled)
        return modern ? `cannot set ${key} when TLS is disabled` : "'tlsInsecure' can't be set if tls=false";
      const tls = enabled(state, by);
      // Before 3.3.0 tlsInsecure was stored inverted: true kept verification on, false turned it off (options.rs of v3.2.0).
      const any = key === 'tlsinsecure' && !modern ? !boolean : boolean;
      if (!modern && tls.anyCertificate !== undefined && tls.anyCertificate !== any) {
        return "all instances of 'tlsInsecure' and 'tlsAllowInvalidCertificates' must be consistent (e.g. 'tlsInsecure' cannot be true when 'tlsAllowInvalidCertificates' is false, or vice-versa)";
      }
      tls.anyCertificate = any;
      tls.anyCertificateBy = by;
      return undefined;
    }
    case 'tlscafile':
      if (state.tls && !state.tls.enabled) return "'tlsCAFile' can't be set if tls=false";
      enabled(state, by).caFile = value;
      return undefined;
    case 'tlscertificatekeyfile':
      if (state.tls && !state.tls.enabled) return "'tlsCertificateKeyFile' can't be set if tls=false";
      enabled(state, by).keyFile = by;
      return undefined;
    case 'tlscertificatekeyfilepassword':
      if (before(version, '3.2.0')) return unknownOption(key);
      // Which features the crate is built with is often not known: then it is not called a refusal.
      if (extras && !extras.includes('cert-key-password'))
        return 'the cert-key-password feature must be enabled to specify tlsCertificateKeyFilePassword in the URI';
      if (state.tls && !state.tls.enabled) return "'tlsCertificateKeyFilePassword' can't be set if tls=false";
      enabled(state, by);
      return undefined;
    case 'proxyhost':
      if (extras && !extras.includes('socks5-proxy'))
        return 'cannot specify proxyhost if socks5-proxy feature is not enabled';
      return undefined;
    case 'authmechanism':
      state.mechanism = value;
      return /^(SCRAM-SHA-1|SCRAM-SHA-256|MONGODB-CR|MONGODB-X509|GSSAPI|PLAIN|MONGODB-AWS|MONGODB-OIDC)$/.test(
        value,
      )
        ? undefined
        : `invalid mechanism string: ${value}`;
    case 'authsource':
      state.authSource = value;
      return undefined;
    default:
      if (!known.has(key)) return unknownOption(key);
      if (otherBooleans.has(key) && boolean === undefined) return notBoolean;
      if (numbers.has(key) && !/^\+?\d+$/.test(value))
        return `connection string \`${key}\` option must be a non-negative integer`;
      return undefined;
  }
}

function badHost(uri: string, host: string, first: boolean): string | undefined {
  if (host.endsWith('.sock')) return undefined;
  if (first) return badHostBefore3(uri, host);
  const literal = /^\[([^\]]*)\](.*)$/.exec(host);
  if (host.startsWith('[') && !literal)
    return `invalid server address ${unlessSecret(uri, host)}: missing closing ']' in IP literal hostname`;
  const [name, port] = literal
    ? [literal[1]!, literal[2] === '' ? undefined : literal[2]!.replace(/^:/, '')]
    : cut(host, ':');
  if (name === '') return `invalid server address ${unlessSecret(uri, host)}: the hostname cannot be empty`;
  if (port !== undefined && !(/^\+?\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65535)) {
    return `invalid server address ${unlessSecret(uri, host)}: the port must be an integer between 1 and 65535, got ${unlessSecret(uri, port)}`;
  }
  return undefined;
}

/** ServerAddress::parse before 3.0, which knew no IPv6 literals. */
function badHostBefore3(uri: string, host: string): string | undefined {
  const [name, port] = cut(host, ':');
  if (name === '')
    return uri.endsWith('://') || /:\/\/\//.test(uri)
      ? 'missing hosts'
      : `invalid server address: "${unlessSecret(uri, host)}"; hostname cannot be empty`;
  if (port === undefined) return undefined;
  if (!/^\+?\d+$/.test(port) || Number(port) > 65535)
    return `port must be valid 16-bit unsigned integer, instead got: ${unlessSecret(uri, port)}`;
  return Number(port) === 0
    ? `invalid server address: "${unlessSecret(uri, host)}"; port must be non-zero`
    : undefined;
}

function parse(
  version: string,
  extras: readonly string[] | undefined,
  uri: string,
  state: State,
): string | undefined {
  const [scheme, rest] = cut(uri, '://');
  if (rest === undefined) return 'connection string contains no scheme';
  const srv = scheme === 'mongodb+srv';
  if (scheme !== 'mongodb' && !srv) return `unsupported connection string scheme: ${scheme}`;
  const [front, options] = cut(rest, '?');
  const first = before(version, '3.0.0');
  if (first && options !== undefined && !front.includes('/'))
    return 'Missing delimiting slash between hosts and options';
  const at = front.lastIndexOf('@');
  const user = at < 0 ? undefined : front.slice(0, at);
  const [username, password] = user === undefined ? ['', undefined] : cut(user, ':');
  for (const [kind, text] of [
    ['username', username],
    ['password', password],
  ] as const) {
    if (text === undefined) continue;
    if (/[:/?#[\]@]/.test(text)) return `${kind} must be URL encoded`;
    if (/%(?![0-9a-fA-F]{2})/.test(text)) return `${kind} cannot contain unescaped %`;
  }
  const [hosts, database] = cut(front.slice(at + 1), '/');
  const list = hosts.split(',');
  for (const host of list) {
    const bad = badHost(uri, host, first);
    if (bad !== undefined) return bad;
  }
  if (srv && list.length > 1) return "exactly one host must be specified with 'mongodb+srv'";
  if (srv && /:\d+$/.test(hosts)) return "a port cannot be specified with 'mongodb+srv'";
  if (database !== undefined) {
    const decoded = decodeStrict(database);
    if (decoded === undefined) return 'database name must be URL encoded';
    const illegal = /[/\\ "$]/.exec(decoded);
    if (illegal) return `illegal character in database name: ${illegal[0]}`;
  }
  const seen = new Set<string>();
  for (const pair of options === undefined || options === '' ? [] : options.split('&')) {
    const [written, raw] = cut(pair, '=');
    if (raw === undefined) {
      return atLeast(version, '3.3.0')
        ? `connection string option is not a 'key=value' pair: ${pair}`
        : `connection string options is not a \`key=value\` pair: ${pair}`;
    }
    const key = written.toLowerCase();
    const once = atLeast(version, '3.3.0') ? key : written;
    if (seen.has(once) && key !== 'readpreferencetags')
      return 'repeated options are not allowed in the connection string';
    seen.add(once);
    const error = readOption(version, extras, state, key, written, decodeLenient(raw));
    if (error !== undefined) return error;
  }
  if (atLeast(version, '3.3.0') && seen.has('tlsinsecure') && seen.has('tlsallowinvalidcertificates')) {
    return 'cannot set both tlsinsecure and tlsallowinvalidcertificates in the connection string';
  }
  if (state.authSource === '') return 'empty authSource provided';
  if (state.mechanism === 'MONGODB-X509') {
    if (password !== undefined && username !== '')
      return atLeast(version, '2.0.0')
        ? 'A password cannot be specified with MONGODB-X509'
        : 'a password cannot be specified with MONGODB-X509';
    if ((state.authSource ?? '$external') !== '$external')
      return 'only $external may be specified as an auth source for MONGODB-X509';
  }
  if (/^SCRAM-SHA-/.test(state.mechanism ?? '') && username === '')
    return 'No username provided for SCRAM authentication';
  if (user !== undefined && username === '' && state.mechanism === undefined)
    return 'username and mechanism both not provided, but authentication was requested';
  if (srv) state.tls ??= { enabled: true, by: byScheme };
  return undefined;
}

/** `options.tls = Some(Tls::Enabled(…))` in code: replaces what the connection string said. */
function applyCode(query: PredictQuery, state: State): void {
  const fields = writtenOptions(query).filter(([name]) => codeNames.has(name));
  if (fields.length === 0) return;
  const tls: Tls = { enabled: true, by: byOption(fields[0]![0]) };
  for (const [name, value] of fields) {
    if (name === 'tls')
      tls.enabled = asBoolean(value) ?? !/Disabled|^None$/.test(String(asText(value) ?? ''));
    else if (name === 'allow_invalid_certificates')
      [tls.anyCertificate, tls.anyCertificateBy] = [asBoolean(value) ?? false, byOption(name)];
    else if (name === 'allow_invalid_hostnames')
      [tls.anyHost, tls.anyHostBy] = [asBoolean(value) ?? false, byOption(name)];
    else if (name === 'ca_file_path') tls.caFile = asText(value) ?? name;
    else if (name === 'cert_key_file_path') tls.keyFile = byOption(name);
  }
  state.tls = tls;
}
const codeNames = new Set([
  'tls',
  'allow_invalid_certificates',
  'allow_invalid_hostnames',
  'ca_file_path',
  'cert_key_file_path',
  'tls_certificate_key_file_password',
]);

function predict(query: PredictQuery): Prediction {
  const version = query.version ?? newest;
  const extras = Array.isArray(query.extras) ? query.extras : undefined;
  const state: State = { tls: undefined, mechanism: undefined, authSource: undefined };
  const error = parse(version, extras, uriOf(query), state);
  if (error !== undefined) return refuse(error);
  applyCode(query, state);
  const tls = state.tls ?? { enabled: false, by: byDefault };
  const any = tls.anyCertificate === true;
  const openssl = extras?.includes('openssl-tls') ?? false;
  const decidedBy: Partial<Record<Aspect, Decision>> = {
    tls: tls.by,
    chain: tls.anyCertificateBy ?? byDefault,
    // NoCertVerifier looks at nothing, so the host name goes with the chain.
    hostname: any ? tls.anyCertificateBy! : (tls.anyHostBy ?? byDefault),
    crl: byDefault,
    clientCertificate: tls.keyFile ?? byDefault,
  };
  return accepted(
    query,
    {
      warnings: [],
      tls: tls.enabled,
      chain: !any,
      hostname: !any && tls.anyHost !== true,
      crl: false,
      ocsp: 'none',
      clientCertificate: tls.keyFile !== undefined,
      minProtocol: 'TLS 1.2',
      decidedBy,
    },
    // Without tlsCAFile, Mozilla's list in crate webpki-roots is trusted, not the system's store.
    {
      caFile: tls.caFile ?? (openssl ? query.env?.SSL_CERT_FILE : undefined),
      commonName: openssl,
      mustStaple: false,
    },
  );
}

const newest = '3.9.1';

export const rust: DriverModel = {
  id: 'rust',
  title: 'MongoDB Rust driver',
  versions: ['1.0.0', '2.0.0', '3.0.0', '3.2.0', '3.3.0', newest],
  options: rustOptions,
  predict,
};

/** The Swift driver (development ended in August 2023): a parser of its own over libmongoc's handshake. Source: mongodb/mongo-swift-driver Sources/MongoSwift/MongoConnectionString.swift at v1.3.1. */
import type { DriverModel, PredictQuery, Prediction } from '../types';
import { swiftOptions } from './catalogue/swift';
import { behave, isBooleanOption, sslOptFromUri, tlsOf, type Uri } from './libmongoc';
import { byOption, byScheme, byUri, refused } from './outcome';
import { asBoolean, asText, decodeStrict, uriOf, writtenOptions } from './query';

/** The libmongoc inside v1.3 (etc/vendor-libmongoc.sh). */
const libmongoc = '1.20.0';

const tlsNames = new Map(
  [
    'tls',
    'tlsAllowInvalidCertificates',
    'tlsAllowInvalidHostnames',
    'tlsCAFile',
    'tlsCertificateKeyFile',
    'tlsCertificateKeyFilePassword',
    'tlsDisableCertificateRevocationCheck',
    'tlsDisableOCSPEndpointCheck',
    'tlsInsecure',
  ].map((name) => [name.toLowerCase(), name]),
);
const others = new Set(
  'appname authsource authmechanism authmechanismproperties compressors connecttimeoutms directconnection heartbeatfrequencyms journal loadbalanced localthresholdms maxpoolsize maxstalenessseconds readconcernlevel readpreference readpreferencetags replicaset retryreads retrywrites serverselectiontimeoutms sockettimeoutms srvmaxhosts srvservicename ssl w wtimeoutms zlibcompressionlevel'.split(
    ' ',
  ),
);

interface Parsed {
  readonly uri: Uri;
  ssl: boolean | undefined;
  mechanism: string | undefined;
  source: string | undefined;
}

function parse(text: string): Parsed | string {
  const parts = text.split('://');
  if (parts.length !== 2 || (parts[0] !== 'mongodb' && parts[0] !== 'mongodb+srv'))
    return "Invalid connection string scheme, expecting 'mongodb' or 'mongodb+srv'";
  const rest = parts[1]!;
  const question = rest.indexOf('?');
  const front = question < 0 ? rest : rest.slice(0, question);
  if (front === '') return 'The connection string must contain host information';
  const paths = front.split('/');
  if (paths.length > 2)
    return 'The user information, host information, and defaultAuthDB in the connection string must not contain unescaped slashes';
  if (paths.length === 1 && question >= 0)
    return 'The connection string must contain a delimiting slash between the host information and options';
  const users = paths[0]!.split('@');
  if (users.length > 2)
    return 'The user information and host information in the connection string must not contain unescaped @ symbols';
  if (users.length === 2 && users[0]!.split(':').length > 2)
    return 'Username and password in the connection string must not contain unescaped colons';
  const srv = parts[0] === 'mongodb+srv';
  const hosts = users.at(-1)!.split(',');
  for (const host of hosts) {
    const port = /^(?:\[[^\]]*\]|[^:]*):(.*)$/.exec(host)?.[1];
    if (host === '' || host.startsWith(':')) return `couldn't parse address from ${host}`;
    if (port !== undefined && !(/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65535))
      return `port must be a valid, positive unsigned 16 bit integer`;
  }
  if (srv && hosts.length > 1)
    return 'Only a single host identifier may be specified in a mongodb+srv connection string';
  if (srv && hosts[0]!.includes(':')) return 'A port cannot be specified in a mongodb+srv connection string';
  if (srv && hosts[0]!.split('.').length < 3)
    return 'The host specified in a mongodb+srv connection string must contain a host name, a domain name, and a top-level domain';
  const parsed: Parsed = {
    uri: { srv, settings: new Map(), warnings: [] },
    ssl: undefined,
    mechanism: undefined,
    source: undefined,
  };
  const seen = new Set<string>();
  for (const option of question < 0 ? [] : rest.slice(question + 1).split('&')) {
    const error = readOption(parsed, seen, option);
    if (error !== undefined) return error;
  }
  return parsed;
}

function readOption(parsed: Parsed, seen: Set<string>, option: string): string | undefined {
  const pair = option.split('=');
  if (pair.length !== 2)
    return 'Option name and value must be of the form <name>=<value> not containing unescaped equals signs';
  const [name = '', raw = ''] = pair;
  const lower = name.toLowerCase();
  if (!tlsNames.has(lower) && !others.has(lower))
    return `Connection string contains unsupported option: ${name}`;
  if (seen.has(lower) && lower !== 'readpreferencetags')
    return `Connection string contains duplicate option: ${tlsNames.get(lower) ?? lower}`;
  seen.add(lower);
  const value = decodeStrict(raw);
  if (value === undefined) return `${lower} contains invalid percent-encoding`;
  if (lower === 'ssl' || isBooleanOption(lower)) {
    if (value !== 'true' && value !== 'false')
      return `Value for ${lower} in connection string must be true or false`;
    if (lower === 'ssl') {
      parsed.ssl = value === 'true';
      if (!parsed.uri.settings.has('tls'))
        parsed.uri.settings.set('tls', { value: parsed.ssl, by: byUri(name) });
    } else parsed.uri.settings.set(lower, { value: value === 'true', by: byUri(name) });
  } else if (tlsNames.has(lower)) parsed.uri.settings.set(lower, { value, by: byUri(name) });
  else if (lower === 'authmechanism') parsed.mechanism = value;
  else if (lower === 'authsource') parsed.source = value;
  return undefined;
}

/** `validate`: pairs that exclude each other, whatever their values. */
function badPair({ uri: { settings } }: Parsed): string | undefined {
  const has = (name: string): boolean => settings.has(name.toLowerCase());
  if (
    has('tlsInsecure') &&
    (has('tlsAllowInvalidCertificates') ||
      has('tlsAllowInvalidHostnames') ||
      has('tlsDisableCertificateRevocationCheck') ||
      has('tlsDisableOCSPEndpointCheck'))
  ) {
    return 'tlsAllowInvalidCertificates, tlsAllowInvalidHostnames, tlsDisableCertificateRevocationCheck, and tlsDisableOCSPEndpointCheck cannot be specified if tlsInsecure is specified in the connection string';
  }
  for (const [a, b] of [
    ['tlsAllowInvalidCertificates', 'tlsDisableOCSPEndpointCheck'],
    ['tlsAllowInvalidCertificates', 'tlsDisableCertificateRevocationCheck'],
    ['tlsDisableOCSPEndpointCheck', 'tlsDisableCertificateRevocationCheck'],
  ] as const) {
    if (has(a) && has(b)) return `${a} and ${b} cannot both be specified in the connection string`;
  }
  return undefined;
}

const refuse = (message: string): Prediction => refused('MongoError.InvalidArgumentError', message);

function predict(query: PredictQuery): Prediction {
  const parsed = parse(uriOf(query));
  if (typeof parsed === 'string') return refuse(parsed);
  const { settings, srv } = parsed.uri;
  const tls = settings.get('tls');
  if (parsed.ssl !== undefined && tls && tls.value !== parsed.ssl)
    return refuse('tls and ssl must have the same value if both are specified in the connection string');
  for (const [name, value] of writtenOptions(query)) {
    const lower = name.toLowerCase();
    if (!tlsNames.has(lower)) continue;
    const set = isBooleanOption(lower) ? asBoolean(value) : asText(value);
    if (set !== undefined) settings.set(lower, { value: set, by: byOption(name) });
  }
  const pair = badPair(parsed);
  if (pair !== undefined) return refuse(pair);
  if (parsed.mechanism === 'MONGODB-X509' && parsed.source !== undefined && parsed.source !== '$external') {
    return refuse('Only $external may be specified as an auth source for MONGODB-X509');
  }
  if (srv && !settings.has('tls')) settings.set('tls', { value: true, by: byScheme });
  return behave(query, libmongoc, [], tlsOf(libmongoc, parsed.uri), sslOptFromUri(parsed.uri));
}

const newest = '1.3.1';

export const swift: DriverModel = {
  id: 'swift',
  title: 'MongoDB Swift driver',
  versions: ['1.0.0', newest],
  options: swiftOptions,
  predict,
};

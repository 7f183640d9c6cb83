/** The Perl driver (end of life in 2020). Source: mongodb/mongo-perl-driver lib/MongoDB/_URI.pm, MongoClient.pm, _Link.pm; tags v1.0.0 to v2.2.2 compared. */
import type { Aspect, Decision, DriverModel, PredictQuery, Prediction } from '../types';
import { perlOptions } from './catalogue/perl';
import { accepted, byDefault, byOption, byScheme, byUri, refused } from './outcome';
import { asText, decodeLenient, uriOf, writtenOptions } from './query';
import { atLeast, before } from './versions';
import { withoutUser } from './withoutUser';

const tlsBooleans = new Set([
  'tls',
  'tlsallowinvalidcertificates',
  'tlsallowinvalidhostnames',
  'tlsinsecure',
]);
const otherBooleans = new Set(['journal', 'retryreads', 'retrywrites', 'serverselectiontryonce']);
const tlsTexts = new Set(['tlscafile', 'tlscertificatekeyfile', 'tlscertificatekeyfilepassword']);
const others = new Set(
  'appname authmechanism authmechanismproperties authsource compressors connect connecttimeoutms heartbeatfrequencyms localthresholdms maxstalenessseconds maxtimems readconcernlevel readpreference readpreferencetags replicaset serverselectiontimeoutms socketcheckintervalms sockettimeoutms w wtimeoutms zlibcompressionlevel'.split(
    ' ',
  ),
);

interface Parsed {
  readonly options: Map<string, { readonly value: boolean | string; readonly by: Decision }>;
  readonly warnings: string[];
  readonly srv: boolean;
  readonly user: string | undefined;
  readonly password: string | undefined;
}

/** The one regular expression of _URI.pm. */
const shape = /^mongodb(\+srv|):\/\/(?:([^:]*)(?::([^@]*))?@)?([^/?]*)(?:\/([^?]*)(?:[?](.*))?)?$/s;

function parse(version: string, uri: string): Parsed | Prediction {
  // The driver prints the whole string, password and all; the messages here do not.
  const shown = withoutUser(uri);
  const fail = (text: string): Prediction => refused('MongoDB::Error', text);
  // A host without a scheme gets one.
  const match = shape.exec(/^mongodb(?:\+srv)?:\/\//.test(uri) ? uri : `mongodb://${uri}`);
  if (!match || (match[1] !== '' && before(version, '2.0.0')))
    return fail(`URI '${shown}' could not be parsed`);
  const [, plus, user, password, hosts, database, query] = match;
  if (user !== undefined && /[:/@]|%(?![0-9a-f]{2})/i.test(user))
    return fail(`URI '${shown}' could not be parsed (username must be URL encoded)`);
  if (password !== undefined && /[:/@]|%(?![0-9a-f]{2})/i.test(password))
    return fail(`URI '${shown}' could not be parsed (password must be URL encoded)`);
  const badHosts = checkHosts(shown, hosts ?? '', plus !== '');
  if (badHosts !== undefined) return fail(badHosts);
  if (database?.includes('/'))
    return fail(`URI '${shown}' could not be parsed (database name must be URL encoded, found unescaped '/'`);
  const parsed: Parsed = { options: new Map(), warnings: [], srv: plus !== '', user, password };
  const trimmed = query?.replace(/&+$/, '') ?? '';
  for (const pair of trimmed === '' ? [] : trimmed.split('&')) {
    const parts = pair.split('=');
    if (parts.length !== 2) {
      return refused('MongoDB::UsageError', 'expected key value pair', parsed.warnings);
    }
    const error = readOption(version, parsed, decodeLenient(parts[0]!), decodeLenient(parts[1]!));
    if (error) return error;
  }
  return checkPairs(version, parsed) ?? parsed;
}

function checkHosts(shown: string, hosts: string, srv: boolean): string | undefined {
  if (hosts === '')
    return srv
      ? `URI '${shown}' cannot be empty if using an SRV connection string`
      : `URI '${shown}' could not be parsed (missing host list)`;
  if (srv) {
    if (hosts.includes(','))
      return `URI '${shown}' cannot contain a comma or multiple host names if using an SRV connection string`;
    if (/:\d+$/.test(hosts))
      return `URI '${shown}' cannot contain port number if using an SRV connection string`;
    if (hosts.split('.').length <= 2) return `URI '${shown}' must contain domain name and hostname`;
    return undefined;
  }
  // split drops what is empty at the end.
  for (const raw of hosts.replace(/,+$/, '').split(',')) {
    const host = decodeLenient(raw).toLowerCase();
    if (host.includes('/') && host.includes('.sock'))
      return `URI '${shown}' could not be parsed (Unix domain sockets are not supported)`;
    if (host.startsWith('[')) return `URI '${shown}' could not be parsed (IP literals are not supported)`;
    const at = host.indexOf(':');
    const port = at < 0 ? undefined : host.slice(at + 1);
    if (host === '' || at === 0) return `host list '${hosts.split(',').join(' ')}' contains empty host`;
    if (port === undefined) continue;
    if (!/^\d+$/.test(port)) return `URI '${shown}' could not be parsed (invalid port '${port}')`;
    if (Number(port) < 1 || Number(port) > 65535)
      return `URI '${shown}' could not be parsed (invalid port '${port}' (must be in range [1,65535])`;
  }
  return undefined;
}

function readOption(version: string, parsed: Parsed, key: string, value: string): Prediction | undefined {
  const lower = key.toLowerCase();
  const modern = atLeast(version, '2.1.1');
  const boolean = lower === 'ssl' || (modern && tlsBooleans.has(lower)) || otherBooleans.has(lower);
  if (!boolean && !(modern && tlsTexts.has(lower)) && !others.has(lower)) {
    parsed.warnings.push(`Unsupported option '${key}' in URI.`);
    return undefined;
  }
  if (parsed.options.has(lower) && lower !== 'readpreferencetags') {
    if (atLeast(version, '2.0.0')) {
      parsed.warnings.push(
        `Multiple options were found for the same value '${lower}'. The first occurrence will be used`,
      );
      return undefined;
    }
  }
  if (!boolean) {
    parsed.options.set(lower, { value, by: byUri(key) });
    return undefined;
  }
  if (value === 'true' || value === 'false') {
    parsed.options.set(lower, { value: value === 'true', by: byUri(key) });
    return undefined;
  }
  if (!modern)
    return refused(
      'MongoDB::UsageError',
      `expected boolean string 'true' or 'false' for key '${key}' but instead received '${value}'`,
      parsed.warnings,
    );
  parsed.warnings.push(
    `expected boolean string 'true' or 'false' for key '${key}' but instead received '${value}'. Ignoring '${key}'.`,
  );
  return undefined;
}

function checkPairs(version: string, { options, warnings, user, password }: Parsed): Prediction | undefined {
  if (atLeast(version, '2.1.1')) {
    if (
      options.has('tlsinsecure') &&
      (options.has('tlsallowinvalidcertificates') || options.has('tlsallowinvalidhostnames'))
    ) {
      return refused('MongoDB::Error', 'tlsInsecure conflicts with other options', warnings);
    }
    const tls = options.get('tls');
    const ssl = options.get('ssl');
    if (tls && ssl && tls.value !== ssl.value)
      return refused('MongoDB::Error', 'tls and ssl must have the same value', warnings);
  }
  const mechanism = options.get('authmechanism')?.value;
  const source = options.get('authsource')?.value;
  // authSource alone asks for the default mechanism too.
  if (mechanism === undefined && ((user ?? '') !== '' || (source ?? '') !== '') && (password ?? '') === '') {
    return refused(
      'MongoDB::UsageError',
      "invalid field password with value '' in DEFAULT credential",
      warnings,
    );
  }
  if (
    typeof mechanism === 'string' &&
    !/^(?:DEFAULT|GSSAPI|MONGODB-CR|MONGODB-X509|NONE|PLAIN|SCRAM-SHA-1|SCRAM-SHA-256)$/.test(mechanism)
  ) {
    return refused(
      undefined,
      `Value "${mechanism}" did not pass type constraint "Enum[DEFAULT,GSSAPI,MONGODB-CR,MONGODB-X509,NONE,PLAIN,SCRAM-SHA-1,SCRAM-SHA-256]"`,
      warnings,
    );
  }
  if (
    typeof mechanism === 'string' &&
    /^(?:GSSAPI|MONGODB-CR|PLAIN|SCRAM-SHA-1|SCRAM-SHA-256|DEFAULT)$/.test(mechanism) &&
    (user ?? '') === ''
  ) {
    return refused(
      'MongoDB::UsageError',
      `invalid field username with value '' in ${mechanism} credential`,
      warnings,
    );
  }
  if (mechanism === 'MONGODB-X509' && source !== undefined && source !== '$external') {
    return refused(
      'MongoDB::UsageError',
      `invalid field source with value '${String(source)}' in MONGODB-X509 credential`,
      warnings,
    );
  }
  if (mechanism === 'MONGODB-X509' && user !== undefined && password !== undefined && password !== '') {
    return refused('MongoDB::UsageError', 'invalid field password in MONGODB-X509 credential', warnings);
  }
  return undefined;
}

const tlsOptions = [
  'tlsallowinvalidcertificates',
  'tlsallowinvalidhostnames',
  'tlscafile',
  'tlscertificatekeyfile',
  'tlscertificatekeyfilepassword',
  'tlsinsecure',
];

function predict(query: PredictQuery): Prediction {
  const version = query.version ?? newest;
  const parsed = parse(version, uriOf(query));
  if ('outcome' in parsed) return parsed;
  const { options, warnings } = parsed;
  const first = tlsOptions.find((name) => options.has(name));
  const own =
    options.get('tls') ?? options.get('ssl') ?? (parsed.srv ? { value: true, by: byScheme } : undefined);
  // `_build_ssl`: any tls option makes a hash, and a hash is true, so tls=false beside it does not count.
  let tls: { on: boolean; by: Decision } =
    first === undefined
      ? { on: own?.value === true, by: own?.by ?? byDefault }
      : { on: true, by: own?.value === true ? own.by : options.get(first)!.by };
  // Presence counts, not the value: tlsInsecure=false turns the checks off as well (measured).
  let chainOff: Decision | undefined = (
    options.get('tlsinsecure') ?? options.get('tlsallowinvalidcertificates')
  )?.by;
  let hostOff: Decision | undefined = (options.get('tlsinsecure') ?? options.get('tlsallowinvalidhostnames'))
    ?.by;
  let caFile = asText(options.get('tlscafile')?.value);
  let certificate: Decision | undefined = options.get('tlscertificatekeyfile')?.by;
  const uriSaysNo = first === undefined && own?.value === false;
  for (const [name, value] of flatten(query)) {
    // A string that says no wins; otherwise a hash in the code is merged below the string's.
    if (uriSaysNo) break;
    if (name === 'ssl') {
      const on = value !== false && value !== 0 && value !== null && value !== '' && value !== '0';
      if (own === undefined && first === undefined) tls = { on, by: byOption(name) };
    } else if (name.startsWith('SSL_')) {
      if (!tls.on) tls = { on: true, by: byOption('ssl') };
      if (name === 'SSL_verify_mode' && chainOff === undefined)
        chainOff = verifies(value) ? undefined : byOption(name);
      else if (name === 'SSL_verifycn_scheme' && hostOff === undefined)
        hostOff = value === 'none' ? byOption(name) : undefined;
      else if (name === 'SSL_ca_file' || name === 'SSL_ca_path') caFile ??= asText(value) ?? name;
      else if (name === 'SSL_cert_file') certificate ??= byOption(name);
    }
  }
  const decidedBy: Partial<Record<Aspect, Decision>> = {
    tls: tls.by,
    chain: chainOff ?? byDefault,
    // IO::Socket::SSL compares the name only while it verifies.
    hostname: hostOff ?? chainOff ?? byDefault,
    crl: byDefault,
    clientCertificate: certificate ?? byDefault,
  };
  return accepted(
    query,
    {
      warnings,
      tls: tls.on,
      chain: chainOff === undefined,
      hostname: chainOff === undefined && hostOff === undefined,
      crl: false,
      ocsp: 'none',
      clientCertificate: certificate !== undefined,
      minProtocol: 'TLS 1.2',
      decidedBy,
    },
    { caFile, commonName: true, mustStaple: false },
  );
}

/** SSL_VERIFY_NONE is 0; written as a number, as hexadecimal text or by its name. */
function verifies(value: unknown): boolean {
  return !(
    value === 0 ||
    value === false ||
    value === '0' ||
    value === '0x00' ||
    value === 'SSL_VERIFY_NONE'
  );
}

/** `ssl => { SSL_ca_file => … }` in one list with the names beside it. */
function flatten(query: PredictQuery): readonly (readonly [string, unknown])[] {
  return writtenOptions(query).flatMap((entry) => {
    const [name, value] = entry;
    if (name !== 'ssl' || typeof value !== 'object' || value === null) return [entry];
    return [['ssl', true] as const, ...Object.entries(value)];
  });
}

const newest = '2.2.2';

export const perl: DriverModel = {
  id: 'perl',
  title: 'MongoDB Perl driver',
  versions: ['1.0.0', '2.0.0', '2.1.1', newest],
  options: perlOptions,
  predict,
};

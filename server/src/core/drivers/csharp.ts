/**
 * The C#/.NET driver. Source: mongodb/mongo-csharp-driver Core/Configuration/ConnectionString.cs, MongoClientSettings.cs,
 * ClusterRegistry.cs, SslSettings.cs; tags v2.0.0 to v3.11.0 compared.
 */
import type { Aspect, Decision, DriverModel, PredictQuery, Prediction, RemainingCheck } from '../types';
import { csharpOptions } from './catalogue/csharp';
import { accepted, byDefault, byOption, byScheme, byUri, refused } from './outcome';
import { asBoolean, remainingCheck, uriOf, writtenOptions } from './query';
import { atLeast, before, within } from './versions';
import { withoutUser } from './withoutUser';

const exception = 'MongoDB.Driver.MongoConfigurationException';

interface Setting {
  value: boolean;
  by: Decision;
}
interface Parsed {
  tls: Setting | undefined;
  insecure: Setting | undefined;
  noRevocation: Setting | undefined;
}

/** The scheme, user, hosts and database of the driver's one regular expression; the options are checked apart, in one pass. */
const front =
  /^(mongodb|mongodb\+srv):\/\/(?:([^:@/]+)(?::([^:@/]*))?@)?((?:\[[^\]]+?\]|[^:@,/?#]+)(?::\d+)?(?:,(?:\[[^\]]+?\]|[^:@,/?#]+)(?::\d+)?)*)(?:\/[^/?]+)?\/?(?:\?([^]*))?$/;

function parse(version: string, uri: string): Parsed | string {
  const shown = withoutUser(uri).replace('<credentials>', '<hidden>');
  if (atLeast(version, '2.9.0') && /%(?![0-9a-fA-F]{2})/.test(uri)) {
    return `The connection string '${shown}' contains an invalid '%' escape sequence.`;
  }
  const match = front.exec(uri);
  const options = match?.[5];
  // `name=value` with neither empty, between & or ;
  const pairs = options === undefined ? [] : options.split(/[&;]/);
  if (
    !match ||
    (match[1] !== 'mongodb' && before(version, '2.5.0')) ||
    pairs.some((pair) => !/^[^&;]+=[^&;]+$/.test(pair))
  ) {
    return `The connection string '${shown}' is not valid.`;
  }
  const srv = match[1] === 'mongodb+srv';
  const parsed: Parsed = { tls: undefined, insecure: undefined, noRevocation: undefined };
  for (const pair of pairs) {
    const [rawName = '', rawValue = ''] = pair.split('=');
    const error = readOption(version, parsed, rawName.trim(), unescapeData(rawValue.trim()));
    if (error !== undefined) return error;
  }
  if (srv) parsed.tls ??= { value: true, by: byScheme };
  const hosts = match[4]!.split(',');
  if (srv && hosts.some((host) => /:\d+$/.test(host)))
    return 'Host for mongodb+srv scheme cannot specify a port.';
  if (srv && hosts.length > 1) return 'Only 1 host is allowed when using the mongodb+srv scheme.';
  for (const host of hosts) {
    const port = /:(\d+)$/.exec(host)?.[1];
    if (port !== undefined && Number(port) > 65535) return `Host '${host}' is not valid.`;
  }
  if (parsed.insecure && parsed.noRevocation)
    return 'Specifying both tlsInsecure and tlsDisableCertificateRevocationCheck is invalid.';
  return parsed;
}

/** Uri.UnescapeDataString leaves what it cannot decode. */
function unescapeData(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readOption(version: string, parsed: Parsed, name: string, value: string): string | undefined {
  const lower = name.toLowerCase();
  const modern = atLeast(version, '2.9.0');
  const isSwitch = lower === 'ssl' || (modern && lower === 'tls');
  const isInsecure = lower === 'sslverifycertificate' || (modern && lower === 'tlsinsecure');
  const isRevocation = atLeast(version, '2.11.0') && lower === 'tlsdisablecertificaterevocationcheck';
  if (!isSwitch && !isInsecure && !isRevocation) return undefined;
  // JsonConvert.ToBoolean of the lower-case text: `1` and `yes` are refused.
  const text = value.toLowerCase().trim();
  if (text !== 'true' && text !== 'false') return `${name} has an invalid boolean value of ${value}.`;
  const on = text === 'true';
  const differs = (present: Setting | undefined, set: boolean): boolean =>
    modern && present !== undefined && present.value !== set;
  if (isSwitch) {
    if (differs(parsed.tls, on)) return 'tls has already been configured with a different value.';
    parsed.tls = { value: on, by: byUri(name) };
  } else if (isInsecure) {
    const set = lower === 'tlsinsecure' ? on : !on;
    if (differs(parsed.insecure, set))
      return 'tlsInsecure has already been configured with a different value.';
    parsed.insecure = { value: set, by: byUri(name) };
  } else {
    if (differs(parsed.noRevocation, on))
      return 'tlsDisableCertificateRevocationCheck has already been configured with a different value.';
    parsed.noRevocation = { value: on, by: byUri(name) };
  }
  return undefined;
}

/** Lowest of the protocols in `SslProtocols.Tls12 | SslProtocols.Tls13`. */
function lowest(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  for (const [name, label] of [
    ['Ssl3', 'SSL 3.0'],
    ['Default', 'SSL 3.0'],
    ['Tls', 'TLS 1.0'],
    ['Tls11', 'TLS 1.1'],
    ['Tls12', 'TLS 1.2'],
    ['Tls13', 'TLS 1.3'],
  ] as const) {
    if (new RegExp(`(?:^|\\W)${name}(?:$|\\W)`).test(value)) return label;
  }
  return null;
}

const short = (name: string): string => name.replace(/^(?:MongoClientSettings|settings|SslSettings)\./i, '');

function predict(query: PredictQuery): Prediction {
  const version = query.version ?? newest;
  const parsed = parse(version, uriOf(query));
  if (typeof parsed === 'string') return refused(exception, parsed);
  let { tls, insecure } = parsed;
  // 2.0 to 2.6 checked revocation unless told otherwise; from 2.7 the default is not to.
  let revocation: Setting = { value: before(version, '2.7.0'), by: byDefault };
  if (parsed.noRevocation?.value === true) revocation = { value: false, by: parsed.noRevocation.by };
  let callback: string | undefined;
  let remaining: RemainingCheck | undefined;
  let certificate: Decision | undefined;
  let minProtocol: string | null = before(version, '2.3.0')
    ? 'SSL 3.0'
    : within(version, '2.3.0', '3.0.0')
      ? 'TLS 1.0'
      : 'TLS 1.2';
  let askedRevocation = false;
  for (const [name, value] of writtenOptions(query)) {
    const on = asBoolean(value);
    switch (short(name)) {
      case 'UseTls':
      case 'UseSsl':
        if (on !== undefined) tls = { value: on, by: byOption(name) };
        break;
      case 'AllowInsecureTls':
        if (on !== undefined) insecure = { value: on, by: byOption(name) };
        if (on === true) revocation = { value: false, by: byOption(name) };
        break;
      case 'VerifySslCertificate':
        if (on !== undefined) insecure = { value: !on, by: byOption(name) };
        break;
      case 'CheckCertificateRevocation':
        if (on === undefined) break;
        revocation = { value: on, by: byOption(name) };
        askedRevocation = on;
        break;
      case 'ServerCertificateValidationCallback':
        callback = value === null ? undefined : name;
        remaining = remainingCheck(value);
        break;
      case 'ClientCertificates':
      case 'ClientCertificateSelectionCallback':
        certificate = byOption(name);
        break;
      case 'EnabledSslProtocols':
        minProtocol = lowest(value);
        break;
    }
  }
  if (insecure?.value === true && askedRevocation && atLeast(version, '2.9.0')) {
    return refused(
      'System.InvalidOperationException',
      'AllowInsecureTls and SslSettings.CheckCertificateRevocation cannot both be true.',
    );
  }
  // The program's own callback decides alone and beats AllowInsecureTls (ClusterRegistry.ConfigureSsl).
  const known = callback === undefined || remaining !== undefined;
  const chain =
    callback === undefined
      ? insecure?.value !== true
      : known
        ? remaining === 'chain' || remaining === 'everything'
        : null;
  const hostname =
    callback === undefined
      ? insecure?.value !== true
      : known
        ? remaining === 'hostname' || remaining === 'everything'
        : null;
  const verifiesBy = callback !== undefined ? byOption(callback) : (insecure?.by ?? byDefault);
  const decidedBy: Partial<Record<Aspect, Decision>> = {
    tls: tls?.by ?? byDefault,
    chain: verifiesBy,
    hostname: verifiesBy,
    crl: revocation.by,
    clientCertificate: certificate ?? byDefault,
  };
  return accepted(
    query,
    {
      warnings: [],
      tls: tls?.value ?? false,
      chain,
      hostname,
      // X509RevocationMode.Online: lists and responders of the certificate's chain.
      crl: chain === false ? false : revocation.value,
      ocsp: chain === false || !revocation.value ? 'none' : 'endpoint',
      clientCertificate: certificate !== undefined,
      minProtocol,
      decidedBy,
    },
    // There is no option for authorities: the store of the operating system is taken to have the right one.
    { trustElsewhere: true, commonName: true, mustStaple: false },
  );
}

const newest = '3.11.0';

export const csharp: DriverModel = {
  id: 'csharp',
  title: 'MongoDB C#/.NET driver',
  versions: ['2.0.0', '2.3.0', '2.5.0', '2.7.0', '2.9.0', '2.11.0', '3.0.0', newest],
  options: csharpOptions,
  predict,
};

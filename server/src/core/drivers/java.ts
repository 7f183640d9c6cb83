/**
 * The Java driver (sync, reactive, Kotlin, Scala: one ConnectionString). Source: mongodb/mongo-java-driver
 * driver-core/src/main/com/mongodb/ConnectionString.java and connection/SslSettings.java, tags r3.0.0 to r5.10.0 compared.
 */
import type { Aspect, Decision, DriverModel, PredictQuery, Prediction, RemainingCheck } from '../types';
import { javaOptions } from './catalogue/java';
import { accepted, byDefault, byOption, byScheme, byUri, refused } from './outcome';
import { asBoolean, cut, decodeStrict, remainingCheck, uriOf, writtenOptions } from './query';
import { atLeast, before } from './versions';
import { unlessSecret } from './withoutUser';

const refuse = (message: string, warnings: readonly string[] = []): Prediction =>
  refused('java.lang.IllegalArgumentException', message, warnings);

/** Names that every modelled version reads besides TLS; anything else is reported as unsupported. Names of later versions are only not reported. */
const otherKeys = new Set(
  'minpoolsize maxpoolsize timeoutms sockettimeoutms waitqueuetimeoutms waitqueuemultiple connecttimeoutms maxidletimems maxlifetimems maxconnecting streamtype proxyhost proxyport proxyusername proxypassword replicaset readconcernlevel serverselectiontimeoutms localthresholdms heartbeatfrequencyms servermonitoringmode retrywrites retryreads appname uuidrepresentation directconnection loadbalanced srvmaxhosts srvservicename compressors zlibcompressionlevel readpreference readpreferencetags maxstalenessseconds safe w wtimeoutms journal fsync authmechanism authsource gssapiservicename authmechanismproperties'.split(
    ' ',
  ),
);
const mechanisms = new Set([
  'GSSAPI',
  'PLAIN',
  'MONGODB-X509',
  'MONGODB-CR',
  'SCRAM-SHA-1',
  'SCRAM-SHA-256',
  'MONGODB-AWS',
  'MONGODB-OIDC',
]);

interface Parts {
  readonly hosts: string;
  readonly options: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
}

/** Splits the string as the version does. Before 3.8.0 the *last* slash ended the hosts, so a path in an option broke the string (measured with 3.6.3). */
function split(version: string, rest: string): Parts | string {
  let authority: string;
  let tail: string;
  if (before(version, '3.8.0')) {
    const slash = rest.lastIndexOf('/');
    if (slash < 0 && rest.includes('?'))
      return 'The connection string contains options without trailing slash';
    authority = slash < 0 ? rest : rest.slice(0, slash);
    tail = slash < 0 ? '' : rest.slice(slash + 1);
  } else if (before(version, '5.2.0')) {
    // From 5.2.0 the slash before the options may be left out.
    const slash = rest.indexOf('/');
    if (slash < 0 && rest.includes('?'))
      return 'The connection string contains options without trailing slash';
    authority = slash < 0 ? rest : rest.slice(0, slash);
    tail = slash < 0 ? '' : rest.slice(slash + 1);
  } else {
    const slash = rest.indexOf('/');
    const question = rest.indexOf('?');
    if (slash < 0 && question < 0) [authority, tail] = [rest, ''];
    else if (question >= 0 && (slash < 0 || question < slash))
      [authority, tail] = [rest.slice(0, question), rest.slice(question)];
    else [authority, tail] = [rest.slice(0, slash), rest.slice(slash + 1)];
  }
  const at = authority.lastIndexOf('@');
  let user: string | undefined;
  let password: string | undefined;
  if (at > 0) {
    const info = authority.slice(0, at);
    if (info.includes('@') || info.split(':').length > 2) {
      return 'The connection string contains invalid user information. If the username or password contains a colon (:) or an at-sign (@) then it must be urlencoded';
    }
    [user, password] = cut(info, ':');
    if (user === '' && atLeast(version, '5.1.0')) return 'No username is provided in the connection string';
  } else if (at === 0 && atLeast(version, '5.1.0'))
    return 'The connection string contains an at-sign (@) without a user name';
  const question = tail.indexOf('?');
  return {
    hosts: at >= 0 ? authority.slice(at + 1) : authority,
    options: question < 0 ? '' : tail.slice(question + 1),
    user,
    password,
  };
}

function invalidHosts(
  version: string,
  uri: string,
  hosts: readonly string[],
  srv: boolean,
): string | undefined {
  for (const host of hosts) {
    if (host === '')
      return `The connection string contains an empty host '[${unlessSecret(uri, hosts.join(', '))}]'. `;
    if (host.endsWith('.sock')) {
      if (before(version, '3.7.0'))
        return `The connection string contains an invalid host '${unlessSecret(uri, host)}'. Unix Domain Socket which is not supported by the Java driver`;
      continue;
    }
    let port: string | undefined;
    if (host.startsWith('[')) {
      if (!host.includes(']'))
        return `The connection string contains an invalid host '${unlessSecret(uri, host)}'. IPv6 address literals must be enclosed in '[' and ']' according to RFC 2732`;
      const at = host.indexOf(']:');
      if (at >= 0) port = host.slice(at + 2);
    } else {
      const colons = host.split(':').length - 1;
      if (colons > 1) {
        return `The connection string contains an invalid host '${unlessSecret(uri, host)}'. Reserved characters such as ':' must be escaped according RFC 2396. Any IPv6 address literal must be enclosed in '[' and ']' according to RFC 2732.`;
      }
      if (colons === 1) port = host.slice(host.indexOf(':') + 1);
    }
    if (port === undefined) continue;
    const digits = /^[+-]?\d+$/.test(port);
    if (digits && Number(port) > 0 && Number(port) <= 65535) continue;
    if (before(version, '5.2.0')) {
      return `The connection string contains an invalid host '${unlessSecret(uri, host)}'. The port '${unlessSecret(uri, port)}' is not a valid, it must be an integer between 0 and 65535`;
    }
    return digits
      ? 'The connection string contains an invalid host and port. The port must be an integer between 0 and 65535.'
      : 'The connection string contains an invalid host and port. The port contains non-digit characters, it must be an integer between 0 and 65535. Hint: username and password must be escaped according to RFC 3986.';
  }
  if (srv && hosts.length > 1) {
    return before(version, '3.11.0')
      ? 'The mongodb+srv protocol requires a single host name but this connection string has more than one'
      : 'Only one host allowed when using mongodb+srv protocol';
  }
  if (srv && hosts[0]!.includes(':')) {
    return before(version, '3.11.0')
      ? 'A connection string using the mongodb+srv protocol can notcontain a host name that specifies a port'
      : 'Host for when using mongodb+srv protocol can not contain a port';
  }
  return undefined;
}

/** One option after splitting: the name as written, the last value written (`getLastValue`). */
interface Read {
  readonly name: string;
  readonly value: string;
}

/** `parseBoolean`: yes and 1 are true with a warning; since 3.11 anything unknown is null (before: false), with a warning. */
function parseBoolean(version: string, text: string, key: string, warnings: string[]): boolean | null {
  const value = text.trim().toLowerCase();
  if (before(version, '3.11.0')) {
    const on = value === '1' || value === 'true' || value === 'yes';
    if (text !== 'true' && text !== 'false') {
      warnings.push(
        `Deprecated boolean value ('${text}') in the connection string for '${key}', please update to ${key}=${on}`,
      );
    }
    return on;
  }
  if (value === 'true' || value === 'false') return value === 'true';
  if (value === 'yes' || value === '1') {
    warnings.push(
      `Deprecated boolean value '${value}' in the connection string for '${key}'. Replace with 'true'`,
    );
    return true;
  }
  if (value === 'no' || value === '0') {
    warnings.push(
      `Deprecated boolean value '${value}' in the connection string for '${key}'. Replace with'false'`,
    );
    return false;
  }
  warnings.push(
    `Ignoring unrecognized boolean value '${value}' in the connection string for '${key}'. Replace with either 'true' or 'false'`,
  );
  return null;
}

function predict(query: PredictQuery): Prediction {
  const version = query.version ?? newest;
  const uri = uriOf(query);
  const scheme = /^mongodb(\+srv)?:\/\//.exec(uri);
  if (!scheme)
    return refuse(
      "The connection string is invalid. Connection strings must start with either 'mongodb://' or 'mongodb+srv://",
    );
  const srv = scheme[1] !== undefined;
  if (srv && before(version, '3.6.0'))
    return refuse("The connection string is invalid. Connection strings must start with 'mongodb://'");
  const parts = split(version, uri.slice(scheme[0].length));
  if (typeof parts === 'string') return refuse(parts);
  // String.split drops empty strings at the end.
  const hosts = parts.hosts.replace(/,+$/, '').split(',');
  const badHost = invalidHosts(version, uri, hosts, srv);
  if (badHost !== undefined) return refuse(badHost);

  const options = new Map<string, Read>();
  for (const part of parts.options.split(/[&;]/)) {
    if (part === '') continue;
    const [name, raw] = cut(part, '=');
    if (raw === undefined) {
      return refuse(
        `The connection string contains an invalid option '${parts.options}'. '${part}' is missing the value delimiter eg '${part}=value'`,
      );
    }
    const value = decodeStrict(raw, true);
    if (value === undefined) return refuse(`URLDecoder: Illegal hex characters in escape (%) pattern`);
    options.set(name.toLowerCase(), { name, value });
  }
  const warnings: string[] = [];
  const known = new Set(['ssl']);
  if (atLeast(version, '3.3.0')) known.add('sslinvalidhostnameallowed');
  if (atLeast(version, '3.10.0'))
    for (const key of ['tls', 'tlsinsecure', 'tlsallowinvalidhostnames']) known.add(key);

  let enabled: boolean | null | undefined;
  let enabledBy: Decision = byDefault;
  const conflicts = atLeast(version, '3.11.0');
  const switches: [string, Read | undefined][] = [
    ['ssl', options.get('ssl')],
    ['tls', known.has('tls') ? options.get('tls') : undefined],
  ];
  // Until 4.10 the driver added ssl=true to mongodb+srv beside the user's tls=false (measured by tag scan: r4.10.0 has it, r4.11.0 does not).
  const addsTo = before(version, '4.11.0') ? 'ssl' : 'tls';
  if (srv && (before(version, '4.11.0') ? !options.has('ssl') : !options.has('ssl') && !options.has('tls'))) {
    const entry = switches.find(([key]) => key === addsTo)!;
    entry[1] = { name: '', value: 'true' };
  }
  for (const [key, read] of switches) {
    if (!read) continue;
    const on = parseBoolean(version, read.value, key, warnings);
    if (conflicts && enabled !== undefined && enabled !== null && enabled !== on) {
      return refuse('Conflicting tls and ssl parameter values are not allowed', warnings);
    }
    enabled = on;
    enabledBy = read.name === '' ? byScheme : byUri(read.name);
  }

  let anyHost: boolean | null = null;
  let anyHostBy: Decision = byDefault;
  let insecureSet = false;
  let hostSet = false;
  for (const key of ['tlsinsecure', 'sslinvalidhostnameallowed', 'tlsallowinvalidhostnames']) {
    const read = known.has(key) ? options.get(key) : undefined;
    if (!read) continue;
    anyHost = parseBoolean(
      version,
      read.value,
      key === 'tlsallowinvalidhostnames' ? 'tlsAllowInvalidHostnames' : key,
      warnings,
    );
    anyHostBy = byUri(read.name);
    if (key === 'tlsinsecure') insecureSet = true;
    else hostSet = true;
  }
  if (conflicts && insecureSet && hostSet) {
    return refuse(
      'tlsAllowInvalidHostnames or sslInvalidHostnameAllowed set along with tlsInsecure is not allowed',
      warnings,
    );
  }
  const auth = invalidAuth(version, options, parts);
  if (auth !== undefined) return refuse(auth, warnings);
  for (const key of options.keys()) {
    if (known.has(key) || otherKeys.has(key) || key === 'j' || key === 'wtimeout') continue;
    // Up to 3.9.0 the whole string was logged, password and all; it is left out here.
    warnings.push(
      atLeast(version, '3.9.1')
        ? `Connection string contains unsupported option '${key}'.`
        : atLeast(version, '3.1.0')
          ? `Unsupported option '${key}' in the connection string.`
          : `Unsupported option '${key}' on URI.`,
    );
  }
  return withBuilder(query, version, warnings, {
    enabled: enabled ?? false,
    enabledBy,
    anyHost: anyHost ?? false,
    anyHostBy,
  });
}

function invalidAuth(version: string, options: ReadonlyMap<string, Read>, parts: Parts): string | undefined {
  const mechanism = options.get('authmechanism')?.value;
  const source = options.get('authsource')?.value;
  if (source === '' && atLeast(version, '4.1.0')) return 'authSource can not be an empty string';
  if (mechanism === undefined) return undefined;
  if (!mechanisms.has(mechanism)) return `Unsupported authMechanism: ${mechanism}`;
  if (
    (mechanism === 'MONGODB-X509' || mechanism === 'GSSAPI') &&
    source !== undefined &&
    source !== '$external' &&
    atLeast(version, '3.11.0')
  ) {
    return `Invalid authSource for ${mechanism}, it must be '$external'`;
  }
  if (mechanism === 'MONGODB-X509' && parts.password !== undefined && atLeast(version, '3.11.0')) {
    return 'Invalid mechanism, MONGODB_x509 does not support passwords';
  }
  return undefined;
}

interface Ssl {
  enabled: boolean;
  enabledBy: Decision;
  anyHost: boolean;
  anyHostBy: Decision;
}

/** SslSettings.Builder (taken to come after applyConnectionString) and the JVM's flags. */
function withBuilder(
  query: PredictQuery,
  version: string,
  warnings: readonly string[],
  ssl: Ssl,
): Prediction {
  let context: string | undefined;
  let remaining: RemainingCheck | undefined;
  for (const [name, value] of writtenOptions(query)) {
    const on = asBoolean(value);
    // Settings that were made before the connection string was applied (Debezium): the string wins where it says something.
    if (name === 'beneath.enabled' && on !== undefined && ssl.enabledBy.kind === 'default') {
      ssl.enabled = on;
      ssl.enabledBy = byOption(name);
    } else if (
      name === 'beneath.invalidHostNameAllowed' &&
      on !== undefined &&
      ssl.anyHostBy.kind === 'default'
    ) {
      ssl.anyHost = on;
      ssl.anyHostBy = byOption(name);
    } else if (name === 'enabled' || name === 'sslEnabled') {
      if (on === undefined) continue;
      ssl.enabled = on;
      ssl.enabledBy = byOption(name);
    } else if (name === 'invalidHostNameAllowed' || name === 'sslInvalidHostNameAllowed') {
      if (on === undefined) continue;
      ssl.anyHost = on;
      ssl.anyHostBy = byOption(name);
    } else if (name === 'context' || name === 'sslContext') {
      context = value === null ? undefined : name;
      remaining = remainingCheck(value);
    } else if (name === 'socketFactory' && before(version, '4.0.0')) {
      ssl.enabled = true;
      ssl.enabledBy = byOption(name);
      context = name;
    }
  }
  const flags = jvmFlags(query.env);
  const revocation = context === undefined && flags.get('com.sun.net.ssl.checkRevocation') === 'true';
  const decidedBy: Partial<Record<Aspect, Decision>> = {
    tls: ssl.enabledBy,
    chain: context === undefined ? byDefault : byOption(context),
    hostname: remaining === 'nothing' && context !== undefined ? byOption(context) : ssl.anyHostBy,
    crl: revocation ? { kind: 'environment', name: 'com.sun.net.ssl.checkRevocation' } : byDefault,
    clientCertificate:
      context !== undefined
        ? byOption(context)
        : flags.has('javax.net.ssl.keyStore')
          ? { kind: 'environment', name: 'javax.net.ssl.keyStore' }
          : byDefault,
  };
  return accepted(
    query,
    {
      warnings,
      tls: ssl.enabled,
      // A context made by the program may check nothing at all. An X509TrustManager leaves the name to the JVM, an extended one does not (measured).
      chain: context === undefined ? true : remaining === undefined ? null : remaining === 'chain',
      hostname: ssl.anyHost
        ? false
        : context === undefined
          ? true
          : remaining === undefined
            ? null
            : remaining !== 'nothing',
      crl: context === undefined ? revocation : null,
      ocsp: context === undefined ? 'none' : null,
      clientCertificate: context === undefined ? flags.has('javax.net.ssl.keyStore') : null,
      minProtocol: context === undefined ? lowestProtocol(flags) : null,
      decidedBy,
    },
    // There is no option for authorities: the JVM's trust store is taken to have the right one.
    { trustElsewhere: true, commonName: true, mustStaple: false },
  );
}

/** System properties from the variables that a JVM and its build tools read. */
function jvmFlags(env: PredictQuery['env']): ReadonlyMap<string, string> {
  const flags = new Map<string, string>();
  for (const variable of ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', 'JAVA_OPTS', 'MAVEN_OPTS']) {
    const text = env?.[variable];
    if (typeof text !== 'string') continue;
    for (const flag of text.matchAll(/-D([\w.]+)=("[^"]*"|\S*)/g)) flags.set(flag[1]!, flag[2]!);
  }
  return flags;
}

/** JDK 8u291, 11.0.11 and newer do not offer TLS 1.0 and 1.1 (jdk.tls.disabledAlgorithms). */
function lowestProtocol(flags: ReadonlyMap<string, string>): string {
  const written = (flags.get('jdk.tls.client.protocols') ?? '').replace(/"/g, '').split(',');
  for (const [name, label] of [
    ['TLSv1', 'TLS 1.0'],
    ['TLSv1.1', 'TLS 1.1'],
    ['TLSv1.2', 'TLS 1.2'],
    ['TLSv1.3', 'TLS 1.3'],
  ] as const) {
    if (written.includes(name)) return label;
  }
  return 'TLS 1.2';
}

const newest = '5.10.0';

export const java: DriverModel = {
  id: 'java',
  title: 'MongoDB Java driver',
  versions: ['3.0.0', '3.3.0', '3.8.0', '3.10.0', '3.11.0', '4.0.0', '4.11.0', '5.2.0', newest],
  options: javaOptions,
  predict,
};

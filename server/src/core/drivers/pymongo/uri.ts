/**
 * PyMongo's own URI parser, version by version: what it splits where, what it decodes how often, in which order it
 * complains. Sources: mongodb/mongo-python-driver, `pymongo/uri_parser.py`, `pymongo/uri_parser_shared.py` (4.12 and later),
 * `pymongo/srv_resolver.py`.
 */
import type { Decision } from '../../types';
import { decodeForm } from '../formDecode';
import { atLeast } from '../versions';
import type { KnownOptions } from './optionTable';
import { OptionDict } from './options';
import { rejectConflicts, warnOfDeprecations } from './security';
import { configurationError, invalidUri, valueError } from './validators';
import { pyRepr, truthy, type PyValue } from './values';

export interface Node {
  readonly host: string;
  readonly port: number | null;
}

export interface PyMongoUri {
  readonly srv: boolean;
  readonly nodes: readonly Node[];
  readonly username: string | null;
  readonly password: string | null;
  readonly database: string | null;
  /** Checked, keys as PyMongo keeps them; unchecked in 3.0, which checks them together with the keyword arguments. */
  readonly options: OptionDict;
}

export interface UriContext {
  readonly version: string;
  readonly known: KnownOptions;
  readonly warn: (text: string) => void;
  /** Checks one option of the URI: the value that goes on; throws a Refusal. */
  readonly check: (name: string, value: PyValue) => PyValue;
  /** May a Refusal of the check be turned into a warning? */
  readonly forgives: (name: string, thrown: unknown) => string | undefined;
  /** srvMaxHosts given as a keyword argument. */
  readonly srvMaxHosts: PyValue | undefined;
  readonly defaultPort: number;
}

const scheme = 'mongodb://';
const srvScheme = 'mongodb+srv://';

/** Text before the first `separator`, and after it; after is undefined when there is none. */
function partition(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** PyMongo 4.12 took the full stops off its messages. */
function stop(context: { readonly version: string }): string {
  return atLeast(context.version, '4.12') ? '' : '.';
}

/** Parses a URI as the version of the context does; throws a Refusal. */
export function parseUri(uri: string, context: UriContext): PyMongoUri {
  const since = (v: string): boolean => atLeast(context.version, v);
  let srv = false;
  let free: string;
  if (uri.startsWith(scheme)) free = uri.slice(scheme.length);
  else if (since('3.6') && uri.startsWith(srvScheme)) {
    srv = true;
    free = uri.slice(srvScheme.length);
  } else if (!since('3.6')) {
    throw invalidUri(`Invalid URI scheme: ${partition(uri, '://')[0]}`);
  } else throw invalidUri(`Invalid URI scheme: URI must begin with '${scheme}' or '${srvScheme}'`);
  if (!free) throw invalidUri(`Must provide at least one hostname or IP${stop(context)}`);
  return since('3.9') ? parse39(free, srv, context) : parseOld(free, srv, context);
}

/** 3.9 and later: the options come before the user and the hosts. */
function parse39(free: string, srv: boolean, context: UriContext): PyMongoUri {
  const since = (v: string): boolean => atLeast(context.version, v);
  let hostPart: string;
  let database: string | undefined;
  let opts: string | undefined;
  if (since('4.8')) {
    let before: string;
    [before, opts] = partition(free, '?');
    [hostPart, database] = partition(before, '/');
  } else {
    let path: string | undefined;
    [hostPart, path] = partition(free, '/');
    if (!hostPart) {
      hostPart = path ?? '';
      path = '';
    }
    if (path) {
      if (!since('3.11') && path.startsWith('?')) opts = decodeForm(path.slice(1));
      else [database, opts] = partition(path, '?');
      if (!since('3.11') && opts !== undefined && !path.startsWith('?')) opts = decodeForm(opts);
    } else if (since('4.6')) [hostPart, opts] = partition(hostPart, '?');
    else if (hostPart.includes('?'))
      throw invalidUri("A '/' is required between the host list and any options.");
  }
  if (database) {
    database = decodeForm(database);
    database = partition(database, '.')[0];
    if (/[/ "$]/.test(database)) throw invalidUri(`Bad database name "${database}"`);
    if (!since('3.11')) database = decodeForm(database);
  }
  const options = opts ? splitOptions(opts, context) : new OptionDict();
  const { username, password, hosts } = splitUser(hostPart, context);
  if (hosts.includes('/'))
    throw invalidUri(`Any '/' in a unix domain socket must be percent-encoded: ${hostPart}`);
  const decoded = since('4.18.1') ? hosts : decodeForm(hosts);
  const fromOptions = options.get('srvMaxHosts');
  const srvMaxHosts = truthy(context.srvMaxHosts) ? context.srvMaxHosts : fromOptions;
  let nodes: readonly Node[];
  if (srv) {
    if (since('3.11') && truthy(options.get('directConnection')))
      throw configurationError(`Cannot specify directConnection=true with ${srvScheme} URIs`);
    nodes = [srvNode(splitHosts(decoded, null, context))];
    checkSrvHost(nodes[0]!.host, context);
    if (since('4.0') && truthy(srvMaxHosts)) {
      if (truthy(options.get('loadBalanced')))
        throw invalidUri('You cannot specify loadBalanced with srvMaxHosts');
      if (truthy(options.get('replicaSet')))
        throw invalidUri('You cannot specify replicaSet with srvMaxHosts');
    }
    const scheme: Decision = { kind: 'scheme' };
    if (since('4.0')) {
      if (!options.has('tls') && !options.has('ssl')) options.set('tls', true, scheme);
    } else if (!options.has('ssl')) options.set('ssl', true, scheme);
  } else {
    if (since('4.0') && (options.get('srvServiceName') ?? null) !== null) onlySrv('srvServiceName');
    if (since('4.18') && (options.get('srvAllowedHostsSuffix') ?? null) !== null)
      onlySrv('srvAllowedHostsSuffix');
    if (since('4.0') && truthy(srvMaxHosts)) onlySrv('srvMaxHosts');
    nodes = splitHosts(decoded, context.defaultPort, context);
    if (since('3.11') && !since('3.12') && nodes.length > 1 && truthy(options.get('directConnection')))
      throw configurationError('Cannot specify multiple hosts with directConnection=true');
  }
  if (since('3.12')) checkTopology(nodes.length, options);
  return { srv, nodes, username, password, database: database || null, options };
}

function onlySrv(name: string): never {
  throw configurationError(`The ${name} option is only allowed with 'mongodb+srv://' URIs`);
}

/** 2.6 to 3.8: user and hosts come before the options. */
function parseOld(free: string, srv: boolean, context: UriContext): PyMongoUri {
  const since = (v: string): boolean => atLeast(context.version, v);
  let hostPart: string;
  let path: string;
  const lastSlash = free.lastIndexOf('/');
  if (!since('3.5') && free.includes('.sock')) {
    hostPart = lastSlash < 0 ? '' : free.slice(0, lastSlash);
    path = lastSlash < 0 ? free : free.slice(lastSlash + 1);
    if (since('3.1')) {
      if (!hostPart) [hostPart, path] = [path, ''];
      if (hostPart.includes('/'))
        throw invalidUri(`Any '/' in a unix domain socket must be URL encoded: ${hostPart}`);
      hostPart = decodeForm(hostPart);
      path = decodeForm(path);
    } else if (!parses(hostPart, context)) [hostPart, path] = [free, ''];
  } else {
    const [before, after] = partition(free, '/');
    [hostPart, path] = [before, after ?? ''];
    if (since('3.5') && !hostPart) [hostPart, path] = [path, ''];
  }
  if (!path && hostPart.includes('?'))
    throw invalidUri("A '/' is required between the host list and any options.");
  const { username, password, hosts } = splitUser(hostPart, context);
  if (since('3.5') && hosts.includes('/'))
    throw invalidUri(`Any '/' in a unix domain socket must be percent-encoded: ${hostPart}`);
  const decoded = since('3.5') ? decodeForm(hosts) : hosts;
  let nodes: readonly Node[];
  const options = new OptionDict();
  if (srv) {
    nodes = [srvNode(splitHosts(decoded, null, context))];
    if (nodes[0]!.host.split('.').length < 3) throw configurationError('Invalid URI host');
    options.set('ssl', true, { kind: 'scheme' });
  } else nodes = splitHosts(decoded, context.defaultPort, context);
  let database = '';
  if (path) {
    let opts: string | undefined;
    if (path.startsWith('?')) opts = path.slice(1);
    else [database, opts] = partition(path, '?');
    if (since('3.5')) {
      opts = opts && decodeForm(opts);
      database = decodeForm(database);
    }
    database = partition(database, '.')[0];
    if (since('3.5') && /[/ "$]/.test(database)) throw invalidUri(`Bad database name "${database}"`);
    if (since('3.1')) database = decodeForm(database);
    if (opts)
      for (const [, entry] of splitOptions(opts, context).list())
        options.set(entry.name, entry.value, entry.from);
  }
  return { srv, nodes, username, password, database: database || null, options };
}

/** 2.x and 3.0 try whether the part before the last slash is a URI by itself. */
function parses(free: string, context: UriContext): boolean {
  if (!free) return false;
  try {
    const { options } = parseOld(free, false, context);
    // That attempt checks the options in any case.
    if (atLeast(context.version, '3.0'))
      for (const [, entry] of options.list()) context.check(entry.name, entry.value);
    return true;
  } catch (thrown) {
    // 3.0 raises ValueError for hosts and ports, which that attempt does not catch.
    if (context.forgives('', thrown) === undefined) throw thrown;
    if (atLeast(context.version, '3.0') && (thrown as { error?: string }).error === 'ValueError')
      throw thrown;
    return false;
  }
}

function srvNode(nodes: readonly Node[]): Node {
  if (nodes.length !== 1) throw invalidUri(`${srvScheme} URIs must include one, and only one, hostname`);
  if (nodes[0]!.port !== null) throw invalidUri(`${srvScheme} URIs must not include a port number`);
  return nodes[0]!;
}

/** The name of a mongodb+srv URI needs three parts before 4.12. */
function checkSrvHost(host: string, context: UriContext): void {
  const message = (what: string): string =>
    `Invalid URI host: ${what} is not a valid hostname for 'mongodb+srv://'. Did you mean to use 'mongodb://'?`;
  if (atLeast(context.version, '3.12') && (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) || host.includes(':')))
    throw configurationError(message('an IP address'));
  if (!atLeast(context.version, '4.12') && host.split('.').length < 3)
    throw configurationError(atLeast(context.version, '3.12') ? message(host) : `Invalid URI host: ${host}`);
}

/** Several seeds, replicaSet or directConnection that do not go together; 3.12 and later. */
export function checkTopology(seeds: number, options: OptionDict): void {
  const direct = truthy(options.get('directconnection'));
  if (seeds > 1 && direct)
    throw configurationError('Cannot specify multiple hosts with directConnection=true');
  if (!truthy(options.get('loadbalanced'))) return;
  if (seeds > 1) throw configurationError('Cannot specify multiple hosts with loadBalanced=true');
  if (direct) throw configurationError('Cannot specify directConnection=true with loadBalanced=true');
  if (truthy(options.get('replicaset')))
    throw configurationError('Cannot specify replicaSet with loadBalanced=true');
}

function splitUser(
  hostPart: string,
  context: UriContext,
): { username: string | null; password: string | null; hosts: string } {
  const at = hostPart.lastIndexOf('@');
  if (at < 0) return { username: null, password: null, hosts: hostPart };
  const info = hostPart.slice(0, at);
  const since = (v: string): boolean => atLeast(context.version, v);
  if (info.includes('@') || info.split(':').length > 2 || (since('4.0') && hasLonePercent(info))) {
    if (!since('3.5'))
      throw invalidUri(
        "':' or '@' characters in a username or password must be escaped according to RFC 2396.",
      );
    throw invalidUri(
      `Username and password must be escaped according to RFC 3986, use urllib.parse.quote_plus${since('4.0') ? '' : '().'}`,
    );
  }
  const [user, password] = partition(info, ':');
  if (!user) throw invalidUri(`The empty string is not valid username${stop(context)}`);
  return {
    username: decodeForm(user),
    password: decodeForm(password ?? ''),
    hosts: hostPart.slice(at + 1),
  };
}

/** A `%` that starts no escape. */
function hasLonePercent(text: string): boolean {
  for (let i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
    const three = text.slice(i, i + 3);
    if (decodeForm(three) === three) return true;
  }
  return false;
}

/** Host list into nodes; throws a Refusal. */
export function splitHosts(
  hosts: string,
  defaultPort: number | null,
  context: Pick<UriContext, 'version'>,
): readonly Node[] {
  return hosts.split(',').map((entity) => {
    if (!entity) throw configurationError(`Empty host (or extra comma in host list)${stop(context)}`);
    const socket = entity.endsWith('.sock');
    let node = entity;
    if (atLeast(context.version, '4.18.1')) {
      if (socket) node = decodeForm(entity);
      else if (entity.startsWith('[')) node = entity.replaceAll('%25', '%');
      else if (entity.includes('%'))
        throw invalidUri(
          `Percent-encoding is only allowed in Unix domain socket paths and IPv6 zone indexes, not in hostnames: ${entity}`,
        );
    }
    return parseHost(node, socket ? null : defaultPort, context);
  });
}

function parseHost(entity: string, defaultPort: number | null, context: Pick<UriContext, 'version'>): Node {
  const since = (v: string): boolean => atLeast(context.version, v);
  const wrong = since('3.0') ? valueError : configurationError;
  let host = entity;
  let port: string | undefined;
  if (entity.startsWith('[')) {
    if (!entity.includes(']'))
      throw wrong("an IPv6 address literal must be enclosed in '[' and ']' according to RFC 2732.");
    const end = entity.indexOf(']:');
    host = end < 0 ? entity.slice(1, -1) : entity.slice(1, end);
    port = end < 0 ? undefined : entity.slice(end + 2);
  } else if (since('3.1') && entity.endsWith('.sock')) return { host: entity, port: defaultPort };
  else if (entity.includes(':')) {
    if (entity.split(':').length > 2)
      throw wrong(
        "Reserved characters such as ':' must be escaped according RFC 2396. An IPv6 address literal must be enclosed in '[' and ']' according to RFC 2732.",
      );
    [host, port] = partition(entity, ':');
  }
  if (port === undefined) return { host: host.toLowerCase(), port: defaultPort };
  const digits = /^\d+$/.test(port);
  if (!since('3.1')) {
    if (!digits) throw wrong('Port number must be an integer.');
  } else if (since('4.9')) {
    if (!digits) {
      const space = /^[\s\d]*$/.test(port) ? /\s/.exec(port) : null;
      if (space) throw valueError(`Port contains whitespace character: ${pyRepr(space[0])}`);
      throw valueError(
        'Port contains non-digit characters. Hint: username and password must be escaped according to RFC 3986, use urllib.parse.quote_plus',
      );
    }
    if (Number(port) > 65535 || Number(port) <= 0)
      throw valueError('Port must be an integer between 0 and 65535');
  } else if (!digits || Number(port) > 65535 || Number(port) <= 0)
    throw valueError(`Port must be an integer between 0 and 65535: ${since('4.2') ? pyRepr(port) : port}`);
  return { host: host.toLowerCase(), port: Number(port) };
}

/** The text after `?` into checked options; throws a Refusal. */
function splitOptions(opts: string, context: UriContext): OptionDict {
  const since = (v: string): boolean => atLeast(context.version, v);
  const and = opts.includes('&');
  const semicolon = opts.includes(';');
  if (and && semicolon) throw invalidUri(`Can not mix '&' and ';' for option separators${stop(context)}`);
  const pieces = and
    ? opts.split('&')
    : semicolon
      ? opts.split(';')
      : opts.split(/\s+/).filter((p) => p !== '');
  if (!opts.includes('=')) throw invalidUri(`MongoDB URI options are key=value pairs${stop(context)}`);
  const pairs = pieces.map((piece): [string, string] => {
    const parts = piece.split('=');
    if (parts.length !== 2) throw invalidUri(`MongoDB URI options are key=value pairs${stop(context)}`);
    return [parts[0]!, parts[1]!];
  });
  return since('3.9') ? checkOptions39(pairs, context) : checkOptionsOld(pairs, context);
}

function checkOptions39(pairs: readonly [string, string][], context: UriContext): OptionDict {
  const written = new OptionDict();
  for (const [key, value] of pairs) {
    const lower = key.toLowerCase();
    const from: Decision = { kind: 'option', name: key, place: 'uri' };
    if (lower === 'readpreferencetags') {
      const list = written.get(key) ?? [];
      written.set(written.entry(key)?.name ?? key, [...(list as readonly PyValue[]), value], from);
      continue;
    }
    if (written.has(key)) context.warn(`UserWarning: Duplicate URI option '${key}'.`);
    const raw = lower === 'authmechanismproperties' && atLeast(context.version, '3.11');
    written.set(key, raw ? value : decodeForm(value), from);
  }
  rejectConflicts(written, context.version);
  warnOfDeprecations(written, context.version, context.warn);
  const checked = new OptionDict();
  for (const [lower, entry] of written.list()) {
    // Names are looked up and printed in lower case here.
    let value: PyValue;
    try {
      value = context.check(lower, entry.value);
    } catch (thrown) {
      const text = context.forgives(lower, thrown);
      if (text === undefined) throw thrown;
      context.warn(`UserWarning: ${text}`);
      continue;
    }
    checked.set(entry.name, value, entry.from);
  }
  if (atLeast(context.version, '3.11') && checked.get('authsource') === '')
    throw invalidUri('the authSource database cannot be an empty string');
  return checked;
}

function checkOptionsOld(pairs: readonly [string, string][], context: UriContext): OptionDict {
  const since = (v: string): boolean => atLeast(context.version, v);
  const written = new Map<string, PyValue>();
  for (const [key, value] of pairs) {
    if (since('2.7') && key.toLowerCase() === 'readpreferencetags') {
      const list = (written.get('readpreferencetags') ?? []) as readonly PyValue[];
      written.set('readpreferencetags', [...list, value]);
      continue;
    }
    if (since('3.1') && written.has(key)) context.warn(`UserWarning: Duplicate URI option ${key}`);
    written.set(key, since('3.1') ? decodeForm(value) : value);
  }
  if (since('3.1') && written.has('wtimeout')) {
    if (written.has('wtimeoutMS')) written.delete('wtimeout');
    context.warn("UserWarning: Option wtimeout is deprecated, use 'wtimeoutMS' instead");
  }
  const checked = new OptionDict();
  for (const [key, value] of written) {
    const from: Decision = { kind: 'option', name: key, place: 'uri' };
    if (since('3.0') && !since('3.1')) {
      checked.set(key, value, from);
      continue;
    }
    try {
      checked.set(key.toLowerCase(), context.check(key, value), from);
    } catch (thrown) {
      const text = since('3.1') ? context.forgives(key, thrown) : undefined;
      if (text === undefined) throw thrown;
      context.warn(`UserWarning: ${text}`);
    }
  }
  return checked;
}

/**
 * The Node driver's connection string: `mongodb-connection-string-url` (1.x with driver 4.0, 2.x to 6.2, 3.x with 6.3 to
 * 6.21, 7.x with 7.0) on top of the WHATWG URL parser, and the driver's own reading of host addresses.
 * Sources: mongodb-js/mongodb-connection-string-url, `src/index.ts`; mongodb/node-mongodb-native, `src/utils.ts` (HostAddress).
 */
import { withoutUser } from '../withoutUser';
import { decodeForm } from '../formDecode';
import { Refusal } from '../refusal';
import { atLeast } from '../versions';

export interface NodeUri {
  readonly srv: boolean;
  readonly hosts: readonly string[];
  /** Encoded as written; empty when there is none. The driver decodes them once it has read the hosts: `decodePart`. */
  readonly username: string;
  readonly password: string;
  readonly database: string;
  /** Decoded options in the order written; a name can be there twice. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

const current =
  /^(?<protocol>[^/]+):\/\/(?:(?<username>[^:@]*)(?::(?<password>[^@]*))?@)?(?<hosts>(?!:)[^/?@]*)(?<rest>.*)/;
const first =
  /(?<protocol>mongodb(?:\+srv|)):\/\/(?:(?<username>[^:]*)(?::(?<password>[^@]*))?@)?(?<hosts>(?!:)[^/?@]+)(?<rest>.*)/;
const reserved = /[:/?#[\]@]/;

const parseError = (message: string): Refusal => new Refusal('MongoParseError', message);
const malformed = (): Refusal => new Refusal('URIError', 'URI malformed');

/** `decodeURIComponent`; throws a Refusal. */
export function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw malformed();
  }
}

/** Splits a connection string as the package of that driver version does; throws a Refusal. */
export function parseNodeUri(uri: string, version: string): NodeUri {
  const since = (v: string): boolean => atLeast(version, v);
  if (since('4.1.1') && !uri.startsWith('mongodb://') && !uri.startsWith('mongodb+srv://'))
    throw parseError(
      'Invalid scheme, expected connection string to start with "mongodb://" or "mongodb+srv://"',
    );
  const quoted = since('7.0') ? '' : ` "${withoutUser(uri)}"`;
  const match = (since('4.1.1') ? current : first).exec(uri);
  if (!match) throw parseError(`Invalid connection string${quoted}`);
  const { protocol, username, password, hosts, rest } = match.groups as Record<string, string | undefined>;
  if (!protocol || !hosts)
    throw parseError(
      since('7.0')
        ? 'Protocol and host list are required in the uri'
        : `Protocol and host list are required in "${withoutUser(uri)}"`,
    );
  try {
    decodeURIComponent(username ?? '');
    decodeURIComponent(password ?? '');
  } catch {
    throw parseError('URI malformed');
  }
  if (username !== undefined && reserved.test(username))
    throw parseError(`Username contains unescaped characters ${username}`);
  if (!username || !password) {
    const free = uri.replace(`${protocol}://`, '');
    if (free.startsWith('@') || free.startsWith(':'))
      throw parseError('URI contained empty userinfo section');
  }
  if (password !== undefined && reserved.test(password))
    throw parseError('Password contains unescaped characters');
  if (since('7.0') && /^[^/?]*@/.test(rest ?? '')) throw parseError('Invalid connection string');
  const srv = protocol.toLowerCase() === 'mongodb+srv';
  const list = hosts.split(',');
  const url = splitRest(rest ?? '');
  if (srv && list.length !== 1) throw parseError('mongodb+srv URI cannot have multiple service names');
  if (srv && hosts.includes(':')) throw parseError('mongodb+srv URI cannot have port number');
  return {
    srv,
    hosts: list,
    username: username ?? '',
    password: password ?? '',
    database: url.database,
    parameters: url.parameters,
  };
}

/** What the WHATWG parser makes of the text after the hosts. */
function splitRest(rest: string): { database: string; parameters: (readonly [string, string])[] } {
  // The parser drops tabs and line ends everywhere, and spaces and controls at the end.
  let text = /[\t\n\r]/.test(rest) ? rest.replace(/[\t\n\r]/g, '') : rest;
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) <= 0x20) end--;
  text = text.slice(0, end);
  const hash = text.indexOf('#');
  if (hash >= 0) text = text.slice(0, hash);
  const mark = text.indexOf('?');
  const path = mark < 0 ? text : text.slice(0, mark);
  const query = mark < 0 ? '' : text.slice(mark + 1);
  // An `@` right after the hosts (6.x and older): what follows is the host for the parser, and must be one.
  if (path.startsWith('@')) {
    const host = path.slice(path.lastIndexOf('@', slashOf(path)) + 1, slashOf(path));
    if (host === '' || /:(?:\D|\d+\D)/.test(host)) throw new Refusal('TypeError', 'Invalid URL');
  }
  const slash = path.indexOf('/');
  const database = slash < 0 ? '' : withoutDots(path.slice(slash + 1));
  const parameters: (readonly [string, string])[] = [];
  for (const piece of query.split('&')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    parameters.push(
      equals < 0
        ? [decodeForm(piece), '']
        : [decodeForm(piece.slice(0, equals)), decodeForm(piece.slice(equals + 1))],
    );
  }
  return { database, parameters };
}

function slashOf(path: string): number {
  const slash = path.indexOf('/');
  return slash < 0 ? path.length : slash;
}

/** `.` and `..` as parts of a path disappear. */
function withoutDots(path: string): string {
  if (!/(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i.test(path)) return path;
  const kept: string[] = [];
  const parts = path.split('/');
  parts.forEach((part, i) => {
    const dots = part.replace(/%2e/gi, '.');
    const last = i === parts.length - 1;
    if (dots === '..') {
      kept.pop();
      if (last) kept.push('');
    } else if (dots === '.') {
      if (last) kept.push('');
    } else kept.push(part);
  });
  return kept.join('/');
}

/** Reads one host as `HostAddress` does; throws a Refusal. */
export function checkHost(host: string, version: string): void {
  const escaped = host.replaceAll(' ', '%20').replace(/[\t\n\r]/g, '');
  const unparsed = (): Refusal =>
    atLeast(version, hostErrorSince)
      ? new Refusal('MongoRuntimeError', `Unable to parse ${escaped} with URL`)
      : new Refusal('TypeError', 'Invalid URL');
  if (escaped.endsWith('.sock')) {
    decodePart(escaped);
    return;
  }
  const bare = /^[^#]*/.exec(escaped)![0];
  let name = bare;
  let port = '';
  if (bare.startsWith('[')) {
    const end = bare.indexOf(']');
    if (end < 0) throw unparsed();
    name = bare.slice(0, end + 1);
    const after = bare.slice(end + 1);
    if (after !== '' && !after.startsWith(':')) throw unparsed();
    port = after.slice(1);
    if (!/^\[[\da-f:.]+\]$/i.test(name)) throw unparsed();
  } else {
    const colon = bare.indexOf(':');
    if (colon >= 0) {
      name = bare.slice(0, colon);
      port = bare.slice(colon + 1);
      if (name === '') throw unparsed();
    }
    if (/[\0\t\n\r #/<>?@[\\\]^|]/.test(name)) throw unparsed();
  }
  if (port !== '' && (!/^\d+$/.test(port) || Number(port) > 65535)) throw unparsed();
  if (!name.startsWith('[')) decodePart(name);
  if (port !== '' && Number(port) === 0) throw parseError('Invalid port (zero) with hostname');
}

/** First driver version that wraps the URL parser's error. */
const hostErrorSince = '4.10.0';

/**
 * A tolerant parser of connection strings: every part with its place in the document. Never throws.
 * Grammar: mongodb/specifications connection-string-spec.md; what a driver refuses is the driver models' business.
 */
import { HOLE, sourceOffset, sourceSpan, withText } from '../text/mappedText';
import type { MappedText, ParsedUri, Span, UriHost, UriOption, UriProblem } from '../types';
import { decode, hasBadEscape } from './percent';
import { isPlaceholder, isPlaceholderPort, maskOption } from './secrets';

/** What a document writes for options or a value that the reader is to fill in: `<options>`, `{level}`, `[&more]`, `...`. */
const stands = /^(?:<[^<>]*>|\{[^{}]*\}|\[[^[\]]*\]|\.{3,}|\u2026)$/;
const schemePattern = /^mongodb(\+srv)?:\/\//i;

/** Parses `mapped.text`; undefined when it does not begin with a MongoDB scheme. */
export function parseUri(mapped: MappedText): ParsedUri | undefined {
  const text = mapped.text;
  const scheme = schemePattern.exec(text);
  if (!scheme) return undefined;
  const problems: UriProblem[] = [];
  const span = (start: number, end: number): Span => sourceSpan(mapped, start, end);
  const problem = (id: string, start: number, end: number): void => {
    problems.push({ id, span: span(start, end) });
  };
  const parts = splitUri(text, scheme[0].length);

  let user: ParsedUri['user'];
  let password: ParsedUri['password'];
  if (parts.at >= 0) {
    const colon = text.slice(parts.authority, parts.at).indexOf(':');
    const userEnd = colon < 0 ? parts.at : parts.authority + colon;
    const userText = text.slice(parts.authority, userEnd);
    user = { text: userText, span: span(parts.authority, userEnd), hole: userText.includes(HOLE) };
    if (colon >= 0) {
      const raw = text.slice(userEnd + 1, parts.at);
      password = {
        span: span(userEnd + 1, parts.at),
        placeholder: isPlaceholder(raw),
        hole: raw.includes(HOLE),
        empty: raw === '',
        badEscape: hasBadEscape(raw.replaceAll(HOLE, '')),
      };
      if (/[:/?#[\]@]/.test(raw)) problem('user-info-unescaped', userEnd + 1, parts.at);
    }
    if (/[/?#[\]@]/.test(userText)) problem('user-info-unescaped', parts.authority, userEnd);
  }

  const hosts: UriHost[] = [];
  let at = parts.hosts;
  for (const raw of text.slice(parts.hosts, parts.hostsEnd).split(',')) {
    hosts.push(parseHost(raw, span(at, at + raw.length)));
    at += raw.length + 1;
  }

  let database: ParsedUri['database'];
  if (parts.slash >= 0 && parts.databaseEnd > parts.slash + 1) {
    const raw = text.slice(parts.slash + 1, parts.databaseEnd);
    database = { text: raw, span: span(parts.slash + 1, parts.databaseEnd), hole: raw.includes(HOLE) };
  }

  const options: UriOption[] = [];
  let open = hosts.length === 1 && hosts[0]!.text === HOLE && parts.question < 0 && parts.slash < 0;
  // A hole right at the end of host or database can carry the rest of the URI with it.
  if (parts.question < 0 && text.endsWith(HOLE)) open = true;
  if (parts.question >= 0) {
    let start = parts.question + 1;
    const query = text.slice(start);
    for (const piece of query === '' ? [] : optionsIn(query)) {
      const end = start + piece.length;
      const equals = piece.indexOf('=');
      const name = equals < 0 ? piece : piece.slice(0, equals);
      if ((piece.includes(HOLE) && (equals < 0 || name.includes(HOLE))) || stands.test(piece)) open = true;
      else if (piece !== '') {
        const rawValue = equals < 0 ? '' : piece.slice(equals + 1);
        const valueStart = equals < 0 ? end : start + equals + 1;
        options.push({
          name,
          nameSpan: span(start, start + name.length),
          raw: maskOption(name, rawValue, mask),
          valueSpan: span(valueStart, end),
          span: span(start, end),
          removeSpan: removal(mapped, parts.question + 1, start, end),
          hole: rawValue.includes(HOLE) || stands.test(rawValue),
        });
        if (equals < 0) problem('option-without-value', start, end);
        // `tls=true${rest}`: the hole may be anything, further options included.
        if (rawValue.includes(HOLE) && rawValue !== HOLE && rawValue.endsWith(HOLE) && end === text.length)
          open = true;
      } else if (end === text.length && start > parts.question + 1) problem('trailing-separator', start, end);
      start = end + 1;
    }
  }

  const insertion = insertionPoint(mapped, parts);
  return {
    scheme: scheme[1] ? 'mongodb+srv' : 'mongodb',
    schemeSpan: span(0, scheme[0].length),
    span: span(0, text.length),
    ...(user ? { user } : {}),
    ...(password ? { password } : {}),
    hosts,
    ...(database ? { database } : {}),
    options,
    ...(insertion ? { insertion } : {}),
    open,
    problems,
  };
}

/** Indexes of the parts of a URI text; -1 where a part is missing. */
interface UriParts {
  readonly authority: number;
  /** The `@` that ends the user information. */
  readonly at: number;
  readonly hosts: number;
  readonly hostsEnd: number;
  readonly slash: number;
  readonly databaseEnd: number;
  readonly question: number;
}

/** Splits like a person reads: the last `@` before the options ends the user information, whatever the password holds. */
function splitUri(text: string, authority: number): UriParts {
  const queryStart = text.slice(authority).search(/\?[\w.]*=/);
  const last = text.lastIndexOf('@', queryStart < 0 ? text.length : authority + queryStart);
  const firstEnd = Math.min(indexOrEnd(text, '/', authority), indexOrEnd(text, '?', authority));
  // Behind a `/` or `?` an `@` counts only when a `user:` stands in front that is no host with a port.
  const behind =
    last > firstEnd &&
    !(/^[^/?,@]*:/.test(text.slice(authority)) && !/^[^/?,@:]*:\d+[/?,]/.test(text.slice(authority)));
  const at = last < authority || behind ? -1 : last;
  const hosts = at < 0 ? authority : at + 1;
  let slash = text.indexOf('/', hosts);
  let question = text.indexOf('?', hosts);
  if (question >= 0 && slash > question) slash = -1;
  const hostsEnd = slash >= 0 ? slash : question >= 0 ? question : text.length;
  if (slash >= 0) question = text.indexOf('?', slash);
  const databaseEnd = question >= 0 ? question : text.length;
  return { authority, at, hosts, hostsEnd, slash, databaseEnd, question };
}

/** The parts of a query: `;` separates as `&` does. */
function optionsIn(query: string): readonly string[] {
  return query.includes(';') ? query.split(/[&;]/) : query.split('&');
}

function indexOrEnd(text: string, what: string, from: number): number {
  const i = text.indexOf(what, from);
  return i < 0 ? text.length : i;
}

function parseHost(raw: string, span: Span): UriHost {
  const hole = raw.includes(HOLE);
  const bracket = /^\[([^\]]*)\](?::(.*))?$/.exec(raw);
  const colon = bracket ? -1 : raw.lastIndexOf(':');
  const host = bracket ? bracket[1]! : colon >= 0 && raw.indexOf(':') === colon ? raw.slice(0, colon) : raw;
  const port = bracket
    ? bracket[2]
    : colon >= 0 && raw.indexOf(':') === colon
      ? raw.slice(colon + 1)
      : undefined;
  return {
    text: raw,
    span,
    hole,
    host: decode(host),
    ...(port !== undefined ? { port } : {}),
    placeholder: hole || /[<>{}$]/.test(raw) || isPlaceholderHost(host),
  };
}

/** True for a host name that only stands for one. */
export function isPlaceholderHost(host: string): boolean {
  return /^(?:your|my)[-_]?(?:host|cluster|server)|^(?:host|hostname|server|cluster)\d*$|^[.*_-]+$|x{4,}|^[\dx*]+(?:\.[\dx*]+){0,3}\.x+(?:\.[\dx*]+)*$/i.test(
    host,
  );
}

/** What to delete with an option: the `&` after it, or the one before the last; nothing of the `?`. */
function removal(mapped: MappedText, queryStart: number, start: number, end: number): Span {
  if (end < mapped.text.length) return sourceSpan(mapped, start, end + 1);
  if (start > queryStart) return sourceSpan(mapped, start - 1, end);
  // The only option: the `?` goes too.
  return sourceSpan(mapped, queryStart - 1, end);
}

/** Where an option can be added: at the end, or right behind the `?` when the end is a hole (which may lie outside the literal). */
function insertionPoint(mapped: MappedText, parts: UriParts): ParsedUri['insertion'] {
  const text = mapped.text;
  if (!text.endsWith(HOLE)) {
    const before = parts.question >= 0 ? (/[?&;]$/.test(text) ? '' : '&') : parts.slash >= 0 ? '?' : '/?';
    return { at: sourceOffset(mapped, text.length, 'end'), before, after: '' };
  }
  if (parts.question < 0 || text[parts.question + 1] === HOLE) return undefined;
  return { at: sourceOffset(mapped, parts.question + 1, 'end'), before: '', after: '&' };
}

/**
 * Hides a secret and keeps its length and shape: escapes, delimiters and holes stay. Real secrets become `q…`,
 * words that only stand for one become `x…`, and marks such as `<password>` stay: the parser can still tell them apart.
 */
export function mask(secret: string): string {
  const placeholder = isPlaceholder(secret);
  if (placeholder && /^(?:<[^<>]*>|\{[^{}]*\}|\*+|x+)$/i.test(secret)) return secret;
  const letter = placeholder ? 'x' : 'q';
  return secret.replace(/%[0-9A-Fa-f]{2}|[^%:/?#[\]@&=;\uFFFC]/g, (c) => (c.length === 3 ? '%41' : letter));
}

/** The URI with every secret masked (password, secret options): same length, safe to print and to store. */
export function maskUri(mapped: MappedText): MappedText {
  const text = mapped.text;
  const scheme = schemePattern.exec(text);
  if (!scheme) return mapped;
  const parts = splitUri(text, scheme[0].length);
  let masked = text;
  const cover = (start: number, end: number): void => {
    masked = masked.slice(0, start) + mask(text.slice(start, end)) + masked.slice(end);
  };
  if (parts.at >= 0) {
    const colon = text.slice(parts.authority, parts.at).indexOf(':');
    if (colon >= 0) cover(parts.authority + colon + 1, parts.at);
  } else {
    // `mongodb://u:secret` without `@`: what follows the colon is a port or a secret.
    const rest = /^[^/?,[\]:]*:([^/?,]*)/.exec(text.slice(parts.authority));
    if (rest && !/^\d*$/.test(rest[1]!) && !isPlaceholderPort(rest[1]!))
      cover(parts.authority + rest[0].length - rest[1]!.length, parts.authority + rest[0].length);
  }
  if (parts.question >= 0) {
    let start = parts.question + 1;
    for (const piece of optionsIn(text.slice(start))) {
      const equals = piece.indexOf('=');
      if (equals > 0) {
        const value = maskOption(piece.slice(0, equals), piece.slice(equals + 1), mask);
        masked = masked.slice(0, start + equals + 1) + value + masked.slice(start + piece.length);
      }
      start += piece.length + 1;
    }
  }
  return withText(mapped, masked);
}

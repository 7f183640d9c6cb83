/**
 * Moves a secret out of a text: in its place stands what reads an environment variable in the language of the place.
 * Where the language has a function for it the variable holds the secret itself and the program percent-encodes it;
 * elsewhere (`${NAME}` in configuration, languages without such a function) the variable holds it as it stands in the URI.
 */
import type { ConnectionSite, DriverId, MappedText, Outlook, SourceDocument, Span, TextEdit } from '../types';
import { isPlaceholder, isSecretOption } from '../uri/secrets';
import { environmentAccess, importEdits, type EnvironmentAccess, type Import } from './environmentAccess';

/** A secret in a text. */
export interface SecretPlace {
  readonly span: Span;
  /** What it is called where it stands: `password`, or an option's name. */
  readonly name: string;
  /** True inside a URI, where it is percent-encoded. */
  readonly inUri: boolean;
}

/** What moving a secret does. */
export interface MovedSecret {
  /** Of the document; without the secret. */
  readonly edits: readonly TextEdit[];
  /** The variable's value. Secret: for the environment file and nothing else. */
  readonly value: string;
  /** True when the value is percent-encoded, because it is put into a URI as it is. */
  readonly encoded: boolean;
}

export interface MoveOptions {
  /** Keep the percent-encoded text even where the language could encode: for values that no environment file holds safely. */
  readonly asWritten?: boolean;
  /** The part of the text that may be changed: a cell of a notebook. */
  readonly own?: Span;
}

/** The literal secrets of a connection; what only stands for one is left out. */
export function secretPlaces(outlook: Outlook, document: SourceDocument): readonly SecretPlace[] {
  const places: SecretPlace[] = [];
  const { uri, site } = outlook;
  const password = uri?.password;
  if (password && !password.hole && !password.placeholder && !password.empty)
    places.push({ span: password.span, name: 'password', inUri: true });
  for (const option of uri?.options ?? [])
    if (isSecretOption(option.name) && !option.hole && option.raw !== '' && !isPlaceholder(option.raw))
      places.push({ span: option.valueSpan, name: option.name, inUri: true });
  for (const { name, value } of site.options) {
    if (!value.known || typeof value.value !== 'object' || value.value === null || value.value.placeholder)
      continue;
    const span = value.value.secretAt;
    if (span.end > span.start && document.text.slice(span.start, span.end).trim() !== '')
      places.push({ span, name: name.replace(/^-+/, ''), inUri: false });
  }
  for (const span of site.passwords ?? []) places.push({ span, name: 'password', inUri: false });
  return places;
}

/** The text with every secret of its connections as `*`, of the same length: for showing changes. */
export function withoutSecrets(document: SourceDocument, outlooks: readonly Outlook[]): string {
  let { text } = document;
  for (const { span } of outlooks.flatMap((o) => secretPlaces(o, document)))
    text = text.slice(0, span.start) + '*'.repeat(span.end - span.start) + text.slice(span.end);
  return text;
}

/** What the environment variable for a secret is called. */
export function variableFor(place: SecretPlace): string {
  const name = place.name.toLowerCase();
  if (name === 'password' || name === 'pwd' || name === 'passwd') return 'MONGODB_PASSWORD';
  if (name.startsWith('proxy')) return 'MONGODB_PROXY_PASSWORD';
  if (/key|pem|ssl|tls|passphrase/.test(name)) return 'MONGODB_TLS_KEY_PASSWORD';
  return `MONGODB_${place.name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/\W+/g, '_')
    .toUpperCase()}`;
}

/** True when the secret can be moved: the cheap question, for rules. */
export function canMoveSecret(document: SourceDocument, outlook: Outlook, place: SecretPlace): boolean {
  return planMove(document, outlook, place, variableFor(place), {}) !== undefined;
}

/** Moves the secret at `place` to the variable `name`; undefined where the change would be a guess. */
export function moveSecret(
  document: SourceDocument,
  outlook: Outlook,
  place: SecretPlace,
  name: string,
  options: MoveOptions = {},
): MovedSecret | undefined {
  const plan = planMove(document, outlook, place, name, options);
  if (!plan) return undefined;
  const { edit, imports, value, encoded } = plan;
  const added =
    imports.length > 0 ? importEdits(document.text, imports, outlook.site.finder, options.own?.start) : [];
  return { edits: [...added, edit], value, encoded };
}

interface MovePlan extends Omit<MovedSecret, 'edits'> {
  readonly edit: TextEdit;
  readonly imports: readonly Import[];
}

function planMove(
  document: SourceDocument,
  outlook: Outlook,
  place: SecretPlace,
  name: string,
  options: MoveOptions,
): MovePlan | undefined {
  const { site } = outlook;
  const written = document.text.slice(place.span.start, place.span.end);
  // In a comment or in prose nothing would read the variable.
  if ((site.context ?? 'code') !== 'code' || isContainer(document.path)) return undefined;
  if (/[\r\n\0]/.test(written)) return undefined;
  const mapped = place.inUri ? site.uri?.mapped : undefined;
  if (place.inUri && (!mapped || !isVerbatim(mapped, place.span))) return undefined;
  const substituted = substitution(document, site, place.span, name);
  if (substituted)
    return {
      edit: { span: place.span, newText: substituted.text },
      imports: [],
      value: substituted.doubled ? written.replaceAll('$$', '$') : written,
      encoded: place.inUri,
    };
  const access = environmentAccess(site.finder, document.path);
  if (!access) return undefined;
  const literal = mapped
    ? literalOf(document.text, mapped, place.span)
    : wholeLiteral(document.text, place.span);
  if (!literal || /b/i.test(literal.prefix) || (!mapped && /[\\]/.test(written))) return undefined;
  const before = document.text.slice(Math.max(0, literal.start - 2000), literal.start);
  if (access.constant?.test(before)) return undefined;
  // A text that is formatted afterwards (`"…%s" % x`, Sprintf): what `%40` of the password means there is another matter.
  const rest =
    document.text.slice(literal.content.start, place.span.start) +
    document.text.slice(place.span.end, literal.content.end);
  if (mapped && /%(?![0-9A-Fa-f]{2})/.test(rest)) return undefined;
  const encode = place.inUri && !options.asWritten ? access.encode : undefined;
  const imports: Import[] = [...access.imports, ...(encode?.imports ?? [])];
  const edit = mapped
    ? insideLiteral(document, site, literal, place.span, name, access, encode?.call)
    : { span: { start: literal.start, end: literal.end }, newText: access.read(name) };
  if (!edit) return undefined;
  return {
    edit,
    imports,
    value: encode ? decodeAs(written, outlook.driver?.id, place.name === 'password') : written,
    encoded: place.inUri && !encode,
  };
}

/** Texts that hold other languages: imports have no place that is known there. */
function isContainer(path: string): boolean {
  return /\.(?:md|mdx|markdown|rst|adoc|asciidoc|ipynb|html?|vue|svelte|astro|diff|patch)$/i.test(path);
}

/** True when the document's text at `span` is the text of the literal: no escape and no hole touches it. */
function isVerbatim(mapped: MappedText, span: Span): boolean {
  return mapped.segments.some(
    (s) => s.kind === 'verbatim' && s.source.start <= span.start && span.end <= s.source.end,
  );
}

/** Texts in which something outside puts the values of variables. */
function substitution(
  document: SourceDocument,
  site: ConnectionSite,
  span: Span,
  name: string,
): { readonly text: string; readonly doubled?: true } | undefined {
  const file = document.path.slice(document.path.lastIndexOf('/') + 1);
  // Compose reads the .env beside the file; a dollar sign is written twice in it.
  if (/^(?:docker-)?compose[\w.-]*\.ya?ml$/i.test(file)) return { text: `\${${name}}`, doubled: true };
  // Spring, Quarkus and Micronaut put environment variables in.
  if (/^(?:application|bootstrap)(?:-[\w-]+)?\.(?:ya?ml|properties)$/i.test(file))
    return { text: `\${${name}}` };
  if (site.finder !== 'shell') return undefined;
  const quote = shellQuote(document.text, span.start);
  return { text: quote === "'" ? `'"\${${name}}"'` : `\${${name}}` };
}

/** The kind of quotes that a place of a shell's line stands in. */
function shellQuote(text: string, at: number): '"' | "'" | undefined {
  let open: '"' | "'" | undefined;
  for (let i = text.lastIndexOf('\n', at - 1) + 1; i < at; i++) {
    const char = text[i]!;
    if (char === '\\' && open !== "'") i++;
    else if (open) open = char === open ? undefined : open;
    else if (char === '"' || char === "'") open = char;
  }
  return open;
}

interface Literal {
  /** From the prefix to behind the closing quote. */
  readonly start: number;
  readonly end: number;
  readonly prefix: string;
  readonly quote: string;
  readonly content: Span;
}

/** The literal around a place of a URI: the pieces that follow each other without a gap, between equal quotes. */
function literalOf(text: string, mapped: MappedText, span: Span): Literal | undefined {
  const { segments } = mapped;
  const at = segments.findIndex((s) => s.source.start <= span.start && span.end <= s.source.end);
  if (at < 0) return undefined;
  let first = at;
  while (first > 0 && segments[first - 1]!.source.end === segments[first]!.source.start) first--;
  let last = at;
  while (last + 1 < segments.length && segments[last]!.source.end === segments[last + 1]!.source.start)
    last++;
  return quoted(text, { start: segments[first]!.source.start, end: segments[last]!.source.end });
}

/** The literal that holds nothing but the secret. */
function wholeLiteral(text: string, span: Span): Literal | undefined {
  return quoted(text, span) ?? quoted(text, { start: span.start + 1, end: span.end - 1 });
}

function quoted(text: string, content: Span): Literal | undefined {
  const before = text.slice(Math.max(0, content.start - 8), content.start);
  const found = /([A-Za-z$@]{0,3})("""|'''|["'`])$/.exec(before);
  if (!found || !text.startsWith(found[2]!, content.end)) return undefined;
  const quote = found[2]!;
  const start = content.start - found[0].length;
  // Letters that go on to the left are a name, not a prefix: a tag of a template.
  if (found[1] && /[\w.]/.test(text[start - 1] ?? '')) return undefined;
  return { start, end: content.end + quote.length, prefix: found[1]!, quote, content };
}

/** The part of a literal replaced by an expression. */
function insideLiteral(
  document: SourceDocument,
  site: ConnectionSite,
  literal: Literal,
  span: Span,
  name: string,
  access: EnvironmentAccess,
  encode: ((expression: string) => string) | undefined,
): TextEdit | undefined {
  const { text } = document;
  const call = (read: string): string => (encode ? encode(read) : read);
  const read = access.readText?.(name, document.path) ?? access.read(name);
  if (site.finder === 'ecmascript' && literal.quote === '`') return { span, newText: `\${${call(read)}}` };
  if (site.finder === 'python' && /f/i.test(literal.prefix)) {
    const other = literal.quote.startsWith('"') ? "'" : '"';
    return { span, newText: `{${call(read).replaceAll('"', other)}}` };
  }
  // A sum with `!` in it reads badly.
  if (site.finder === 'swift' && literal.quote === '"') return { span, newText: `\\(${read})` };
  if (site.finder === 'rust') return rustFormat(text, literal, span, call(read));
  if (access.join === undefined || (site.finder === 'java' && literal.quote.length === 3)) return undefined;
  const around = surroundings(text, literal, site.finder);
  if (around === undefined) return undefined;
  // `??` binds less than `+`.
  const middle = !encode && / \?\? /.test(read) ? `(${read})` : call(read);
  const atEnd = span.end === literal.content.end;
  const edit = {
    span: { start: span.start, end: atEnd ? literal.end : span.end },
    newText: `${literal.quote}${access.join}${middle}${atEnd ? '' : access.join + literal.prefix + literal.quote}`,
  };
  if (around === 'plain') return edit;
  // One edit for the whole literal: parentheses around it.
  return {
    span: { start: literal.start, end: literal.end },
    newText: `(${text.slice(literal.start, span.start)}${edit.newText}${text.slice(edit.span.end, literal.end)})`,
  };
}

/** Whether a sum may stand in the literal's place as it is, or only in parentheses; undefined where neither is sure. */
function surroundings(text: string, literal: Literal, finder: string): 'plain' | 'parentheses' | undefined {
  const next = /\S[\s\S]{0,3}|$/.exec(text.slice(literal.end))![0];
  const previous = text.slice(0, literal.start).trimEnd().at(-1) ?? '';
  if (/[*%/&-]/.test(previous) || /[\w)\]]/.test(text[literal.start - 1] ?? '')) return undefined;
  const joinsByDot = finder === 'php' || finder === 'perl';
  if (/^(?:as\b|::|!(?!=)|\|>|~)/.test(next)) return undefined;
  if (!/^(?:\.|\[|\(|%|\*|\/(?![/*]))/.test(next) || (joinsByDot && next.startsWith('.'))) return 'plain';
  return /["'`]/.test(previous) ? undefined : 'parentheses';
}

function rustFormat(text: string, literal: Literal, span: Span, expression: string): TextEdit | undefined {
  if (literal.prefix !== '' || literal.quote !== '"') return undefined;
  // Only where a borrowed text is taken: as an argument or on the right of `let`.
  if (!/(?:[(,]|\blet\s+\w+\s*=)\s*$/.test(text.slice(Math.max(0, literal.start - 200), literal.start)))
    return undefined;
  // The first argument of a macro has to be a literal.
  if (/\w!\s*[([{]\s*$/.test(text.slice(Math.max(0, literal.start - 200), literal.start))) return undefined;
  const next = /\S|$/.exec(text.slice(literal.end))![0];
  if (!/^[,;)]$/.test(next)) return undefined;
  const braces = (s: string): string => s.replace(/[{}]/g, '$&$&');
  const head = braces(text.slice(literal.content.start, span.start));
  const tail = braces(text.slice(span.end, literal.content.end));
  return {
    span: { start: literal.start, end: literal.end },
    newText: `&format!("${head}{}${tail}", ${expression})`,
  };
}

/** Drivers that read `+` as a space in user information: they decode as HTML forms are. */
const plusIsSpace: ReadonlySet<DriverId | undefined> = new Set(['pymongo', 'motor', 'mongoengine', 'java']);
/** Drivers that keep `+` in options. */
const plusKept: ReadonlySet<DriverId | undefined> = new Set([
  'c',
  'cxx',
  'php',
  'swift',
  'rust',
  'csharp',
  'ruby',
]);

/** The secret as the driver reads it from the URI. What cannot be decoded is taken as it is. */
function decodeAs(written: string, driver: DriverId | undefined, inUserInformation: boolean): string {
  const spaced = inUserInformation ? plusIsSpace.has(driver) : driver !== undefined && !plusKept.has(driver);
  try {
    return decodeURIComponent(spaced ? written.replaceAll('+', ' ') : written);
  } catch {
    return written;
  }
}

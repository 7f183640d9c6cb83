/** Completion of option names and values, inside a URI and in option objects, from the catalogue of the driver in use. */
import { driverById } from '../drivers';
import { compareVersions } from '../drivers/versions';
import { HOLE } from '../text/mappedText';
import type { Analysis, CatalogueOption, DriverModel, DriverVersion, Outlook, Span } from '../types';

export interface Completion {
  readonly label: string;
  readonly kind: 'option' | 'value';
  /** What is replaced, and by what. */
  readonly span: Span;
  readonly newText: string;
  readonly detail: string;
  readonly documentation?: string;
  readonly deprecated: boolean;
  /** Items are shown in this order. */
  readonly order: number;
}

/** Completions at an offset. Empty where neither a URI's options nor an options object is. */
export function completeAt(analysis: Analysis, offset: number): readonly Completion[] {
  const { text } = analysis.document;
  for (const outlook of analysis.outlooks) {
    const inUri = uriPlace(text, outlook, offset);
    if (inUri) return inUri.value === undefined ? uriNames(outlook, inUri) : uriValues(outlook, inUri);
  }
  for (const outlook of analysis.outlooks) {
    const value = valuePlace(outlook, offset);
    if (value) return value;
    const name = objectPlace(text, outlook, offset);
    if (name) return objectNames(outlook, name);
  }
  return [];
}

interface UriPlace {
  readonly name: Span;
  readonly value?: { readonly span: Span; readonly name: string };
}

/** The option of a URI that the offset stands in: what is around it up to `?`, `&` and the end of the URI. */
function uriPlace(text: string, outlook: Outlook, offset: number): UriPlace | undefined {
  const uri = outlook.site.uri;
  if (!uri || offset < uri.span.start || offset > uri.span.end) return undefined;
  const before = text.slice(uri.span.start, offset);
  const question = before.search(/\?[^?]*$/);
  if (question < 0 || !/^mongodb(?:\+srv)?:\/\/./i.test(before)) return undefined;
  const start = Math.max(before.lastIndexOf('&'), before.lastIndexOf(';'), question) + 1;
  const piece = before.slice(start);
  if (/[\s"'`${}]/.test(piece) || piece.includes(HOLE)) return undefined;
  const rest = /^[\w.-]*/.exec(text.slice(offset, uri.span.end))![0];
  const from = uri.span.start + start;
  const equals = piece.indexOf('=');
  if (equals < 0) return { name: { start: from, end: offset + rest.length } };
  return {
    name: { start: from, end: from + equals },
    value: { span: { start: from + equals + 1, end: offset + rest.length }, name: piece.slice(0, equals) },
  };
}

function uriNames(outlook: Outlook, place: UriPlace): readonly Completion[] {
  const taken = new Set(
    outlook.uri?.options
      .filter((o) => o.nameSpan.start !== place.name.start)
      .map((o) => o.name.toLowerCase()) ?? [],
  );
  return offered(outlook, (o) => o.place === 'uri' || o.place === 'both')
    .filter(({ option }) => !taken.has(option.name.toLowerCase()))
    .map((o, order) => item(o, place.name, `${o.option.name}=`, order));
}

function uriValues(outlook: Outlook, place: UriPlace): readonly Completion[] {
  const { span, name } = place.value!;
  const entry = offered(outlook, (o) => o.place === 'uri' || o.place === 'both').find(
    ({ option }) => option.name.toLowerCase() === name.toLowerCase(),
  );
  const values = entry ? valuesOf(entry.option) : [];
  return values.map((value, order) => valueItem(value, span, entry!, order));
}

/** Known values of an option. The one that is safe comes first. */
function valuesOf(option: CatalogueOption): readonly string[] {
  if (option.type !== 'boolean') return [];
  const weakens = option.sets !== undefined && !['tls', 'disableOcspEndpointCheck'].includes(option.sets);
  return weakens !== (option.inverted ?? false) ? ['false', 'true'] : ['true', 'false'];
}

/** The offset stands in the value of an option beside a URI: `tls=T|`. */
function valuePlace(outlook: Outlook, offset: number): readonly Completion[] | undefined {
  const option = outlook.options.find(
    (o) =>
      o.place !== 'uri' &&
      o.valueSpan.start <= offset &&
      offset <= o.valueSpan.end &&
      o.valueSpan.start > o.nameSpan.end,
  );
  if (!option) return undefined;
  const entry = offered(outlook, (o) => o.place !== 'uri').find(
    (e) => e.option.name.toLowerCase() === option.name.toLowerCase(),
  );
  if (!entry || entry.option.type !== 'boolean') return [];
  const python =
    option.syntax === 'keywordArgument' || option.syntax === 'pythonDict' || option.syntax === 'pythonItem';
  const spelled = (v: string): string => (python ? v.replace(/^./, (c) => c.toUpperCase()) : v);
  return valuesOf(entry.option).map((v, order) => valueItem(spelled(v), option.valueSpan, entry, order));
}

/** The offset stands where a name may be written, in a call or object that configures a connection. */
function objectPlace(text: string, outlook: Outlook, offset: number): Span | undefined {
  const { site } = outlook;
  const syntax = site.insertion?.syntax ?? site.options.find((o) => o.place !== 'uri')?.syntax;
  if (!syntax || !['keywordArgument', 'jsObject'].includes(syntax)) return undefined;
  if (offset < site.span.start || offset > site.span.end) return undefined;
  const word = /[A-Za-z_]\w*$/.exec(text.slice(site.span.start, offset))?.[0] ?? '';
  const start = offset - word.length;
  const before = text.slice(Math.max(site.span.start, start - 200), start).trimEnd();
  if (!/[,({]$/.test(before)) return undefined;
  return { start, end: offset + /^\w*/.exec(text.slice(offset))![0].length };
}

function objectNames(outlook: Outlook, span: Span): readonly Completion[] {
  const taken = new Set(outlook.site.options.map((o) => o.name.toLowerCase()));
  const syntax = outlook.site.insertion?.syntax ?? 'keywordArgument';
  const joiner = syntax === 'jsObject' ? ': ' : '=';
  return offered(outlook, (o) => o.place === 'code' || o.place === 'both')
    .filter(({ option }) => !taken.has(option.name.toLowerCase()))
    .map((o, order) => item(o, span, o.option.name + joiner, order));
}

/** Where nothing says which driver it is: the first of these that has a catalogue. */
const usual = ['pymongo', 'node', 'c'] as const;

interface Offered {
  readonly option: CatalogueOption;
  readonly driver: DriverModel;
  readonly deprecated: boolean;
}

/** The options that the installed version knows: those that set TLS first, deprecated ones last, removed ones not at all. */
function offered(outlook: Outlook, fits: (option: CatalogueOption) => boolean): readonly Offered[] {
  const driver = [outlook.driver, ...usual.map(driverById)].find((d) => d && d.options.length > 0);
  if (!driver) return [];
  const version = oldest(driver, driver === outlook.driver ? outlook.version : undefined);
  const known = driver.options.filter(
    (o) =>
      fits(o) &&
      !(o.since && compareVersions(version, o.since) < 0) &&
      !(o.removed && compareVersions(version, o.removed) >= 0),
  );
  const named = new Map(known.map((o) => [o.name.toLowerCase(), o]));
  const rank = (o: Offered): number => (o.deprecated ? 2 : 0) + (o.option.sets ? 0 : 1);
  return [...named.values()]
    .map((option) => ({
      option,
      driver,
      deprecated: option.deprecated !== undefined && compareVersions(version, option.deprecated) >= 0,
    }))
    .sort((a, b) => rank(a) - rank(b) || (a.option.name < b.option.name ? -1 : 1));
}

function oldest(driver: DriverModel, version: DriverVersion | undefined): string {
  return version?.exact ?? version?.min ?? driver.versions[driver.versions.length - 1] ?? '0';
}

function item(
  { option, driver, deprecated }: Offered,
  span: Span,
  newText: string,
  order: number,
): Completion {
  return {
    label: option.name,
    kind: 'option',
    span,
    newText,
    detail: `${option.type}, ${driver.title}`,
    documentation:
      option.effect + (deprecated && option.replacedBy ? ` Deprecated: use ${option.replacedBy}.` : ''),
    deprecated,
    order,
  };
}

function valueItem(newText: string, span: Span, { option, driver }: Offered, order: number): Completion {
  return {
    label: newText,
    kind: 'value',
    span,
    newText,
    detail: `${option.name}, ${driver.title}`,
    deprecated: false,
    order,
  };
}

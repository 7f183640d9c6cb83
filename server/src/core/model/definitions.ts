/** One connection in several files: which files write the URI that a variable has, and what they agree on. */
import { LineIndex } from '../text/lines';
import { verbatimText } from '../text/mappedText';
import { parseUri } from '../uri/parseUri';
import type { ConnectionSite, Outlook, ParsedUri, RelatedPlace, VariableDefinition } from '../types';
import { isPrivate } from './hosts';

/** A file with its sites. */
export interface FileSites {
  readonly path: string;
  readonly text: string;
  readonly sites: readonly ConnectionSite[];
}

/** Files that show how a connection could look; what runs is written elsewhere. */
const templates =
  /\.(?:example|sample|template|tmpl|dist|defaults?)(?:\.\w+)?$|(?:^|[/._-])(?:example|sample|template)s?[._-]|\.(?:md|mdx|markdown|rst|adoc|ipynb)$/i;

/** Names that every second file uses for something else: they join nothing by themselves. */
const generic =
  /^(?:ur[il]s?|u|dsn|conn|connection|connect|host|hosts|hostname|db|database|mongo|mongodb|client|value|default|(?:connection|conn)[-_]?(?:string|str|ur[il])|(?:mongo(?:db)?|db|database)[-_]?(?:ur[il]|string))$/;

/** The URIs that files give to variables, by name. Names that take their value from another one have its URIs too. */
export function collectDefinitions(
  files: Iterable<FileSites>,
): Readonly<Record<string, readonly VariableDefinition[]>> {
  const direct = new Map<string, VariableDefinition[]>();
  const links = new Map<string, Set<string>>();
  const namesOf = ({ defines }: ConnectionSite): readonly string[] =>
    defines ? [defines.variable, ...(defines.aliases ?? [])] : [];
  for (const { path, text, sites } of files) {
    if (templates.test(path)) continue;
    let lines: LineIndex | undefined;
    for (const site of sites) {
      if (!site.defines || !counts(site)) continue;
      if (site.uri) {
        const { span, mapped } = site.uri;
        lines ??= new LineIndex(text);
        const range = { start: lines.position(span.start), end: lines.position(span.end) };
        const definition = { path, span, range, uri: mapped.text };
        for (const name of namesOf(site)) direct.set(name, [...(direct.get(name) ?? []), definition]);
      }
      // `${X:-mongodb://…}`: the value is X's where X is set, and the default elsewhere.
      if (site.reads)
        for (const name of namesOf(site))
          links.set(name, (links.get(name) ?? new Set()).add(site.reads.variable));
    }
  }
  const found: Record<string, readonly VariableDefinition[]> = Object.create(null) as Record<
    string,
    readonly VariableDefinition[]
  >;
  for (const name of [...new Set([...direct.keys(), ...links.keys()])].sort()) {
    const seen = new Set<string>();
    const all: VariableDefinition[] = [];
    const visit = (n: string): void => {
      if (seen.has(n) || seen.size > 50) return;
      seen.add(n);
      for (const d of direct.get(n) ?? [])
        if (!all.some((a) => a.path === d.path && a.span.start === d.span.start)) all.push(d);
      for (const next of links.get(n) ?? []) visit(next);
    };
    visit(name);
    if (all.length > 0) found[name] = all.sort(byPlace);
  }
  return found;
}

const codeOfJvm: ReadonlySet<string> = new Set(['java', 'kotlin', 'groovy', 'scala']);

/**
 * The framework for whose connections a site of code turns TLS on: settings without a server of their own, which Spring hands
 * to the client that its configuration describes (MongoClientSettingsBuilderCustomizer, configureClientSettings, a bean of settings).
 */
export function settles({ finder, uri, reads, options }: ConnectionSite, text: string): string | undefined {
  if (uri || reads || !codeOfJvm.has(finder) || !text.includes('org.springframework')) return undefined;
  const turnsOn = options.some(
    ({ name, value }) => /^(?:enabled|sslEnabled)$/.test(name) && !(value.known && value.value === false),
  );
  return turnsOn ? 'spring' : undefined;
}

/** True for a connection whose TLS code elsewhere may decide. */
export function mayBeSettled({ driver, finder, uri }: ConnectionSite): boolean {
  return driver.framework === 'spring' && uri !== undefined && !codeOfJvm.has(finder);
}

/** The frameworks for which code in these files turns TLS on. */
export function collectSettled(files: Iterable<FileSites>): readonly string[] {
  const found = new Set<string>();
  for (const { text, sites } of files)
    for (const site of sites) {
      const framework = counts(site) ? settles(site, text) : undefined;
      if (framework) found.add(framework);
    }
  return [...found];
}

function counts(site: ConnectionSite): boolean {
  return site.context === undefined || site.context === 'code' || site.context === 'reference';
}

function byPlace(a: VariableDefinition, b: VariableDefinition): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : a.span.start - b.span.start;
}

/** The names under which a site's variable may be defined, the surest first. */
export function namesRead(reads: NonNullable<ConnectionSite['reads']>): readonly string[] {
  const names: string[] = [];
  const add = (name: string): void => {
    if (!generic.test(name) && !names.includes(name)) names.push(name);
  };
  const { variable } = reads;
  add(variable);
  // `ConnectionStrings:Mongo` of .NET is `ConnectionStrings.Mongo` in the file and `ConnectionStrings__Mongo` outside.
  const flat = variable.replace(/:|__/g, '.');
  if (flat !== variable) {
    add(flat);
    add(variable.replaceAll(':', '__'));
  }
  const parts = (reads.path ?? (flat.includes('.') ? flat : '')).split('.');
  for (let i = 0; i < parts.length - 1; i++) add(parts.slice(i).join('.'));
  return names;
}

/** Where other files write the URI that the site reads. */
export function definitionsFor(
  reads: ConnectionSite['reads'],
  variables: Readonly<Record<string, readonly VariableDefinition[]>>,
): readonly VariableDefinition[] {
  if (!reads) return [];
  for (const name of namesRead(reads)) if (Object.hasOwn(variables, name)) return variables[name]!;
  return [];
}

/** Places are few in a project; more different URIs than this say nothing together. */
const maxDifferent = 8;

/**
 * The different URIs that the definitions give, when each of them says something about the connection. A URI of a private host
 * without a word on TLS is what developers have at home: other environments are not known from it.
 */
export function urisElsewhere(definitions: readonly VariableDefinition[]): readonly string[] | undefined {
  const uris = [...new Set(definitions.map((d) => d.uri))];
  if (uris.length === 0 || uris.length > maxDifferent) return undefined;
  return uris.every((u) => saysSomething(parsed(u))) ? uris : undefined;
}

function parsed(uri: string): ParsedUri | undefined {
  return parseUri(verbatimText(uri, 0, uri.length));
}

function saysSomething(uri: ParsedUri | undefined): boolean {
  if (!uri || uri.open || uri.options.some((o) => o.hole && /^(?:tls|ssl)/i.test(o.name))) return false;
  const local = uri.hosts.length > 0 && uri.hosts.every((h) => !h.hole && isPrivate(h.host));
  return !local || uri.options.some((o) => /^(?:tls|ssl)/i.test(o.name));
}

/** The URIs of the definitions, parsed: offsets count from the URI's own start. */
export function parsedElsewhere(definitions: readonly VariableDefinition[]): readonly ParsedUri[] {
  return (urisElsewhere(definitions) ?? []).flatMap((u) => parsed(u) ?? []);
}

/** `.env line 3`, for messages. */
export function placeOf(definition: VariableDefinition): string {
  return `${definition.path} line ${definition.range.start.line + 1}`;
}

/** Where the URI that the site reads is written, as places that belong to a finding at the site. */
export function relatedTo(outlook: Pick<Outlook, 'elsewhere' | 'site'>): readonly RelatedPlace[] {
  return outlook.elsewhere.map((d) => ({
    path: d.path,
    range: d.range,
    message: `${nameRead(outlook) ?? 'The variable'} gets its connection string here`,
  }));
}

/** The variable that the site reads, as people see it: `MONGO_URL`, `config.mongo.uri`. */
export function nameRead(outlook: Pick<Outlook, 'site'>): string | undefined {
  return outlook.site.reads?.path ?? outlook.site.reads?.variable;
}

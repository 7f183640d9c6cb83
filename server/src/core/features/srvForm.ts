/**
 * `mongodb+srv://` to `mongodb://` and back. An SRV name stands for hosts and, by its TXT record, for authSource,
 * replicaSet and loadBalanced; its scheme starts TLS. All of that is written out, or kept where it is written already.
 * Source: mongodb/specifications, initial-dns-seedlist-discovery.md.
 */
import { addUriOptions, uriText } from '../model/edits';
import { serviceOf } from '../model/hosts';
import { optionsAbout } from '../model/meaning';
import type { Outlook, ParsedUri, SourceDocument, Span, TextEdit, UriOption } from '../types';

/** What DNS says of an SRV name. */
export interface SrvRecords {
  readonly hosts: readonly { readonly host: string; readonly port: number }[];
  /** Of the TXT record. */
  readonly options: Readonly<Record<string, string>>;
}

export type FormChange =
  | { readonly kind: 'edits'; readonly edits: readonly TextEdit[]; readonly notes: readonly string[] }
  | { readonly kind: 'impossible'; readonly why: string };

const impossible = (why: string): FormChange => ({ kind: 'impossible', why });
const guess = impossible('The connection string is put together from pieces here: convert it by hand.');

/** What has to be looked up for `mongodb+srv://`; undefined when the URI is none, or its name is not known. */
export function srvLookup(outlook: Outlook): { readonly name: string; readonly service: string } | undefined {
  const { uri } = outlook;
  const [host, second] = uri?.hosts ?? [];
  if (uri?.scheme !== 'mongodb+srv' || !host || second || host.hole || host.placeholder) return undefined;
  return { name: host.host, service: valueOf(uri, 'srvServiceName') ?? 'mongodb' };
}

/** The hosts of `mongodb://` as `host:port`, lower case; undefined when they are not all known. */
export function seedList(outlook: Outlook): readonly string[] | undefined {
  const { uri } = outlook;
  if (uri?.scheme !== 'mongodb' || uri.open) return undefined;
  if (uri.hosts.some((h) => h.hole || h.placeholder || h.host === '' || h.host.includes('/')))
    return undefined;
  return uri.hosts.map((h) => `${h.host.toLowerCase()}:${h.port ?? '27017'}`);
}

/** The URI of an SRV name with its hosts and options written out. */
export function toStandard(outlook: Outlook, document: SourceDocument, records: SrvRecords): FormChange {
  const { uri } = outlook;
  const places = uri && placesOf(uri, document);
  if (!uri || !places || uri.scheme !== 'mongodb+srv') return guess;
  if (records.hosts.length === 0) return impossible('The SRV record names no hosts.');
  const notes = ['New members of the cluster are no longer found by DNS: the hosts are written down now.'];
  const added: [string, boolean | string][] = [];
  // Options about other things than TLS are not all collected: the text of the construct is looked at as well.
  const beside = textBeside(outlook, document);
  const written = (name: string): boolean =>
    uri.options.some((o) => o.name.toLowerCase() === name.toLowerCase()) ||
    beside.includes(name.toLowerCase());
  if (optionsAbout(outlook, 'tls').length === 0) added.push(['tls', true]);
  for (const name of ['authSource', 'replicaSet', 'loadBalanced']) {
    const value = Object.entries(records.options).find(([k]) => k.toLowerCase() === name.toLowerCase())?.[1];
    if (value === undefined || written(name)) continue;
    // A source without credentials is refused (auth specification, connection-string tests).
    if (
      name === 'authSource' &&
      !uri.user &&
      !outlook.site.open &&
      !/user|auth|credential|mechanism/.test(beside)
    )
      continue;
    added.push([name, value]);
  }
  const gone = uri.options.filter((o) => /^srv(?:ServiceName|MaxHosts)$/i.test(o.name));
  for (const { name, raw } of gone)
    if (/^srvMaxHosts$/i.test(name) && raw !== '0')
      notes.push(`${name} has no meaning there: all ${records.hosts.length} hosts are named.`);
  const hosts = records.hosts.map(({ host, port }) => `${host}:${port}`).join(',');
  const edits = withoutAndWith(outlook, gone, added);
  if (!edits) return guess;
  return {
    kind: 'edits',
    edits: [{ span: places.scheme, newText: 'mongodb' }, { span: places.hosts, newText: hosts }, ...edits],
    notes,
  };
}

/**
 * The SRV name that Atlas has for hosts such as `cluster0-shard-00-01.ab1cd.mongodb.net`; undefined for all others: their
 * names do not tell.
 */
export function atlasSrvName(seeds: readonly string[]): string | undefined {
  const names = seeds.map((seed) =>
    /^([a-z0-9-]+?)-shard-\d\d-\d\d\.([a-z0-9-]+\.mongodb\.net):27017$/.exec(seed),
  );
  const first = names[0];
  if (!first || serviceOf(`${first[1]}.${first[2]}`) !== 'atlas' || /^ac-[a-z0-9]{7}$/.test(first[1]!))
    return undefined;
  return names.every((n) => n?.[1] === first[1] && n?.[2] === first[2])
    ? `${first[1]}.${first[2]}`
    : undefined;
}

/** The URI with the SRV name instead of its hosts. `records`: what DNS says of the name; the hosts have to be the same. */
export function toSrv(
  outlook: Outlook,
  document: SourceDocument,
  name: string,
  records?: SrvRecords,
): FormChange {
  const { uri } = outlook;
  const places = uri && placesOf(uri, document);
  const seeds = seedList(outlook);
  if (!uri || !places || !seeds) return guess;
  if (!/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/i.test(name)) return impossible(`${name} is no host name.`);
  const direct = outlook.options.find((o) => /^(?:directConnection|direct)$/i.test(o.name));
  if (direct && !(direct.value.known && String(direct.value.value) === 'false'))
    return impossible(`${direct.name} is not possible with mongodb+srv:// (remove it first).`);
  const notes: string[] = [];
  if (records) {
    const found = records.hosts.map(({ host, port }) => `${host.toLowerCase()}:${port}`);
    const missing = seeds.filter((s) => !found.includes(s));
    const more = found.filter((f) => !seeds.includes(f));
    if (missing.length > 0)
      return impossible(
        `The SRV record of ${name} does not name ${missing.join(', ')}, so it is another cluster.`,
      );
    if (more.length > 0) notes.push(`The SRV record also names ${more.join(', ')}.`);
    for (const [key, value] of Object.entries(records.options)) {
      const own = outlook.options.find((o) => o.name.toLowerCase() === key.toLowerCase());
      if (own?.value.known && String(own.value.value) !== value)
        notes.push(`${own.name} stays as written; the TXT record of ${name} says ${value}.`);
    }
  }
  const tls = optionsAbout(outlook, 'tls');
  if (tls.length === 0) notes.push('mongodb+srv:// starts TLS, which was off before.');
  // The scheme says it; what says otherwise stays.
  const redundant = uri.options.filter((o) => /^(?:tls|ssl)$/i.test(o.name) && o.raw === 'true');
  const edits = withoutAndWith(outlook, tls.length === redundant.length ? redundant : [], []);
  if (!edits) return guess;
  return {
    kind: 'edits',
    edits: [{ span: places.scheme, newText: 'mongodb+srv' }, { span: places.hosts, newText: name }, ...edits],
    notes,
  };
}

/** Where scheme and hosts stand, when the document has them as they are read. */
function placesOf(
  uri: ParsedUri,
  document: SourceDocument,
): { readonly scheme: Span; readonly hosts: Span } | undefined {
  const scheme = { start: uri.schemeSpan.start, end: uri.schemeSpan.end - '://'.length };
  const hosts = { start: uri.hosts[0]!.span.start, end: uri.hosts.at(-1)!.span.end };
  const text = (span: Span): string => document.text.slice(span.start, span.end);
  const whole =
    text(scheme).toLowerCase() === uri.scheme && text(hosts) === uri.hosts.map((h) => h.text).join(',');
  return whole && !uri.open ? { scheme, hosts } : undefined;
}

/** Takes options of the URI away and adds others, in edits that do not touch. */
function withoutAndWith(
  outlook: Outlook,
  gone: readonly UriOption[],
  added: readonly (readonly [string, boolean | string])[],
): readonly TextEdit[] | undefined {
  const [first, ...others] = gone;
  if (!first) return addUriOptions(outlook, added);
  const ampersand = outlook.site.uri?.ampersand;
  if (ampersand === undefined) return undefined;
  if (added.length > 0)
    return [
      { span: first.span, newText: uriText(added).replaceAll('&', ampersand) },
      ...others.map((o) => ({ span: o.removeSpan, newText: '' })),
    ];
  // Two removals beside each other at the end would share their `&`.
  const edits = gone.map((o) => ({ span: o.removeSpan, newText: '' }));
  return edits.every((e, i) => i === 0 || edits[i - 1]!.span.end <= e.span.start) ? edits : undefined;
}

/** The text of the connection's construct without its URI, lower case, without what joins words. */
function textBeside({ site, uri, options }: Outlook, document: SourceDocument): string {
  const span = uri?.span ?? site.span;
  const around =
    document.text.slice(site.span.start, Math.max(site.span.start, span.start)) +
    document.text.slice(Math.min(span.end, site.span.end), site.span.end);
  const inUri = uri?.options.map((o) => o.name).join(' ') ?? '';
  return `${around} ${options.map((o) => o.name).join(' ')} ${inUri}`.replace(/[-_]/g, '').toLowerCase();
}

function valueOf(uri: ParsedUri, name: string): string | undefined {
  return uri.options.findLast((o) => o.name.toLowerCase() === name.toLowerCase() && !o.hole)?.raw;
}

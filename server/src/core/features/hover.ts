/** What this connection's driver will do about TLS, as a small table: shown over the URI, over each option and over the call. */
import { frameworkById } from '../drivers/frameworks';
import { driverById } from '../drivers';
import { nameRead, placeOf } from '../model/definitions';
import { catalogueOption, meaning } from '../model/meaning';
import { touches } from '../text/span';
import type {
  Analysis,
  Aspect,
  CatalogueOption,
  Decision,
  Outlook,
  Span,
  Value,
  WrittenOption,
} from '../types';

export interface Hover {
  readonly span: Span;
  readonly markdown: string;
}

/** The hover at an offset; undefined where no connection is. */
export function hoverAt(analysis: Analysis, offset: number): Hover | undefined {
  const over = analysis.outlooks.flatMap((outlook) => {
    const target = targetAt(outlook, offset);
    return target ? [{ outlook, ...target }] : [];
  });
  // The smallest target: an option before the call that it stands in.
  over.sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start));
  const found = over[0];
  if (!found) return undefined;
  const parts = [
    ...(found.option ? [optionText(found.outlook, found.option)] : []),
    outlookMarkdown(found.outlook),
  ];
  return { span: found.span, markdown: parts.join('\n\n---\n\n') };
}

function targetAt(
  outlook: Outlook,
  offset: number,
): { readonly span: Span; readonly option?: WrittenOption } | undefined {
  const option = outlook.options.find((o) => touches(o.span, offset));
  if (option) return { span: option.span, option };
  const { site } = outlook;
  if (site.uri && touches(site.uri.span, offset)) return { span: site.uri.span };
  if (site.headSpan && touches(site.headSpan, offset)) return { span: site.headSpan };
  if (site.reads && touches(site.reads.span, offset)) return { span: site.reads.span };
  return undefined;
}

/** The table of one connection, with its driver and why it is thought to be that. */
export function outlookMarkdown(outlook: Outlook): string {
  const title = driverTitle(outlook);
  const lines: string[] = [];
  if (outlook.site.kind === 'serverConfig') return `**${title}**: server settings`;
  if (outlook.site.context === 'reference')
    return [
      `\`${outlook.site.defines?.variable ?? ''}\` takes its connection string from \`${nameRead(outlook) ?? 'elsewhere in this file'}\`.`,
      ...whereWritten(outlook),
    ].join('\n');
  const refused = outlook.outcome.known && outlook.outcome.value === 'error';
  const failure = outlook.cases.find((c) => c.prediction.outcome === 'error')?.prediction;
  lines.push(`**${title}** ${refused ? 'refuses these settings' : 'with these settings'}`);
  if (refused && failure)
    lines.push('', `\`${failure.error ?? 'error'}\`${failure.message ? `: ${plain(failure.message)}` : ''}`);
  else {
    if (!outlook.outcome.known && failure) lines.push('', refusedBySome(outlook, failure.message));
    lines.push('', ...table(outlook));
  }
  // Of an unknown driver only what all do is told.
  const warnings = new Set(outlook.driver ? outlook.cases.flatMap((c) => c.prediction.warnings) : []);
  for (const warning of [...warnings].slice(0, 3)) lines.push('', `The driver warns: ${plain(warning)}`);
  lines.push(...whereWritten(outlook), '', because(outlook));
  return lines.join('\n');
}

/** `Refused by Go and Rust.` for an unknown driver, else the message that some of the readings give. */
function refusedBySome(outlook: Outlook, message: string | undefined): string {
  if (outlook.driver) {
    const said = message ? `: ${plain(message)}` : '';
    const versions = refusingVersions(outlook);
    return versions
      ? `Refused by ${versions}${said}. By the other versions of the range it is not:`
      : `May be refused${said}. Where it is not:`;
  }
  const refusing = new Set(
    outlook.cases.filter((c) => c.prediction.outcome === 'error').map((c) => c.driver),
  );
  return `Refused by ${list([...refusing].map((id) => driverById(id)?.title ?? id))}. With the others:`;
}

/** `4.0 and later` or `3.9 to 3.13` of the versions asked about; undefined where one version answers both ways. */
function refusingVersions(outlook: Outlook): string | undefined {
  const versions = [...new Set(outlook.cases.map((c) => c.version))];
  const refuses = (v: string): boolean[] =>
    outlook.cases.filter((c) => c.version === v).map((c) => c.prediction.outcome === 'error');
  if (versions.length < 2 || versions.some((v) => new Set(refuses(v)).size > 1)) return undefined;
  const first = versions.findIndex((v) => refuses(v)[0]!);
  const last = versions.findLastIndex((v) => refuses(v)[0]!);
  if (versions.slice(first, last + 1).some((v) => !refuses(v)[0]!)) return undefined;
  if (last === versions.length - 1) return `${versions[first]!} and later`;
  return first === last ? versions[first]! : `${versions[first]!} to ${versions[last]!}`;
}

const aspectTitles: readonly (readonly [Aspect, string])[] = [
  ['tls', 'Encryption'],
  ['chain', 'Certificate chain'],
  ['hostname', 'Host name'],
  ['crl', 'Revocation'],
  ['clientCertificate', 'Client certificate'],
];

function table(outlook: Outlook): string[] {
  const rows = aspectTitles.flatMap(([aspect, title]) => {
    const off = outlook.tls.known && !outlook.tls.value;
    if (off && aspect !== 'tls') return [];
    return [`| ${title} | ${stateOf(outlook, aspect)} | ${whoDecided(outlook, aspect)} |`];
  });
  return ['| | | Decided by |', '|:--|:--|:--|', ...rows];
}

function stateOf(outlook: Outlook, aspect: Aspect): string {
  switch (aspect) {
    case 'tls':
      return either(outlook, outlook.tls, 'TLS', '**none: plain text**');
    case 'chain':
      return either(outlook, outlook.chain, 'checked', '**not checked**');
    case 'hostname':
      return either(outlook, outlook.hostname, 'checked', '**not checked**');
    case 'clientCertificate':
      return either(outlook, outlook.clientCertificate, 'sent when asked', 'none');
    case 'crl': {
      const ocsp = new Set(outlook.cases.map((c) => c.prediction.ocsp));
      const only = ocsp.size === 1 ? [...ocsp][0] : null;
      const ways = [
        ...(outlook.crl.known && outlook.crl.value ? ['CRL'] : []),
        ...(only === 'staple' || only === 'both' ? ['OCSP staple'] : []),
        ...(only === 'endpoint' || only === 'both' ? ['OCSP responder'] : []),
      ];
      if (ways.length > 0) return ways.join(', ');
      return outlook.crl.known && outlook.crl.value !== null && only !== null ? 'not checked' : 'not known';
    }
  }
}

function either(outlook: Outlook, value: Value<boolean | null>, yes: string, no: string): string {
  if (value.known) return value.value === null ? 'not known' : value.value ? yes : no;
  if (new Set(outlook.cases.map((c) => c.driver)).size > 1) return 'depends on the driver';
  return new Set(outlook.cases.map((c) => c.version)).size > 1
    ? 'depends on the version'
    : 'not known from this text';
}

function whoDecided(outlook: Outlook, aspect: Aspect): string {
  const origin = outlook.origins[aspect];
  if (origin?.decision.kind === 'option' && origin.option && origin.option.place !== 'uri')
    return `\`${origin.option.name}\` in the options`;
  return origin ? decisionText(origin.decision, outlook) : '';
}

function decisionText(decision: Decision, outlook: Outlook): string {
  switch (decision.kind) {
    case 'option':
      return `\`${decision.name}\` ${decision.place === 'uri' ? `in the URI${ofElsewhere(outlook)}` : 'in the options'}`;
    case 'scheme':
      return `\`${outlook.uri?.scheme ?? 'mongodb+srv'}://\`${ofElsewhere(outlook)}`;
    case 'environment':
      return `environment variable \`${decision.name}\``;
    case 'default':
      return outlook.driver ? `default of ${outlook.driver.title}` : 'default';
  }
}

/** ` of MONGO_URL` where the URI is written in another file. */
function ofElsewhere(outlook: Outlook): string {
  const variable = outlook.uri ? undefined : nameRead(outlook);
  return variable !== undefined && outlook.elsewhere.length > 0 ? ` of \`${variable}\`` : '';
}

/** `` `MONGO_URL` is written in .env line 3 and compose.yml line 7. `` */
function whereWritten(outlook: Outlook): string[] {
  const name = nameRead(outlook);
  if (name === undefined || outlook.elsewhere.length === 0) return [];
  const places = outlook.elsewhere.slice(0, 5).map(placeOf);
  const more = outlook.elsewhere.length - places.length;
  const all = more > 0 ? [...places, `${more} more`] : places;
  return ['', `\`${name}\` is written in ${plain(list(all))}.`];
}

/** `PyMongo 4.17.0`, `PyMongo (version not known, 4.17.0 assumed)`, `MongoDB connection`. */
function driverTitle(outlook: Outlook): string {
  const { driver, version } = outlook;
  if (!driver) return 'MongoDB connection';
  if (version?.exact) return `${driver.title} ${version.exact}`;
  if (version?.min || version?.max)
    return `${driver.title} ${[version.min, version.max].filter((v) => v !== undefined).join(' to ')}`;
  return driver.title;
}

function because(outlook: Outlook): string {
  const { driver, version, site } = outlook;
  if (!driver) {
    const titles = [...new Set(outlook.cases.map((c) => driverById(c.driver)?.title ?? c.driver))];
    return `_Driver not known (${plain(site.driver.because)})${titles.length > 1 ? `; this holds for ${list(titles)}` : ''}._`;
  }
  const newest = driver.versions[driver.versions.length - 1];
  const from = version ? `version from ${plain(version.from)}` : `version not known, ${newest} assumed`;
  return `_${driver.title}${throughFramework(outlook)}: ${plain(site.driver.because)}; ${from}._`;
}

/** ` through TypeORM 0.3.20 (package-lock.json)`, or nothing. */
function throughFramework({ site, frameworkVersion }: Outlook): string {
  const id = site.driver.framework;
  if (!id) return '';
  const title = frameworkById(id)?.title ?? id;
  const version = frameworkVersion?.exact
    ? ` ${frameworkVersion.exact} (${plain(frameworkVersion.from)})`
    : '';
  return ` through ${title}${version}`;
}

function list(names: readonly string[]): string {
  return names.length < 2
    ? names.join('')
    : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

/** What one option does in this driver, and whether it counts here. */
function optionText(outlook: Outlook, option: WrittenOption): string {
  const { driver } = outlook;
  const entry = driver ? catalogueOption(driver, option) : anyEntry(option);
  const lines = [`**\`${option.name}\`**${typeText(driver && entry)}`];
  if (entry) lines.push('', plain(entry.effect));
  else if (driver && meaning(outlook, option) === undefined && /tls|ssl/i.test(option.name))
    lines.push('', `${driver.title} does not know this option.`);
  if (outlook.site.dropped?.includes(option.name))
    lines.push(
      '',
      outlook.site.driver.framework
        ? `The framework drops it: ${driver?.title ?? 'the driver'} never sees it.`
        : `It has no effect here: ${driver?.title ?? 'the driver'} takes what comes after it, or does not read it at this place.`,
    );
  const decides = aspectTitles.filter(([aspect]) => outlook.origins[aspect]?.option === option);
  const notes = [
    ...(entry ? status(entry, outlook) : []),
    ...(decides.length > 0 ? [`Decides here: ${list(decides.map(([, t]) => t.toLowerCase()))}.`] : []),
  ];
  if (notes.length > 0) lines.push('', notes.join(' '));
  return lines.join('\n');
}

function typeText(entry: CatalogueOption | undefined): string {
  return entry
    ? ` _${{ path: 'path of a file', secret: 'secret' }[entry.type as string] ?? entry.type}_`
    : '';
}

function anyEntry(option: WrittenOption): CatalogueOption | undefined {
  for (const id of ['pymongo', 'node', 'java', 'go', 'c'] as const) {
    const driver = driverById(id);
    const entry = driver && catalogueOption(driver, option);
    if (entry) return entry;
  }
  return undefined;
}

function status(entry: CatalogueOption, outlook: Outlook): string[] {
  const title = outlook.driver?.title ?? '';
  const facts = [
    ...(entry.since ? [`since ${title} ${entry.since}`] : []),
    ...(entry.deprecated ? [`deprecated in ${entry.deprecated}`] : []),
    ...(entry.removed ? [`removed in ${entry.removed}`] : []),
    ...(entry.replacedBy ? [`use \`${entry.replacedBy}\``] : []),
  ];
  return facts.length > 0 ? [`${facts.join('; ')}.`.replace(/^./, (c) => c.toUpperCase())] : [];
}

/** Text of drivers and files, without Markdown of its own. */
function plain(text: string): string {
  return text.replace(/[\\*_<>[\]|]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
}

/**
 * The TLS options of one connection in the words of another driver: for code that moves. What has no equivalent is
 * listed, what switches checks off is not carried over, and the models of both drivers tell what will be different.
 */
import { drivers } from '../drivers';
import { compareVersions } from '../drivers/versions';
import { booleanOf, catalogueOption, meaning } from '../model/meaning';
import { renameOption, setValue } from '../model/edits';
import { HOLE } from '../text/mappedText';
import type {
  CatalogueOption,
  DriverId,
  DriverModel,
  Outlook,
  Prediction,
  SettingKey,
  TextEdit,
  WrittenOption,
} from '../types';
import { decode, encodePath } from '../uri/percent';
import { redactUri } from '../uri/redact';

export interface Translation {
  readonly target: DriverModel;
  readonly version: string;
  /** The connection in the target's language; passwords are masked. */
  readonly code: string;
  /** For a fence around it. */
  readonly language: string;
  readonly rows: readonly TranslatedOption[];
  /** What the target has no option for, or must not have. */
  readonly lost: readonly { readonly name: string; readonly why: string }[];
  /** What the target does otherwise although the options are the same. Sentences. */
  readonly notes: readonly string[];
  /** The options of the URI renamed where they stand; empty where all have their names already. */
  readonly edits: readonly TextEdit[];
}

export interface TranslatedOption {
  readonly from: string;
  readonly to: string;
  /** Where the target wants it. */
  readonly place: 'uri' | 'options' | 'flag';
}

/** The drivers that options can be translated to. */
export const translationTargets: readonly DriverModel[] = drivers.filter((d) => d.id !== 'mongod');

interface Style {
  readonly place: 'uri' | 'options' | 'flag';
  readonly language: string;
  render(uri: string, options: readonly Rendered[]): string;
}
interface Rendered {
  readonly name: string;
  readonly value: boolean | string;
}

const double = (s: string): string => JSON.stringify(s);
const single = (s: string): string => `'${s.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const inPython = (v: boolean | string): string => (typeof v === 'string' ? double(v) : v ? 'True' : 'False');
const inSingle = (v: boolean | string): string => (typeof v === 'string' ? single(v) : String(v));

const python: Style = {
  place: 'options',
  language: 'python',
  render: (uri, options) =>
    `MongoClient(${[double(uri), ...options.map((o) => `${o.name}=${inPython(o.value)}`)].join(', ')})`,
};
const node: Style = {
  place: 'options',
  language: 'javascript',
  render: (uri, options) =>
    options.length === 0
      ? `new MongoClient(${single(uri)})`
      : `new MongoClient(${single(uri)}, { ${options.map((o) => `${o.name}: ${inSingle(o.value)}`).join(', ')} })`,
};
const php: Style = {
  place: 'options',
  language: 'php',
  render: (uri, options) => {
    const array = (list: readonly Rendered[]): string =>
      `[${list.map((o) => `${single(o.name)} => ${inSingle(o.value)}`).join(', ')}]`;
    // The options of the stream are an array of their own.
    const own = options.filter((o) => !/^(?:tls|ssl)/.test(o.name));
    const shared = options.filter((o) => !own.includes(o));
    const parts = [
      single(uri),
      ...(options.length > 0 ? [array(shared)] : []),
      ...(own.length > 0 ? [array(own)] : []),
    ];
    return `new MongoDB\\Client(${parts.join(', ')})`;
  },
};
const inShell = (v: string): string => (/^[\w./:@%+,=-]+$/.test(v) ? v : `'${v.replaceAll("'", "'\\''")}'`);
const flags = (head: string): Style => ({
  place: 'flag',
  language: 'sh',
  render: (uri, options) =>
    [
      `${head} ${double(uri)}`,
      ...options.flatMap((o) =>
        o.value === true
          ? [`--${o.name}`]
          : typeof o.value === 'string'
            ? [`--${o.name} ${inShell(o.value)}`]
            : [],
      ),
    ].join(' '),
});
const inUri = (language: string, before: string, after: string): Style => ({
  place: 'uri',
  language,
  render: (uri) => before + double(uri) + after,
});
const uriOnly: Style = { place: 'uri', language: 'text', render: (uri) => uri };

const styles: Readonly<Partial<Record<DriverId, Style>>> = {
  pymongo: python,
  motor: {
    ...python,
    render: (uri, o) => python.render(uri, o).replace('MongoClient', 'AsyncIOMotorClient'),
  },
  mongoengine: {
    ...python,
    render: (uri, o) => python.render(uri, o).replace('MongoClient(', 'connect(host='),
  },
  node,
  mongoose: {
    ...node,
    render: (uri, o) => node.render(uri, o).replace('new MongoClient', 'mongoose.connect'),
  },
  php,
  ruby: inUri('ruby', 'Mongo::Client.new(', ')'),
  java: inUri('java', 'MongoClients.create(', ')'),
  csharp: inUri('csharp', 'new MongoClient(', ')'),
  go: inUri('go', 'mongo.Connect(options.Client().ApplyURI(', '))'),
  rust: inUri('rust', 'Client::with_uri_str(', ').await?'),
  c: inUri('c', 'mongoc_client_new(', ')'),
  cxx: inUri('cpp', 'mongocxx::client{mongocxx::uri{', '}}'),
  mongosh: flags('mongosh'),
  mongo: flags('mongo'),
  tools: flags('mongodump --uri'),
};

/** Options that switch checks off stay behind. */
const bypasses: readonly SettingKey[] = ['insecure', 'allowInvalidCertificates', 'allowInvalidHostnames'];

/**
 * Translates the TLS options of a connection; `version` of the target, its newest when not given. Undefined when nothing
 * of the connection is known but that it is one.
 */
export function translate(outlook: Outlook, target: DriverModel, version?: string): Translation | undefined {
  const { site } = outlook;
  if (site.kind === 'serverConfig' || target.id === 'mongod') return undefined;
  const style = styles[target.id] ?? uriOnly;
  const at = version ?? target.versions.at(-1)!;
  const moved = new Set<WrittenOption>();
  const rows: TranslatedOption[] = [];
  const lost: { name: string; why: string }[] = [];
  const out: { uri: Rendered[]; own: Rendered[] } = { uri: [], own: [] };
  const add = (key: SettingKey, from: string, value: boolean | string, inverted: boolean): boolean => {
    for (const place of style.place === 'uri' ? (['uri'] as const) : ([style.place, 'uri'] as const)) {
      const entry = equivalent(
        target,
        at,
        key,
        place,
        typeof value === 'boolean' ? ['boolean'] : ['path', 'secret'],
      );
      if (!entry) continue;
      const meant = typeof value === 'boolean' && inverted !== (entry.inverted ?? false) ? !value : value;
      const list = place === 'uri' ? out.uri : out.own;
      // Written twice with one meaning: once is enough.
      if (!list.some((o) => o.name === entry.name)) list.push({ name: entry.name, value: meant });
      rows.push({ from, to: entry.name, place });
      return true;
    }
    return false;
  };
  for (const option of outlook.options) {
    const about = aboutTls(outlook, option);
    if (!about) continue;
    moved.add(option);
    const { key } = about;
    const why = carryOver(outlook, option, about, target, add);
    if (why !== undefined) lost.push({ name: option.name, why: why || noOption(target, key, at) });
  }
  const base = baseUri(outlook, moved);
  const predict = (): Prediction => target.predict(queryFor(target, at, base, out));
  let prediction = predict();
  const notes: string[] = [];
  if (outlook.tls.known && outlook.tls.value && prediction.outcome === 'ok' && !prediction.tls) {
    // The options alone start TLS there, and not here.
    if (add('tls', '', true, false)) {
      rows.pop();
      for (const list of [out.uri, out.own]) list.sort((a, b) => Number(isTls(b)) - Number(isTls(a)));
      notes.push(`${nameOf(target)} does not start TLS by these options alone: it is switched on.`);
      prediction = predict();
    }
  }
  notes.push(...differences(outlook, target, prediction));
  return {
    target,
    version: at,
    code: style.render(uriWith(base, out.uri), out.own),
    language: style.language,
    rows,
    lost,
    notes,
    edits: renames(outlook, target, at),
  };
}

const isTls = (o: Rendered): boolean => o.name === 'tls' || o.name === 'ssl';

/** At the start of a sentence: `PyMongo`, `The Node.js driver`. */
function nameOf(target: DriverModel): string {
  return (/driver|shell/.test(target.title) ? 'The ' : '') + target.title;
}

interface About {
  readonly key: SettingKey;
  readonly inverted: boolean;
}

/** What an option is about, also when it belongs to a driver that is not the one of this place. */
function aboutTls(outlook: Outlook, option: WrittenOption): About | undefined {
  const known = meaning(outlook, option);
  if (known) return known;
  for (const driver of drivers) {
    const entry = driver === outlook.driver ? undefined : catalogueOption(driver, option);
    if (entry?.sets && entry.place !== 'environment' && entry.place !== 'config')
      return { key: entry.sets, inverted: entry.inverted ?? false };
  }
  return undefined;
}

/** Carries one option over; undefined when that is done, else why not (empty: the target has no such option). */
function carryOver(
  outlook: Outlook,
  option: WrittenOption,
  { key, inverted }: About,
  target: DriverModel,
  add: (key: SettingKey, from: string, value: boolean | string, inverted: boolean) => boolean,
): string | undefined {
  if (bypasses.includes(key)) {
    const given = booleanOf(outlook, option);
    return given === false
      ? undefined
      : 'it switches checks off and is not carried over: name the CA of the server instead';
  }
  if (key === 'context' || key === 'protocols') return 'it is code or a value of this driver alone';
  if (key === 'keyPassword') return add(key, option.name, '<password>', false) ? undefined : '';
  if (!option.value.known)
    return add(key, option.name, `<${option.name.replace(/^-+/, '')}>`, false) ? undefined : '';
  const { value } = option.value;
  if (key === 'tls' || key.startsWith('disable')) {
    const truth =
      value === true || value === 'true' ? true : value === false || value === 'false' ? false : undefined;
    if (truth === undefined) return 'its value is no boolean';
    return add(key, option.name, truth, inverted) ? undefined : '';
  }
  if (typeof value !== 'string') return 'its value is no path';
  const path = option.place === 'uri' ? decode(value) : value;
  if (add(key, option.name, path, false)) return undefined;
  if (key === 'certificateFile' || key === 'keyFile')
    return `${nameOf(target)} wants certificate and private key in one file: join them (Combine Certificate and Key) and name that file`;
  if (key === 'certificateKeyFile' && add('certificateFile', option.name, path, false))
    return add('keyFile', option.name, path, false) ? undefined : '';
  return '';
}

function noOption(target: DriverModel, key: SettingKey, version: string): string {
  const elsewhere = target.options.find((o) => o.sets === key && isThere(o, version));
  return elsewhere
    ? `${nameOf(target)} has no such option in a connection string; see ${elsewhere.name}: ${elsewhere.effect}`
    : `${nameOf(target)} has nothing for it`;
}

function equivalent(
  target: DriverModel,
  version: string,
  key: SettingKey,
  place: 'uri' | 'options' | 'flag',
  types: readonly CatalogueOption['type'][],
): CatalogueOption | undefined {
  const fits = target.options.filter(
    (o) =>
      o.sets === key &&
      types.includes(o.type) &&
      (o.place === 'both' ? place !== 'flag' : o.place === (place === 'options' ? 'code' : place)) &&
      isThere(o, version),
  );
  return fits.find((o) => !o.replacedBy && !o.deprecated) ?? fits.find((o) => !o.replacedBy) ?? fits[0];
}

function isThere(option: CatalogueOption, version: string): boolean {
  return (
    (!option.since || compareVersions(version, option.since) >= 0) &&
    (!option.removed || compareVersions(version, option.removed) < 0)
  );
}

/** The connection string without the options that are translated; secrets masked, holes as `x`. */
function baseUri(outlook: Outlook, moved: ReadonlySet<WrittenOption>): string {
  const { site, uri } = outlook;
  if (!uri || !site.uri)
    return outlook.hosts.known && outlook.hosts.value.length > 0
      ? `mongodb://${outlook.hosts.value.join(',')}/`
      : 'mongodb://<host>/';
  const text = redactUri(site.uri.mapped.text.replaceAll(HOLE, '<value>'));
  const question = text.indexOf('?');
  if (question < 0) return text;
  const names = new Set([...moved].filter((o) => o.place === 'uri').map((o) => o.name.toLowerCase()));
  const rest = text
    .slice(question + 1)
    .split('&')
    .filter((piece) => piece !== '' && !names.has(piece.split('=')[0]!.toLowerCase()));
  return text.slice(0, question) + (rest.length > 0 ? `?${rest.join('&')}` : '');
}

function uriWith(base: string, options: readonly Rendered[]): string {
  if (options.length === 0) return base;
  const written = options
    .map(
      ({ name, value }) =>
        `${name}=${typeof value === 'string' && !/^<[\w-]+>$/.test(value) ? encodePath(value) : value}`,
    )
    .join('&');
  if (base.includes('?')) return `${base}&${written}`;
  return base + (/^[^:]+:\/\/[^/]*$/.test(base) ? '/?' : '?') + written;
}

function queryFor(
  target: DriverModel,
  version: string,
  base: string,
  out: { readonly uri: readonly Rendered[]; readonly own: readonly Rendered[] },
): Parameters<DriverModel['predict']>[0] {
  const real = (s: string): string => s.replace(/<[\w-]+>/g, 'x').replaceAll('****', 'x');
  return {
    driver: target.id,
    version,
    uri: real(uriWith(base, out.uri)),
    ...(out.own.length > 0 ? { options: Object.fromEntries(out.own.map((o) => [o.name, o.value])) } : {}),
  };
}

/** What will be different with the same options. */
function differences(outlook: Outlook, target: DriverModel, after: Prediction): string[] {
  if (after.outcome === 'error')
    return [`${nameOf(target)} refuses this${after.message ? `: ${redactUri(after.message)}` : ''}.`];
  const notes: string[] = [];
  const name = nameOf(target);
  const { tls, crl, clientCertificate, hostname, chain } = outlook;
  if (tls.known && tls.value !== after.tls)
    notes.push(
      after.tls ? `${name} starts TLS here, which was off before.` : `${name} does not start TLS here.`,
    );
  if (!after.tls) return notes;
  if (chain.known && chain.value === false && after.chain)
    notes.push(
      `${name} checks the certificate, which was not checked before: it needs the CA of the server.`,
    );
  if (hostname.known && hostname.value === false && after.hostname)
    notes.push(`${name} checks the host name, which was not checked before.`);
  if (chain.known && chain.value && after.chain === false)
    notes.push(`${name} does not check the certificate.`);
  if (hostname.known && hostname.value && after.hostname === false)
    notes.push(`${name} does not check the host name.`);
  if (crl.known && crl.value && after.crl !== true) notes.push(`${name} does not check a revocation list.`);
  if (clientCertificate.known && clientCertificate.value && after.clientCertificate === false)
    notes.push(`${name} sends no client certificate.`);
  return notes;
}

/** The options of the URI under their names in the target's URIs. Bypasses and what has no name there stay: they are told. */
function renames(outlook: Outlook, target: DriverModel, version: string): TextEdit[] {
  return outlook.options.flatMap((option) => {
    const about = option.place === 'uri' ? aboutTls(outlook, option) : undefined;
    if (!about || bypasses.includes(about.key) || !option.value.known) return [];
    const own = catalogueOption(target, option);
    if (own && isThere(own, version)) return [];
    const boolean = about.key === 'tls' || about.key.startsWith('disable');
    const entry = equivalent(target, version, about.key, 'uri', boolean ? ['boolean'] : ['path', 'secret']);
    const edit = entry && renameOption(option, entry.name);
    if (!entry || !edit) return [];
    if (!boolean || about.inverted === (entry.inverted ?? false)) return [edit];
    const set = setValue(outlook.site, option, option.value.value !== 'true');
    return set ? [edit, set] : [];
  });
}

/** A translation as Markdown. */
export function translationMarkdown(t: Translation): string {
  const parts = [`\`\`\`${t.language}\n${t.code}\n\`\`\``];
  const places = { uri: 'in the URI', options: 'beside the URI', flag: 'on the command line' };
  if (t.rows.length > 0)
    parts.push(
      ['| Written | For ' + t.target.title + ' | Where |', '|:--|:--|:--|']
        .concat(t.rows.map((r) => `| \`${r.from}\` | \`${r.to}\` | ${places[r.place]} |`))
        .join('\n'),
    );
  if (t.lost.length > 0)
    parts.push('**Without an equivalent**', t.lost.map((l) => `- \`${l.name}\`: ${l.why}`).join('\n'));
  if (t.notes.length > 0) parts.push('**What is different**', t.notes.map((n) => `- ${n}`).join('\n'));
  return parts.join('\n\n');
}

/** The same for a terminal. */
export function translationText(t: Translation): string {
  const lines = [t.code, ''];
  for (const r of t.rows) lines.push(`  ${r.from.padEnd(34)} ${r.to}`);
  if (t.lost.length > 0) lines.push('', 'Without an equivalent:');
  for (const l of t.lost) lines.push(`  ${l.name}: ${l.why}`);
  if (t.notes.length > 0) lines.push('', 'What is different:');
  for (const n of t.notes) lines.push(`  ${n}`);
  return lines.join('\n') + '\n';
}

/** From a connection string, or a connection found in a text, to the plan of a test; or to the values that are missing for it. Pure. */
import { meaning } from '../model/meaning';
import { HOLE, verbatimText } from '../text/mappedText';
import type { DriverId, Outlook, PredictQuery, SettingKey, SourceDocument, Span, UriOption } from '../types';
import { maskUri, parseUri } from '../uri/parseUri';
import { isSecretOption } from '../uri/secrets';
import type { PlanHost, ProbePlan, ProbeProfile, Proxy } from './report/types';

/** What the caller adds to the connection itself. */
export interface PlanContext {
  readonly asked?: ProbeProfile;
  /** Environment of the program that will connect, as far as it is known. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where relative paths start. */
  readonly folder: string;
  readonly timeoutMs: number;
  readonly dnsServers?: readonly string[];
  /** Answers to the questions of `missing`, by name. */
  readonly values?: Readonly<Record<string, string>>;
}

/** A value that the text does not have: asked for, or read from the environment after a question. */
export interface MissingValue {
  /** `uri`, `host`, `user`, `password`, an option's name, or the name of a variable. */
  readonly name: string;
  readonly secret: boolean;
  readonly question: string;
  /** The environment variable that the program reads it from. */
  readonly variable?: string;
}

export type PlanResult =
  | { readonly kind: 'plan'; readonly plan: ProbePlan }
  | { readonly kind: 'missing'; readonly values: readonly MissingValue[] }
  | { readonly kind: 'impossible'; readonly why: string };

/** Options that stand beside the URI, by what they set; secrets as text. */
interface BesideUri {
  readonly options: Readonly<Record<string, unknown>>;
  readonly settings: Readonly<Partial<Record<SettingKey, string>>>;
  readonly hosts?: readonly string[];
}

const nothingBeside: BesideUri = { options: {}, settings: {} };

/** The plan for a connection string as the program has it, secrets included. */
export function planFromUri(
  uri: string,
  context: PlanContext,
  beside: BesideUri = nothingBeside,
): PlanResult {
  const mapped = verbatimText(uri, 0, uri.length);
  const parsed = parseUri(mapped);
  if (!parsed)
    return {
      kind: 'impossible',
      why: 'This is no MongoDB connection string: it begins with neither mongodb:// nor mongodb+srv://.',
    };
  const values = context.values ?? {};
  const missing: MissingValue[] = [];
  const ask = (name: string, secret: boolean, question: string): string => {
    const given = values[name];
    if (given === undefined) missing.push({ name, secret, question });
    return given ?? '';
  };

  const hosts: PlanHost[] = [];
  for (const h of parsed.hosts) {
    if (h.placeholder && (h.hole || /[<>{}$]/.test(h.text))) {
      const given = ask('host', false, 'Which host (and port) stands here?');
      if (given) hosts.push(hostOf(given));
    } else if (h.host === '' && parsed.hosts.length === 1) {
      return { kind: 'impossible', why: 'The connection string names no host.' };
    } else if (/\.sock$/i.test(h.host) || h.host.startsWith('/')) hosts.push({ socket: h.host });
    else {
      const port = h.port === undefined ? 27017 : Number(h.port);
      if (!Number.isInteger(port) || port < 1 || port > 65535)
        return { kind: 'impossible', why: `"${h.port}" is not a port number.` };
      hosts.push({ host: h.host, port });
    }
  }

  let user = parsed.user && decodeText(parsed.user.text);
  if (user !== undefined && (parsed.user!.hole || /[<>{}$]/.test(parsed.user!.text)))
    user = ask('user', false, 'Which user name stands here?');
  let password: string | undefined;
  if (parsed.password) {
    const raw = uri.slice(parsed.password.span.start, parsed.password.span.end);
    // A word like `password` can be the real one on a development server; only what cannot be meant is asked for.
    const open = parsed.password.hole || /^[<{$%*]|^x{3,}$/i.test(raw);
    password = open ? ask('password', true, 'Which password stands here?') : decodeText(raw);
  }

  const option = (name: string): string | undefined => {
    const found = parsed.options.findLast((o) => o.name.toLowerCase() === name.toLowerCase());
    return found && valueOf(uri, found);
  };
  const file = (name: string, legacy: string, key: SettingKey): string | undefined => {
    const written = beside.settings[key] ?? option(name) ?? option(legacy);
    if (written === undefined || written === '') return undefined;
    if (written.includes(HOLE) || /^[<{$]/.test(written))
      return ask(name, name.endsWith('Password'), `Which value does ${name} have?`);
    return written;
  };
  const ca = file('tlsCAFile', 'ssl_ca_certs', 'caFile');
  const certificateKey = file('tlsCertificateKeyFile', 'ssl_certfile', 'certificateKeyFile');
  const certificateKeyPassword = file('tlsCertificateKeyFilePassword', 'ssl_pem_passphrase', 'keyPassword');
  const crl = file('tlsCRLFile', 'ssl_crlfile', 'crlFile');
  if (missing.length > 0) return { kind: 'missing', values: distinct(missing) };

  const mechanism = option('authMechanism');
  const x509 = mechanism?.toUpperCase() === 'MONGODB-X509';
  const database = parsed.database ? decodeText(parsed.database.text) : '';
  const tlsText = option('tls') ?? option('ssl');
  const proxy = proxyOf(option);
  const replicaSet = option('replicaSet');
  return {
    kind: 'plan',
    plan: {
      scheme: parsed.scheme,
      hosts,
      query: {
        uri: maskUri(mapped).text,
        ...(Object.keys(beside.options).length > 0 ? { options: beside.options } : {}),
        ...(context.env ? { env: context.env } : {}),
      },
      ...(context.asked ? { asked: context.asked } : {}),
      ...(user !== undefined || x509
        ? {
            credentials: {
              ...(user === undefined ? {} : { user }),
              ...(password === undefined ? {} : { password }),
              ...(mechanism === undefined ? {} : { mechanism }),
              source:
                option('authSource') ??
                (x509 || mechanism?.toUpperCase() === 'PLAIN' ? '$external' : database || 'admin'),
            },
          }
        : {}),
      files: {
        ...(ca === undefined ? {} : { ca }),
        ...(certificateKey === undefined ? {} : { certificateKey }),
        ...(certificateKeyPassword === undefined ? {} : { certificateKeyPassword }),
        ...(crl === undefined ? {} : { crl }),
      },
      tls:
        beside.settings.tls !== undefined
          ? beside.settings.tls === 'true'
          : tlsText !== undefined
            ? tlsText.toLowerCase() === 'true'
            : parsed.scheme === 'mongodb+srv',
      ...(replicaSet === undefined ? {} : { replicaSet }),
      directConnection: option('directConnection') === 'true',
      loadBalanced: option('loadBalanced') === 'true',
      srvServiceName: option('srvServiceName') ?? 'mongodb',
      ...(proxy ? { proxy } : {}),
      folder: context.folder,
      timeoutMs: context.timeoutMs,
      ...(context.dnsServers ? { dnsServers: context.dnsServers } : {}),
    },
  };
}

/**
 * The plan for a connection in a document. `values` answers what `missing` asked for; a variable that the connection reads
 * its URI from is asked for by the variable's name.
 */
export function planFromOutlook(
  outlook: Outlook,
  document: SourceDocument,
  context: PlanContext,
): PlanResult {
  const { site } = outlook;
  if (site.kind === 'serverConfig')
    return {
      kind: 'impossible',
      why: 'This is the configuration of a server; test a connection of one of its clients.',
    };
  const beside = besideUri(outlook, document);
  const asked = context.asked ?? askedBy(outlook);
  const full: PlanContext = { ...context, ...(asked ? { asked } : {}) };
  if (site.uri) {
    const uri = unmasked(outlook, document);
    const plan = planFromUri(uri, full, beside);
    return plan.kind === 'missing'
      ? { kind: 'missing', values: plan.values.map((v) => withVariable(v, uri, outlook, document)) }
      : withPlaces(plan, outlook, document);
  }
  const variable = site.reads?.variable;
  if (variable !== undefined) {
    const given = context.values?.[variable];
    if (given === undefined)
      return {
        kind: 'missing',
        values: [
          {
            name: variable,
            secret: true,
            variable,
            question: `Which connection string does ${variable} hold?`,
          },
        ],
      };
    return withPlaces(planFromUri(given, full, beside), outlook, document);
  }
  const hosts = beside.hosts ?? (outlook.hosts.known ? outlook.hosts.value : undefined);
  if (hosts && hosts.length > 0) {
    const list = hosts.map((h) => (h.startsWith('/') ? encodeURIComponent(h) : h)).join(',');
    return withPlaces(planFromUri(`mongodb://${list}/`, full, beside), outlook, document);
  }
  const uri = context.values?.['uri'];
  if (uri !== undefined) return withPlaces(planFromUri(uri, full, beside), outlook, document);
  return {
    kind: 'missing',
    values: [{ name: 'uri', secret: true, question: 'Which connection string is used here?' }],
  };
}

/** What a driver of the workspace is started with. Holds secrets: it goes through a pipe and nowhere else. */
export interface DriverConnection {
  readonly driver: 'pymongo' | 'node';
  readonly uri: string;
  /** Beside the URI, by the driver's own names. */
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

/** The hosts of a plan, for a question. */
export function hostsText({ hosts }: ProbePlan): string {
  return hosts.map((h) => ('socket' in h ? h.socket : `${h.host}:${h.port}`)).join(', ');
}

/** Drivers that can be run, and those that bring them. */
const runnable: Readonly<Record<string, DriverConnection['driver']>> = {
  pymongo: 'pymongo',
  motor: 'pymongo',
  mongoengine: 'pymongo',
  node: 'node',
  mongoose: 'node',
};

/** The driver of the connection that *Run with my driver* can start; undefined: none. */
export function runnableDriver(outlook: Outlook): DriverConnection['driver'] | undefined {
  return outlook.driver && runnable[outlook.driver.id];
}

/** The connection as the program would make it. Only for a connection whose plan could be made with the same values. */
export function driverConnection(
  outlook: Outlook,
  document: SourceDocument,
  values: Readonly<Record<string, string>>,
): DriverConnection | undefined {
  const driver = runnableDriver(outlook);
  if (!driver) return undefined;
  const { site } = outlook;
  const written = outlook.hosts.known ? outlook.hosts.value : [];
  const uri = site.uri
    ? filled(unmasked(outlook, document), values)
    : ((site.reads && values[site.reads.variable]) ??
      values['uri'] ??
      (written.length > 0 ? `mongodb://${written.join(',')}/` : undefined));
  if (uri === undefined) return undefined;
  const options: Record<string, string | number | boolean> = {};
  for (const option of site.options) {
    if (!option.value.known || site.dropped?.includes(option.name)) continue;
    const { value } = option.value;
    if (value === null) continue;
    if (typeof value !== 'object') options[option.name] = value;
    else if (!value.placeholder)
      options[option.name] = document.text.slice(value.secretAt.start, value.secretAt.end);
  }
  return { driver, uri, options };
}

/** The URI with the values that were asked for in the places of its holes and placeholders. */
function filled(uri: string, values: Readonly<Record<string, string>>): string {
  const parsed = parseUri(verbatimText(uri, 0, uri.length));
  if (!parsed) return uri;
  const places: readonly (readonly [Span | undefined, string | undefined])[] = [
    [parsed.user?.span, encoded(values['user'])],
    [parsed.password?.span, encoded(values['password'])],
    [parsed.hosts.find((h) => h.placeholder)?.span, values['host']],
    ...parsed.options.map((o) => [o.valueSpan, encoded(values[o.name])] as const),
  ];
  return [...places]
    .flatMap(([span, text]) => (span && text !== undefined ? [{ span, text }] : []))
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((text, r) => text.slice(0, r.span.start) + r.text + text.slice(r.span.end), uri);
}

function encoded(text: string | undefined): string | undefined {
  return text === undefined ? undefined : encodeURIComponent(text);
}

/** The driver and version of the text itself, newest when no version is known. */
export function askedBy(outlook: Outlook): ProbeProfile | undefined {
  const { driver, version } = outlook;
  if (!driver || driver.id === 'mongod') return undefined;
  const backend = version?.extras?.includes('pyopenssl') ? ({ backend: 'pyopenssl' } as const) : {};
  return {
    driver: driver.id,
    version: version?.exact ?? version?.max ?? driver.versions.at(-1) ?? '',
    ...backend,
  };
}

/** The environment variable that stands in the hole which a value is missing for, where the hole is nothing else. */
function withVariable(
  missing: MissingValue,
  uri: string,
  outlook: Outlook,
  document: SourceDocument,
): MissingValue {
  const parsed = parseUri(verbatimText(uri, 0, uri.length));
  const span =
    missing.name === 'user'
      ? parsed?.user?.span
      : missing.name === 'password'
        ? parsed?.password?.span
        : missing.name === 'host'
          ? parsed?.hosts.find((h) => h.placeholder)?.span
          : parsed?.options.find((o) => o.name === missing.name)?.valueSpan;
  const hole = outlook.site.uri?.mapped.segments.find(
    (s) => s.kind === 'hole' && s.at === span?.start && s.at + s.length === span.end,
  );
  const code = hole && document.text.slice(hole.source.start, hole.source.end);
  const variable = code === undefined ? undefined : environmentRead.exec(code)?.[1];
  return variable === undefined
    ? missing
    : { ...missing, variable, question: `Which ${missing.name} does ${variable} hold?` };
}

/** `os.environ["X"]`, `os.getenv('X')`, `process.env.X`, `ENV["X"]`, `${X}`, `env("X")`, `System.getenv("X")`. */
const environmentRead =
  /(?:environ(?:\.get)?\s*[[(]\s*|getenv\s*\(\s*|process\.env\s*(?:\.\s*|\[\s*)|\bENV\s*(?:\.fetch\s*\(|\[)\s*|\benv\s*\(\s*|\$\{?)["'`]?([A-Za-z_]\w*)/;

/** The URI with its secrets, put together from the places that the masked one points to. */
function unmasked(outlook: Outlook, document: SourceDocument): string {
  const { mapped } = outlook.site.uri!;
  let text = mapped.text;
  for (const segment of mapped.segments) {
    if (segment.kind !== 'verbatim') continue;
    text =
      text.slice(0, segment.at) +
      document.text.slice(segment.source.start, segment.source.end) +
      text.slice(segment.at + segment.length);
  }
  return text;
}

function besideUri(outlook: Outlook, document: SourceDocument): BesideUri {
  const options: Record<string, unknown> = {};
  const settings: Partial<Record<SettingKey, string>> = {};
  for (const option of outlook.site.options) {
    const name = option.name.replace(/^-+/, '');
    if (!option.value.known || outlook.site.dropped?.includes(option.name)) continue;
    const value = option.value.value;
    const key = meaning(outlook, option)?.key;
    if (value !== null && typeof value === 'object') {
      // The secret itself, for the one purpose of opening the key.
      const text = document.text.slice(value.secretAt.start, value.secretAt.end);
      if (key === 'keyPassword' && !value.placeholder) settings[key] = text;
      options[name] = 'x';
      continue;
    }
    options[name] = value;
    if (key !== undefined && value !== null) settings[key] ??= String(value);
  }
  const written = outlook.site.hosts;
  return { options, settings, ...(written?.known ? { hosts: written.value } : {}) };
}

/** The lines that decide, for the stages to point at. */
function withPlaces(result: PlanResult, outlook: Outlook, document: SourceDocument): PlanResult {
  if (result.kind !== 'plan') return result;
  const at = (offset: number): { line: number; text: string } => {
    const before = document.text.slice(0, offset);
    return { line: before.split('\n').length, text: '' };
  };
  const { origins, site } = outlook;
  const head = at(site.span.start);
  const of = (aspect: keyof typeof origins): { line: number; text: string } => {
    const option = origins[aspect]?.option;
    return option ? { line: at(option.span.start).line, text: option.name } : head;
  };
  return {
    kind: 'plan',
    plan: {
      ...result.plan,
      places: {
        handshake: of('tls'),
        chain: of('chain'),
        hostname: of('hostname'),
        revocation: of('crl'),
        dns: head,
        tcp: head,
        hello: of('tls'),
        auth: head,
      },
    },
  };
}

function hostOf(text: string): PlanHost {
  const parts = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(text.trim());
  return parts
    ? { host: parts[1] ?? parts[2]!, port: Number(parts[3] ?? 27017) }
    : { host: text.trim(), port: 27017 };
}

function valueOf(uri: string, option: UriOption): string {
  const raw = isSecretOption(option.name)
    ? uri.slice(option.valueSpan.start, option.valueSpan.end)
    : option.raw;
  return decodeText(raw);
}

/** Percent-decoding; what cannot be decoded stays as it is, as most drivers keep it. */
function decodeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function proxyOf(option: (name: string) => string | undefined): Proxy | undefined {
  const host = option('proxyHost');
  if (host === undefined) return undefined;
  const user = option('proxyUsername');
  const password = option('proxyPassword');
  return {
    host,
    port: Number(option('proxyPort') ?? 1080),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
  };
}

function distinct(values: readonly MissingValue[]): MissingValue[] {
  return values.filter((v, i) => values.findIndex((w) => w.name === v.name) === i);
}

/** Reads `pymongo@4.18.2`, `pymongo[ocsp]@4.18.2`, `node`; undefined when it is no driver. */
export function parseProfile(
  text: string,
  known: (id: string) => { readonly versions: readonly string[] } | undefined,
): ProbeProfile | undefined {
  const parts =
    /^([a-z]+)(\[ocsp\]|\+?pyopenssl|\+ocsp|\+ssl)?(?:@(\d[\w.-]*?))?(?:\+(ssl|pyopenssl|ocsp))?$/i.exec(
      text.trim(),
    );
  const id = parts?.[1]?.toLowerCase();
  const aliases: Readonly<Record<string, DriverId>> = {
    libmongoc: 'c',
    dotnet: 'csharp',
    mongodb: 'node',
    python: 'pymongo',
  };
  const driver = id && (known(id) ? id : aliases[id]);
  const model = driver && known(driver);
  if (!driver || !model) return undefined;
  const extra = `${parts![2] ?? ''}${parts![4] ?? ''}`.toLowerCase();
  const backend: Pick<PredictQuery, 'backend'> =
    driver !== 'pymongo' || extra === ''
      ? {}
      : { backend: /ocsp|pyopenssl/.test(extra) ? 'pyopenssl' : 'ssl' };
  return { driver, version: parts![3] ?? model.versions.at(-1) ?? '', ...backend };
}

/**
 * From a site to its outlook: what the driver will do, and who decided it.
 *
 * A driver model answers for concrete values. Whatever cannot be read (a hole, a variable, options set under a
 * condition, a range of versions, an unknown driver) is tried both ways, and only what holds every time is known.
 */
import { driverById, drivers } from '../drivers';
import { frameworkById, through, versionsOfFramework } from '../drivers/frameworks';
import { nameFor } from '../drivers/frameworks/framework';
import { codeThatChecks } from '../drivers/query';
import { versionsIn } from '../drivers/versionsIn';
import { HOLE } from '../text/mappedText';
import { parseUri } from '../uri/parseUri';
import { plainHostsOf, standIn } from './plainHosts';
import { pathStandIn, withPlainPaths } from './plainPaths';
import type {
  AnalysisConfig,
  Aspect,
  ConnectionSite,
  Decision,
  DriverId,
  DriverModel,
  DriverVersion,
  Origin,
  Outlook,
  OutlookCase,
  ParsedUri,
  PredictQuery,
  Prediction,
  SiteDriver,
  Value,
  VariableDefinition,
  Workspace,
  WrittenOption,
} from '../types';
import { definitionsFor, mayBeSettled, parsedElsewhere, urisElsewhere } from './definitions';
import { isLoopback, matchesHost } from './hosts';
import { catalogueOption, plainName, specifiedName } from './meaning';

/** Asked one by one when nothing says which driver reads a URI: the drivers of the languages people write most. */
const usualDrivers: readonly DriverId[] = [
  'pymongo',
  'node',
  'java',
  'csharp',
  'go',
  'c',
  'php',
  'ruby',
  'rust',
];

/** More combinations of unknowns than this are not tried one by one. */
const maxVariants = 16;

/** The outlook of one site. Pure and total. */
export function resolve(found: ConnectionSite, workspace: Workspace, config: AnalysisConfig): Outlook {
  const written = ofProject(found, workspace.project);
  // Options that code in another file adds are not seen here.
  const site =
    workspace.settled?.includes(written.driver.framework ?? '') && mayBeSettled(written)
      ? { ...written, open: true }
      : written;
  const uri = site.uri ? parseUri(site.uri.mapped) : undefined;
  const options = [...(uri ? uriOptions(uri) : []), ...site.options];
  const driver = site.driver.id === 'unknown' ? undefined : driverById(site.driver.id);
  const version = driver && versionOf(driver, workspace);
  const elsewhere = definitionsFor(site.reads, workspace.variables);
  const uris = uri ? undefined : urisElsewhere(elsewhere);
  const framework = frameworkById(site.driver.framework);
  const frameworkVersion = framework && versionOfFramework(site, workspace.versions[framework.id]);
  const frameworkVersions = versionsOfFramework(framework, frameworkVersion);
  const cases = (uris ?? [undefined]).flatMap((u) =>
    collectCases(site, uri, u, driver, version, frameworkVersions),
  );
  const running = cases.filter((c) => c.prediction.outcome === 'ok');
  const hosts = hostsOf(site, uri, uri ? [] : elsewhere);
  return {
    site,
    ...(uri ? { uri } : {}),
    elsewhere,
    options,
    driver,
    version,
    ...(frameworkVersion ? { frameworkVersion } : {}),
    cases,
    outcome: agreed(cases, 'outcome'),
    tls: agreed(running, 'tls'),
    chain: agreed(running, 'chain'),
    hostname: agreed(running, 'hostname'),
    crl: agreed(running, 'crl'),
    clientCertificate: agreed(running, 'clientCertificate'),
    origins: originsOf(running, options),
    hosts,
    local: hosts.known
      ? { known: true, value: hosts.value.every((h) => isLoopback(h) || matchesHost(h, config.localHosts)) }
      : hosts,
  };
}

/** The version in use: of the driver itself, else none (the newest is assumed and said so). */
function versionOf(driver: DriverModel, workspace: Workspace): DriverVersion | undefined {
  return workspace.versions[driver.id];
}

/** What runs is the image that is named; what keys show is less than what a manifest says. */
function versionOfFramework(
  { driver: { frameworkVersion } }: ConnectionSite,
  installed: DriverVersion | undefined,
): DriverVersion | undefined {
  return frameworkVersion?.exact === undefined ? (installed ?? frameworkVersion) : frameworkVersion;
}

function collectCases(
  site: ConnectionSite,
  uri: ParsedUri | undefined,
  elsewhere: string | undefined,
  driver: DriverModel | undefined,
  version: DriverVersion | undefined,
  frameworkVersions: readonly (string | undefined)[],
): OutlookCase[] {
  if (site.kind === 'serverConfig' || site.context === 'reference' || driver?.id === 'mongod') return [];
  const models = driver
    ? [driver]
    : (site.driver.candidates ?? usualDrivers).flatMap((id) => drivers.find((d) => d.id === id) ?? []);
  const framework = frameworkById(site.driver.framework);
  const cases: OutlookCase[] = [];
  for (const model of models) {
    const queries = variants(site, uri, elsewhere, model);
    for (const v of versionsIn(driver ? version : undefined, model)) {
      for (const query of queries) {
        const backend = version?.extras?.includes('pyopenssl') ? ({ backend: 'pyopenssl' } as const) : {};
        const extras = driver && version?.extras ? { extras: version.extras } : {};
        const asked = { ...query, version: v, ...backend, ...extras };
        for (const frameworkVersion of frameworkVersions) {
          const behind = through(framework, asked, frameworkVersion);
          cases.push({
            driver: model.id,
            version: v,
            prediction: behind.back(predict(model, behind.query)),
          });
        }
      }
    }
  }
  return cases;
}

/** Predictions are pure: one edit changes one connection, the others are answered from here. */
const cache = new Map<string, Prediction>();

/** The driver's answer, which does not depend on what servers and files are called: while a name is typed nothing is asked anew. */
function predict(model: DriverModel, query: PredictQuery): Prediction {
  const form = query.uri === undefined ? undefined : plainHostsOf(query.uri)?.form;
  const plain = withPlainPaths(form === undefined ? query : { ...query, uri: form });
  if (plain !== query) {
    const answer = predictCached(model, plain);
    if (!namesStandIn(answer)) return answer;
  }
  return predictCached(model, query);
}

/** True when the driver's words hold the name of a server or of a file. */
function namesStandIn({ message, warnings }: Prediction): boolean {
  const holds = (words: string): boolean => words.includes(standIn) || words.includes(pathStandIn);
  return (message !== undefined && holds(message)) || warnings.some(holds);
}

function predictCached(model: DriverModel, query: PredictQuery): Prediction {
  const key = JSON.stringify(query);
  let answer = cache.get(key);
  if (!answer) {
    if (cache.size > 5000) cache.clear();
    cache.set(key, (answer = model.predict(query)));
  }
  return answer;
}

/** Every reading of a site that cannot be ruled out, as questions to a driver model. */
function variants(
  site: ConnectionSite,
  uri: ParsedUri | undefined,
  elsewhere: string | undefined,
  model: DriverModel,
): PredictQuery[] {
  const env = site.environment ? { env: site.environment } : {};
  const framework = frameworkById(site.driver.framework);
  const written = site.options.filter(
    (o) => !site.dropped?.includes(o.name) && !isBesideThePoint(site, o, model),
  );
  // An application hands on what its configuration says; which driver it uses is not known, so the URI's names stand for it.
  const handedOn = (o: WrittenOption): string | undefined =>
    isApplication(site) && o.place === 'options' ? specifiedName(o.name) : undefined;
  const slots: string[] = [];
  const conditional: string[] = [];
  let tlsWritten = false;
  for (const o of uri?.options ?? []) {
    if (o.hole && isBoolean(model, o.name, 'uri')) slots.push(`uri ${o.name}`);
    if (isTls(plainName(o.name))) tlsWritten = true;
  }
  for (const o of written) {
    const name = handedOn(o);
    if (
      !o.value.known &&
      (name ? isBoolean(model, name, 'uri') : isBoolean(model, o.name, o.place, site.driver.framework))
    )
      slots.push(`option ${o.name}`);
    if (o.conditional) conditional.push(`maybe ${o.name}`);
    if (isTls(plainName(o.name)) || name === 'tls' || catalogueOption(model, o)?.sets === 'tls')
      tlsWritten = true;
  }
  // A URI that is not seen (`MongoClient(url, …)`) may start TLS: nothing may be said of what it leaves out.
  const unseen =
    !uri && elsewhere === undefined && !site.hosts && (site.kind !== 'cli' || site.reads !== undefined);
  slots.push(...conditional);
  if ((site.open || uri?.open || unseen) && !tlsWritten) slots.push('open');
  const queries: PredictQuery[] = [];
  for (const on of combinations(slots)) {
    const options: Record<string, unknown> = {};
    const query: string[] = [];
    for (const option of written) {
      if (option.conditional && !on.has(`maybe ${option.name}`)) continue;
      const name = site.hosts?.known && !uri ? undefined : handedOn(option);
      if (name !== undefined) {
        const value = option.value.known
          ? option.value.value
          : isBoolean(model, name, 'uri')
            ? on.has(`option ${option.name}`)
            : 'x';
        query.push(`${name}=${typeof value === 'object' ? 'x' : encodeURIComponent(String(value))}`);
        continue;
      }
      options[nameFor(framework, option).replace(/^-+/, '')] = concrete(
        option,
        on.has(`option ${option.name}`),
        model,
        site.driver.framework,
      );
    }
    // The name beside a password is not delivered; without one a driver refuses most mechanisms.
    if (options['password'] !== undefined && !uri?.user && takesName.has(model.id))
      options['username'] ??= 'x';
    const stand = elsewhere ?? (unseen ? `mongodb://${unknownHost}/` : undefined);
    if (on.has('open') && !uri && stand === undefined) options['tls'] = true;
    const host = site.hosts?.known ? { host: site.hosts.value } : {};
    queries.push({
      driver: model.id,
      ...(uri || stand !== undefined
        ? {
            uri: withQuery(
              concreteUri(
                uri ? site.uri!.mapped.text : stand!,
                (name) => on.has(`uri ${name}`),
                (name) => isBoolean(model, name, 'uri'),
                on.has('open'),
              ),
              query,
            ),
          }
        : host),
      ...(Object.keys(options).length > 0 ? { options } : {}),
      ...env,
    });
  }
  return queries;
}

function isTls(name: string): boolean {
  return name === 'tls' || name === 'ssl';
}

/** Drivers whose clients take a user's name and password beside the URI. */
const takesName: ReadonlySet<DriverId> = new Set(['pymongo', 'motor', 'mongoengine']);

/** True for what says nothing about TLS and whose value the driver would not get like this. */
function isBesideThePoint(site: ConnectionSite, option: WrittenOption, model: DriverModel): boolean {
  if (option.place !== 'options') return false;
  // Any text would be refused in the place of a yes or no that is not known.
  if (/^retry_?writes$/i.test(option.name)) return !option.value.known;
  if (!/^pass(?:word)?$/.test(option.name)) return false;
  // A part of `auth` or of the URI; mongoose makes `auth` of `user` and `pass`; a framework puts it into the URI.
  if (option.within !== undefined || (option.name === 'pass' && model.id === 'mongoose')) return true;
  return site.driver.framework !== undefined && (model.id === 'node' || model.id === 'mongoose');
}

const configurations: ReadonlySet<string> = new Set(
  'env yaml json properties toml ini xml hcl hocon prisma conf'.split(' '),
);

/** Whose URI it is, where the text does not say: the project's, when it stands in its configuration. Options beside it have the application's names. */
function ofProject(site: ConnectionSite, project: SiteDriver | undefined): ConnectionSite {
  const { driver } = site;
  return project &&
    site.uri &&
    site.kind === 'uri' &&
    driver.id === 'unknown' &&
    !driver.framework &&
    !driver.candidates &&
    !driver.foreign &&
    site.finder !== 'hcl' &&
    configurations.has(site.finder)
    ? { ...site, driver: project }
    : site;
}

/** True for the configuration of an application whose driver is not known. */
function isApplication(site: ConnectionSite): boolean {
  return site.driver.id === 'unknown' && !site.driver.framework && configurations.has(site.finder);
}

function withQuery(uri: string, query: readonly string[]): string {
  if (query.length === 0) return uri;
  const path = uri.slice(uri.indexOf('://') + 3);
  return uri + (path.includes('?') ? '&' : path.includes('/') ? '?' : '/?') + query.join('&');
}

const onlyNone: readonly ReadonlySet<string>[] = [new Set()];

/** Sets of the slots that are "on": all combinations while there are few, else all, none and each alone. */
function combinations(slots: readonly string[]): readonly ReadonlySet<string>[] {
  if (slots.length === 0) return onlyNone;
  if (2 ** slots.length <= maxVariants) {
    return Array.from(
      { length: 2 ** slots.length },
      (_, bits) => new Set(slots.filter((_, i) => bits & (1 << i))),
    );
  }
  return [new Set<string>(), new Set(slots), ...slots.slice(0, maxVariants - 2).map((s) => new Set([s]))];
}

function isBoolean(
  model: DriverModel,
  name: string,
  place: WrittenOption['place'],
  framework?: string,
): boolean {
  if (
    place !== 'uri' &&
    frameworkById(framework)?.options.some((o) => o.name === name && o.type === 'boolean')
  )
    return true;
  const span = { start: 0, end: 0 };
  const entry = catalogueOption(model, {
    name,
    place,
    value: { known: false, why: 'expression' },
    syntax: 'other',
    span,
    nameSpan: span,
    valueSpan: span,
  });
  return entry?.type === 'boolean';
}

/** A value for an option that the model can work with; unknown texts and secrets are `x`. */
function concrete(option: WrittenOption, on: boolean, model: DriverModel, framework?: string): unknown {
  if (option.checks) return codeThatChecks(option.checks);
  if (!option.value.known) {
    if (isBoolean(model, option.name, option.place, framework)) return on;
    return catalogueOption(model, option)?.type === 'number' ? 1000 : 'x';
  }
  const value = option.value.value;
  return typeof value === 'object' && value !== null ? 'x' : value;
}

/** Stands for a host that is not known: of three parts, because drivers refuse a shorter name with mongodb+srv. */
const unknownHost = 'hole.example.invalid';

/** The URI with its holes and placeholders filled, so that a driver can read it. */
function concreteUri(
  text: string,
  isOn: (name: string) => boolean,
  boolean: (name: string) => boolean,
  open: boolean,
): string {
  if (!open && !text.includes(HOLE) && !text.includes('<') && !text.includes('{')) return text;
  const scheme = /^mongodb(?:\+srv)?:\/\//i.exec(text)![0];
  const body = text.slice(scheme.length).replace(/<[^<>]*>|\{\{[^{}]*\}\}|\$?\{[^{}]*\}/g, HOLE);
  const question = body.search(/\?(?=[\w.\uFFFC]*(?:=|$|\uFFFC))/);
  const head = (question < 0 ? body : body.slice(0, question))
    .replace(/:\uFFFC(?=[,/]|$)/g, (all, at: number) => (body.lastIndexOf('@') > at ? all : ':27017'))
    .replace(/^\uFFFC$|(?<=[@,])\uFFFC(?=[,/]|$)|^\uFFFC(?=[,/])/g, unknownHost)
    .replaceAll(HOLE, 'x');
  if (question < 0) return scheme + head + (open ? (head.includes('/') ? '?tls=true' : '/?tls=true') : '');
  const pieces = body
    .slice(question + 1)
    .split('&')
    .flatMap((piece) => {
      const equals = piece.indexOf('=');
      const name = equals < 0 ? piece : piece.slice(0, equals);
      if (!piece.includes(HOLE)) return [piece];
      if (equals < 0 || name.includes(HOLE)) return [];
      const filler = boolean(name) ? String(isOn(name)) : /ms$|size$|level$/i.test(name) ? '1000' : 'x';
      const value = piece.slice(equals + 1);
      return [
        `${name}=${value === HOLE ? filler : value.endsWith(HOLE) && /^(?:true|false)\uFFFC$/.test(value) ? value.slice(0, -1) : value.replaceAll(HOLE, filler)}`,
      ];
    });
  if (open) pieces.push('tls=true');
  return scheme + head + (pieces.length > 0 ? '?' + pieces.join('&') : '');
}

function uriOptions(uri: ParsedUri): WrittenOption[] {
  return uri.options.map((o) => ({
    name: o.name,
    place: 'uri' as const,
    value: o.hole ? { known: false as const, why: 'hole' as const } : { known: true as const, value: o.raw },
    syntax: 'uri' as const,
    span: o.span,
    nameSpan: o.nameSpan,
    valueSpan: o.valueSpan,
    removeSpan: o.removeSpan,
  }));
}

/** What all predictions say, when they say the same. */
function agreed<K extends keyof Prediction>(cases: readonly OutlookCase[], key: K): Value<Prediction[K]> {
  const [first] = cases;
  if (!first) return { known: false, why: 'driver' };
  const value = first.prediction[key];
  for (const { prediction } of cases)
    if (prediction[key] !== value) return { known: false, why: 'expression' };
  return { known: true, value };
}

const aspects: readonly Aspect[] = ['tls', 'chain', 'hostname', 'crl', 'clientCertificate'];

function originsOf(
  cases: readonly OutlookCase[],
  options: readonly WrittenOption[],
): Partial<Record<Aspect, Origin>> {
  const origins: Partial<Record<Aspect, Origin>> = {};
  for (const aspect of aspects) {
    let decision: Decision | undefined;
    for (const { prediction } of cases) {
      const decided = prediction.decidedBy[aspect];
      if (decided && (!decision || (decided.kind === 'option' && decision.kind !== 'option')))
        decision = decided;
    }
    if (decision) origins[aspect] = originOf(decision, options);
  }
  return origins;
}

function originOf(decision: Decision, options: readonly WrittenOption[]): Origin {
  if (decision.kind !== 'option') return { decision };
  const wanted = decision.name.toLowerCase();
  const exact = options.filter(
    (o) =>
      plainName(o.name) === wanted ||
      (o.within !== undefined && `${o.within}.${o.name}`.toLowerCase() === wanted),
  );
  const same =
    exact.length > 0
      ? exact
      : options.filter((o) => o.place === 'options' && specifiedName(o.name)?.toLowerCase() === wanted);
  const option = same.find((o) => (o.place === 'uri') === (decision.place === 'uri')) ?? same[0];
  return { decision, ...(option ? { option } : {}) };
}

function hostsOf(
  site: ConnectionSite,
  uri: ParsedUri | undefined,
  elsewhere: readonly VariableDefinition[],
): Value<readonly string[]> {
  if (uri) {
    const unknown = uri.hosts.some((h) => h.hole || h.placeholder) || uri.open;
    if (!unknown) return { known: true, value: uri.hosts.map((h) => h.host) };
    return site.hosts?.known ? site.hosts : { known: false, why: 'hole' };
  }
  const [first, ...others] = parsedElsewhere(elsewhere).map((u) => hostsOf(site, u, []));
  if (first?.known && others.every((o) => o.known && o.value.join() === first.value.join())) return first;
  return site.hosts ?? { known: false, why: 'expression' };
}

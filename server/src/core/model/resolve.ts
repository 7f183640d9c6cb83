/**
 * From a site to its outlook: what the driver will do, and who decided it.
 *
 * A driver model answers for concrete values. Whatever cannot be read (a hole, a variable, options set under a
 * condition, a range of versions, an unknown driver) is tried both ways, and only what holds every time is known.
 */
import { driverById, drivers } from '../drivers';
import { frameworkById, through, versionsOfFramework } from '../drivers/frameworks';
import { codeThatChecks } from '../drivers/query';
import { versionsIn } from '../drivers/versionsIn';
import { HOLE } from '../text/mappedText';
import { parseUri } from '../uri/parseUri';
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
  Value,
  VariableDefinition,
  Workspace,
  WrittenOption,
} from '../types';
import { definitionsFor, mayBeSettled, parsedElsewhere, urisElsewhere } from './definitions';
import { isLoopback, matchesHost } from './hosts';
import { catalogueOption, specifiedName } from './meaning';

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
export function resolve(written: ConnectionSite, workspace: Workspace, config: AnalysisConfig): Outlook {
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
  const frameworkVersion = framework && workspace.versions[framework.id];
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
    outcome: agreed(cases.map((c) => c.prediction.outcome)),
    tls: agreed(running.map((c) => c.prediction.tls)),
    chain: agreed(running.map((c) => c.prediction.chain)),
    hostname: agreed(running.map((c) => c.prediction.hostname)),
    crl: agreed(running.map((c) => c.prediction.crl)),
    clientCertificate: agreed(running.map((c) => c.prediction.clientCertificate)),
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
            prediction: behind.back(predictCached(model, behind.query)),
          });
        }
      }
    }
  }
  return cases;
}

/** Predictions are pure: one edit changes one connection, the others are answered from here. */
const cache = new Map<string, Prediction>();

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
  const written = site.options.filter((o) => !site.dropped?.includes(o.name));
  // An application hands on what its configuration says; which driver it uses is not known, so the URI's names stand for it.
  const handedOn = (o: WrittenOption): string | undefined =>
    isApplication(site) && o.place === 'options' ? specifiedName(o.name) : undefined;
  const unknownBooleans = [
    ...(uri?.options ?? [])
      .filter((o) => o.hole && isBoolean(model, o.name, 'uri'))
      .map((o) => `uri ${o.name}`),
    ...written
      .filter(
        (o) =>
          !o.value.known &&
          (handedOn(o)
            ? isBoolean(model, handedOn(o)!, 'uri')
            : isBoolean(model, o.name, o.place, site.driver.framework)),
      )
      .map((o) => `option ${o.name}`),
  ];
  const conditional = written.filter((o) => o.conditional).map((o) => `maybe ${o.name}`);
  const tlsWritten =
    [...(uri?.options ?? []), ...written].some((o) => /^-*(tls|ssl)$/i.test(o.name)) ||
    written.some((o) => handedOn(o) === 'tls' || catalogueOption(model, o)?.sets === 'tls');
  // A URI that is not seen (`MongoClient(url, …)`) may start TLS: nothing may be said of what it leaves out.
  const unseen =
    !uri && elsewhere === undefined && !site.hosts && (site.kind !== 'cli' || site.reads !== undefined);
  const openSlot = (site.open || uri?.open || unseen) && !tlsWritten ? ['open'] : [];
  const slots = [...unknownBooleans, ...conditional, ...openSlot];
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
      options[option.name.replace(/^-+/, '')] = concrete(
        option,
        on.has(`option ${option.name}`),
        model,
        site.driver.framework,
      );
    }
    const stand = elsewhere ?? (unseen ? 'mongodb://hole.invalid/' : undefined);
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

const configurations: ReadonlySet<string> = new Set(
  'env yaml json properties toml ini xml hcl hocon prisma conf'.split(' '),
);

/** True for the configuration of an application whose driver is not known. */
function isApplication(site: ConnectionSite): boolean {
  return site.driver.id === 'unknown' && !site.driver.framework && configurations.has(site.finder);
}

function withQuery(uri: string, query: readonly string[]): string {
  if (query.length === 0) return uri;
  const path = uri.slice(uri.indexOf('://') + 3);
  return uri + (path.includes('?') ? '&' : path.includes('/') ? '?' : '/?') + query.join('&');
}

/** Sets of the slots that are "on": all combinations while there are few, else all, none and each alone. */
function combinations(slots: readonly string[]): ReadonlySet<string>[] {
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

/** The URI with its holes and placeholders filled, so that a driver can read it. */
function concreteUri(
  text: string,
  isOn: (name: string) => boolean,
  boolean: (name: string) => boolean,
  open: boolean,
): string {
  const scheme = /^mongodb(?:\+srv)?:\/\//i.exec(text)![0];
  const body = text.slice(scheme.length).replace(/<[^<>]*>|\{\{[^{}]*\}\}|\$?\{[^{}]*\}/g, HOLE);
  const question = body.search(/\?(?=[\w.\uFFFC]*(?:=|$|\uFFFC))/);
  const head = (question < 0 ? body : body.slice(0, question))
    .replace(/:\uFFFC(?=[,/]|$)/g, (all, at: number) => (body.lastIndexOf('@') > at ? all : ':27017'))
    .replace(/^\uFFFC$|(?<=[@,])\uFFFC(?=[,/]|$)|^\uFFFC(?=[,/])/g, 'hole.invalid')
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

/** The common value, when there is one. */
function agreed<T>(values: readonly T[]): Value<T> {
  if (values.length === 0) return { known: false, why: 'driver' };
  return values.every((v) => v === values[0])
    ? { known: true, value: values[0]! }
    : { known: false, why: 'expression' };
}

const aspects: readonly Aspect[] = ['tls', 'chain', 'hostname', 'crl', 'clientCertificate'];

function originsOf(
  cases: readonly OutlookCase[],
  options: readonly WrittenOption[],
): Partial<Record<Aspect, Origin>> {
  const origins: Partial<Record<Aspect, Origin>> = {};
  for (const aspect of aspects) {
    const decisions = cases.flatMap((c) => c.prediction.decidedBy[aspect] ?? []);
    const decision = decisions.find((d) => d.kind === 'option') ?? decisions[0];
    if (decision) origins[aspect] = originOf(decision, options);
  }
  return origins;
}

function originOf(decision: Decision, options: readonly WrittenOption[]): Origin {
  if (decision.kind !== 'option') return { decision };
  const wanted = decision.name.toLowerCase();
  const exact = options.filter((o) => o.name.replace(/^-+/, '').toLowerCase() === wanted);
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
    return unknown ? { known: false, why: 'hole' } : { known: true, value: uri.hosts.map((h) => h.host) };
  }
  const [first, ...others] = parsedElsewhere(elsewhere).map((u) => hostsOf(site, u, []));
  if (first?.known && others.every((o) => o.known && o.value.join() === first.value.join())) return first;
  return site.hosts ?? { known: false, why: 'expression' };
}

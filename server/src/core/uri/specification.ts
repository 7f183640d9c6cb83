/**
 * What the official specifications say of a connection string: which ones a driver must refuse, and which options it
 * must warn of and ignore. Facts from mongodb/specifications @92b3c0b9: connection-string-spec.md, uri-options.md,
 * auth.md, load-balancers.md, read-write-concern.md, initial-dns-seedlist-discovery.md, polling-srv-records, socks5-support.
 */
import { HOLE } from '../text/mappedText';
import type { ParsedUri, Span, UriOption } from '../types';
import { decode, hasBadEscape } from './percent';
import { isPlaceholderPort } from './secrets';

/** A breach of a specification. `error`: drivers must refuse the URI; `warning`: they must ignore the option and warn. */
export interface SpecificationProblem {
  readonly topic:
    | 'syntax'
    | 'option-value'
    | 'unknown-option'
    | 'write-concern'
    | 'authentication'
    | 'proxy'
    | 'srv'
    | 'load-balanced';
  readonly level: 'error' | 'warning';
  /** What is wrong and what to do, as a sentence. */
  readonly message: string;
  readonly span: Span;
}

interface Integer {
  readonly min?: number;
  readonly max?: number;
  /** Allowed below `min`. */
  readonly except?: number;
}
type Kind = 'boolean' | 'any' | 'tags' | 'properties' | Integer | readonly string[];

/** uri-options.md, the list of specified options, and the ones of the driver specifications that it refers to. Lower-case names. */
const specified: Readonly<Record<string, Kind>> = {
  appname: 'any',
  authmechanism: 'any',
  authmechanismproperties: 'properties',
  authsource: 'any',
  compressors: 'any',
  connecttimeoutms: { min: 0 },
  directconnection: 'boolean',
  enableoverloadretargeting: 'boolean',
  heartbeatfrequencyms: { min: 500 },
  journal: 'boolean',
  loadbalanced: 'boolean',
  localthresholdms: { min: 0 },
  maxadaptiveretries: { min: 0 },
  maxconnecting: { min: 1 },
  maxidletimems: { min: 0 },
  maxpoolsize: { min: 0 },
  maxstalenessseconds: { min: 90, except: -1 },
  minpoolsize: { min: 0 },
  proxyhost: 'any',
  proxyport: { min: 0, max: 65535 },
  proxyusername: 'any',
  proxypassword: 'any',
  readconcernlevel: 'any',
  readpreference: ['primary', 'primaryPreferred', 'secondary', 'secondaryPreferred', 'nearest'],
  readpreferencetags: 'tags',
  replicaset: 'any',
  retryreads: 'boolean',
  retrywrites: 'boolean',
  servermonitoringmode: ['auto', 'stream', 'poll'],
  serverselectiontimeoutms: { min: 0 },
  serverselectiontryonce: 'boolean',
  sockettimeoutms: { min: 0 },
  srvmaxhosts: { min: 0 },
  srvservicename: 'any',
  ssl: 'boolean',
  timeoutms: { min: 0 },
  tls: 'boolean',
  tlsallowinvalidcertificates: 'boolean',
  tlsallowinvalidhostnames: 'boolean',
  tlscafile: 'any',
  tlscertificatekeyfile: 'any',
  tlscertificatekeyfilepassword: 'any',
  tlscrlfile: 'any',
  tlsdisablecertificaterevocationcheck: 'boolean',
  tlsdisableocspendpointcheck: 'boolean',
  tlsinsecure: 'boolean',
  w: 'any',
  waitqueuetimeoutms: { min: 0 },
  wtimeoutms: { min: 0 },
  zlibcompressionlevel: { min: -1, max: 9 },
};

/** Options about TLS have rules of their own that say more. */
const ownRules = new Set([
  'tls',
  'ssl',
  'tlsinsecure',
  'tlsallowinvalidcertificates',
  'tlsallowinvalidhostnames',
  'tlsdisableocspendpointcheck',
  'tlsdisablecertificaterevocationcheck',
]);

/** True when the specification defines the option. */
export function isSpecified(name: string): boolean {
  return Object.hasOwn(specified, name.toLowerCase());
}

/** Everything that the specifications say against a URI. Parts with holes or placeholders are not judged. */
export function checkSpecification(uri: ParsedUri): readonly SpecificationProblem[] {
  let problems = answers.get(uri);
  if (!problems) answers.set(uri, (problems = check(uri)));
  return problems;
}

/** One rule a topic asks for the same URI: it is judged once. */
const answers = new WeakMap<ParsedUri, readonly SpecificationProblem[]>();

/** The parts of the specifications, each with the options without which it has nothing to say; in the order of the problems. */
const chapters: readonly {
  readonly about?: readonly string[];
  readonly check: (uri: ParsedUri, problems: SpecificationProblem[]) => void;
}[] = [
  { check: checkSyntax },
  { check: checkValues },
  { about: ['w'], check: checkWriteConcern },
  { check: checkUserInfo },
  { about: ['authmechanism', 'authsource'], check: checkAuthentication },
  { about: ['proxyhost', 'proxyport', 'proxyusername', 'proxypassword'], check: checkProxy },
  { about: ['srvmaxhosts', 'srvservicename'], check: checkSrv },
  { about: ['loadbalanced'], check: checkLoadBalanced },
];

function check(uri: ParsedUri): readonly SpecificationProblem[] {
  const names = new Set(uri.options.map((o) => o.name.toLowerCase()));
  const problems: SpecificationProblem[] = [];
  for (const { about, check } of chapters)
    if (!about || about.some((name) => names.has(name))) check(uri, problems);
  return problems;
}

function isOpen(text: string): boolean {
  return text.includes(HOLE) || /[<>{}$]/.test(text);
}

function checkSyntax(uri: ParsedUri, problems: SpecificationProblem[]): void {
  const error = (message: string, span: Span): void =>
    void problems.push({ topic: 'syntax', level: 'error', message, span });
  for (const problem of uri.problems) {
    if (problem.id === 'user-info-unescaped')
      error(
        'The user name or password holds a character that must be percent-encoded (: / ? # [ ] @): drivers cannot tell where it ends, and refuse it. Percent-encode it, for example @ as %40',
        problem.span,
      );
    // What a template puts there (`%{ if tls }`) may bring a value.
    const option = uri.options.find((o) => o.span.start === problem.span.start);
    if (problem.id === 'option-without-value' && !isOpen(option?.name ?? ''))
      error(
        'This option has no value: drivers refuse a URI with an option that is not name=value. Give it a value or remove it',
        problem.span,
      );
  }
  if (uri.user && !uri.user.hole && hasBadEscape(uri.user.text))
    error(
      'A % in the user name is not followed by two hexadecimal digits: drivers refuse that. Write %25 for a percent sign',
      uri.user.span,
    );
  if (uri.password?.badEscape && !uri.password.hole)
    error(
      'A % in the password is not followed by two hexadecimal digits: drivers refuse that. Write %25 for a percent sign',
      uri.password.span,
    );
  const single = uri.hosts.length === 1;
  for (const host of uri.hosts) {
    if (host.hole || isOpen(host.text)) continue;
    if (host.text === '' || (host.host === '' && !host.text.startsWith('['))) {
      // A bare scheme is a prefix in code, not a connection.
      if (single && !uri.database && uri.options.length === 0 && !uri.user && host.text === '') continue;
      error(
        'A host is missing here: drivers refuse the URI. Name a host',
        host.span.end > host.span.start ? host.span : uri.schemeSpan,
      );
      continue;
    }
    const colons = host.text.replace(/^\[[^\]]*\]/, '').split(':').length - 1;
    if (colons > 1)
      error(
        'The host holds more than one colon: drivers refuse it. Write host:port, and an IPv6 address in brackets',
        host.span,
      );
    else if (
      host.port !== undefined &&
      !isPlaceholderPort(host.port) &&
      (!/^\d+$/.test(host.port) || Number(host.port) < 1 || Number(host.port) > 65535)
    )
      error('The port is not a number from 1 to 65535: drivers refuse the URI', host.span);
  }
  if (
    uri.database &&
    !uri.database.hole &&
    !isOpen(uri.database.text) &&
    uri.scheme === 'mongodb' &&
    /[/@]/.test(uri.database.text)
  )
    error(
      'A / or @ stands where the database name is: either a / in front of it must be percent-encoded as %2F (in a user name, password or socket path), or the name is wrong. Drivers refuse the URI',
      uri.database.span,
    );
}

function checkValues(uri: ParsedUri, problems: SpecificationProblem[]): void {
  for (const option of uri.options) {
    const name = option.name.toLowerCase();
    if (option.hole || isOpen(option.raw) || ownRules.has(name)) continue;
    const kind = Object.hasOwn(specified, name) ? specified[name] : undefined;
    if (kind === undefined) continue;
    if (
      option.valueSpan.start === option.valueSpan.end &&
      uri.problems.some((p) => p.span.start === option.span.start)
    )
      continue;
    const problem = valueProblem(kind, decode(option.raw), option.raw);
    if (problem)
      problems.push({
        topic: 'option-value',
        level: 'warning',
        message: `${option.name} must be ${problem}: drivers ignore this value with a warning, or refuse it`,
        span: option.span,
      });
  }
}

/** read-write-concern.md: a negative number of members, and an acknowledgement in the journal that nobody waits for. */
function checkWriteConcern(uri: ParsedUri, problems: SpecificationProblem[]): void {
  const error = (message: string, span: Span): void =>
    void problems.push({ topic: 'write-concern', level: 'error', message, span });
  const w = valueOf(uri, 'w');
  if (!w || w.hole || uri.open) return;
  if (/^-\d+$/.test(w.raw))
    error('w is a number of members and cannot be negative: drivers refuse it or ignore it', w.span);
  if (w.raw === '0' && flag(valueOf(uri, 'journal')) === true)
    error(
      'w=0 does not wait for the server, and journal=true asks for its answer: drivers refuse both together. Remove one',
      w.span,
    );
}

/** What the value must be; undefined when it is. */
function valueProblem(kind: Kind, value: string, raw: string): string | undefined {
  if (kind === 'any') return undefined;
  if (kind === 'boolean') return value === 'true' || value === 'false' ? undefined : 'true or false';
  if (kind === 'tags')
    return value === '' || value.split(',').every((pair) => pair.includes(':'))
      ? undefined
      : 'a list of name:value pairs';
  if (kind === 'properties') {
    // The value is decoded first: an encoded comma splits all the same.
    return raw === '' ||
      decode(raw)
        .split(',')
        .every((pair) => pair.includes(':'))
      ? undefined
      : 'a list of NAME:value pairs (a comma cannot stand in a value)';
  }
  if ('min' in kind || 'max' in kind) {
    const { min, max, except } = kind as Integer;
    const number = /^[+-]?\d+$/.test(value) ? Number(value) : NaN;
    if (number === except) return undefined;
    if (!Number.isNaN(number) && number >= (min ?? -Infinity) && number <= (max ?? Infinity))
      return undefined;
    return max === undefined ? `a whole number of at least ${min}` : `a whole number from ${min} to ${max}`;
  }
  const values = kind as readonly string[];
  return values.includes(value) ? undefined : `one of ${values.join(', ')}`;
}

function valueOf(uri: ParsedUri, name: string): UriOption | undefined {
  return uri.options.find((o) => o.name.toLowerCase() === name);
}

/** True, false, or undefined where it is not written or not known. */
function flag(option: UriOption | undefined): boolean | undefined {
  if (!option || option.hole) return undefined;
  return option.raw === 'true' ? true : option.raw === 'false' ? false : undefined;
}

function hasEmptyUser({ user }: ParsedUri): boolean {
  return user !== undefined && user.text === '' && !user.hole;
}

function checkUserInfo(uri: ParsedUri, problems: SpecificationProblem[]): void {
  if (!hasEmptyUser(uri)) return;
  const { span } = uri.user!;
  problems.push({
    topic: 'authentication',
    level: 'error',
    message:
      'There is an @ but no user name in front of it: drivers refuse that. Write a user name or remove the @',
    span: span.end > span.start ? span : uri.schemeSpan,
  });
}

function checkAuthentication(uri: ParsedUri, problems: SpecificationProblem[]): void {
  const error = (message: string, span: Span): void =>
    void problems.push({ topic: 'authentication', level: 'error', message, span });
  const mechanism = valueOf(uri, 'authmechanism');
  const source = valueOf(uri, 'authsource');
  const properties = valueOf(uri, 'authmechanismproperties');
  const user = uri.user;
  const unknown = uri.open || user?.hole || mechanism?.hole;
  if (
    source &&
    !source.hole &&
    source.raw === '' &&
    !uri.problems.some((p) => p.id === 'option-without-value' && p.span.start === source.span.start)
  )
    error(
      'authSource is empty: drivers refuse that. Name the database that holds the user, or remove authSource',
      source.span,
    );
  if (!mechanism || unknown || hasEmptyUser(uri)) return;
  const name = decode(mechanism.raw);
  const hasUser = user !== undefined && user.text !== '';
  const hasPassword = uri.password !== undefined && !uri.password.empty;
  const property = new Map(
    (properties && !properties.hole ? decode(properties.raw) : '').split(',').flatMap((pair) => {
      const colon = pair.indexOf(':');
      return colon > 0 ? [[pair.slice(0, colon).toUpperCase(), pair.slice(colon + 1)] as const] : [];
    }),
  );
  // Credentials and properties can be given beside the URI as well; what is missing counts only where nothing else can be said.
  switch (name) {
    case 'GSSAPI':
      if (
        source &&
        !source.hole &&
        !isOpen(source.raw.replace(/^\$external$/, '')) &&
        !['$external', ''].includes(decode(source.raw))
      )
        error(
          'GSSAPI users are in $external: drivers refuse another authSource. Remove authSource',
          source.span,
        );
      if (!hasUser)
        error(
          'GSSAPI needs a user name (the Kerberos principal): drivers refuse to start without one',
          mechanism.span,
        );
      if (
        property.has('CANONICALIZE_HOST_NAME') &&
        !['none', 'forward', 'forwardAndReverse', 'true', 'false'].includes(
          property.get('CANONICALIZE_HOST_NAME')!,
        )
      )
        error(
          'CANONICALIZE_HOST_NAME must be none, forward or forwardAndReverse: drivers refuse other values',
          properties!.span,
        );
      break;
    case 'PLAIN':
    case 'SCRAM-SHA-1':
    case 'SCRAM-SHA-256':
      if (!hasUser)
        error(
          `${name} needs a user name: drivers refuse to start without one. Write it in front of the host, or remove authMechanism`,
          mechanism.span,
        );
      break;
    case 'MONGODB-AWS':
      if (hasUser && hasPassword && uri.hosts.length > 0 && property.size === 0 && user.text === '') break;
      if (hasUser && !hasPassword)
        error(
          'MONGODB-AWS with a user name (the access key) needs a password (the secret key): drivers refuse one without the other',
          mechanism.span,
        );
      if (!hasUser && property.has('AWS_SESSION_TOKEN'))
        error(
          'AWS_SESSION_TOKEN needs an access key and a secret key as user name and password: drivers refuse it alone',
          properties!.span,
        );
      break;
    case 'MONGODB-OIDC':
      checkOidc(uri, mechanism, properties, property, hasUser, hasPassword, problems);
      break;
    default:
      break;
  }
}

/** auth.md, MONGODB-OIDC. */
function checkOidc(
  uri: ParsedUri,
  mechanism: UriOption,
  properties: UriOption | undefined,
  property: ReadonlyMap<string, string>,
  hasUser: boolean,
  hasPassword: boolean,
  problems: SpecificationProblem[],
): void {
  const error = (message: string, span: Span): void =>
    void problems.push({ topic: 'authentication', level: 'error', message, span });
  if (properties?.hole) return;
  const known = ['ENVIRONMENT', 'TOKEN_RESOURCE', 'ALLOWED_HOSTS', 'PROVIDER_NAME', 'TOKEN_AUDIENCE'];
  const environment = property.get('ENVIRONMENT');
  if (hasPassword) {
    error(
      'MONGODB-OIDC logs in with a token and takes no password: drivers refuse it. Remove the password',
      uri.password!.span,
    );
    return;
  }
  const strange = [...property.keys()].find((key) => !known.includes(key));
  if (strange !== undefined)
    error(`${strange} is no property of MONGODB-OIDC: drivers refuse it`, properties!.span);
  else if (environment === undefined && !properties)
    error(
      'MONGODB-OIDC needs an ENVIRONMENT in authMechanismProperties or a callback in code: with neither, drivers refuse to start',
      mechanism.span,
    );
  else if (environment !== undefined && !['test', 'azure', 'gcp', 'k8s'].includes(environment))
    error('ENVIRONMENT must be azure, gcp or k8s: drivers refuse other values', properties!.span);
  else if (environment === 'test' && hasUser)
    error('ENVIRONMENT:test takes no user name: drivers refuse it', properties!.span);
  else if ((environment === 'gcp' || environment === 'k8s') && hasUser)
    error(`ENVIRONMENT:${environment} takes no user name: drivers refuse it`, properties!.span);
  else if ((environment === 'azure' || environment === 'gcp') && !property.has('TOKEN_RESOURCE'))
    error(
      `ENVIRONMENT:${environment} needs TOKEN_RESOURCE: drivers refuse to start without it`,
      properties!.span,
    );
}

/** socks5-support.md. */
function checkProxy(uri: ParsedUri, problems: SpecificationProblem[]): void {
  const error = (message: string, span: Span): void =>
    void problems.push({ topic: 'proxy', level: 'error', message, span });
  const names = ['proxyhost', 'proxyport', 'proxyusername', 'proxypassword'];
  for (const name of names) {
    const repeated = uri.options.filter((o) => o.name.toLowerCase() === name)[1];
    if (repeated) error(`${repeated.name} is written twice: drivers refuse that. Keep one`, repeated.span);
  }
  if (uri.open) return;
  const [host, port, user, password] = names.map((n) => valueOf(uri, n));
  const lonely = port ?? user ?? password;
  if (lonely && !host)
    error(
      `${lonely.name} has no effect without proxyHost, and drivers refuse it. Add proxyHost`,
      lonely.span,
    );
  else if (user && !password)
    error('proxyUsername needs proxyPassword: drivers refuse one without the other', user.span);
  else if (password && !user)
    error('proxyPassword needs proxyUsername: drivers refuse one without the other', password.span);
}

/** initial-dns-seedlist-discovery.md and uri-options.md. Ports and several hosts have rules of their own. */
function checkSrv(uri: ParsedUri, problems: SpecificationProblem[]): void {
  const error = (message: string, span: Span): void =>
    void problems.push({ topic: 'srv', level: 'error', message, span });
  const max = valueOf(uri, 'srvmaxhosts');
  const service = valueOf(uri, 'srvservicename');
  if (uri.scheme === 'mongodb') {
    for (const option of [max, service])
      if (option)
        error(`${option.name} is only for mongodb+srv://: drivers refuse it here. Remove it`, option.span);
    return;
  }
  if (!max || max.hole || !(Number(max.raw) > 0)) return;
  const replicaSet = valueOf(uri, 'replicaset');
  if (replicaSet)
    error(
      'srvMaxHosts and replicaSet cannot be used together: a replica set needs all its hosts, and drivers refuse it. Remove one',
      max.span,
    );
  if (flag(valueOf(uri, 'loadbalanced')) === true)
    error(
      'srvMaxHosts and loadBalanced=true cannot be used together: drivers refuse it. Remove one',
      max.span,
    );
}

/** load-balancers.md, "URI Validation". */
function checkLoadBalanced(uri: ParsedUri, problems: SpecificationProblem[]): void {
  const error = (message: string, span: Span): void =>
    void problems.push({ topic: 'load-balanced', level: 'error', message, span });
  const option = valueOf(uri, 'loadbalanced');
  if (flag(option) !== true) return;
  if (uri.hosts.length > 1)
    error(
      'loadBalanced=true connects to one load balancer, and the URI names several hosts: drivers refuse it. Keep one host',
      option!.span,
    );
  else if (valueOf(uri, 'replicaset'))
    error(
      'loadBalanced=true and replicaSet cannot be used together: drivers refuse it. Remove one',
      option!.span,
    );
  else if (flag(valueOf(uri, 'directconnection')) === true)
    error(
      'loadBalanced=true and directConnection=true cannot be used together: drivers refuse it. Remove one',
      option!.span,
    );
}

/**
 * Passwords of the login that stand in settings of their own, beside the URI or the host: `mongodb.password`,
 * `MONGO_INITDB_ROOT_PASSWORD`, `password` of a map that says `type: mongodb`. Only what is surely MongoDB's and surely a literal.
 */
import { sourceSpan } from '../../text/mappedText';
import type { ConnectionSite, Span } from '../../types';
import { isLiteralSecret } from '../../uri/secrets';
import type { Scope, Setting } from './settings';

const passwordName = /(?:password|passwd|passwort|pass|pwd)$/;
/** Passwords of keys and stores have rules of their own, the front door of mongo-express (`BASICAUTH`) is no login of MongoDB's. */
const otherPassword = /key|trust|store|pem|tls|ssl|cert|basic|smtp|redis|sql|ldap|proxy/;
const mongoName = /mongo(?!.*(?:exporter|backup))/i;
/** Options that no other product has. */
const mongoOption =
  /^(?:tlsallowinvalid\w+|tlscertificatekeyfile\w*|tlsdisableocsp\w*|sslpem\w+|sslallowinvalid\w+|sslinvalidhostname\w+)$/;
/** Keys by which a map says that it is about MongoDB. */
const kindName =
  /^(?:@?type|engine|driver|backend|kind|dialect|provider|adapter|client|connector|conn_?type|db_?type)$/i;

const lastOf = (s: Setting): string => s.path[s.path.length - 1] ?? '';
const plainName = (s: Setting): string => lastOf(s).toLowerCase().replace(/[-_.]/g, '');
const isVariable = (s: Setting): boolean => s.variable === true || /^[A-Z][A-Z0-9_]+$/.test(lastOf(s));

/** The sites, with the passwords that belong to them; those that belong to none are sites of their own. */
export function withPasswords(
  sites: readonly ConnectionSite[],
  settings: readonly Setting[],
  finder: string,
): readonly ConnectionSite[] {
  const literal = settings.filter(isLiteralPassword);
  if (literal.length === 0) return sites;
  const around = new Surroundings(settings);
  // The user's name as password is the mark of an example.
  const passwords = literal.filter((p) => !around.users.get(homeOf(p))?.has(p.value.text));
  const near = new Map<Scope | string, Set<Setting>>();
  const put = (key: Scope | string, p: Setting): void => {
    const found = near.get(key);
    if (!found) near.set(key, new Set([p]));
    // More in one place are no logins of one connection.
    else if (found.size < 50) found.add(p);
  };
  for (const p of passwords) {
    put(p.scope, p);
    put(homeOf(p), p);
    const prefix = prefixOf(p);
    if (prefix !== undefined) put(prefix, p);
  }
  const taken = new Set<Setting>();
  const joined = sites.map((site) => {
    if ((site.kind !== 'options' && site.kind !== 'uri') || site.context) return site;
    const beside: Setting[] = [];
    for (const at of [...site.options.map((o) => o.span.start), ...(site.uri ? [site.uri.span.start] : [])]) {
      const own = around.places.get(at);
      for (const key of own ? keysOf(own) : []) {
        const found = near.get(key);
        for (const p of found ?? [])
          if (taken.has(p)) found!.delete(p);
          else if (belongs(p, own!, around.kinds)) {
            taken.add(p);
            beside.push(p);
          }
      }
    }
    return beside.length > 0 ? { ...site, passwords: beside.map(placeOf) } : site;
  });
  const alone = passwords.filter((p) => !taken.has(p) && isMongos(p) && !around.isLocal(p));
  return [
    ...joined,
    ...alone.map(
      (p): ConnectionSite => ({
        kind: 'options',
        finder,
        span: p.span,
        options: [],
        // All else about this connection stands elsewhere.
        open: true,
        driver: { id: 'unknown', because: `${p.path.join('.')} names MongoDB` },
        passwords: [placeOf(p)],
      }),
    ),
  ];
}

/** What the settings beside a password say, put together once. */
class Surroundings {
  /** By the place of a setting or its value. */
  readonly places = new Map<number, Setting>();
  readonly users = new Map<Scope, Set<string>>();
  /** Maps that say that they are about MongoDB: `type: mongodb`, `conn_type: mongo`. */
  readonly kinds = new Set<Scope>();
  private readonly hosts = new Map<Scope, boolean>();

  constructor(settings: readonly Setting[]) {
    for (const s of settings) {
      for (const at of [s.span.start, s.valueSpan.start, s.valueSpan.start + 1])
        if (!this.places.has(at)) this.places.set(at, s);
      const name = plainName(s);
      const home = homeOf(s);
      if (/(?:user|username|login)$/.test(name)) {
        const users = this.users.get(home);
        if (users) users.add(s.value.text);
        else this.users.set(home, new Set([s.value.text]));
      }
      if (/(?:host|hosts|hostname|server)$/.test(name)) {
        const local = /^(?:localhost|127\.|\[?::1)/.test(s.value.text);
        this.hosts.set(home, local && this.hosts.get(home) !== false);
      }
      if (kindName.test(lastOf(s)) && /^(?:mongo(?:db|_replset)?|documentdb)$/i.test(s.value.text))
        this.kinds.add(s.scope);
    }
  }

  /** The password of a server on this machine is nobody's secret. */
  isLocal(s: Setting): boolean {
    return this.hosts.get(homeOf(s)) === true;
  }
}

/** The map that a setting stands in; for `name` and `value` pairs of a list the map that has the list. */
function homeOf(s: Setting): Scope {
  return s.variable === true ? (s.scope.parent ?? s.scope) : s.scope;
}

/** Where the passwords of a setting can stand. */
function keysOf(s: Setting): readonly (Scope | string)[] {
  const keys: (Scope | string)[] = [s.scope];
  if (s.scope.parent) keys.push(s.scope.parent);
  for (let i = 1; i < s.path.length && i < 12; i++) keys.push(s.path.slice(0, i).join('.'));
  return keys;
}

/** Without its quotes. */
function placeOf({ value }: Setting): Span {
  return sourceSpan(value, 0, value.text.length);
}

function isLiteralPassword(s: Setting): boolean {
  const name = plainName(s);
  if (!passwordName.test(name) || otherPassword.test(name)) return false;
  if ((s.item !== undefined && !s.variable) || s.block || s.merged) return false;
  return isLiteralSecret(s.value.text.trim());
}

/** By its own name or the names of the maps around it. */
function isMongos(s: Setting): boolean {
  return mongoName.test(lastOf(s)) || prefixOf(s) !== undefined;
}

/** The keys down to the one that names MongoDB, where the setting stands closely below it. */
function prefixOf(s: Setting): string | undefined {
  for (let i = s.path.length - 2; i >= 0 && i >= s.path.length - 4; i--) {
    const key = s.path[i]!;
    if (/^mongo(?:db)?$|[._-]mongo(?:db)?$|^mongo(?:db)?[._-]/i.test(key))
      return mongoName.test(key) ? s.path.slice(0, i + 1).join('.') : undefined;
    if (
      !/^(?:auth\w*|credentials?|connection|config|configuration|options|settings|login|spec|data)$/i.test(
        key,
      )
    )
      return undefined;
  }
  return undefined;
}

function belongs(password: Setting, other: Setting, kinds: ReadonlySet<Scope>): boolean {
  if (isVariable(password))
    return isVariable(other) && mongoName.test(lastOf(password)) && homeOf(password) === homeOf(other);
  const prefix = prefixOf(password);
  if (prefix !== undefined && rootOf(password.scope) === rootOf(other.scope)) {
    if (other.path.join('.').startsWith(`${prefix}.`)) return true;
  }
  if (!/^(?:password|passwd|pass|pwd)$/.test(plainName(password))) return false;
  const below = other.scope.parent === password.scope;
  if (other.scope !== password.scope && !below) return false;
  if (kinds.has(password.scope)) return true;
  if (below) return false;
  return (
    mongoOption.test(plainName(other)) ||
    (password.scope.parent !== undefined &&
      /^(?:ur[il]|dsn|connectionstring|connectionur[il]|host|hosts|server|servers)$/.test(plainName(other)))
  );
}

function rootOf(scope: Scope): Scope {
  let s = scope;
  while (s.parent) s = s.parent;
  return s;
}

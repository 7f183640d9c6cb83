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
  const passwords = settings.filter((s) => isLiteralPassword(s, settings));
  if (passwords.length === 0) return sites;
  const places = new Map<number, Setting>();
  for (const s of settings)
    for (const at of [s.span.start, s.valueSpan.start, s.valueSpan.start + 1])
      if (!places.has(at)) places.set(at, s);
  const taken = new Set<Setting>();
  const joined = sites.map((site) => {
    if ((site.kind !== 'options' && site.kind !== 'uri') || site.context) return site;
    const own = [
      ...site.options.map((o) => o.span.start),
      ...(site.uri ? [site.uri.span.start] : []),
    ].flatMap((at) => places.get(at) ?? []);
    const beside = passwords.filter((p) => !taken.has(p) && own.some((x) => belongs(p, x, settings)));
    if (beside.length === 0) return site;
    for (const p of beside) taken.add(p);
    return { ...site, passwords: beside.map(placeOf) };
  });
  const alone = passwords.filter((p) => !taken.has(p) && isMongos(p) && !isLocal(p, settings));
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

/** Without its quotes. */
function placeOf({ value }: Setting): Span {
  return sourceSpan(value, 0, value.text.length);
}

function isLiteralPassword(s: Setting, settings: readonly Setting[]): boolean {
  const name = plainName(s);
  if (!passwordName.test(name) || otherPassword.test(name)) return false;
  if ((s.item !== undefined && !s.variable) || s.block || s.merged) return false;
  if (!isLiteralSecret(s.value.text.trim())) return false;
  // The user's name as password is the mark of an example.
  return !settings.some(
    (x) =>
      x !== s && near(x, s) && /(?:user|username|login)$/.test(plainName(x)) && x.value.text === s.value.text,
  );
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

function belongs(password: Setting, other: Setting, settings: readonly Setting[]): boolean {
  if (isVariable(password))
    return isVariable(other) && mongoName.test(lastOf(password)) && near(password, other);
  const prefix = prefixOf(password);
  if (prefix !== undefined && rootOf(password.scope) === rootOf(other.scope)) {
    if (other.path.join('.').startsWith(`${prefix}.`)) return true;
  }
  if (!/^(?:password|passwd|pass|pwd)$/.test(plainName(password))) return false;
  const below = other.scope.parent === password.scope;
  if (other.scope !== password.scope && !below) return false;
  if (settings.some((x) => x.scope === password.scope && isKind(x))) return true;
  if (!below && mongoOption.test(plainName(other))) return true;
  return (
    password.scope.parent !== undefined &&
    !below &&
    /^(?:ur[il]|dsn|connectionstring|connectionur[il]|host|hosts|server|servers)$/.test(plainName(other))
  );
}

/** `type: mongodb`, `conn_type: mongo`: the map is about MongoDB. */
function isKind(s: Setting): boolean {
  return kindName.test(lastOf(s)) && /^(?:mongo(?:db|_replset)?|documentdb)$/i.test(s.value.text);
}

/** True for settings of one map, and for the `name` and `value` pairs of one list. */
function near(a: Setting, b: Setting): boolean {
  return (
    a.scope === b.scope ||
    (a.variable === true &&
      b.variable === true &&
      a.scope.parent !== undefined &&
      a.scope.parent === b.scope.parent)
  );
}

/** The password of a server on this machine is nobody's secret. */
function isLocal(s: Setting, settings: readonly Setting[]): boolean {
  const hosts = settings.filter((x) => near(x, s) && /(?:host|hosts|hostname|server)$/.test(plainName(x)));
  return hosts.length > 0 && hosts.every((x) => /^(?:localhost|127\.|\[?::1)/.test(x.value.text));
}

function rootOf(scope: Scope): Scope {
  let s = scope;
  while (s.parent) s = s.parent;
  return s;
}

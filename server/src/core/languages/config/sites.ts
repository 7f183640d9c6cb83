/** From settings to sites: which of a document's settings configure a MongoDB connection or a MongoDB server. */
import { HOLE, MappedTextBuilder, sliceMapped } from '../../text/mappedText';
import type {
  ConnectionSite,
  DriverVersion,
  MappedText,
  SiteDriver,
  SiteUri,
  SourceDocument,
  Span,
  WrittenOption,
} from '../../types';
import { decodeBase64 } from '../shared/base64';
import {
  behindTemplate,
  commandLineSite,
  impliedDriver,
  programIndex,
  withImpliedProgram,
  type Word,
} from '../shared/commandLine';
import { outerSites } from '../shared/embedded';
import { leftovers } from '../shared/leftovers';
import { fileOfText } from '../shared/guessLanguage';
import { uriRanges } from '../shared/runningText';
import { namesProgram, shellSites } from '../shared/shellSites';
import { shellScript } from '../shared/shellWords';
import { holePlaceholders, siteUri } from '../shared/uriLiteral';
import { imageReader, variableReader } from '../shared/variableReaders';
import { writtenValue } from '../shared/writtenValue';
import { airflowSites, lostOptions } from './airflow';
import { clientMaps, configFiles, frameworkKeys, type FrameworkKey } from './frameworks';
import { withPasswords } from './passwords';
import { scriptText } from './scriptText';
import type { ConfigText, Scope, Setting } from './settings';

export interface SiteContext {
  readonly finder: string;
  readonly doc: SourceDocument;
  /** The list of finders, for text of another language in a value. */
  readonly find: (doc: SourceDocument) => readonly ConnectionSite[];
}

/** Options that only MongoDB's drivers have: evidence by themselves. Lower case, without `-` and `_`. */
const mongoOnly =
  /^(?:tlscafile|tlscertificatekeyfile|tlscertificatekeyfilepassword|tlscertificatefile|tlscrlfile|tlsinsecure|tlsallowinvalidcertificates|tlsallowinvalidhostnames|tlsdisableocspendpointcheck|tlsdisablecertificaterevocationcheck|tlsusesystemca|sslpemkeyfile|sslpemkeypassword|sslallowinvalidcertificates|sslallowinvalidhostnames|sslinvalidhostnameallowed|sslvalidate|sslcertificateauthorityfile|sslclientcertificatekeyfile|sslclientcertificatekeypassword|allowinsecuretls|tlscafileasset|tlscertificatekeyfileasset)$/;
/** Of these, names that others have too (Zabbix, MQTT clients, LDAP): something near must be MongoDB's. */
const sharedName = /^(?:tlscafile|tlscrlfile|tlscertificatefile|tlsinsecure|sslvalidate)$/;
/** Options of a MongoDB client when something else says that this is one. */
const maybeTls =
  /^(?:(?:use|enable|with|is)?(?:tls|ssl)(?:enabled?|mode|verify\w*|cert\w*|ca\w*|key\w*|pass\w*|crl\w*|pem\w*|insecure\w*|skip\w*|context|options|bundle|check\w*|match\w*|client\w*|trust\w*|validat\w*)?|tls\w+|ssl\w+|insecureskipverify|cafile|cacert|cacertfile|capath|pemfile|pemkeyfile|certificatekeyfile|allowinsecure|verifycertificate|verifycerts|rejectunauthorized|checkserveridentity|invalidhostnameallowed|invalidhostallowed|allowinvalidcertificates|authmechanism|mongo(?:db)?(?:use)?(?:tls|ssl)\w*)$/;
const otherProduct =
  /redis|postgres|pgsql|\bpg\b|mysql|maria|kafka|smtp|mail|elastic|opensearch|rabbit|amqp|ldap|nginx|http|server|grpc|minio|\bs3\b|etcd|consul|vault|cassandra|clickhouse|mqtt|nats|zookeeper|ingress|traefik|oracle|mssql|jdbc|datasource(?!s?\.mongo)|web(?!app)|influx|logstash|keycloak|oauth|gateway|proxy|memcached?|neo4j|sentry|socket/i;

/** Names of tables and maps that hold somebody else's options, even under a name that MongoDB has too. */
const neverMongo =
  /(?:^|[._-])(?:redis|valkey|postgres\w*|mysql|mariadb|kafka|smtp|mail\w*|elastic\w*|rabbit\w*|amqp|ldap|grpc|etcd|consul|vault|cassandra|mqtt|nats)(?:$|[._-])/i;
/** Options of mongod before 2.6, and of flags that tools write as maps. */
const serverOption =
  /^(?:tls|ssl)(?:Mode|OnNormalPorts|PEMKeyFile|PEMKeyPassword|CAFile|CRLFile|CertificateKeyFile|CertificateKeyFilePassword|ClusterFile|ClusterPassword|ClusterCAFile|AllowInvalidCertificates|AllowInvalidHostnames|AllowConnectionsWithoutCertificates|WeakCertificateValidation|DisabledProtocols|FIPSMode)$|^clusterAuthMode$/;
/** Settings of a server's `tls` map that charts and operators hand on under their names. */
const serverTlsKey = /^(?:mode|allowInvalidCertificates|allowInvalidHostnames|disabledProtocols)$/;
const serverKey =
  /^(?:dbpath|logpath|logappend|bind_ip|replSet|fork|port|auth|noauth|keyFile|journal|configdb|configsvr|shardsvr|pidfilepath|oplogSize|nojournal|verbose|directoryperdb|storageEngine)$/;

const plainName = (name: string): string => name.toLowerCase().replace(/[-_]/g, '');

/** All sites of a document. */
export function configSites(text: ConfigText, context: SiteContext): readonly ConnectionSite[] {
  const used = new Set<Setting>();
  const settings = withNamedValues(text.settings);
  const fileDriver = configFiles.find((f) => f.file.test(context.doc.path));
  const finder = new SettingsFinder(text, settings, context, used, fileDriver);
  const sites = [
    ...finder.serverConfigs(),
    ...finder.oldServerConfigs(),
    ...finder.serverModes(),
    ...finder.frameworkSites(),
    ...finder.airflow(),
    ...finder.commands(),
    ...finder.connections(),
    ...finder.looseOptions(),
    ...finder.references(),
  ];
  return [
    ...withPasswords(withoutRepeated(sites), settings, context.finder),
    ...leftovers(
      context.doc.text,
      context.finder,
      sites,
      text.inComment,
      text.ampersand,
      fileDriver && { id: fileDriver.driver, because: fileDriver.because },
    ),
  ];
}

/** Options that aliases bring into several maps are one construct where they are written. */
function withoutRepeated(sites: readonly ConnectionSite[]): readonly ConnectionSite[] {
  const places = new Map<string, ConnectionSite>();
  return sites.filter((site) => {
    if (site.kind !== 'options' || site.uri) return true;
    const key = site.options.map((o) => o.span.start).join();
    if (places.has(key)) return false;
    places.set(key, site);
    return !sites.some(
      (other) =>
        other !== site &&
        other.kind === 'options' &&
        (other.options.length > site.options.length || other.uri !== undefined) &&
        site.options.every((o) => other.options.some((x) => x.span.start === o.span.start)),
    );
  });
}

/** Kubernetes and its kin: `- name: X` with `value: Y` beside it is the variable X. */
function withNamedValues(settings: readonly Setting[]): readonly Setting[] {
  const names = new Map<Scope, Setting>();
  for (const s of settings)
    if (/^(?:name|key|Name|Key)$/.test(lastOf(s)) && s.item === undefined) names.set(s.scope, s);
  if (names.size === 0) return settings;
  return settings.map((s) => {
    if (!/^(?:value|Value)$/.test(lastOf(s))) return s;
    const name = names.get(s.scope);
    if (!name || !/^[A-Za-z_][\w.-]*$/.test(name.value.text)) return s;
    return {
      ...s,
      path: [...s.path.slice(0, -1), name.value.text],
      nameSpan: name.valueSpan,
      variable: true,
    };
  });
}

const lastOf = (s: Setting): string => s.path[s.path.length - 1] ?? '';
const dotted = (s: Setting): string => s.path.join('.');

class SettingsFinder {
  constructor(
    private readonly text: ConfigText,
    private readonly settings: readonly Setting[],
    private readonly context: SiteContext,
    private readonly used: Set<Setting>,
    private readonly fileDriver: { driver: SiteDriver['id']; because: string } | undefined,
  ) {}

  /** mongod's own configuration, whatever the file is called: a `net` map beside other maps that only a server has. */
  serverConfigs(): ConnectionSite[] {
    interface Group {
      readonly net: Setting[];
      readonly rest: Setting[];
      readonly tops: Set<string>;
    }
    const groups = new Map<string, Group>();
    const roots = new Map<Scope, number>();
    // The map that holds the sections: two processes in one list are two servers.
    const holder = (scope: Scope, depth: number): number => {
      let s = scope;
      while (s.parent && s.path.length > depth) s = s.parent;
      if (!roots.has(s)) roots.set(s, roots.size);
      return roots.get(s)!;
    };
    const tops =
      /^(?:net|storage|systemLog|security|replication|sharding|processManagement|setParameter|operationProfiling|auditLog)$/;
    for (const s of this.settings) {
      for (let i = 0; i < s.path.length - 1; i++) {
        if (!tops.test(s.path[i]!)) continue;
        const key = `${holder(s.scope, i)}:${s.path.slice(0, i).join('.')}`;
        let group = groups.get(key);
        if (!group) groups.set(key, (group = { net: [], rest: [], tops: new Set() }));
        group.tops.add(s.path[i]!);
        (s.path[i] === 'net' ? group.net : group.rest).push(s);
        break;
      }
    }
    const sites: ConnectionSite[] = [];
    for (const [key, group] of groups) {
      const depth =
        key.slice(key.indexOf(':') + 1) === '' ? 0 : key.slice(key.indexOf(':') + 1).split('.').length;
      const below = (s: Setting): readonly string[] => s.path.slice(depth);
      const tls = group.net.filter((s) => /^(?:tls|ssl)$/.test(below(s)[1] ?? '') && below(s).length > 2);
      const sure = tls.some(
        (s) =>
          /^(?:certificateKeyFile|PEMKeyFile|clusterFile|CAFile|allowConnectionsWithoutCertificates|weakCertificateValidation|certificateKeyFilePassword|PEMKeyPassword|allowInvalidCertificates|disabledProtocols)$/.test(
            below(s)[2]!,
          ) ||
          (below(s)[2] === 'mode' && /^(?:require|prefer|allow)(?:TLS|SSL)$/.test(s.value.text)),
      );
      const mongodKeys = [...group.net, ...group.rest].filter((s) =>
        /^(?:net\.(?:bindIp|bindIpAll|port|maxIncomingConnections|unixDomainSocket\..*|ipv6)|storage\.(?:dbPath|journal\..*|engine|wiredTiger\..*|directoryPerDB)|systemLog\.(?:destination|path|logAppend|verbosity|quiet)|security\.(?:authorization|keyFile|clusterAuthMode|javascriptEnabled)|replication\.(?:replSetName|oplogSizeMB)|sharding\.(?:clusterRole|configDB)|processManagement\.(?:fork|pidFilePath|timeZoneInfo)|setParameter\..*)$/.test(
          below(s).join('.'),
        ),
      );
      const kinds = new Set(mongodKeys.map((s) => below(s)[0]));
      if (!sure && !(group.net.length > 0 && kinds.has('net') && kinds.size >= 2)) continue;
      if (group.net.length === 0) continue;
      // Without a word on TLS only a whole configuration file is one: an operator's resource sets single keys.
      if (tls.length === 0 && !(kinds.has('storage') || kinds.has('systemLog'))) continue;
      if (tls.length === 0 && depth > 0 && !sure) continue;
      const options = [...group.net, ...group.rest]
        .filter((s) => /^net\.(?:tls|ssl)\.|^security\.|^setParameter\./.test(below(s).join('.')))
        .sort((a, b) => a.span.start - b.span.start);
      for (const s of [...group.net, ...group.rest]) this.used.add(s);
      const shown = options.map((s) => this.option(s, below(s).join('.'), 'config'));
      sites.push({
        kind: 'serverConfig',
        finder: this.context.finder,
        span: hull([...group.net.map((s) => s.span), ...heads(group.net, depth)]),
        options: shown,
        // Below other keys it is a part that an operator or an agent completes.
        open: depth > 0,
        driver: {
          id: 'mongod',
          because: `${[...group.tops].join(', ')} are sections of a MongoDB server's configuration`,
        },
      });
    }
    return sites;
  }

  /** The configuration of servers before 2.6, and of many since: `sslMode = requireSSL` beside `dbpath = …`. */
  oldServerConfigs(): ConnectionSite[] {
    const named = /(?:^|[/._-])mongo[ds](?![a-z])/i.test(this.context.doc.path);
    const scopes = new Map<Scope, { options: Setting[]; server: Setting[] }>();
    for (const s of this.settings) {
      if (s.item !== undefined || s.variable || this.used.has(s) || !isValue(s)) continue;
      const option = serverOption.test(lastOf(s));
      if (!option && !serverKey.test(lastOf(s))) continue;
      let group = scopes.get(s.scope);
      if (!group) scopes.set(s.scope, (group = { options: [], server: [] }));
      (option ? group.options : group.server).push(s);
    }
    const sites: ConnectionSite[] = [];
    for (const [scope, { options, server }] of scopes) {
      const nested = scope.parent !== undefined;
      const sure = options.some(
        (s) =>
          /^(?:tls|ssl)(?:OnNormalPorts|ClusterFile|AllowConnectionsWithoutCertificates|WeakCertificateValidation)$/.test(
            lastOf(s),
          ) ||
          (/^(?:tls|ssl)Mode$/.test(lastOf(s)) && /^(?:allow|prefer|require)(?:TLS|SSL)$/.test(s.value.text)),
      );
      if (options.length === 0 || (nested ? !sure : server.length < 2 && !named)) continue;
      for (const s of [...options, ...server]) this.used.add(s);
      sites.push({
        kind: 'serverConfig',
        finder: this.context.finder,
        span: hull(options.map((s) => s.span)),
        options: options.map((s) => this.option(s, lastOf(s), 'config')),
        // In a map of its own it is a part that something else completes.
        open: nested,
        driver: { id: 'mongod', because: `${lastOf(options[0]!)} is an option of a MongoDB server` },
      });
    }
    return sites;
  }

  /** Charts and operators write the server's mode below a `tls` of their own: the values are MongoDB's alone. */
  serverModes(): ConnectionSite[] {
    return this.settings.flatMap((mode): ConnectionSite[] => {
      if (
        this.used.has(mode) ||
        mode.merged ||
        lastOf(mode) !== 'mode' ||
        !/^(?:tls|ssl)$/.test(mode.path[mode.path.length - 2] ?? '') ||
        !/^(?:allow|prefer|require)(?:TLS|SSL)$/.test(mode.value.text)
      )
        return [];
      const map = this.inScope(mode.scope).filter((s) => serverTlsKey.test(lastOf(s)));
      for (const s of map) this.used.add(s);
      return [
        {
          kind: 'serverConfig',
          finder: this.context.finder,
          span: hull(map.map((s) => s.span)),
          options: map.map((s) => this.option(s, `net.${s.path.slice(-2).join('.')}`, 'config')),
          // The chart or the operator writes the rest.
          open: true,
          driver: { id: 'mongod', because: `${mode.value.text} is a mode of MongoDB servers` },
        },
      ];
    });
  }

  /** Settings below a framework's prefix: one site per prefix and profile. */
  frameworkSites(): ConnectionSite[] {
    const groups = new Map<string, { row: FrameworkKey; entries: { setting: Setting; name: string }[] }>();
    const paths = this.settings.map((s) => dotted(s).toLowerCase());
    const roots = new Map<Scope, number>();
    this.settings.forEach((s, i) => {
      if (this.used.has(s)) return;
      const candidates = [
        paths[i]!,
        ...(/^[A-Z][A-Z0-9_]+$/.test(lastOf(s)) ? [lastOf(s).toLowerCase().replaceAll('_', '.')] : []),
      ];
      for (const row of frameworkKeys) {
        for (const path of candidates) {
          const match = row.path.exec(path);
          if (!match) continue;
          if (row.file && !row.file.test(this.context.doc.path.toLowerCase()) && !this.isMongoid(row, s))
            continue;
          if (row.needs && !paths.some((p) => row.needs!.test(p))) continue;
          let root = s.scope;
          while (root.parent && !row.apart) root = root.parent;
          if (!roots.has(root)) roots.set(root, roots.size);
          const key = `${row.framework}:${roots.get(root)}:${match[1]}`;
          let group = groups.get(key);
          if (!group) groups.set(key, (group = { row, entries: [] }));
          const written = s.path.join('.');
          const name = path === paths[i] ? written.slice(written.length - match[2]!.length) : match[2]!;
          group.entries.push({ setting: s, name });
          return;
        }
      }
    });
    const sites: ConnectionSite[] = [];
    for (const { row, entries } of groups.values()) {
      const rowName = (e: { name: string }): string => e.name.toLowerCase();
      const options: WrittenOption[] = [];
      const uris: { uri: SiteUri; setting: Setting }[] = [];
      let hosts: ConnectionSite['hosts'];
      let reads: ConnectionSite['reads'];
      const optionSettings: Setting[] = [];
      for (const e of entries) {
        if (row.uri.test(rowName(e))) {
          const uri = this.uriOf(e.setting);
          if (uri) {
            uris.push({ uri, setting: e.setting });
            this.used.add(e.setting);
          }
          const variable = uri ? undefined : this.readVariable(e.setting);
          if (variable !== undefined) reads = { variable, span: e.setting.valueSpan };
        } else if (row.option.test(rowName(e))) {
          const mongoExpress = row.framework === 'mongo-express';
          options.push(
            this.option(
              e.setting,
              mongoExpress ? lastOf(e.setting) : e.name.replace(row.strip ?? /^$/, ''),
              'options',
            ),
          );
          optionSettings.push(e.setting);
          this.used.add(e.setting);
        } else if (row.host?.test(rowName(e))) {
          hosts = e.setting.value.text.includes(HOLE)
            ? { known: false, why: 'hole' }
            : { known: true, value: e.setting.value.text.split(',') };
        }
      }
      if (uris.length === 0 && options.length === 0) continue;
      const shown = (uris[0]?.setting ?? optionSettings[0])!;
      const frameworkVersion = this.imageDriver(shown)?.frameworkVersion ?? versionByKeys(row, entries);
      const driver: SiteDriver = {
        id: row.driver,
        framework: row.framework,
        ...(frameworkVersion ? { frameworkVersion } : {}),
        because: `${dotted(shown)} is a key of ${row.framework}`,
      };
      const [first, ...more] = uris;
      const site = this.site(first?.uri, first?.setting, options, optionSettings, driver, hosts);
      sites.push(reads && !site.uri ? { ...site, reads } : site);
      for (const other of more) {
        const [o, of] = row.apart ? [options, optionSettings] : [[], []];
        sites.push(this.site(other.uri, other.setting, o, of, driver, undefined));
      }
    }
    return sites;
  }

  airflow(): ConnectionSite[] {
    return this.settings.flatMap((s): readonly ConnectionSite[] => {
      if (this.used.has(s) || s.merged || !/^\s*(?:\{|mongo:)/.test(s.value.text)) return [];
      if (!/^extra$|^airflow_conn_/i.test(lastOf(s)) && !s.value.text.includes('conn_type')) return [];
      const siblings = this.inScope(s.scope);
      const sites = airflowSites(s, siblings, this.context.finder, this.context.find);
      if (sites) this.used.add(s);
      return sites ?? [];
    });
  }

  private scopes: ReadonlyMap<Scope, readonly Setting[]> | undefined;

  private inScope(scope: Scope | undefined): readonly Setting[] {
    if (!this.scopes) {
      const scopes = new Map<Scope, Setting[]>();
      for (const s of this.settings) {
        const list = scopes.get(s.scope);
        if (list) list.push(s);
        else scopes.set(s.scope, [s]);
      }
      this.scopes = scopes;
    }
    return (scope && this.scopes.get(scope)) ?? [];
  }

  /** Variables that take their value from another one: `MONGO_URL: ${DB_URL}`, `valueFrom: {secretKeyRef: …}` of Kubernetes. */
  references(): ConnectionSite[] {
    const sites: ConnectionSite[] = [];
    const site = (
      defines: NonNullable<ConnectionSite['defines']>,
      reads: NonNullable<ConnectionSite['reads']>,
    ): void => {
      if (
        defines.variable === reads.variable ||
        !/ur[il]|dsn|conn|mongo(?!.*(?:pass|pwd|user|key|cert|_ca|host|port|name|_db$))/i.test(
          `${defines.variable} ${reads.variable}`,
        )
      )
        return;
      sites.push({
        kind: 'uri',
        finder: this.context.finder,
        span: reads.span,
        options: [],
        open: false,
        driver: { id: 'unknown', because: `${defines.variable} takes the value of ${reads.variable}` },
        reads,
        defines,
        context: 'reference',
      });
    };
    for (const s of this.settings) {
      if (this.used.has(s)) continue;
      const from = this.readVariable(s);
      if (from !== undefined && (s.item === undefined || s.variable))
        site(this.definitionOf(s), { variable: from, span: s.valueSpan });
      // `env: [{name: X, valueFrom: {secretKeyRef: {name: …, key: …}}}]`
      const kind = /^(secret|configMap)KeyRef$/.exec(s.path[s.path.length - 2] ?? '')?.[1];
      if (kind === undefined || lastOf(s) !== 'key') continue;
      const beside = (name: string, scope: Scope | undefined): Setting | undefined =>
        this.inScope(scope).find((x) => lastOf(x) === name);
      const object = beside('name', s.scope);
      const variable = beside('name', s.scope.parent?.parent);
      if (object && variable)
        site(
          { variable: variable.value.text, span: variable.valueSpan },
          {
            variable: `${kind.toLowerCase()}/${object.value.text}/${s.value.text}`,
            span: s.valueSpan,
          },
        );
    }
    return sites;
  }

  /** What a setting defines: its name, and the name by which Kubernetes refers to a key of a Secret or ConfigMap. */
  private definitionOf(s: Setting): NonNullable<ConnectionSite['defines']> {
    const variable = definedName(s);
    const key = lastOf(s);
    const aliases: string[] = [];
    if (/^(?:data|stringData)$/.test(s.path[0] ?? '') && s.path.length >= 2) {
      let root = s.scope;
      while (root.parent) root = root.parent;
      const own = this.settings.filter((x) => sameRoot(x.scope, root));
      const kind = own.find((x) => dotted(x) === 'kind')?.value.text;
      const name = own.find((x) => dotted(x) === 'metadata.name')?.value.text;
      if (name !== undefined && /^(?:Secret|ConfigMap)$/.test(kind ?? ''))
        aliases.push(
          `${kind!.toLowerCase()}/${name}/${s.path.slice(1).join('.')}`,
          s.path.slice(1).join('.'),
        );
    }
    // Spring and its kin bind `SPRING_DATA_MONGODB_URI` to `spring.data.mongodb.uri`; .NET `A__B` to `A:B`.
    if (/^(?:SPRING|QUARKUS|MICRONAUT|MONGODB)_/.test(key))
      aliases.push(key.toLowerCase().replaceAll('_', '.'));
    else if (key.includes('__')) aliases.push(key.replaceAll('__', '.'));
    return {
      variable,
      span: s.nameSpan,
      ...(aliases.length > 0 ? { aliases: aliases.filter((a) => a !== variable) } : {}),
    };
  }

  /** The variable that a value consists of; undefined when there is more, or when it is no plain variable. */
  private readVariable(s: Setting): string | undefined {
    const { segments } = s.value;
    if (s.value.text !== HOLE || segments.length !== 1) return undefined;
    const { start, end } = segments[0]!.source;
    const text = this.context.doc.text.slice(start, end);
    return /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_][\w.-]*)(?:[:?][^}]*)?\}|\(([A-Za-z_]\w*)\))$/
      .exec(text)
      ?.slice(1)
      .find((n) => n !== undefined);
  }

  private isMongoid(row: FrameworkKey, s: Setting): boolean {
    // `production.clients.default.uri` is Mongoid's shape under any file name.
    return (
      row.framework === 'mongoid' &&
      /^(?:development|test|production|staging)\.(?:clients|sessions)\.default\./.test(dotted(s))
    );
  }

  /** Command lines: argv lists, and strings that a shell will read. */
  commands(): ConnectionSite[] {
    const sites: ConnectionSite[] = [];
    const style = {
      finder: this.context.finder,
      join: 'array' as const,
      ampersand: this.text.ampersand,
      document: this.context.doc.text,
    };
    const taken = new Set<Scope>();
    for (const list of this.text.lists) {
      const leaf = list.path[list.path.length - 1] ?? '';
      let words = list.words;
      if (/^args$/i.test(leaf)) {
        const command = this.text.lists.find(
          (l) => l.scope === list.scope && /^command$/i.test(l.path[l.path.length - 1] ?? ''),
        );
        if (command) words = [...command.words, ...words];
      }
      if (programIndex(words) < 0) {
        const withImage = this.imageProgram(list.scope, words);
        words = withImage === words ? impliedProgram(words, /^args$/i.test(leaf)) : withImage;
      }
      const site =
        taken.has(list.scope) && /^command$/i.test(leaf) ? undefined : commandLineSite(words, style);
      if (site) {
        if (/^args$/i.test(leaf)) taken.add(list.scope);
        sites.push(site);
        for (const s of this.settings)
          if (
            s.item !== undefined &&
            s.span.start >= site.span.start &&
            s.span.end <= site.span.end &&
            !/\s/.test(s.value.text.trim())
          )
            this.used.add(s);
      }
    }
    for (const s of this.settings) {
      if (this.used.has(s) || s.merged) continue;
      const { text } = s.value;
      if (
        /^command$|^args$|^entrypoint$/i.test(lastOf(s)) &&
        /^\s*-/.test(text) &&
        /--?(?:tls|ssl)/i.test(text)
      ) {
        // `image: mongo` with `command: --tlsMode requireTLS`.
        const program = this.imageProgram(s.scope, []);
        if (program.length > 0 && s.item === undefined) {
          const builder = new MappedTextBuilder()
            .escape('mongod ', s.valueSpan.start, s.valueSpan.start)
            .append(s.value);
          const mapped = builder.build();
          const found = shellSites(mapped.text, this.shell());
          sites.push(...outerSites(mapped, found).map((x) => withoutInsertion(x)));
          this.used.add(s);
        }
        continue;
      }
      if (!namesProgram(text)) {
        if (looksLikeFlags(text)) {
          const site = this.flagsAlone(s);
          if (site) sites.push(site);
        }
        if (s.block !== true || !mongoFlags.test(text)) continue;
      }
      if (/^\s*[\[{<#]/.test(text) && s.block !== true && !text.startsWith('#!')) continue;
      const file = s.block === true ? this.embeddedFile(s) : undefined;
      if (file !== undefined && !/\.(?:sh|bash)$/.test(file)) continue;
      const script = this.script(s);
      const found = shellSites(script.text, this.shell());
      if (found.length === 0) continue;
      sites.push(...outerSites(script, found).map((x) => (s.block === true ? x : withoutInsertion(x))));
      this.used.add(s);
    }
    return sites;
  }

  /** A value that only holds flags of MongoDB's programs: `MONGODB_EXTRA_FLAGS: --tlsMode=requireTLS …`. */
  private flagsAlone(s: Setting): ConnectionSite | undefined {
    const script = this.script(s);
    const words = shellScript(script.text, 'sh').commands.flatMap((c) => c.words);
    const all = withImpliedProgram(words.filter((w) => w.text.text.trim() !== HOLE).map(behindTemplate));
    const site = commandLineSite(all, { finder: this.context.finder, join: 'shell' });
    if (!site || site.options.length === 0) return undefined;
    this.used.add(s);
    const [outer] = outerSites(script, [site]);
    return { ...withoutInsertion(outer!), driver: impliedDriver(site) };
  }

  private script(s: Setting): MappedText {
    return scriptText(this.context.doc.text, s.value, this.context.finder !== 'hcl');
  }

  private shell(): Parameters<typeof shellSites>[1] {
    return { finder: this.context.finder, dialect: 'sh', find: this.context.find };
  }

  /** `mongod` for the words behind an image of MongoDB. */
  private imageProgram(scope: Scope, words: readonly Word[]): readonly Word[] {
    const image = this.settings.find((s) => s.scope === scope && /^image$/i.test(lastOf(s)));
    if (
      !image ||
      !/(?:^|\/)(?:mongo|mongodb|mongodb-(?:community|enterprise)-server|percona-server-mongodb|mongo-\w+)(?:[:@]|$)/i.test(
        image.value.text,
      )
    )
      return words;
    if (words.length > 0 && !words[0]!.text.text.startsWith('-')) return words;
    const at = words[0]?.span.start ?? image.span.end;
    const program: Word = {
      text: new MappedTextBuilder().escape('mongod', at, at).build(),
      span: { start: at, end: at },
    };
    return [program, ...words];
  }

  /** Values that are or hold a URI, each with the options that stand beside it. */
  connections(): ConnectionSite[] {
    const sites: ConnectionSite[] = [];
    const direct: { setting: Setting; uri: SiteUri }[] = [];
    for (const s of this.settings) {
      if (this.used.has(s)) continue;
      const uri = this.uriOf(s);
      if (uri) {
        direct.push({ setting: s, uri });
        this.used.add(s);
        continue;
      }
      if (!s.merged) sites.push(...this.embedded(s));
    }
    const claimed = this.claimOptions(direct.map((d) => d.setting));
    // A URI that is merged into another map belongs to that map where it has options; else it is where it is written.
    const places = new Set(
      direct.filter((d) => d.setting.merged && claimed.has(d.setting)).map((d) => d.uri.span.start),
    );
    for (const { setting, uri } of direct) {
      const beside = claimed.get(setting) ?? [];
      if (!setting.merged && beside.length === 0 && places.has(uri.span.start)) continue;
      if (setting.merged && beside.length === 0) {
        sites.push({
          ...this.site(uri, setting, [], [], this.driverOf(setting), undefined),
          context: 'reference',
        });
        continue;
      }
      const options = beside.map((o) => this.option(o, optionName(o, setting), 'options'));
      const site = this.site(uri, setting, options, beside, this.driverOf(setting), undefined);
      sites.push(
        /^(?:examples?|placeholder|pattern)$/i.test(lastOf(setting)) ? { ...site, context: 'prose' } : site,
      );
    }
    return sites;
  }

  /** TLS options that belong to a URI: in its map or in a map below, when nothing says that they are another product's. */
  private claimOptions(uris: readonly Setting[]): ReadonlyMap<Setting, readonly Setting[]> {
    const claims = new Map<Setting, Setting[]>();
    if (uris.length === 0) return claims;
    const merged = new Set(this.settings.flatMap((s) => (s.merged ? [s.valueSpan.start] : [])));
    for (const s of this.settings) {
      if (this.used.has(s) || s.variable) continue;
      // What other maps take over does not belong to a URI above its own map.
      const far = s.merged || !merged.has(s.valueSpan.start) ? 4 : 1;
      const name = plainName(lastOf(s));
      const only = mongoOnly.test(name);
      if (!only && !isTlsPath(s)) continue;
      let best: Setting | undefined;
      // The nearest map that has a URI of its own.
      for (
        let scope: Scope | undefined = s.scope, up = 0;
        scope && up < far && !best;
        scope = scope.parent, up++
      ) {
        const own = uris.filter((u) => u.scope === scope && !u.variable && !this.isAlone(u));
        best = own.find((u) => sameStem(u, s)) ?? (own.length === 1 || only ? own[0] : undefined);
        if (best && !only && !this.belongs(best, s, up)) best = undefined;
        if (otherProduct.test(scope.path[scope.path.length - 1] ?? '')) break;
      }
      if (!best) continue;
      this.used.add(s);
      const list = claims.get(best) ?? [];
      list.push(s);
      claims.set(best, list);
    }
    return claims;
  }

  /** Whether a general name (`tls`, `ssl.ca`) beside a URI is the client's. */
  private belongs(uri: Setting, option: Setting, up: number): boolean {
    const between = option.path.slice(uri.path.length - 1).join('.');
    if (otherProduct.test(between)) return false;
    if (/mongo/i.test(between)) return true;
    // Flattened keys (`play.ws.ssl.loose` beside `mongodb.uri`) are maps of their own.
    if (up === 0 && uri.path.slice(0, -1).some((key, i) => key !== option.path[i])) return false;
    const uriName = lastOf(uri);
    const map = uri.scope.path.join('.');
    // In a map of its own (`mongodb: {uri, tls}`), or next to a key that only says "uri".
    if (/mongo/i.test(uri.scope.path[uri.scope.path.length - 1] ?? '')) return true;
    if (
      /^(?:ur[il]s?|dsn|connection[-_]?(?:string|uri|url)|conn(?:str)?|hosts?|servers?|address|endpoint|connect)$/i.test(
        uriName,
      )
    )
      return up === 0
        ? map !== '' || this.settings.length < 12
        : option.path.length === uri.path.length + up &&
            option.path.slice(uri.path.length - 1, -1).some((k) => /option|tls|ssl|param/i.test(k));
    return (
      up > 0 && /^(?:options|mongo\w*|client\w*|connect\w*)\b/i.test(option.path[uri.path.length - 1] ?? '')
    );
  }

  /** Options without a URI in sight: below a key that names MongoDB, or with names that only MongoDB has. */
  looseOptions(): ConnectionSite[] {
    const groups = new Map<string, Setting[]>();
    const anywhere = new Map<string, string>();
    const ids = new Map<Scope, number>();
    const idOf = (scope: Scope): number => {
      if (!ids.has(scope)) ids.set(scope, ids.size);
      return ids.get(scope)!;
    };
    const own = new Set(
      this.settings.flatMap((s) =>
        mongoOnly.test(plainName(lastOf(s))) &&
        !sharedName.test(plainName(lastOf(s))) &&
        !this.used.has(s) &&
        isValue(s) &&
        s.scope.parent !== undefined
          ? [s.scope]
          : [],
      ),
    );
    for (const s of this.settings) {
      if (this.used.has(s) || !isValue(s)) continue;
      const name = plainName(lastOf(s));
      // `tls = False` and `ssl_ca = …` beside `tls_ca_file = …` in one section.
      const beside = own.has(s.scope) && /^(?:tls|ssl)/.test(name) && maybeTls.test(name);
      const parent = s.path.slice(0, -1);
      // `tls_insecure` of Redis is its own.
      const near =
        !sharedName.test(name) ||
        parent.some((k) => /mongo/i.test(k)) ||
        /mongo/i.test(this.context.doc.path) ||
        this.isMongoMap(s);
      const foreign = neverMongo.test(parent.join('.')) && !/mongo/i.test(parent.join('.'));
      const only =
        !foreign &&
        (beside || (near && mongoOnly.test(name) && !/^(?:description|help|doc)/i.test(lastOf(s))));
      const named = lastIndexWhere(parent, (k) => /mongo/i.test(k) && !/express|exporter|backup/i.test(k));
      const below = named >= 0 ? parent.slice(named + 1) : [];
      const inMongo =
        named >= 0 &&
        isTlsPath(s) &&
        !otherProduct.test([...below, lastOf(s)].join('.')) &&
        below.length <= 4;
      // Airflow writes the scheme of a URI as an extra.
      const scheme = lastOf(s) === 'srv' && this.clientMap(s)?.framework === 'airflow';
      const client = !only && !inMongo && (scheme || isTlsPath(s)) ? this.clientMap(s) : undefined;
      const typed = !only && !inMongo && !client && isTlsPath(s) && this.isMongoMap(s);
      if (!only && !inMongo && !client && !typed) continue;
      if (s.value.text.length > 400 || s.block === true) continue;
      if (typed && this.isResource(s)) continue;
      if (client && this.aloneScopes.has(s.scope)) continue;
      if (!only && !client && !typed && (this.isResource(s) || !this.isConnection(s, named))) continue;
      let scope = s.scope;
      const depth = named >= 0 ? named + 1 : s.scope.path.length;
      while (scope.parent && scope.path.length > depth) scope = scope.parent;
      const key = `${idOf(scope)}`;
      anywhere.set(
        key,
        named >= 0 ? s.path.slice(0, named + 1).join('.') : typed ? 'a value beside it' : lastOf(s),
      );
      const list = groups.get(key) ?? [];
      list.push(s);
      groups.set(key, list);
    }
    const sites: ConnectionSite[] = [];
    for (const [key, list] of groups) {
      // `ssl: false` alone under `mongodb:` is said; a lone `authMechanism` is not about TLS.
      if (list.every((s) => /authmechanism/.test(plainName(lastOf(s))) && !/x509/i.test(s.value.text)))
        continue;
      for (const s of list) this.used.add(s);
      const first = list[0]!;
      const client = this.clientMap(first);
      const driver = client ?? this.driverOf(first, `${anywhere.get(key)!} names MongoDB`);
      const options = list.map((s) =>
        this.option(s, optionName(s, undefined), s.variable ? 'environment' : 'options'),
      );
      sites.push(this.site(undefined, undefined, options, list, driver, this.hostBeside(first)));
    }
    return sites;
  }

  /** The host that a connection of Airflow or an output of Fluentd names beside its options. */
  private hostBeside(option: Setting): ConnectionSite['hosts'] {
    for (let scope: Scope | undefined = option.scope, up = 0; scope && up < 2; scope = scope.parent, up++) {
      const own = this.inScope(scope);
      if (!own.some((x) => /^(?:conn_type|@type)$/.test(lastOf(x)))) continue;
      const host = own.find((x) => lastOf(x) === 'host')?.value.text;
      if (host !== undefined)
        return host.includes(HOLE) || host === ''
          ? { known: false, why: 'hole' }
          : { known: true, value: host.split(',') };
    }
    return undefined;
  }

  /** Kubernetes resources about MongoDB servers (operators, charts): their `tls` is the server's business and not a driver's option. */
  private isResource(s: Setting): boolean {
    let root = s.scope;
    while (root.parent) root = root.parent;
    return this.settings.some(
      (x) =>
        x.path.length === 1 &&
        x.path[0] === 'kind' &&
        sameRoot(x.scope, root) &&
        !/^(?:ConfigMap|Secret)$/.test(x.value.text),
    );
  }

  /** A map that names MongoDB configures a client when it says where to connect, and not a chart or an image to deploy. */
  private isConnection(s: Setting, named: number): boolean {
    const prefix = s.path.slice(0, named + 1).join('.');
    // Charts and images are written in YAML and HCL; elsewhere a section called mongodb is a client's.
    let client =
      s.path.some((k) => k.startsWith('mongo:')) ||
      /^(?:properties|ini|toml|hocon|env)$/.test(this.context.finder);
    for (const x of this.settings) {
      if (x === s || !dotted(x).startsWith(prefix + '.')) continue;
      const key = plainName(x.path[named + 1] ?? '');
      if (
        /^(?:image|replicacount|persistence|architecture|resources|nodeselector|podsecuritycontext|arbiter|livenessprobe)$/.test(
          key,
        )
      )
        return false;
      if (
        /^(?:ur[il]s?|hosts?|hostname|port|ports|db|dbname|database|databases|user|username|pass|password|dsn|servers?|address|addresses|addrs?|replicaset|rs|authsource|authdb|authmechanism|authdatabase|connection\w*|conn|endpoints?|seeds|nodes|credentials|collection|login\w*)$/.test(
          key,
        )
      )
        client = true;
    }
    return client;
  }

  private uriOf(s: Setting): SiteUri | undefined {
    const { value } = s;
    if (/^\s*mongodb(?:\+srv)?:\/\//i.test(value.text)) {
      // A block scalar or a list in one string may hold more than the URI.
      const trimmed = value.text.trim();
      if (!/\s/.test(trimmed)) return siteUri(holePlaceholders(value), this.text.ampersand);
      const ranges = uriRanges(value.text);
      if (ranges.length === 1 && /^[\s\\]*$/.test(value.text.slice(0, ranges[0]!.start)) && !s.block)
        return siteUri(sliceMapped(value, ranges[0]!.start, ranges[0]!.end), this.text.ampersand);
      return undefined;
    }
    // Kubernetes: base64 below `data:` of a Secret.
    if (/^bW9uZ29kY[A-Za-z0-9+/=\s]+$/.test(value.text.trim())) {
      const decoded = decodeBase64(value.text);
      if (decoded === undefined || !/^mongodb(?:\+srv)?:\/\/\S+\s*$/i.test(decoded)) return undefined;
      const span = {
        start: s.value.segments[0]!.source.start,
        end: s.value.segments[s.value.segments.length - 1]!.source.end,
      };
      return siteUri(new MappedTextBuilder().escape(decoded, span.start, span.end).build());
    }
    return undefined;
  }

  /** URIs inside longer values: scripts, files, lists. */
  private embedded(s: Setting): readonly ConnectionSite[] {
    const { text } = s.value;
    if (/^bW9uZ29k|^[A-Za-z0-9+/=\s]{40,}$/.test(text.slice(0, 2000).trim()) && this.inSecret(s)) {
      const decoded = decodeBase64(text);
      if (decoded === undefined || !/mongodb(?:\+srv)?:\/\//i.test(decoded)) return [];
      this.used.add(s);
      const mapped = new MappedTextBuilder().escape(decoded, s.valueSpan.start, s.valueSpan.end).build();
      const path = /\.\w+$/.test(lastOf(s)) ? lastOf(s) : (fileOfText(decoded) ?? 'x.txt');
      return outerSites(mapped, this.context.find({ path, text: decoded })).map(withoutEdits);
    }
    const file = s.block === true ? this.embeddedFile(s) : undefined;
    if (s.block === true && (file !== undefined || /mongodb(?:\+srv)?:\/\//i.test(text))) {
      if (!/mongo|tls|ssl/i.test(text)) return [];
      this.used.add(s);
      const path =
        file ??
        (/^(?:run|script|command|before_script|after_script|args?|shell|inlineScript|bash|entrypoint|cmd|user_?data)$/i.test(
          lastOf(s),
        )
          ? 'x.sh'
          : (fileOfText(text) ?? 'x.txt'));
      const script = this.script(s);
      return outerSites(script, this.context.find({ path, text: script.text }));
    }
    if (!/mongodb(?:\+srv)?:\/\//i.test(text)) return [];
    if (/^\s*\{\s*"/.test(text)) {
      // JSON in a string, as Airflow's connections and many dashboards have it.
      this.used.add(s);
      return outerSites(s.value, this.context.find({ path: 'x.json', text })).map(withoutInsertion);
    }
    this.used.add(s);
    const description =
      /(?:^|[_-])(?:description|help|comment|title|summary|message|doc|label|placeholder|hint|tooltip|pattern|regex|example|examples|markdowndescription)$/i.test(
        lastOf(s),
      );
    return uriRanges(text).flatMap((range): ConnectionSite[] => {
      const uri = siteUri(
        holePlaceholders(sliceMapped(s.value, range.start, range.end)),
        this.text.ampersand,
      );
      if (!uri) return [];
      const define = /([A-Za-z_][\w.-]*)=["']?$/.exec(text.slice(0, range.start));
      return [
        {
          ...this.site(
            uri,
            undefined,
            [],
            [],
            (define && variableReader(define[1]!)) ?? this.driverOf(s),
            undefined,
          ),
          ...(define ? { defines: { variable: define[1]!, span: uri.span } } : {}),
          ...(description ? { context: 'prose' as const } : {}),
        },
      ];
    });
  }

  /** The file that a multi-line value stands for: by its own key, or by the one beside it (`path: /etc/mongod.conf`, `content: |`). */
  private embeddedFile(s: Setting): string | undefined {
    const own = embeddedFile(s);
    if (own !== undefined || !/^(?:contents?|data|body|text|inline)$/i.test(lastOf(s))) return own;
    const path = this.inScope(s.scope).find((x) =>
      /^(?:path|dest|destination|file_?name|file|target)$/i.test(lastOf(x)),
    )?.value.text;
    if (path === undefined || path.includes(HOLE)) return undefined;
    if (/^\/etc\/(?:default|sysconfig)\/[\w-]+$/.test(path)) return 'x.env';
    return /(?:^|\/)([\w.-]*\.\w{1,10})$/.exec(path)?.[1];
  }

  private inSecret(s: Setting): boolean {
    return /^(?:data|binaryData)$/.test(s.path[s.path.length - 2] ?? '');
  }

  private driverOf(s: Setting, because?: string): SiteDriver {
    const client = this.clientMap(s);
    if (client) return this.isAlone(s) ? { id: client.id, because: client.because } : client;
    if (s.path.some((k) => /(?:^|\.)mongodb_\w+$/.test(k)) && s.scope.parent)
      // The modules translate `ssl_ca_certs` and the others for the PyMongo that they find: what PyMongo itself refuses is fine here.
      return {
        id: 'unknown',
        framework: 'ansible',
        because:
          'the modules of community.mongodb have options of their own, which they translate for PyMongo',
      };
    if (s.path.some((k) => k.startsWith('mongo:')))
      return {
        id: 'java',
        framework: 'spring',
        because: 'mongo: is the XML namespace of Spring Data MongoDB',
      };
    const name = lastOf(s);
    const reader = variableReader(name);
    if (reader) return reader;
    if (s.variable && /^DB_|^MONGO/.test(name)) {
      const laravel = this.settings.some((x) => lastOf(x) === 'DB_CONNECTION' && x.value.text === 'mongodb');
      if (laravel) return { id: 'php', framework: 'laravel', because: 'DB_CONNECTION=mongodb is Laravel' };
    }
    if (this.context.finder === 'prisma')
      return { id: 'rust', framework: 'prisma', because: 'the engine of Prisma uses the Rust driver' };
    const program = this.imageDriver(s);
    if (program) return program;
    if (this.ofReactiveMongo(s))
      return { id: 'unknown', candidates: [], because: 'ReactiveMongo has a driver of its own' };
    // `output { mongodb { uri => … } }` (logstash-plugins/logstash-output-mongodb requires the gem mongo).
    if (s.path[0] === 'output' && s.path[s.path.length - 2] === 'mongodb' && this.context.finder === 'conf')
      return { id: 'ruby', because: 'the mongodb output of Logstash uses the Ruby driver' };
    if (this.fileDriver) return { id: this.fileDriver.driver, because: this.fileDriver.because };
    return {
      id: 'unknown',
      ...(this.isForeign(s) ? { foreign: true } : {}),
      because: because ?? 'nothing near the URI names a driver',
    };
  }

  /** Containers of images that are not built here, and everything of a cluster: the programs of others. */
  private isForeign(s: Setting): boolean {
    const { scope } = s;
    let foreign = this.foreign.get(scope);
    if (foreign === undefined) {
      const image = this.imageAround(scope);
      foreign = image
        ? !this.settings.some(
            (x) =>
              x.path.length > image.scope.path.length &&
              x.path[image.scope.path.length] === 'build' &&
              within(x, image.scope),
          )
        : this.isOfCluster(scope);
      this.foreign.set(scope, foreign);
    }
    return foreign;
  }

  private readonly foreign = new Map<Scope, boolean>();

  private isOfCluster(scope: Scope): boolean {
    return this.inScope(rootOf(scope)).some((x) => x.path.length === 1 && x.path[0] === 'apiVersion');
  }

  /** The image of the container whose map this is, or is in. */
  private imageAround(within: Scope): Setting | undefined {
    for (let scope: Scope | undefined = within, up = 0; scope && up < 3; scope = scope.parent, up++) {
      let image = this.images.get(scope);
      if (image === undefined) {
        image = this.inScope(scope).find((x) => /^image$/i.test(lastOf(x))) ?? null;
        this.images.set(scope, image);
      }
      if (image) return image;
    }
    return undefined;
  }

  private readonly images = new Map<Scope, Setting | null>();

  /** ReactiveMongo, by a name that only it has: its Play module, or an option (reactivemongo/ReactiveMongo, api/MongoConnection.scala). */
  private ofReactiveMongo(s: Setting): boolean {
    const names = (x: Setting): boolean => /reactivemongo/i.test(`${x.path.join('.')}=${x.value.text}`);
    return (
      /[?&](?:sslAllowsInvalidCert|rm\.\w+)=/.test(s.value.text) ||
      (this.reactive ??= this.settings.some(names))
    );
  }

  private reactive: boolean | undefined;

  /** `image: percona/mongodb_exporter` and `image: mongo-express` tell who reads the variables. */
  private imageDriver(s: Setting): SiteDriver | undefined {
    const image = this.imageAround(s.scope);
    return image && imageReader(image.value.text);
  }

  /** `type: mongodb`, `engine = mongo`, a host that is called mongo: the map around is of a MongoDB client. */
  private isMongoMap(s: Setting): boolean {
    this.mongoScopes ??= new Set(
      this.settings.flatMap((x) =>
        (/^(?:type|engine|driver|backend|kind|dialect|provider|adapter|client|db_?type|database_?type|storage_?type)$/i.test(
          lastOf(x),
        ) &&
          /^(?:mongo(?:db)?|documentdb|docdb)$/i.test(x.value.text)) ||
        (/^(?:host|hosts|hostname|server|servers|address)$/i.test(lastOf(x)) &&
          /^[\w.,:-]*mongo[\w.,:-]*$/i.test(x.value.text))
          ? [x.scope]
          : [],
      ),
    );
    for (let scope: Scope | undefined = s.scope, up = 0; scope?.parent && up < 2; scope = scope.parent, up++)
      if (this.mongoScopes.has(scope)) return !otherProduct.test(s.path.slice(scope.path.length).join('.'));
    return false;
  }

  private mongoScopes: ReadonlySet<Scope> | undefined;

  private clientMap(s: Setting): SiteDriver | undefined {
    this.clientScopes ??= this.readClientScopes();
    for (let scope: Scope | undefined = s.scope, up = 0; scope && up < 3; scope = scope.parent, up++) {
      const driver = this.clientScopes.get(scope);
      if (driver) return driver;
    }
    return undefined;
  }

  /** Maps with such a URI. */
  private get aloneScopes(): ReadonlySet<Scope> {
    return (this.alone ??= new Set(this.settings.flatMap((s) => (this.isAlone(s) ? [s.scope] : []))));
  }

  private alone: ReadonlySet<Scope> | undefined;

  /** True for a URI beside which its program reads nothing else. */
  private isAlone(s: Setting): boolean {
    return clientMaps.some(
      (row) => row.alone?.test(lastOf(s)) && row.framework === this.clientMap(s)?.framework,
    );
  }

  private clientScopes: ReadonlyMap<Scope, SiteDriver> | undefined;

  private readClientScopes(): ReadonlyMap<Scope, SiteDriver> {
    const scopes = new Map<Scope, SiteDriver>();
    for (const x of this.settings)
      for (const row of clientMaps)
        if (
          row.key.test(lastOf(x)) &&
          row.value.test(x.value.text) &&
          (!row.beside ||
            /ormconfig|typeorm|data-?source/i.test(this.context.doc.path) ||
            this.settings.some((y) => y.scope === x.scope && row.beside!.test(lastOf(y))))
        )
          scopes.set(x.scope, {
            id: row.driver,
            framework: row.framework,
            // Never the text of a URI: it can hold a password.
            because: x.value.text.includes('://')
              ? `${lastOf(x)} is a key of ${row.framework}`
              : `${lastOf(x)}: ${x.value.text} is ${row.framework}`,
          });
    return scopes;
  }

  private option(s: Setting, name: string, place: WrittenOption['place']): WrittenOption {
    return {
      name,
      place,
      value: writtenValue(name, s.value, s.typed),
      syntax: s.variable ? 'environment' : this.text.syntax,
      span: s.span,
      nameSpan: s.nameSpan,
      valueSpan: s.valueSpan,
      ...(s.removeSpan ? { removeSpan: s.removeSpan } : {}),
    };
  }

  private site(
    uri: SiteUri | undefined,
    setting: Setting | undefined,
    options: readonly WrittenOption[],
    optionSettings: readonly Setting[],
    driver: SiteDriver,
    hosts: ConnectionSite['hosts'],
  ): ConnectionSite {
    // Where options are merged from elsewhere in the document, the construct is where they are written.
    const apart = optionSettings.some((s) => s.merged) || (setting?.merged === true && options.length > 0);
    const spans = [...(uri && !apart ? [uri.span] : []), ...options.map((o) => o.span)];
    const last = [...optionSettings].sort((a, b) => a.span.start - b.span.start).pop();
    const place = last && !driver.framework ? this.text.after?.(last) : undefined;
    return {
      kind: options.length > 0 ? 'options' : 'uri',
      finder: this.context.finder,
      span: hull(spans),
      ...(setting ? { headSpan: setting.nameSpan } : {}),
      ...(uri ? { uri } : {}),
      options,
      ...(hosts ? { hosts } : {}),
      open: false,
      ...(driver.framework === 'airflow' ? lostOptions(options) : {}),
      ...(place ? { insertion: { syntax: this.text.syntax, ...place } } : {}),
      driver,
      ...(setting && uri ? { defines: this.definitionOf(setting) } : {}),
    };
  }
}

/** The version that the keys themselves show, where nobody else says it. */
function versionByKeys(
  row: FrameworkKey,
  entries: readonly { readonly setting: Setting }[],
): DriverVersion | undefined {
  const written = (test: RegExp): boolean => entries.some((e) => test.test(lastOf(e.setting)));
  // spring.data.mongodb lost its `data` in Boot 4, mongo-express writes TLS for SSL since 1.1.
  if (row.framework === 'spring')
    return entries.every((e) => /(?:^|[._])spring[._]mongodb[._]/i.test(dotted(e.setting)))
      ? { min: '4.0.0', from: 'spring.mongodb' }
      : undefined;
  if (row.framework !== 'mongo-express') return undefined;
  if (written(/_TLS(?:_|$)/)) return { min: '1.1.0', from: 'ME_CONFIG_MONGODB_TLS' };
  return written(/_SSL|MONGODB_CA_FILE/)
    ? { min: '1.0.0', below: '1.1.0', from: 'ME_CONFIG_MONGODB_SSL' }
    : undefined;
}

/** `args: [--tlsMode=requireTLS, …]` of an image with another name: flags that only MongoDB has. */
function impliedProgram(words: readonly Word[], behindCommand: boolean): readonly Word[] {
  // Arguments of a script that starts the server: `command: [/start.sh]`, `args: [--replSet=rs0, --tlsMode=…]`.
  const server =
    behindCommand && words.some((w) => /^--(?:(?:tls|ssl)Mode|replSet|bind_ip|dbpath)/.test(w.text.text));
  if (words.length === 0 || (!words[0]!.text.text.startsWith('-') && !server)) return words;
  const implied = withImpliedProgram(words);
  return implied.length > 0 ? implied : words;
}

/** Flags of MongoDB's programs and nothing else but values and templates. */
function looksLikeFlags(text: string): boolean {
  return /^[\s\uFFFC]*--[a-zA-Z]/.test(text) && text.length < 4000 && mongoFlags.test(text);
}

const mongoFlags =
  /(?:^|[\s"'\uFFFC])--(?:tls(?:Mode|CAFile|CertificateKeyFile|AllowInvalid\w+|CRLFile|ClusterFile)|ssl(?:Mode|PEMKeyFile|CAFile|AllowInvalid\w+|CRLFile))(?=[=\s]|$)/;

/** The file that a multi-line value stands for: `application.properties: |` of a ConfigMap. */
function embeddedFile(s: Setting): string | undefined {
  const name = lastOf(s);
  const full = dotted(s);
  const match =
    /(?:^|\.)([\w-]+\.(?:ya?ml|properties|conf|cfg|ini|json|toml|sh|js|ts|py|env|xml|rb|php|go))$/i.exec(
      full,
    );
  if (match) return match[1]!;
  return /\.\w{1,5}$|^\.env/.test(name) ? name : undefined;
}

/** Variables of a process by their name, keys of a file by their path. */
function definedName(s: Setting): string {
  const name = lastOf(s);
  return s.variable || /^[A-Z][A-Z0-9_]*$/.test(name) ? name : dotted(s);
}

/** A value that a program reads: not unset, no sentence about the option, no part of a description of it. */
function isValue(s: Setting): boolean {
  const text = s.value.text.trim();
  if (/^(?:None|null|nil|~|undefined)$/.test(text) && !s.variable) return false;
  if (text === '' && !s.variable && !/^(?:tls|ssl)$/i.test(lastOf(s))) return false;
  if (/^[A-Z][\w']*(?: [\w'(),.-]+){3,}/.test(text)) return false;
  const parent = s.path[s.path.length - 2] ?? '';
  return !(
    /^(?:description|title|summary|type|default|defaultValue|priority|required|enum|name|displayName|group|kind|javaType|deprecated|secret|label|format|help|doc|env|example|examples|x-\w+)$/.test(
      lastOf(s),
    ) && /tls|ssl|cert/i.test(parent)
  );
}

/** TLS by the name itself, or by a `tls`/`ssl` map around it. */
function isTlsPath(s: Setting): boolean {
  const name = plainName(lastOf(s));
  if (maybeTls.test(name)) return true;
  const parents = s.path.slice(0, -1);
  const at = lastIndexWhere(parents, (k) => /^(?:tls|ssl)(?:[-_]?(?:options|config|settings))?$/i.test(k));
  return at >= 0 && parents.length - at <= 2;
}

/** The option's name: below `tls`/`ssl` with the map's key in front, else its own. */
function optionName(s: Setting, uri: Setting | undefined): string {
  const name = lastOf(s);
  const parents = s.path.slice(0, -1);
  const at = lastIndexWhere(parents, (k) => /^(?:tls|ssl)(?:[-_]?(?:options|config|settings))?$/i.test(k));
  if (
    at < 0 ||
    mongoOnly.test(plainName(name)) ||
    (uri && at < uri.path.length - 1 && uri.path[at] === parents[at])
  )
    return name;
  return [...parents.slice(at), name].join('.');
}

/** `primary_url` and `primary_tls` share a stem. */
function sameStem(a: Setting, b: Setting): boolean {
  const stem = (s: Setting): string =>
    lastOf(s)
      .toLowerCase()
      .replace(/[-_.]?(?:ur[il]|dsn|conn\w*|tls\w*|ssl\w*)$/, '');
  return stem(a) !== '' && stem(a) === stem(b);
}

function rootOf(scope: Scope): Scope {
  let s = scope;
  while (s.parent) s = s.parent;
  return s;
}

function sameRoot(scope: Scope, root: Scope): boolean {
  return rootOf(scope) === root;
}

/** True for settings of a map and of the maps below it. */
function within(s: Setting, map: Scope): boolean {
  for (let scope: Scope | undefined = s.scope; scope; scope = scope.parent) if (scope === map) return true;
  return false;
}

function lastIndexWhere(list: readonly string[], test: (s: string) => boolean): number {
  for (let i = list.length - 1; i >= 0; i--) if (test(list[i]!)) return i;
  return -1;
}

/** Where the `net` key itself stands. */
function heads(settings: readonly Setting[], depth: number): readonly Span[] {
  return settings.flatMap((s) => {
    for (let scope: Scope | undefined = s.scope; scope; scope = scope.parent)
      if (scope.path.length === depth + 1 && scope.head) return [scope.head];
    return [];
  });
}

function hull(spans: readonly Span[]): Span {
  return {
    start: Math.min(...spans.map((s) => s.start)),
    end: Math.max(...spans.map((s) => s.end)),
  };
}

function withoutInsertion(site: ConnectionSite): ConnectionSite {
  const { insertion: _, ...rest } = site;
  return rest;
}

/** Text that was decoded as a whole cannot be edited in part. */
function withoutEdits(site: ConnectionSite): ConnectionSite {
  const { insertion: _, uri, ...rest } = site;
  const { ampersand: __, ...bare } = uri ?? ({} as SiteUri);
  return {
    ...rest,
    ...(uri ? { uri: bare as SiteUri } : {}),
    options: site.options.map(({ removeSpan: ___, ...o }) => ({ ...o, syntax: 'other' as const })),
  };
}

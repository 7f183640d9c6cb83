/**
 * Command lines of MongoDB's programs: from words to a site. Shells, Dockerfiles, compose files, package scripts and
 * argv arrays in program code all end here; how words are written and joined is their business.
 */
import { HOLE, MappedTextBuilder, sourceSpan, sliceMapped } from '../../text/mappedText';
import { isLiteralSecret } from '../../uri/secrets';
import { siteUri } from './uriLiteral';
import { writtenValue } from './writtenValue';
import type {
  ConnectionSite,
  DriverId,
  MappedText,
  SiteDriver,
  SiteUri,
  Span,
  WrittenOption,
} from '../../types';

/** One argument of a command. */
export interface Word {
  readonly text: MappedText;
  /** With its quotes. */
  readonly span: Span;
  /** Variable that the word stands for as a whole (`$OPTS`, `"${OPTS[@]}"`). */
  readonly variable?: string;
  /** A program that nobody wrote: whoever runs it may add flags of its own. */
  readonly implied?: boolean;
  /** Set only under a condition (collected in a variable inside an `if`). */
  readonly conditional?: boolean;
}

export interface CommandStyle {
  readonly finder: string;
  /** `shell`: words with blanks between; `array`: quoted words with commas between. */
  readonly join: 'shell' | 'array';
  readonly ampersand?: string;
  /** The document that the words' spans point into; without it words of an array are not removed. */
  readonly document?: string;
}

/** MongoDB's programs, lower case, and who reads their options. */
const programs: ReadonlyMap<string, DriverId | 'unknown'> = new Map([
  ['mongosh', 'mongosh'],
  ['mongo', 'mongo'],
  ['mongod', 'mongod'],
  ['mongos', 'mongod'],
  ['mongodump', 'tools'],
  ['mongorestore', 'tools'],
  ['mongoexport', 'tools'],
  ['mongoimport', 'tools'],
  ['mongostat', 'tools'],
  ['mongotop', 'tools'],
  ['mongofiles', 'tools'],
  ['bsondump', 'tools'],
  ['mongooplog', 'tools'],
  ['atlas', 'unknown'],
]);

/** TLS flags that take a value, lower case without dashes; the other TLS flags are switches. */
const valued =
  /^(?:tls|ssl)(?:mode|cafile|certificatekeyfile|certificatekeyfilepassword|crlfile|certificateselector|disabledprotocols|clusterfile|clusterpassword|clustercafile|clustercertificateselector|logversions|ciphersuiteconfig|cipherconfig|clusterauthx509attributes|clusterauthx509extensionvalue|clusterauthx509override|pemkeyfile|pemkeypassword)$/;
/** Only a server has these: `mongo --tlsMode …` behind `docker run` is the image's mongod. */
const serverOnly =
  /^(?:tlsmode|sslmode|dbpath|replset|bind_ip|bind_ip_all|configsvr|shardsvr|keyfile|fork|clusterauthmode|tlsclusterfile|sslclusterfile|wiredtigercachesizegb|configdb|tlsallowconnectionswithoutcertificates|sslallowconnectionswithoutcertificates|sslweakcertificatevalidation)$/;
const tlsFlag = /^--?((?:tls|ssl)[a-z0-9]*)$/i;
/** Flags that no other product has. */
const mongoFlag =
  /^--(?:tlsCertificateKeyFile\w*|tlsAllowInvalid\w+|tlsCAFile|tlsMode|tlsCRLFile|tlsClusterFile|tlsAllowConnectionsWithoutCertificates|sslPEMKey\w+|sslAllowInvalid\w+|sslAllowConnectionsWithoutCertificates|sslMode|sslCAFile|sslCRLFile)(?:=|$)/;
/** Other flags that bear on TLS. */
const alsoFlag = /^--(clusterAuthMode|authenticationMechanism|setParameter)$/;
/** Flags of these programs whose next word is not positional. */
const otherValued =
  /^(?:--(?:eval|file|host|port|username|password|authenticationDatabase|authenticationMechanism|db|collection|out|archive|dir|config|dbpath|logpath|bind_ip|replSet|keyFile|uri|query|fields|type|drop|gssapiServiceName|networkMessageCompressors|apiVersion|nsInclude|nsExclude|nsFrom|nsTo|configdb|clusterAuthMode|setParameter)|-[hupdcofq])$/;

/** The driver id of a program's name (`/usr/bin/mongosh`, `mongodump.exe`); undefined for any other. */
export function programDriver(word: string): DriverId | 'unknown' | undefined {
  const name = word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1).toLowerCase();
  return programs.get(name.endsWith('.exe') ? name.slice(0, -4) : name);
}

/** Words before a program that mean it is only talked about: installed, killed, copied, looked for. */
const talk =
  /^(?:echo|printf|apt|apt-get|apk|yum|dnf|brew|choco|scoop|snap|pip|pip3|npm|yarn|pnpm|which|type|whereis|pkill|pgrep|kill|killall|systemctl|service|cp|mv|rm|ln|mkdir|chown|chmod|grep|egrep|wget|curl|cd|cat|tail|head|touch|tar|man|alias|unalias|test|\[|\[\[|usermod|useradd|adduser|install|info|log|warn|error|die|say|fail|success|msg|note)$/;
const serverImage =
  /(?:^|\/)(?:mongo|mongodb-(?:community|enterprise)-server|percona-server-mongodb)[:@][\w.@:-]+$/;
/** Flags whose value may be called like a program and is none. */
const named =
  /^--?(?:component|name|container(?:-name)?|service|hostname|network|label|link|selector|user|u|n|l)$/;
const runners = /^(?:docker|docker-compose|podman|nerdctl|kubectl|oc|compose|minikube)$/;

/** Index of the word that is the program, or -1. */
export function programIndex(words: readonly Word[]): number {
  // `kubectl exec pod -c mongod -- mongosh`: what runs stands behind the dashes.
  const dashes = words.findIndex((w) => w.text.text === '--');
  if (dashes > 0 && runners.test(words.find((w) => w.text.text !== 'sudo')?.text.text ?? '')) {
    const behind = programIndex(words.slice(dashes + 1));
    return behind < 0 ? -1 : dashes + 1 + behind;
  }
  let found = -1;
  let runner = false;
  for (let i = 0; i < words.length && i < 60; i++) {
    const word = words[i]!.text.text;
    if (programDriver(word) && !(i > 0 && named.test(words[i - 1]!.text.text))) {
      // `$(COMPOSE) exec mongo mongosh …`: the first is the name of a container, whatever runs in it.
      if (i > 0 && /^mongo[ds]?$/.test(word) && programDriver(words[i + 1]?.text.text ?? '')) continue;
      found = i;
      if (!runner) break;
      // `docker exec mongo mongosh`: the name of a container or image, then the program.
      continue;
    }
    if (found >= 0) {
      if (word.startsWith('-')) break;
      continue;
    }
    // The image's own program: `docker run … mongo:7 --tlsMode requireTLS`.
    if (runner && serverImage.test(word) && words[i + 1]?.text.text.startsWith('-') === true) return i;
    if (talk.test(word) && !runner) return -1;
    if (runners.test(word)) {
      runner = true;
      if (
        /^(?:pull|push|rm|rmi|stop|start|logs|restart|build|cp|inspect|kill|get|describe|delete|apply|port-forward|scale|rollout)$/.test(
          words[i + 1]?.text.text ?? '',
        )
      )
        return -1;
    }
  }
  return found;
}

/**
 * The site of one command line, given all its words (with `sudo`, `docker exec …` before it). Undefined when no
 * MongoDB program runs, or when nothing is said about a connection or TLS: no URI, no TLS flag, no remote host.
 */
export function commandLineSite(words: readonly Word[], style: CommandStyle): ConnectionSite | undefined {
  const at = programIndex(words);
  if (at < 0) return undefined;
  const program = words[at]!;
  const rest = words.slice(at + 1).map(behindTemplate);
  let driver = programDriver(program.text.text) ?? 'mongod';
  const options: WrittenOption[] = [];
  let uri: SiteUri | undefined;
  let reads: ConnectionSite['reads'];
  let hosts: readonly string[] | undefined;
  let hostUnknown = false;
  let port: string | undefined;
  let open = program.implied === true;
  let positional = 0;
  const passwords: Span[] = [];

  for (let i = 0; i < rest.length; i++) {
    const word = rest[i]!;
    const text = word.text.text;
    const equals = text.startsWith('-') ? text.indexOf('=') : -1;
    const flag = equals > 0 ? text.slice(0, equals) : text;
    const next = rest[i + 1];
    if (word.variable !== undefined && text.trim() === HOLE) {
      // `mongosh "$URI"`, `mongosh $OPTS`: a URI or flags that cannot be seen here.
      if (positional === 0 && /ur[il]|conn|dsn|mongo(?:db)?$|cluster|host/i.test(word.variable)) {
        reads ??= { variable: word.variable, span: word.span };
      } else open = true;
      positional++;
      continue;
    }
    const bare = flag.replace(/^-+/, '');
    if (serverOnly.test(bare.toLowerCase()) && text.startsWith('--')) driver = 'mongod';
    const tls = tlsFlag.exec(flag);
    const also = alsoFlag.exec(flag);
    if (tls || (also && flag.startsWith('--'))) {
      const name = bare;
      const takes = equals < 0 && (also !== null || valued.test(name.toLowerCase()));
      const value =
        equals > 0 ? sliceMapped(word.text, equals + 1, text.length) : takes ? next?.text : undefined;
      const dashes = flag.length - name.length;
      const nameSpan = sourceSpan(word.text, dashes, flag.length);
      const valueSpan =
        equals > 0
          ? {
              start: sourceSpan(word.text, equals + 1, text.length).start,
              end: sourceSpan(word.text, 0, text.length).end,
            }
          : takes && next
            ? next.span
            : { start: word.span.end, end: word.span.end };
      const last = takes && next ? next : word;
      const span = { start: word.span.start, end: last.span.end };
      const before = i === 0 ? program : rest[i - 1]!;
      const secret = also === null || name !== 'setParameter';
      options.push({
        name,
        place: 'flag',
        value:
          value === undefined
            ? { known: true, value: true }
            : secret
              ? writtenValue(name, value, equals > 0)
              : writtenValue('setParameter', value, false),
        syntax: style.join === 'shell' ? 'flag' : 'other',
        span,
        nameSpan,
        valueSpan,
        // Words collected elsewhere (a variable) have other neighbours: nothing to cut there.
        ...(removable(before, span, style) && !word.conditional
          ? { removeSpan: { start: before.span.end, end: span.end } }
          : {}),
        ...(word.conditional ? { conditional: true } : {}),
      });
      if (takes && next) i++;
      continue;
    }
    if (/^--?(?:uri|host|h|port)$/.test(flag)) {
      const value = equals > 0 ? sliceMapped(word.text, equals + 1, text.length) : next?.text;
      if (equals < 0) i++;
      if (!value) continue;
      const found = siteUri(value, style.ampersand);
      if (found) uri ??= found;
      else if (flag.endsWith('port')) port = value.text;
      else if (next?.variable !== undefined && value.text.trim() === HOLE && flag === '--uri')
        reads ??= { variable: next.variable, span: next.span };
      else if (value.text.includes(HOLE)) hostUnknown = true;
      else if (flag !== '--uri') hosts = value.text.replace(/^[^/]*\//, '').split(',');
      continue;
    }
    if (/^(?:--password|-p)$/.test(flag) && driver !== 'mongod') {
      const value = equals > 0 ? sliceMapped(word.text, equals + 1, text.length) : next?.text;
      if (value && isLiteralSecret(value.text)) passwords.push(sourceSpan(value, 0, value.text.length));
    }
    // What the file says is added to the flags.
    if (/^(?:--config|-f)$/.test(flag) && driver === 'mongod') open = true;
    if (otherValued.test(flag) && equals < 0) {
      i++;
      continue;
    }
    if (text.startsWith('-')) continue;
    positional++;
    const found = siteUri(word.text, style.ampersand);
    if (found) uri ??= found;
    else if (
      positional === 1 &&
      driver !== 'mongod' &&
      /^[\w.-]+(?::\d+)?\/\w*$|^[\w.-]+:\d+$|^[a-z\d-]+(?:\.[a-z\d-]+)+(?:\/\w*)?$/i.test(text) &&
      // A version in running text: `with mongo 4.2`.
      !/^v?\d+(?:\.\w+){1,2}$/i.test(text) &&
      !/\.(?:js|json|bson|gz|archive|csv|conf)$/.test(text)
    )
      hosts ??= [text.replace(/\/.*$/, '')];
  }

  if (hosts && port !== undefined && !port.includes(HOLE) && !hosts.some((h) => h.includes(':')))
    hosts = hosts.map((h) => `${h}:${port}`);
  const remote = hosts?.some((h) => !/^(?:localhost|127\.|\[?::1|0\.0\.0\.0)/.test(h)) && driver !== 'mongod';
  const about = options.some(
    (o) => !/^(?:authenticationMechanism|setParameter)$/.test(o.name) || driver === 'mongod',
  );
  const shown = options.filter(
    (o) => o.name !== 'setParameter' || /tls|ssl|ocsp/i.test(String(o.value.known ? o.value.value : '')),
  );
  if (!uri && !remote && !(about && shown.length > 0) && !reads) return undefined;

  const ends = [program, ...rest.filter((w) => w.span.start >= program.span.start)];
  const end = Math.max(...ends.map((w) => w.span.end));
  const lastFlagEnd = program.span.end;
  const because: SiteDriver = {
    id: driver,
    because: `the command is ${program.text.text.replace(/^.*[\\/]/, '')}`,
  };
  return {
    kind: 'cli',
    finder: style.finder,
    span: { start: program.span.start, end },
    headSpan: program.span,
    ...(uri ? { uri } : {}),
    options: shown,
    ...(hosts
      ? { hosts: { known: true as const, value: hosts } }
      : hostUnknown
        ? { hosts: { known: false as const, why: 'hole' as const } }
        : {}),
    ...(passwords.length > 0 ? { passwords } : {}),
    open,
    ...(style.join === 'shell'
      ? { insertion: { syntax: 'flag' as const, at: lastFlagEnd, before: ' ', after: '' } }
      : {}),
    driver: because,
    ...(reads && !uri ? { reads } : {}),
  };
}

/** `{{ if … }}--tls` of a template is the flag, there under a condition. */
export function behindTemplate(word: Word): Word {
  const { text } = word.text;
  const flag = /^\uFFFC+(?=--[a-zA-Z])/.exec(text);
  return flag
    ? {
        ...word,
        text: sliceMapped(word.text, flag[0].length, text.length),
        span: { start: sourceSpan(word.text, flag[0].length, text.length).start, end: word.span.end },
        conditional: true,
      }
    : word;
}

/** Whether an option can be cut together with what joins it to the word before. */
function removable(before: Word, span: Span, style: CommandStyle): boolean {
  const gap = span.start - before.span.end;
  if (gap < 0 || gap > 400) return false;
  if (style.join === 'shell')
    return (
      style.document === undefined || /^[\s\\^`]*$/.test(style.document.slice(before.span.end, span.start))
    );
  // A program that nobody wrote (the image's) has no place; words of another list have more than a comma between.
  if (before.span.end === before.span.start || style.document === undefined) return false;
  return /^\s*,\s*$|^\s*\n\s*-\s+$/.test(style.document.slice(before.span.end, span.start));
}

/** A list of flags without a program, when only MongoDB has them: a server's arguments. */
export function withImpliedProgram(list: readonly Word[]): readonly Word[] {
  const first = list.findIndex((w) => w.text.text.startsWith('--'));
  if (first < 0 || !list.some((w) => mongoFlag.test(w.text.text))) return [];
  const at = list[first]!.span.start;
  const server = list.some((w) =>
    /^--(?:(?:tls|ssl)Mode|dbpath|replSet|bind_ip(?:_all)?|keyFile|(?:tls|ssl)ClusterFile|(?:tls|ssl)AllowConnectionsWithoutCertificates)\b/.test(
      w.text.text,
    ),
  );
  const program: Word = {
    text: new MappedTextBuilder().escape(server ? 'mongod' : 'mongosh', at, at).build(),
    implied: true,
    span: { start: at, end: at },
  };
  return [program, ...list.slice(first)];
}

/** Who reads flags that stand without a program. */
export function impliedDriver(site: ConnectionSite): SiteDriver {
  const name = site.options[0]?.name ?? 'the flag';
  return site.driver.id === 'mongod'
    ? { id: 'mongod', because: `${name} is a flag of a MongoDB server` }
    : {
        id: 'unknown',
        candidates: ['mongosh', 'mongo', 'tools'],
        because: `${name} is a flag of MongoDB's programs`,
      };
}

/** Follows what is given to a MongoDB client through a file: literals, variables, spreads, builders, and keeps every option, URI and environment read it meets. */
import { isPlaceholder, isSecretOption } from '../../uri/secrets';
import type { MappedText, OptionSyntax, OptionValue, SiteUri, Span, Value, WrittenOption } from '../../types';
import { HOLE } from '../../text/mappedText';
import { builtText, continuedText, withAppended } from './builtText';
import { NUMBER, STRING, WORD } from './lexer';
import { localCall, type LocalCall } from './localCalls';
import { isOptionName, optionOfMethod } from './optionNames';
import { remainingChecks } from './remainingChecks';
import { holePlaceholders, siteUri } from './uriLiteral';
import type { Definition, Entry, Range, Syntax } from './syntax';

/** How a language writes an option in each shape. */
export interface SyntaxNames {
  readonly argument: OptionSyntax;
  /** Entry whose name is a word / a string. */
  readonly wordEntry: OptionSyntax;
  readonly stringEntry: OptionSyntax;
  readonly item: OptionSyntax;
}

export interface EnvironmentRead {
  readonly variable: string;
  readonly span: Span;
  /** The whole path where it is a member of something. */
  readonly path?: string;
}

/** Names under which a connection string or a host is given. */
const uriNames =
  /^(?:hosts?|uri|url|dsn|mongo\w*(?:uri|url|string|dsn)|(?:mongo_?)?(?:db_?)?(?:connection_?)?(?:string|uri|url)|connect(?:ion)?_?(?:string|uri|url|str)|client_?url|address|seeds?|endpoint|servers?|connection)$/i;

/** Names under which an options object hangs. */
const containerNames =
  /(?:options?|opts|settings|config|params|kwargs|extra|auth|ssl|tls|credential|connect|client|replset|server|mongo|driver)/i;

/** Names under which a user's name and password hang, or options that a framework treats apart. */
const apart = /^(?:auth|credentials?|login|extra)$/i;

const otherContainers =
  /redis|kafka|smtp|mail|elastic|https?|agent|proxy|logger|pino|amqp|rabbit|broker|cache|postgres|mysql|webpack|autoEncryption|kms/i;

/** Calls that read the environment or a configuration, by the last words of their path. */
const getters =
  /(?:^|\.)(?:getenv|get_env|getEnv|GetEnv|Getenv|LookupEnv|env|environ\.get|env\.get|Env\.get|ENV\.fetch|environ\.fetch|env\.var|var|var_os|GetEnvironmentVariable|get_env!|fetch_env!?|fetch_env|getenv_s|secure_getenv|GetConnectionString|GetString|GetValue|getProperty|getRequiredProperty|getOrThrow|config|config\.\w+|conf\.get|settings\.get|configService\.\w+|ConfigService\.\w+|cfg\.\w+|Sys\.getenv|env\.str|env\.string|requireEnv|option_env|dotenv|getString|lookupEnv|fromEnvironment|envOrElse|sysprop|get|fetch)$/;
const getterRoots =
  /(?:env|config|conf|cfg|setting|secret|propert|viper|vault|sysprop|parameter|options?|System|Sys|kv|app)/i;

/** Methods that ask for an option or take it away: `kwargs.get("tls", False)`. */
const asking =
  /^(?:get|pop|fetch|opt|has|contains|remove|delete|find|read|is|dig|lookup|require|check|assert|expect)(?:$|[A-Z_?!])/;

/** Types that name one server (Java, C#). */
const serverAddress = /^(?:Mongo)?ServerAddress$/;

/** Calls whose last argument is the password of a login (Java, C#). */
const credential =
  /^(?:create(?:Credential|PlainCredential|ScramSha(?:1|256)Credential|MongoCRCredential)|Create(?:Credential|PlainCredential|GssapiCredential|MongoCRCredential)|PasswordEvidence)$/;

/** Members of a client's settings that hold the TLS ones (C#, Go). */
const innerSettings = ['SslSettings', 'TLSConfig'];

const ignoredEnvironment = /^(?:process|import|meta|self|this)$/;

/** Words that are values: they have no definition. */
const literalWords: ReadonlySet<string> = new Set(
  'true false null undefined True False None TRUE FALSE NULL nil nullptr'.split(' '),
);

const functionWords: ReadonlySet<string> = new Set([
  'function', 'async', 'lambda', 'fn', 'func', 'proc', 'sub',
]); // prettier-ignore

export class Collector {
  readonly options: WrittenOption[] = [];
  /** Tokens of names that became options. */
  readonly optionTokens: number[] = [];
  /** Bracket (or -1) that holds each option, to place insertions. */
  readonly groups = new Map<number, number>();
  readonly uris: { readonly uri: SiteUri; readonly token: number; readonly raw: MappedText }[] = [];
  reads: EnvironmentRead | undefined;
  open = false;
  hosts: string[] | undefined;
  /** Servers are named by calls (`new ServerAddress(host)`); of one of them the host cannot be read. */
  private namesServer = false;
  private unknownHost = false;
  /** An argument of the client is a name that leads nowhere: what it holds is not known. */
  private unknownArgument = false;
  readonly seenTokens = new Set<number>();
  /** Names of options that a connection string applied after them takes away. */
  readonly overruled = new Set<string>();
  /** Names and functions that were followed, and whether there was anything. */
  private readonly visited = new Map<string, boolean>();
  private depth = 0;
  /** While the definition of a variable is read that later statements may lengthen. */
  private growing = false;
  /** While options are collected whose place has names of its own. */
  private foreignNames = false;
  /** The entry that is read, where it says who logs in. */
  private within: string | undefined;
  /** The calls of functions of the file that are followed, the innermost last. */
  private readonly localCalls: LocalCall[] = [];
  /** True once the value that is read came from a call's argument. */
  private fromCall = false;

  constructor(
    private readonly s: Syntax,
    private readonly names: SyntaxNames,
    /** Function bodies among the arguments hold options (`useFactory`, lambdas of builders). */
    private readonly functions: boolean,
    /** Names of the language's own that count besides the usual. */
    private readonly isOption: (name: string) => boolean = isOptionName,
  ) {}

  /** The servers that are named apart from a URI; undefined where there are none, or options that nobody sees may be beside them. */
  servers(): Value<readonly string[]> | undefined {
    if (this.namesServer && this.unknownArgument) return undefined;
    if (this.unknownHost) return { known: false, why: 'expression' };
    return this.hosts && { known: true, value: this.hosts };
  }

  /** Everything inside a bracket: arguments, entries. */
  group(open: number, conditional = false, argument = false): void {
    for (const item of this.s.items(open)) this.item(item, open, conditional, argument);
  }

  item(item: Range, open: number, conditional: boolean, argument: boolean): void {
    const { s } = this;
    const { t } = s;
    const spread = this.spreadLength(item);
    if (spread > 0) {
      this.expression({ from: item.from + spread, to: item.to }, conditional, true);
      return;
    }
    const entry = s.entry(item);
    if (!entry) {
      // `"name", value` pairs (Map.of, put) are handled by the call; a lone literal may be a URI.
      if (argument && this.depth === 0) {
        const path = s.pathOf(trim(s, item));
        if (path !== undefined && visibleDefinitions(s, path, item.from).length === 0)
          this.unknownArgument = true;
      }
      this.expression(item, conditional, false);
      return;
    }
    const name = entry.name;
    if (this.isOption(name) && isDeclaration(s, entry)) {
      this.markSeen(entry.nameToken);
      return;
    }
    if (this.isOption(name) && !this.isContainer(entry)) {
      this.add(entry, open, conditional, this.entrySyntax(entry, argument));
      // `ssl: { ca: … }`, `:ssl_opts => [verify: :verify_none]`
      this.nested(entry, conditional);
      return;
    }
    if (this.isOption(name)) this.markSeen(entry.nameToken);
    if (entry.shorthand) {
      if (uriNames.test(name) || /options?|opts|settings/i.test(name))
        this.expression(entry.value, conditional, false);
      return;
    }
    if (uriNames.test(name)) {
      this.expression(entry.value, conditional, false, true);
      return;
    }
    const string = s.t.isString(entry.value.from);
    if (string && /^mongodb/i.test(t.decode(entry.value.from).text)) {
      this.expression(entry.value, conditional, false);
      return;
    }
    if (this.isFunction(entry.value)) {
      if (this.functions) this.body(entry.value, conditional);
      return;
    }
    if (otherContainers.test(name)) return;
    const outer = this.within;
    if (apart.test(name)) this.within = name;
    if (containerNames.test(name)) this.expression(entry.value, conditional, false);
    else if (s.isOpen(entry.value.from) && this.punctOf(entry.value.from) !== '(')
      this.group(entry.value.from, conditional);
    this.within = outer;
  }

  private punctOf(i: number): string {
    return this.s.punct(i);
  }

  /** `ssl: {…}` in SQL style is no option of MongoDB, but `tls: {…}`/`sslSettings` holds some; a name that is an option and holds entries is both. */
  private isContainer(entry: Entry): boolean {
    const { s } = this;
    const first = entry.value.from;
    if (s.grammar.holding || !/^(?:tls|ssl|tlsOptions|tls_options|SslSettings|sslOptions)$/i.test(entry.name))
      return false;
    // PHP: the `ssl` part of a stream context.
    const arrays = this.names.stringEntry === 'hashRocket' && s.grammar.semicolons === true;
    return (
      (s.isOpen(first) && (s.punct(first) === '{' || (arrays && s.punct(first) === '['))) ||
      (arrays && s.t.at(first) === 'array' && s.punct(first + 1) === '(')
    );
  }

  private nested(entry: Entry, conditional: boolean): void {
    const { s } = this;
    // Perl: `ssl => \%options`, `ssl => $options`
    const last = entry.value.to - 1;
    if (s.grammar.holding && s.t.kind[last] === WORD && last - entry.value.from < 3) {
      for (const d of visibleDefinitions(s, s.normal(s.t.at(last)), last))
        if (s.isOpen(d.value.from)) this.group(d.value.from, conditional);
      return;
    }
    if (entry.name === 'context') {
      // The names of a stream context are not those of the options beside it: nothing there is renamed.
      this.foreignNames = true;
      this.expression(entry.value, conditional, false);
      this.foreignNames = false;
      return;
    }
    let first = entry.value.from;
    while (first < entry.value.to && !s.isOpen(first)) first++;
    if (first >= entry.value.to || s.t.match[first]! < 0) return;
    const punct = s.punct(first);
    if (punct === '{' || punct === '[') {
      if (!s.isBlock(first)) this.group(first, conditional);
    } else if (
      punct === '(' &&
      s.callee(first) &&
      /new|Settings|Config|Opts|Options|Enabled|Some/.test(s.t.at(entry.value.from))
    )
      this.expression(entry.value, conditional, false);
  }

  private spreadLength(item: Range): number {
    const { s } = this;
    const p = s.punct(item.from);
    if (!p || !(s.grammar.spread ?? []).includes(p)) return 0;
    return 1;
  }

  private entrySyntax(entry: Entry, argument: boolean): OptionSyntax {
    const { s, names } = this;
    if (this.foreignNames) return 'other';
    if (s.t.isString(entry.nameToken))
      return s.punct(entry.nameToken + 1) === '=>' ? 'hashRocket' : names.stringEntry;
    const sign = s.punct(entry.nameToken + 1);
    if (sign === '=>') return s.punct(entry.nameToken - 1) === ':' ? 'other' : 'hashRocket';
    if (argument && sign === '=') return names.argument;
    return names.wordEntry;
  }

  add(entry: Entry, open: number, conditional: boolean, syntax: OptionSyntax): void {
    const { s } = this;
    const { t } = s;
    this.markSeen(entry.nameToken);
    const nameSpan = nameSpanOf(s, entry);
    const valueSpan = entry.shorthand ? nameSpan : s.span(entry.value.from, entry.value.to);
    const span = { start: t.start[entry.from]!, end: Math.max(valueSpan.end, nameSpan.end) };
    this.fromCall = false;
    const value = readValue(s, entry.value, entry.name, 0, this.bound);
    // What a call decides is not changed for all other calls.
    const removeSpan = this.fromCall ? undefined : removalOfItem(s, entry, open);
    this.push(
      {
        name: entry.name,
        place: 'options',
        value,
        syntax: entry.shorthand || this.fromCall ? 'other' : syntax,
        span,
        nameSpan,
        valueSpan,
        ...(removeSpan ? { removeSpan } : {}),
        ...(conditional ? { conditional: true } : {}),
      },
      entry.nameToken,
      open,
    );
  }

  private push(option: WrittenOption, token: number, open: number): void {
    if (this.optionTokens.includes(token)) return;
    const { t } = this.s;
    const within = this.within === undefined ? {} : { within: this.within };
    const checks = remainingChecks(this.s, option.name, {
      from: t.firstFrom(option.valueSpan.start),
      to: t.firstFrom(option.valueSpan.end),
    });
    this.options.push({ ...option, ...within, ...(checks ? { checks } : {}) });
    this.overruled.delete(option.name);
    this.optionTokens.push(token);
    this.groups.set(token, open);
  }

  /** Forgets the options whose names are meant for somebody else. */
  drop(isForeign: (name: string) => boolean): void {
    for (let n = this.options.length - 1; n >= 0; n--)
      if (isForeign(this.options[n]!.name)) {
        this.options.splice(n, 1);
        this.optionTokens.splice(n, 1);
      }
  }

  private markSeen(token: number): void {
    this.seenTokens.add(token);
  }

  private isFunction(range: Range): boolean {
    const { s } = this;
    if (s.t.kind[range.from] === WORD && functionWords.has(s.t.at(range.from))) return true;
    if (s.punct(range.from) === '(' && s.t.match[range.from]! >= 0) {
      const after = s.t.match[range.from]! + 1;
      if (
        after < range.to &&
        (s.punct(after) === '=>' ||
          s.punct(after) === '->' ||
          (s.punct(after) === '{' && s.grammar.shorthand))
      )
        return true;
    }
    return (
      s.t.kind[range.from] === WORD &&
      (s.punct(range.from + 1) === '=>' || s.punct(range.from + 1) === '->') &&
      s.grammar.named.indexOf('=>') < 0
    );
  }

  /** A function's body: what it returns, and builder calls in it. */
  private body(range: Range, conditional: boolean): void {
    const { s } = this;
    const { t } = s;
    for (let i = range.from; i < range.to; i++) {
      if (s.punct(i) === '=>' || s.punct(i) === '->') {
        const next = i + 1;
        if (s.punct(next) === '{' && s.isBlock(next)) {
          this.block(next, conditional);
        } else this.expression(s.skipGrouping({ from: next, to: range.to }), conditional, false);
        return;
      }
      if (s.punct(i) === '{' && t.match[i]! > i) {
        this.block(i, conditional);
        return;
      }
      if (s.punct(i) === '(' && t.match[i]! > i) i = t.match[i]!;
    }
  }

  /** A block of statements: its returned values and its chains. */
  private block(open: number, conditional: boolean): void {
    const { s } = this;
    const { t } = s;
    const close = t.match[open]!;
    if (close < 0 || this.depth > 12) return;
    for (let i = open + 1; i < close; i++) {
      if (t.kind[i] !== WORD) continue;
      if (t.at(i) === 'return' && !s.isMember(i - 1)) {
        const end = s.statementEnd(i);
        if (end > i + 1) this.expression({ from: i + 1, to: end }, conditional || s.conditional(i), false);
      } else if (s.punct(i + 1) === '(' && this.isOption(t.at(i))) {
        this.method(i, conditional || s.conditional(i));
      } else if (s.isMember(i - 1) && s.isAssign(i + 1) && this.isOption(t.at(i))) {
        this.assignment({
          path: t.at(i),
          nameToken: i,
          from: s.statementStart(i),
          value: { from: i + 2, to: s.statementEnd(i) },
          kind: 'assignment',
        });
      }
    }
  }

  /** One expression: follows it wherever it leads. */
  expression(range: Range, conditional: boolean, spread: boolean, host = false): void {
    if (this.depth > 14) {
      this.open = true;
      return;
    }
    this.depth++;
    try {
      this.follow(range, conditional, spread, host);
    } finally {
      this.depth--;
    }
  }

  private follow(full: Range, conditional: boolean, spread: boolean, host: boolean): void {
    const { s } = this;
    const { t } = s;
    const range = s.skipGrouping(trim(s, full));
    const { from, to } = range;
    if (to <= from) return;
    if (this.isFunction(range)) {
      if (this.functions) this.body(range, conditional);
      return;
    }
    const branches = alternatives(s, range);
    const whole = branches[0]!;
    if (branches.length > 1 || whole.from !== from || whole.to !== to) {
      for (const [n, branch] of branches.entries())
        this.expression(branch, conditional || n > 0 || branch.chosen, spread, host);
      return;
    }
    if (!t.isString(from)) {
      if (this.prefixed(range)) return;
      const merged = mergedParts(s, range);
      if (merged.length > 1) {
        for (const part of merged) this.expression(part, conditional, spread, host);
        return;
      }
    }
    const environment = environmentRead(s, range);
    if (environment && spread) {
      this.open = true;
      return;
    }
    if (environment) {
      this.reads ??= environment.read;
      if (environment.fallback) this.expression(environment.fallback, conditional, false, host);
      return;
    }
    if (t.isString(from)) {
      this.string(range, host);
      return;
    }
    if (s.isOpen(from) && (t.match[from] === to - 1 || s.punct(t.match[from]! + 1) === '.')) {
      // `'host' => ['a.example.com', 'b.example.com']`
      for (const item of s.items(from))
        if (host && !s.entry(item)) this.expression(item, conditional, false, true);
        else this.item(item, from, conditional, false);
      return;
    }
    // `%{…}`, `#{…}`, `&Type{…}`, `new Type {…}`, `Type {…}`, `map[string]any{…}`, `dict(…)`
    const last = to - 1;
    const open = t.match[last]!;
    if (open >= from && open < last && s.punct(open) === '{' && !s.isBlock(open)) {
      this.claimCallee(open);
      this.group(open, conditional);
      if (open > from && s.punct(open - 1) === ')') this.chain({ from, to: open }, conditional);
      return;
    }
    const path = s.pathOf(range);
    if (path !== undefined) {
      if (this.argument(path, from, conditional, spread, host)) return;
      if (!this.path(path, from, conditional, false, host) && spread) this.open = true;
      return;
    }
    this.chain(range, conditional, spread);
  }

  /** `PREFIX + host + "/?tls=true"` where a constant holds the scheme; true when it is so. */
  private prefixed(range: Range): boolean {
    const { s } = this;
    const first = s.operandEnd(range.from, range.to);
    if (first >= range.to || !s.isConcat(first)) return false;
    const path = s.pathOf({ from: range.from, to: first });
    const definitions = path === undefined ? [] : visibleDefinitions(s, path, range.from);
    const base = definitions.length === 1 ? s.readText(definitions[0]!.value) : undefined;
    if (!base || !/^mongodb(?:\+srv)?:\/\//i.test(base.text)) return false;
    const text = continuedText(s, base, { from: first + 1, to: range.to });
    const uri = siteUri(holePlaceholders(text), '&');
    if (!uri) return false;
    const token = definitions[0]!.value.from;
    this.markSeen(token);
    for (let i = range.from; i < range.to; i++) if (s.t.isString(i)) this.markSeen(i);
    this.uris.push({
      uri: { ...uri, span: siteUri(base)?.span ?? uri.span, variable: lastWord(path!) },
      token,
      raw: text,
    });
    return true;
  }

  private string(range: Range, host: boolean): void {
    const { s } = this;
    let token = range.from;
    while (token < range.to && !s.t.isString(token)) token++;
    let text = s.readText(range);
    if (!text) return;
    // What is joined around the literal belongs to it: `['mongodb://', host].join('')`, `"".join([…])`.
    let first = token;
    if (text.text === '')
      while (first < range.to && !/^mongodb/i.test(s.t.isString(first) ? s.t.decode(first).text : ''))
        first++;
    if (first < range.to && /^mongodb/i.test(s.t.decode(first).text)) {
      const built = builtText(s, first, range);
      if (built && (built.from < range.from || built.to > range.to || first > token)) {
        text = built.text;
        token = first;
        for (let i = built.from; i < built.to; i++) if (s.t.isString(i)) this.markSeen(i);
      }
    }
    const uri = siteUri(holePlaceholders(text), '&');
    // A scheme alone is the beginning of something that is not seen.
    if (uri && /^mongodb(?:\+srv)?:\/\/$/i.test(uri.mapped.text) && !this.growing) return;
    if (uri) {
      for (let i = token; i < range.to; i++) if (s.t.isString(i)) this.markSeen(i);
      if (!this.uris.some((u) => u.token === token)) this.uris.push({ uri, token, raw: text });
    } else if (host && !text.text.includes(HOLE) && /^[\w.:,-]+$/.test(text.text)) {
      this.markSeen(token);
      (this.hosts ??= []).push(...text.text.split(','));
    }
  }

  private claimCallee(open: number): void {
    const callee = this.s.callee(open);
    if (callee) this.markSeen(callee.nameToken);
  }

  /** What the calls that are followed give to the parameter `name` at token `at`. */
  private readonly bound = (name: string, at: number): Range | undefined => {
    const call = this.callAround(name, at);
    const given = call?.given.get(name);
    if (given) this.fromCall = true;
    return given;
  };

  /** The call whose function token `at` stands in, when `name` is a parameter there that nothing else gives a value. */
  private callAround(name: string, at: number): LocalCall | undefined {
    for (let n = this.localCalls.length - 1; n >= 0; n--) {
      const call = this.localCalls[n]!;
      if (at < call.from || at >= call.to) continue;
      if (!call.given.has(name) && call.rest?.name !== name) return undefined;
      const again = this.s
        .definitions(name)
        .some((d) => d.kind !== 'parameter' && d.from > call.from && d.from < call.to);
      return again ? undefined : call;
    }
    return undefined;
  }

  /** A parameter: what the call that is followed gives to it. False when it is none. */
  private argument(name: string, at: number, conditional: boolean, spread: boolean, host: boolean): boolean {
    const call = this.callAround(name, at);
    if (!call) return false;
    const given = call.given.get(name);
    if (given) this.expression(given, conditional, spread, host);
    else for (const item of call.rest!.items) this.item(item, -1, conditional, true);
    return true;
  }

  /** A name: its definitions that can be meant here. True when something was found. */
  path(path: string, at: number, conditional: boolean, receiver = false, host = false): boolean {
    if (literalWords.has(path)) return false;
    if (this.argument(path, at, conditional, false, host)) return true;
    const key = path + '@' + this.s.scope(at).start;
    const known = this.visited.get(key);
    if (known !== undefined) return known;
    this.visited.set(key, true);
    const found = this.named(path, at, conditional, receiver, host);
    this.visited.set(key, found);
    return found;
  }

  private named(path: string, at: number, conditional: boolean, receiver: boolean, host: boolean): boolean {
    const { s } = this;
    let found = false;
    const definitions = visibleDefinitions(s, path, at);
    const before = this.uris.length;
    for (const d of definitions) {
      found = true;
      this.growing = true;
      this.expression(d.value, conditional || (definitions.length > 1 && s.conditional(d.from)), false, host);
      this.growing = false;
      for (let n = before; n < this.uris.length; n++) {
        const u = this.uris[n]!;
        if (u.uri.variable === undefined) this.uris[n] = this.lengthened(u, d, at, lastWord(path));
      }
      // Still a scheme alone: what makes it a URI is not seen.
      for (let n = this.uris.length - 1; n >= before; n--)
        if (/^mongodb(?:\+srv)?:\/\/$/i.test(this.uris[n]!.uri.mapped.text)) this.uris.splice(n, 1);
    }
    // `settings.SslSettings.CheckCertificateRevocation = …`
    const members = [path, ...innerSettings.map((inner) => `${path}.${inner}`)];
    for (const d of members.flatMap((m) => s.memberDefinitions(m))) {
      // A field filled in the constructor is seen by every method.
      if (!path.startsWith('self.') && !sameScope(s, s.scope(d.from), at)) continue;
      if (this.assignment(d)) found = true;
    }
    if ((path.indexOf('.') < 0 || path.startsWith('self.')) && (definitions.length > 0 || !receiver))
      found = this.methodCalls(path, at, conditional) || found;
    if (!found && path.includes('.')) {
      const dug = digEntry(s, path, at);
      if (dug) {
        this.expression(dug, conditional, false);
        return true;
      }
      const member = definitionsOfMember(s, path);
      if (member) {
        this.path(member, at, conditional);
        return true;
      }
      const name = lastWord(path);
      if (/mongo|uri|url|conn|dsn/i.test(name) && !ignoredEnvironment.test(path)) {
        const token = s.t.tokenAt(s.t.start[at]!);
        this.reads ??= { variable: name, span: s.span(token, token + 1), path };
      }
    }
    if (!found && !receiver && !path.includes('.')) {
      const outside = outsideName(s, path);
      if (outside !== undefined) {
        const token = s.t.tokenAt(s.t.start[at]!);
        this.reads ??= { variable: outside, span: s.span(token, token + 1) };
      }
    }
    return found;
  }

  /** A URI with the name of its variable and what later statements add to it. */
  private lengthened(
    u: { readonly uri: SiteUri; readonly token: number; readonly raw: MappedText },
    d: Definition,
    until: number,
    variable: string,
  ): { readonly uri: SiteUri; readonly token: number; readonly raw: MappedText } {
    const appended = withAppended(this.s, u.raw, d, until);
    for (const token of appended?.tokens ?? []) this.markSeen(token);
    const longer = appended && siteUri(holePlaceholders(appended.text), '&');
    return {
      token: u.token,
      raw: appended?.text ?? u.raw,
      uri: { ...(longer ? { ...longer, span: u.uri.span } : u.uri), variable },
    };
  }

  /** `x.name = value`, `x["name"] = value`; true when it is about an option. */
  assignment(d: Definition): boolean {
    const { s } = this;
    const { t } = s;
    const name = lastWord(d.path);
    if (!this.isOption(name)) {
      if (uriNames.test(name) || containerNames.test(name))
        this.expression(d.value, s.conditional(d.from), false);
      return false;
    }
    this.markSeen(d.nameToken);
    const entry: Entry = {
      from: d.from,
      to: d.value.to,
      name,
      nameToken: d.nameToken,
      nameSpan: s.span(d.nameToken, d.nameToken + 1),
      value: d.value,
    };
    const nameSpan = nameSpanOf(s, entry);
    const valueSpan = s.span(d.value.from, d.value.to);
    const conditional = s.conditional(d.from);
    this.fromCall = false;
    const value = readValue(s, d.value, name, 0, this.bound);
    const removeSpan = this.fromCall ? undefined : removalOfStatement(s, d.from, d.value.to);
    this.push(
      {
        name,
        place: 'options',
        value,
        syntax: this.fromCall ? 'other' : d.kind === 'item' ? this.names.item : 'attribute',
        span: { start: t.start[d.from]!, end: valueSpan.end },
        nameSpan,
        valueSpan,
        ...(removeSpan ? { removeSpan } : {}),
        ...(conditional ? { conditional: true } : {}),
      },
      d.nameToken,
      -1,
    );
    this.nested(entry, conditional);
    return true;
  }

  /** The options that calls on a variable set, in the function of token `at` (`query.Set("tls", "true")`). */
  calls(path: string, at: number): void {
    this.methodCalls(path, at, false);
  }

  /** Calls on a variable: `opts.update({…})`, `opts.put("tls", true)`, `builder.applyToSslSettings(…)`. */
  private methodCalls(path: string, at: number, conditional: boolean): boolean {
    const { s } = this;
    const { t } = s;
    const word = path.replace(/^self\./, '');
    if (!/^\w+$/.test(word)) return false;
    const scope = s.scope(at);
    let found = false;
    let count = 0;
    for (const i of s.occurrences(word, scope.start, scope.end)) {
      if (count++ >= 200) break;
      const token = t.tokenAt(i);
      if (token < 0 || t.kind[token] !== WORD || t.at(token).replace(/^[$@]+/, '') !== word) continue;
      if (s.isMember(token - 1) && !path.startsWith('self.')) continue;
      if (s.isMember(token + 1) && t.kind[token + 2] === WORD && s.punct(token + 3) === '(') {
        const inside = conditional || s.conditional(token);
        for (
          let m = token + 2;
          t.kind[m] === WORD && s.punct(m + 1) === '(' && t.match[m + 1]! > 0;
          m = t.match[m + 1]! + 2
        ) {
          if (this.method(m, inside)) found = true;
          if (!s.isMember(t.match[m + 1]! + 1)) break;
        }
        continue;
      }
      // `Object.assign(opts, {…})`
      if (
        s.punct(token - 1) === '(' &&
        s.punct(token + 1) === ',' &&
        /^(?:assign|merge|extend|defaults)$/.test(t.at(token - 2))
      ) {
        this.group(token - 1, conditional || s.conditional(token));
        found = true;
      }
    }
    return found;
  }

  /**
   * What a connection string that is applied after options takes away from them. Java: SslSettings.Builder.applyConnectionString
   * sets what the string says of TLS; Go: ClientOptions.ApplyURI makes a TLSConfig of its own where the string turns TLS on
   * (mongo-go-driver v1.17.4 and v2.8.0, mongo/options/clientoptions.go; mongo-java-driver, SslSettings.java).
   */
  private overrule(method: string, earlier: readonly WrittenOption[]): void {
    const text = this.uris.at(-1)!.uri.mapped.text;
    for (const { name } of earlier)
      if (
        method === 'ApplyURI'
          ? /^mongodb\+srv:|[?&](?:(?:tls|ssl)=true\b|tlsCAFile=|tlsCertificateKeyFile=)/i.test(text) &&
            !/[?&](?:tls|ssl)=false\b/i.test(text)
          : method === 'applyConnectionString' &&
            (name === 'enabled'
              ? /[?&](?:tls|ssl)=/i.test(text)
              : name === 'invalidHostNameAllowed' &&
                /[?&](?:tlsAllowInvalidHostnames|tlsInsecure|sslInvalidHostNameAllowed)=/i.test(text))
      )
        this.overruled.add(name);
  }

  /** One method call `name(args)` at word token `m`; true when it sets an option or holds some. */
  method(m: number, conditional: boolean): boolean {
    const { s } = this;
    const { t } = s;
    const name = t.at(m);
    const open = m + 1;
    const close = t.match[open]!;
    if (close < 0) return false;
    const before = this.options.length;
    const uris = this.uris.length;
    // A function of the same name is no option: only a method is.
    const option = !s.isMember(m - 1) ? undefined : this.isOption(name) ? name : optionOfMethod(name);
    const args = s.items(open);
    if (option && (args.length === 1 || (args.length === 0 && /^(?:use|enable)/i.test(name)))) {
      this.call(m, name === option ? name : option, args[0] ?? { from: close, to: close }, conditional, name);
      if (args[0]) this.inside(args[0], conditional);
    } else if (
      args.length === 2 &&
      t.isString(args[0]!.from) &&
      args[0]!.to === args[0]!.from + 1 &&
      !asking.test(name) &&
      this.isOption(t.decode(args[0]!.from).text)
    ) {
      const entry = {
        name,
        nameToken: args[0]!.from,
        nameSpan: s.span(open, open),
        value: args[1]!,
        ...args[0]!,
      };
      if (isDeclaration(s, entry)) this.markSeen(args[0]!.from);
      else this.stringSetter(m, args[0]!.from, args[1]!, conditional);
    } else if (
      /^(?:update!?|merge!?|reverse_merge!?|deep_merge!?|assign|putAll|apply\w*|set\w*|with\w*|add\w*|put|append|and|configure|Configure|build|driverOptions|options|tls|ssl|connectionString|url|uri|host|Apply\w+|Set\w+|of|ofEntries|entry|copyOf)$/.test(
        name,
      )
    ) {
      for (const arg of args) this.inside(arg, conditional);
      if (/^(?:update|merge!?|put|assign)$/.test(name)) this.group(open, conditional, true);
      if (this.uris.length > uris && !conditional) this.overrule(name, this.options.slice(0, before));
    }
    return this.options.length > before || this.uris.length > uris;
  }

  /** An argument that may be a lambda over a builder, a literal or a name. */
  private inside(arg: Range, conditional: boolean): void {
    const { s } = this;
    if (this.isFunction(arg) || s.punct(arg.from) === '{') {
      const open = s.punct(arg.from) === '{' ? arg.from : -1;
      if (open >= 0) {
        if (s.isBlock(open)) this.block(open, conditional);
        else this.group(open, conditional);
        this.chain({ from: open + 1, to: s.t.match[open]! >= 0 ? s.t.match[open]! : arg.to }, conditional);
      } else {
        this.body(arg, conditional);
      }
      return;
    }
    this.expression(arg, conditional, false);
  }

  private call(m: number, name: string, arg: Range, conditional: boolean, written: string): void {
    const { s } = this;
    const { t } = s;
    this.markSeen(m);
    const close = t.match[m + 1]!;
    const dotted = s.isMember(m - 1);
    const start = dotted ? t.end[m - 2]! : t.start[m]!;
    const chained = dotted && s.punct(m - 2) === ')';
    const nameSpan = s.span(m, m + 1);
    const valueSpan =
      arg.to > arg.from ? s.span(arg.from, arg.to) : { start: t.start[close]!, end: t.start[close]! };
    const removeSpan = chained ? { start, end: t.end[close]! } : undefined;
    this.push(
      {
        name,
        place: 'options',
        value: arg.to > arg.from ? readValue(s, arg, name) : { known: true, value: true },
        syntax: written === name ? 'builderCall' : 'setterCall',
        span: { start: dotted ? t.start[m - 1]! : t.start[m]!, end: t.end[close]! },
        nameSpan,
        valueSpan,
        ...(removeSpan ? { removeSpan } : {}),
        ...(conditional ? { conditional: true } : {}),
      },
      m,
      -1,
    );
  }

  private stringSetter(m: number, key: number, value: Range, conditional: boolean): void {
    const { s } = this;
    const { t } = s;
    this.markSeen(key);
    const literal = t.literal(key)!;
    const chained = s.isMember(m - 1) && s.punct(m - 2) === ')';
    const name = t.decode(key).text;
    this.push(
      {
        name,
        place: 'options',
        value: readValue(s, value, name),
        syntax: 'setterCall',
        span: { start: t.start[m]!, end: t.end[t.match[m + 1]!]! },
        nameSpan: { start: literal.from, end: literal.to },
        valueSpan: s.span(value.from, value.to),
        ...(chained ? { removeSpan: { start: t.end[m - 2]!, end: t.end[t.match[m + 1]!]! } } : {}),
        ...(conditional ? { conditional: true } : {}),
      },
      key,
      -1,
    );
  }

  /** A chain of calls: every method in it, and the arguments of the others. */
  chain(range: Range, conditional: boolean, spread = false): void {
    const { s } = this;
    const { t } = s;
    let any = false;
    for (let i = range.from; i < range.to; i++) {
      if (t.kind[i] === WORD && s.punct(i + 1) === '(' && t.match[i + 1]! > 0) {
        any = true;
        this.markSeen(i);
        if (serverAddress.test(t.at(i))) {
          this.server(s.items(i + 1)[0]);
          i = t.match[i + 1]!;
          continue;
        }
        // What is encoded into the URI is text there, whatever it is here.
        if (t.at(i) === 'http_build_query') {
          for (let k = i + 1; k < t.match[i + 1]!; k++) this.markSeen(k);
          this.open = true;
          i = t.match[i + 1]!;
          continue;
        }
        if (credential.test(t.at(i))) {
          this.password(i, conditional);
          i = t.match[i + 1]!;
          continue;
        }
        const before = this.options.length + this.uris.length;
        const name = t.at(i);
        if (!s.isMember(i - 1) && this.localFunction(name, i, conditional, false, spread)) {
          i = t.match[i + 1]!;
          continue;
        }
        this.method(i, conditional);
        if (this.options.length + this.uris.length === before) {
          const own = s.isMember(i - 1) && /^(?:self|this|cls)$/.test(t.at(i - 2));
          if (
            s.isMember(i - 1) &&
            (own || givingMethods.test(name)) &&
            this.localFunction(name, i, conditional, !own, spread)
          ) {
            i = t.match[i + 1]!;
            continue;
          }
          const args = s.items(i + 1);
          // Map.of("tls", true, …)
          if (
            args.length >= 2 &&
            args.length % 2 === 0 &&
            /^(?:of|mapOf|hashMapOf|singletonMap|hash_map|array_map|zipmap)$/.test(name)
          )
            this.keyPairs(args, conditional);
          const shown = joiningCalls.test(name);
          for (const arg of args)
            if (spread && shown && !s.entry(arg)) this.expression(arg, conditional, true);
            else this.item(arg, i + 1, conditional, true);
          // What a function of somewhere else gives may be any options.
          if (spread && !shown && this.options.length + this.uris.length === before) this.open = true;
        }
        i = t.match[i + 1]!;
        // `it.x { … }`, `new T() { … }`
        if (s.punct(i + 1) === '{' && i + 1 < range.to)
          this.inside(
            { from: i + 1, to: t.match[i + 1]! >= 0 ? t.match[i + 1]! + 1 : range.to },
            conditional,
          );
      } else if (t.kind[i] === WORD && s.punct(i + 1) === '{' && i + 1 < range.to && t.match[i + 1]! > 0) {
        // A trailing lambda (`applyToSslSettings { … }`) or a struct literal.
        any = true;
        this.markSeen(i);
        this.inside({ from: i + 1, to: t.match[i + 1]! + 1 }, conditional);
        i = t.match[i + 1]!;
      } else if (t.isString(i) && s.grammar.bareCalls && t.kind[i - 1] === WORD && i > range.from) {
        this.string({ from: i, to: range.to }, false);
      } else if (s.isOpen(i) && t.match[i]! > i) {
        if (s.punct(i) === '[' || !s.isBlock(i)) this.group(i, conditional);
        i = t.match[i]!;
      } else if (i === range.from && t.kind[i] === WORD && s.isMember(i + 1)) {
        // The receiver: a variable whose definition may hold the options.
        // A constant is one too (`OPTIONS.merge(…)`), a type is none.
        if (!/^[A-Z][a-z]/.test(t.at(i))) this.path(s.normal(t.at(i)), i, conditional, true);
      }
    }
    if (!any && spread) this.open = true;
  }

  /** `new ServerAddress("db.example.com", 27017)`: the host is the first argument. */
  private server(host: Range | undefined): void {
    const { s } = this;
    this.namesServer = true;
    const before = this.hosts?.length ?? 0;
    if (host && s.t.isString(host.from)) this.string(host, true);
    if ((this.hosts?.length ?? 0) === before) this.unknownHost = true;
  }

  /** `MongoCredential.createCredential(user, "admin", "…".toCharArray())`: the password is the last argument. */
  private password(m: number, conditional: boolean): void {
    const { s } = this;
    const { t } = s;
    const close = t.match[m + 1]!;
    const last = s.items(m + 1).at(-1);
    if (!last) return;
    const value = readValue(s, last, 'password');
    this.push(
      {
        name: 'password',
        place: 'options',
        value,
        syntax: 'other',
        span: { start: t.start[m]!, end: t.end[close]! },
        nameSpan: s.span(m, m + 1),
        valueSpan: s.span(last.from, last.to),
        ...(conditional ? { conditional: true } : {}),
      },
      m,
      -1,
    );
  }

  private keyPairs(args: readonly Range[], conditional: boolean): void {
    const { s } = this;
    for (let k = 0; k + 1 < args.length; k += 2) {
      const key = args[k]!;
      if (!s.t.isString(key.from) || key.to !== key.from + 1) continue;
      const name = s.t.decode(key.from).text;
      if (!this.isOption(name)) continue;
      this.add(
        {
          from: key.from,
          to: args[k + 1]!.to,
          name,
          nameToken: key.from,
          nameSpan: s.span(key.from, key.to),
          value: args[k + 1]!,
        },
        -1,
        conditional,
        'other',
      );
    }
  }

  /** A function of this file: follows what it returns. A method counts when there is one of that name. */
  private localFunction(
    name: string,
    at: number,
    conditional: boolean,
    method: boolean,
    spread: boolean,
  ): boolean {
    const { s } = this;
    const { t } = s;
    const key = 'function ' + name;
    if (this.visited.has(key)) return true;
    if (name.length < 3) return false;
    let count = 0;
    let found: { readonly token: number; readonly returns: readonly Range[] } | undefined;
    for (const i of s.occurrences(name)) {
      if (count++ >= 60) break;
      const token = t.tokenAt(i);
      if (token < 0 || token === at || t.kind[token] !== WORD || t.at(token) !== name) continue;
      const returns = functionReturns(s, token);
      if (!returns) continue;
      if (found) return false;
      found = { token, returns };
      if (!method) break;
    }
    if (!found) return false;
    const { token, returns } = found;
    this.visited.set(key, true);
    const call = localCall(s, token, at + 1, Math.max(...returns.map((r) => r.to)));
    if (call) this.localCalls.push(call);
    for (const r of returns)
      this.expression(r, conditional || (returns.length > 1 && s.conditional(r.from)), spread);
    if (call) this.localCalls.pop();
    return true;
  }
}

/** Calls that make a map of what they are given, and of nothing else. */
const joiningCalls = /^(?:dict|freeze|assign|merge|extend|defaults|of)$/;

/** Methods that give options or a URI, whatever object has them. */
const givingMethods =
  /opt(?:ion)?s?(?:$|[_A-Z])|Opt(?:ion)?s|args|Args|param|Param|conf|Conf|setting|Setting|tls|Tls|TLS|ssl|Ssl|SSL|ur[il]|Ur[il]|UR[IL]|dsn|Dsn|DSN|connection_?str|ConnectionStr/;

// -- reading ---------------------------------------------------------------------------------------------------------

/** Options whose value is a function of the program. */
const functionOptions =
  /callback|^(?:checkServerIdentity|secureContext|ssl_?context|context|VerifyPeerCertificate|VerifyConnection|Get\w+|socketFactory|ssl_opts|ServerCertificateValidationCallback|ClientCertificateSelectionCallback)$/i;

/** Words of which the values of a schema, a flag or a form are made. */
const descriptors =
  /^(?:type|bsonType|default|required|env|help|description|choices|title|format|enum|doc|alias|aliases|nullable|kind|validate|allowNull|label|placeholder|widget|optional)$/;

/** `tls: boolean`, `tls: z.boolean()`, `tls: { type: Boolean }`, `tls: (v) => …`: says what an option is, gives it no value. */
function isDeclaration(s: Syntax, entry: Entry): boolean {
  if (entry.shorthand) return false;
  const { t } = s;
  const { from, to } = entry.value;
  if (to <= from) return false;
  const word = t.kind[from] === WORD ? t.at(from) : '';
  if (word && /^(?:boolean|string|number|any|unknown|Boolean|String|Number|Buffer|bool|str)$/.test(word)) {
    if (to === from + 1 || /^(?:[|;[]|\?)$/.test(s.punct(from + 1))) return true;
  }
  if (to === from + 1 && /^(?:validate|validator|coerce|convert)[_A-Z]/.test(word)) return true;
  // `z.boolean()`, `Joi.string()`, `Type.Boolean()`
  if (
    word &&
    s.isMember(from + 1) &&
    /^(?:boolean|string|bool|str|optional|any|Boolean|String|Bool|Str|Optional|BOOLEAN|STRING|BooleanField|CharField)$/.test(
      t.at(from + 2),
    ) &&
    /^(?:z|zod|Joi|joi|yup|Yup|Type|t|v|S|Schema|Types|DataTypes|Sequelize|PropTypes|fields|serializers|vol|io|cv|models|forms|schema)$/.test(
      word,
    )
  )
    return true;
  // `{ tlsinsecure: 'tlsInsecure' }` translates a name.
  if (t.isString(from) && to === from + 1 && /^(?:tls|ssl)[A-Z]\w+$/.test(t.decode(from).text)) return true;
  if (isArrow(s, entry.value) && !functionOptions.test(entry.name)) return true;
  if (to === from + 1) return false;
  let open = from;
  if (/^(?:dict|Schema|Map|new)$/.test(word) && /^[({]$/.test(s.punct(from + 1))) open = from + 1;
  if (!/^[{[(]$/.test(s.punct(open)) || t.match[open] !== to - 1) return false;
  const names = s.items(open).flatMap((item) => s.entry(item)?.name ?? []);
  return (
    names.length > 0 &&
    names.some((n) => descriptors.test(n)) &&
    names.every((n) => !/^(?:ca|key|cert|pem|verify)/i.test(n))
  );
}

/** True for a function written in the place of a value. */
function isArrow(s: Syntax, range: Range): boolean {
  const { t } = s;
  if (t.kind[range.from] === WORD && /^(?:function|lambda|async|proc)$/.test(t.at(range.from))) return true;
  const after =
    s.punct(range.from) === '(' && t.match[range.from]! > 0 ? t.match[range.from]! + 1 : range.from + 1;
  return (
    after < range.to &&
    (s.punct(after) === '=>' || s.punct(after) === '->') &&
    !s.grammar.named.includes('=>')
  );
}

/** The span of a name: inside its quotes, without sigils. */
function nameSpanOf(s: Syntax, entry: Entry): Span {
  const literal = s.t.literal(entry.nameToken);
  return literal ? { start: literal.from, end: literal.to } : entry.nameSpan;
}

function lastWord(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** What may stand before a value and changes nothing about it. */
const leading: ReadonlySet<string> = new Set([
  'await', 'new', 'const', 'final', 'move', 'return', 'mut', 'ref', '&', '*', '\\',
]); // prettier-ignore

/** Without what only wraps a value: `await x`, `new X`, `&x`, `x as T`, `x!`, `Some(x)`. */
function trim(s: Syntax, range: Range): Range {
  const { t } = s;
  let { from, to } = range;
  for (let n = 0; n < 6 && from < to; n++) {
    const word = t.kind[from] === WORD ? t.at(from) : '';
    if (leading.has(word) && to - from > 1) from++;
    else if (leading.has(s.punct(from)) && to - from > 1) from++;
    else if (s.punct(to - 1) === '!' || (s.punct(to - 1) === '?' && to - from > 1)) to--;
    else if (s.punct(from) === '<' && s.grammar.shorthand) {
      let k = from;
      while (k < to && s.punct(k) !== '>') k++;
      from = Math.min(k + 1, to);
    } else break;
  }
  for (let k = from + 1; k < to; k++) {
    if (t.match[k]! > k) k = t.match[k]!;
    else if (t.kind[k] === WORD && /^(?:as|satisfies)$/.test(t.at(k)) && k > from) {
      to = k;
      break;
    }
  }
  return { from, to };
}

/** One value that an expression can have; `chosen` when a condition decides. */
interface Branch extends Range {
  readonly chosen: boolean;
}

/** The branches of a conditional expression (`a ? b : c`, `a if c else b`, `a || b`, `a ?? b`, `c && a`); one range when there are none. */
export function alternatives(s: Syntax, range: Range): Branch[] {
  const { t } = s;
  const out: Branch[] = [];
  let start = range.from;
  let question = false;
  let chosen = false;
  let pythonIf = -1;
  for (let i = range.from; i < range.to; i++) {
    if (t.match[i]! > i) {
      i = t.match[i]!;
      continue;
    }
    const p = s.punct(i);
    const w = t.kind[i] === WORD && i > range.from ? t.at(i) : '';
    if (p === '?' && i + 1 < range.to && !s.isMember(i) && s.punct(i + 1) !== '.') {
      question = chosen = true;
      start = i + 1;
    } else if (
      p === '?:' ||
      p === '||' ||
      p === '??' ||
      p === '//' ||
      (w === 'or' && s.punct(i - 1) !== ':')
    ) {
      if (i > start) out.push({ from: start, to: i, chosen });
      start = i + 1;
    } else if (p === '&&' || w === 'and') {
      start = i + 1;
      chosen = true;
    } else if (p === ':' && question) {
      if (i > start) out.push({ from: start, to: i, chosen });
      start = i + 1;
      question = false;
    } else if (w === 'if' && s.grammar.blocks === 'indent') pythonIf = i;
    else if (w === 'else' && pythonIf >= 0) {
      chosen = true;
      out.push({ from: start, to: pythonIf, chosen });
      start = i + 1;
      pythonIf = -1;
    }
  }
  if (range.to > start || out.length === 0) out.push({ from: start, to: range.to, chosen });
  return out;
}

/** The maps and lists that an operator puts together (`a | b`, `a + b`, `a ++ b`); one range when there is no such operator. */
function mergedParts(s: Syntax, range: Range): Range[] {
  const out: Range[] = [];
  let start = range.from;
  for (let i = range.from; i < range.to; i++) {
    if (s.t.match[i]! > i) {
      i = s.t.match[i]!;
      continue;
    }
    if (i === start || !/^(?:\||\+|\+\+)$/.test(s.punct(i))) continue;
    out.push({ from: start, to: i });
    start = i + 1;
  }
  if (range.to > start) out.push({ from: start, to: range.to });
  return out;
}

/** Names that were looked for in a text: each connection that uses one would search the whole text for it again. */
const outsideNames = new WeakMap<Syntax, Map<string, string | undefined>>();

/**
 * The name under which something outside of the file gives a value to `name`: an annotation on its declaration
 * (`@Value("${app.mongo.url}")`), a destructured environment, an imported constant.
 */
function outsideName(s: Syntax, name: string): string | undefined {
  let known = outsideNames.get(s);
  if (!known) outsideNames.set(s, (known = new Map<string, string | undefined>()));
  if (!known.has(name)) known.set(name, findOutsideName(s, name));
  return known.get(name);
}

const annotation = /@(?:Value|Property|ConfigProperty)\b/;
const destructuring = /\}\s*=\s*(?:process\.env|import\.meta\.env|Deno\.env|config|env)\b/;

function findOutsideName(s: Syntax, name: string): string | undefined {
  if (!/^\w{2,60}$/.test(name)) return undefined;
  if (s.says(annotation)) {
    const annotated = new RegExp(
      `${annotation.source}\\s*\\(\\s*(?:name\\s*=\\s*|value\\s*=\\s*)?"(?:\\\\?\\$\\{)?([\\w.-]+)(?::[^"]*)?\\}?"[^)]{0,80}\\)\\s*(?:[\\w<>?@]+\\s+){0,5}${name}\\b`,
    ).exec(s.text);
    if (annotated) return annotated[1];
  }
  if (s.says(destructuring)) {
    const destructured = new RegExp(
      `\\{[^{}]{0,500}?(?:\\b(\\w+)\\s*:\\s*)?\\b${name}\\b[^{}]{0,500}${destructuring.source}`,
    ).exec(s.text);
    if (destructured) return destructured[1] ?? name;
  }
  return /^[A-Z][A-Z0-9_]*$/.test(name) && /MONGO|(?:DB|DATABASE|CONNECTION)_?(?:UR[IL]|STR)/.test(name)
    ? name
    : undefined;
}

/** A read of the environment or of a configuration, with the literal that stands in when there is none. */
export function environmentRead(
  s: Syntax,
  range: Range,
): { read: EnvironmentRead; fallback?: Range } | undefined {
  const { t } = s;
  const { from, to } = range;
  const last = to - 1;
  const path = s.pathOf(range);
  if (path !== undefined) {
    const m = /(?:^|\.)(?:env|environ|ENV|_ENV|Configuration|configuration|secrets|dotenv)\.([\w:.-]+)$/.exec(
      path,
    );
    if (!m || /^(?:get|fetch|var|str)$/.test(m[1]!)) return undefined;
    const name = lastStringOrWord(s, range);
    return { read: { variable: m[1]!, span: name } };
  }
  // `Configuration["MongoDb:Url"]`, `app.config["MONGO_URL"]`
  if (s.punct(last) === ']' && t.match[last]! === last - 2 && t.isString(last - 1)) {
    const base = s.pathOf({ from, to: last - 2 }) ?? '';
    const key = t.decode(last - 1).text;
    const literal = t.literal(last - 1)!;
    if (
      /(?:^|[._])(?:[cC]onfiguration|config|conf|env|environ|ENV|settings|secrets)$/.test(base) &&
      /^[\w:.-]+$/.test(key)
    )
      return { read: { variable: key, span: { start: literal.from, end: literal.to } } };
  }
  // `ENV{X}` in Perl is `$ENV` + `{X}`.
  if (
    t.kind[from] === WORD &&
    /^\$?ENV$/.test(t.at(from)) &&
    s.punct(from + 1) === '{' &&
    t.match[from + 1]! === from + 3 &&
    to === from + 4
  )
    return {
      read: {
        variable: t.isString(from + 2) ? t.decode(from + 2).text : t.at(from + 2),
        span: s.span(from + 2, from + 3),
      },
    };
  let close = last;
  // `.unwrap()`, `.expect("…")`, `.unwrap_or_else(|_| "…".into())`, `.orElse("…")` after the read.
  let open = s.punct(close) === ')' ? t.match[close]! : -1;
  const tails: Range[] = [];
  while (open > from && t.kind[open - 1] === WORD && s.isMember(open - 2) && s.punct(open - 3) === ')') {
    if (
      /^(?:unwrap|expect|unwrap_or\w*|orElse\w*|getOrElse|or|to_string|toString|trim|into|unwrapOr|map|ok_or\w*|ok|as_str|to_owned|clone|orDie|strip|getOrDefault|ifEmpty)$/.test(
        t.at(open - 1),
      )
    ) {
      tails.push({ from: open + 1, to: close });
      close = open - 3;
      open = t.match[close]!;
    } else break;
  }
  if (open <= from || open < 0) return undefined;
  const callee = s.callee(open);
  if (!callee || callee.chained || callee.from > from + 1) return undefined;
  const path2 = callee.path.replace(/[$\\]/g, '');
  if (!getters.test(path2)) return undefined;
  const dot = path2.lastIndexOf('.');
  const args = s.items(open);
  const key = args[0];
  if (!key || !t.isString(key.from) || key.to - key.from > 1) return undefined;
  const variable = t.decode(key.from).text;
  if (
    /^(?:get|fetch|var|config)$/.test(callee.name) &&
    !(callee.name === 'config' && dot < 0) &&
    !getterRoots.test(path2.slice(0, Math.max(0, dot))) &&
    !/^[A-Z0-9_.]*(?:MONGO|DB_?UR[IL]|DATABASE_UR[IL])[A-Z0-9_.]*$|^mongo(?:db)?[._-]\w*ur[il]$/i.test(
      variable,
    )
  )
    return undefined;
  if (!variable || /^mongodb(?:\+srv)?:/.test(variable)) return undefined;
  const literal = t.literal(key.from)!;
  const fallback =
    args.length > 1 ? entryValue(s, args[args.length - 1]!) : tails.find((r) => hasString(s, r));
  return {
    read: {
      // .NET keeps connection strings in a section of their own.
      variable: callee.name === 'GetConnectionString' ? `ConnectionStrings:${variable}` : variable,
      span: { start: literal.from, end: literal.to },
    },
    ...(fallback ? { fallback: lambdaValue(s, fallback) } : {}),
  };
}

function entryValue(s: Syntax, item: Range): Range {
  return s.entry(item)?.value ?? item;
}

function hasString(s: Syntax, range: Range): boolean {
  for (let i = range.from; i < range.to; i++) if (s.t.isString(i)) return true;
  return false;
}

/** `|_| "x".into()`, `() -> "x"`, `{ "x" }`: the literal. */
function lambdaValue(s: Syntax, range: Range): Range {
  for (let i = range.from; i < range.to; i++) if (s.t.isString(i)) return s.textRange(i, range);
  return range;
}

function lastStringOrWord(s: Syntax, range: Range): Span {
  for (let i = range.to - 1; i >= range.from; i--) {
    const literal = s.t.literal(i);
    if (literal) return { start: literal.from, end: literal.to };
    if (s.t.kind[i] === WORD) return s.span(i, i + 1);
  }
  return s.span(range.from, range.to);
}

function sameScope(s: Syntax, scope: Span, at: number): boolean {
  const offset = s.t.start[at] ?? 0;
  return scope.start <= offset && offset <= scope.end;
}

/** Definitions of a name that token `at` can see; the last one that surely ran, or those of all branches. */
export function visibleDefinitions(s: Syntax, path: string, at: number): readonly Definition[] {
  let all = s.definitions(path);
  if (all.length === 0) return all;
  if (!path.startsWith('self.')) {
    const inScope = all.filter((d) => sameScope(s, s.scope(d.from), at));
    const own = s.scope(at);
    const local = inScope.filter((d) => {
      const scope = s.scope(d.from);
      return scope.start === own.start && scope.start > 0;
    });
    all = local.length ? local : inScope;
  }
  const offset = s.t.start[at] ?? 0;
  const before = all.filter(
    (d) => s.t.start[d.nameToken]! < offset && !(d.value.from <= at && at < d.value.to),
  );
  const usable = before.length ? before : all.filter((d) => !(d.value.from <= at && at < d.value.to));
  if (usable.length <= 1) return usable;
  for (let i = usable.length - 1; i >= 0; i--) if (!s.conditional(usable[i]!.from)) return usable.slice(i);
  return usable;
}

/** `config.mongo.uri`: the entry `uri` of the entry `mongo` of the literal that `config` is. */
function digEntry(s: Syntax, path: string, at: number): Range | undefined {
  const words = path.split('.');
  for (let k = words.length - 1; k >= 1; k--) {
    const definitions = visibleDefinitions(s, words.slice(0, k).join('.'), at);
    if (definitions.length !== 1) continue;
    let range: Range | undefined = trim(s, definitions[0]!.value);
    for (const word of words.slice(k)) {
      if (!range) break;
      let open = range.from;
      while (open < range.to && !(s.isOpen(open) && s.t.match[open]! > open)) open++;
      if (open >= range.to) {
        range = undefined;
        break;
      }
      let next: Range | undefined;
      for (const item of s.items(open)) {
        const entry = s.entry(item);
        if (entry?.name === word) next = entry.value;
      }
      range = next;
    }
    if (range) return range;
  }
  return undefined;
}

/** `settings.MONGO_URI` where a class of this file has `MONGO_URI = …`: the definition's path when there is exactly one. */
function definitionsOfMember(s: Syntax, path: string): string | undefined {
  const name = lastWord(path);
  // `settings.x` may be anybody's; a field of the object itself is not.
  if (name.length < 4 && !path.startsWith('self.')) return undefined;
  const found = s.definitions('*.' + name);
  const paths = new Set(found.filter((d) => d.kind !== 'parameter').map((d) => d.path));
  const only = [...paths][0];
  return paths.size === 1 && only !== path ? only : undefined;
}

/** Kotlin: `fun Type.name(…)`. */
function extendsType(s: Syntax, token: number): boolean {
  return s.t.at(token - 3) === 'fun';
}

/** What a function of this file gives back; `token` is its name where it is defined. */
function functionReturns(s: Syntax, token: number): Range[] | undefined {
  const { t, text } = s;
  let open = token + 1;
  // `const f = (…) => …`, `f = function (…) {…}`
  if (s.isAssign(open)) {
    const end = s.statementEnd(open);
    let arrow = -1;
    for (let i = open + 1; i < end && i < open + 60; i++) {
      if (t.match[i]! > i && s.punct(i) === '(') i = t.match[i]!;
      else if (s.punct(i) === '=>' || (s.punct(i) === '{' && t.at(open + 1) === 'function')) {
        arrow = i;
        break;
      } else if (t.kind[i] !== WORD && s.punct(i) !== ':') break;
    }
    if (arrow < 0) return undefined;
    const body = s.punct(arrow) === '{' ? arrow : arrow + 1;
    if (s.punct(body) === '{' && t.match[body]! > body)
      return returnsIn(s, { from: body + 1, to: t.match[body]! });
    return [s.skipGrouping({ from: body, to: end })];
  }
  if (s.punct(open) === '<') while (open < token + 20 && s.punct(open) !== '(') open++;
  if (s.punct(open) !== '(' || !(t.match[open]! > 0)) return undefined;
  const close = t.match[open]!;
  if (s.grammar.blocks === 'indent') {
    if (!/^(?:def|defp|function)$/.test(t.at(token - 1))) return undefined;
    const scope = s.scope(close + 1 < t.length ? t.firstFrom(bodyStart(text, t.end[close]!)) : close);
    if (scope.start > t.start[token]!) return undefined;
    return returnsIn(s, { from: t.firstFrom(t.end[close]!), to: t.firstFrom(scope.end) });
  }
  // `f(…): T {`, `f(…) T {`, `f(…) -> T {`, `f(…) = expr`
  for (let i = close + 1; i < t.length && i < close + 30; i++) {
    const p = s.punct(i);
    // A call that ends its line is no declaration of what follows.
    if (s.lineEnds(i - 1, i)) return undefined;
    if (p === '{') return t.match[i]! > i ? returnsIn(s, { from: i + 1, to: t.match[i]! }) : undefined;
    if (p === '=' && (/^(?:fun|def|let)$/.test(t.at(token - 1)) || extendsType(s, token)))
      return [{ from: i + 1, to: s.statementEnd(i + 1) }];
    if (p === '=>') return [{ from: i + 1, to: s.statementEnd(i + 1) }];
    if (p === ';' || p === '=' || (p === '.' && i === close + 1)) return undefined;
    if (p === ')' || p === '}') return undefined;
    if (p === '(' && t.match[i]! > i) i = t.match[i]!;
  }
  return undefined;
}

function bodyStart(text: string, from: number): number {
  const line = text.indexOf('\n', from);
  return line < 0 ? from : line + 1;
}

function returnsIn(s: Syntax, range: Range): Range[] | undefined {
  const { t } = s;
  const out: Range[] = [];
  s.asked?.part(t.start[range.from] ?? 0, t.end[range.to - 1] ?? 0);
  for (let i = range.from; i < range.to; i++) {
    if (t.kind[i] === WORD && t.at(i) === 'return' && !s.isMember(i - 1)) {
      const end = s.statementEnd(i);
      if (end > i + 1) {
        // `return cfg, nil`
        const first = s.split(i + 1, end)[0];
        if (first) out.push(first);
      }
      i = Math.max(i, end - 1);
    }
  }
  if (out.length === 0 && range.to > range.from && !s.grammar.semicolons) {
    // The last expression of an expression language.
    const start = s.statementStart(range.to - 1);
    if (start >= range.from && !s.grammar.adjacent) return [{ from: start, to: range.to }];
    return undefined;
  }
  return out.length ? out : undefined;
}

/** Names of things that are constants of a TLS library: delivered as the text that is written. */
const constantRoots =
  /^(?:_?ssl\.(?:CERT_|PROTOCOL_|OP_|VERIFY_|TLSVersion\.)|tls\.(?:Version|TLS_)|SslProtocols\.|SslPolicyErrors\.|X509RevocationMode\.|OpenSSL\.SSL\.|IO\.Socket\.SSL\.|System\.Security\.Authentication\.SslProtocols\.|SecurityProtocolType\.|IO::Socket::SSL::|SSL_VERIFY_)/;

/** The value of an option where it can be read. */
export function readValue(
  s: Syntax,
  full: Range,
  name: string,
  depth = 0,
  bound?: (name: string, at: number) => Range | undefined,
): Value<OptionValue> {
  const { t } = s;
  const unknown = (why: 'expression' | 'hole' | 'environment' = 'expression'): Value<OptionValue> => ({
    known: false,
    why,
  });
  let range = s.skipGrouping(trim(s, full));
  // `Some(true)`, `Optional.of(true)`
  if (
    t.kind[range.from] === WORD &&
    /^(?:Some|Just|of|Boolean|Bool)$/.test(t.at(range.from)) &&
    s.punct(range.from + 1) === '(' &&
    t.match[range.from + 1] === range.to - 1
  )
    range = { from: range.from + 2, to: range.to - 1 };
  // `Some(tls.into())`: options of TLS turn it on.
  if (
    name === 'tls' &&
    t.kind[range.from] === WORD &&
    s.isMember(range.from + 1) &&
    t.at(range.from + 2) === 'into' &&
    visibleDefinitions(s, t.at(range.from), range.from).some((d) => t.at(d.value.from) === 'TlsOptions')
  )
    return { known: true, value: true };
  // Rust: `Tls::from(options)` is `Tls::Enabled(options)`.
  if (t.at(range.from) === 'Tls' && /^(?:Enabled|Disabled|from)$/.test(t.at(range.from + 2)))
    return { known: true, value: t.at(range.from + 2) !== 'Disabled' };
  const { from, to } = range;
  if (to <= from) return unknown();
  if (isSecretOption(name)) {
    // Java takes passwords as characters: `"…".toCharArray()`.
    const characters = to > from + 2 && t.at(from + 2) === 'toCharArray' && s.isMember(from + 1);
    if (characters && (t.isString(from) || t.kind[from] === WORD))
      return readValue(s, { from, to: from + 1 }, name, depth);
    const text = t.isString(from) ? s.readText(range) : undefined;
    if (!text) {
      const definition = onlyDefinition(s, range, depth);
      if (definition) return readValue(s, definition.value, name, depth + 1);
      return environmentRead(s, range) ? unknown('environment') : unknown();
    }
    if (text.text.includes(HOLE)) return unknown('hole');
    const literal = t.literal(from)!;
    return {
      known: true,
      value: {
        // `"…".to_string()` is its literal.
        secretAt:
          to === from + 1 || (s.isMember(from + 1) && !s.isConcat(from + 1))
            ? { start: literal.from, end: literal.to }
            : s.span(from, to),
        placeholder: text.text === '' || isPlaceholder(text.text),
      },
    };
  }
  if (t.isString(from)) {
    const branches = alternatives(s, range);
    if (branches.length > 1) return unknown();
    const text = s.readText(range);
    if (!text || calledOn(s, range)) return unknown();
    return text.text.includes(HOLE) ? unknown('hole') : { known: true, value: text.text };
  }
  if (to === from + 1) {
    const word = t.at(from);
    if (t.kind[from] === NUMBER)
      return { known: true, value: Number(word.replaceAll('_', '').replace(/[uUlLfF]+$/, '')) };
    if (t.kind[from] === WORD) {
      if (Object.hasOwn(s.grammar.truths, word)) return { known: true, value: s.grammar.truths[word]! };
    }
  }
  if (s.punct(from) === '-' && to === from + 2 && t.kind[from + 1] === NUMBER)
    return { known: true, value: -Number(t.at(from + 1)) };
  if (s.punct(from) === '!' && to === from + 2 && t.kind[from + 1] === NUMBER)
    return { known: true, value: t.at(from + 1) === '0' };
  if (s.punct(from) === '!' || (t.kind[from] === WORD && t.at(from) === 'not' && to > from + 1)) {
    const denied = readValue(s, { from: from + 1, to }, name, depth + 1, bound);
    return denied.known && typeof denied.value === 'boolean'
      ? { known: true, value: !denied.value }
      : unknown();
  }
  if (s.punct(from) === ':' && to === from + 2 && t.kind[from + 1] === WORD && s.grammar.blocks === 'indent')
    return { known: true, value: t.at(from + 1) };
  if (s.grammar.atoms && to === from + 1 && t.kind[from] === WORD && /^[a-z]/.test(t.at(from)))
    return { known: true, value: t.at(from) };
  if (environmentRead(s, range)) return unknown('environment');
  const path = s.pathOf(range);
  if (path !== undefined) {
    if (constantRoots.test(path)) return { known: true, value: path };
    const given = depth < 6 ? bound?.(path, from) : undefined;
    if (given) return readValue(s, given, name, depth + 1, bound);
    const definition = onlyDefinition(s, range, depth);
    return definition ? readValue(s, definition.value, name, depth + 1, bound) : unknown();
  }
  // `SslProtocols.Tls12 | SslProtocols.Tls13`
  const parts = s.text.slice(t.start[from]!, t.end[to - 1]!);
  if (parts.length < 200 && /^[\w.]+(?:\s*\|\s*[\w.]+)+$/.test(parts) && constantRoots.test(parts))
    return { known: true, value: parts };
  return unknown();
}

/** The definition of a name that is given a value once, under no condition. */
function onlyDefinition(s: Syntax, range: Range, depth: number): Definition | undefined {
  const path = depth < 3 ? s.pathOf(range) : undefined;
  if (path === undefined) return undefined;
  const definitions = visibleDefinitions(s, path, range.from);
  const d = definitions[0];
  return definitions.length === 1 &&
    d?.kind === 'assignment' &&
    !s.conditional(d.from) &&
    s.definitions(path).length === 1
    ? d
    : undefined;
}

/** True when something is asked of the literal that may give anything (`"a b".split(" ")`). */
function calledOn(s: Syntax, range: Range): boolean {
  for (let i = range.from; i < range.to; i++) {
    if (s.t.match[i]! > i) i = s.t.match[i]!;
    else if (s.isMember(i) && !s.isConcat(i) && !textMethods.test(s.t.at(i + 1))) return true;
  }
  return false;
}

const textMethods = /^(?:trim|strip|freeze|to_string|to_owned|into|toString|to_s|as_str|intern)$/;

// -- removal ---------------------------------------------------------------------------------------------------------

/** What to delete with an item of a bracket: its comma, and its line when it stands alone there. */
export function removalOfItem(s: Syntax, item: Range, open: number): Span | undefined {
  const { t, text } = s;
  if (open < 0) return undefined;
  const start = t.start[item.from]!;
  const end = t.end[item.to - 1]!;
  const next = s.punct(item.to);
  if (next === ',' || next === ';') {
    let stop = t.end[item.to]!;
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const lineEnd = lineEndAfter(text, stop);
    if (
      text.slice(lineStart, start).trim() === '' &&
      lineStart > 0 &&
      text.slice(stop, lineEnd).trim() === ''
    )
      return { start: lineStart, end: Math.min(text.length, nextLine(text, lineEnd)) };
    while (text[stop] === ' ' || text[stop] === '\t') stop++;
    return { start, end: stop };
  }
  if (s.punct(item.from - 1) === ',' && item.from - 2 >= 0) return { start: t.end[item.from - 2]!, end };
  if (s.grammar.pairs) return { start: item.from > 0 ? Math.max(t.end[item.from - 1]!, 0) : start, end };
  if (item.from - 1 === open) return { start, end };
  return undefined;
}

/** A statement that stands alone on its lines; undefined when what is left might not parse. */
export function removalOfStatement(s: Syntax, from: number, to: number): Span | undefined {
  const { t, text } = s;
  const start = t.start[from]!;
  let end = t.end[to - 1]!;
  if (s.punct(to) === ';') end = t.end[to]!;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = lineEndAfter(text, end);
  if (text.slice(lineStart, start).trim() !== '' || text.slice(end, lineEnd).trim() !== '') return undefined;
  const before = s.punct(from - 1);
  const condition =
    before === ')' &&
    /^(?:if|for|while|elseif|elsif|unless|foreach)$/.test(s.callee(t.match[from - 1]!)?.name ?? '');
  if (
    condition ||
    before === ':' ||
    (t.kind[from - 1] === WORD && /^(?:else|do|then|try)$/.test(t.at(from - 1)))
  ) {
    // The body of an `if` without braces, or the first line of an indented block: alone in it?
    const after = t.firstFrom(lineEnd);
    if (before !== ':' || after >= t.length || s.lineIndent(after) !== s.lineIndent(from)) return undefined;
  }
  return { start: lineStart, end: nextLine(text, lineEnd) };
}

function lineEndAfter(text: string, at: number): number {
  let i = at;
  while (i < text.length && text[i] !== '\n' && text[i] !== '\r') i++;
  return i;
}

function nextLine(text: string, lineEnd: number): number {
  return lineEnd >= text.length
    ? lineEnd
    : text[lineEnd] === '\r' && text[lineEnd + 1] === '\n'
      ? lineEnd + 2
      : lineEnd + 1;
}

/** Kinds of tokens, for callers that look at the first token of a range. */
export function isLiteral(s: Syntax, i: number): boolean {
  return s.t.kind[i] === STRING;
}

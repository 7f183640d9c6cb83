/**
 * Finds connections in program text, for every language: the clients that are called, the constructs that are MongoDB's by
 * their own evidence, and the URIs that nobody in the file uses. What a language is, is data (CodeLanguage).
 */
import { HOLE, MappedTextBuilder, sliceMapped, sourceSpan } from '../../text/mappedText';
import { Searches } from '../../text/searches';
import type {
  Change,
  ConnectionSite,
  DriverId,
  Finder,
  Insertion,
  MappedText,
  Memory,
  OptionSyntax,
  PlacedSite,
  SiteDriver,
  SiteUri,
  SourceDocument,
  Span,
  WrittenOption,
} from '../../types';
import { builtText, withAppended } from './builtText';
import { Collector, environmentRead, isLiteral, readValue, visibleDefinitions } from './collect';
import type { SyntaxNames } from './collect';
import { commandSites } from './commandsInCode';
import { STRING, WORD } from './lexer';
import type { Lexis } from './lexer';
import { anchorNames, anchorWords, holders, isOptionName, isTlsName, ownNames } from './optionNames';
import { programCommands } from './programCommands';
import { editedSpan, hasHeredocs, isBehind, move, Reading, remainder, sitesOf, type Kept } from './reading';
import { Syntax } from './syntax';
import type { Callee, Grammar, Range } from './syntax';
import { withLiteralEdited } from './literalEdited';
import { holePlaceholders, siteUri } from './uriLiteral';
import { hostsOf, passwordOf } from './uriHoles';

/** A call that makes a MongoDB client or its settings. */
export interface ClientPattern {
  /** The end of the callee's path: `MongoClient`, `mongoose.connect`, `Mongo::Client.new` as `Mongo.Client.new`. */
  readonly callee: string;
  readonly driver: DriverId;
  readonly framework?: string;
  /** The file's text must say so too (names that others have as well). */
  readonly needs?: RegExp;
  /** The first argument without a name may be a host's name alone. */
  readonly hostFirst?: boolean;
  /** The setting of the program that holds the connection string where the call is given none. */
  readonly setting?: string;
  /** Functions among the arguments give options. */
  readonly functions?: boolean;
  /** Counts only when a URI or MongoDB's name is among the arguments (`config`, which everybody has). */
  readonly evidence?: boolean;
  /** A method that other products' options have too: counts unless what it hangs on is made by one of them. */
  readonly receiver?: boolean;
  /** Makes settings, not a client: looked at after the clients, where no client of the file uses it. */
  readonly settings?: boolean;
}

/** What in a file says which driver reads its URIs. */
export interface ImportRule {
  readonly test: RegExp;
  readonly driver: DriverId | 'unknown';
  readonly candidates?: readonly DriverId[];
  readonly framework?: string;
  readonly because: string;
}

export interface CodeLanguage {
  readonly id: string;
  readonly languageIds: readonly string[];
  readonly files: readonly string[];
  readonly lexis: Lexis;
  readonly grammar: Grammar;
  readonly names: SyntaxNames;
  /** Parts of the text that are program text, in pairs of offsets; absent: all. */
  readonly regions?: (text: string) => readonly number[];
  readonly imports: readonly ImportRule[];
  /** What in a construct itself says who reads it; tested on its name, and on `name=value` of its entries. */
  readonly constructs?: readonly ImportRule[];
  /** Driver of a language that has one; its candidates where it has several. */
  readonly fallback: SiteDriver;
  readonly clients: readonly ClientPattern[];
  /** How an option is added to a call that has none yet; absent: not at all. */
  readonly firstOption?: { readonly syntax: OptionSyntax; readonly before: string; readonly after: string };
  /** Further sites of the language's own (framework configurations), after the common ones. */
  readonly more?: (finding: Finding) => void;
  /** A text in which this does not match has nothing for `more`: its edits cost less. */
  readonly moreNeedle?: RegExp;
  /** Variables and flags that the program sets for all its connections, from the sites found. */
  readonly environment?: (sites: readonly ConnectionSite[]) => Record<string, string> | undefined;
  /** Types whose literals hold options, where a literal has its type before it; those of other types are the program's own. */
  readonly literalTypes?: RegExp;
  /** Names that count as options in this language only. */
  readonly isOption?: (name: string) => boolean;
}

/** A document being read: what the common part and a language's own part share. */
export interface Finding {
  readonly doc: SourceDocument;
  readonly s: Syntax;
  readonly language: CodeLanguage;
  readonly reading: Reading;
  /** Where names of clients stand. */
  readonly calls: readonly number[];
  readonly sites: ConnectionSite[];
  readonly claimed: Set<number>;
  readonly driver: SiteDriver;
  readonly testLike: boolean;
  /** The file is about URIs as texts (it parses, checks or redacts them) and makes no client. */
  readonly aboutUris: boolean;
}

const uriStart = /mongodb(?:\+srv)?:(?:\/\/|\\\/\\\/)/gi;

const otherProducts =
  /kms|kmip|^(?:aws|azure|gcp)$|redis|postgres|\bpg\b|pgpool|mysql|maria|kafka|rabbit|amqp|broker|smtp|mailer|nodemailer|elastic|opensearch|https?\b|httpx|axios|fetch\b|got\b|request|socketio|socket\.io|\bagent\b|ldap|cassandra|mqtt|nats\b|grpc|influx|clickhouse|memcache|etcd|consul|vault|webpack|devserver|fastify|createserver|createsecurecontext|requests|urllib|aiohttp|session|minio|boto|couch|neo4j|transport|wrap_socket|urlopen|sqlalchemy|sequelize|knex|mssql|oracle|dynamo|ioredis|bull|undici|superagent|websocket|\bws\b|stomp|imap|ftp|proxy|docker|kube|scylla|hazelcast|zookeeper|solr|graphql|apollo/i;

const mongoWords = /mongo|djongo|atlas|\bmc_worker/i;

/** Calls that read other notations than connection strings. */
const otherParsers =
  /parse_?(?:String|Json|Yaml|Toml|Hocon|Xml|Config|File|Resources?|Arg\w*|Options|Env|Int|Body)|(?:JSON|YAML|json|yaml|toml)\.parse/i;

const regexCallees =
  /(?:^|\.)(?:RegExp|Regex|NSRegularExpression|re\.\w+|regex\w*|Pattern\.compile|MustCompile|preg_\w+|startsWith|starts_with|startswith|hasPrefix|HasPrefix|StartsWith|hasprefix|starts_with\?|start_with\?|start_with|indexOf|includes|Contains|contains|strpos|str_starts_with|str_contains|stripPrefix|strip_prefix|removeprefix|removePrefix|TrimPrefix|TrimStart|replace|replaceAll|replaceFirst|ReplaceAll|Replace|gsub|sub|split|Split|test|match|search|isPrefixOf|str_replace|grepl|startsWith\?|StringPrefixMatches|strncmp|strncasecmp|memcmp|begins_with|lstrip|starts-with\?)$/;

const talkCallees =
  /(?:^|\.)(?:log|info|warn|warning|error|debug|trace|print|println|printf|Println|Printf|Fatal|Fatalf|puts|echo|fprintf|WriteLine|Write|notice|say|die|raise|Error|Exception|ValueError|RuntimeException|abort|panic|critical|message|help|usage|describe|description|fail|add_argument|option|Sprintln|eprintln!?|println!?)$/;

/** Names of tables with cases of a test. */
const caseNames = /^(?:tests?|tt|(?:test_?)?cases?|fixtures|samples)$/i;

/** Calls that declare a flag of a command line: prose in them mentions URIs, a URI alone is the default. */
const flagCallees = /(?:^|\.)(?:add_argument|option)$/;

/** Names under which a text is for people. */
const proseKeys =
  /^(?:placeholder|examples?|description|help|help_?text|label|title|hint|message|msg|tooltip|helperText|usage|docs?|summary|error|pattern|regex|text|comment|note|prompt|epilog|metavar|errorMessage|instructions|caption)$/i;

const assertCallees =
  /assert|expect|equal|should|parse|redact|mask|sanitize|sanitise|normali[sz]e|valid|verify|throws|raises|describe|\bit\b|^test|each|obfuscate|hide|scrub|strip|mock|fake|stub/i;

/** Calls that put something else in the place of a part of the program. */
const mockingCallees =
  /^(?:jest|vi|vitest|mock|mocker|monkeypatch|sinon|td)\b|(?:^|\.)(?:(?:do)?[mM]ock\w*|patch(?:\.(?:object|dict))?|proxyquire|rewiremock\w*)$/;

/** Calls that compare: what stands in them is what a test expects, not what a program does. */
const comparingCallees =
  /^(?:assert(?:_?(?:not_?)?equals?|DictEqual|CountEqual|Same|Is|In|That|NotEqual|_?eq|Equals?|_?(?:any_|has_)?call\w*|_?called\w*|ArrayHasKey|Contains?)?|assert_eq!?|expect|to(?:Strict)?Equal|toMatchObject|toBe|eq|eql|equals?|Equal|EqualValues|deep(?:Strict)?Equal|isEqualTo|have_received|calledWith|toHaveBeenCalledWith|toHaveBeenLastCalledWith|calledOnceWith|must_equal|toContainEqual|withArgs|match_array|Be|BeEquivalentTo)$/i;

/** The finder of a language. */
export function codeFinder(language: CodeLanguage): Finder {
  return {
    id: language.id,
    languageIds: language.languageIds,
    files: language.files,
    find: (doc) => findInCode(doc, language, new Searches(doc.text)).map((p) => p.site),
    findEdited: (doc, memory) => findInCode(doc, language, memory.searches, memory),
  };
}

const key = Symbol('code');

/** What a document's memory holds of its last text. */
interface Last extends Kept {
  readonly language: CodeLanguage;
  readonly path: string;
  /** Whether clients are named at all. */
  readonly called: boolean;
}

/** Every connection in a program text. With a memory, only what an edit may have changed is read again. */
function findInCode(
  doc: SourceDocument,
  language: CodeLanguage,
  searches: Memory['searches'],
  memory?: Memory,
): readonly PlacedSite[] {
  const { text } = doc;
  const last = memory?.take(key) as Last | undefined;
  if (!searches.has(mongoWords) && !searches.has(ownPattern)) return [];
  const change = memory?.change;
  const before =
    last && change && last.language === language && last.path === doc.path ? { ...last, change } : undefined;
  const s = new Syntax(
    text,
    language.lexis,
    language.grammar,
    language.regions?.(text),
    before && { tokens: before.s.t, change: before.change },
  );
  const calls = wordStarts(text, searches, clientPattern(language));
  const again = before && readAgain(doc, language, s, searches, calls, before);
  const keep = (kept: Pick<Kept, 'units' | 'answers' | 'entangled'>): void => {
    const { units, answers, entangled } = kept;
    const called = calls.length > 0;
    // Tokens that took the edit have no predecessor.
    if (s.t !== before?.s.t) {
      s.t.spare = before?.s.t;
      if (s.t.spare) s.t.spare.spare = undefined;
    }
    memory?.keep(key, { s, units, answers, entangled, language, path: doc.path, called } satisfies Last);
  };
  if (again) {
    keep(again);
    return sitesOf(again.units);
  }
  const reading = new Reading(s, searches);
  read(doc, language, reading, calls);
  keep(reading);
  return [...reading.sites]
    .sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end)
    .map((site) => ({ site, moved: 0 }));
}

/** Reads what an edit may have changed; undefined when that may be anything. */
function readAgain(
  doc: SourceDocument,
  language: CodeLanguage,
  s: Syntax,
  searches: Memory['searches'],
  calls: readonly number[],
  before: Last & { readonly change: Change },
): Pick<Kept, 'units' | 'answers' | 'entangled'> | undefined {
  if (before.entangled || language.regions) return undefined;
  for (const [pattern, answer] of before.answers) if (searches.has(pattern) !== answer) return undefined;
  if (before.called !== calls.length > 0) return undefined;
  if (hasHeredocs(before.s.t) || hasHeredocs(s.t)) return undefined;
  const units = withLiteralEdited(before, s, searches, before.change);
  if (units) return { units, answers: before.answers, entangled: false };
  const edited = editedSpan(before.s, s, before.change);
  if (!edited) return undefined;
  let extra: readonly number[] = [];
  for (let round = 0; round < 4; round++) {
    const rest = remainder(before, s, before.change, edited, extra);
    if (!rest) return undefined;
    const reading = new Reading(s, searches, rest.spans);
    read(doc, language, reading, calls);
    if (reading.entangled) return undefined;
    const outside = reading.outside();
    if (outside.length === 0) {
      for (const [pattern, answer] of reading.answers)
        if ((before.answers.get(pattern) ?? answer) !== answer) return undefined;
      move(rest.units, before.change);
      return {
        units: [...rest.units, ...reading.units],
        answers: new Map([...before.answers, ...reading.answers]),
        entangled: false,
      };
    }
    extra = [...extra, ...outside];
  }
  return undefined;
}

/** Reads every anchor that the reading is about, stage by stage. */
function read(doc: SourceDocument, language: CodeLanguage, reading: Reading, calls: readonly number[]): void {
  const { s } = reading;
  const finding: Finding = {
    doc,
    calls,
    s,
    reading,
    language,
    sites: reading.sites,
    claimed: reading.claimed,
    driver: driverOfFile(reading, language),
    testLike:
      /(?:^|[/._-])(?:tests?|specs?|__tests__|fixtures)(?:[/._-]|$)/i.test(doc.path) ||
      reading.says(testCode),
    aboutUris:
      reading.says(language.imports.length > 0 ? uriTools : uriToolsByName) &&
      !language.imports.some((rule) => reading.says(rule.test)) &&
      calls.length === 0,
  };
  const stages = [
    () => commandSites(s, language.id, reading),
    () => clients(finding, false),
    () => language.clients.some((c) => c.settings) && clients(finding, true),
    () => more(finding),
    () => programCommands(s, language.id, reading),
    () => uris(finding),
    () => leftovers(finding),
    () => comments(finding),
  ];
  for (const [n, stage] of stages.entries()) {
    reading.stage = n;
    stage();
  }
  environment(finding);
}

/** The language's own part, which may join what it finds with what was found before. */
function more(finding: Finding): void {
  const { reading, language } = finding;
  if (!language.more || (language.moreNeedle && !reading.says(language.moreNeedle))) return;
  reading.entangled = true;
  language.more(finding);
}

const testCode =
  /\bdescribe\(|\bit\(['"]|\bdef test_|#\[test\]|@Test\b|\bfunc Test[A-Z]|unittest|\bTEST_CASE|\[Fact\]|\[Test\]|\[Theory\]/;
const uriTools =
  /pars(?:e|ing)|redact|mask|saniti|obfuscat|scrub|censor|normali[sz]|strip_?(?:cred|pass)|hide_?pass|validat/i;
/** The same where a language names no imports: only tools that say what they are for. */
const uriToolsByName =
  /(?:pars\w*|validat\w*|normali[sz]\w*)[^a-zA-Z0-9\n\r]?(?:url|uri|conn|dsn|mongo)|(?:url|uri|conn\w*|dsn)[^a-zA-Z0-9\n\r]?(?:pars|validat|normali)|redact|obfuscat|scrub|censor|strip_?(?:cred|pass)|hide_?pass|(?:mask|saniti\w*)_?(?:url|uri|conn|pass)/i;

const ownPattern = new RegExp([...ownNames].join('|'), 'i');

function driverOfFile(reading: Reading, language: CodeLanguage): SiteDriver {
  const found = language.imports.find((rule) => reading.says(rule.test));
  return found ? driverOfRule(found) : language.fallback;
}

function driverOfRule(rule: ImportRule): SiteDriver {
  return {
    id: rule.driver,
    ...(rule.candidates ? { candidates: rule.candidates } : {}),
    ...(rule.framework ? { framework: rule.framework } : {}),
    because: rule.because,
  };
}

const environmentName = /NODE_TLS_REJECT_UNAUTHORIZED/;

/** `process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'` changes every connection of the program. */
function environment(finding: Finding): void {
  const { s, reading } = finding;
  const own = finding.language.environment?.(finding.sites);
  if (own) {
    reading.entangled = true;
    for (const [n, site] of finding.sites.entries())
      if (!site.environment) finding.sites[n] = { ...site, environment: own };
  }
  if (!reading.says(environmentName)) return;
  reading.entangled = true;
  const values = new Set<string>();
  for (const d of s.definitions('*.NODE_TLS_REJECT_UNAUTHORIZED')) {
    const value = readValue(s, d.value, '');
    if (!value.known || s.conditional(d.from)) return;
    values.add(String(value.value));
  }
  if (values.size !== 1) return;
  const environment = { NODE_TLS_REJECT_UNAUTHORIZED: [...values][0]! };
  for (const [n, site] of finding.sites.entries())
    if (/^(?:node|mongoose)$/.test(site.driver.id)) finding.sites[n] = { ...site, environment };
}

// -- clients -----------------------------------------------------------------------------------------------------------

/** `[\w$]` */
function isWordCode(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95 || c === 36;
}

/**
 * Where the words of a pattern begin. The character before is looked at afterwards: asked for in the pattern, it would be
 * looked at for every character of the text. The words consist of word characters, so none is missed.
 */
function wordStarts(text: string, searches: Memory['searches'], pattern: RegExp, alsoBefore = ''): number[] {
  const found: number[] = [];
  for (const m of searches.all(pattern)) {
    const before = m.index === 0 ? 32 : text.charCodeAt(m.index - 1);
    if (!isWordCode(before) && !(alsoBefore && before === alsoBefore.charCodeAt(0))) found.push(m.index);
  }
  return found;
}

const patternCache = new WeakMap<CodeLanguage, RegExp>();

function clientPattern(language: CodeLanguage): RegExp {
  let pattern = patternCache.get(language);
  if (!pattern) {
    const words = new Set(language.clients.map((c) => c.callee.slice(c.callee.lastIndexOf('.') + 1)));
    pattern = new RegExp(
      `(?:${[...words].map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})(?![\\w$])`,
      'g',
    );
    patternCache.set(language, pattern);
  }
  return pattern;
}

function clients(finding: Finding, settings: boolean): void {
  const { s, language, reading } = finding;
  const { t } = s;
  for (const at of reading.anchors(finding.calls)) {
    const token = t.tokenAt(at);
    if (token < 0 || t.kind[token] !== WORD || finding.claimed.has(token)) continue;
    const callee = s.pathEndingAt(token);
    if (!callee) continue;
    const path = (language.grammar.pairs ? callee.path.replace('/', '.') : callee.path)
      .replace(/[$\\]/g, '.')
      .replace(/^\.+/, '')
      .replace(/\.\.+/g, '.');
    const pattern = language.clients.find(
      (c) =>
        (c.settings === true) === settings &&
        (path === c.callee || path.endsWith('.' + c.callee)) &&
        (!c.needs || reading.says(c.needs)),
    );
    if (!pattern) continue;
    // A constructor's own methods (`MongoClient.connect`) are patterns of their own.
    if (
      s.isMember(token + 1) &&
      t.kind[token + 2] === WORD &&
      language.clients.some((c) => c.callee === pattern.callee + '.' + t.at(token + 2))
    )
      continue;
    clientSite(finding, pattern, token, callee.from);
  }
}

/** The site of one client call. */
function clientSite(finding: Finding, pattern: ClientPattern, token: number, from: number): void {
  const { s, language } = finding;
  const { t } = s;
  const before = t.kind[from - 1] === WORD ? t.at(from - 1) : '';
  // Declarations, imports and types are no calls.
  if (
    /^(?:def|function|fun|func|fn|class|import|interface|struct|extends|typedef|type|instanceof|alias|use|using|package|implements|is|as)$/.test(
      before,
    )
  )
    return;
  let open = token + 1;
  while (s.punct(open) === '!' || s.punct(open) === '?.') open++;
  if (s.punct(open) === '.' && s.punct(open + 1) === '(') open++;
  if (s.punct(open) === '<' || s.punct(open) === '::') {
    let k = open;
    while (k < token + 24 && s.punct(k) !== '(' && s.punct(k) !== ';' && s.punct(k) !== '{') k++;
    if (s.punct(k) === '(') open = k;
  }
  let args: Range | undefined;
  let declared: string | undefined;
  const opener = s.punct(open);
  // `MongoClient client = new MongoClient(…)`, `mongocxx::client conn{…}`, `mongocxx::uri uri("…")`
  if (
    t.kind[open] === WORD &&
    /^[({]$/.test(s.punct(open + 1)) &&
    language.grammar.structLiterals &&
    !t.newline[open] &&
    language.id === 'c'
  ) {
    open++;
    // `mongocxx::client connect(const std::string& host) const {`: a function, not a variable.
    const close = t.match[open]!;
    if (s.punct(open) === '(' && close > 0 && (s.punct(close + 1) === '{' || t.kind[close + 1] === WORD))
      return;
  }
  if ((s.punct(open) === '(' || s.punct(open) === '{' || s.punct(open) === '[') && t.match[open]! > open) {
    if (
      s.punct(open) === '{' &&
      !pattern.settings &&
      language.grammar.blocks === 'braces' &&
      language.id !== 'c' &&
      s.isBlock(open)
    )
      return;
    if (s.punct(open) === '[' && !language.grammar.pairs && language.id !== 'elixir') return;
    args = { from: open + 1, to: t.match[open]! };
  } else if (language.grammar.pairs && s.punct(t.parent[token]!) === '(') {
    // Clojure: the call is the bracket around the name.
    open = t.parent[token]!;
    args = { from: token + 1, to: t.match[open]! > 0 ? t.match[open]! : t.length };
  } else if (
    language.grammar.bareCalls &&
    opener !== ')' &&
    opener !== ',' &&
    !s.isMember(open) &&
    !s.isAssign(open) &&
    open < t.length &&
    !t.newline[open] &&
    (t.isString(open) ||
      t.kind[open] === WORD ||
      opener === '[' ||
      opener === ':' ||
      opener === '%' ||
      opener === '{' ||
      opener === ',')
  ) {
    args = { from: open, to: statementLimit(s, open) };
    open = -1;
  } else if (language.grammar.tuples && opener === ',' && s.punct(t.parent[token]!) === '{') {
    // Elixir child specification: {Mongo, [name: …, url: …]}
    open = t.parent[token]!;
    args = { from: token + 2, to: t.match[open]! > 0 ? t.match[open]! : t.length };
  } else if (language.id === 'c' && pattern.settings && t.kind[open] === WORD && s.punct(open + 1) === ';') {
    // `mongocxx::options::tls options;`: set by the calls that follow.
    declared = s.normal(t.at(open));
    args = { from: open + 1, to: open + 1 };
    open = -1;
  } else return;
  // A definition `def MongoClient(…):` or a declaration with a body.
  if (open >= 0 && s.isParameterList(open) && /^(?:def|function|fun|func|fn)$/.test(t.at(from - 1))) return;
  if (pattern.receiver && !ofMongo(s, from, token)) return;
  if (pattern.evidence && !mongoWords.test(s.text.slice(t.end[token]!, t.end[Math.max(token, args.to - 1)]!)))
    return;
  const collector = new Collector(
    s,
    language.names,
    pattern.functions ?? false,
    language.isOption ?? isOptionName,
  );
  finding.claimed.add(token);
  const items = args.to > args.from ? s.split(args.from, args.to) : [];
  for (const [n, item] of items.entries())
    if (
      n === 0 &&
      pattern.hostFirst &&
      (t.isString(item.from) || t.kind[item.from] === WORD) &&
      !s.entry(item)
    )
      collector.expression(item, false, false, true);
    else if (n === 1 && s.grammar.shorthand && mayHoldOptions(s, item))
      collector.expression(item, false, true);
    else collector.item(item, open, false, true);
  if (pattern.setting && collector.uris.length === 0 && !collector.reads) {
    for (const d of s.definitions('*.' + pattern.setting))
      collector.expression(d.value, s.conditional(d.from), false);
    collector.reads ??= { variable: pattern.setting, span: s.span(token, token + 1) };
  }
  // The chain that follows (`.SetTLSConfig(…)`) and the initialiser (`new X(…) { UseTls = true }`).
  const whole = open >= 0 && t.match[open]! > 0;
  let end = whole ? (language.grammar.tuples && opener === ',' ? args.to : t.match[open]!) : args.to - 1;
  if (s.punct(end + 1) === '{' && t.match[end + 1]! > 0 && !s.isBlock(end + 1)) {
    collector.group(end + 1);
    end = t.match[end + 1]!;
  }
  const chainEnd = chainFrom(s, end);
  if (chainEnd > end) {
    collector.chain({ from: end + 1, to: chainEnd + 1 }, false);
    if (pattern.settings || collector.options.length > 0) end = chainEnd;
  }
  // A fluent call around it: `MongoClientSettings.builder()…` is its own head; a variable it is put in gets further options.
  const target = declared ?? assignedName(s, from);
  if (target !== undefined && (pattern.settings || language.id === 'csharp' || language.id === 'c'))
    collector.path(target, end, false);
  if (
    pattern.settings &&
    collector.uris.length === 0 &&
    collector.optionTokens.every((o) => finding.claimed.has(o))
  ) {
    for (const seen of collector.seenTokens) finding.claimed.add(seen);
    return;
  }
  finish(finding, collector, {
    span: { start: t.start[from]!, end: t.end[Math.min(end, t.length - 1)]! },
    headSpan: s.span(token, token + 1),
    driver: {
      id: pattern.driver,
      ...(pattern.framework ? { framework: pattern.framework } : {}),
      because: `the callee is ${pattern.callee.replace(/\.(?:new|create)$/, '')}`,
    },
    open,
    args,
  });
}

/** False for what is surely no object with options: a literal text, a function, a name of a callback. */
function mayHoldOptions(s: Syntax, item: Range): boolean {
  const { t } = s;
  if (t.isString(item.from) || t.kind[item.from] !== WORD) return false;
  const path = s.pathOf(item);
  if (path === undefined) return true;
  if (Object.hasOwn(s.grammar.truths, path)) return false;
  if (/(?:^|\.)(?:cb|done|next|on[A-Z]\w*|handle\w*|\w*[cC]allback)$/.test(path)) return false;
  // `function connected() { … }`
  for (const at of s.occurrences(path)) if (t.at(t.tokenAt(at) - 1) === 'function') return false;
  return true;
}

/** The site of an expression that is known to configure a connection. */
export function construct(finding: Finding, value: Range, whole: Range, driver: SiteDriver): void {
  const { s, language } = finding;
  const collector = new Collector(s, language.names, true, language.isOption ?? isOptionName);
  collector.expression(value, s.conditional(whole.from), false);
  if (collector.options.length === 0 && collector.uris.length === 0) return;
  finish(finding, collector, { span: s.span(whole.from, whole.to), driver, open: -1 });
}

/** False when the object that a method is called on is made by another product (`mqtt.NewClientOptions()`). */
function ofMongo(s: Syntax, from: number, token: number): boolean {
  if (!s.isMember(token - 1) || from >= token) return true;
  const receiver = s.pathOf({ from, to: token - 1 });
  const definitions = receiver === undefined ? [] : visibleDefinitions(s, receiver, token);
  return !definitions.some((d) => {
    const text = s.text.slice(s.t.start[d.value.from]!, s.t.end[d.value.to - 1]!);
    return /^\W*(?:\w*mqtt\w*|redis|kafka|nats|amqp|sarama|http|grpc|elastic\w*|quic|mysql|fasthttp|paho\w*)\b/i.test(
      text,
    );
  });
}

function statementLimit(s: Syntax, from: number): number {
  const { t } = s;
  const parent = t.parent[from]!;
  const limit = parent >= 0 && t.match[parent]! > 0 ? t.match[parent]! : t.length;
  let k = from;
  while (k < limit) {
    if (s.punct(k) === ';') return k;
    if (k > from && s.lineEnds(k - 1, k) && s.punct(k - 1) !== ',') return k;
    if (t.kind[k] === WORD && t.at(k) === 'do' && s.grammar.bareCalls) return k;
    k = t.match[k]! > k ? t.match[k]! + 1 : k + 1;
  }
  return limit;
}

/** Last token of the calls that hang on the one that ends at `end`. */
function chainFrom(s: Syntax, end: number): number {
  const { t } = s;
  let last = end;
  while (s.isMember(last + 1) && t.kind[last + 2] === WORD) {
    const open = last + 3;
    if (s.punct(open) === '(' && t.match[open]! > 0) {
      last = t.match[open]!;
      if (
        s.punct(last + 1) === '{' &&
        t.match[last + 1]! > 0 &&
        s.grammar.blocks === 'braces' &&
        !s.grammar.semicolons &&
        !t.newline[last + 1]
      )
        last = t.match[last + 1]!;
    } else if (s.punct(open) === '{' && t.match[open]! > 0 && !s.grammar.semicolons) last = t.match[open]!;
    else if (/^(?:then|catch|finally|await)$/.test(t.at(last + 2))) break;
    else last += 2;
    if (/^(?:then|catch|finally)$/.test(t.at(open - 1))) return end === last ? end : open - 3;
  }
  return last;
}

/** The variable that the expression beginning at token `from` is assigned to. */
function assignedName(s: Syntax, from: number): string | undefined {
  const { t } = s;
  let k = from - 1;
  while (t.kind[k] === WORD && /^(?:new|await|return)$/.test(t.at(k))) k--;
  if (s.punct(k) === '&' || s.punct(k) === '*') k--;
  if (!s.isAssign(k) || t.kind[k - 1] !== WORD) return undefined;
  const path = s.pathEndingAt(k - 1);
  return path ? s.normal(path.path) : undefined;
}

interface Frame {
  readonly span: Span;
  readonly headSpan?: Span;
  readonly driver: SiteDriver;
  /** Bracket of the call or literal, -1 without one. */
  readonly open: number;
  readonly args?: Range;
  readonly context?: 'code' | 'prose' | 'test';
}

/** Turns what was collected into a site, and keeps others from reporting it again. */
function finish(finding: Finding, collector: Collector, frame: Frame): ConnectionSite | undefined {
  const fresh = collector.optionTokens.filter((token) => !finding.claimed.has(token));
  for (const token of [...collector.optionTokens, ...collector.seenTokens]) finding.claimed.add(token);
  const uri =
    collector.uris.length === 1 ? collector.uris[0]!.uri : sameUri(collector.uris.map((u) => u.uri));
  if (collector.uris.length > 1 && !uri) for (const u of collector.uris) finding.claimed.delete(u.token);
  const options = collector.options;
  const span = withHolder(
    finding.s,
    spanOf(finding.s, frame.span, options, fresh.length > 0),
    collector.optionTokens,
  );
  const insertion = insertionOf(finding, collector, frame);
  const password = passwordOf(finding.s, uri);
  const inUri = collector.hosts ? undefined : hostsOf(finding.s, uri);
  const hosts = inUri ? ({ known: true, value: inUri } as const) : collector.servers();
  const site: ConnectionSite = {
    kind: options.some((o) => isTlsName(o.name) || /^auth/i.test(o.name)) || !uri ? 'options' : 'uri',
    finder: finding.language.id,
    span,
    ...(frame.headSpan ? { headSpan: frame.headSpan } : {}),
    ...(uri ? { uri } : {}),
    options: password ? [...options, password] : options,
    ...(hosts ? { hosts } : {}),
    open: collector.open || collector.uris.length > 1,
    ...(insertion ? { insertion } : {}),
    driver: frame.driver,
    ...(collector.overruled.size > 0 ? { dropped: [...collector.overruled] } : {}),
    ...(collector.reads ? { reads: collector.reads } : {}),
    ...(frame.context && frame.context !== 'code' ? { context: frame.context } : {}),
  };
  finding.sites.push(site);
  return site;
}

function sameUri(uris: readonly SiteUri[]): SiteUri | undefined {
  return uris.length > 1 && uris.every((u) => u.span.start === uris[0]!.span.start) ? uris[0] : undefined;
}

/** A span that begins within `applyToSslSettings(…)` begins with it, and goes to its end. */
function withHolder(s: Syntax, span: Span, tokens: readonly number[]): Span {
  const { t } = s;
  let { start, end } = span;
  for (const token of tokens)
    for (let open = t.parent[token]!, n = 0; open >= 0 && n < 4; open = t.parent[open]!, n++) {
      const name = t.at(open - 1);
      if (
        !holders.has(name) ||
        t.start[open]! < start - 400 ||
        t.start[token]! < start ||
        t.end[token]! > end
      )
        continue;
      start = Math.min(start, t.start[open - 1]!);
      if (t.match[open]! > 0) end = Math.max(end, t.end[t.match[open]!]!);
    }
  return { start, end };
}

function enclosing(options: readonly { readonly span: Span }[]): Span {
  return {
    start: Math.min(...options.map((o) => o.span.start)),
    end: Math.max(...options.map((o) => o.span.end)),
  };
}

/** The construct that holds the options: the call, or where they are written when none of them is in the call. */
function spanOf(s: Syntax, call: Span, options: readonly { readonly span: Span }[], fresh: boolean): Span {
  if (
    options.length === 0 ||
    !fresh ||
    options.some((o) => o.span.start >= call.start && o.span.end <= call.end)
  )
    return call;
  const whole = enclosing(options);
  if (s.text.slice(whole.start, whole.end).split('\n').length <= 40) return whole;
  // Of options that are written all over the file those of the client's own function.
  const scope = s.scope(s.t.firstFrom(call.start));
  const near = options.filter((o) => o.span.start >= scope.start && o.span.end <= scope.end);
  return near.length > 0 ? enclosing(near) : options[0]!.span;
}

/** Languages whose options, whatever their place, have the driver's own names. */
const additive: ReadonlySet<string> = new Set([
  'python',
  'ecmascript',
  'scriptBlocks',
  'php',
  'ruby',
  'elixir',
  'perl',
  'swift',
]);

/** Where an option can be added: after the last argument or entry, in the syntax of those that are there. */
function insertionOf(finding: Finding, collector: Collector, frame: Frame): Insertion | undefined {
  const { s, language } = finding;
  const { t, text } = s;
  // Elsewhere an option's place decides its name (builders, structures): the URI is the place to add to.
  if (!additive.has(language.id)) return undefined;
  const first = collector.options[0];
  let open = -1;
  let syntax: OptionSyntax | undefined;
  if (first) {
    open = collector.groups.get(collector.optionTokens[0]!) ?? -1;
    syntax = first.syntax;
    if (open < 0 || first.conditional || syntax === 'other') return undefined;
  }
  if (open < 0) {
    const fresh = language.firstOption;
    if (!fresh || frame.open < 0 || !frame.args) return undefined;
    // Options of a later argument (`MongoClient(uri, opts)`) are elsewhere.
    const items = s.items(frame.open);
    if (fresh.syntax !== 'keywordArgument' && items.length !== 1) return undefined;
    if (collector.open) return undefined;
    const close = t.match[frame.open]!;
    const last = close - 1;
    if (items.length === 0)
      return {
        syntax: fresh.syntax,
        at: t.end[frame.open]!,
        before: fresh.before.replace(/^, /, ''),
        after: fresh.after,
      };
    if (s.punct(last) === ',')
      return {
        syntax: fresh.syntax,
        at: t.end[last]!,
        before: ' ' + fresh.before.replace(/^, /, ''),
        after: fresh.after,
      };
    return { syntax: fresh.syntax, at: t.end[last]!, before: fresh.before, after: fresh.after };
  }
  const close = t.match[open]!;
  if (close < 0 || !syntax) return undefined;
  const last = close - 1;
  const items = s.items(open);
  const lastItem = items[items.length - 1];
  if (!lastItem) return undefined;
  const own = t.start[lastItem.from]!;
  const line = text.lastIndexOf('\n', own - 1) + 1;
  const indent = text.slice(line, own);
  const several = indent.trim() === '' && line > 0;
  const gap = several ? '\n' + indent : ' ';
  if (s.punct(last) === ',') return { syntax, at: t.end[last]!, before: gap, after: several ? ',' : '' };
  if (s.grammar.pairs) return { syntax, at: t.end[last]!, before: gap, after: '' };
  return { syntax, at: t.end[last]!, before: ',' + gap, after: '' };
}

// -- where something stands --------------------------------------------------------------------------------------------------

/** One step outward from a token: the bracket, what it belongs to, and the name under which the value stands there. */
interface Level {
  readonly open: number;
  readonly kind: 'call' | 'literal' | 'block' | 'grouping';
  /** Callee of a call, name of an entry, target of an assignment. */
  readonly callee?: string;
  readonly key?: string;
}

/** What is around a token, innermost first. */
export function levels(s: Syntax, token: number): Level[] {
  const { t } = s;
  const out: Level[] = [];
  let at = token;
  for (let n = 0; n < 12; n++) {
    const open = t.parent[at]!;
    const start = s.statementStart(at);
    const limit = s.statementEnd(at);
    const entry = open >= 0 ? s.entry({ from: start, to: limit }) : undefined;
    let key = entry && entry.nameToken < at ? entry.name : undefined;
    if (key === undefined) {
      for (let k = at - 1; k >= start && at - k < 40; k--) {
        if (s.isAssign(k)) {
          // `LOCAL: &str = …`, `Local As String = …`: the name stands before its type.
          const typed = s.punct(k - 1) === ']' ? undefined : s.definitionAround(at);
          const path = typed ?? s.pathEndingAt(s.punct(k - 1) === ']' ? k - 2 : k - 1);
          key = path ? path.path : t.isString(k - 2) ? t.decode(k - 2).text : undefined;
          if (s.punct(k - 1) === ']' && t.isString(k - 2)) key = t.decode(k - 2).text;
          break;
        }
        if (t.match[k]! >= 0 && t.match[k]! < k) k = t.match[k]!;
      }
    }
    if (open < 0) {
      if (key !== undefined) out.push({ open, kind: 'block', key });
      return out;
    }
    const punct = s.punct(open);
    const callee =
      punct === '[' && !s.grammar.pairs ? undefined : (s.callee(open) ?? calleeOfResult(s, open));
    const block = punct === '{' && s.isBlock(open);
    out.push({
      open,
      kind: block
        ? 'block'
        : punct === '(' && callee
          ? 'call'
          : callee && punct === '{'
            ? 'call'
            : punct === '('
              ? 'grouping'
              : 'literal',
      ...(callee && !block ? { callee: callee.path } : {}),
      ...(key !== undefined ? { key } : {}),
    });
    at = open;
  }
  return out;
}

/** Names of variables that hold a connection string of MongoDB and nothing else. */
const mongoUriName = /^(?:[a-z]+_)*mongo(?:db)?_?(?:conn(?:ection)?_?)?(?:ur[il]|dsn|str(?:ing)?)$/i;

/** `require('monk')(…)`: what gives the function that is called. */
function calleeOfResult(s: Syntax, open: number): Callee | undefined {
  const before = open - 1;
  const called =
    s.punct(open) === '(' && s.punct(before) === ')' && !s.t.newline[open] && s.t.match[before]! > 0;
  const callee = called && s.grammar.blocks === 'braces' ? s.callee(s.t.match[before]!) : undefined;
  return callee?.name === 'require' ? callee : undefined;
}

/** True when an entry of the bracket says that the whole is MongoDB's: `type: 'mongodb'`, `'driver' => 'mongodb'`, a URI. */
function saysMongo(s: Syntax, open: number): boolean {
  const { t } = s;
  for (const item of s.items(open)) {
    const entry = s.entry(item);
    const value = entry?.value ?? item;
    if (!t.isString(value.from)) {
      if (
        entry &&
        /^(?:type|driver|engine|adapter|provider|dialect|connector|client)$/i.test(entry.name) &&
        /mongo/i.test(s.text.slice(t.start[value.from] ?? 0, t.end[Math.max(value.from, value.to - 1)] ?? 0))
      )
        return true;
      // `connect(settings.MONGO_URL, tls=False)`: the program's own function gets a connection string.
      const read = s.punct(open) === '(' ? environmentRead(s, value)?.read.variable : undefined;
      const path = read ?? (s.punct(open) === '(' ? s.pathOf(value) : undefined);
      if (path !== undefined && mongoUriName.test(lastOf(path))) return true;
      continue;
    }
    const text = t.decode(value.from).text;
    // Among the settings of a whole program a URI says nothing about what stands beside it.
    if (
      /^mongodb(?:\+srv)?:\/\//i.test(text) &&
      !(entry && mongoWords.test(entry.name) && isSettingsBag(s, open))
    )
      return true;
    if (
      entry &&
      /^(?:type|driver|engine|adapter|provider|dialect|connector|client|name|default|backend)$/i.test(
        entry.name,
      ) &&
      /mongo/i.test(text)
    )
      return true;
  }
  return false;
}

/** Names that describe a connection or what it is for. */
const ofConnections =
  /^(?:_?id|name|type|driver|engine|dialect|adapter|provider|client|kind|label|title|description|enabled|hosts?|ports?|servers?|seeds?|address|path|url|uri|dsn|string|conn\w*|user\w*|login\w*|pass\w*|pwd|auth\w*|cred\w*|db\w*|database\w*|collection\w*|repl\w*|rs\w*|options?|opts|params?|config|settings|(?:enable|use|is|allow|insecure)?_?(?:tls|ssl)\w*|ca\w*|cert\w*|key\w*|crl\w*|pem\w*|pool\w*|max\w*|min\w*|\w*timeout\w*|socket\w*|server\w*|retry\w*|read\w*|write\w*|w|j|journal|app_?name|compressors?|use\w*|alias|prefix|namespace|secure|srv|scheme|protocol|query|table|schema|\w*mongo\w*)$/i;

/** True when entries of a literal are about something else than a connection: `bind_addr`, `log_path` … */
function isSettingsBag(s: Syntax, open: number): boolean {
  return s.items(open).some((item) => {
    const entry = s.entry(item);
    return entry !== undefined && !ofConnections.test(entry.name);
  });
}

const otherDatabases =
  /^(?:postgres\w*|mysql\w*|maria\w*|sqlite\w*|better-sqlite3|sqljs|mssql|oracle\w*|redis|cockroachdb|sap|spanner|cassandra|elastic\w*|memcached?|kafka|amqp)$/i;

/** True when an entry says that the whole is of another database: `type: 'postgres'`. */
function saysOther(s: Syntax, open: number): boolean {
  const { t } = s;
  return s.items(open).some((item) => {
    const entry = s.entry(item);
    return (
      entry !== undefined &&
      /^(?:type|driver|engine|adapter|provider|dialect|connector|client)$/i.test(entry.name) &&
      t.isString(entry.value.from) &&
      otherDatabases.test(t.decode(entry.value.from).text)
    );
  });
}

/** Evidence around a token, nearest first: true MongoDB's, false somebody else's, undefined neither. */
function evidence(s: Syntax, token: number): boolean | undefined {
  for (const level of levels(s, token)) {
    if (level.kind === 'literal') {
      if (saysMongo(s, level.open)) return true;
      if (saysOther(s, level.open)) return false;
    }
    for (const name of [level.key, level.callee]) {
      if (!name) continue;
      if (mongoWords.test(name)) return true;
      if (otherProducts.test(name)) return false;
    }
    if (level.kind === 'call' && saysMongo(s, level.open)) return true;
  }
  return undefined;
}

// -- URIs ------------------------------------------------------------------------------------------------------------------

function uris(finding: Finding): void {
  const { s, reading } = finding;
  const { t, text } = s;
  let lastEnd = -1;
  for (const m of reading.matches(uriStart)) {
    if (m.index < lastEnd) continue;
    const token = t.tokenAt(m.index);
    if (token < 0 || finding.claimed.has(token)) continue;
    if (t.kind[token] !== STRING) continue;
    const literal = t.literal(token);
    if (!literal) continue;
    const isStart = text.slice(literal.from, m.index).trim() === '';
    if (!isStart) {
      if (m.index >= literal.from) lastEnd = embedded(finding, token, m.index, literal.to);
      continue;
    }
    uriSite(finding, token);
    lastEnd = literal.to;
  }
  // Heredocs: the literal's content lies behind its token.
  if (!hasHeredocs(t)) return;
  for (const [token, literal] of t.literals) {
    if (!isBehind(t, token, literal) || finding.claimed.has(token)) continue;
    const content = text.slice(literal.from, literal.to);
    if (!/mongodb(?:\+srv)?:\/\//i.test(content)) continue;
    if (/^\s*mongodb(?:\+srv)?:\/\//i.test(content)) uriSite(finding, token);
    else
      for (const m of content.matchAll(uriStart))
        embedded(finding, token, literal.from + m.index, literal.to);
  }
}

/** So many URIs in one pair of brackets are a list: none of them is read with what stands beside it. */
const listed = 8;

/** Brackets known to hold such a list: each of its URIs would read all the others again. */
const knownLists = new WeakMap<Finding, Set<number>>();

function listsOf(finding: Finding): Set<number> {
  let lists = knownLists.get(finding);
  if (!lists) knownLists.set(finding, (lists = new Set()));
  return lists;
}

/** A URI that nobody's call claimed. */
function uriSite(finding: Finding, token: number): void {
  const { s, language } = finding;
  const { t } = s;
  const start = s.statementStart(token);
  const range = builtText(s, token, { from: start, to: Math.max(token + 1, s.statementEnd(token)) }) ?? {
    from: token,
    to: token + 1,
    text: t.decode(token),
  };
  let uri = siteUri(holePlaceholders(range.text), '&');
  finding.claimed.add(token);
  for (let i = range.from; i < range.to; i++) if (t.isString(i)) finding.claimed.add(i);
  const definition = s.definitionAround(token);
  const appended = uri && definition && withAppended(s, range.text, definition, -1);
  if (appended) {
    for (const i of appended.tokens) finding.claimed.add(i);
    const longer = siteUri(holePlaceholders(appended.text), '&');
    if (longer) uri = { ...longer, span: uri!.span };
  }
  if (!uri) return;
  // A scheme alone names no server, nor does one in a sentence.
  if (/^mongodb(?:\+srv)?:\/\/(?:[/?]?$|\s)/i.test(uri.mapped.text)) return;
  if (looksLikePattern(uri.mapped.text, s.text.slice(t.start[token]!, t.end[token]!))) return;
  const around = levels(s, token);
  // What runs in a function body is no argument of the call that takes the function (`it('…', () => { … })`).
  const body = around.findIndex((l) => l.kind === 'block');
  const call = (body < 0 ? around : around.slice(0, body)).find((l) => l.kind === 'call');
  const callee = around[0]?.kind === 'call' ? around[0].callee! : '';
  if (callee && regexCallees.test(callee) && !environmentRead(s, callRange(s, around[0]!.open))) return;
  if (comparison(s, range) || isType(s, start)) return;
  // Erlang: a pattern that takes whatever follows the scheme.
  if (t.at(range.to - 1) === '_') return;
  const context = contextOf(finding, token, callee || (call?.callee ?? ''), around);
  // The construct around it may hold options beside the URI.
  const group = around.find((l) => l.kind === 'literal' || l.kind === 'call');
  let climbed = group;
  if (
    climbed?.kind === 'call' &&
    climbed.callee &&
    (environmentRead(s, callRange(s, climbed.open)) ||
      /^(?:String|str|Some|new|ConnectionString|MongoUrl|Uri|URL|URI|format|f|s|concat|trim|join|encodeURI)$/.test(
        lastOf(climbed.callee),
      ))
  )
    climbed = around
      .slice(around.indexOf(climbed) + 1)
      .find((l) => l.kind === 'literal' || l.kind === 'call');
  const defined = around.find((l) => l.key !== undefined);
  // The audience of a token (MONGODB-OIDC), not a server.
  if (around[0]?.key === 'TOKEN_RESOURCE') return;
  if (climbed && (parameters(s, climbed.open) || ownType(finding, climbed.open))) climbed = undefined;
  const read = enclosingRead(s, around);
  const lists = listsOf(finding);
  if (climbed && lists.has(climbed.open)) {
    // What makes it a list is anywhere in it.
    const { start, end } = groupSpan(s, climbed.open);
    s.asked?.part(start, end);
    climbed = undefined;
  }
  if (climbed && context === 'code' && !talkCallees.test(climbed.callee ?? '')) {
    const options = new Collector(s, language.names, false, language.isOption ?? isOptionName);
    options.group(climbed.open, false, climbed.kind === 'call');
    if (options.uris.length > listed) lists.add(climbed.open);
    const counted = options.options.filter((o) => isTlsName(o.name));
    const mixed =
      options.uris.length > 1 ||
      (defined?.key !== undefined &&
        climbed.kind === 'literal' &&
        mongoWords.test(defined.key) &&
        counted.every((o) => !ownNames.has(o.name.toLowerCase())) &&
        (otherEntries(s, climbed.open) ||
          (mongoWords.test(around[0]?.key ?? '') && isSettingsBag(s, climbed.open))));
    const foreign =
      climbed.callee !== undefined && otherProducts.test(climbed.callee) && !mongoWords.test(climbed.callee);
    if (counted.length > 0 && !mixed && !foreign) {
      finish(finding, options, {
        span: groupSpan(s, climbed.open),
        driver: driverOfConstruct(finding, around),
        open: climbed.open,
      });
      const site = finding.sites[finding.sites.length - 1]!;
      if (!site.uri) finding.sites[finding.sites.length - 1] = { ...site, uri };
      return;
    }
  }
  const name = defined?.key && context === 'code' ? defines(s, token, defined.key) : undefined;
  const password = passwordOf(s, uri);
  const hosts = hostsOf(s, uri);
  finding.sites.push({
    kind: 'uri',
    finder: language.id,
    span: uri.span,
    uri,
    options: password ? [password] : [],
    ...(hosts ? { hosts: { known: true as const, value: hosts } } : {}),
    open: false,
    driver: driverOfConstruct(finding, around),
    ...(read ? { reads: read } : {}),
    ...(name ? { defines: name } : {}),
    ...(context !== 'code' ? { context } : {}),
  });
}

/** Who reads a construct: what it says itself (`'ENGINE': 'djongo'`, `MONGODB_SETTINGS = …`), else what the file says. */
/** Brackets whose entries were looked at: each of the URIs in a long list would look at all of them again. */
const knownConstructs = new WeakMap<Finding, Map<number, ImportRule | undefined>>();

/** What the entries of a literal say about its driver (`ENGINE=django_mongodb_backend`). */
function constructOfLiteral(finding: Finding, open: number): ImportRule | undefined {
  const { s, language } = finding;
  if (!language.constructs) return undefined;
  let known = knownConstructs.get(finding);
  if (!known) knownConstructs.set(finding, (known = new Map<number, ImportRule | undefined>()));
  if (!known.has(open)) {
    const written = s.items(open).flatMap((item) => {
      const entry = s.entry(item);
      return entry && s.t.isString(entry.value.from)
        ? [`${entry.name}=${s.t.decode(entry.value.from).text}`]
        : [];
    });
    // The first entry that says something, as it is written.
    for (const text of written) {
      const found = language.constructs.find((c) => c.test.test(text));
      if (found) {
        known.set(open, found);
        return found;
      }
    }
    known.set(open, undefined);
  }
  return known.get(open);
}

function driverOfConstruct(finding: Finding, around: readonly Level[]): SiteDriver {
  const { language } = finding;
  for (const level of around) {
    if (level.key === undefined && level.kind !== 'literal') continue;
    const told = level.kind === 'literal' ? constructOfLiteral(finding, level.open) : undefined;
    if (told) return driverOfRule(told);
    const found = language.constructs?.find((c) => level.key !== undefined && c.test.test(level.key));
    if (found) return driverOfRule(found);
  }
  return finding.driver;
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** Entries of other products beside a URI: then a bare `ssl: true` there is not known to be MongoDB's. */
function otherEntries(s: Syntax, open: number): boolean {
  return s.items(open).some((item) => {
    const entry = s.entry(item);
    return entry !== undefined && otherProducts.test(entry.name);
  });
}

function groupSpan(s: Syntax, open: number): Span {
  const { t } = s;
  const callee = s.callee(open);
  const from = callee && s.punct(open) !== '[' ? callee.from : open;
  const close = t.match[open]! > 0 ? t.match[open]! : open;
  return { start: t.start[from]!, end: t.end[close]! };
}

function callRange(s: Syntax, open: number): Range {
  const callee = s.callee(open);
  return { from: callee?.from ?? open, to: (s.t.match[open]! > 0 ? s.t.match[open]! : open) + 1 };
}

/** The environment read whose default the URI is. */
function enclosingRead(s: Syntax, around: readonly Level[]): { variable: string; span: Span } | undefined {
  for (const level of around.slice(0, 3)) {
    if (level.kind !== 'call') continue;
    const found = environmentRead(s, callRange(s, level.open));
    if (found) return found.read;
  }
  return undefined;
}

/** `name` as a definition, with the place of the name. */
function defines(s: Syntax, token: number, key: string): { variable: string; span: Span } | undefined {
  const name = lastOf(key.replace(/[$@]/g, ''));
  let found: Span | undefined;
  let k = token;
  while (!found && k > 0 && token - k < 59) {
    k--;
    const literal = s.t.literal(k);
    if (literal && s.t.decode(k).text === name) found = { start: literal.from, end: literal.to };
    else if (s.t.kind[k] === WORD && s.t.at(k).replace(/[$@:]/g, '') === name) found = s.span(k, k + 1);
  }
  s.lookedBack(k, token);
  return found && { variable: name, span: found };
}

/** ``type Uri = `mongodb://${string}` ``: a type, not a value (TypeScript). */
function isType(s: Syntax, start: number): boolean {
  let k = start;
  while (s.t.kind[k] === WORD && /^(?:export|declare)$/.test(s.t.at(k))) k++;
  return (
    s.t.isString(s.statementEnd(k) - 1) &&
    s.t.kind[k] === WORD &&
    s.t.at(k) === 'type' &&
    s.punct(k + 2) === '='
  );
}

/** `x == "mongodb://…"`: a question, not a connection. */
function comparison(s: Syntax, range: Range): boolean {
  return (
    /^(?:===?|!==?)$/.test(s.punct(range.from - 1)) ||
    /^(?:===?|!==?)$/.test(s.punct(range.to)) ||
    /^(?:in|not)$/.test(s.t.kind[range.to] === WORD ? s.t.at(range.to) : '')
  );
}

function looksLikePattern(text: string, raw: string): boolean {
  return (
    /\\[wdsSWD]|\(\?[:<=!]|\[\^|\.\*|\.\+|\)\?|\(\.\*\)|\[\w-\w/.test(text) ||
    /\\\\?[wdsSWD][+*]|\[\^/.test(raw)
  );
}

/** What kind of text a URI stands in. */
function contextOf(
  finding: Finding,
  token: number,
  callee: string,
  around: readonly Level[],
): 'code' | 'prose' | 'test' {
  const { s } = finding;
  const { t } = s;
  // A literal that is a statement of its own: a docstring.
  if (docstring(s, token)) return 'prose';
  if (callee && talkCallees.test(callee) && !flagCallees.test(callee)) return 'prose';
  const key = around[0]?.key;
  if (key !== undefined && proseKeys.test(lastOf(key))) return 'prose';
  if (compared(around)) return 'test';
  if (finding.testLike && finding.aboutUris) return 'test';
  // `tests := []struct{…}{{"mongodb://a", "a"}, …}`: the name stands one level further out than the rows.
  if (
    around.some((l, n) => n > 0 && caseNames.test(lastOf(l.key ?? '')) && tableOfUris(s, around[n - 1]!.open))
  )
    return 'test';
  if (finding.testLike) {
    // What stands in for a part of the program while it is tested (`jest.mock('./options', () => ({ … }))`).
    if (around.some((l) => l.kind === 'call' && l.callee !== undefined && mockingCallees.test(l.callee)))
      return 'test';
    // Keyword arguments of an action of the test (`assert_connects(tls=True)`) are what a program does.
    if (
      callee &&
      assertCallees.test(lastOf(callee)) &&
      !(around[0]?.kind === 'call' && isOptionToken(s, token))
    )
      return 'test';
    if (around.slice(0, 3).some((l) => l.kind === 'literal' && tableOfUris(s, l.open))) return 'test';
    if (
      around.some(
        (l) =>
          l.kind === 'call' &&
          l.callee !== undefined &&
          /^(?:parametrize|each|forEach|cases|data_provider)$/.test(lastOf(l.callee)),
      )
    )
      return 'test';
  }
  const list = around[0];
  if (
    list?.kind === 'literal' &&
    s.punct(list.open) === '[' &&
    s
      .items(list.open)
      .filter((i) => isLiteral(s, i.from) && /^mongodb(?:\+srv)?:/i.test(t.decode(i.from).text)).length >= 4
  )
    return 'test';
  return 'code';
}

function isOptionToken(s: Syntax, token: number): boolean {
  const { t } = s;
  return t.kind[token] === WORD && isOptionName(t.at(token));
}

/** True inside literals that a call compares with something (`assertEqual(options, { tls: true })`). */
function compared(around: readonly Level[]): boolean {
  for (const level of around.slice(0, 4)) {
    if (level.kind === 'block') return false;
    if (level.kind === 'call' && level.callee !== undefined)
      return comparingCallees.test(lastOf(level.callee));
  }
  return false;
}

function docstring(s: Syntax, token: number): boolean {
  const { t } = s;
  const literal = t.literal(token);
  if (!literal || literal.form.open.length < 3) return false;
  const start = s.statementStart(token);
  return start === token && t.parent[token]! < 0 && s.statementEnd(token) === token + 1;
}

/** A table with several URIs, each in its own row. */
function tableOfUris(s: Syntax, open: number): boolean {
  const close = s.t.match[open]!;
  let count = 0;
  for (let i = open; i < close && count < 3; i++)
    if (s.t.isString(i) && /^mongodb(?:\+srv)?:\/\//i.test(s.t.decode(i).text)) count++;
  return count >= 3;
}

/** A URI inside a longer literal: a command, a configuration, a message. Gives the offset where it ends. */
function embedded(finding: Finding, token: number, at: number, limit: number): number {
  const { s, language } = finding;
  const { text } = s;
  const before = text[at - 1] ?? '';
  if (/[\w+.-]/.test(before) || /TOKEN_RESOURCE:$/.test(text.slice(at - 16, at))) return at + 1;
  // What follows the literal belongs to it: `"MONGO_URL=mongodb://" + host`.
  const whole = s.textRange(token, { from: s.statementStart(token), to: s.statementEnd(token) });
  const mapped = s.readText({ from: token, to: Math.max(token + 1, whole.to) }) ?? s.t.decode(token);
  // Cut the URI out of the decoded literal.
  let start = -1;
  for (const m of mapped.text.matchAll(/mongodb(?:\+srv)?:\/\//gi)) {
    if (sourceSpan(mapped, m.index, m.index + 1).start === at) start = m.index;
  }
  if (start < 0) return at + 1;
  // The value of a parameter in another URL ends with the next parameter.
  const parameter = /[?&][\w.-]+=$/.test(mapped.text.slice(0, start));
  const entity = (parameter ? /&/ : /&quot;|&#3[49];|&apos;|&[lg]t;/).exec(mapped.text.slice(start));
  const rest = entity ? mapped.text.slice(start, start + entity.index) : mapped.text.slice(start);
  const escaped = entity !== null && /&amp;/.test(mapped.text.slice(start, start + entity.index));
  const m =
    /^mongodb(?:\+srv)?:\/\/(?:<[^<>\s]{1,40}>|\$\{[^}]*\}|\{\{[^}]*\}\}|[^\s"'`<>|\\,;)}\]]|[,;](?=[\w\uFFFC.-]+[:/.,])|[}\])](?=[\w@:/.]))*/i.exec(
      rest,
    )!;
  const value = (escaped ? /^\S*/.exec(rest)![0] : m[0]).replace(/[.,;:!?]+$/, '');
  const end = sourceSpan(mapped, start, start + value.length);
  if (/^mongodb(?:\+srv)?:\/\/\/?$/i.test(value) || looksLikePattern(value, value)) return end.end + 1;
  const cut = sliceOf(mapped, start, start + value.length);
  const uri = siteUri(holePlaceholders(escaped ? withoutEntities(cut) : cut), escaped ? '&amp;' : '&');
  if (!uri) return at + 1;
  const around = levels(s, token);
  const callee = around[0]?.kind === 'call' ? around[0].callee! : '';
  if (callee && regexCallees.test(callee)) return end.end;
  const head = mapped.text.slice(0, start);
  // `--uri=`, `MONGO_URL=`, `"uri": "`, `url = "`: a value; words of a sentence: prose.
  const value2 =
    /(?:[=:]\s*|--\w[\w-]*[= ]|["'`(]|&quot;|&#3[49];|&apos;|(?:^|\s)(?:mongosh?|mongo(?:dump|restore|export|import|stat|top|files)|mongosh|--host|-h)\s+(?:-\S+\s+)*)["'\\]*$/.test(
      head,
    );
  const prose = docstring(s, token) || (callee !== '' && talkCallees.test(callee)) || !value2;
  const test =
    finding.testLike && callee !== '' && assertCallees.test(lastOf(callee)) && !otherParsers.test(callee);
  finding.sites.push({
    kind: 'uri',
    finder: language.id,
    span: uri.span,
    uri,
    options: [],
    open: false,
    driver: /mongo(?:sh|dump|restore|export|import)?\b/.test(head)
      ? { id: 'unknown', because: 'a command line in a text' }
      : finding.driver,
    ...(prose ? { context: 'prose' as const } : test ? { context: 'test' as const } : {}),
  });
  return Math.max(at + 1, Math.min(end.end, limit));
}

/** The text with `&amp;` read as `&`. */
function withoutEntities(mapped: MappedText): MappedText {
  const out = new MappedTextBuilder();
  let at = 0;
  for (const m of mapped.text.matchAll(/&amp;/g)) {
    const span = sourceSpan(mapped, m.index, m.index + m[0].length);
    out.append(sliceMapped(mapped, at, m.index)).escape('&', span.start, span.end);
    at = m.index + m[0].length;
  }
  return out.append(sliceMapped(mapped, at, mapped.text.length)).build();
}

function sliceOf(
  mapped: ReturnType<Syntax['t']['decode']>,
  start: number,
  end: number,
): ReturnType<Syntax['t']['decode']> {
  const segments = [];
  for (const seg of mapped.segments) {
    const from = Math.max(start, seg.at);
    const to = Math.min(end, seg.at + seg.length);
    if (to <= from) continue;
    const source =
      seg.kind === 'verbatim'
        ? { start: seg.source.start + from - seg.at, end: seg.source.start + to - seg.at }
        : seg.source;
    segments.push({ at: from - start, length: to - from, source, kind: seg.kind });
  }
  return { text: mapped.text.slice(start, end), segments };
}

// -- options that no call claimed -----------------------------------------------------------------------------------------------

const anchorPattern = new RegExp(`(?:${anchorWords.join('|')})(?![\\w$])`, 'gi');

function leftovers(finding: Finding): void {
  const { s, reading, language } = finding;
  const { t } = s;
  const known = language.isOption ?? isOptionName;
  const anyMongo = reading.says(mongoWords);
  for (const at of reading.anchors(wordStarts(s.text, reading.searches, anchorPattern, '-'))) {
    const token = t.tokenAt(at);
    if (token < 0 || finding.claimed.has(token)) continue;
    const name = t.isString(token) ? t.decode(token).text : t.at(token).replace(/^[:$@]+/, '');
    const holder = holders.has(name);
    if (!holder && (!anchorNames.has(name.toLowerCase()) || !known(name))) continue;
    const own = holder || ownNames.has(name.toLowerCase());
    const around = levels(s, token);
    const said = evidence(s, token);
    if (said === false) continue;
    if (said === undefined && !(own && anyMongo)) continue;
    if (!own && !anyMongo) continue;
    leftover(finding, token, around, own);
  }
}

/** The construct of an option that MongoDB's evidence covers. */
function leftover(finding: Finding, token: number, around: readonly Level[], own: boolean): void {
  const { s, language } = finding;
  const { t } = s;
  const driver = driverOfConstruct(finding, around);
  const collector = new Collector(s, language.names, true, language.isOption ?? isOptionName);
  const open = t.parent[token]!;
  const start = s.statementStart(token);
  const item = { from: start, to: s.statementEnd(token) };
  const entry = open >= 0 && !s.isBlock(open) ? s.entry(item) : undefined;
  // `name: value` inside brackets.
  if (entry && entry.nameToken === token) {
    if (parameters(s, open) || ownType(finding, open) || typeBody(s, open)) return;
    // With an `_id` it is a document of a collection.
    if (s.items(open).some((i) => s.entry(i)?.name === '_id')) return;
    const level = around[0]!;
    if (level.callee && talkCallees.test(level.callee)) return;
    let group = open;
    // The options of `{ url: …, options: { tls: true } }` belong to what is around them.
    for (const outer of around.slice(1, 3)) {
      if (outer.kind !== 'literal' || !saysMongo(s, outer.open)) break;
      group = outer.open;
    }
    // `options == {"tls": True}` asks.
    if (comparison(s, { from: group, to: t.match[group]! + 1 })) return;
    collector.group(group, s.conditional(group), level.kind === 'call');
    // Parameters of a function of the program have names of their own.
    if (level.kind === 'call') collector.drop((name) => /^tls_/.test(name));
    if (collector.options.length === 0) return;
    if (areLabels(collector.options)) {
      for (const seen of collector.optionTokens) finding.claimed.add(seen);
      return;
    }
    const context = contextOf(finding, token, level.callee ?? '', around);
    finish(finding, collector, { span: groupSpan(s, group), driver, open: group, context });
    return;
  }
  // `.name(value)`
  if (t.kind[token] === WORD && s.punct(token + 1) === '(' && t.match[token + 1]! > 0) {
    if (/^(?:def|function|fun|func|fn)$/.test(t.at(token - 1))) return;
    const name = t.at(token);
    if (!s.isMember(token - 1) && !/^applyToSslSettings$/.test(name)) return;
    const chain = chainRange(s, token);
    collector.chain(chain, s.conditional(token));
    if (!collector.optionTokens.includes(token)) collector.method(token, s.conditional(token));
    if (collector.options.length === 0) return;
    finish(finding, collector, {
      span: s.span(chain.from, chain.to),
      headSpan: s.span(token, token + 1),
      driver,
      open: -1,
    });
    return;
  }
  // `applyToSslSettings { … }`
  if (s.punct(token + 1) === '{' && t.match[token + 1]! > 0 && /^applyToSslSettings$/.test(t.at(token))) {
    const chain = chainRange(s, token);
    collector.chain(
      { from: chain.from, to: Math.max(chain.to, t.match[token + 1]! + 1) },
      s.conditional(token),
    );
    if (collector.options.length > 0)
      finish(finding, collector, {
        span: s.span(chain.from, chain.to),
        headSpan: s.span(token, token + 1),
        driver,
        open: -1,
      });
    return;
  }
  // `x.name = value`, `x["name"] = value`, `NAME = value`
  const sign = s.punct(token + 1) === ']' || s.punct(token + 1) === '}' ? token + 2 : token + 1;
  if (
    s.isAssign(sign) &&
    (s.isMember(token - 1) || s.punct(token - 1) === '[' || s.punct(token - 1) === '{' || own)
  ) {
    const base = s.isMember(token - 1)
      ? s.pathEndingAt(token - 2)
      : s.punct(token - 1) === '[' || s.punct(token - 1) === '{'
        ? s.pathEndingAt(s.isMember(token - 2) ? token - 3 : token - 2)
        : undefined;
    if (!base && !own) return;
    if (!base && !mongoClass(s, token)) return;
    const path = base ? s.normal(base.path) : '';
    const definitions = base ? s.memberDefinitions(path) : s.definitions(t.at(token));
    for (const d of definitions)
      if (!finding.claimed.has(d.nameToken) && (base || d.nameToken === token)) collector.assignment(d);
    if (collector.options.length === 0) return;
    const from = Math.min(...collector.options.map((o) => o.span.start));
    const to = Math.max(...collector.options.map((o) => o.span.end));
    const near = s.text.slice(from, to).split('\n').length <= 40;
    const first = collector.options[0]!.span;
    finish(finding, collector, {
      span: near ? { start: from, end: to } : first,
      driver,
      open: -1,
    });
    return;
  }
  // `put("name", value)`
  if (
    t.isString(token) &&
    s.punct(t.parent[token]!) === '(' &&
    s.punct(token - 1) === '(' &&
    s.punct(token + 1) === ','
  ) {
    const callee = s.callee(open);
    if (
      !callee ||
      !/^(?:put|append|set|add|setProperty|with|option|setOption|insert|update|Add|Set|searchParams|store|addOption)$/.test(
        callee.name,
      )
    )
      return;
    const receiver = callee.path.slice(0, Math.max(0, callee.path.lastIndexOf('.')));
    if (receiver && !callee.chained && !receiver.includes('.')) collector.calls(s.normal(receiver), token);
    if (!collector.optionTokens.includes(token)) collector.method(callee.nameToken, s.conditional(token));
    if (collector.options.length > 0)
      finish(finding, collector, {
        span: {
          start: Math.min(t.start[callee.from]!, ...collector.options.map((o) => o.span.start)),
          end: Math.max(t.end[t.match[open]!]!, ...collector.options.map((o) => o.span.end)),
        },
        driver,
        open: -1,
      });
  }
}

/** Options that are on or off in every driver that has them. */
const switches =
  /^(?:tls|ssl|(?:tls|ssl)_?(?:insecure|allow_?invalid\w+|validate|match_hostname|disable\w+))$/i;

/** How people write on and off, rightly or not. */
const onOrOff =
  /^(?:true|false|yes|no|on|off|[ynt01]|enabled?|disabled?|required?|prefer(?:red)?|none|null|)$/i;

/** True for names of options with words for people beside them: the labels of a form (`{ tls: 'Use TLS', tlsCAFile: 'CA file' }`). */
function areLabels(options: readonly WrittenOption[]): boolean {
  const texts = options.flatMap(({ name, value }) =>
    !value.known ? [] : typeof value.value === 'object' ? [] : [{ name, text: value.value }],
  );
  return (
    texts.length > 1 &&
    texts.some(({ name, text }) => switches.test(name) && !onOrOff.test(String(text))) &&
    texts.every(
      ({ text }) => typeof text === 'string' && !/[\\/=:]|\.\w{2,4}$/.test(text) && /\s|^[^a-z\d]/.test(text),
    )
  );
}

/** True for a literal of a type that the program has made itself (`MongoConfig { tls: false }`). */
function ownType(finding: Finding, open: number): boolean {
  const { s, language } = finding;
  if (!language.literalTypes || s.punct(open) !== '{') return false;
  const callee = s.callee(open);
  return callee === undefined || !language.literalTypes.test(callee.name);
}

/** True for the members of a type (`type Options = { tls: boolean }`, `interface Options { … }`), which give nothing a value. */
function typeBody(s: Syntax, open: number): boolean {
  const { t } = s;
  if (!s.grammar.shorthand) return false;
  const start = s.statementStart(open);
  for (let k = start; k < open && k < start + 6; k++)
    if (t.kind[k] === WORD && /^(?:interface|type)$/.test(t.at(k)) && t.kind[k + 1] === WORD) return true;
  return false;
}

/** True inside the parameters of a function, or a pattern or named group among them. */
function parameters(s: Syntax, open: number): boolean {
  for (let k = open, n = 0; k >= 0 && n < 3; k = s.t.parent[k]!, n++)
    if (s.punct(k) === '(' && s.isParameterList(k)) return true;
  return false;
}

/** True when the name is an attribute of a class whose name says MongoDB (`class MongoConfig: tlsCAFile = …`). */
function mongoClass(s: Syntax, token: number): boolean {
  const { text } = s;
  const start = s.t.start[token]!;
  s.asked?.part(Math.max(0, start - 4000), start);
  if (s.scope(token).start > 0) return false;
  const head = text.slice(Math.max(0, start - 4000), start);
  const found = [...head.matchAll(/^([ \t]*)(?:\w+ )*class\s+(\w+)/gm)].pop();
  return found !== undefined && found[1]!.length < s.lineIndent(token) && mongoWords.test(found[2]!);
}

/** The chain of calls that token `m` is a method of. */
function chainRange(s: Syntax, m: number): Range {
  const { t } = s;
  let from = m;
  while (s.isMember(from - 1)) {
    let k = from - 2;
    if ((s.punct(k) === ')' || s.punct(k) === '}' || s.punct(k) === ']') && t.match[k]! >= 0) {
      k = t.match[k]! - 1;
      if (s.punct(k) === ')' && t.match[k]! >= 0) k = t.match[k]! - 1;
    }
    if (t.kind[k] !== WORD) break;
    from = k;
  }
  let end = m;
  const open = m + 1;
  if ((s.punct(open) === '(' || s.punct(open) === '{') && t.match[open]! > 0) end = t.match[open]!;
  return { from, to: chainFrom(s, end) + 1 };
}

// -- comments ---------------------------------------------------------------------------------------------------------------------

const uriText = /mongodb(?:\+srv)?:\/\/[^\s"'`<>|\\)]+/gi;

/** URIs in comments: commented-out code or explanation; rules stay silent, the hover does not. */
function comments(finding: Finding): void {
  const { s, language, reading } = finding;
  const { t, text } = s;
  for (const m of reading.matches(uriText)) {
    const comment = t.commentAt(m.index);
    if (!comment) continue;
    const value = text
      .slice(m.index, Math.min(comment.end, m.index + m.text.length))
      .replace(/[.,;:!?]+$/, '');
    const span = { start: m.index, end: m.index + value.length };
    const uri = siteUri(
      holePlaceholders({
        text: value,
        segments: [{ at: 0, length: value.length, source: span, kind: 'verbatim' }],
      }),
      '&',
    );
    if (!uri || uri.mapped.text.replaceAll(HOLE, '').length < 12) continue;
    const before = text.slice(Math.max(comment.start, m.index - 20), m.index);
    finding.sites.push({
      kind: 'uri',
      finder: language.id,
      span: uri.span,
      uri,
      options: [],
      open: false,
      driver: finding.driver,
      context: /(?:["'`]|[=:]\s*)$/.test(before) ? 'comment' : 'prose',
    });
  }
}

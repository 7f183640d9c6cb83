/** Explains an error text: which causes it can have, likeliest first, with the words that decide and what to do. */
import { causeById, causes } from './causes';
import { contextOf, marks, type Mark } from './context';
import { showable } from './redactEvidence';
import { createScanner, readable, type Scanner } from './scan';
import type { Cause, ErrorContext, ExplainedCause, Explanation, Pattern, Sure, Weight } from './types';

/** How far around a literal a pattern may look, in characters of the text as given. Bounds the work for one hit. */
const WINDOW = 240;
/** How far `near` looks. */
const CLOSE = 60;
/** Longest evidence that is shown. */
const SHOWN = 400;

const scores: Readonly<Record<Weight, number>> = {
  decisive: 95,
  exact: 90,
  telling: 82,
  strong: 75,
  ambiguous: 50,
  generic: 35,
  wrapper: 10,
  family: 5,
};

interface Compiled {
  readonly cause: Cause;
  readonly pattern: Pattern;
  readonly score: number;
}

interface Match extends Compiled {
  readonly start: number;
  readonly end: number;
}

interface Candidate {
  readonly best: Match;
  readonly score: number;
}

const startsWithLetter = /^[a-z]/i;

interface Literal {
  readonly patterns: Compiled[];
  mark?: Mark;
}

let compiled: { readonly scanner: Scanner; readonly literals: readonly Literal[] } | undefined;

/** The tables of all patterns and marks, made once, when the first text comes. */
function compile(): NonNullable<typeof compiled> {
  if (compiled) return compiled;
  const byText = new Map<string, Literal>();
  const literal = (text: string): Literal => {
    let known = byText.get(text);
    if (!known) byText.set(text, (known = { patterns: [] }));
    return known;
  };
  for (const cause of causes) {
    for (const pattern of cause.patterns)
      literal(pattern.text.toLowerCase()).patterns.push({
        cause,
        pattern,
        score: scores[pattern.weight ?? 'exact'],
      });
  }
  for (const [text, mark] of marks) literal(text).mark = mark;
  compiled = { scanner: createScanner([...byText.keys()]), literals: [...byText.values()] };
  return compiled;
}

interface Reading {
  /** Every place where a pattern holds, in the order of the text. */
  readonly found: readonly Match[];
  readonly marks: ReadonlySet<Mark>;
}

/** Reads a text once, for patterns and for marks. */
function read(text: string, joinLines: boolean): Reading {
  const { scanner, literals } = compile();
  const found: Match[] = [];
  const seen = new Set<Mark>();
  const servers: number[] = [];
  for (const hit of scanner.scan(text, { joinLines })) {
    const { patterns, mark } = literals[hit.literal]!;
    if (mark) seen.add(mark);
    if (mark === 'serverLog') servers.push(hit.start);
    if (patterns.length === 0) continue;
    // `tlsAllowInvalidCertificates` is no InvalidCertificate. Joined lines glue words together, so there it may be one.
    if (hit.insideWord && !joinLines && startsWithLetter.test(patterns[0]!.pattern.text)) continue;
    let around: string | undefined;
    let before: string | undefined;
    let after: string | undefined;
    for (const one of patterns) {
      const { pattern } = one;
      // A word of a family is found too easily where lines are glued together.
      if (joinLines && pattern.weight === 'family') continue;
      if (pattern.near) {
        around ??= near(text.slice(Math.max(0, hit.start - CLOSE), hit.end + CLOSE), joinLines);
        if (!pattern.near.test(around)) continue;
      }
      if (pattern.before || pattern.notBefore) {
        before ??= near(text.slice(Math.max(0, hit.start - WINDOW), hit.start), joinLines);
        if (pattern.before && !pattern.before.test(before)) continue;
        if (pattern.notBefore?.test(before)) continue;
      }
      if (pattern.after || pattern.notAfter) {
        after ??= near(text.slice(hit.end, hit.end + WINDOW), joinLines);
        if (pattern.after && !pattern.after.test(after)) continue;
        if (pattern.notAfter?.test(after)) continue;
      }
      found.push({ ...one, start: hit.start, end: hit.end });
    }
  }
  return { found: ofClients(found, text, servers, seen.has('serverSide')), marks: seen };
}

/** How far from the words a line may show that a server wrote it. */
const LINE = 600;

/**
 * A fault that a server tells of the other side is one of its client. Only lines count that show who wrote them: beside the
 * log of a server, often the error of a client stands. `everywhere`: the whole text is of a server.
 */
function ofClients(
  found: readonly Match[],
  text: string,
  servers: readonly number[],
  everywhere: boolean,
): readonly Match[] {
  if (servers.length === 0 && !everywhere) return found;
  const told = new Set<Cause>();
  for (const { cause, start } of found) {
    if (cause.byServer === undefined || told.has(cause)) continue;
    const said = servers.some((at) => {
      const from = Math.min(at, start);
      const to = Math.max(at, start);
      return to - from <= LINE && !text.slice(from, to).includes('\n');
    });
    if (said || everywhere) told.add(cause);
  }
  return found.map((match) => {
    const cause = told.has(match.cause) ? causeById(match.cause.byServer!) : undefined;
    return cause ? { ...match, cause } : match;
  });
}

/** What stands beside a hit, as the scanner reads it. */
function near(piece: string, joinLines: boolean): string {
  return readable(joinLines ? piece.replace(/\r?\n[ \t]*/g, '') : piece);
}

/** The words of families that stand inside longer ones: a client certificate is no certificate of the server. */
function insideLonger(found: readonly Match[]): ReadonlySet<Match> {
  const inside = new Set<Match>();
  let start = Infinity;
  let end = Infinity;
  // Of words that end later, one that does not begin later holds all that end before.
  for (const match of found
    .filter((m) => m.score === scores.family)
    .sort((a, b) => b.end - a.end || a.start - b.start)) {
    if (start < match.start || (start === match.start && match.end < end)) inside.add(match);
    else ({ start, end } = match);
  }
  return inside;
}

/** Best place per cause. Of equal scores the last counts: nested causes and logs end with what decided. */
function candidates(found: readonly Match[]): Candidate[] {
  const byCause = new Map<string, Candidate>();
  const inside = insideLonger(found);
  for (const match of found) {
    if (inside.has(match)) continue;
    const known = byCause.get(match.cause.id);
    if (!known || match.score >= known.score)
      byCause.set(match.cause.id, { best: match, score: match.score });
  }
  return [...byCause.values()];
}

/** Highest score first; then the one that stands deeper in the text, which is where nested causes are. */
function rank(list: readonly Candidate[]): Candidate[] {
  return [...list].sort((a, b) => b.score - a.score || b.best.start - a.best.start);
}

/**
 * Explains an error text. Any text is allowed, of any length; the time grows linearly with it. Secrets in what is
 * shown (passwords in URIs, passphrases, private keys) are replaced by `****`.
 */
export function explain(text: string): Explanation {
  const reading = read(text, false);
  const context = contextOf(reading.marks);
  let ranked = rank(candidates(reading.found).map((c) => inContext(c, context)));
  if ((ranked[0]?.score ?? 0) < scores.strong && text.includes('\n')) {
    // Perhaps a terminal cut the deciding words in the middle.
    const joined = rank(candidates(read(text, true).found).map((c) => inContext(c, context)));
    if ((joined[0]?.score ?? 0) > (ranked[0]?.score ?? 0)) ranked = joined;
  }
  const top = ranked[0];
  if (!top) return { causes: [], context };

  const result: ExplainedCause[] = [];
  const told = new Set<string>();
  const tell = (cause: Cause, sure: Sure, match?: Match, when?: string): void => {
    if (told.has(cause.id)) return;
    told.add(cause.id);
    result.push(describe(cause, sure, context, text, match, when));
  };
  // Whatever is much weaker than the best is its echo: a wrapper, a stack frame, a general sentence.
  const kept = ranked.filter(
    (c) =>
      c.score >= top.score - 30 &&
      (c.score > scores.wrapper || top.score <= scores.generic) &&
      (c.score > scores.family || top.score <= scores.wrapper),
  );
  for (const candidate of kept) {
    const alone = kept.length === 1 || candidate === top;
    const { cause } = candidate.best;
    tell(cause, sureOf(candidate.score, alone, (cause.orElse ?? []).length > 0), candidate.best);
  }
  for (const candidate of kept) {
    for (const other of candidate.best.cause.orElse ?? []) {
      const cause = causeById(other.cause);
      if (cause) tell(cause, 'possible', undefined, other.when);
    }
  }
  return { causes: result, context };
}

function sureOf(score: number, first: boolean, others: boolean): Sure {
  if (score >= scores.exact && first && !others) return 'certain';
  if (score >= scores.strong || (score >= scores.ambiguous && first)) return 'likely';
  return 'possible';
}

/**
 * The cause that holds in the surroundings. In a server's log the peer is the client: an alert that blames a certificate
 * blames the server's own. Where TLS is on, nobody speaks without it.
 */
function inContext(candidate: Candidate, context: ErrorContext): Candidate {
  const { inServerLog, withTls, withAtlas } = candidate.best.cause;
  const swapped =
    (context.serverLog ? inServerLog : undefined) ??
    (context.tls ? withTls : undefined) ??
    (context.atlas ? withAtlas : undefined);
  const cause = swapped ? causeById(swapped) : undefined;
  return cause ? { ...candidate, best: { ...candidate.best, cause } } : candidate;
}

function describe(
  cause: Cause,
  sure: Sure,
  context: ErrorContext,
  text: string,
  match: Match | undefined,
  when: string | undefined,
): ExplainedCause {
  const advice = (cause.advice ?? []).filter((a) => a.when(context));
  const fix = advice.some((a) => a.instead) ? [] : [cause.fix];
  return {
    id: cause.id,
    category: cause.category,
    stage: cause.stage,
    sure,
    title: cause.title,
    why: cause.why,
    fix: [...fix, ...advice.map((a) => a.text)].join(' '),
    ...(when === undefined ? {} : { when }),
    ...(match
      ? { evidence: { span: { start: match.start, end: match.end }, text: evidence(text, match) } }
      : {}),
    checks: cause.checks ?? [],
    settings: cause.settings ?? [],
    rules: cause.rules ?? [],
    sources: cause.sources,
  };
}

/** The line or lines around the deciding words, without secrets, shortened to the words if need be. */
function evidence(text: string, match: Match): string {
  const lineStart = text.lastIndexOf('\n', match.start) + 1;
  const newline = text.indexOf('\n', match.end);
  const lineEnd = newline < 0 ? text.length : newline;
  let from = Math.max(lineStart, match.start - 1000);
  let to = Math.min(lineEnd, match.end + 1000);
  // A cut inside a word could leave the tail of a secret behind: cut at white space, or at the words themselves.
  if (from > lineStart) {
    const space = text.slice(from, match.start).search(/\s/);
    from = space < 0 ? match.start : from + space;
  }
  if (to < lineEnd) {
    const space = text.slice(match.end, to).search(/\s\S*$/);
    to = space < 0 ? match.end : match.end + space;
  }
  const before = showable(text.slice(from, match.start)).trimStart();
  const words = showable(text.slice(match.start, match.end));
  const after = showable(text.slice(match.end, to)).trimEnd();
  const whole = showable(text.slice(from, to)).trim();
  if (whole.length <= SHOWN) return whole;
  const room = Math.floor((SHOWN - words.length) / 2);
  const head = before.length > room ? '…' + before.slice(before.length - room) : before;
  const tail = after.length > room ? after.slice(0, room) + '…' : after;
  return head + words + tail;
}

/** The patterns that hold somewhere in a text, for the test that each of them has a text. */
export function patternsIn(text: string): ReadonlySet<Pattern> {
  const found = [...read(text, false).found, ...read(text, true).found];
  return new Set(found.map((match) => match.pattern));
}

/** A part of one terminal line that is a known error, for links. */
export interface TerminalLink {
  readonly start: number;
  readonly length: number;
  readonly causeId: string;
}

/** Categories whose words mean TLS whoever prints them; the others count only on lines that speak of MongoDB. */
const tlsCategories: ReadonlySet<string> = new Set([
  'verification',
  'hostname',
  'revocation',
  'client-cert',
  'protocol',
]);

/** Known errors in one line of a terminal. Wrappers and general words are left alone; links never overlap. */
export function terminalLinks(line: string): readonly TerminalLink[] {
  const mongo = /mongo|:27017|serverselection|topology/i.test(line);
  const strong = read(line, false)
    .found.filter((m) => m.score >= scores.ambiguous && (mongo || tlsCategories.has(m.cause.category)))
    .sort((a, b) => b.score - a.score || b.end - b.start - (a.end - a.start));
  const links: TerminalLink[] = [];
  for (const m of strong) {
    if (links.some((l) => m.start < l.start + l.length && l.start < m.end)) continue;
    links.push({ start: m.start, length: m.end - m.start, causeId: m.cause.id });
  }
  return links.sort((a, b) => a.start - b.start);
}

/** Command lines in program text: argv arrays (`spawn('mongodump', ['--ssl'])`) and literals that a shell will read. */
import { HOLE } from '../../text/mappedText';
import type { ConnectionSite } from '../../types';
import { visibleDefinitions } from './collect';
import { commandLineSite, programDriver, type Word } from './commandLine';
import { outerSites } from './embedded';
import { WORD } from './lexer';
import { namesProgram, shellSites } from './shellSites';
import type { Reading } from './reading';
import type { Range, Syntax } from './syntax';

const program = /(?<![\w.-])mongo(?:sh|[ds]|dump|restore|export|import|stat|top|files)?(?:\.exe)?(?![\w(.])/g;

/** Calls that only talk: their texts are messages. */
const messages =
  /(?:^|\.)(?:log|info|warn|warning|error|debug|trace|print|println|printf|puts|echo|write|Write\w*|Print\w*|Fatal\w*|Error|Exception|\w+Error|\w+Exception|say|die|raise|help|usage|describe|it|test|add_argument|includes?|contains|indexOf|match)$/;

/** Finds the command lines in a text and claims every token that belongs to one. */
export function commandSites(s: Syntax, finder: string, reading: Reading): void {
  const { t } = s;
  const { sites, claimed } = reading;
  const claim = (token: number): void => void claimed.add(token);
  const seen = new Set<number>();
  for (const m of reading.matches(program)) {
    const token = t.tokenAt(m.index);
    if (token < 0 || !t.isString(token) || seen.has(token)) continue;
    seen.add(token);
    const mapped = t.decode(token);
    const site = programDriver(mapped.text.trim()) ? argvSite(s, token, finder, claim) : undefined;
    if (site) {
      sites.push(site);
      continue;
    }
    if (programDriver(mapped.text.trim()) || !/\s/.test(mapped.text) || !namesProgram(mapped.text)) continue;
    const open = t.parent[token]!;
    const callee = open >= 0 && s.punct(open) === '(' ? s.callee(open) : undefined;
    if (callee && messages.test(callee.path)) continue;
    const range = s.textRange(token, {
      from: s.statementStart(token),
      to: Math.max(token + 1, s.statementEnd(token)),
    });
    const whole = s.readText(range) ?? mapped;
    const found = outerSites(whole, shellSites(whole.text, { finder, dialect: 'sh', find: () => [] })).filter(
      (f) => f.kind === 'cli',
    );
    if (found.length === 0) continue;
    for (let i = range.from; i < range.to; i++) if (t.isString(i)) claim(i);
    sites.push(...found);
  }
}

/** `["mongodump", "--uri", uri]`, `exec.Command("mongodump", "--ssl")`, `spawn("mongodump", args)`. */
function argvSite(
  s: Syntax,
  token: number,
  finder: string,
  claim: (token: number) => void,
): ConnectionSite | undefined {
  const { t } = s;
  const open = t.parent[token]!;
  if (open < 0) return undefined;
  const callee = s.callee(open);
  if (
    callee &&
    s.punct(open) === '(' &&
    (messages.test(callee.path) ||
      /^(?:require|import|which|find_executable|LookPath|depends_on)$/.test(callee.name))
  )
    return undefined;
  const words: Word[] = [];
  const tokens: number[] = [];
  let started = false;
  for (const item of s.items(open)) {
    if (item.from <= token && token < item.to) {
      if (item.to !== item.from + 1) return undefined;
      started = true;
    }
    if (!started) continue;
    if (s.entry(item)) continue;
    collect(s, item, words, tokens, 0);
  }
  // A list in a variable grows later.
  if (
    s.punct(open) !== '(' ||
    /^(?:List|Arrays|vec|listOf|mutableListOf|of|asList)$/.test(callee?.name ?? '')
  )
    growth(s, open, words, tokens);
  const site = commandLineSite(words, { finder, join: 'array', ampersand: '&', document: s.text });
  if (!site) return undefined;
  for (const i of tokens) claim(i);
  return site;
}

/** The words of one argument: a text, the items of a list, a variable with its list, or an unknown. */
function collect(
  s: Syntax,
  item: Range,
  words: Word[],
  tokens: number[],
  depth: number,
  conditional = false,
): void {
  const { t } = s;
  const range = s.skipGrouping(item);
  const extra = conditional ? { conditional: true } : {};
  if (/^(?:\.\.\.|\*)$/.test(s.punct(range.from))) {
    collect(s, { from: range.from + 1, to: range.to }, words, tokens, depth, conditional);
    return;
  }
  if (t.isString(range.from)) {
    const text = s.readText(range);
    if (text) {
      for (let i = range.from; i < range.to; i++) if (t.isString(i)) tokens.push(i);
      words.push({ text, span: s.span(range.from, range.to), ...extra });
      return;
    }
  }
  if ((s.punct(range.from) === '[' || s.punct(range.from) === '{') && t.match[range.from]! > range.from) {
    for (const inner of s.items(range.from)) collect(s, inner, words, tokens, depth, conditional);
    return;
  }
  const path = s.pathOf(range);
  if (path !== undefined && depth < 3) {
    const definition = visibleDefinitions(s, path, range.from).at(-1);
    if (definition) {
      let open = definition.value.from;
      while (open < definition.value.to && s.punct(open) !== '[' && s.punct(open) !== '{') open++;
      if (open < definition.value.to && t.match[open]! > open && !t.isString(definition.value.from)) {
        // `[]string{…}`
        if (s.punct(open) === '[' && t.match[open] === open + 1)
          while (open < definition.value.to && s.punct(open) !== '{') open++;
        if (open < definition.value.to && t.match[open]! > open) {
          for (const inner of s.items(open)) collect(s, inner, words, tokens, depth + 1, conditional);
          growth(s, open, words, tokens);
          return;
        }
      }
    }
  }
  const span = s.span(range.from, range.to);
  words.push({
    text: { text: HOLE, segments: [{ at: 0, length: 1, source: span, kind: 'hole' }] },
    span,
    ...(path !== undefined ? { variable: path.slice(path.lastIndexOf('.') + 1) } : {}),
    ...extra,
  });
}

/** What is put into a list after it was made: `args.push('--ssl')`, `args += ["--ssl"]`, `args = append(args, "--ssl")`. */
function growth(s: Syntax, open: number, words: Word[], tokens: number[]): void {
  const { t } = s;
  const start = s.statementStart(open);
  let sign = -1;
  for (let k = open - 1; k >= start && open - k < 12; k--) if (s.isAssign(k)) sign = k;
  if (sign < 0 || t.kind[sign - 1] !== WORD) return;
  const name = t.at(sign - 1);
  const scope = s.scope(sign);
  const from = t.end[t.match[open]!]!;
  let count = 0;
  for (const at of s.occurrences(name, from, scope.end)) {
    if (count++ >= 60) break;
    const i = t.tokenAt(at);
    if (i < 0 || t.kind[i] !== WORD || t.at(i) !== name || s.isMember(i - 1)) continue;
    let list = -1;
    if (
      s.isMember(i + 1) &&
      /^(?:push|append|extend|add|addAll|concat|push_back|Add|AddRange|arg|args|unshift|insert|extend_from_slice)$/.test(
        t.at(i + 2),
      ) &&
      s.punct(i + 3) === '('
    )
      list = i + 3;
    else if (s.punct(i - 1) === '(' && t.at(i - 2) === 'append' && s.punct(i + 1) === ',') {
      const close = t.match[i - 1]!;
      for (const item of close > 0 ? s.split(i + 2, close) : [])
        collect(s, item, words, tokens, 2, s.conditional(i));
      continue;
    } else if (s.punct(i + 1) === '+=' || s.punct(i + 1) === '<<') {
      collect(s, { from: i + 2, to: s.statementEnd(i) }, words, tokens, 2, s.conditional(i));
      continue;
    }
    if (list >= 0 && t.match[list]! > 0)
      for (const item of s.items(list)) collect(s, item, words, tokens, 2, s.conditional(i));
  }
}
